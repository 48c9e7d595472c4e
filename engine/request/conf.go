package request

import (
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
)

// PromoteContext marks a conf change that makes a voter of a learner; raft
// itself does not tell it from an addition.
const PromoteContext = "promote"

// Members lists everyone a configuration names, in order.
func Members(cs *raftpb.ConfState) []uint64 {
	var ids []uint64
	for _, set := range [][]uint64{cs.GetVoters(), cs.GetVotersOutgoing(), cs.GetLearners(), cs.GetLearnersNext()} {
		for _, id := range set {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// Names returns the names of nodes, in order of number; nil if there are none.
func Names(ids []uint64) []string {
	if len(ids) == 0 {
		return nil
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = config.NodeName(id)
	}
	return names
}

// DecodeConf reads the change of membership that an entry asks for.
func DecodeConf(e *raftpb.Entry) raftpb.ConfChangeI {
	if e.GetType() == raftpb.EntryConfChange {
		cc := &raftpb.ConfChange{}
		if err := proto.Unmarshal(e.GetData(), cc); err != nil {
			panic(fmt.Sprintf("request: an entry that is no conf change: %v", err))
		}
		return cc
	}
	cc := &raftpb.ConfChangeV2{}
	if err := proto.Unmarshal(e.GetData(), cc); err != nil {
		panic(fmt.Sprintf("request: an entry that is no conf change: %v", err))
	}
	return cc
}

// ConfID returns the id of the request that asked for a conf change, or 0:
// a change of one member bears it as etcd's does, a joint one in its context.
func ConfID(e *raftpb.Entry) uint64 {
	switch cc := DecodeConf(e).(type) {
	case *raftpb.ConfChange:
		return cc.GetId()
	case *raftpb.ConfChangeV2:
		if len(cc.GetContext()) == 8 {
			return binary.BigEndian.Uint64(cc.GetContext())
		}
	}
	return 0
}

// confCommand returns the command that an entry carries out. Whether a joint
// configuration is left explicitly is not told.
func confCommand(e *raftpb.Entry) command.Command {
	if cc, ok := DecodeConf(e).(*raftpb.ConfChange); ok {
		name := config.NodeName(cc.GetNodeId())
		switch {
		case cc.GetType() == raftpb.ConfChangeRemoveNode:
			return command.MemberRemove{Node: name}
		case cc.GetType() == raftpb.ConfChangeUpdateNode:
			return command.MemberUpdate{Node: name, PeerURLs: string(cc.GetContext())}
		case string(cc.GetContext()) == PromoteContext:
			return command.MemberPromote{Node: name}
		}
		return command.MemberAdd{Node: name, Learner: cc.GetType() == raftpb.ConfChangeAddLearnerNode}
	}
	cc := DecodeConf(e).AsV2()
	if cc.LeaveJoint() {
		return command.MemberLeave{}
	}
	var c command.MemberChange
	for _, ch := range cc.GetChanges() {
		op := command.AddVoter
		switch ch.GetType() {
		case raftpb.ConfChangeRemoveNode:
			op = command.RemoveNode
		case raftpb.ConfChangeAddLearnerNode:
			op = command.AddLearner
		}
		c.Changes = append(c.Changes, command.Change{Op: op, Node: config.NodeName(ch.GetNodeId())})
	}
	return c
}

// Membership returns who belongs to the group by a configuration.
func Membership(cs *raftpb.ConfState) etcd.Membership {
	return etcd.Membership{Voters: cs.GetVoters(), Outgoing: cs.GetVotersOutgoing(), Learners: cs.GetLearners(), LearnersNext: cs.GetLearnersNext()}
}
