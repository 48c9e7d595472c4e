package engine

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// A pendingRead knows the index it must wait for.
type pendingRead struct {
	o     *op
	index uint64
}

// serve takes a client's request.
func (n *node) serve(o *op) {
	switch cmd := o.cmd.(type) {
	case command.Get:
		if cmd.Serializable {
			n.respond(o, n.read(cmd))
			return
		}
		n.askIndex(o)
	case command.Put, command.Del:
		n.waiters[o.request()] = o
		n.propose(o, raftpb.EntryNormal, encodeRequest(o.request(), cmd))
	default:
		n.serveMember(o)
	}
}

// propose gives raft a proposal of this node's own client.
func (n *node) propose(o *op, typ raftpb.EntryType, data []byte) {
	m := &raftpb.Message{Type: raftpb.MsgProp.Enum(), From: new(n.id), Entries: []*raftpb.Entry{{Type: typ.Enum(), Data: data}}}
	if why := n.proposeMessage(m, o.ID); why != event.NoReason {
		delete(n.waiters, o.request())
		n.respond(o, result{text: proposalErrors[why], fail: true})
	}
}

// forwarded takes a proposal that a follower passed on.
func (n *node) forwarded(m *raftpb.Message) {
	n.proposeMessage(m, n.c.opOfEntry(m.GetEntries()[0]))
}

// proposeMessage returns why raft did not take the proposal, or NoReason.
func (n *node) proposeMessage(m *raftpb.Message, id uint64) event.Reason {
	before := n.st
	last := n.last()
	asked := m.GetEntries()[0].GetType()
	err := n.rn.Step(m)
	e := event.Event{Node: n.name, Term: before.term, Op: id}
	switch {
	case err != nil:
		e.Kind, e.Reason = event.ProposalDropped, n.whyDropped(before)
	case before.role != raft.StateLeader:
		e.Kind, e.Peer = event.ProposalForwarded, config.NodeName(before.lead)
	case m.GetEntries()[0].GetType() != asked:
		e.Kind, e.Reason = event.ProposalDropped, event.ConfPending
	default:
		e.Kind, e.Index = event.Proposed, last+1
	}
	n.c.emit(e)
	n.after(m, before)
	return e.Reason
}

func (n *node) whyDropped(s status) event.Reason {
	switch {
	case s.role != raft.StateLeader:
		return event.NoLeader
	case s.transferee != 0:
		return event.Transferring
	case n.rn.Status().Progress[n.id].Next == 0:
		return event.NotMember
	}
	return event.TooMuch
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

// perform applies a write to the store.
func (n *node) perform(r *etcdserverpb.InternalRaftRequest) result {
	switch {
	case r.Put != nil:
		rev := n.store.Put(r.Put.Key, r.Put.Value, r.Put.Lease)
		return result{text: "OK", rev: rev}
	case r.DeleteRange != nil:
		k, rev := n.store.DeleteRange(r.DeleteRange.Key, r.DeleteRange.RangeEnd)
		return result{text: strconv.FormatInt(k, 10), rev: rev}
	}
	return result{text: "unknown request", fail: true}
}

// askIndex begins a linearizable read: ReadIndex (dissertation §6.4).
func (n *node) askIndex(o *op) {
	before := n.st
	if before.role != raft.StateLeader && before.lead == 0 {
		n.c.emit(event.Event{Kind: event.ReadDropped, Node: n.name, Term: before.term, Op: o.ID, Reason: event.NoLeader})
		n.respond(o, result{text: proposalErrors[event.NoLeader], fail: true})
		return
	}
	n.reads[o.request()] = o
	e := event.Event{Kind: event.ReadRequested, Node: n.name, Term: before.term, Op: o.ID, Peer: config.NodeName(before.lead)}
	if t, err := n.storage.Term(before.commit); before.role == raft.StateLeader && (err != nil || t != before.term) {
		e.Reason = event.NoTermEntry // raft keeps it until it has committed one
	}
	n.c.emit(e)
	n.rn.ReadIndex(binary.BigEndian.AppendUint64(nil, o.request()))
	n.after(nil, before)
}

// readConfirmed is raft saying up to where the store must have come.
func (n *node) readConfirmed(rs *raft.ReadState) {
	id := binary.BigEndian.Uint64(rs.RequestCtx)
	o := n.reads[id]
	if o == nil {
		return
	}
	delete(n.reads, id)
	n.c.emit(event.Event{Kind: event.ReadConfirmed, Node: n.name, Op: o.ID, Index: rs.Index, Term: n.st.term})
	n.waitRead = append(n.waitRead, pendingRead{o, rs.Index})
	n.serveReads()
}

// serveReads answers the reads whose index has been applied.
func (n *node) serveReads() {
	keep := n.waitRead[:0]
	for _, p := range n.waitRead {
		if p.index > n.applied {
			keep = append(keep, p)
			continue
		}
		n.respond(p.o, n.read(p.o.cmd.(command.Get)))
	}
	n.waitRead = keep
}

// read answers a get from this node's store, as it stands.
func (n *node) read(cmd command.Get) result {
	res, err := n.store.Range([]byte(cmd.Key), rangeEnd(cmd.Key, cmd.End, cmd.Prefix), mvcc.RangeOptions{
		Rev: cmd.Rev, Limit: cmd.Limit, KeysOnly: cmd.KeysOnly, CountOnly: cmd.CountOnly,
	})
	rev := n.store.Rev()
	if err != nil {
		return result{text: err.Error(), rev: rev, fail: true}
	}
	if cmd.CountOnly {
		return result{text: strconv.FormatInt(res.Count, 10), rev: rev}
	}
	if len(res.KVs) == 0 {
		return result{text: "(no key)", rev: rev}
	}
	parts := make([]string, len(res.KVs))
	for i, kv := range res.KVs {
		parts[i] = kvText(kv, cmd)
	}
	return result{text: strings.Join(parts, "; "), rev: rev}
}

func kvText(kv *mvccpb.KeyValue, cmd command.Get) string {
	switch {
	case cmd.KeysOnly:
		return string(kv.Key)
	case cmd.Prefix || cmd.End != "":
		return fmt.Sprintf("%s=%s", kv.Key, kv.Value)
	}
	return string(kv.Value)
}
