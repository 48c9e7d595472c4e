// Package etcdtest makes requests and answers for tests from what they read as.
package etcdtest

import (
	"strconv"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
)

// Request returns what a client asks by a command; "" and "no-op" are nothing.
// What is no command is the key of a put.
func Request(line string) etcd.Request {
	if line == "" || line == "no-op" {
		return ""
	}
	cmd, err := command.Parse(line)
	if err != nil {
		cmd = command.Put{Key: line}
	}
	return etcd.RequestOf(cmd)
}

// Answer returns an answer that reads so: "OK" to a put, a number to a deletion,
// what begins like an error of etcd's is one, and all else is the value that a
// get has found.
func Answer(text string) etcd.Answer {
	header := &etcdserverpb.ResponseHeader{ClusterId: 1, MemberId: 1, Revision: 1, RaftTerm: 1}
	n, err := strconv.ParseInt(text, 10, 64)
	var m proto.Message
	switch {
	case text == "":
		return ""
	case strings.Contains(text, "etcdserver: "), strings.Contains(text, "connection "), strings.Contains(text, "deadline "):
		return etcd.Failed(codes.Unknown, text)
	case text == "OK":
		m = &etcdserverpb.PutResponse{Header: header}
	case err == nil:
		m = &etcdserverpb.DeleteRangeResponse{Header: header, Deleted: n}
	default:
		r := &etcdserverpb.RangeResponse{Header: header}
		if text != "(no key)" {
			r.Kvs, r.Count = []*mvccpb.KeyValue{{Key: []byte("k"), Value: []byte(text)}}, 1
		}
		return etcd.AnswerOf(r, command.Get{Range: command.Range{Key: "k"}})
	}
	return etcd.AnswerOf(m, nil)
}

// Put returns a watch's event of a put.
func Put(key, value string, rev int64) etcd.Event {
	return etcd.EventOf(&mvccpb.Event{Kv: &mvccpb.KeyValue{Key: []byte(key), Value: []byte(value), ModRevision: rev}})
}

// Delete returns a watch's event of a deletion.
func Delete(key string, rev int64) etcd.Event {
	return etcd.EventOf(&mvccpb.Event{Type: mvccpb.Event_DELETE, Kv: &mvccpb.KeyValue{Key: []byte(key), ModRevision: rev}})
}
