package etcd

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
)

// An Answer is what a client is answered; "" is nothing yet. It is a letter for
// what was asked, then what an answer needs of that to be read (as a value or as
// key=value, say), preceded by its length, then the response, encoded. An error
// has its code and its words instead.
type Answer string

// The letters of answers to no one request.
const (
	failure = 'e'
	stream  = 'w' // what a stream brings to a watch
)

// answers are the messages of answers, by letter.
var answers = map[byte]proto.Message{
	put: (*etcdserverpb.PutResponse)(nil), get: (*etcdserverpb.RangeResponse)(nil), del: (*etcdserverpb.DeleteRangeResponse)(nil),
	txn: (*etcdserverpb.TxnResponse)(nil), compact: (*etcdserverpb.CompactionResponse)(nil),
	grant: (*etcdserverpb.LeaseGrantResponse)(nil), revoke: (*etcdserverpb.LeaseRevokeResponse)(nil),
	keepAlive: (*etcdserverpb.LeaseKeepAliveResponse)(nil), timeLeft: (*etcdserverpb.LeaseTimeToLiveResponse)(nil), leases: (*etcdserverpb.LeaseLeasesResponse)(nil),
	watch: (*etcdserverpb.WatchResponse)(nil), unwatch: (*etcdserverpb.WatchResponse)(nil), progress: (*etcdserverpb.WatchResponse)(nil), stream: (*etcdserverpb.WatchResponse)(nil),
	alarm: (*etcdserverpb.AlarmResponse)(nil), defrag: (*etcdserverpb.DefragmentResponse)(nil), backup: (*etcdserverpb.SnapshotResponse)(nil),
	status: (*etcdserverpb.StatusResponse)(nil), hashKV: (*etcdserverpb.HashKVResponse)(nil),
	add: (*etcdserverpb.MemberAddResponse)(nil), remove: (*etcdserverpb.MemberRemoveResponse)(nil), promote: (*etcdserverpb.MemberPromoteResponse)(nil),
	update: (*etcdserverpb.MemberUpdateResponse)(nil), members: (*etcdserverpb.MemberListResponse)(nil), move: (*etcdserverpb.MoveLeaderResponse)(nil),
}

// answerOf encodes an answer.
func answerOf(letter byte, note []byte, m proto.Message) Answer {
	b := binary.AppendUvarint(append(make([]byte, 0, 64), letter), uint64(len(note)))
	b = append(b, note...)
	if m != nil {
		var err error
		if b, err = (proto.MarshalOptions{}).MarshalAppend(b, m); err != nil {
			panic(fmt.Sprintf("etcd: %v", err))
		}
	}
	return Answer(b)
}

// AnswerOf returns the answer to a client's command.
func AnswerOf(m proto.Message, cmd command.Command) Answer {
	letter := letters[nameOf(m)]
	var note []byte
	switch x := cmd.(type) {
	case command.Get, command.Txn:
		note = appendForms(nil, m, cmd)
	case command.Compaction:
		note = binary.AppendVarint(nil, x.Rev)
	case command.LeaseRevoke:
		note = binary.AppendVarint(nil, x.ID)
	case command.LeaseTimeToLive:
		if x.Keys {
			note = []byte{1}
		}
	case command.MemberUpdate:
		note = binary.AppendUvarint(nil, idOf(x.Node))
	case command.Progress:
		letter = progress
	}
	return answerOf(letter, note, m).Printed(cmd)
}

// Moved returns the answer to who had leadership moved between two nodes.
func Moved(from, to uint64) Answer {
	return answerOf(move, binary.AppendUvarint(binary.AppendUvarint(nil, from), to), &etcdserverpb.MoveLeaderResponse{})
}

// Healthy returns what a client finds about a node: how long its read took, in
// ms, and what is wrong, "" if nothing is.
func Healthy(node string, took int64, why string) Answer {
	note := binary.AppendVarint(binary.AppendUvarint(nil, idOf(node)), took)
	return answerOf(health, append(note, why...), nil)
}

// Watching returns the answer to who asked for a watch: it begins at a revision.
func Watching(m *etcdserverpb.WatchResponse, from int64) Answer {
	return answerOf(watch, binary.AppendVarint(nil, from), m)
}

// Unwatched returns the answer to who canceled a watch.
func Unwatched(m *etcdserverpb.WatchResponse) Answer { return answerOf(unwatch, nil, m) }

// OnStream returns what a stream brings to a watch.
func OnStream(m *etcdserverpb.WatchResponse) Answer { return answerOf(stream, nil, m) }

// Defragmented returns the answer to who had a file rewritten, with its size
// before and after.
func Defragmented(m *etcdserverpb.DefragmentResponse, before, after int64) Answer {
	return answerOf(defrag, binary.AppendVarint(binary.AppendVarint(nil, before), after), m)
}

// Backup returns the answer that brings a store: its size, and in place of the
// store the digest that follows it.
func Backup(m *etcdserverpb.SnapshotResponse, size int64) Answer {
	return answerOf(backup, binary.AppendVarint(nil, size), m)
}

// SavedAs returns the answer that brought a store, once its client has saved it
// under a name.
func (a Answer) SavedAs(name string) Answer {
	note, rest := a.split()
	return answerOf(backup, append([]byte(note), name...), nil) + Answer(rest)
}

// A Membership is who belongs to the cluster: the numbers of its members.
type Membership struct{ Voters, Outgoing, Learners, LearnersNext []uint64 }

// Changed returns the answer to a change of the membership: etcd's message, if
// it has one for such a change, and who belongs to the cluster now.
func Changed(m proto.Message, now Membership) Answer {
	letter := byte(change)
	if m != nil {
		letter = letters[nameOf(m)]
	}
	return answerOf(letter, (&now).append(nil), m)
}

// An Error is an error as a client sees it.
type Error struct {
	Code codes.Code
	Text string // etcd's exact words, or those of the client's library
}

// Failed returns the answer that an error is.
func Failed(code codes.Code, text string) Answer {
	return answerOf(failure, []byte{byte(code)}, nil) + Answer(text)
}

// FailedWith returns the answer for an error of the server: etcd's errors bear
// their codes.
func FailedWith(err error) Answer {
	code := codes.Unknown
	var coded interface{ Code() codes.Code }
	if errors.As(err, &coded) {
		code = coded.Code()
	}
	return Failed(code, err.Error())
}

// split returns the answer's note and what follows it, nothing of what is no
// answer.
func (a Answer) split() (note, rest string) {
	note, rest, _ = a.parts()
	return note, rest
}

func (a Answer) parts() (note, rest string, ok bool) {
	a, _ = a.plain()
	if a == "" {
		return "", "", false
	}
	s := string(a[1:])
	size, n := binary.Uvarint([]byte(s[:min(len(s), binary.MaxVarintLen64)]))
	if n <= 0 || size > uint64(len(s)-n) {
		return "", "", false
	}
	return s[n : n+int(size)], s[n+int(size):], true
}

// Err returns the error, or nil if the answer is none.
func (a Answer) Err() *Error {
	if a == "" || a[0] != failure {
		return nil
	}
	note, text := a.split()
	if note == "" {
		return nil
	}
	return &Error{codes.Code(note[0]), text}
}

// Is reports whether the answer is that error.
func (a Answer) Is(err error) bool {
	e := a.Err()
	return e != nil && e.Text == err.Error()
}

// Message returns etcd's response, or nil if there is none.
func (a Answer) Message() proto.Message {
	a, _ = a.plain()
	if a == "" {
		return nil
	}
	_, data := a.split()
	return decode(answers[a[0]], data, false)
}

// Valid reports whether the answer can be read.
func (a Answer) Valid() bool {
	_, _, ok := a.parts()
	a, _ = a.plain()
	return a == "" || ok && (a.Err() != nil || a[0] == change || a[0] == health || a.Message() != nil)
}

// Headed is a response with a header.
type Headed interface {
	GetHeader() *etcdserverpb.ResponseHeader
}

// Revision returns the store's revision in the answer's header, 0 if the answer
// has none.
func (a Answer) Revision() int64 {
	if m, ok := a.Message().(Headed); ok {
		return m.GetHeader().GetRevision()
	}
	return 0
}

// An Event is an event of a watch, encoded; "" is none.
type Event string

// EventOf returns an event of a watch.
func EventOf(ev *mvccpb.Event) Event {
	data, err := proto.Marshal(ev)
	if err != nil {
		panic(fmt.Sprintf("etcd: %v", err))
	}
	return Event(data)
}

// Message returns etcd's event, or nil for none.
func (e Event) Message() *mvccpb.Event {
	if e == "" {
		return nil
	}
	m, _ := decode((*mvccpb.Event)(nil), string(e), false).(*mvccpb.Event)
	return m
}

// Valid reports whether the event can be read.
func (e Event) Valid() bool { return e == "" || e.Message() != nil }

// Text writes the event: PUT foo bar @5.
func (e Event) Text() string {
	if e == "" {
		return ""
	}
	return EventText(e.Message())
}

// Brief writes the answer as Text does, but an error of etcd's server without
// saying so.
func (a Answer) Brief() string { return strings.TrimPrefix(a.Text(), "etcdserver: ") }
