package replica

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/mvccviz/mvcc"
)

// What clients ask about the members, and have a leader do.

// healthKey is what etcdctl endpoint health reads: any key would do.
const healthKey = "health"

// answerRead answers a linearizable read now that this node's store has come as
// far as it must.
func (s *server) answerRead(o *call) {
	switch cmd := o.Command.(type) {
	case command.MemberList:
		s.answer(o, s.memberList())
	case command.EndpointHealth:
		s.respond(o, s.read(command.Get{Range: command.Range{Key: healthKey}}))
	default:
		s.respond(o, s.read(cmd.(command.StoreCommand)))
	}
}

// serveMemberList lists the members that this node's store holds.
func (s *server) serveMemberList(o *call) {
	if o.Command.(command.MemberList).Serializable {
		s.answer(o, s.memberList())
		return
	}
	s.serveRead(o)
}

func (s *server) memberList() *etcdserverpb.MemberListResponse {
	return &etcdserverpb.MemberListResponse{Header: s.memberHeader(), Members: s.r.listMembers()}
}

// listMembers returns the members as etcd's messages have them, by number.
func (r *Replica) listMembers() []*etcdserverpb.Member {
	stored := r.storedMembers()
	all := make([]*etcdserverpb.Member, len(stored))
	for i, m := range stored {
		all[i] = &etcdserverpb.Member{ID: m.ID, Name: m.Name, PeerURLs: m.PeerURLs, ClientURLs: m.ClientURLs, IsLearner: m.Learner}
	}
	return all
}

func (r *Replica) storedMembers() []mvcc.Member {
	all, err := r.store.Members()
	r.must(err)
	return all
}

// memberWith returns a member as the store has it, or as it would begin.
func (r *Replica) memberWith(id uint64, learner bool) mvcc.Member {
	all := r.storedMembers()
	if i := slices.IndexFunc(all, func(m mvcc.Member) bool { return m.ID == id }); i >= 0 {
		m := all[i]
		m.Learner = learner
		return m
	}
	return memberOf(id, learner)
}

// A leaderMove is a client that waits until leadership has been handed over.
type leaderMove struct {
	o  *call
	to uint64
}

// serveMoveLeader is etcd's MoveLeader: only the leader takes it, and it waits
// until it follows the one that was asked for (EtcdServer.MoveLeader). raft may
// have given up long before the client does.
func (s *server) serveMoveLeader(o *call) {
	to, _ := config.NodeID(o.Command.(command.MoveLeader).To)
	switch {
	case s.r.st.role != raft.StateLeader:
		s.fail(o, rpctypes.ErrNotLeader)
		return
	case !s.r.HasVoter(to):
		s.fail(o, rpctypes.ErrBadLeaderTransferee)
		return
	}
	s.moves = append(s.moves, leaderMove{o, to})
	s.r.Transfer(to)
	s.answerMoves()
}

// answerMoves answers those whose wish has come true. etcd looks every tick.
func (s *server) answerMoves() {
	s.moves = slices.DeleteFunc(s.moves, func(m leaderMove) bool {
		if s.r.st.lead == m.to {
			s.respond(m.o, result{answer: etcd.Moved(s.r.id, m.to).Printed(m.o.Command)})
			return true
		}
		return !s.waits(m.o)
	})
}

// checkUpdate returns why the leader will not propose new addresses, or "".
func (s *server) checkUpdate(cmd command.MemberUpdate) string {
	id, _ := config.NodeID(cmd.Node)
	found := false
	for _, m := range s.r.storedMembers() {
		if m.ID == id {
			found = true
			continue
		}
		for _, url := range etcd.URLs(cmd.PeerURLs) {
			if slices.Contains(m.PeerURLs, url) {
				return rpctypes.ErrPeerURLExist.Error()
			}
		}
	}
	if !found {
		return rpctypes.ErrMemberNotFound.Error()
	}
	return ""
}
