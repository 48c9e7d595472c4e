package faults

import (
	"reflect"
	"unsafe"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"

	"raftviz/engine/replica"
)

// Private returns an unexported field of raft's, to be read and written.
func Private(rn *raft.RawNode, path ...string) reflect.Value {
	return field(reflect.ValueOf(rn), append([]string{"raft"}, path...)...)
}

// field follows unexported fields from a pointer to a struct.
func field(v reflect.Value, path ...string) reflect.Value {
	for _, name := range path {
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		f := v.FieldByName(name)
		if !f.IsValid() {
			panic(v.Type().String() + " has no field " + name)
		}
		v = reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
	}
	return v
}

// A core is raft's private state on one replica.
type core struct {
	id      uint64
	raft    *raft.RawNode
	storage *raft.MemoryStorage
}

func coreOf(r *replica.Replica) core {
	in := r.Inside()
	return core{r.ID(), in.Raft, in.Storage}
}

func (c core) role() raft.StateType { return c.raft.BasicStatus().RaftState }
func (c core) term() uint64         { return c.raft.BasicStatus().GetTerm() }
func (c core) leads() bool          { return c.role() == raft.StateLeader }
func (c core) committed() uint64    { return c.raft.BasicStatus().GetCommit() }

// commit moves the commit index forward, as far as the log goes.
func (c core) commit(to uint64) {
	if to = min(to, c.last()); to > c.committed() {
		Private(c.raft, "raftLog", "committed").SetUint(to)
	}
}

func (c core) tracker() *tracker.ProgressTracker {
	return Private(c.raft, "trk").Addr().Interface().(*tracker.ProgressTracker)
}

func (c core) unstable() (offset uint64, entries []*raftpb.Entry) {
	return Private(c.raft, "raftLog", "unstable", "offset").Uint(),
		Private(c.raft, "raftLog", "unstable", "entries").Interface().([]*raftpb.Entry)
}

// last returns the index of the last entry of the log.
func (c core) last() uint64 {
	if offset, entries := c.unstable(); len(entries) > 0 {
		return offset + uint64(len(entries)) - 1
	}
	last, _ := c.storage.LastIndex()
	return last
}

// entry returns the entry at index i, or nil.
func (c core) entry(i uint64) *raftpb.Entry {
	offset, entries := c.unstable()
	if i >= offset && i-offset < uint64(len(entries)) {
		return entries[i-offset]
	}
	first, _ := c.storage.FirstIndex()
	last, _ := c.storage.LastIndex()
	if i < first || i > last || i >= offset {
		return nil
	}
	es, err := c.storage.Entries(i, i+1, 1<<20)
	if err != nil || len(es) == 0 {
		return nil
	}
	return es[0]
}

// termAt returns the term of the entry at index i, 0 if there is none.
func (c core) termAt(i uint64) uint64 { return c.entry(i).GetTerm() }

// grant has a candidate count votes that no one gave.
func (c core) grant(from []uint64) {
	for _, id := range from {
		if c.role() != raft.StateCandidate {
			return
		}
		_ = c.raft.Step(&raftpb.Message{Type: raftpb.MsgVoteResp.Enum(), From: new(id), To: new(c.id), Term: new(c.term())})
	}
}
