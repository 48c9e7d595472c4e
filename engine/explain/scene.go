package explain

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// A scene is what a sentence may draw on: one event of a step, the cluster
// before and after, and the node and the message it is about. prev, next, step
// and e are never nil; was, now and msg may be.
type scene struct {
	in         lang.Lang
	lang       *language
	prev, next *frame.Frame
	step       *event.Step
	e          *event.Event
	at         int            // where e stands in step.Events; -1 if it does not
	name       string         // the node the event is about, or ""
	was, now   *frame.Node    // that node before and after
	msg        *frame.Message // the event's message, or the one that brought it about
}

// newScene sets the scene for the event at index i of a step, or for the step
// as a whole if i is -1.
func newScene(prev *frame.Frame, s *event.Step, i int, l lang.Lang) *scene {
	if prev == nil {
		prev = &frame.Frame{}
	}
	if s == nil {
		s = &event.Step{}
	}
	c := &scene{in: l, lang: of(l), prev: prev, next: s.Frame, step: s, at: -1}
	if c.next == nil {
		c.next = &frame.Frame{}
	}
	if i >= 0 && i < len(s.Events) {
		return c.turn(&s.Events[i], i)
	}
	return c.turn(nil, -1)
}

// turn returns the same scene with another event in the middle; at is -1 if it
// is not one of the step's.
func (c *scene) turn(e *event.Event, at int) *scene {
	d := *c
	d.e, d.at, d.msg = e, at, nil
	if e == nil {
		d.e = &event.Event{}
		if id := c.step.Cause.Msg; id != 0 && c.step.Cause.Type == event.Deliver {
			d.msg = d.inFlight(id)
		}
	} else {
		d.msg = e.Msg()
	}
	d.name = d.whose()
	d.was, d.now = d.prev.Node(d.name), d.next.Node(d.name)
	if d.msg == nil {
		d.msg = d.cause()
	}
	return &d
}

// whose returns the node that the event in the middle is about.
func (c *scene) whose() string {
	switch {
	case c.e.Node != "":
		return c.e.Node
	case c.e.Kind() == event.KindNone && c.step.Cause.Node != "":
		return c.step.Cause.Node
	case c.e.Kind() == event.KindPanicked:
		return c.acting()
	case c.msg == nil:
		return ""
	case c.e.Kind() == event.KindNone, c.e.Kind() == event.KindReceived:
		return c.msg.To
	}
	return c.msg.From
}

// acting is the node that was about to do something in the step.
func (c *scene) acting() string {
	for i := len(c.step.Events) - 1; i >= 0; i-- {
		if e := &c.step.Events[i]; e.Kind() == event.KindReceived {
			return e.Node
		}
	}
	return c.step.Cause.Node
}

// inFlight finds the message in the frame before the step.
func (c *scene) inFlight(id uint64) *frame.Message {
	for _, m := range c.prev.Flight {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// cause returns the message that the node had received when the event
// happened, or nil.
func (c *scene) cause() *frame.Message {
	end := c.at
	if end < 0 {
		end = len(c.step.Events)
	}
	for i := end - 1; i >= 0; i-- {
		e := &c.step.Events[i]
		if e.Kind() == event.KindReceived && e.Node == c.name && e.Msg() != nil {
			return e.Msg()
		}
	}
	return nil
}

// node returns the node after the step, or before it if it is not there any
// more, or nil.
func (c *scene) node() *frame.Node {
	if c.now != nil {
		return c.now
	}
	return c.was
}

// find returns the step's first event of the kind at the scene's node, and its
// index, or nil.
func (c *scene) find(k event.Kind) (*event.Event, int) {
	for i := range c.step.Events {
		if e := &c.step.Events[i]; e.Kind() == k && e.Node == c.name {
			return e, i
		}
	}
	return nil, -1
}

func (c *scene) has(k event.Kind) bool {
	e, _ := c.find(k)
	return e != nil
}

// sent calls f for the messages of the given types that the node sent in the
// step.
func (c *scene) sent(f func(m *frame.Message), types ...string) {
	for i := range c.step.Events {
		e := &c.step.Events[i]
		if e.Kind() != event.KindSent || e.Node != c.name || e.Msg() == nil {
			continue
		}
		for _, t := range types {
			if e.Msg().Type == t {
				f(e.Msg())
			}
		}
	}
}

// op finds the operation the event concerns in the frames.
func (c *scene) op() *frame.Op {
	if c.e.Op() == 0 {
		return nil
	}
	for _, f := range []*frame.Frame{c.next, c.prev} {
		for _, cl := range f.Clients {
			for _, o := range cl.Open {
				if o.ID == c.e.Op() {
					return o
				}
			}
			if cl.Last != nil && cl.Last.ID == c.e.Op() {
				return cl.Last
			}
		}
	}
	return nil
}

// client finds a client in the frame after the step.
func (c *scene) client(name string) *frame.Client {
	for _, cl := range c.next.Clients {
		if cl.Name == name {
			return cl
		}
	}
	return nil
}

// A node's log is read through these, which also take nodes that say nothing
// of theirs: recordings come from anywhere.

func entryAt(n *frame.Node, i uint64) *frame.Entry {
	if n == nil || i < n.First || i-n.First >= uint64(len(n.Log)) {
		return nil
	}
	return n.Log[i-n.First]
}

func termAt(n *frame.Node, i uint64) (uint64, bool) {
	switch e := entryAt(n, i); {
	case e != nil:
		return e.Term, true
	case n == nil:
		return 0, false
	case i == n.Snapshot.Index && i > 0:
		return n.Snapshot.Term, true
	}
	return 0, i == 0
}

func lastOf(n *frame.Node) (uint64, bool) {
	if n == nil || n.First == 0 {
		return 0, false
	}
	return n.Last(), true
}
