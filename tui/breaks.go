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
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
)

// addBreakpoint sets a breakpoint in place of one, or as a new one if of is -1.
// Without a text it shows those there are.
func (s *viewer) addBreakpoint(text string, of int) error {
	if text == "" {
		if of < 0 {
			s.openBreaks()
		}
		return nil
	}
	b, err := parseBreakpoint(text, s.appearance.words)
	if err != nil {
		return err
	}
	same := slices.IndexFunc(s.breaks, func(o *breakpoint) bool { return o.text == text })
	switch {
	case same >= 0 && same != of:
		s.breaks[same].off = false
		s.choice = s.onPage(breaksPage, same)
		s.say(s.appearance.words.BreakThereF, same+1, termtext.Printable(text))
		return nil
	case of >= 0 && of < len(s.breaks):
		s.breaks[of] = b
	default:
		s.breaks = append(s.breaks, b)
		s.choice = s.onPage(breaksPage, len(s.breaks)-1)
	}
	s.say(s.appearance.words.BreakSetF, termtext.Printable(text))
	return nil
}

// onPage returns a choice for a page if that is the one that is shown, else the
// choice as it is.
func (s *viewer) onPage(p page, choice int) int {
	if s.page == p {
		return choice
	}
	return s.choice
}

func (s *viewer) openBreaks() { s.page, s.choice = breaksPage, 0 }

// enabled returns the breakpoints that hold, as values that nobody changes.
func (s *viewer) enabled() (list []breakpoint) {
	for _, b := range s.breaks {
		if !b.off {
			list = append(list, *b)
		}
	}
	return list
}

// toBreakpoint goes to the nearest step at which an enabled breakpoint matches.
func (s *viewer) toBreakpoint(dir int) tea.Cmd {
	w := s.appearance.words
	list := s.enabled()
	switch {
	case len(s.breaks) == 0:
		s.say("%s", w.NoBreak)
		return nil
	case len(list) == 0:
		s.say("%s", w.BreaksOff)
		return nil
	}
	name := texts(list)
	return s.find(quest{
		name: name, dir: dir, extend: true, none: fmt.Sprintf(w.BreakNoneF, name), found: s.sayStop,
		is: func(prev *frame.Frame, st *event.Step) bool {
			return slices.ContainsFunc(list, func(b breakpoint) bool { return b.matches(prev, st) })
		},
		may: func(kinds event.Set) bool {
			return slices.ContainsFunc(list, func(b breakpoint) bool { return b.may(kinds) })
		},
	})
}

// texts joins what breakpoints say.
func texts(list []breakpoint) string {
	parts := make([]string, len(list))
	for i := range list {
		parts[i] = termtext.Printable(list[i].text)
	}
	return strings.Join(parts, " · ")
}

// stopsHere returns the enabled breakpoints that match the step that is shown.
// It costs next to nothing where none can.
func (s *viewer) stopsHere() (list []breakpoint) {
	kinds := s.rec().Kinds(s.pos)
	for _, b := range s.breaks {
		if b.off || !b.may(kinds) {
			continue
		}
		if st := s.step(s.pos); st != nil && b.matches(s.frameBefore(s.pos), st) {
			list = append(list, *b)
		}
	}
	return list
}

// stopped reports whether playing stops at the step that is shown, and says
// why.
func (s *viewer) stopped() bool {
	if len(s.breaks) == 0 || len(s.stopsHere()) == 0 {
		return false
	}
	s.sayStop()
	return true
}

// sayStop says at which breakpoints the step that is shown is.
func (s *viewer) sayStop() {
	s.note = note{fmt.Sprintf(s.appearance.words.BreakHitF, s.pos, texts(s.stopsHere())), canvas.Accent | canvas.Bold}
}

// breaksKey handles a key on the list of breakpoints.
func (s *viewer) breaksKey(a keys.Action) tea.Cmd {
	s.note = note{}
	chosen := s.choice >= 0 && s.choice < len(s.breaks)
	switch a {
	case keys.Up:
		s.choice = max(s.choice-1, 0)
	case keys.Down:
		s.choice = max(min(s.choice+1, len(s.breaks)-1), 0)
	case keys.Breakpoint:
		s.startLine(breakLine)
	case keys.Language:
		s.appearance.nextLang()
	case keys.Leave:
		s.page = noPage
	case keys.Continue, keys.ContinueBack:
		s.page = noPage
		return s.act(a)
	}
	if !chosen {
		return nil
	}
	switch a {
	case keys.Edit:
		s.startLine(breakLine)
		text := s.breaks[s.choice].text
		s.line.of = s.choice
		s.line.set(text, len([]rune(text)))
		s.offer()
		s.line.offers = nil
	case keys.Enable:
		s.breaks[s.choice].off = !s.breaks[s.choice].off
	case keys.Remove:
		s.say(s.appearance.words.BreakGoneF, termtext.Printable(s.breaks[s.choice].text))
		s.breaks = slices.Delete(s.breaks, s.choice, s.choice+1)
		s.choice = max(min(s.choice, len(s.breaks)-1), 0)
	}
	return nil
}

// breakForms are examples of what a breakpoint may be.
var breakForms = [...]string{
	"became_leader,crashed", "became_leader on n2", `committed if node("n1").commit >= 5`, "term > 3",
}

// drawBreaks lists the breakpoints and, where there is room, what they may be.
func (s *viewer) drawBreaks(a canvas.Area) {
	w := s.appearance.words
	kit.Title(a, kit.Text(w.BreaksTitle, canvas.Accent|canvas.Bold))
	list := a.Sub(0, pageTop, a.W, a.H-pageTop)
	if len(s.breaks) == 0 {
		list.Fit(3, 0, a.W-4, w.NoBreak, canvas.Quiet)
	}
	s.choice = max(min(s.choice, len(s.breaks)-1), 0)
	first := max(s.choice-(list.H-1), 0)
	s.pageFirst = first
	for i := first; i < len(s.breaks) && i-first < list.H; i++ {
		s.drawBreak(list.Sub(0, i-first, a.W, 1), i)
	}
	kit.Edges(list, 0, first > 0, len(s.breaks)-first > list.H)
	s.drawBreakForms(list.Sub(0, max(len(s.breaks), 1)+1, a.W, list.H))
}

// drawBreak draws one in a row.
func (s *viewer) drawBreak(a canvas.Area, i int) {
	w, b := s.appearance.words, s.breaks[i]
	ink := canvas.Text
	if b.off {
		ink = canvas.Quiet
	}
	if i == s.choice {
		ink = canvas.Accent | canvas.Bold
		a.Text(1, 0, "▸", ink)
	}
	mark, word := "■", w.On
	if b.off {
		mark, word = "□", w.Off
	}
	x := a.Text(3, 0, kit.Number(i+1), ink)
	x = a.Text(x+2, 0, mark+" "+word, ink)
	x = a.Fit(max(x+2, 15), 0, a.W-30, termtext.Printable(b.text), ink)
	if st := s.step(s.pos); st != nil && b.may(st.Kinds()) && b.matches(s.frameBefore(s.pos), st) {
		a.Text(x+3, 0, "◂ "+fmt.Sprintf(w.StepF, kit.Number(s.pos)), canvas.Quiet)
	}
}

// drawBreakForms shows what a breakpoint may be, if there is room for all.
func (s *viewer) drawBreakForms(a canvas.Area) {
	w := s.appearance.words
	if a.H < len(breakForms)+1 {
		return
	}
	a.Fit(3, 0, a.W-4, w.BreakFormsHead, canvas.Quiet)
	for i, form := range breakForms {
		x := a.Text(5, i+1, form, canvas.Text)
		a.Fit(max(x+2, 44), i+1, a.W-45, w.BreakForms[i], canvas.Quiet)
	}
}
