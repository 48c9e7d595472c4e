package engine

import (
	"encoding/binary"
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// decodeRequest reads an entry's data. What is in a log was put there by
// encodeRequest, so anything else is a mistake of ours.
func decodeRequest(data []byte) *etcdserverpb.InternalRaftRequest {
	r := &etcdserverpb.InternalRaftRequest{}
	if err := proto.Unmarshal(data, r); err != nil {
		panic(fmt.Sprintf("engine: an entry that is no request: %v", err))
	}
	return r
}

// entryText says what an entry asks for, as a command would.
func entryText(e *raftpb.Entry) string {
	if e.GetType() != raftpb.EntryNormal {
		return confEntryText(e)
	}
	if len(e.GetData()) == 0 {
		return "no-op"
	}
	r := decodeRequest(e.GetData())
	if cmd := command.FromRequest(r); cmd != nil {
		return cmd.String()
	}
	return upkeepText(r)
}

// upkeepText says what a request asks for that no command stands for.
func upkeepText(r *etcdserverpb.InternalRaftRequest) string {
	switch {
	case r.GetLeaseCheckpoint() != nil:
		parts := make([]string, len(r.GetLeaseCheckpoint().GetCheckpoints()))
		for i, c := range r.GetLeaseCheckpoint().GetCheckpoints() {
			parts[i] = fmt.Sprintf("%s %ds", leaseHex(c.GetID()), c.GetRemaining_TTL())
		}
		return "lease checkpoint " + strings.Join(parts, ", ")
	case r.GetAlarm() != nil:
		verb := alarmVerbs[r.GetAlarm().GetAction()]
		if r.GetAlarm().GetMemberID() == 0 {
			return "alarm " + verb
		}
		return fmt.Sprintf("alarm %s %s %s", verb, config.NodeName(r.GetAlarm().GetMemberID()), r.GetAlarm().GetAlarm())
	}
	return "request"
}

var alarmVerbs = map[etcdserverpb.AlarmRequest_AlarmAction]string{
	etcdserverpb.AlarmRequest_GET: "list", etcdserverpb.AlarmRequest_ACTIVATE: "raise", etcdserverpb.AlarmRequest_DEACTIVATE: "disarm",
}

// opOfEntry returns the client operation an entry carries out, or 0.
func (c *Cluster) opOfEntry(e *raftpb.Entry) uint64 {
	if e.GetType() != raftpb.EntryNormal {
		return confRequest(e) >> 8
	}
	if len(e.GetData()) == 0 {
		return 0
	}
	return decodeRequest(e.GetData()).GetHeader().GetID() >> 8
}

// opOfContext returns the client operation a ReadIndex context stands for.
func (c *Cluster) opOfContext(ctx []byte) uint64 {
	if len(ctx) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(ctx) >> 8
}

// entry returns the visible form of a log entry. Entries that are equal share
// one form, wherever they are.
func (c *Cluster) entry(e *raftpb.Entry) *frame.Entry {
	k := entryKey{e.GetIndex(), e.GetTerm()}
	known, ok := c.entries[k]
	if ok && known.is(e) {
		return known.view
	}
	v := &frame.Entry{Index: k.index, Term: k.term, Type: frame.EntryType(e.GetType()), Text: entryText(e)}
	if !ok {
		c.entries[k] = knownEntry{v, e.GetType(), e.GetData()}
	}
	return v
}

type entryKey struct{ index, term uint64 }

type knownEntry struct {
	view *frame.Entry
	typ  raftpb.EntryType
	data []byte
}

func (k knownEntry) is(e *raftpb.Entry) bool {
	return k.typ == e.GetType() && string(k.data) == string(e.GetData())
}

// forget drops the shared forms of entries that no log holds any more.
func (c *Cluster) forget() {
	low := ^uint64(0)
	for _, n := range c.order {
		if !n.gone {
			low = min(low, n.first)
		}
	}
	for k := range c.entries {
		if k.index < low {
			delete(c.entries, k)
		}
	}
}

// Conf changes.

func decodeConf(e *raftpb.Entry) raftpb.ConfChangeI {
	if e.GetType() == raftpb.EntryConfChange {
		cc := &raftpb.ConfChange{}
		if err := proto.Unmarshal(e.GetData(), cc); err != nil {
			panic(fmt.Sprintf("engine: an entry that is no conf change: %v", err))
		}
		return cc
	}
	cc := &raftpb.ConfChangeV2{}
	if err := proto.Unmarshal(e.GetData(), cc); err != nil {
		panic(fmt.Sprintf("engine: an entry that is no conf change: %v", err))
	}
	return cc
}

// confRequest returns the id of the request that asked for a conf change, or 0:
// a change of one member bears it as etcd's does, a joint one in its context.
func confRequest(e *raftpb.Entry) uint64 {
	switch cc := decodeConf(e).(type) {
	case *raftpb.ConfChange:
		return cc.GetId()
	case *raftpb.ConfChangeV2:
		if len(cc.GetContext()) == 8 {
			return binary.BigEndian.Uint64(cc.GetContext())
		}
	}
	return 0
}

func confEntryText(e *raftpb.Entry) string {
	if cc, ok := decodeConf(e).(*raftpb.ConfChange); ok {
		name := config.NodeName(cc.GetNodeId())
		switch {
		case cc.GetType() == raftpb.ConfChangeAddLearnerNode:
			return "member add " + name + " --learner"
		case cc.GetType() == raftpb.ConfChangeRemoveNode:
			return "member remove " + name
		case string(cc.GetContext()) == promoteContext:
			return "member promote " + name
		}
		return "member add " + name
	}
	cc := decodeConf(e).AsV2()
	if cc.LeaveJoint() {
		return "member leave"
	}
	var b strings.Builder
	b.WriteString("member change")
	for _, ch := range cc.GetChanges() {
		op := "+"
		switch ch.GetType() {
		case raftpb.ConfChangeRemoveNode:
			op = "-"
		case raftpb.ConfChangeAddLearnerNode:
			op = "~"
		}
		b.WriteString(" " + op + config.NodeName(ch.GetNodeId()))
	}
	return b.String()
}

// confText writes a configuration: "voters n1,n2,n3; learners n4".
func confText(cs *raftpb.ConfState) string {
	s := "voters " + strings.Join(nodeNames(cs.GetVoters()), ",")
	for _, p := range []struct {
		name string
		ids  []uint64
	}{
		{"; outgoing ", cs.GetVotersOutgoing()},
		{"; learners ", cs.GetLearners()},
		{"; next learners ", cs.GetLearnersNext()},
	} {
		if len(p.ids) > 0 {
			s += p.name + strings.Join(nodeNames(p.ids), ",")
		}
	}
	return s
}
