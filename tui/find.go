package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/query"
	"raftviz/recordings"
)

// A match says whether a step is one that is looked for; prev is the frame
// before it, nil at the start.
type match func(prev *frame.Frame, st *event.Step) bool

// A search is what ] and [ go to instead of notable events.
type search struct {
	name  string
	match match
}

// A breakpoint is what c and C go to.
type breakpoint struct {
	text  string
	match match
}

// A quest is a search for a step from the position on.
type quest struct {
	name   string // what is looked for
	is     match
	dir    int  // 1 forward, -1 back
	extend bool // a live run goes on until there is one, for at most as long as run until would
	wrap   bool // where there is none, look in the rest of the recording too
}

// find goes on a quest, beside the screen.
func (s *show) find(q quest) tea.Cmd {
	rec, pos, run := s.rec(), s.pos, s.branch().run
	found := -1
	j := &job{name: func() string { return sprint(s.look.words.LookingF, q.name) }, follows: q.extend && s.live()}
	return s.start(j, func(j *job) (err error) {
		if found, err = q.scan(rec, pos, j); found >= 0 || err != nil || q.dir < 0 || !q.extend || run == nil {
			return err
		}
		found, err = q.goOn(run, j)
		return err
	}, func(err error) {
		if j.follows {
			s.seek(rec.Len())
		}
		switch {
		case found >= 0:
			s.seek(found)
		case err != nil || j.stopped.Load():
			s.ended(j, err)
		default:
			s.say(s.look.words.NothingF, q.name)
		}
	})
}

// scan looks through what is recorded; -1 is nothing.
func (q *quest) scan(rec *recordings.Recording, pos int, j *job) (found int, err error) {
	last := rec.Len()
	if q.dir < 0 {
		last = 0
	}
	found, err = scan(rec, pos+q.dir, last, q.dir, q.is, j)
	if found < 0 && err == nil && q.wrap {
		found, err = scan(rec, rec.Len()-last, pos, q.dir, q.is, j)
	}
	return found, err
}

// goOn takes steps of a live run until one matches; -1 is nothing.
func (q *quest) goOn(run *recordings.Run, j *job) (found int, err error) {
	prev := run.Frame()
	for end := prev.Time + recordings.UntilWithin; !j.stopped.Load() && prev.Time < end; {
		st, err := run.Step()
		if err != nil {
			return -1, err
		}
		if q.is(prev, st) {
			return int(st.Index), nil
		}
		prev = st.Frame
	}
	return -1, nil
}

// scan looks through the steps from one to another, both included, for one that
// matches; -1 is none.
func scan(rec *recordings.Recording, from, to, dir int, is match, j *job) (int, error) {
	for pos := from; pos >= 0 && pos <= rec.Len() && (to-pos)*dir >= 0; pos += dir {
		if j.stopped.Load() {
			return -1, errStopped
		}
		st, err := rec.At(pos)
		if err != nil {
			return -1, err
		}
		var prev *frame.Frame
		if pos > 0 {
			before, err := rec.At(pos - 1)
			if err != nil {
				return -1, err
			}
			prev = before.Frame
		}
		if is(prev, st) {
			return pos, nil
		}
	}
	return -1, nil
}

// startSearch makes ] and [ go to steps that mention the text, and goes to the
// first. An empty text gives them back to notable events.
func (s *show) startSearch(text string) tea.Cmd {
	if text == "" {
		s.search = nil
		return nil
	}
	s.search = &search{name: frame.Printable(text), match: mentions(text, s.look.lang)}
	s.say(s.look.words.SearchF, s.search.name)
	return s.find(quest{name: s.search.name, is: s.search.match, dir: 1, wrap: true})
}

// mentions matches steps whose cause, events, messages or labels hold a text,
// whatever its case.
func mentions(text string, lang explain.Lang) match {
	text = strings.ToLower(text)
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(strings.ToLower(p), text) {
				return true
			}
		}
		return false
	}
	return func(_ *frame.Frame, st *event.Step) bool {
		if has(st.Cause.Text) {
			return true
		}
		for i := range st.Events {
			e := &st.Events[i]
			if has(e.Kind.String(), e.Text, e.Node+" "+explain.Short(e, lang)) {
				return true
			}
			if e.Msg != nil && has(e.Msg.Type, e.Msg.Text) {
				return true
			}
		}
		return false
	}
}

// becomes matches steps that make a condition true. A step in which it has no
// value does not.
func becomes(cond *query.Expr) match {
	holds := func(f *frame.Frame) bool {
		ok, err := cond.Bool(f)
		return ok && err == nil
	}
	return func(prev *frame.Frame, st *event.Step) bool {
		return holds(st.Frame) && (prev == nil || !holds(prev))
	}
}

// setBreakpoint sets what c and C go to: event kinds with commas between, or
// a condition. An empty text removes it.
func (s *show) setBreakpoint(text string) error {
	if text == "" {
		s.brk = nil
		s.say("%s", s.look.words.BreakGone)
		return nil
	}
	b := &breakpoint{text: text}
	if kinds, ok := kindSet(text); ok {
		b.match = func(_ *frame.Frame, st *event.Step) bool { return st.Kinds().Meets(kinds) }
	} else {
		cond, err := query.CompileBool(text)
		if err != nil {
			return err
		}
		b.match = becomes(cond)
	}
	s.brk = b
	s.say(s.look.words.BreakSetF, frame.Printable(text))
	return nil
}

// kindSet reads names of event kinds; ok is false if one is not.
func kindSet(text string) (set event.Set, ok bool) {
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '，' }) {
		k, ok := event.ParseKind(name)
		if !ok {
			return set, false
		}
		set.Add(k)
	}
	return set, true
}

func (s *show) toBreakpoint(dir int) tea.Cmd {
	if s.brk == nil {
		s.say("%s", s.look.words.NoBreak)
		return nil
	}
	return s.find(quest{name: frame.Printable(s.brk.text), is: s.brk.match, dir: dir, extend: true})
}
