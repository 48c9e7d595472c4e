package replica

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/request"
)

// A proposer gives raft proposals, and says what became of them.
type proposer struct{ r *Replica }

// Forwarded takes a proposal that a follower passed on.
func (r *Replica) Forwarded(m *raftpb.Message) {
	r.proposer.message(m, request.Op(m.GetEntries()[0]))
}

// message gives raft a proposal. It returns why raft did not take it, or
// NoReason.
func (p *proposer) message(m *raftpb.Message, id uint64) event.Reason {
	before := p.r.st
	last := p.r.last()
	asked := m.GetEntries()[0].GetType()
	err := p.r.rn.Step(m)
	why := event.NoReason
	switch {
	case err != nil:
		why = p.whyDropped(before)
		p.r.emit(p.r.name, &event.ProposalDropped{Term: before.term, Op: id, Reason: why})
	case before.role != raft.StateLeader:
		p.r.emit(p.r.name, &event.ProposalForwarded{Leader: config.NodeName(before.lead), Term: before.term, Op: id})
	case m.GetEntries()[0].GetType() != asked:
		why = event.ConfPending
		p.r.emit(p.r.name, &event.ProposalDropped{Term: before.term, Op: id, Reason: why})
	default:
		p.r.emit(p.r.name, &event.Proposed{Term: before.term, Index: last + 1, Op: id})
	}
	p.r.after(m, before)
	return why
}

func (p *proposer) whyDropped(s status) event.Reason {
	switch {
	case s.role != raft.StateLeader && s.lead != 0:
		return event.NotForwarded
	case s.role != raft.StateLeader:
		return event.NoLeader
	case s.transferee != 0:
		return event.Transferring
	case p.r.rn.Status().Progress[p.r.id].Next == 0:
		return event.NotMember
	}
	return event.TooMuch
}

// own proposes what no client asked for. It returns why raft did not take it, or
// NoReason.
func (p *proposer) own(req *etcdserverpb.InternalRaftRequest) event.Reason {
	return p.request(req, nil)
}

// request proposes a request that no command stands for, for a client's
// operation or for none.
func (p *proposer) request(req *etcdserverpb.InternalRaftRequest, o *call) event.Reason {
	req.Header = &etcdserverpb.RequestHeader{}
	var id uint64
	if o != nil {
		req.Header.ID, id = o.ID(), o.Op
	}
	data, err := proto.Marshal(req)
	p.r.must(err)
	return p.message(&raftpb.Message{
		Type: raftpb.MsgProp.Enum(), From: new(p.r.id),
		Entries: []*raftpb.Entry{{Type: raftpb.EntryNormal.Enum(), Data: data}},
	}, id)
}

// propose gives raft an entry that a client's call asks for.
func (s *server) propose(o *call, typ raftpb.EntryType, data []byte) {
	s.waiters[o.ID()] = o
	m := &raftpb.Message{Type: raftpb.MsgProp.Enum(), From: new(s.r.id), Entries: []*raftpb.Entry{{Type: typ.Enum(), Data: data}}}
	s.waitFor(o, s.r.proposer.message(m, o.Op))
}

// ask proposes a request that no command stands for, for a client's call.
func (s *server) ask(o *call, req *etcdserverpb.InternalRaftRequest) {
	s.waiters[o.ID()] = o
	s.waitFor(o, s.r.proposer.request(req, o))
}

// waitFor has a call wait until its proposal is applied, unless raft did not
// take it. As in etcd nothing answers a change of the membership that raft has
// made an empty entry.
func (s *server) waitFor(o *call, why event.Reason) {
	if why == event.NoReason || why == event.ConfPending {
		return
	}
	delete(s.waiters, o.ID())
	s.respond(o, result{answer: proposalErrors[why]})
}

// dropped is raft's own error, which etcd passes on as it is.
var dropped = etcd.Failed(codes.Unknown, raft.ErrProposalDropped.Error())

// proposalErrors is what a client is told. etcd has a request wait for a
// leader until it times out; raft itself drops it, and so do we, to be seen.
var proposalErrors = map[event.Reason]etcd.Answer{
	event.NoLeader:     etcd.FailedWith(rpctypes.ErrNoLeader),
	event.NotForwarded: dropped,
	event.Transferring: dropped,
	event.NotMember:    dropped,
	event.TooMuch:      dropped,
}
