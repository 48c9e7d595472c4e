package engine

import (
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// promoteContext marks a conf change that makes a voter of a learner; raft
// itself does not tell it from an addition.
const promoteContext = "promote"

// serveMember carries out a change of membership at the node that was asked.
func (n *node) serveMember(o *op) {
	if n.st.role != raft.StateLeader {
		n.respond(o, result{text: "etcdserver: not leader", fail: true})
		return
	}
	if why := n.checkMember(o.cmd); why != "" {
		n.respond(o, result{text: why, fail: true})
		return
	}
	typ, data, err := raftpb.MarshalConfChange(confChange(o))
	n.must(err)
	n.waiters[o.request()] = o
	n.propose(o, typ, data)
}

// confChange makes the change that a member command asks for. As in etcd one
// member at a time is a ConfChange that bears the request's id.
func confChange(o *op) raftpb.ConfChangeI {
	one := func(typ raftpb.ConfChangeType, name, context string) raftpb.ConfChangeI {
		id, _ := config.NodeID(name)
		cc := &raftpb.ConfChange{Id: new(o.request()), Type: typ.Enum(), NodeId: new(id)}
		if context != "" {
			cc.Context = []byte(context)
		}
		return cc
	}
	switch cmd := o.cmd.(type) {
	case command.MemberAdd:
		if cmd.Learner {
			return one(raftpb.ConfChangeAddLearnerNode, cmd.Node, "")
		}
		return one(raftpb.ConfChangeAddNode, cmd.Node, "")
	case command.MemberPromote:
		return one(raftpb.ConfChangeAddNode, cmd.Node, promoteContext)
	case command.MemberRemove:
		return one(raftpb.ConfChangeRemoveNode, cmd.Node, "")
	}
	cc := &raftpb.ConfChangeV2{Context: binary.BigEndian.AppendUint64(nil, o.request())}
	change, ok := o.cmd.(command.MemberChange)
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
func (n *node) checkMember(cmd command.Command) string {
	voters := slices.Clone(n.conf.GetVoters())
	joint := len(n.conf.GetVotersOutgoing()) > 0
	if _, leave := cmd.(command.MemberLeave); leave != joint {
		if joint {
			return "the configuration is joint; leave it first: member leave"
		}
		return "the configuration is not joint"
	}
	switch cmd := cmd.(type) {
	case command.MemberAdd:
		return n.checkAdd(cmd.Node)
	case command.MemberPromote:
		return n.checkPromote(cmd.Node)
	case command.MemberRemove:
		id, _ := config.NodeID(cmd.Node)
		if !slices.Contains(membersOf(n.conf), id) {
			return "etcdserver: member not found"
		}
		if len(voters) == 1 && voters[0] == id {
			return "etcdserver: the last voter cannot be removed"
		}
	case command.MemberChange:
		return n.checkChange(cmd, voters)
	}
	return ""
}

func (n *node) checkAdd(name string) string {
	id, _ := config.NodeID(name)
	switch {
	case slices.Contains(membersOf(n.conf), id):
		return "etcdserver: member ID already exist"
	case n.c.wasRemoved(id):
		return fmt.Sprintf("%s was removed, and a removed member's name is never used again; take another", name)
	}
	return ""
}

// checkPromote is etcd's isLearnerReady: the learner must have nine tenths of
// the leader's log.
func (n *node) checkPromote(name string) string {
	id, _ := config.NodeID(name)
	if !slices.Contains(n.conf.GetLearners(), id) {
		return "etcdserver: can only promote a learner member"
	}
	ps := n.rn.Status().Progress
	if ps[id].Match*10 < ps[n.id].Match*9 {
		return "etcdserver: can only promote a learner member which is in sync with leader"
	}
	return ""
}

func (n *node) checkChange(cmd command.MemberChange, voters []uint64) string {
	for _, ch := range cmd.Changes {
		id, _ := config.NodeID(ch.Node)
		switch ch.Op {
		case command.RemoveNode:
			voters = slices.DeleteFunc(voters, func(v uint64) bool { return v == id })
		case command.AddLearner:
			voters = slices.DeleteFunc(voters, func(v uint64) bool { return v == id })
			if n.c.wasRemoved(id) {
				return n.checkAdd(ch.Node)
			}
		default:
			if n.c.wasRemoved(id) {
				return n.checkAdd(ch.Node)
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

// wasRemoved reports whether some node knows id to have left the cluster.
func (c *Cluster) wasRemoved(id uint64) bool {
	for _, n := range c.order {
		if slices.Contains(n.disowned, id) {
			return true
		}
	}
	return false
}

// baseConf is the configuration the cluster started with, on which every log
// that begins at index 1 is based.
func (c *Cluster) baseConf() *raftpb.ConfState {
	cs := &raftpb.ConfState{AutoLeave: proto.Bool(false)}
	for id := uint64(1); id <= uint64(c.cfg.Nodes); id++ {
		cs.Voters = append(cs.Voters, id)
	}
	return cs
}
