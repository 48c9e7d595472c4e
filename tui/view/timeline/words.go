package timeline

import (
	"fmt"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/lang"
)

// texts are the pane's own words. What ends in F is a format.
type texts struct {
	levels  [numLevels]string
	stepsF  string // how many steps a row stands for
	because string
	leads   string
	unknown string // a cause is not in the recording, or too far back
	nothing string // no effects

	underwayF string // a message: number, kind, receiver
	lostF     string

	byCommand string // nothing in the run brought a step about
	byStart   string
	byClockF  string
	byNoneF   string

	noCauseF string // why h does nothing: what brought the step about
	noEffect string
	farCause string
	waitF    string // why l does nothing: a message, and its receiver
	widest   string
	closest  string
	levelF   string
	atStart  string
	atEnd    string
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}

// ground says what brought a step about that no earlier step did.
func (t *texts) ground(s *event.Step, l lang.Lang) string {
	switch s.Cause.Type {
	case event.Command:
		return t.byCommand
	case event.Start:
		return t.byStart
	case event.Tick:
		return fmt.Sprintf(t.byClockF, s.Cause.Node)
	}
	return fmt.Sprintf(t.byNoneF, strings.TrimSpace(explain.Cause(l, s.Cause.Type)))
}
