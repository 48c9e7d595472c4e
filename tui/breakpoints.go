package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// breakpoints are those that the person has set.
type breakpoints struct {
	v    *viewer
	list []*breakpoint
}

// add sets a breakpoint in place of one, or as a new one if of is -1.
// Without a text it shows those there are.
func (bs *breakpoints) add(text string, of int) error {
	if text == "" {
		if of < 0 {
			bs.v.openBreaks()
		}
		return nil
	}
	b, err := parseBreakpoint(text, bs.v.appearance.words)
	if err != nil {
		return err
	}
	same := slices.IndexFunc(bs.list, func(o *breakpoint) bool { return o.text == text })
	switch {
	case same >= 0 && same != of:
		bs.list[same].off = false
		bs.v.chooseBreak(same)
		bs.v.say(bs.v.appearance.words.BreakThereF, same+1, termtext.Printable(text))
		return nil
	case of >= 0 && of < len(bs.list):
		bs.list[of] = b
	default:
		bs.list = append(bs.list, b)
		bs.v.chooseBreak(len(bs.list) - 1)
	}
	bs.v.say(bs.v.appearance.words.BreakSetF, termtext.Printable(text))
	return nil
}

// enabled returns the breakpoints that hold, as copies.
func (bs *breakpoints) enabled() (list []breakpoint) {
	for _, b := range bs.list {
		if !b.off {
			list = append(list, *b)
		}
	}
	return list
}

// seek goes to the nearest step at which an enabled breakpoint matches.
func (bs *breakpoints) seek(dir int) tea.Cmd {
	w := bs.v.appearance.words
	list := bs.enabled()
	switch {
	case len(bs.list) == 0:
		bs.v.say("%s", w.NoBreak)
		return nil
	case len(list) == 0:
		bs.v.say("%s", w.BreaksOff)
		return nil
	}
	name := spelled(list)
	return bs.v.finder.find(quest{
		name: name, dir: dir, extend: true, none: fmt.Sprintf(w.BreakNoneF, name), found: bs.say,
		is: func(prev *frame.Frame, st *event.Step) bool {
			return slices.ContainsFunc(list, func(b breakpoint) bool { return b.matches(prev, st) })
		},
		may: func(kinds event.Set) bool {
			return slices.ContainsFunc(list, func(b breakpoint) bool { return b.may(kinds) })
		},
	})
}

// spelled joins what breakpoints say.
func spelled(list []breakpoint) string {
	parts := make([]string, len(list))
	for i := range list {
		parts[i] = termtext.Printable(list[i].text)
	}
	return strings.Join(parts, " · ")
}

// here returns the enabled breakpoints that match the step that is shown.
// It costs next to nothing where none can.
func (bs *breakpoints) here() (list []breakpoint) {
	kinds := bs.v.rec().Kinds(bs.v.head.pos)
	for _, b := range bs.list {
		if b.off || !b.may(kinds) {
			continue
		}
		if st := bs.v.step(bs.v.head.pos); st != nil && b.matches(bs.v.branch().track.Before(bs.v.head.pos), st) {
			list = append(list, *b)
		}
	}
	return list
}

// stop reports whether playing stops at the step that is shown, and says
// why.
func (bs *breakpoints) stop() bool {
	if len(bs.list) == 0 || len(bs.here()) == 0 {
		return false
	}
	bs.say()
	return true
}

// say says at which breakpoints the step that is shown is.
func (bs *breakpoints) say() {
	bs.v.note = note{fmt.Sprintf(bs.v.appearance.words.BreakHitF, bs.v.head.pos, spelled(bs.here())), canvas.Accent | canvas.Bold}
}

// chooseBreak chooses a breakpoint on the page that lists them, if it is open.
func (v *viewer) chooseBreak(i int) {
	if p, ok := find[*breakPage](v.modes); ok {
		p.choice = i
	}
}
