package lessons

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"raftviz/engine/config"
	"raftviz/engine/lang"
)

// lessonFields are the fields of a lesson.
var lessonFields = []field[Lesson]{
	{"about", func(r *reader, n *yaml.Node, l *Lesson) {
		mapping(r, n, "about", []field[lang.Text]{
			{"en", func(r *reader, n *yaml.Node, t *lang.Text) { t.EN, _ = r.text(n, "about") }},
			{"zh", func(r *reader, n *yaml.Node, t *lang.Text) { t.ZH, _ = r.text(n, "about") }},
		}, &l.About)
	}},
	{"minutes", func(r *reader, n *yaml.Node, l *Lesson) {
		if v, ok := r.number(n, "minutes", 600); ok {
			l.Minutes = int(v)
		}
	}},
	{"cluster", func(r *reader, n *yaml.Node, l *Lesson) { readCluster(r, n, &l.Config) }},
	{"read", func(r *reader, n *yaml.Node, l *Lesson) {
		if n.Kind != yaml.SequenceNode {
			r.wrong(n, "read wants a list (- Raft §5.2), not %s", kindOf(n))
			return
		}
		for _, item := range n.Content {
			if s, ok := r.text(item, "read"); ok {
				l.Read = append(l.Read, s)
			}
		}
	}},
	{"steps", func(r *reader, n *yaml.Node, l *Lesson) { l.Steps = readSteps(r, n) }},
}

// proseFiles are the files with the prose.
var proseFiles = map[lang.Lang]string{lang.English: "en.md", lang.Chinese: "zh.md"}

// LessonFile is the name of a lesson's YAML in its folder.
const LessonFile = "lesson.yaml"

// LoadLesson reads the lesson in a folder. The error is Problems if files are
// wrong, with all that is, and otherwise the operating system's.
func LoadLesson(dir string) (*Lesson, error) {
	l, err := loadLesson(os.DirFS(dir), ".", filepath.ToSlash(filepath.Clean(dir)), false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, texts.Errorf("%s is no lesson: it holds no %s", dir, LessonFile)
	}
	return l, err
}

var numbered = regexp.MustCompile(`^(?:(\d{1,4})-)?(.+)$`)

// loadLesson reads the lesson in a folder of a file system; shown is what
// errors call it. The expressions of one that is shipped were tested, and are
// compiled when they are needed: most never are.
func loadLesson(fsys fs.FS, dir, shown string, shipped bool) (*Lesson, error) {
	data, err := readFile(fsys, path.Join(dir, LessonFile))
	if err != nil {
		return nil, err
	}
	m := numbered.FindStringSubmatch(path.Base(shown))
	l := &Lesson{File: path.Join(shown, LessonFile), Source: string(data), Config: config.Default(), prose: map[lang.Lang]*prose{}}
	l.ID = m[2]
	l.Number, _ = strconv.Atoi(m[1]) // 0 if there is none
	r := &reader{file: l.File, lesson: true, shipped: shipped}
	if doc := r.document(data); doc != nil {
		lines, ok := mapping(r, doc, texts.Sayf("a lesson"), lessonFields, l)
		for _, need := range []string{"about", "steps"} {
			if _, there := lines[need]; ok && !there {
				r.wrong(doc, "a lesson needs the field %q", need)
			}
		}
		r.review(&Script{Config: l.Config, Steps: l.Steps})
		r.reviewLesson(l)
	}
	problems := r.problems
	for _, lang := range lang.All {
		pr := &reader{file: path.Join(shown, proseFiles[lang])}
		text, err := readFile(fsys, path.Join(dir, proseFiles[lang]))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			pr.wrongAt(0, "the prose in this language is missing")
			l.prose[lang] = &prose{sections: map[string]*section{}}
		case err != nil:
			return nil, err
		default:
			l.prose[lang] = readProse(pr, text)
			l.reviewProse(pr, l.prose[lang])
		}
		slices.SortStableFunc(pr.problems, func(a, b *Problem) int { return a.Line - b.Line })
		problems = append(problems, pr.problems...)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return l, nil
}

// readFile reads a regular file of a file system.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, texts.Errorf("%s is not a regular file", name)
	}
	return readBounded(f)
}

// reviewLesson reports what is wrong with the steps as a whole: ids that are
// twice there, jumps to where nothing is, and steps that are never reached.
func (r *reader) reviewLesson(l *Lesson) {
	ids := map[string]int{}
	for i, s := range l.Steps {
		if s.ID == "" {
			continue
		}
		if _, twice := ids[s.ID]; twice {
			r.wrongAt(s.Line, "there is a step %q already", s.ID)
		}
		ids[s.ID] = i
	}
	reached := make([]bool, len(l.Steps))
	work := []int{0}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		if i >= len(l.Steps) || reached[i] {
			continue
		}
		reached[i] = true
		work = append(work, r.follows(l.Steps, i, ids)...)
	}
	for i, s := range l.Steps {
		if !reached[i] {
			r.wrongAt(s.Line, "this step is never reached")
		}
	}
}

// follows returns the steps that may follow one.
func (r *reader) follows(steps []*Step, i int, ids map[string]int) (to []int) {
	s := steps[i]
	jump := func(id string) {
		at, ok := ids[id]
		if !ok {
			r.wrongAt(s.Line, "there is no step %q to go on with", id)
			return
		}
		to = append(to, at)
	}
	next := s.Next == ""
	if !next {
		jump(s.Next)
	}
	if a, ok := s.Act.(*Ask); ok {
		for _, c := range a.Choices {
			if id, ok := a.Goto[c]; ok {
				jump(id)
			}
		}
	}
	if next {
		to = append(to, i+1)
	}
	return to
}

// reviewProse reports sections that are missing, empty or not used, and choices
// without a text.
func (l *Lesson) reviewProse(r *reader, p *prose) {
	for _, s := range l.Steps {
		for _, name := range s.sections() {
			l.wantSection(r, p, s, name)
		}
		a, ok := s.Act.(*Ask)
		if !ok || p.sections[a.Section] == nil {
			continue
		}
		have := p.sections[a.Section]
		for _, c := range a.Choices {
			if have.choices[c] == "" {
				r.wrongAt(have.line, "the choice %q has no text; write: - %[1]s: …", c)
			}
		}
	}
	l.wantSection(r, p, nil, Summary)
	for name, s := range p.sections {
		if base, ok := strings.CutSuffix(name, Notes); ok && p.sections[base] != nil {
			s.used = true
		}
		if !s.used {
			r.wrongAt(s.line, "no step says %q", name)
		}
	}
}

// sections lists the sections a step names.
func (s *Step) sections() (names []string) {
	if s.Say != "" {
		names = append(names, s.Say)
	}
	switch a := s.Act.(type) {
	case *Ask:
		names = append(names, a.Section)
		if a.Reveal != "" {
			names = append(names, a.Reveal)
		}
		for _, c := range a.Choices {
			if w := a.Wrong[c]; w != "" {
				names = append(names, w)
			}
		}
	case *Try:
		names = append(append(names, a.Section), a.Hints...)
	}
	return names
}

func (l *Lesson) wantSection(r *reader, p *prose, by *Step, name string) {
	s := p.sections[name]
	switch {
	case s == nil && by == nil:
		r.wrongAt(0, "there is no section %q; every lesson ends with one", name)
	case s == nil:
		r.wrongAt(0, "there is no section %q, which line %d of %s wants", name, by.Line, LessonFile)
	case s.body == "" && !s.used:
		r.wrongAt(s.line, "the section %q is empty", name)
		s.used = true
	default:
		s.used = true
	}
}
