package request

import (
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/frame"
)

// Forms holds the visible forms of a raft group's log entries. Entries that are
// equal share one form, in whichever logs and messages they are.
type Forms struct{ known map[entryKey]knownEntry }

type entryKey struct{ index, term uint64 }

type knownEntry struct {
	view *frame.Entry
	typ  raftpb.EntryType
	data []byte
}

func (k knownEntry) is(e *raftpb.Entry) bool {
	return k.typ == e.GetType() && string(k.data) == string(e.GetData())
}

// NewForms returns a Forms that knows no entry yet.
func NewForms() *Forms { return &Forms{map[entryKey]knownEntry{}} }

// Of returns the visible form of a log entry.
func (f *Forms) Of(e *raftpb.Entry) *frame.Entry {
	k := entryKey{e.GetIndex(), e.GetTerm()}
	known, ok := f.known[k]
	if ok && known.is(e) {
		return known.view
	}
	v := &frame.Entry{Index: k.index, Term: k.term, Type: frame.EntryType(e.GetType()), Request: OfEntry(e)}
	if !ok {
		f.known[k] = knownEntry{v, e.GetType(), e.GetData()}
	}
	return v
}

// Forget drops the forms of entries before the index low, which no log holds
// any more.
func (f *Forms) Forget(low uint64) {
	for k := range f.known {
		if k.index < low {
			delete(f.known, k)
		}
	}
}

// Len returns how many forms are known.
func (f *Forms) Len() int { return len(f.known) }
