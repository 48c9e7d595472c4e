package replica

import (
	"math/rand/v2"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/event"
)

// A timer is a node's election timer, kept outside raft so that it can be
// seeded and seen.
//
// raft draws its randomized timeout from crypto/rand and offers no seed. So a
// node that does not lead is ticked with TickQuiesced, which only counts, and
// the timer here says when raft's is to fire: see fire. It follows raft's own
// private timer exactly:
//
//   - elapsed back to 0 and a new timeout drawn from [T, 2T) whenever raft
//     resets: a change of term, or becoming follower, candidate or leader. A
//     pre-candidate keeps both.
//   - elapsed back to 0 when a follower takes MsgApp, MsgHeartbeat or MsgSnap of
//     its term, when it grants a real vote, and when the timer fires, even if
//     the campaign is then refused.
//   - while the node leads, it counts towards the next quorum check, every T
//     ticks; asking for a transfer starts that count again.
//   - it does not fire while the node is not a voter or is installing a snapshot.
//
// the twins of package engine hold it against raft's private fields under random faults.
type timer struct {
	elapsed int
	timeout int
	base    int // T, in ticks
	rand    *rand.Rand
	step    func() uint64 // the step under way
	since   uint64        // the step in which elapsed was last set back
}

// newTimer returns the timer of a replica; id tells it from the others of a run.
func newTimer(seed, id uint64, base int, step func() uint64) timer {
	t := timer{base: base, step: step, rand: rand.New(rand.NewPCG(seed, 0x7469_6d65_72<<8|id))}
	t.reset()
	return t
}

// reset is raft's reset: a new draw, and counting from the start.
func (t *timer) reset() {
	t.setBack()
	t.timeout = t.base + int(t.rand.Uint64N(uint64(t.base)))
}

// setBack has the timer count from the start.
func (t *timer) setBack() { t.elapsed, t.since = 0, t.step() }

// observe updates the timer for a call that took raft from one status to
// another, stepping m (nil for a tick or a campaign).
func (t *timer) observe(before, after status, m *raftpb.Message) {
	changedRole := before.role != after.role && after.role != raft.StatePreCandidate
	if before.term != after.term || changedRole {
		t.reset()
	}
	if after.transferee != 0 && before.transferee != after.transferee {
		t.setBack()
	}
	if m == nil || m.GetTerm() != after.term || after.role != raft.StateFollower {
		return
	}
	switch m.GetType() {
	case raftpb.MsgApp, raftpb.MsgHeartbeat, raftpb.MsgSnap:
		t.setBack()
	}
}

// A status is what raft says of itself after a call.
type status struct {
	role            raft.StateType
	term, vote      uint64
	lead            uint64
	commit, applied uint64
	transferee      uint64
}

func statusOf(rn *raft.RawNode) status {
	b := rn.BasicStatus()
	return status{
		role: b.RaftState, term: b.GetTerm(), vote: b.GetVote(), lead: b.Lead,
		commit: b.GetCommit(), applied: b.Applied, transferee: b.LeadTransferee,
	}
}

// Tick is one tick of the machine's clock. It has raft call for an election if
// the election timer fires.
func (r *Replica) Tick() {
	r.server.answerMoves()
	before := r.st
	t := &r.timer
	t.elapsed++
	switch {
	case r.st.role == raft.StateLeader:
		if t.elapsed >= t.base {
			t.setBack()
		}
		r.rn.Tick()
	case r.promotable() && t.elapsed >= t.timeout:
		r.emit(r.name, &event.TimerFired{Term: before.term, Elapsed: t.elapsed, Timeout: t.timeout})
		r.group.ports.TimerFired(t.since)
		t.setBack()
		r.campaign(r.fire)
		return
	default:
		r.quiesce(1)
	}
	r.after(nil, before)
}

// fire has raft's own timer fire. raft must have counted as far as its timeout,
// whatever it has drawn from [T, 2T), and takes its next tick for the end of it:
// then it counts from the start, as ours does, and campaigns if it may.
func (r *Replica) fire() {
	r.quiesce(2 * r.timer.base)
	r.rn.Tick()
}

// quiesce has raft count ticks and do nothing else.
func (r *Replica) quiesce(ticks int) {
	for range ticks {
		r.rn.TickQuiesced() // deprecated until v4: see timer
	}
}
