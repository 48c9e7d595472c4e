package replica

import (
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/request"
)

// serveMember carries out a change of membership at the node that was asked.
func (s *server) serveMember(o *call) {
	if s.r.st.role != raft.StateLeader {
		s.respond(o, result{answer: etcd.FailedWith(rpctypes.ErrNotLeader)})
		return
	}
	if why := s.checkMember(o.Command); why != "" {
		s.refuse(o, memberCode(why), why)
		return
	}
	typ, data, err := raftpb.MarshalConfChange(confChange(o))
	s.r.must(err)
	s.propose(o, typ, data)
}

// confChange makes the change that a member command asks for. As in etcd one
// member at a time is a ConfChange that bears the request's id.
func confChange(o *call) raftpb.ConfChangeI {
	one := func(typ raftpb.ConfChangeType, name, context string) raftpb.ConfChangeI {
		id, _ := config.NodeID(name)
		cc := &raftpb.ConfChange{Id: new(o.ID()), Type: typ.Enum(), NodeId: new(id)}
		if context != "" {
			cc.Context = []byte(context)
		}
		return cc
	}
	switch cmd := o.Command.(type) {
	case command.MemberAdd:
		if cmd.Learner {
			return one(raftpb.ConfChangeAddLearnerNode, cmd.Node, "")
		}
		return one(raftpb.ConfChangeAddNode, cmd.Node, "")
	case command.MemberPromote:
		return one(raftpb.ConfChangeAddNode, cmd.Node, request.PromoteContext)
	case command.MemberRemove:
		return one(raftpb.ConfChangeRemoveNode, cmd.Node, "")
	case command.MemberUpdate:
		return one(raftpb.ConfChangeUpdateNode, cmd.Node, cmd.PeerURLs)
	}
	cc := &raftpb.ConfChangeV2{Context: binary.BigEndian.AppendUint64(nil, o.ID())}
	change, ok := o.Command.(command.MemberChange)
	if !ok {
		return cc // MemberLeave
	}
	cc.Transition = raftpb.ConfChangeTransition_ConfChangeTransitionJointImplicit.Enum()
	if change.Explicit {
		cc.Transition = raftpb.ConfChangeTransition_ConfChangeTransitionJointExplicit.Enum()
	}
	for _, ch := range change.Changes {
		id, _ := config.NodeID(ch.Node)
		typ := raftpb.ConfChangeAddNode
		switch ch.Op {
		case command.RemoveNode:
			typ = raftpb.ConfChangeRemoveNode
		case command.AddLearner:
			typ = raftpb.ConfChangeAddLearnerNode
		}
		cc.Changes = append(cc.Changes, &raftpb.ConfChangeSingle{Type: typ.Enum(), NodeId: new(id)})
	}
	return cc
}

// checkMember returns why the leader will not propose a change, or "". raft
// panics on a change that leaves no voter, so such a change must not get far.
func (s *server) checkMember(cmd command.Command) string {
	voters := slices.Clone(s.r.members.GetVoters())
	joint := len(s.r.members.GetVotersOutgoing()) > 0
	if _, leave := cmd.(command.MemberLeave); leave != joint && !s.r.cfg.DisableConfChangeValidation {
		if joint {
			return "the configuration is joint; leave it first: member leave"
		}
		return "the configuration is not joint"
	}
	switch cmd := cmd.(type) {
	case command.MemberAdd:
		if why := s.checkAdd(cmd.Node); why != "" || !cmd.Learner {
			return why
		}
		return s.checkLearners(len(s.r.members.GetLearners()) + 1)
	case command.MemberPromote:
		return s.checkPromote(cmd.Node)
	case command.MemberRemove:
		id, _ := config.NodeID(cmd.Node)
		if !slices.Contains(request.Members(s.r.members), id) {
			return rpctypes.ErrMemberNotFound.Error()
		}
		if len(voters) == 1 && voters[0] == id {
			return rpctypes.ErrMemberNotEnoughStarted.Error() // etcd's IsReadyToRemoveVotingMember
		}
	case command.MemberUpdate:
		return s.checkUpdate(cmd)
	case command.MemberChange:
		return s.checkChange(cmd, voters)
	}
	return ""
}

func (s *server) checkAdd(name string) string {
	id, _ := config.NodeID(name)
	switch {
	case slices.Contains(request.Members(s.r.members), id):
		return rpctypes.ErrMemberExist.Error()
	case s.r.group.removed(id):
		return fmt.Sprintf("%s was removed, and a removed member's name is never used again; take another", name)
	}
	return ""
}

// checkLearners is etcd's limit of learners (membership.RaftCluster's
// ValidateConfigurationChange), judged before the change is proposed.
func (s *server) checkLearners(n int) string {
	if most := s.r.cfg.MaxLearners; most > 0 && n > most {
		return rpctypes.ErrTooManyLearners.Error()
	}
	return ""
}

// checkPromote is etcd's isLearnerReady: the learner must have nine tenths of
// the leader's log.
func (s *server) checkPromote(name string) string {
	id, _ := config.NodeID(name)
	switch {
	case !slices.Contains(request.Members(s.r.members), id):
		return rpctypes.ErrMemberNotFound.Error()
	case !slices.Contains(s.r.members.GetLearners(), id):
		return rpctypes.ErrMemberNotLearner.Error()
	}
	ps := s.r.rn.Status().Progress
	if ps[id].Match*10 < ps[s.r.id].Match*9 {
		return rpctypes.ErrMemberLearnerNotReady.Error()
	}
	return ""
}

func (s *server) checkChange(cmd command.MemberChange, voters []uint64) string {
	for _, ch := range cmd.Changes {
		id, _ := config.NodeID(ch.Node)
		switch ch.Op {
		case command.RemoveNode:
			voters = slices.DeleteFunc(voters, func(v uint64) bool { return v == id })
		case command.AddLearner:
			voters = slices.DeleteFunc(voters, func(v uint64) bool { return v == id })
			if s.r.group.removed(id) {
				return s.checkAdd(ch.Node)
			}
		default:
			if s.r.group.removed(id) {
				return s.checkAdd(ch.Node)
			}
			if !slices.Contains(voters, id) {
				voters = append(voters, id)
			}
		}
	}
	if len(voters) == 0 {
		return "the change would leave no voter"
	}
	return ""
}

// memberCodes are the codes of etcd's errors about members.
var memberCodes = func() map[string]codes.Code {
	m := map[string]codes.Code{}
	for _, err := range []error{rpctypes.ErrMemberNotFound, rpctypes.ErrMemberExist, rpctypes.ErrMemberNotLearner, rpctypes.ErrMemberLearnerNotReady, rpctypes.ErrTooManyLearners, rpctypes.ErrMemberNotEnoughStarted, rpctypes.ErrPeerURLExist} {
		m[err.Error()] = etcd.FailedWith(err).Err().Code
	}
	return m
}()

func memberCode(why string) codes.Code {
	if code, ok := memberCodes[why]; ok {
		return code
	}
	return codes.FailedPrecondition
}

// answerConf answers who asked for the change of the membership in an entry that
// has been applied.
func (s *server) answerConf(e *raftpb.Entry) {
	if o := s.awaited(request.ConfID(e)); o != nil {
		s.respond(o, result{answer: s.memberAnswer(o)})
	}
}

// memberAnswer answers who asked for a change of the membership that has come
// into force.
func (s *server) memberAnswer(o *call) etcd.Answer {
	now, all := s.r.members, s.r.listMembers()
	h := s.memberHeader()
	var m proto.Message
	switch cmd := o.Command.(type) {
	case command.MemberAdd:
		id, _ := config.NodeID(cmd.Node)
		added := &etcdserverpb.Member{ID: id, PeerURLs: []string{etcd.PeerURL(cmd.Node)}, IsLearner: cmd.Learner}
		m = &etcdserverpb.MemberAddResponse{Header: h, Member: added, Members: all}
	case command.MemberRemove:
		m = &etcdserverpb.MemberRemoveResponse{Header: h, Members: all}
	case command.MemberPromote:
		m = &etcdserverpb.MemberPromoteResponse{Header: h, Members: all}
	case command.MemberUpdate:
		return etcd.AnswerOf(&etcdserverpb.MemberUpdateResponse{Header: h, Members: all}, cmd)
	}
	return etcd.Changed(m, request.Membership(now)).Printed(o.Command)
}
