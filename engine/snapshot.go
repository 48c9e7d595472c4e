package engine

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
func (n *node) saveSnapshot() error {
	s, err := n.storage.CreateSnapshot(n.applied, n.conf, nil)
	if err != nil {
		return err
	}
	meta := s.GetMetadata()
	n.snap = frame.Snapshot{Index: meta.GetIndex(), Term: meta.GetTerm()}
	n.keep(disk.Batch{Snapshot: meta, Hard: n.hardStateAt(meta.GetIndex())})
	n.c.emit(n.name, &event.SnapshotSaved{Index: n.snap.Index, Term: n.snap.Term})
	return nil
}

// hardStateAt returns the hard state as last given to the disk, with a commit
// index that is not behind index. What is applied is committed, but the write
// that says so may still be queued, and raft does not start from a snapshot
// that is ahead of its commit index; etcd passes over such snapshots when it
// starts (wal.ValidSnapshotEntries).
func (n *node) hardStateAt(index uint64) *raftpb.HardState {
	hs, _, err := n.storage.InitialState()
	n.must(err)
	return &raftpb.HardState{Term: new(hs.GetTerm()), Vote: new(hs.GetVote()), Commit: new(max(hs.GetCommit(), index))}
}

// compactLog discards the log up to keep entries before the snapshot.
func (n *node) compactLog(keep uint64) error {
	if n.snap.Index <= keep {
		return raft.ErrCompacted
	}
	to := n.snap.Index - keep
	if err := n.storage.Compact(to); err != nil {
		return err
	}
	from := n.first
	n.entries = n.entries[to+1-n.first:]
	n.first = to + 1
	n.keep(disk.Batch{Compact: to})
	n.c.emit(n.name, &event.LogCompacted{First: from, Last: to})
	n.c.forget()
	return nil
}

// keep writes a batch that has waited for no fsync of its own: at once if the
// disk is honest and nothing is before it, else with the rest.
func (n *node) keep(b disk.Batch) {
	n.disk.pending = append(n.disk.pending, b)
	n.dirty = true
	if n.disk.state == frame.DiskOK {
		n.flush()
	}
}

// autoSnapshot does what etcd does every SnapshotCount entries.
func (n *node) autoSnapshot() {
	every := n.c.cfg.SnapshotEvery
	if every == 0 || !n.up || n.applied <= n.snap.Index || n.applied-n.snap.Index < every {
		return
	}
	n.must(n.saveSnapshot())
	if err := n.compactLog(n.c.cfg.SnapshotKeep); err != nil && !errors.Is(err, raft.ErrCompacted) {
		n.must(err)
	}
}

// attachStore fills a MsgSnap with the store's file. As etcd's merged snapshot
// it carries the index the store has reached, which is at or after the one raft
// asked for.
func (n *node) attachStore(m *raftpb.Message) {
	data, err := n.store.Snapshot()
	n.must(err)
	meta := m.GetSnapshot().GetMetadata()
	if term, err := n.storage.Term(n.applied); err == nil {
		meta.Index, meta.Term = new(n.applied), new(term)
	}
	meta.ConfState = cloneConf(n.conf)
	m.Snapshot.Data = data
	n.dirty = true
}

func cloneConf(cs *raftpb.ConfState) *raftpb.ConfState {
	return &raftpb.ConfState{
		Voters: cs.GetVoters(), Learners: cs.GetLearners(), VotersOutgoing: cs.GetVotersOutgoing(),
		LearnersNext: cs.GetLearnersNext(), AutoLeave: new(cs.GetAutoLeave()),
	}
}
