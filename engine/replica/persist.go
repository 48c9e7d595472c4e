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
	pending []disk.Batch // answered but not in the file: writes that need no fsync, and lies
	lied    bool         // some of them are lies
	kept    bool         // the store's true file lies aside: a lying disk took a snapshot
	keptAt  uint64       // the consistent index in that file

	synced, durable uint64 // see frame.Node
	durTerm         uint64
	durVote         uint64
}

// reload starts from what a file was found to hold.
func (d *durability) reload(hs *raftpb.HardState, last uint64) {
	d.synced, d.durable = last, last
	d.durTerm, d.durVote = hs.GetTerm(), hs.GetVote()
}

// crash loses what is in no file.
func (d *durability) crash() { d.pending, d.lied = nil, false }

// cut notes that entries from index from on were replaced in memory.
func (d *durability) cut(from uint64) {
	d.synced, d.durable = min(d.synced, from-1), min(d.durable, from-1)
}

// A machine completes writes in this order: Persist for each, Flush if they are
// durable, Synced for each, and, when what had to wait for them is sent,
// Answer for each.

// Answer gives the answers that waited for a MsgStorageAppend: raft's own to
// raft, which Drain then hears of, the others to their nodes.
func (r *Replica) Answer(m *raftpb.Message) {
	for _, resp := range m.GetResponses() {
		if resp.GetTo() == r.id {
			r.local = append(r.local, resp)
		} else {
			r.Send([]*raftpb.Message{resp})
		}
	}
}

// Lied notes that the disk did not keep what it said it would.
func (r *Replica) Lied() { r.durability.lied = true }

// Persist puts one MsgStorageAppend into the memory raft reads from and among
// the pending batches.
func (r *Replica) Persist(m *raftpb.Message, durable bool) {
	b := disk.Batch{Entries: m.GetEntries()}
	if m.Term != nil {
		b.Hard = &raftpb.HardState{Term: m.Term, Vote: m.Vote, Commit: m.Commit}
		r.must(r.storage.SetHardState(b.Hard))
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		b.Snapshot, b.Reset = s.GetMetadata(), true
		r.must(r.storage.ApplySnapshot(&raftpb.Snapshot{Metadata: s.GetMetadata()}))
		r.install(s, durable)
	}
	r.must(r.storage.Append(m.GetEntries()))
	r.durability.pending = append(r.durability.pending, b)
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
	if slices.ContainsFunc(d.pending, func(b disk.Batch) bool { return b.Snapshot != nil && !b.Reset }) {
		r.must(r.store.Commit())
	}
	r.must(r.log.Write(d.pending...))
	for _, b := range d.pending {
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
	if d.kept {
		r.must(os.Remove(r.keptPath()))
		d.kept = false
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
	at := r.store.DurableIndex()
	r.watches.empty()
	r.must(r.store.Close())
	r.store = nil
	if !durable && !r.durability.kept {
		r.durability.keptAt = at
		r.must(os.Rename(r.storePath(), r.keptPath()))
		r.durability.kept = true
	}
	r.must(mvcc.Install(r.storePath(), s.GetData()))
	var err error
	r.store, err = mvcc.Open(r.storePath(), r.storeOptions())
	r.must(err)
	r.opened()
	meta := s.GetMetadata()
	r.applier.applied = meta.GetIndex()
	r.applier.applying = nil
	r.emit(r.name, &event.SnapshotInstalled{Index: meta.GetIndex(), Term: meta.GetTerm()})
	r.watches.refill()
}
