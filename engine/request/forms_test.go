package request

import (
	"testing"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
)

func entry(index, term uint64, value string) *raftpb.Entry {
	return &raftpb.Entry{
		Index: new(index), Term: new(term), Type: raftpb.EntryNormal.Enum(),
		Data: Encode(index<<8|1, command.Put{Key: "k", Value: value}),
	}
}

// Entries that are equal share one form; one of the same index and term that says
// something else has its own.
func TestForms(t *testing.T) {
	f := NewForms()
	a := f.Of(entry(3, 2, "v"))
	if a.Index != 3 || a.Term != 2 || a.Text() != "put k v" {
		t.Fatalf("shown as %+v", *a)
	}
	if f.Of(entry(3, 2, "v")) != a {
		t.Error("an equal entry has a form of its own")
	}
	if b := f.Of(entry(3, 2, "w")); b == a || b.Text() != "put k w" {
		t.Errorf("an entry that differs is shown as %+v", *b)
	}
	if b := f.Of(entry(3, 3, "v")); b == a || b.Term != 3 {
		t.Errorf("an entry of another term is shown as %+v", *b)
	}
	f.Of(entry(4, 3, "v"))
	if f.Forget(4); f.Len() != 1 {
		t.Errorf("%d forms are left, want that of index 4", f.Len())
	}
}

// An entry tells which client's operation it carries out.
func TestOp(t *testing.T) {
	if op := Op(entry(7, 1, "v")); op != 7 {
		t.Errorf("operation %d, want 7", op)
	}
	if op := Op(&raftpb.Entry{Type: raftpb.EntryNormal.Enum()}); op != 0 {
		t.Errorf("an empty entry carries out operation %d", op)
	}
	cc := &raftpb.ConfChange{Id: new(uint64(9)<<8 | 2), Type: raftpb.ConfChangeAddNode.Enum(), NodeId: new(uint64(4)), Context: []byte(PromoteContext)}
	typ, data, err := raftpb.MarshalConfChange(cc)
	if err != nil {
		t.Fatal(err)
	}
	e := &raftpb.Entry{Type: typ.Enum(), Data: data}
	if op, text := Op(e), OfEntry(e).Text(); op != 9 || text != "member promote n4" {
		t.Errorf("operation %d, %q", op, text)
	}
}
