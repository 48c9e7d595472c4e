package replica

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/request"
)

// Forwarded takes a proposal that a follower passed on.
func (r *Replica) Forwarded(m *raftpb.Message) {
	r.proposeMessage(m, request.Op(m.GetEntries()[0]))
}

// proposeMessage returns why raft did not take the proposal, or NoReason.
func (r *Replica) proposeMessage(m *raftpb.Message, id uint64) event.Reason {
	before := r.st
	last := r.last()
	asked := m.GetEntries()[0].GetType()
	err := r.rn.Step(m)
	e := event.Event{Node: r.name, Term: before.term, Op: id}
	switch {
	case err != nil:
		e.Kind, e.Reason = event.ProposalDropped, r.whyDropped(before)
	case before.role != raft.StateLeader:
		e.Kind, e.Peer = event.ProposalForwarded, config.NodeName(before.lead)
	case m.GetEntries()[0].GetType() != asked:
		e.Kind, e.Reason = event.ProposalDropped, event.ConfPending
	default:
		e.Kind, e.Index = event.Proposed, last+1
	}
	r.emit(e)
	r.after(m, before)
	return e.Reason
}

func (r *Replica) whyDropped(s status) event.Reason {
	switch {
	case s.role != raft.StateLeader:
		return event.NoLeader
	case s.transferee != 0:
		return event.Transferring
	case r.rn.Status().Progress[r.id].Next == 0:
		return event.NotMember
	}
	return event.TooMuch
}

// proposeOwn proposes what no client asked for. It returns why raft did not
// take it, or NoReason.
func (r *Replica) proposeOwn(req *etcdserverpb.InternalRaftRequest) event.Reason {
	return r.proposeRequest(req, nil)
}

// proposeRequest proposes a request that no command stands for, for a client's
// operation or for none.
func (r *Replica) proposeRequest(req *etcdserverpb.InternalRaftRequest, o *call) event.Reason {
	req.Header = &etcdserverpb.RequestHeader{}
	var id uint64
	if o != nil {
		req.Header.ID, id = o.ID(), o.Op
	}
	data, err := proto.Marshal(req)
	r.must(err)
	return r.proposeMessage(&raftpb.Message{
		Type: raftpb.MsgProp.Enum(), From: new(r.id),
		Entries: []*raftpb.Entry{{Type: raftpb.EntryNormal.Enum(), Data: data}},
	}, id)
}

// propose gives raft a proposal of this node's own client.
func (s *server) propose(o *call, typ raftpb.EntryType, data []byte) {
	m := &raftpb.Message{Type: raftpb.MsgProp.Enum(), From: new(s.r.id), Entries: []*raftpb.Entry{{Type: typ.Enum(), Data: data}}}
	if why := s.r.proposeMessage(m, o.Op); why != event.NoReason {
		delete(s.waiters, o.ID())
		s.respond(o, result{text: proposalErrors[why], fail: true})
	}
}

// proposalErrors is what a client is told. etcd has a request wait for a
// leader until it times out; raft itself drops it, and so do we, to be seen.
var proposalErrors = map[event.Reason]string{
	event.NoLeader:     "etcdserver: no leader",
	event.Transferring: "raft proposal dropped: leadership is being transferred",
	event.NotMember:    "raft proposal dropped: the leader was removed",
	event.TooMuch:      "etcdserver: too many requests",
	event.ConfPending:  "etcdserver: another membership change is under way",
}
