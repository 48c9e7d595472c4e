package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/recordings"
	"raftviz/recordings/recording"
)

// A match says whether a step is one that is looked for; prev is the frame
// before it, nil at the start.
type match func(prev *frame.Frame, st *event.Step) bool

// A search is what ] and [ go to instead of notable events.
type search struct {
	name  string
	match match
	seen  map[mark]bool // whether steps match, as far as panes have asked
}

// mostSeen is about how many steps a search remembers whether they match.
const mostSeen = 4096

// finds says which steps of a branch match. It asks once about each.
func (q *search) finds(branch int) func(pos int, st *event.Step) bool {
	return func(pos int, st *event.Step) bool {
		at := mark{branch, pos}
		is, ok := q.seen[at]
		if !ok {
			if q.seen == nil || len(q.seen) > mostSeen {
				q.seen = map[mark]bool{}
			}
			is = q.match(nil, st)
			q.seen[at] = is
		}
		return is
	}
}

// A quest is a search for a step from the position on.
type quest struct {
	name   string // what is looked for
	is     match
	dir    int  // 1 forward, -1 back
	extend bool // a live run goes on until there is one, for at most as long as run until would
	wrap   bool // where there is none, look in the rest of the recording too

	may   func(event.Set) bool // whether a step with events of these kinds can match; nil is always
	found func()               // called when the step is shown; may be nil
	none  string               // what to say if there is none; "" is that there is no such thing
}

// A finder goes to steps that are looked for.
type finder struct {
	v      *viewer
	search *search // what ] and [ go to; nil is notable events
}

// find goes on a quest, beside the screen.
func (f *finder) find(q quest) tea.Cmd {
	rec, pos, run := f.v.rec(), f.v.head.pos, f.v.branch().run
	q.extend = q.extend && !f.v.lesson.holds() // a lesson's run goes on with the lesson
	found := -1
	j := &job{name: func() string { return fmt.Sprintf(f.v.appearance.words.LookingF, q.name) }, follows: q.extend && f.v.head.live()}
	return f.v.jobs.start(j, func(j *job) (err error) {
		if found, err = q.scan(rec, pos, j); found >= 0 || err != nil || q.dir < 0 || !q.extend || run == nil {
			return err
		}
		found, err = q.goOn(run, j)
		return err
	}, func(err error) {
		if j.follows {
			f.v.head.seek(rec.Len())
		}
		switch {
		case found >= 0:
			f.v.head.seek(found)
			if q.found != nil {
				q.found()
			}
		case err != nil || j.stopped.Load():
			f.v.jobs.ended(j, err)
		case q.none != "":
			f.v.say("%s", q.none)
		default:
			f.v.say(f.v.appearance.words.NothingF, q.name)
		}
	})
}

// scan looks through what is recorded; -1 is nothing.
func (q *quest) scan(rec *recording.Recording, pos int, j *job) (found int, err error) {
	last := rec.Len()
	if q.dir < 0 {
		last = 0
	}
	found, err = q.look(rec, pos+q.dir, last, j)
	if found < 0 && err == nil && q.wrap {
		found, err = q.look(rec, rec.Len()-last, pos, j)
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

// look looks through the steps from one to another, both included, for one that
// matches; -1 is none.
func (q *quest) look(rec *recording.Recording, from, to int, j *job) (int, error) {
	for pos := from; pos >= 0 && pos <= rec.Len() && (to-pos)*q.dir >= 0; pos += q.dir {
		if j.stopped.Load() {
			return -1, errStopped
		}
		if q.may != nil && !q.may(rec.Kinds(pos)) {
			continue
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
		if q.is(prev, st) {
			return pos, nil
		}
	}
	return -1, nil
}

// start makes ] and [ go to steps that mention the text, and goes to the
// first. An empty text gives them back to notable events.
func (f *finder) start(text string) tea.Cmd {
	if text == "" {
		f.search = nil
		return nil
	}
	f.search = &search{name: termtext.Printable(text), match: mentions(text, f.v.appearance.lang)}
	f.v.say(f.v.appearance.words.SearchF, f.search.name)
	return f.find(quest{name: f.search.name, is: f.search.match, dir: 1, wrap: true})
}

// mentions matches steps whose cause, events, messages or labels hold a text,
// whatever its case.
func mentions(text string, lang lang.Lang) match {
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
			if has(e.String(), e.Node+" "+explain.Short(e, lang)) {
				return true
			}
			if e.Msg() != nil && has(e.Msg().Type, e.Msg().Text) {
				return true
			}
		}
		return false
	}
}

// next goes to the next notable event in a direction or, while the person
// searches, to the next step that matches.
func (f *finder) next(dir int) tea.Cmd {
	if f.search != nil {
		return f.find(quest{name: f.search.name, is: f.search.match, dir: dir})
	}
	pos, ok := f.v.rec().Find(f.v.head.pos, dir, func(_ int, kinds event.Set) bool { return kinds.Meets(event.Notables) })
	switch {
	case ok:
		f.v.head.seek(pos)
	case dir > 0 && f.v.branch().run != nil:
		return f.find(quest{name: f.v.appearance.words.NotableWord, is: notable, dir: 1, extend: true})
	case dir > 0:
		f.v.head.seek(f.v.rec().Len())
		f.v.head.atEnd()
	default:
		f.v.head.seek(0)
		f.v.say("%s", f.v.appearance.words.AtStart)
	}
	return nil
}

func notable(_ *frame.Frame, st *event.Step) bool { return st.Kinds().Meets(event.Notables) }
