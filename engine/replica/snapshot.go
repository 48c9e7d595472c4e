package replica

import (
	"errors"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/disk"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// saveSnapshot records a raft snapshot at the applied index. Its data is the
// store, which is not copied: as in etcd it is read when it is sent.
func (r *Replica) saveSnapshot() error {
	s, err := r.storage.CreateSnapshot(r.applier.applied, r.members, nil)
	if err != nil {
		return err
	}
	meta := s.GetMetadata()
	r.snap = frame.Snapshot{Index: meta.GetIndex(), Term: meta.GetTerm()}
	r.keep(disk.Batch{Snapshot: meta, Hard: r.hardStateAt(meta.GetIndex())})
	r.emit(r.name, &event.SnapshotSaved{Index: r.snap.Index, Term: r.snap.Term})
	return nil
}

// Settled reports whether all that is applied has been written, and raft knows of
// both: the apply loop may be ahead of the write, and a snapshot waits for that
// (notifyc in etcd).
func (r *Replica) Settled() bool {
	stored, err := r.storage.LastIndex()
	r.must(err)
	return r.applier.applied <= min(stored, r.st.applied)
}

// hardStateAt returns the hard state as last given to the disk, with a commit
// index that is not behind index. What is applied is committed, but the write
// that says so may still be queued, and raft does not start from a snapshot
// that is ahead of its commit index; etcd passes over such snapshots when it
// starts (wal.ValidSnapshotEntries).
func (r *Replica) hardStateAt(index uint64) *raftpb.HardState {
	hs, _, err := r.storage.InitialState()
	r.must(err)
	return &raftpb.HardState{Term: new(hs.GetTerm()), Vote: new(hs.GetVote()), Commit: new(max(hs.GetCommit(), index))}
}

// compactLog discards the log up to keep entries before the snapshot.
func (r *Replica) compactLog(keep uint64) error {
	if r.snap.Index <= keep {
		return raft.ErrCompacted
	}
	to := r.snap.Index - keep
	if err := r.storage.Compact(to); err != nil {
		return err
	}
	from := r.first
	r.compact(to)
	r.keep(disk.Batch{Compact: to})
	r.emit(r.name, &event.LogCompacted{First: from, Last: to})
	r.group.forget()
	return nil
}

// keep writes a batch of the apply loop, which syncs it by itself: at once if the
// disk is honest, else with the next fsync. A snapshot among it stands for the
// store's state, which a lying disk takes, too.
func (r *Replica) keep(b disk.Batch) {
	switch r.host.Disk() {
	case frame.DiskOK:
		r.durability.add(b, written)
		r.Flush()
	case frame.DiskLie:
		if b.Snapshot != nil {
			r.keepStore()
			r.must(r.store.Commit())
		}
		r.durability.add(b, written)
		r.durability.lied = true
	default:
		r.durability.add(b, blocked)
	}
}

// AutoSnapshot does what etcd does every SnapshotCount entries.
func (r *Replica) AutoSnapshot() {
	every := r.cfg.SnapshotEvery
	if every == 0 || !r.Up() || r.applier.applied <= r.snap.Index || r.applier.applied-r.snap.Index < every || !r.Settled() {
		return
	}
	r.must(r.saveSnapshot())
	if err := r.compactLog(r.cfg.SnapshotKeep); err != nil && !errors.Is(err, raft.ErrCompacted) {
		r.must(err)
	}
}

// attachStore fills a MsgSnap with the store's file. As etcd's merged snapshot
// it carries the index the store has reached, which is at or after the one raft
// asked for.
func (r *Replica) attachStore(m *raftpb.Message) {
	data, err := r.store.Snapshot()
	r.must(err)
	meta := m.GetSnapshot().GetMetadata()
	if term, err := r.storage.Term(r.applier.applied); err == nil {
		meta.Index, meta.Term = new(r.applier.applied), new(term)
	}
	meta.ConfState = cloneConf(r.members)
	m.Snapshot.Data = data
}

func cloneConf(cs *raftpb.ConfState) *raftpb.ConfState {
	return &raftpb.ConfState{
		Voters: cs.GetVoters(), Learners: cs.GetLearners(), VotersOutgoing: cs.GetVotersOutgoing(),
		LearnersNext: cs.GetLearnersNext(), AutoLeave: new(cs.GetAutoLeave()),
	}
}

// CanSnapshot reports whether the replica has applied anything since its
// snapshot.
func (r *Replica) CanSnapshot() bool { return r.applier.applied > r.snap.Index }

// Snapshot returns the index of the replica's snapshot.
func (r *Replica) Snapshot() uint64 { return r.snap.Index }

// TakeSnapshot records a raft snapshot at the applied index.
func (r *Replica) TakeSnapshot() { r.must(r.saveSnapshot()) }

// CanCompact reports whether the log holds anything before the last keep applied
// entries. It also returns where the log starts, and to where it is applied.
func (r *Replica) CanCompact(keep uint64) (ok bool, first, applied uint64) {
	return r.applier.applied > keep && r.applier.applied-keep >= r.first, r.first, r.applier.applied
}

// CompactLog compacts as etcd does: behind a snapshot, which it takes first if
// the applied state has moved on.
func (r *Replica) CompactLog(keep uint64) {
	if r.CanSnapshot() {
		r.TakeSnapshot()
	}
	r.must(r.compactLog(keep))
}
