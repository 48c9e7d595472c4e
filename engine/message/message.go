// Package message holds what nodes and clients send each other.
//
// A Payload is the one truth about a message's content: what is shown of it is
// derived by Describe. Payloads are shared between a sender, the network's
// copies and a receiver, so they are never changed; to alter a message, replace
// its payload by a changed Clone.
package message

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/frame"
	"raftviz/engine/request"
)

// A Payload is a Raft, *Request, *Response or *WatchResponse.
type Payload interface {
	// Clone returns a copy that shares no memory that could be changed.
	Clone() Payload
	describe(v *frame.Message, forms *request.Forms)
}

// A Raft is a message of raft's own.
type Raft struct{ *raftpb.Message }

// A Request is one attempt at a client's operation.
type Request struct {
	Op      uint64
	Attempt int
	Client  string
	Asks    etcd.Request
	Command command.Command // the same, taken apart
}

// ID is the id that an attempt bears in the log: the operation and the attempt.
func (p *Request) ID() uint64 { return p.Op<<8 | uint64(p.Attempt&0xff) }

// OpOf returns the operation of a request's ID; 0 for an ID that is no
// request's.
func OpOf(id int64) uint64 { return uint64(max(id, 0)) >> 8 }

// A Response is a node's answer to a Request.
type Response struct {
	Op      uint64
	Attempt int
	Client  string
	Answer  etcd.Answer
	Rev     int64  // the store's revision
	Data    []byte // a store
}

// A WatchResponse is what a node sends on a stream that serves watches.
type WatchResponse struct {
	Stream   uint64
	Seq      uint64 // its place on the stream, from 1
	Response *etcdserverpb.WatchResponse
}

// Describe fills in what is shown of a payload's content.
func Describe(v *frame.Message, p Payload, forms *request.Forms) { p.describe(v, forms) }

// Clone implements Payload.
func (p Raft) Clone() Payload { return Raft{proto.CloneOf(p.Message)} }

func (p Raft) describe(v *frame.Message, forms *request.Forms) {
	m := p.Message
	v.Type, v.Term, v.Index, v.LogTerm = m.GetType().String(), m.GetTerm(), m.GetIndex(), m.GetLogTerm()
	v.Commit, v.Reject, v.Hint = m.GetCommit(), m.GetReject(), m.GetRejectHint()
	if es := m.GetEntries(); len(es) > 0 {
		switch m.GetType() {
		case raftpb.MsgApp:
			v.Entries = make([]*frame.Entry, len(es))
			for i, e := range es {
				v.Entries[i] = forms.Of(e)
			}
		case raftpb.MsgProp:
			v.Op, v.Request = request.Op(es[0]), request.OfEntry(es[0])
		case raftpb.MsgReadIndex, raftpb.MsgReadIndexResp:
			v.Op, _ = request.ReadOf(es[0].GetData())
		}
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		v.Snap = frame.Snapshot{Index: s.GetMetadata().GetIndex(), Term: s.GetMetadata().GetTerm()}
	}
	v.Force = m.GetType() == raftpb.MsgVote && string(m.GetContext()) == "CampaignTransfer"
}

// Clone implements Payload.
func (p *Request) Clone() Payload { r := *p; return &r }

func (p *Request) describe(v *frame.Message, _ *request.Forms) {
	v.Type, v.Op, v.Request = "Request", p.Op, p.Asks
}

// Clone implements Payload.
func (p *Response) Clone() Payload {
	r := *p
	r.Data = append([]byte(nil), p.Data...)
	return &r
}

func (p *Response) describe(v *frame.Message, _ *request.Forms) {
	v.Type, v.Op, v.Answer, v.Index, v.Reject = "Response", p.Op, p.Answer, uint64(p.Rev), p.Answer.Err() != nil
}

// Clone implements Payload.
func (p *WatchResponse) Clone() Payload {
	r := *p
	r.Response = proto.CloneOf(p.Response)
	return &r
}

func (p *WatchResponse) describe(v *frame.Message, _ *request.Forms) {
	r := p.Response
	v.Type, v.Op, v.Answer = "WatchResponse", OpOf(r.GetWatchId()), etcd.OnStream(r)
	v.Index, v.Reject = uint64(r.GetHeader().GetRevision()), r.GetCompactRevision() > 0
}
