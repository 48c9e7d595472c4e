package faults

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/replica"
)

// Faults in replication.

// taking changes messages of a type on their way into raft.
func taking(t raftpb.MessageType, change func(c core, m *raftpb.Message) *raftpb.Message) *replica.Fault {
	return &replica.Fault{Step: func(r *replica.Replica, m *raftpb.Message) *raftpb.Message {
		if m.GetType() != t {
			return m
		}
		return change(coreOf(r), m)
	}}
}

// inTerm returns the message with another term.
func inTerm(m *raftpb.Message, term uint64) *raftpb.Message {
	m = proto.CloneOf(m)
	m.Term = new(term)
	return m
}

func earlyAnswers() *replica.Fault { return early(raftpb.MsgAppResp, false) }

func noPreviousCheck() *replica.Fault {
	return taking(raftpb.MsgApp, func(c core, m *raftpb.Message) *raftpb.Message {
		if own := c.termAt(m.GetIndex()); own != 0 && own != m.GetLogTerm() {
			m = proto.CloneOf(m)
			m.LogTerm = new(own)
		}
		return m
	})
}

func noTruncation() *replica.Fault {
	return taking(raftpb.MsgApp, func(c core, m *raftpb.Message) *raftpb.Message {
		m = proto.CloneOf(m)
		for i, e := range m.GetEntries() {
			if own := c.entry(e.GetIndex()); own != nil {
				m.Entries[i] = own
			}
		}
		return m
	})
}

func uncutHeartbeat() *replica.Fault {
	return &replica.Fault{Ready: func(r *replica.Replica, rd *raft.Ready) {
		for i, m := range rd.Messages {
			if m.GetType() == raftpb.MsgHeartbeat {
				m = proto.CloneOf(m)
				m.Commit = new(coreOf(r).committed())
				rd.Messages[i] = m
			}
		}
	}}
}

// uncutCommit shows only with a leader whose appends may carry nothing, as the
// heartbeats of the paper do, so an empty one goes ahead of each.
func uncutCommit() *replica.Fault {
	taken := map[uint64]uint64{} // the commit index told by the message under way, by node
	return &replica.Fault{
		Step: func(r *replica.Replica, m *raftpb.Message) *raftpb.Message {
			c := coreOf(r)
			if m.GetType() == raftpb.MsgApp && m.GetTerm() >= c.term() && c.termAt(m.GetIndex()) == m.GetLogTerm() {
				taken[r.ID()] = m.GetCommit()
			}
			return m
		},
		Stepped: func(r *replica.Replica) {
			if c := coreOf(r); !c.leads() {
				c.commit(taken[r.ID()])
			}
			delete(taken, r.ID())
		},
		Ready: emptyAhead,
	}
}

// emptyAhead sends an empty append ahead of each.
func emptyAhead(_ *replica.Replica, rd *raft.Ready) {
	var all []*raftpb.Message
	for _, m := range rd.Messages {
		if m.GetType() == raftpb.MsgApp && len(m.GetEntries()) > 0 {
			empty := proto.CloneOf(m)
			empty.Entries = nil
			all = append(all, empty)
		}
		all = append(all, m)
	}
	rd.Messages = all
}

func oldAppends() *replica.Fault {
	return taking(raftpb.MsgApp, func(c core, m *raftpb.Message) *raftpb.Message {
		if m.GetTerm() < c.term() && c.role() == raft.StateFollower {
			return inTerm(m, c.term())
		}
		return m
	})
}

func oldAnswers() *replica.Fault {
	return taking(raftpb.MsgAppResp, func(c core, m *raftpb.Message) *raftpb.Message {
		if m.GetTerm() < c.term() && c.leads() && !m.GetReject() && m.GetIndex() <= c.last() {
			return inTerm(m, c.term())
		}
		return m
	})
}

// aba shows only if the writes in between reach the disk one after the other, as
// they do where an fsync does not cover all that waits for it; and if a leader
// sends all that it has not committed without being asked for it, for a follower's
// refusal waits for its disk.
func aba() *replica.Fault {
	f := taking(raftpb.MsgStorageAppendResp, func(c core, m *raftpb.Message) *raftpb.Message {
		if m.GetTerm() < c.term() {
			return inTerm(m, c.term())
		}
		return m
	})
	f.Singly = true
	f.Ready = sinceCommit
	return f
}

// sinceCommit has a leader send all that it has not committed.
func sinceCommit(r *replica.Replica, rd *raft.Ready) {
	c := coreOf(r)
	base := c.committed()
	for i, m := range rd.Messages {
		if m.GetType() != raftpb.MsgApp || m.GetIndex() <= base || base > 0 && c.entry(base) == nil {
			continue
		}
		m = proto.CloneOf(m)
		var es []*raftpb.Entry
		for i := base + 1; i <= m.GetIndex(); i++ {
			es = append(es, c.entry(i))
		}
		m.Index, m.LogTerm, m.Entries = new(base), new(c.termAt(base)), append(es, m.Entries...)
		rd.Messages[i] = m
	}
}
