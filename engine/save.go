package engine

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
)

// OnSave sets who is given what a client saves of a store, at the step in which
// it has received it: the name it asked for, and the bytes of the file, which
// are the receiver's. nil, which it is at first, is nobody.
//
// The cluster writes no such file itself, and no step depends on what becomes
// of the bytes: a run that is taken again has no receiver and is the same.
func (c *Cluster) OnSave(f func(name string, data []byte)) { c.onSave = f }

// saveStore answers with the node's whole store, as etcd's Maintenance.Snapshot
// does: what is pending is committed, and the file goes out with its SHA-256
// behind it.
func (n *node) saveStore(o *op) {
	if n.disk.state != frame.DiskOK {
		n.respond(o, result{text: "the disk does not take writes: " + n.disk.state.String(), fail: true})
		return
	}
	pending := n.store.Pending() > 0
	data, err := n.store.Snapshot()
	n.must(err)
	if pending {
		n.dirty = true
		n.c.emit(n.name, &event.StoreCommitted{Index: n.store.DurableIndex()})
	}
	sum := sha256.Sum256(data)
	n.respond(o, result{
		text: fmt.Sprintf("%d B at revision %d", len(data), n.store.Rev()), rev: n.store.Rev(),
		data: append(data, sum[:]...),
	})
}

// saved is a store reaching the client that asked for it. It returns the
// operation's result.
func (c *Cluster) saved(o *op, e *envelope) string {
	name := o.cmd.(command.SnapshotSave).File
	c.emit(e.view.From, &event.StoreSaved{Client: o.Client, Op: o.ID, File: name, Size: int64(len(e.data) - sha256.Size), Revision: int64(e.view.Index)})
	if c.onSave != nil {
		c.onSave(name, slices.Clone(e.data))
	}
	return "Snapshot saved at " + name
}

// What a store's file says of the cluster, for etcd to open it.

// found writes into a new file what a member of etcd has from the start, and
// the members that every log is based on.
func (n *node) found() error {
	if n.store.Founded() {
		return nil
	}
	n.store.Found()
	n.noteMembers(&raftpb.ConfState{}, n.c.baseConf())
	return n.store.Commit()
}

// noteMembers notes a configuration that takes the place of another.
func (n *node) noteMembers(was, now *raftpb.ConfState) {
	n.store.SetConfState(now)
	before, after := membersOf(was), membersOf(now)
	for _, id := range after {
		learner := slices.Contains(now.GetLearners(), id)
		if !slices.Contains(before, id) || learner != slices.Contains(was.GetLearners(), id) {
			n.store.SetMember(memberOf(id, learner))
		}
	}
	for _, id := range before {
		if !slices.Contains(after, id) {
			n.store.RemoveMember(id)
		}
	}
}

// memberOf makes up the addresses that a node would have in a network where it
// goes by its name.
func memberOf(id uint64, learner bool) mvcc.Member {
	name := config.NodeName(id)
	return mvcc.Member{
		ID: id, Name: name, Learner: learner,
		PeerURLs: []string{"http://" + name + ":2380"}, ClientURLs: []string{"http://" + name + ":2379"},
	}
}
