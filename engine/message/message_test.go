package message

import (
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/frame"
	"raftviz/engine/request"
)

// A clone says the same, and changing it does not change the original.
func TestClone(t *testing.T) {
	data := request.Encode(5<<8|1, command.Put{Key: "k", Value: "v"})
	for _, c := range []struct {
		p      Payload
		change func(Payload)
		want   frame.Message
	}{
		{
			Raft{&raftpb.Message{Type: raftpb.MsgProp.Enum(), Entries: []*raftpb.Entry{{Type: raftpb.EntryNormal.Enum(), Data: data}}}},
			func(p Payload) { clear(p.(Raft).Entries[0].Data); p.(Raft).Entries[0] = nil },
			frame.Message{Type: "MsgProp", Op: 5, Request: etcdtest.Request("put k v")},
		},
		{
			&Request{Op: 5, Attempt: 2, Client: "c1", Asks: etcdtest.Request("put k v")},
			func(p Payload) { p.(*Request).Asks, p.(*Request).Op = etcdtest.Request("del k"), 6 },
			frame.Message{Type: "Request", Op: 5, Request: etcdtest.Request("put k v")},
		},
		{
			&Response{Op: 5, Answer: etcdtest.Answer("OK"), Rev: 3, Data: []byte("x")},
			func(p Payload) { p.(*Response).Answer = ""; clear(p.(*Response).Data) },
			frame.Message{Type: "Response", Op: 5, Answer: etcdtest.Answer("OK"), Index: 3},
		},
		{
			&WatchResponse{Stream: 1, Seq: 1, Response: &etcdserverpb.WatchResponse{
				Header: &etcdserverpb.ResponseHeader{Revision: 4}, WatchId: 5<<8 | 1,
				Events: []*mvccpb.Event{{Kv: &mvccpb.KeyValue{Key: []byte("k"), Value: []byte("v"), ModRevision: 4}}},
			}},
			func(p Payload) { clear(p.(*WatchResponse).Response.Events[0].Kv.Key) },
			frame.Message{Type: "WatchResponse", Op: 5, Answer: etcd.OnStream(&etcdserverpb.WatchResponse{Header: &etcdserverpb.ResponseHeader{Revision: 4}, WatchId: 5<<8 | 1, Events: []*mvccpb.Event{{Kv: &mvccpb.KeyValue{Key: []byte("k"), Value: []byte("v"), ModRevision: 4}}}}), Index: 4},
		},
	} {
		clone := c.p.Clone()
		says(t, c.p, c.want)
		says(t, clone, c.want)
		c.change(clone)
		says(t, c.p, c.want)
		if r, ok := c.p.(*Response); ok && string(r.Data) != "x" {
			t.Errorf("the bytes became %q", r.Data)
		}
	}
}

func says(t *testing.T, p Payload, want frame.Message) {
	t.Helper()
	var v frame.Message
	Describe(&v, p, request.NewForms())
	if v.Type != want.Type || v.Op != want.Op || v.Text() != want.Text() || v.Index != want.Index || v.Reject != want.Reject {
		t.Errorf("%T is shown as %+v, want %+v", p, v, want)
	}
}

// The ID of a request tells the operation again.
func TestID(t *testing.T) {
	r := Request{Op: 300, Attempt: 257}
	if r.ID() != 300<<8|1 || OpOf(int64(r.ID())) != 300 || OpOf(-1) != 0 {
		t.Errorf("ID %x, operation %d", r.ID(), OpOf(int64(r.ID())))
	}
}
