// Package etcd holds what clients ask and are answered, as etcd's own messages.
//
// Requests, answers and events of watches are kept encoded, in strings: they are
// immutable, compare with ==, may be keys, and go into files as they are. Message
// decodes them, Text writes them as etcdctl would. Text is for being shown;
// whoever wants to know what was asked or answered decodes the message.
package etcd

import (
	"encoding/binary"
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// A Request is what a client asks, or what an entry of a log carries; "" is
// nothing, as in the entry that a leader begins its term with. It is a letter
// for the type and then the message, encoded.
//
// Some requests have no message of etcd's, or have it say too little: a backup
// is followed by the name of the client's file, a question about health is a read
// and one for the alarms, and a joint change of the membership and its end are
// raftviz's own.
type Request string

// The letters of requests. Answers have that of the request they answer.
const (
	internal  = 'R' // what a log carries
	put       = 'P'
	get       = 'G'
	del       = 'D'
	txn       = 'T'
	compact   = 'C'
	grant     = 'L'
	revoke    = 'X'
	keepAlive = 'K'
	timeLeft  = 'V'
	leases    = 'N'
	watch     = 'W'
	unwatch   = 'U'
	progress  = 'Q'
	alarm     = 'A'
	defrag    = 'F'
	backup    = 'B'
	status    = 'S'
	hashKV    = 'H'
	add       = '+'
	remove    = '-'
	promote   = '^'
	update    = 'u'
	members   = 'm'
	move      = 'M'
	health    = 'h'
	change    = 'J'
	leave     = 'j'
)

// requests are the messages of requests, by letter.
var requests = map[byte]proto.Message{
	internal: (*etcdserverpb.InternalRaftRequest)(nil),
	put:      (*etcdserverpb.PutRequest)(nil), get: (*etcdserverpb.RangeRequest)(nil), del: (*etcdserverpb.DeleteRangeRequest)(nil),
	txn: (*etcdserverpb.TxnRequest)(nil), compact: (*etcdserverpb.CompactionRequest)(nil),
	grant: (*etcdserverpb.LeaseGrantRequest)(nil), revoke: (*etcdserverpb.LeaseRevokeRequest)(nil),
	keepAlive: (*etcdserverpb.LeaseKeepAliveRequest)(nil), timeLeft: (*etcdserverpb.LeaseTimeToLiveRequest)(nil), leases: (*etcdserverpb.LeaseLeasesRequest)(nil),
	watch: (*etcdserverpb.WatchCreateRequest)(nil), unwatch: (*etcdserverpb.WatchCancelRequest)(nil), progress: (*etcdserverpb.WatchProgressRequest)(nil),
	alarm: (*etcdserverpb.AlarmRequest)(nil), defrag: (*etcdserverpb.DefragmentRequest)(nil), status: (*etcdserverpb.StatusRequest)(nil),
	hashKV: (*etcdserverpb.HashKVRequest)(nil), backup: (*etcdserverpb.SnapshotRequest)(nil),
	add: (*etcdserverpb.MemberAddRequest)(nil), remove: (*etcdserverpb.MemberRemoveRequest)(nil), promote: (*etcdserverpb.MemberPromoteRequest)(nil),
	update: (*etcdserverpb.MemberUpdateRequest)(nil), members: (*etcdserverpb.MemberListRequest)(nil), move: (*etcdserverpb.MoveLeaderRequest)(nil),
}

// letters are the letters of messages that have one meaning, by their names.
var letters = func() map[string]byte {
	m := map[string]byte{}
	for _, table := range []map[byte]proto.Message{requests, answers} {
		for letter, msg := range table {
			if name := nameOf(msg); name != nameOf((*etcdserverpb.WatchResponse)(nil)) {
				m[name] = letter
			}
		}
	}
	return m
}()

func nameOf(m proto.Message) string { return string(m.ProtoReflect().Descriptor().Name()) }

// InLog returns the request that an entry's data holds.
func InLog(data []byte) Request {
	if len(data) == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(1 + len(data))
	b.WriteByte(internal)
	b.Write(data)
	return Request(b.String())
}

// RequestOf returns the request that a client's command stands for.
func RequestOf(cmd command.Command) Request {
	switch x := cmd.(type) {
	case command.MemberChange:
		return Request(appendChange([]byte{change}, x))
	case command.MemberLeave:
		return Request(leave)
	case command.EndpointHealth:
		return Request(health)
	case command.SnapshotSave:
		return Request(backup) + Request(x.File)
	}
	m := messageOf(cmd)
	data, err := proto.MarshalOptions{}.MarshalAppend([]byte{letters[nameOf(m)]}, m)
	if err != nil {
		panic(fmt.Sprintf("etcd: %v", err))
	}
	return Request(data)
}

// messageOf returns etcd's message for a client's command.
func messageOf(cmd command.Command) proto.Message {
	switch x := cmd.(type) {
	case command.StoreCommand:
		return inner(x.Request())
	case command.LeaseKeepAlive:
		return &etcdserverpb.LeaseKeepAliveRequest{ID: x.ID}
	case command.LeaseTimeToLive:
		return &etcdserverpb.LeaseTimeToLiveRequest{ID: x.ID, Keys: x.Keys}
	case command.LeaseList:
		return &etcdserverpb.LeaseLeasesRequest{}
	case command.Watch:
		return x.CreateRequest(0)
	case command.Unwatch:
		return &etcdserverpb.WatchCancelRequest{WatchId: int64(x.ID)}
	case command.Progress:
		return &etcdserverpb.WatchProgressRequest{}
	case command.AlarmList:
		return &etcdserverpb.AlarmRequest{Action: etcdserverpb.AlarmRequest_GET}
	case command.AlarmDisarm:
		return &etcdserverpb.AlarmRequest{Action: etcdserverpb.AlarmRequest_DEACTIVATE}
	case command.Defrag:
		return &etcdserverpb.DefragmentRequest{}
	case command.EndpointStatus:
		return &etcdserverpb.StatusRequest{}
	case command.EndpointHashKV:
		return &etcdserverpb.HashKVRequest{Revision: x.Rev}
	case command.MemberAdd:
		return &etcdserverpb.MemberAddRequest{PeerURLs: []string{PeerURL(x.Node)}, IsLearner: x.Learner}
	case command.MemberRemove:
		return &etcdserverpb.MemberRemoveRequest{ID: idOf(x.Node)}
	case command.MemberPromote:
		return &etcdserverpb.MemberPromoteRequest{ID: idOf(x.Node)}
	case command.MemberUpdate:
		return &etcdserverpb.MemberUpdateRequest{ID: idOf(x.Node), PeerURLs: URLs(x.PeerURLs)}
	case command.MemberList:
		return &etcdserverpb.MemberListRequest{Linearizable: !x.Serializable}
	case command.MoveLeader:
		return &etcdserverpb.MoveLeaderRequest{TargetID: idOf(x.To)}
	}
	panic(fmt.Sprintf("etcd: no client asks %T", cmd))
}

// inner returns what a request of the log holds, nil if that is nothing known.
func inner(r *etcdserverpb.InternalRaftRequest) proto.Message {
	switch {
	case r.GetPut() != nil:
		return r.GetPut()
	case r.GetRange() != nil:
		return r.GetRange()
	case r.GetDeleteRange() != nil:
		return r.GetDeleteRange()
	case r.GetTxn() != nil:
		return r.GetTxn()
	case r.GetCompaction() != nil:
		return r.GetCompaction()
	case r.GetLeaseGrant() != nil:
		return r.GetLeaseGrant()
	case r.GetLeaseRevoke() != nil:
		return r.GetLeaseRevoke()
	case r.GetLeaseCheckpoint() != nil:
		return r.GetLeaseCheckpoint()
	case r.GetAlarm() != nil:
		return r.GetAlarm()
	}
	return nil
}

func idOf(name string) uint64 {
	id, _ := config.NodeID(name)
	return id
}

// PeerURL is where a node listens to its peers.
func PeerURL(name string) string { return "http://" + name + ":2380" }

// ClientURL is where a node listens to clients.
func ClientURL(name string) string { return "http://" + name + ":2379" }

// URLs takes a list of addresses apart.
func URLs(list string) []string { return strings.Split(list, ",") }

func nodeAt(urls []string) string {
	if len(urls) == 0 {
		return ""
	}
	return strings.TrimSuffix(strings.TrimPrefix(urls[0], "http://"), ":2380")
}

// The forms of a joint change: whether it is left explicitly, then the operation
// and the number of each member.
func appendChange(b []byte, c command.MemberChange) []byte {
	b = append(b, 0)
	if c.Explicit {
		b[len(b)-1] = 1
	}
	for _, ch := range c.Changes {
		b = binary.AppendUvarint(append(b, byte(ch.Op)), idOf(ch.Node))
	}
	return b
}

func readChange(s string) (c command.MemberChange) {
	if s == "" {
		return c
	}
	c.Explicit = s[0] == 1
	for b := []byte(s[1:]); len(b) > 1; {
		id, n := binary.Uvarint(b[1:])
		if n <= 0 {
			break
		}
		c.Changes = append(c.Changes, command.Change{Op: command.ChangeOp(b[0]), Node: config.NodeName(id)})
		b = b[1+n:]
	}
	return c
}

// Message returns etcd's message: for an entry of the log what its
// InternalRaftRequest holds. It is nil if there is none.
func (r Request) Message() proto.Message {
	if r == "" {
		return nil
	}
	m := decode(requests[r[0]], string(r[1:]), r[0] == backup)
	if in, ok := m.(*etcdserverpb.InternalRaftRequest); ok {
		return inner(in)
	}
	return m
}

// decode returns a message like the one given; bare says that it holds nothing.
func decode(like proto.Message, data string, bare bool) proto.Message {
	if like == nil {
		return nil
	}
	m := like.ProtoReflect().New().Interface()
	if !bare && proto.Unmarshal([]byte(data), m) != nil {
		return nil
	}
	return m
}

// Valid reports whether the request can be read.
func (r Request) Valid() bool {
	if r == "" || r[0] == change || r[0] == leave || r[0] == health {
		return true
	}
	return decode(requests[r[0]], string(r[1:]), r[0] == backup) != nil
}

// Text writes the request as etcdctl spells it, "" for none.
func (r Request) Text() string {
	if r == "" {
		return ""
	}
	if cmd := r.Command(); cmd != nil {
		return cmd.String()
	}
	return upkeepText(r.Message())
}

// upkeepText says what a request of the log asks for that no command stands for.
func upkeepText(m proto.Message) string {
	switch r := m.(type) {
	case *etcdserverpb.LeaseCheckpointRequest:
		parts := make([]string, len(r.GetCheckpoints()))
		for i, c := range r.GetCheckpoints() {
			parts[i] = fmt.Sprintf("%s %ds", LeaseHex(c.GetID()), c.GetRemaining_TTL())
		}
		return "lease checkpoint " + strings.Join(parts, ", ")
	case *etcdserverpb.AlarmRequest:
		verb := alarmVerbs[r.GetAction()]
		if r.GetMemberID() == 0 {
			return "alarm " + verb
		}
		return fmt.Sprintf("alarm %s %s %s", verb, config.NodeName(r.GetMemberID()), r.GetAlarm())
	}
	return "request"
}

var alarmVerbs = map[etcdserverpb.AlarmRequest_AlarmAction]string{
	etcdserverpb.AlarmRequest_GET: "list", etcdserverpb.AlarmRequest_ACTIVATE: "raise", etcdserverpb.AlarmRequest_DEACTIVATE: "disarm",
}
