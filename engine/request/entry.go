// Package request knows what is asked of a store, in etcd's own terms: the
// requests that commands stand for, the entries of a log that carry them, and
// the text of requests and answers.
package request

import (
	"encoding/binary"
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// Decode reads an entry's data. What is in a log was put there by Encode, so
// anything else is a mistake of ours.
func Decode(data []byte) *etcdserverpb.InternalRaftRequest {
	r := &etcdserverpb.InternalRaftRequest{}
	if err := proto.Unmarshal(data, r); err != nil {
		panic(fmt.Sprintf("request: an entry that is no request: %v", err))
	}
	return r
}

// EntryText says what an entry asks for, as a command would.
func EntryText(e *raftpb.Entry) string {
	if e.GetType() != raftpb.EntryNormal {
		return confEntryText(e)
	}
	if len(e.GetData()) == 0 {
		return "no-op"
	}
	r := Decode(e.GetData())
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
			parts[i] = fmt.Sprintf("%s %ds", LeaseHex(c.GetID()), c.GetRemaining_TTL())
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

// Op returns the client operation an entry carries out, or 0.
func Op(e *raftpb.Entry) uint64 {
	if e.GetType() != raftpb.EntryNormal {
		return ConfID(e) >> 8
	}
	if len(e.GetData()) == 0 {
		return 0
	}
	return Decode(e.GetData()).GetHeader().GetID() >> 8
}

// OpOfContext returns the client operation a ReadIndex context stands for, or 0.
func OpOfContext(ctx []byte) uint64 {
	if len(ctx) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(ctx) >> 8
}
