package lessons

import (
	"raftviz/engine/config"
	"raftviz/engine/lang"
)

// A Lesson is a script that teaches: it asks before the decisive step, lets the
// learner act, and has its prose in a file for each language.
type Lesson struct {
	ID      string // leader-election
	Number  int    // 201: the first of part 2
	File    string // of its YAML, as errors name it
	About   lang.Text
	Minutes int // it takes, about
	Config  config.Config
	Read    []string // where to read on
	Steps   []*Step
	Source  string // the whole YAML

	prose map[lang.Lang]*prose
}

// Title returns what the lesson is called.
func (l *Lesson) Title(lang lang.Lang) string { return l.prose[lang].title }

// Section returns the text of a section, as Markdown; "" if there is none.
// Without the items that are the choices of a question.
func (l *Lesson) Section(name string, lang lang.Lang) string {
	if s := l.prose[lang].sections[name]; s != nil {
		return s.body
	}
	return ""
}

// Choice returns the text of a choice of a question.
func (l *Lesson) Choice(section, choice string, lang lang.Lang) string {
	if s := l.prose[lang].sections[section]; s != nil && s.choices[choice] != "" {
		return s.choices[choice]
	}
	return choice
}

// The sections that every lesson has, or may have for the one who teaches it.
const (
	Summary = "summary" // what was learned, in three sentences
	Notes   = "-notes"  // the ending of a section for the teacher
)

type (
	// Ask asks for a prediction, and then lets it be seen.
	Ask struct {
		Section string
		Choices []string          // by id; none if a value is asked for
		Several bool              // any number of choices may be right
		Value   string            // "number" or "text", if there are no choices
		Then    *Do               // what is done once an answer is given; nil for nothing
		Answer  Expr              // the right answer, in the frame after Then: an id, a list of ids, a value
		Reveal  string            // the section that tells what happened and why; "" for none
		Wrong   map[string]string // sections for certain wrong answers
		Goto    map[string]string // steps to go on with, by the answer given
	}
	// Try lets the learner act until a goal is reached.
	Try struct {
		Section  string
		Goal     Expr
		Hints    []string // sections, the gentlest first
		Solution *Do
	}
)

func (*Ask) act() {}
func (*Try) act() {}

// A Pointer is something to look at.
type Pointer struct {
	Kind PointerKind
	Node string // PointNode
	Pane string // PointPane: its name
	N    uint64 // PointIndex, PointRevision
	Text string // PointMessage: its type; PointKey: the key
	From string // PointMessage: sender and receiver, or ""
	To   string
}

// A PointerKind tells pointers apart.
type PointerKind uint8

// The kinds of pointers.
const (
	PointNode PointerKind = iota
	PointPane
	PointIndex
	PointMessage
	PointKey
	PointRevision
)
