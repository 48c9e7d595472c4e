package faults

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/quorum"
	"go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"

	"raftviz/engine/replica"
)

// Faults in counting.

// acks are the indexes that a leader knows its followers to hold.
type acks tracker.ProgressMap

// AckedIndex implements quorum.AckedIndexer.
func (a acks) AckedIndex(id uint64) (quorum.Index, bool) {
	p, ok := a[id]
	if !ok {
		return 0, false
	}
	return quorum.Index(p.Match), true
}

// onLeader calls f after each call to a leader's raft.
func onLeader(f func(core)) *replica.Fault {
	return &replica.Fault{Stepped: func(r *replica.Replica) {
		if c := coreOf(r); c.leads() {
			f(c)
		}
	}}
}

// commitOwn commits up to an index if the entry there is of the leader's term.
func (c core) commitOwn(to uint64) {
	if c.termAt(to) == c.term() {
		c.commit(to)
	}
}

// oneHalf counts one half of a joint configuration: 0 the incoming, 1 the
// outgoing.
func oneHalf(half int) *replica.Fault {
	return &replica.Fault{Stepped: func(r *replica.Replica) {
		c := coreOf(r)
		t := c.tracker()
		if len(t.Voters[1]) == 0 {
			return
		}
		switch c.role() {
		case raft.StateLeader:
			c.commitOwn(uint64(t.Voters[half].CommittedIndex(acks(t.Progress))))
		case raft.StateCandidate:
			if t.Voters[half].VoteResult(t.Votes) == quorum.VoteWon {
				c.grant(t.Voters[1-half].Slice())
			}
		}
	}}
}

func halfMajority() *replica.Fault {
	return &replica.Fault{Stepped: func(r *replica.Replica) {
		c := coreOf(r)
		t := c.tracker()
		voters := t.Voters[0].Slice()
		need := len(voters) / 2
		if need == 0 || len(t.Voters[1]) > 0 {
			return
		}
		switch c.role() {
		case raft.StateLeader:
			c.commitOwn(reached(t, voters, need))
		case raft.StateCandidate:
			granted := 0
			for _, yes := range t.Votes {
				if yes {
					granted++
				}
			}
			if granted >= need {
				c.grant(voters)
			}
		}
	}}
}

// reached returns the highest index that so many of the nodes hold.
func reached(t *tracker.ProgressTracker, ids []uint64, need int) uint64 {
	var matches []uint64
	for _, id := range ids {
		if p := t.Progress[id]; p != nil {
			matches = append(matches, p.Match)
		}
	}
	if len(matches) < need {
		return 0
	}
	slices.Sort(matches)
	return matches[len(matches)-need]
}

func learnersCounted() *replica.Fault {
	return onLeader(func(c core) {
		t := c.tracker()
		if voters := t.Voters[0].Slice(); len(t.Voters[1]) == 0 {
			c.commitOwn(reached(t, append(voters, t.LearnerNodes()...), len(voters)/2+1))
		}
	})
}

func oldTermsCounted() *replica.Fault {
	return onLeader(func(c core) { c.commit(c.tracker().Committed()) })
}

func twoChanges() *replica.Fault {
	return onLeader(func(c core) { Private(c.raft, "pendingConfIndex").SetUint(0) })
}

// earlyLeader counts the leader's own entries before its fsync.
func earlyLeader() *replica.Fault {
	return &replica.Fault{Ready: func(r *replica.Replica, rd *raft.Ready) {
		for _, m := range rd.Messages {
			for _, resp := range m.GetResponses() {
				if m.GetTo() == raft.LocalAppendThread && resp.GetType() == raftpb.MsgAppResp && resp.GetTo() == r.ID() {
					_ = r.Inside().Raft.Step(resp)
				}
			}
		}
	}}
}
