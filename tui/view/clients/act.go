package clients

import (
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// choose is an intent to choose an operation by ID.
func choose(s *scene.Scene, op uint64) pane.Intent {
	c := s.Selected
	c.Op = op
	return pane.Select(c)
}

// choose is an intent to choose the operation and, in the store and the log,
// what it wrote or read: the key, the revision and the entry.
func (o *operation) choose(s *scene.Scene) pane.Intent {
	c := s.Selected
	c.Op = o.ID
	c.Key, c.Main, c.Sub, c.Index = "", 0, 0, 0
	if key, wrote := o.subject(); key != "" && o.state(int(s.Step.Index)) == frame.OpOK && o.Rev > 0 {
		c.Key, c.Main = key, o.Rev
		if wrote {
			c.Index = entryOf(s.Frame(), o.Rev)
		}
	}
	return pane.Select(c)
}

// subject returns the one key that the operation is about, "" if it is about
// more, or none; and whether it has written it.
func (o *operation) subject() (key string, wrote bool) {
	cmd, err := command.Parse(o.Text)
	if err != nil {
		return "", false
	}
	switch x := cmd.(type) {
	case command.Put:
		return x.Key, true
	case command.Get:
		if !x.Prefix && x.End == "" {
			return x.Key, false
		}
	case command.Del:
		if !x.Prefix && x.End == "" {
			return x.Key, !strings.HasPrefix(o.Result, "0")
		}
	}
	return "", false
}

// entryOf returns the index of the entry that made a revision, as far as a store
// knows it.
func entryOf(f *frame.Frame, rev int64) uint64 {
	for _, n := range f.Nodes {
		if n.Store == nil {
			continue
		}
		if r := n.Store.At(rev, 0); r != nil && r.Index > 0 {
			return r.Index
		}
	}
	return 0
}

// move chooses another operation, watch or client.
func (p *Pane) move(by int, s *scene.Scene) pane.Intent {
	switch p.view {
	case watches:
		return moveIn(s, idsOf(watchesOf(s)), by)
	case totals:
		return p.moveClient(by, s)
	}
	h := &p.history
	p.gather(s)
	at := h.find(s.Selected.Op)
	if at < 0 {
		if at = h.chosen(s); at < 0 {
			return pane.Intent{}
		}
		return h.ops[max(at+min(by, 0), 0)].choose(s)
	}
	if at += by; at < 0 {
		id := h.ops[0].ID
		h.gather(s, h.past()-at, 0)
		at = max(h.find(id)+by, 0)
	}
	return h.ops[min(at, len(h.ops)-1)].choose(s)
}

// moveIn chooses the next of a list, the first if none is chosen.
func moveIn(s *scene.Scene, ids []uint64, by int) pane.Intent {
	if len(ids) == 0 {
		return pane.Intent{}
	}
	for i, id := range ids {
		if id == s.Selected.Op {
			return choose(s, ids[min(max(i+by, 0), len(ids)-1)])
		}
	}
	return choose(s, ids[min(max(by, 0), len(ids)-1)])
}

// open looks into what is chosen: an operation's beginning and end in the
// recording, the node that serves a watch, the operations of a client.
func (p *Pane) open(s *scene.Scene) pane.Intent {
	switch p.view {
	case watches:
		return openWatch(s)
	case totals:
		p.view = bars
		return pane.Intent{}
	}
	p.gather(s)
	at := p.history.chosen(s)
	if at < 0 {
		return pane.Intent{Say: catalogue.In(s.Words.Lang).NoOps}
	}
	o := p.history.ops[at]
	want := o.choose(s)
	pos, say := o.next(s)
	if say != "" {
		want.Say = say
		return want
	}
	want.Seek = &pos
	return want
}

// next returns where to go to from here: the operation's invocation or, from
// there, its end; or why that is not possible.
func (o *operation) next(s *scene.Scene) (pos int, say string) {
	t, here := catalogue.In(s.Words.Lang), int(s.Step.Index)
	asked := o.asked
	if asked == 0 {
		at, ok := find(s.Reel, o.ID, o.Start, event.SetOf(event.KindInvoked))
		if !ok {
			return 0, t.NotFound
		}
		asked = at
	}
	if here != asked {
		return asked, ""
	}
	if o.exact {
		return o.ended, ""
	}
	if o.ended > 0 {
		if at, ok := find(s.Reel, o.ID, o.End, event.SetOf(event.KindResponded, event.KindTimedOut)); ok {
			return at, ""
		}
	}
	if at, ok := findEnd(s.Reel, o.ID, here); ok {
		return at, ""
	}
	return 0, t.NoEnd
}

// findEnd returns the position after from at which an operation ends. It looks
// only so far.
func findEnd(r scene.Reel, op uint64, from int) (pos int, ok bool) {
	const much = 4
	e := &effort{looks: much * mostLooks, stretches: much * mostRead, last: from / stretch}
	for pos = from + 1; pos <= r.Len && e.look(); pos++ {
		if !r.Kinds(pos).Meets(event.SetOf(event.KindResponded, event.KindTimedOut)) {
			continue
		}
		if !e.read(pos) {
			break
		}
		st := r.At(pos)
		if st == nil {
			break
		}
		for i := range st.Events {
			x := &st.Events[i]
			if x.Op() != op || x.Kind() != event.KindResponded && x.Kind() != event.KindTimedOut {
				continue
			}
			if is := lookUp(st.Frame, x); is == nil || is.State != frame.OpOpen {
				return pos, true
			}
		}
	}
	return 0, false
}
