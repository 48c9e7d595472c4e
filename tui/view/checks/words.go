package checks

import (
	"strings"

	"raftviz/engine/lang"
)

// texts is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type texts struct {
	Linearizability, Panic string // rows that are no properties

	// The line above all: how many properties there are, a property, a step.
	HeadHoldF, HeadBrokeF, HeadBrokeMoreF, HeadBreaksF string
	HeadPanicF, HeadPanicsF, HeadContradictF           string

	// How a row stands, in fewer and fewer words: a step.
	Held, Broke, Breaks, JudgedTo [3]string
	NotJudged, NobodyAsked        [2]string
	Judging, Undecided            string
	LinearF, LinearShortF         string // operations
	ContradictF, Contradict       string // answers

	// The detail.
	ToComeF        string // a step after the position
	CountsF        string // operations, unknown, not judged
	JudgedOnlyF    string // a step
	PieceF, OpF    string // answers; one of them: client, text, answer, from, to
	NoAnswer       string
	NeverBrokeF    string // why enter does nothing: a property, a step
	NothingToJudge string
	Matters        map[string]string // why it matters, by the row's name
	fullwidth      bool              // punctuation is
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}

// punctuate gives a text the language's punctuation.
func (w *texts) punctuate(text string) string {
	if !w.fullwidth {
		return text
	}
	return strings.NewReplacer(",", "，", ";", "；", ":", "：").Replace(text)
}
