package replica

import (
	"os"
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/disk"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// A durability is what became of a replica's writes: what its files hold, and
// what it believes of them.
type durability struct {
	pending []unsynced // in no file, in order: no fsync has put it there
	lied    bool       // a disk said of some of them that one had
	kept    bool       // the store's file on the disk lies aside: that in its place has not been synced
	keptAt  uint64     // the consistent index in that file

	synced, durable uint64 // see frame.Node
	durTerm         uint64
	durVote         uint64
}

// An unsynced batch is in the operating system's cache, where it outlives the
// process and not the power, or still on its way there.
type unsynced struct {
	disk.Batch
	at writing
}

// A writing is how far a batch has come.
type writing uint8

const (
	written  writing = iota // to the operating system
	buffered                // in the process: etcd's WAL flushes its buffer when it syncs
	blocked                 // in the process: the disk does not let it write
)

// add puts a batch among the pending ones. What is written takes along what was
// buffered before it.
func (d *durability) add(b disk.Batch, at writing) {
	d.pending = append(d.pending, unsynced{b, at})
	if at != written {
		return
	}
	for i := range d.pending {
		if d.pending[i].at == buffered {
			d.pending[i].at = written
		}
	}
}

// die loses what was in the process only.
func (d *durability) die() {
	d.pending = slices.DeleteFunc(d.pending, func(u unsynced) bool { return u.at != written })
}

// reload starts from what the file was found to hold, and what that is with
// what waits in the operating system's cache.
func (d *durability) reload(file, cached *disk.State) {
	d.synced, d.durable = cached.Last(), file.Common(cached)
	d.durTerm, d.durVote = file.Hard.GetTerm(), file.Hard.GetVote()
}

// cut notes that entries from index from on were replaced in memory.
func (d *durability) cut(from uint64) {
	d.synced, d.durable = min(d.synced, from-1), min(d.durable, from-1)
}

// A machine completes writes in this order: Persist for each, Flush if they are
// durable, Synced for each and, when the answers that had to wait for them are
// sent, Advance. Of those that the process does not live to complete it tells
// by Written.

// answer gives raft the answers that waited for a MsgStorageAppend; Drain then
// hears of them.
func (r *Replica) answer(m *raftpb.Message) {
	for _, resp := range m.GetResponses() {
		if resp.GetTo() == r.id {
			r.local = append(r.local, resp)
		}
	}
}

// Answers returns the answers to other nodes that a MsgStorageAppend carries.
func (r *Replica) Answers(m *raftpb.Message) (ms []*raftpb.Message) {
	for _, resp := range m.GetResponses() {
		if resp.GetTo() != r.id {
			ms = append(ms, resp)
		}
	}
	return ms
}

// Advance tells raft what was written and, if the turn was one of etcd's loop,
// that the apply loop has been given what raft handed out (RawNode.Advance).
func (r *Replica) Advance(turn []Ready) {
	for i := range turn {
		if turn[i].Append != nil {
			r.answer(turn[i].Append)
		}
	}
	for i := range turn {
		for _, m := range turn[i].Apply {
			r.applier.answer(m)
		}
	}
}

// Lied notes that the disk did not keep what it said it would.
func (r *Replica) Lied() { r.durability.lied = true }

// Persist puts one MsgStorageAppend into the memory raft reads from and among
// the pending batches. sync says that an fsync covers it, durable that this has
// put it on the disk.
func (r *Replica) Persist(m *raftpb.Message, sync, durable bool) {
	b := batchOf(m)
	if b.Hard != nil {
		r.must(r.storage.SetHardState(b.Hard))
	}
	if b.Reset {
		r.must(r.storage.ApplySnapshot(&raftpb.Snapshot{Metadata: b.Snapshot}))
		r.install(m.GetSnapshot(), durable)
	}
	r.must(r.storage.Append(b.Entries))
	r.durability.add(b, writingOf(sync))
}

// Written notes a MsgStorageAppend that the disk has been given and no fsync has
// covered when the process dies. sync says that one was asked for.
func (r *Replica) Written(m *raftpb.Message, sync bool) {
	b := batchOf(m)
	if b.Reset {
		r.watches.empty()
		r.replaceStore(m.GetSnapshot().GetData(), false)
	}
	r.durability.add(b, writingOf(sync))
}

func writingOf(sync bool) writing {
	if sync {
		return written
	}
	return buffered
}

func batchOf(m *raftpb.Message) disk.Batch {
	b := disk.Batch{Entries: m.GetEntries()}
	if m.Term != nil {
		b.Hard = &raftpb.HardState{Term: m.Term, Vote: m.Vote, Commit: m.Commit}
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		b.Snapshot, b.Reset = s.GetMetadata(), true
	}
	return b
}

// Flush makes all pending batches durable. A snapshot among them stands for the
// store's state, so the store's batch goes first, as in etcd (server.snapshot
// commits the KV before it saves the snapshot): a log that starts behind a store
// that is older than it would have a gap.
func (r *Replica) Flush() {
	d := &r.durability
	if len(d.pending) == 0 {
		return
	}
	if slices.ContainsFunc(d.pending, func(u unsynced) bool { return u.Snapshot != nil && !u.Reset }) {
		r.must(r.store.Commit())
	}
	batches := make([]disk.Batch, len(d.pending))
	for i := range batches {
		batches[i] = d.pending[i].Batch
	}
	r.must(r.log.Write(batches...))
	for _, b := range batches {
		if b.Hard != nil {
			d.durTerm, d.durVote = b.Hard.GetTerm(), b.Hard.GetVote()
		}
		if k := len(b.Entries); k > 0 {
			d.durable = max(d.durable, r.still(b.Entries[k-1]))
		}
		if b.Reset {
			d.durable = max(d.durable, b.Snapshot.GetIndex())
		}
	}
	d.pending, d.lied = nil, false
	r.dropKept()
}

// dropKept forgets the store's earlier file: the one in its place is on the
// disk.
func (r *Replica) dropKept() {
	if r.durability.kept {
		r.must(os.Remove(r.keptPath()))
		r.durability.kept = false
	}
}

// Synced moves the index that the node takes for synced.
func (r *Replica) Synced(m *raftpb.Message, durable bool) {
	d := &r.durability
	if k := len(m.GetEntries()); k > 0 {
		d.synced = max(d.synced, r.still(m.GetEntries()[k-1]))
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		d.synced = max(d.synced, s.GetMetadata().GetIndex())
		if durable {
			d.durable = max(d.durable, s.GetMetadata().GetIndex())
		}
	}
}

// install replaces the store by the one in a snapshot, as etcd does with the
// database file it received.
func (r *Replica) install(s *raftpb.Snapshot, durable bool) {
	r.watches.empty()
	r.replaceStore(s.GetData(), durable)
	var err error
	r.store, err = mvcc.Open(r.storePath(), r.storeOptions())
	r.must(err)
	r.opened()
	meta := s.GetMetadata()
	r.applier.applied, r.applier.handed = meta.GetIndex(), meta.GetIndex()
	r.applier.applying, r.applier.owed = nil, nil
	r.emit(r.name, &event.SnapshotInstalled{Index: meta.GetIndex(), Term: meta.GetTerm()})
	r.watches.refill()
}

// replaceStore closes the store and puts another file in its place.
func (r *Replica) replaceStore(data []byte, durable bool) {
	if !durable {
		r.keepStore()
	}
	r.must(r.store.Close())
	r.store = nil
	r.must(mvcc.Install(r.storePath(), data))
}

// keepStore keeps a copy of the store's file, which is on the disk, from what
// follows and will be synced later, if ever.
func (r *Replica) keepStore() {
	d := &r.durability
	if d.kept {
		return
	}
	data, err := os.ReadFile(r.storePath())
	r.must(err)
	r.must(os.WriteFile(r.keptPath(), data, 0o600))
	d.kept, d.keptAt = true, r.store.DurableIndex()
}
