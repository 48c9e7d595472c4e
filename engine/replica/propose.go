package replica

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
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

// A parked proposal waits until its node knows a leader, as etcd's raft node takes
// none before (propc in raft's node.go).
type parked struct {
	m    *raftpb.Message
	op   uint64
	call uint64 // the request that it is for; 0 if for none
}

// park keeps a proposal until the node knows a leader.
func (s *server) park(m *raftpb.Message, op, call uint64) {
	s.parked = append(s.parked, parked{m, op, call})
	s.r.emit(s.r.name, &event.ProposalParked{Term: s.r.st.term, Op: op})
}

// unpark forgets the proposal of a request.
func (s *server) unpark(call uint64) {
	s.parked = slices.DeleteFunc(s.parked, func(p parked) bool { return p.call == call })
}

// proposeParked proposes what waited for a leader, but for what no client waits
// for any more.
func (s *server) proposeParked() {
	all := s.parked
	s.parked = nil
	for _, p := range all {
		o := s.waiters[p.call]
		switch {
		case p.call == 0:
			s.r.proposer.message(p.m, p.op)
		case o != nil && s.waits(o):
			s.waitFor(o, s.r.proposer.message(p.m, p.op))
		}
	}
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
	return p.propose(raftpb.EntryNormal, data, id, req.Header.ID)
}

// propose gives raft a proposal of this node, or keeps it until there is a leader
// to take it. op and call are of the client it is for, 0 if it is for none.
func (p *proposer) propose(typ raftpb.EntryType, data []byte, op, call uint64) event.Reason {
	m := &raftpb.Message{Type: raftpb.MsgProp.Enum(), From: new(p.r.id), Entries: []*raftpb.Entry{{Type: typ.Enum(), Data: data}}}
	if p.r.st.lead == 0 {
		p.r.server.park(m, op, call)
		return event.NoReason
	}
	return p.message(m, op)
}

// propose gives raft an entry that a client's call asks for.
func (s *server) propose(o *call, typ raftpb.EntryType, data []byte) {
	s.await(o)
	s.waitFor(o, s.r.proposer.propose(typ, data, o.Op, o.ID()))
}

// ask proposes a request that no command stands for, for a client's call.
func (s *server) ask(o *call, req *etcdserverpb.InternalRaftRequest) {
	s.await(o)
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
	s.respond(o, result{answer: dropped})
}

// dropped is what a client is told when raft drops its proposal (ErrProposalDropped
// in raft.go, for which etcd has no code): leadership is being transferred, the
// leader was removed, or too much is uncommitted.
var dropped = etcd.Failed(codes.Unknown, raft.ErrProposalDropped.Error())
