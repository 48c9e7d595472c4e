package replica

import (
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/request"
	"raftviz/engine/schedule"
	"raftviz/mvccviz/mvcc"
)

// readRetry is how long a node waits for the answer to its ReadIndex before it
// asks again: etcd's readIndexRetryTime, ms.
const readRetry = 500

// reads is a node's read loop: ReadIndex (dissertation §6.4) as etcd asks for it
// (LinearizableReadLoop in server/etcdserver/read/read.go). One question serves
// all reads that came before it; those that come meanwhile wait for the next.
type reads struct {
	s       *server
	waiting []reader // for the next question
	asking  []reader // whom the present question is for
	asked   []uint64 // the numbers under which it was asked
	until   int64    // when it is given up
	settled bool     // it is answered, and index must be applied
	index   uint64

	changed bool            // the loop has noticed another leader
	state   *raft.ReadState // and this answer of raft's

	last  uint64 // number of the latest question; it outlives the process, as etcd's request IDs do
	retry uint64 // generation of the scheduled repetition; others are stale
}

// A reader waits until the node's store may be read.
type reader struct {
	op   uint64      // of whom it is for; 0 if no client's
	done func(error) // called once, with the reason if it may not be read
}

// linearizable calls done when this node's store has come as far as any node had
// when it was called, or with the error that ended the wait.
func (r *reads) linearizable(op uint64, done func(error)) {
	r.waiting = append(r.waiting, reader{op, done})
	if r.asking != nil {
		r.s.r.emit(r.s.r.name, &event.ReadQueued{Term: r.s.r.st.term, Op: op})
		return
	}
	r.begin()
}

// begin asks for all who wait.
func (r *reads) begin() {
	r.asking, r.waiting = r.waiting, nil
	r.asked, r.settled = nil, false
	r.until = r.s.r.now() + r.s.timeout()
	r.ask(event.NoReason)
}

// ask asks raft under a new number. again is why it does so once more.
func (r *reads) ask(again event.Reason) {
	before := r.s.r.st
	e := &event.ReadRequested{Term: before.term, Op: r.asking[0].op, Leader: config.NodeName(before.lead), Reason: again}
	switch {
	case before.role == raft.StateLeader && r.s.r.termAt(before.commit) != before.term && !r.s.r.alone():
		e.Reason = event.NoTermEntry // raft keeps it until it has committed one
	case before.role != raft.StateLeader && before.lead == 0:
		e.Reason = event.NoLeader // raft drops it
	}
	r.s.r.emit(r.s.r.name, e)
	r.last++
	r.asked = append(r.asked, r.last)
	r.scheduleRetry()
	r.s.r.rn.ReadIndex(request.ReadContext(r.asking[0].op, r.last))
	r.s.r.after(nil, before)
}

func (r *reads) scheduleRetry() {
	r.retry++
	r.s.r.host.Schedule(r.s.r, schedule.Cause{At: min(r.s.r.now()+readRetry, r.until), Type: event.Server, ID: retryRead, Generation: r.retry})
}

// again is the time for an answer being over.
func (r *reads) again() {
	if r.s.r.now() >= r.until {
		r.end(event.TimeUp, rpctypes.ErrTimeout)
		return
	}
	r.ask(event.Unanswered)
}

// pending reports whether a question waits for its answer.
func (r *reads) pending() bool { return r.asking != nil && !r.settled }

// committed asks again after the first commit of a term: before it a leader puts
// questions off, and may lose them with its leadership.
func (r *reads) committed() {
	if r.pending() {
		r.ask(event.FirstCommit)
	}
}

// leaderChanged fails the question under way: a new leader knows nothing of it.
func (r *reads) leaderChanged() {
	if r.pending() {
		r.end(event.LeaderChanged, rpctypes.ErrLeaderChanged)
	}
}

// confirmed is raft saying up to where the store must have come.
func (r *reads) confirmed(rs *raft.ReadState) {
	_, number := request.ReadOf(rs.RequestCtx)
	if !r.pending() || len(r.asked) == 0 || number < r.asked[0] {
		return
	}
	r.settled, r.index = true, rs.Index
	r.retry++
	for _, x := range r.asking {
		r.s.r.emit(r.s.r.name, &event.ReadConfirmed{Op: x.op, Index: rs.Index, Term: r.s.r.st.term})
	}
	r.applied()
}

// applied lets the readers go on if the store has come far enough.
func (r *reads) applied() {
	if r.asking == nil || !r.settled || r.index > r.s.r.applier.applied {
		return
	}
	r.finish(nil)
}

// end gives a question up.
func (r *reads) end(why event.Reason, err error) {
	r.retry++
	for _, x := range r.asking {
		r.s.r.emit(r.s.r.name, &event.ReadDropped{Term: r.s.r.st.term, Op: x.op, Reason: why})
	}
	r.finish(err)
}

func (r *reads) finish(err error) {
	done := r.asking
	r.asking = nil
	for _, x := range done {
		x.done(err)
	}
	if r.s.r.Up() && len(r.waiting) > 0 && r.asking == nil {
		r.begin()
	}
}

// serveRead answers a request that only reads, once the store may be read.
func (s *server) serveRead(o *call) {
	s.reads.linearizable(o.Op, func(err error) {
		if err != nil {
			s.respond(o, result{answer: etcd.FailedWith(err)})
			return
		}
		s.answerRead(o)
	})
}

// read answers a get, or a transaction that only reads, from this node's store
// as it stands.
func (s *server) read(cmd command.StoreCommand) result {
	r := cmd.Request()
	if err := mvcc.Validate(r); err != nil {
		return result{answer: etcd.FailedWith(err), rev: s.r.store.Rev()}
	}
	resp, err := s.r.store.Apply(r)
	if err != nil {
		return result{answer: etcd.FailedWith(err), rev: s.r.store.Rev()}
	}
	return s.applied(resp, cmd)
}
