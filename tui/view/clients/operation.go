package clients

import (
	"sort"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/scene"
)

// An operation is one of a client's, as far as the recording was read.
type operation struct {
	frame.Op         // as it stood at the last position that was read
	asked    int     // the position of its invocation; 0 if it is further back
	ended    int     // the position of its end, or a later one; 0 if none was read
	exact    bool    // ended is the position of its end
	first    string  // the endpoint of its first attempt, if asked
	again    []retry // in order
	about    about
}

// A retry is another attempt.
type retry struct {
	pos  int
	at   int64
	node string
}

// An about says whether a verdict on the history is about an operation.
type about uint8

const (
	unread about = iota
	judged
	ignored
)

// future reports whether the operation is invoked after the position.
func (o *operation) future(pos int) bool { return o.asked > pos }

// over reports whether it has ended at the position.
func (o *operation) over(pos int) bool { return o.ended > 0 && o.ended <= pos }

// state is how it stands at the position.
func (o *operation) state(pos int) frame.OpState {
	if o.over(pos) {
		return o.State
	}
	return frame.OpOpen
}

// tries returns how many attempts there were at the position.
func (o *operation) tries(pos int) int {
	n := o.Attempt
	for _, r := range o.again {
		if r.pos > pos {
			n--
		}
	}
	return max(n, 1)
}

// endpoint returns whom it was sent to last at the position, "" if that was not
// read.
func (o *operation) endpoint(pos int) string {
	for i := len(o.again) - 1; i >= 0; i-- {
		if o.again[i].pos <= pos {
			return o.again[i].node
		}
	}
	switch {
	case o.asked > 0:
		return o.first
	case len(o.again) == 0:
		return o.Node
	}
	return ""
}

// fresh reports whether a step did something to it.
func (o *operation) fresh(st *event.Step) bool {
	for i := range st.Events {
		if e := &st.Events[i]; e.Op() == o.ID && told.Has(e.Kind()) {
			return true
		}
	}
	return false
}

// ignored reports whether no verdict is about it: a read that need not be fresh
// or is about the past, and whatever does not concern keys.
func (o *operation) ignored() bool {
	if o.about == unread {
		o.about = judged
		switch x := o.Request.Message().(type) {
		case *etcdserverpb.PutRequest, *etcdserverpb.DeleteRangeRequest, *etcdserverpb.TxnRequest:
		case *etcdserverpb.RangeRequest:
			if x.GetSerializable() || x.GetRevision() != 0 {
				o.about = ignored
			}
		default:
			if o.Request != "" {
				o.about = ignored
			}
		}
	}
	return o.about == ignored
}

// find returns the position of the event by which an operation began or ended
// at a known time, ok is false if the recording does not hold it.
func find(r scene.Reel, op uint64, at int64, kinds event.Set) (pos int, ok bool) {
	if r.At == nil {
		return 0, false
	}
	for pos = sort.Search(r.Len+1, func(i int) bool { return r.Time(i) >= at }); pos <= r.Len && r.Time(pos) == at; pos++ {
		if !r.Kinds(pos).Meets(kinds) {
			continue
		}
		st := r.At(pos)
		if st == nil {
			return 0, false
		}
		for i := range st.Events {
			if e := &st.Events[i]; e.Op() == op && kinds.Has(e.Kind()) {
				return pos, true
			}
		}
	}
	return 0, false
}
