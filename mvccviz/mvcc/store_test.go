package mvcc

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// docExample is the transactions of the package comment.
const docExample = "put a 1; put b x; put a 2; del a c; put a 3; put a 4"

func TestDocExample(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, docExample)
	for key, want := range map[string]string{"a": "{2.0 4.0 5.0t}{6.0 7.0}", "b": "{3.0 5.1t}{}"} {
		if got := s.kvindex.get([]byte(key)).String(); got != want {
			t.Errorf("generations of %s are %s, want %s", key, got, want)
		}
	}
	for i, want := range []string{ // by revision, from 1
		"0:",
		"1: a=1@2.2v1",
		"2: a=1@2.2v1 b=x@3.3v1",
		"2: a=2@2.4v2 b=x@3.3v1",
		"0:",
		"1: a=3@6.6v1",
		"1: a=4@6.7v2",
		"mvcc: required revision is a future revision",
	} {
		if got := show(s, "", all, RangeOptions{Rev: int64(i + 1)}); got != want {
			t.Errorf("at revision %d: %s, want %s", i+1, got, want)
		}
	}
	if s.Rev() != 7 || s.Keys() != 1 || s.Pending() != 7 || s.CompactRev() != -1 {
		t.Errorf("rev %d, %d keys, %d pending, compacted at %d", s.Rev(), s.Keys(), s.Pending(), s.CompactRev())
	}
}

func TestRange(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, "put a 1; put ab 2; put b 3 lease=7; commit; put ac 4; put \xff 5; put \xff\xff 6; del ab; put b 7 lease=8")
	for _, c := range []struct {
		key, end string
		o        RangeOptions
		want     string
	}{
		{"a", "", RangeOptions{}, "1: a=1@2.2v1"},
		{"ab", "", RangeOptions{}, "0:"},
		{"ab", "", RangeOptions{Rev: 7}, "1: ab=2@3.3v1"},
		{"nothing", "", RangeOptions{}, "0:"},
		{"a", "b", RangeOptions{}, "2: a=1@2.2v1 ac=4@5.5v1"},
		{"a", "b", RangeOptions{Rev: 4}, "2: a=1@2.2v1 ab=2@3.3v1"},
		{"b", "a", RangeOptions{}, "0:"},
		{"b", "b", RangeOptions{}, "0:"},
		{"b", all, RangeOptions{}, "3: b=7@4.9v2 lease=8 \xff=5@6.6v1 \xff\xff=6@7.7v1"},
		{"b", "", RangeOptions{Rev: 8}, "1: b=3@4.4v1 lease=7"},
		{"a", string(layout.PrefixEnd([]byte("a"))), RangeOptions{Rev: 7}, "3: a=1@2.2v1 ab=2@3.3v1 ac=4@5.5v1"},
		{"\xff", string(layout.PrefixEnd([]byte("\xff"))), RangeOptions{}, "2: \xff=5@6.6v1 \xff\xff=6@7.7v1"},
		{"", string(layout.PrefixEnd(nil)), RangeOptions{CountOnly: true}, "5:"},
		{"", all, RangeOptions{Limit: 2}, "5: a=1@2.2v1 ac=4@5.5v1"},
		{"", all, RangeOptions{Limit: -1, Rev: -1, CountOnly: true}, "5:"},
		{"b", "c", RangeOptions{KeysOnly: true}, "1: b=@4.9v2"},
		{"a", "b", RangeOptions{KeysOnly: true, Rev: 4, Limit: 1}, "2: a=@2.2v1"},
	} {
		if got := show(s, c.key, c.end, c.o); got != c.want {
			t.Errorf("%q %q %+v: %s, want %s", c.key, c.end, c.o, got, c.want)
		}
	}
}

func TestDeleteRange(t *testing.T) {
	for _, c := range []struct {
		key, end string
		n, rev   int64
		left     string
	}{
		{"nothing", "", 0, 5, "4: a=1@2.2v1 b=2@3.3v1 ba=3@4.4v1 c=4@5.5v1"},
		{"a", "", 1, 6, "3: b=2@3.3v1 ba=3@4.4v1 c=4@5.5v1"},
		{"b", "c", 2, 6, "2: a=1@2.2v1 c=4@5.5v1"},
		{"b", all, 3, 6, "1: a=1@2.2v1"},
		{"c", "b", 0, 5, "4: a=1@2.2v1 b=2@3.3v1 ba=3@4.4v1 c=4@5.5v1"},
	} {
		s := open(t, newPath(t))
		do(t, s, "put a 1; put b 2; put ba 3; put c 4")
		n, rev := s.DeleteRange([]byte(c.key), []byte(c.end))
		again, same := s.DeleteRange([]byte(c.key), []byte(c.end))
		if n != c.n || rev != c.rev || again != 0 || same != rev || s.Keys() != 4-int(n) {
			t.Errorf("%q %q: deleted %d at %d, then %d at %d, %d keys are left", c.key, c.end, n, rev, again, same, s.Keys())
		}
		if got := show(s, "", all, RangeOptions{}); got != c.left {
			t.Errorf("%q %q leaves %s, want %s", c.key, c.end, got, c.left)
		}
	}
}

// Close drops exactly the current batch.
func TestCrash(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, "put a 1; put b 2")
	s.SetConsistentIndex(12, 3)
	commit(t, s)
	hash := s.Hash()
	do(t, s, "put a 3; del b; put c 4")
	s.SetConsistentIndex(15, 4)
	if got := show(s, "", all, RangeOptions{}); got != "2: a=3@2.4v2 c=4@6.6v1" {
		t.Errorf("before the crash: %s", got)
	}
	if i, term := s.ConsistentIndex(); i != 15 || term != 4 || s.DurableIndex() != 12 || s.Pending() != 5 {
		t.Errorf("before the crash: index %d, term %d, durable %d, %d pending", i, term, s.DurableIndex(), s.Pending())
	}
	closeStore(t, s)

	s = open(t, path)
	if got := show(s, "", all, RangeOptions{}); got != "2: a=1@2.2v1 b=2@3.3v1" {
		t.Errorf("after the crash: %s", got)
	}
	if i, term := s.ConsistentIndex(); i != 12 || term != 3 || s.DurableIndex() != 12 || s.Pending() != 0 {
		t.Errorf("after the crash: index %d, term %d, durable %d, %d pending", i, term, s.DurableIndex(), s.Pending())
	}
	if s.Rev() != 3 || s.Keys() != 2 || s.Hash() != hash {
		t.Errorf("after the crash: rev %d, %d keys, hash %x, want %x", s.Rev(), s.Keys(), s.Hash(), hash)
	}
}

func TestConsistentIndex(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	s.SetConsistentIndex(0, 9)
	if i, term := s.ConsistentIndex(); i != 0 || term != 0 || s.Pending() != 0 {
		t.Errorf("index 0 was noted: %d, %d, %d pending", i, term, s.Pending())
	}
	s.SetConsistentIndex(4, 2)
	s.SetConsistentIndex(5, 0)
	if i, term := s.ConsistentIndex(); i != 5 || term != 2 || s.Pending() != 2 {
		t.Errorf("index %d, term %d, %d pending", i, term, s.Pending())
	}
	commit(t, s)
	if s.DurableIndex() != 5 || s.Pending() != 0 {
		t.Errorf("durable %d, %d pending", s.DurableIndex(), s.Pending())
	}
	func() {
		defer func() {
			if p := recover(); p != "mvcc: consistent index goes back from 5 to 4" {
				t.Errorf("going back: %v", p)
			}
		}()
		s.SetConsistentIndex(4, 2)
	}()
	closeStore(t, s)
	want := "consistent_index=0000000000000005 term=0000000000000002 "
	if got := dump(t, path, "meta"); got != want {
		t.Errorf("bucket meta: %s, want %s", got, want)
	}
}

// A file from which etcd's compaction at 6 has removed revisions.
func TestCompactedFile(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, docExample+"; put a 5; commit")
	closeStore(t, s)
	edit(t, path, func(tx *bbolt.Tx) error {
		for _, k := range [][]byte{
			layout.Revision{Main: 2, Sub: 0}.AppendKey(nil, false), layout.Revision{Main: 3, Sub: 0}.AppendKey(nil, false),
			layout.Revision{Main: 4, Sub: 0}.AppendKey(nil, false), layout.Revision{Main: 5, Sub: 0}.AppendKey(nil, true),
		} {
			if err := tx.Bucket([]byte("key")).Delete(k); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte("meta")).Put(metaFinishedCompactRev, layout.Revision{Main: 6, Sub: 0}.AppendKey(nil, false))
	})
	s = open(t, path)
	for rev, want := range map[int64]string{
		5: "mvcc: required revision has been compacted",
		6: "1: a=3@6.6v1",
		8: "1: a=5@6.8v3",
	} {
		if got := show(s, "", all, RangeOptions{Rev: rev}); got != want {
			t.Errorf("at %d: %s, want %s", rev, got, want)
		}
	}
	if _, err := s.HashKV(5); err != layout.ErrCompacted {
		t.Errorf("HashKV(5): %v", err)
	}
	if s.CompactRev() != 6 || s.Keys() != 1 || s.Rev() != 8 {
		t.Errorf("compacted at %d, %d keys, rev %d", s.CompactRev(), s.Keys(), s.Rev())
	}
	if got := s.kvindex.get([]byte("b")).String(); got != "{5.1t}{}" {
		t.Errorf("generations of b: %s", got)
	}
}

func TestInstall(t *testing.T) {
	dir := t.TempDir()
	from := open(t, filepath.Join(dir, "from"))
	do(t, from, docExample)
	from.SetConsistentIndex(9, 2)
	data, err := from.Snapshot()
	if err != nil || from.Pending() != 0 || from.DurableIndex() != 9 {
		t.Fatalf("%v, %d pending, durable %d", err, from.Pending(), from.DurableIndex())
	}
	path := filepath.Join(dir, "to")
	old := open(t, path)
	do(t, old, "put z 1; commit")
	closeStore(t, old)
	if err := Install(path, data); err != nil {
		t.Fatal(err)
	}
	to := open(t, path)
	if index, term := to.ConsistentIndex(); to.Hash() != from.Hash() || to.Rev() != 7 || index != 9 || term != 2 || !to.kvindex.equal(from.kvindex) {
		t.Errorf("installed: hash %x of %x, rev %d, index %d, term %d", to.Hash(), from.Hash(), to.Rev(), index, term)
	}
	do(t, from, "put c 1")
	do(t, to, "put c 1; commit")
	if to.Hash() != from.Hash() {
		t.Error("the stores part after the same change")
	}
	again, err := from.Snapshot()
	if err != nil || string(again[:2*layout.PageSize]) == string(data[:2*layout.PageSize]) {
		t.Errorf("the next snapshot is the same: %v", err)
	}
	if err := Install(path, data[:len(data)-1]); !errors.Is(err, ErrCorrupt) {
		t.Errorf("installing a torn snapshot: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.tmp")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// An empty file is a new store, and opening a new store again changes nothing.
func TestEmpty(t *testing.T) {
	path := newPath(t)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	if got := show(s, "", all, RangeOptions{}); got != "0:" || s.Rev() != 1 || s.Hash() != 0 || s.Keys() != 0 {
		t.Errorf("%s, rev %d, hash %d, %d keys", got, s.Rev(), s.Hash(), s.Keys())
	}
	commit(t, s) // nothing
	closeStore(t, s)
	s = open(t, path)
	if s.Rev() != 1 || s.DurableIndex() != 0 {
		t.Errorf("rev %d, durable %d", s.Rev(), s.DurableIndex())
	}
}

// The store shares no slices with its callers: changes by one are not visible
// to the other.
func TestNothingIsShared(t *testing.T) {
	s := open(t, newPath(t))
	key, value := []byte("a"), []byte("1")
	s.Put(key, value, 0)
	key[0], value[0] = 'x', 'x'
	buffered, err := s.Range([]byte("a"), nil, RangeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	commit(t, s)
	filed, err := s.Range([]byte("a"), nil, RangeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		do(t, s, "put b xxxxxxxxxxxxxxxxxxxxxxxx; put c yyyyyyyyyyyyyyyyyyyyy; commit")
	}
	for _, r := range []RangeResult{buffered, filed} {
		if len(r.KVs) != 1 || string(r.KVs[0].Key) != "a" || string(r.KVs[0].Value) != "1" {
			t.Errorf("a read of before is now %v", r.KVs)
		}
	}
	if got := show(s, "a", "", RangeOptions{}); got != "1: a=1@2.2v1" {
		t.Errorf("now: %s", got)
	}
}

// After a failed commit everything is still pending.
func TestCommitFails(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, "put a 1")
	s.SetConsistentIndex(3, 1)
	s.b.closeReadTx()
	if err := s.b.db.Close(); err != nil {
		t.Fatal(err)
	}
	err := s.Commit()
	var fe *FileError
	if !errors.As(err, &fe) || fe.Path != path || s.Pending() != 3 || s.DurableIndex() != 0 {
		t.Errorf("%v, %d pending, durable %d", err, s.Pending(), s.DurableIndex())
	}
}
