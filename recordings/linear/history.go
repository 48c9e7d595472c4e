package linear

import (
	"slices"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/recordings/recording"
)

// A History is what the clients of a recording did up to a position. It is
// apart from the recording, which may grow meanwhile.
type History struct {
	all    []*op // in order of invocation
	ops    []*op // of these, those that may be judged
	secret secret
	dead   map[int64][]int64 // hints: the revisions at which each lease ran out
}

// A secret is a lease that may have been granted without anybody being told its
// ID. Which of those that are named and were not granted otherwise it is, if it
// is one, is not known: it may be any.
type secret struct {
	of    *op // the first that asked; nil if there is no secret
	began int
	ids   []int64
	hints map[int64]int64
}

// An op is one operation. Moments are events, counted over the whole recording:
// of two steps in the same millisecond one comes first.
type op struct {
	Operation
	cmd      command.Command
	began    []int // the moment each attempt that may have happened began
	ended    int   // the moment of the answer
	unknown  bool  // its last attempt, too
	refused  bool  // it was answered with an error, which says how the store stood
	given    bool  // no client asked for it: an entry of the logs that the run begins with
	standing Standing
	told     // by its answer
	reach    reach
	hints    []int64
}

// refusals are the errors that say how the store stood, and that nothing has
// changed.
var refusals = map[string]bool{
	rpctypes.ErrCompacted.Error():     true,
	rpctypes.ErrFutureRev.Error():     true,
	rpctypes.ErrKeyNotFound.Error():   true,
	rpctypes.ErrLeaseNotFound.Error(): true,
	rpctypes.ErrLeaseExist.Error():    true,
}

// reader collects a history while it goes through a recording.
type reader struct {
	History
	clues  clues
	open   map[uint64]*op
	moment int
}

var telling = event.SetOf(event.KindInvoked, event.KindRetried, event.KindResponded, event.KindProposed, event.KindApplied)

// Read takes the clients' history out of a recording, up to a position: what has
// no answer there has none. It calls going, if that is not nil, now and then, and
// returns recording.ErrCancelled once that returns false. Any other error is a
// recording that does not hold what it should.
func Read(r *recording.Recording, upto int, going func() bool) (*History, error) {
	c := &reader{open: map[uint64]*op{}, clues: clues{proposed: map[slot]uint64{}}}
	if len(r.Header().Config.Logs) > 0 {
		s, err := r.At(0)
		if err != nil {
			return nil, err
		}
		c.begin(s.Frame)
	}
	for pos := range min(upto, r.Len()) + 1 {
		if pos%256 == 0 && going != nil && !going() {
			return nil, recording.ErrCancelled
		}
		if !r.Kinds(pos).Meets(telling) {
			continue
		}
		s, err := r.At(pos)
		if err != nil {
			return nil, err
		}
		for i := range s.Events {
			if err := c.take(s, &s.Events[i]); err != nil {
				return nil, texts.Errorf("step %d: %w", s.Index, err)
			}
		}
	}
	c.settle()
	if err := c.hint(c.clues.order, going); err != nil {
		return nil, err
	}
	return &c.History, nil
}

// firstGiven numbers what the logs hold from the start; clients' operations have
// lower numbers.
const firstGiven = 1 << 63

// begin takes the writes in the logs that the run begins with. Each may happen
// once, at any time, or never: it is in some logs, and may be replaced.
func (c *reader) begin(f *frame.Frame) {
	for _, n := range f.Nodes {
		for _, e := range n.Log {
			at := slot{e.Index, e.Term}
			if _, known := c.clues.proposed[at]; known {
				continue
			}
			switch cmd := command.Whole(e.Request.Command()).(type) {
			case command.Put, command.Del, command.Txn:
				o := &op{
					Operation: Operation{ID: firstGiven + uint64(len(c.all)), Request: e.Request},
					cmd:       cmd, began: []int{c.moment}, unknown: true, standing: Judged, given: true,
				}
				c.clues.proposed[at] = o.ID
				c.all = append(c.all, o)
			}
		}
	}
}

// take takes one event.
func (c *reader) take(s *event.Step, e *event.Event) error {
	c.moment++
	c.clues.take(s, e)
	switch p := e.Payload.(type) {
	case *event.Invoked:
		return c.invoked(s, p)
	case *event.Retried:
		if o := c.open[p.Op]; o != nil {
			o.began = append(o.began, c.moment)
		}
	case *event.Responded:
		o := c.open[p.Op]
		delete(c.open, p.Op)
		if o != nil && p.Reason != event.InDoubt {
			return c.answered(o, s, p)
		}
	}
	return nil
}

// invoked takes the beginning of an operation. Reads that need not be fresh,
// and what is not about the store, are not to be judged.
func (c *reader) invoked(s *event.Step, e *event.Invoked) error {
	cmd := command.Whole(e.Request.Command())
	if cmd == nil {
		return texts.Errorf("operation %d asks for nothing that is known", e.Op)
	}
	o := &op{
		Operation: Operation{ID: e.Op, Client: e.Client, Request: e.Request, Call: s.Time, CallStep: s.Index},
		cmd:       cmd, began: []int{c.moment}, unknown: true, standing: Judged,
	}
	switch x := cmd.(type) {
	case command.Put, command.Del, command.Txn, command.Compaction, command.LeaseGrant, command.LeaseRevoke:
	case command.Get:
		if x.Serializable {
			o.standing = Ignored
		}
	default:
		o.standing = Ignored
	}
	c.all = append(c.all, o)
	c.open[e.Op] = o
	return nil
}

// answered takes the answer to an operation, or the error that it failed with
// for certain.
func (c *reader) answered(o *op, s *event.Step, e *event.Responded) error {
	last := lastOf(s.Frame, e)
	if last == nil && o.standing == Ignored {
		last = &frame.Op{} // a client that reads its watches again may have several answers at once
	}
	if last == nil {
		return texts.Errorf("%s has an answer to operation %d that its frame does not know", e.Client, e.Op)
	}
	failed := e.Reason == event.Failed
	if failed && o.standing == Judged && e.Answer.Is(rpctypes.ErrNoSpace) {
		return nil // what exceeds the quota is done all the same: it is in doubt
	}
	o.told = toldBy(e.Answer, o.cmd)
	o.Answer, o.Rev, o.End, o.EndStep = e.Answer, last.Rev, s.Time, s.Index
	o.ended, o.unknown = c.moment, false
	switch {
	case !failed || o.standing != Judged:
	case refusals[o.answer] && o.Rev > 0:
		o.refused, o.began = true, o.began[len(o.began)-1:]
	default:
		o.standing = LeftOut
	}
	return nil
}

// lastOf returns the operation that e ends, as the frame has it.
func lastOf(f *frame.Frame, e *event.Responded) *frame.Op {
	for _, cl := range f.Clients {
		if cl.Name == e.Client && cl.Last != nil && cl.Last.ID == e.Op {
			return cl.Last
		}
	}
	return nil
}

// settle prepares what was read for being judged.
func (h *History) settle() {
	h.ops, h.secret = nil, secret{hints: map[int64]int64{}}
	known, leased := map[int64]bool{}, map[int64][]string{} // the leases granted; the keys ever put with each
	for _, o := range h.all {
		if o.standing != Judged {
			continue
		}
		h.ops = append(h.ops, o)
		if g, ok := o.cmd.(command.LeaseGrant); ok {
			id := h.granted(o, g)
			known[id] = known[id] || !o.refused
		}
		noteLeased(o.cmd, leased)
	}
	for _, o := range h.ops {
		o.reach = reachOf(o.cmd, leased)
		if h.secret.of == nil {
			continue
		}
		for _, id := range leasesIn(o.cmd, nil) {
			if !known[id] && !slices.Contains(h.secret.ids, id) {
				h.secret.ids = append(h.secret.ids, id)
			}
		}
	}
	if o := h.secret.of; o != nil {
		for _, id := range h.secret.ids {
			o.reach.touched = append(o.reach.touched, leaseSpan(id))
		}
	}
}

// granted returns the ID of a lease, and learns it if the store chose it.
func (h *History) granted(o *op, g command.LeaseGrant) int64 {
	if h.secret.of == nil && g.ID == 0 && (o.unknown || len(o.began) > 1) {
		h.secret.of, h.secret.began = o, o.began[0]
	}
	if o.unknown || o.refused {
		return g.ID
	}
	if g.ID == 0 && o.lease != 0 {
		g.ID = o.lease
		o.cmd, o.began = g, o.began[len(o.began)-1:]
	}
	return g.ID
}

// noteLeased gathers the keys that a command puts with leases.
func noteLeased(cmd command.Command, leased map[int64][]string) {
	switch x := cmd.(type) {
	case command.Put:
		if x.Lease != 0 && !slices.Contains(leased[x.Lease], x.Key) {
			leased[x.Lease] = append(leased[x.Lease], x.Key)
		}
	case command.Txn:
		for _, cmd := range slices.Concat(x.Then, x.Else) {
			noteLeased(cmd, leased)
		}
	}
}
