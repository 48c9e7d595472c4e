package replica

import (
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/disk"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
)

func (r *Replica) logPath() string   { return filepath.Join(r.dir, "raft.db") }
func (r *Replica) storePath() string { return filepath.Join(r.dir, "mvcc.db") }

// keptPath is where the store's file on the disk lies while the one in its place
// has not been synced: a disk lied about it, or the process died before.
func (r *Replica) keptPath() string { return filepath.Join(r.dir, "mvcc.db.kept") }

// Paths returns the files that the replica may have.
func (r *Replica) Paths() []string { return []string{r.logPath(), r.storePath(), r.keptPath()} }

// storeOptions are the settings that every opening of the store has.
func (r *Replica) storeOptions() mvcc.Options {
	return mvcc.Options{Quota: r.cfg.Quota, MinLeaseTTL: r.minLeaseTTL()}
}

// minLeaseTTL is the shortest TTL, in seconds, that a lease gets: one and a half
// election timeouts, rounded up, so that it outlasts an election
// (server/etcdserver/server.go, NewServer).
func (r *Replica) minLeaseTTL() int64 {
	return (int64(3*r.cfg.Election/2)*r.cfg.Tick + 999) / 1000
}

// Format makes the replica's files again: an empty log based on the group's
// first configuration, and what the starting state says.
func (r *Replica) Format() error {
	if err := os.RemoveAll(r.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	log, _, err := disk.Open(r.logPath())
	if err != nil {
		return err
	}
	b := disk.Batch{Snapshot: &raftpb.SnapshotMetadata{
		Index: new(uint64(0)), Term: new(uint64(0)), ConfState: r.group.baseConf(),
	}}
	if r.group.ports.Step() == 0 {
		startState(r.cfg, r.name, &b)
	}
	if err := log.Write(b); err != nil {
		_ = log.Close()
		return err
	}
	return log.Close()
}

// load fills memory from what was found in the log's file, with what waits in
// the operating system's cache. As in etcd the log before the snapshot is not
// read again.
func (r *Replica) load(file disk.State) error {
	state := file
	for _, u := range r.durability.pending {
		state.Write(u.Batch)
	}
	meta := state.Snapshot
	if err := r.storage.ApplySnapshot(&raftpb.Snapshot{Metadata: meta}); err != nil {
		return err
	}
	es := state.Entries
	for len(es) > 0 && es[0].GetIndex() <= meta.GetIndex() {
		es = es[1:]
	}
	if err := r.storage.Append(es); err != nil {
		return err
	}
	if state.Hard != nil {
		// What a snapshot stands for is committed, but the write of an earlier commit
		// index may have waited for the disk and followed it into the file.
		hs := proto.CloneOf(state.Hard)
		hs.Commit = new(max(hs.GetCommit(), meta.GetIndex()))
		if err := r.storage.SetHardState(hs); err != nil {
			return err
		}
	}
	r.snap = frame.Snapshot{Index: meta.GetIndex(), Term: meta.GetTerm()}
	r.members = meta.GetConfState()
	r.applier.applied, r.applier.handed = meta.GetIndex(), meta.GetIndex()
	r.first = meta.GetIndex() + 1
	r.entries = make([]*frame.Entry, 0, len(es)+16)
	for _, e := range es {
		r.entries = append(r.entries, r.group.Forms.Of(e))
	}
	r.durability.reload(&file, &state)
	return nil
}

// rest makes the memory of a replica that is down show what its files hold, so
// that a frame of it shows what a restart will find.
func (r *Replica) rest() {
	log, state, err := disk.Open(r.logPath())
	if err != nil {
		panic(fmt.Errorf("engine: %w", err))
	}
	_ = log.Close()
	r.storage = raft.NewMemoryStorage()
	if err := r.load(state); err != nil {
		panic(fmt.Errorf("engine: %s cannot load its own log: %w", r.name, err))
	}
	hs, _, err := r.storage.InitialState()
	r.must(err)
	r.storage = nil
	r.st = status{
		role: raft.StateFollower, term: hs.GetTerm(), vote: hs.GetVote(),
		commit: max(hs.GetCommit(), r.snap.Index), applied: r.applier.applied,
	}
}

// Wipe makes the files of a replica that is down again, empty.
func (r *Replica) Wipe() error {
	r.durability = durability{}
	if err := r.Format(); err != nil {
		return err
	}
	r.rest()
	return nil
}

// Close closes the files, and leaves what is on the disk.
func (r *Replica) Close() {
	r.closeFiles()
	r.restoreStore()
}

// closeFiles closes the files only once, also if their last write fails.
func (r *Replica) closeFiles() {
	var err error
	if r.log != nil {
		err = r.log.Close()
	}
	if r.store != nil {
		_ = r.store.Close()
	}
	r.log, r.store = nil, nil
	r.must(err)
}

// restoreStore puts the store's file on the disk back in its place.
func (r *Replica) restoreStore() {
	if !r.durability.kept {
		return
	}
	if err := os.Rename(r.keptPath(), r.storePath()); err != nil {
		panic(fmt.Errorf("engine: %w", err))
	}
	r.durability.kept = false
}
