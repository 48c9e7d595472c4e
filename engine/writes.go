package engine

import (
	"fmt"
	"os"
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/disk"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
)

// A diskState is how a node's disk behaves and what it has been given. It
// belongs to the machine: behaviour outlives the process, the queue does not.
type diskState struct {
	mode    string
	state   frame.DiskState
	latency int64

	queue   []write
	syncing int    // how many of the queue, from its head, the running fsync covers
	ticket  uint64 // the fsync under way; others are stale

	pending []disk.Batch // answered but not in the file: writes that need no fsync, and lies
	lied    bool         // some of them are lies
	kept    bool         // the store's true file lies aside: a lying disk took a snapshot
	keptAt  uint64       // the consistent index in that file

	synced, durable uint64 // see frame.Node
	durTerm         uint64
	durVote         uint64
}

// A write is what one turn of the node's loop gives the disk.
type write struct {
	parts []*raftpb.Message // MsgStorageAppend, in order
	sync  bool              // needs an fsync before it is answered
	after []*raftpb.Message // etcd mode: messages that leave when it is done
	due   int64
}

// reload starts from what a file was found to hold.
func (d *diskState) reload(hs *raftpb.HardState, last uint64) {
	d.synced, d.durable = last, last
	d.durTerm, d.durVote = hs.GetTerm(), hs.GetVote()
}

func (d *diskState) crash() {
	d.queue, d.pending, d.syncing, d.lied = nil, nil, 0, false
	d.ticket++
}

// cut notes that entries from index from on were replaced in memory.
func (d *diskState) cut(from uint64) {
	d.synced, d.durable = min(d.synced, from-1), min(d.durable, from-1)
}

// loopBusy reports whether the node's loop waits for its disk, so that neither
// a tick nor raft's next output gets its turn.
func (n *node) loopBusy() bool {
	return n.disk.mode == config.DiskEtcd && len(n.disk.queue) > 0
}

// output passes on what raft asked for. In etcd mode (raftNode.start in
// server/etcdserver/raft.go) it waits while the loop is busy; then a leader
// sends before it writes, everyone else after.
func (n *node) output(r ready) {
	switch {
	case n.loopBusy() || len(n.backlog) > 0: // nothing overtakes what waits
		n.backlog = append(n.backlog, r)
		return
	case n.disk.mode == config.DiskEtcd:
		n.turn([]ready{r})
		return
	}
	n.send(r.msgs)
	if r.append != nil {
		n.write(write{parts: []*raftpb.Message{r.append}, sync: r.sync})
	}
}

// turn is one turn of etcd's loop over all that has gathered.
func (n *node) turn(rs []ready) {
	var w write
	leads := n.st.role == raft.StateLeader
	for _, r := range rs {
		if leads {
			n.send(r.msgs)
		} else {
			w.after = append(w.after, r.msgs...)
		}
		if r.append != nil {
			w.parts = append(w.parts, r.append)
		}
		w.sync = w.sync || r.sync
	}
	if len(w.parts) == 0 {
		n.send(w.after)
		return
	}
	n.write(w)
}

// write gives the disk a write. One that needs no fsync and waits for none is
// done at once: it is in the operating system's cache.
func (n *node) write(w write) {
	d := &n.disk
	d.queue = append(d.queue, w)
	if !w.sync && len(d.queue) == 1 {
		n.finish(1, false)
		return
	}
	n.startSync()
}

// startSync starts an fsync over everything queued, unless one runs or the
// disk stalls.
func (n *node) startSync() {
	d := &n.disk
	if d.syncing > 0 || len(d.queue) == 0 || d.state == frame.DiskStall {
		return
	}
	d.ticket++
	d.syncing = len(d.queue)
	for i := range d.queue {
		d.queue[i].due = n.c.now + d.latency
	}
	n.c.queue.push(due{at: n.c.now + d.latency, cause: event.Sync, node: n, life: d.ticket})
}

// stall takes back the fsync under way: it does not return.
func (n *node) stall() {
	d := &n.disk
	d.ticket++
	d.syncing = 0
	for i := range d.queue {
		d.queue[i].due = 0
	}
}

// syncDone is an fsync returning.
func (n *node) syncDone() {
	d := &n.disk
	n.dirty = true
	k := d.syncing
	d.syncing = 0
	first, last := spanOf(d.queue[:k])
	switch d.state {
	case frame.DiskFail:
		n.c.emit(n.name, &event.SyncFailed{Term: n.st.term, First: first, Last: last})
		n.crash()
		return
	case frame.DiskLie:
		d.lied = true
		n.c.emit(n.name, &event.SyncLied{Term: n.st.term, First: first, Last: last})
	default:
		n.c.emit(n.name, &event.Synced{Term: n.st.term, First: first, Last: last})
	}
	n.finish(k, d.state != frame.DiskLie)
	n.drain(nil, n.st)
	n.nextTurn()
}

// nextTurn goes on after the disk is free: what gathered, then the next fsync,
// then the tick that had to wait.
func (n *node) nextTurn() {
	if !n.up {
		return
	}
	if rs := n.backlog; len(rs) > 0 && !n.loopBusy() {
		n.backlog = nil
		n.turn(rs)
		n.drain(nil, n.st)
	}
	n.startSync()
	n.payTick()
}

// finish ends the first k writes of the queue: they enter the file if they are
// durable, memory in any case, and their answers are given.
func (n *node) finish(k int, durable bool) {
	d := &n.disk
	done := d.queue[:k:k]
	d.queue = append([]write(nil), d.queue[k:]...)
	for _, w := range done {
		for _, m := range w.parts {
			n.store1(m, durable)
		}
	}
	if durable {
		n.flush()
	}
	for _, w := range done {
		for _, m := range w.parts {
			n.note(m, durable)
		}
		n.send(w.after)
		for _, m := range w.parts {
			for _, r := range m.GetResponses() {
				if r.GetTo() == n.id {
					n.local = append(n.local, r)
				} else {
					n.send([]*raftpb.Message{r})
				}
			}
		}
	}
}

// store1 puts one MsgStorageAppend into the memory raft reads from and among
// the pending batches.
func (n *node) store1(m *raftpb.Message, durable bool) {
	b := disk.Batch{Entries: m.GetEntries()}
	if m.Term != nil {
		b.Hard = &raftpb.HardState{Term: m.Term, Vote: m.Vote, Commit: m.Commit}
		n.must(n.storage.SetHardState(b.Hard))
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		b.Snapshot, b.Reset = s.GetMetadata(), true
		n.must(n.storage.ApplySnapshot(&raftpb.Snapshot{Metadata: s.GetMetadata()}))
		n.install(s, durable)
	}
	n.must(n.storage.Append(m.GetEntries()))
	n.disk.pending = append(n.disk.pending, b)
}

// flush makes all pending batches durable. A snapshot among them stands for the
// store's state, so the store's batch goes first, as in etcd (server.snapshot
// commits the KV before it saves the snapshot): a log that starts behind a store
// that is older than it would have a gap.
func (n *node) flush() {
	d := &n.disk
	if len(d.pending) == 0 {
		return
	}
	if slices.ContainsFunc(d.pending, func(b disk.Batch) bool { return b.Snapshot != nil && !b.Reset }) {
		n.must(n.store.Commit())
	}
	n.must(n.log.Write(d.pending...))
	for _, b := range d.pending {
		if b.Hard != nil {
			d.durTerm, d.durVote = b.Hard.GetTerm(), b.Hard.GetVote()
		}
		if k := len(b.Entries); k > 0 {
			d.durable = max(d.durable, n.still(b.Entries[k-1]))
		}
		if b.Reset {
			d.durable = max(d.durable, b.Snapshot.GetIndex())
		}
	}
	d.pending, d.lied = nil, false
	if d.kept {
		n.must(os.Remove(n.keptPath()))
		d.kept = false
	}
}

// note moves the index that the node takes for synced.
func (n *node) note(m *raftpb.Message, durable bool) {
	d := &n.disk
	if k := len(m.GetEntries()); k > 0 {
		d.synced = max(d.synced, n.still(m.GetEntries()[k-1]))
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		d.synced = max(d.synced, s.GetMetadata().GetIndex())
		if durable {
			d.durable = max(d.durable, s.GetMetadata().GetIndex())
		}
	}
}

// still returns the entry's index if the log in memory still holds it, else 0.
func (n *node) still(e *raftpb.Entry) uint64 {
	i := e.GetIndex()
	if i < n.first || i > n.last() || n.entries[i-n.first].Term != e.GetTerm() {
		return 0
	}
	return i
}

// install replaces the store by the one in a snapshot, as etcd does with the
// database file it received.
func (n *node) install(s *raftpb.Snapshot, durable bool) {
	at := n.store.DurableIndex()
	n.emptyStreams()
	n.must(n.store.Close())
	n.store = nil
	if !durable && !n.disk.kept {
		n.disk.keptAt = at
		n.must(os.Rename(n.storePath(), n.keptPath()))
		n.disk.kept = true
	}
	n.must(mvcc.Install(n.storePath(), s.GetData()))
	var err error
	n.store, err = mvcc.Open(n.storePath(), n.storeOptions())
	n.must(err)
	n.opened()
	meta := s.GetMetadata()
	n.applied = meta.GetIndex()
	n.applying = nil
	n.c.emit(n.name, &event.SnapshotInstalled{Index: meta.GetIndex(), Term: meta.GetTerm()})
	n.refillStreams()
}

// must ends the run on an error of the real file system: the simulated disk
// has no part in it.
func (n *node) must(err error) {
	if err != nil {
		panic(fmt.Sprintf("engine: %s: %v", n.name, err))
	}
}

// spanOf returns the entries that a few writes hold.
func spanOf(ws []write) (first, last uint64) {
	for _, w := range ws {
		for _, m := range w.parts {
			es := m.GetEntries()
			if len(es) == 0 {
				continue
			}
			if first == 0 || es[0].GetIndex() < first {
				first = es[0].GetIndex()
			}
			last = es[len(es)-1].GetIndex()
		}
	}
	return first, last
}
