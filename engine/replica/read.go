package replica

import (
	"encoding/binary"

	"go.etcd.io/raft/v3"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// A pendingRead knows the index it must wait for.
type pendingRead struct {
	o     *call
	index uint64
}

// askIndex begins a linearizable read: ReadIndex (dissertation §6.4).
func (s *server) askIndex(o *call) {
	before := s.r.st
	if before.role != raft.StateLeader && before.lead == 0 {
		s.r.emit(s.r.name, &event.ReadDropped{Term: before.term, Op: o.Op, Reason: event.NoLeader})
		s.respond(o, result{answer: proposalErrors[event.NoLeader]})
		return
	}
	s.reads[o.ID()] = o
	e := &event.ReadRequested{Term: before.term, Op: o.Op, Leader: config.NodeName(before.lead)}
	if before.role == raft.StateLeader && s.r.termAt(before.commit) != before.term {
		e.Reason = event.NoTermEntry // raft keeps it until it has committed one
	}
	s.r.emit(s.r.name, e)
	s.r.rn.ReadIndex(binary.BigEndian.AppendUint64(nil, o.ID()))
	s.r.after(nil, before)
}

// readConfirmed is raft saying up to where the store must have come.
func (s *server) readConfirmed(rs *raft.ReadState) {
	id := binary.BigEndian.Uint64(rs.RequestCtx)
	o := s.reads[id]
	if o == nil {
		return
	}
	delete(s.reads, id)
	s.r.emit(s.r.name, &event.ReadConfirmed{Op: o.Op, Index: rs.Index, Term: s.r.st.term})
	s.waitRead = append(s.waitRead, pendingRead{o, rs.Index})
	s.serveReads()
}

// serveReads answers the reads whose index has been applied.
func (s *server) serveReads() {
	keep := s.waitRead[:0]
	for _, p := range s.waitRead {
		if p.index > s.r.applier.applied {
			keep = append(keep, p)
			continue
		}
		s.answerRead(p.o)
	}
	s.waitRead = keep
}

// read answers a get, or a transaction that only reads, from this node's store
// as it stands.
func (s *server) read(cmd command.StoreCommand) result {
	r := cmd.Request()
	if err := mvcc.Validate(r); err != nil {
		return result{answer: etcd.FailedWith(err), rev: s.r.store.Rev()}
	}
	resp, err := s.r.store.Apply(r)
	if err != nil {
		return result{answer: etcd.FailedWith(err), rev: s.r.store.Rev()}
	}
	return s.applied(resp, cmd)
}
