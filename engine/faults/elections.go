package faults

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/disk"
	"raftviz/engine/replica"
)

// Faults in voting.

func forgottenVote() *replica.Fault {
	return &replica.Fault{Found: func(_ *replica.Replica, s *disk.State) {
		if s.Hard != nil {
			s.Hard = proto.CloneOf(s.Hard)
			s.Hard.Vote = new(uint64(0))
		}
	}}
}

func forgottenTerm() *replica.Fault {
	return &replica.Fault{Found: func(_ *replica.Replica, s *disk.State) {
		term := s.Snapshot.GetTerm()
		if n := len(s.Entries); n > 0 {
			term = s.Entries[n-1].GetTerm()
		}
		if s.Hard.GetTerm() > term {
			s.Hard = proto.CloneOf(s.Hard)
			s.Hard.Term, s.Hard.Vote = new(term), new(uint64(0))
		}
	}}
}

func noLogCheck() *replica.Fault {
	return &replica.Fault{Step: func(_ *replica.Replica, m *raftpb.Message) *raftpb.Message {
		if t := m.GetType(); t != raftpb.MsgVote && t != raftpb.MsgPreVote {
			return m
		}
		m = proto.CloneOf(m)
		m.LogTerm = new(uint64(1 << 40))
		return m
	}}
}

func twoVotes() *replica.Fault {
	return &replica.Fault{Step: func(r *replica.Replica, m *raftpb.Message) *raftpb.Message {
		c := coreOf(r)
		if m.GetType() == raftpb.MsgVote && m.GetTerm() == c.term() && c.role() == raft.StateFollower {
			Private(c.raft, "Vote").SetUint(0)
			Private(c.raft, "lead").SetUint(0)
		}
		return m
	}}
}

func prevotesAsVotes() *replica.Fault {
	type grants struct {
		term uint64
		from []uint64
	}
	given := map[uint64]*grants{}
	return &replica.Fault{
		Step: func(r *replica.Replica, m *raftpb.Message) *raftpb.Message {
			if m.GetType() == raftpb.MsgPreVoteResp && !m.GetReject() && m.GetFrom() != r.ID() {
				if g := given[r.ID()]; g == nil || g.term != m.GetTerm() {
					given[r.ID()] = &grants{term: m.GetTerm()}
				}
				g := given[r.ID()]
				g.from = append(g.from, m.GetFrom())
			}
			return m
		},
		Stepped: func(r *replica.Replica) {
			c := coreOf(r)
			if g := given[r.ID()]; g != nil && c.role() == raft.StateCandidate && c.term() == g.term {
				from := g.from
				g.from = nil
				c.grant(from)
			}
		},
	}
}

// earlyVotes gives votes before they are on disk.
func earlyVotes() *replica.Fault { return early(raftpb.MsgVoteResp, true) }

// early gives the answers of a type before the write they wait for is done: those
// to other nodes, and those of a node to itself if it counts them.
func early(t raftpb.MessageType, own bool) *replica.Fault {
	return &replica.Fault{Ready: func(r *replica.Replica, rd *raft.Ready) {
		for _, m := range rd.Messages {
			if m.GetTo() != raft.LocalAppendThread {
				continue
			}
			var wait []*raftpb.Message
			for _, resp := range m.GetResponses() {
				switch {
				case resp.GetType() != t || resp.GetReject():
					wait = append(wait, resp)
				case resp.GetTo() != r.ID():
					r.Send([]*raftpb.Message{resp})
				case own:
					_ = r.Inside().Raft.Step(resp)
				default:
					wait = append(wait, resp)
				}
			}
			m.Responses = wait
		}
	}}
}
