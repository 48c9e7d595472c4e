package mvcc

import (
	"fmt"
	"slices"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// A fataler is a *testing.T or a *rapid.T.
type fataler interface{ Fatal(...any) }

func compact(t fataler, s *Store, rev int64) {
	if err := s.Compact(rev); err != nil {
		t.Fatal(err)
	}
	compactAll(t, s, 0)
}

// compactAll takes steps until the compaction is finished, and returns what
// each scanned and deleted.
func compactAll(t fataler, s *Store, limit int) (out string) {
	for {
		r, err := s.CompactStep(limit)
		if err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprintf("%d:%d/%d ", r.Rev, r.Deleted, r.Scanned)
		if r.Done {
			return out
		}
	}
}

// entries returns the keys of the bucket "key".
func entries(t testing.TB, s *Store) (out string) {
	t.Helper()
	sum := uint64(0)
	err := s.b.scan(layout.KeyBucket, nil, func(key, value []byte) error {
		rev, tombstone, err := layout.ParseKey(key)
		out += rev.String()
		if tombstone {
			out += "t"
		}
		out += " "
		sum += hashPair(key, value)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if sum != s.Hash() {
		t.Errorf("the hash of %s is %x, not %x", out, s.Hash(), sum)
	}
	return out
}

func TestCompactGenerations(t *testing.T) {
	const gone = "gone"
	for _, c := range []struct {
		changes string
		want    []string // by main revision, from 1
	}{
		{"2.0 4.0 5.0t 6.0 7.0", []string{
			"{2.0 4.0 5.0t}{6.0 7.0}", "{2.0 4.0 5.0t}{6.0 7.0}", "{2.0 4.0 5.0t}{6.0 7.0}", "{4.0 5.0t}{6.0 7.0}",
			"{5.0t}{6.0 7.0}", "{6.0 7.0}", "{7.0}", "{7.0}"}},
		{"3.0 5.1t", []string{"{3.0 5.1t}{}", "{3.0 5.1t}{}", "{3.0 5.1t}{}", "{3.0 5.1t}{}", "{5.1t}{}", gone}},
		{"2.0 3.0t 5.0 6.0t", []string{"{2.0 3.0t}{5.0 6.0t}{}", "{2.0 3.0t}{5.0 6.0t}{}", "{3.0t}{5.0 6.0t}{}", "{5.0 6.0t}{}", "{5.0 6.0t}{}", "{6.0t}{}", gone}},
		{"2.0 2.1", []string{"{2.0 2.1}", "{2.1}"}},
		{"2.0 3.0t 3.1", []string{"{2.0 3.0t}{3.1}", "{2.0 3.0t}{3.1}", "{3.1}", "{3.1}"}},
	} {
		for i, want := range c.want {
			rev := int64(i + 1)
			ki := history(t, c.changes)
			before := history(t, c.changes)
			kept, ok := ki.compact(rev)
			got := ki.String()
			if ki.isEmpty() {
				got = gone
			}
			if got != want {
				t.Errorf("%s compacted at %d: %s, want %s", c.changes, rev, got, want)
			}
			if all := slices.Concat(revsOf(before)...); ok != slices.Contains(all, kept) {
				t.Errorf("%s compacted at %d: kept %v, %v", c.changes, rev, kept, ok)
			}
			for r := rev; r < 9 && got != gone; r++ { // what can be read does not change
				if a, b := at(ki, r), at(before, r); a != b {
					t.Errorf("%s compacted at %d reads %s at %d, not %s", c.changes, rev, a, r, b)
				}
			}
		}
	}
}

func revsOf(ki *keyIndex) (all [][]layout.Revision) {
	for _, g := range ki.generations {
		all = append(all, g.revs)
	}
	return all
}

func TestCompact(t *testing.T) {
	for _, inFile := range []bool{false, true} {
		path := newPath(t)
		s := open(t, path)
		do(t, s, docExample) // 2.0 a, 3.0 b, 4.0 a, 5.0t a, 5.1t b, 6.0 a, 7.0 a
		if inFile {
			commit(t, s)
		}
		if err := s.Compact(8); err != layout.ErrFutureRev {
			t.Errorf("at 8: %v", err)
		}
		if err := s.Compact(5); err != nil {
			t.Fatal(err)
		}
		if got := show(s, "", all, RangeOptions{Rev: 4}); got != layout.ErrCompacted.Error() {
			t.Errorf("at 4: %s", got)
		}
		if rev, ok := s.Compacting(); rev != 5 || !ok || s.CompactRev() != 5 {
			t.Errorf("compacting %d, %v; compacted at %d", rev, ok, s.CompactRev())
		}
		if got, want := compactAll(t, s, 2), "5:2/2 5:1/2 5:0/1 "; got != want {
			t.Errorf("steps %s, want %s", got, want)
		}
		if got, want := entries(t, s), "5.0t 5.1t 6.0 7.0 "; got != want {
			t.Errorf("left in the file: %s, want %s", got, want)
		}
		if err := s.Compact(5); err != layout.ErrCompacted {
			t.Errorf("at 5 again: %v", err)
		}
		compact(t, s, 7)
		if r, err := s.CompactStep(1); err != nil || r != (CompactResult{Done: true}) {
			t.Errorf("nothing to do: %+v, %v", r, err)
		}
		check := func(state string) {
			if got, want := entries(t, s), "7.0 "; got != want {
				t.Errorf("%s, in the file: %s, want %s", state, got, want)
			}
			if got := show(s, "", all, RangeOptions{}); got != "1: a=4@6.7v2" || s.kvindex.get([]byte("b")) != nil || s.Keys() != 1 {
				t.Errorf("%s: %s, b %v", state, got, s.kvindex.get([]byte("b")))
			}
		}
		check("buffered")
		commit(t, s)
		check("committed")
		closeStore(t, s)
		if got, want := dump(t, path, "meta"), "finishedCompactRev=00000000000000075f0000000000000000 scheduledCompactRev=00000000000000075f0000000000000000 "; got != want {
			t.Errorf("bucket meta: %s, want %s", got, want)
		}
		s = open(t, path)
		check("reopened")
		if s.Rev() != 7 || s.CompactRev() != 7 {
			t.Errorf("rev %d, compacted at %d", s.Rev(), s.CompactRev())
		}
	}
}

// After a crash during a compaction, or just after it was scheduled, Open
// resumes it and the result is the same.
func TestCompactionResumes(t *testing.T) {
	for taken := range 5 {
		path := newPath(t)
		s := open(t, path)
		do(t, s, docExample+"; commit")
		if err := s.Compact(7); err != nil {
			t.Fatal(err)
		}
		for range taken {
			if _, err := s.CompactStep(2); err != nil {
				t.Fatal(err)
			}
		}
		commit(t, s)
		done := taken == 4
		if _, err := s.CompactStep(2); err != nil { // lost in the crash
			t.Fatal(err)
		}
		closeStore(t, s)
		s = open(t, path)
		rev, running := s.Compacting()
		if running == done || running && rev != 7 || s.CompactRev() != 7 {
			t.Errorf("after %d steps: compacting %d, %v", taken, rev, running)
		}
		if got := show(s, "", all, RangeOptions{Rev: 6}); got != layout.ErrCompacted.Error() {
			t.Errorf("after %d steps, at 6: %s", taken, got)
		}
		compactAll(t, s, 0)
		if got := entries(t, s) + s.kvindex.get([]byte("a")).String(); got != "7.0 {7.0}" {
			t.Errorf("after %d steps: %s", taken, got)
		}
		if len(s.CompactHashes()) != 0 {
			t.Errorf("after %d steps: the hash of half a compaction was kept", taken)
		}
	}
}

// The newest revision may be a tombstone that compaction removes: the store's
// revision does not decrease.
func TestCompactedTombstone(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, "put a 1; del a; put b 1; del b; commit")
	compact(t, s, 5)
	do(t, s, "put c 1")
	compact(t, s, 6)
	do(t, s, "del c; commit")
	closeStore(t, s)
	edit(t, path, func(tx *bbolt.Tx) error { // as older versions of etcd did
		return tx.Bucket([]byte("key")).Delete(layout.Revision{Main: 7, Sub: 0}.AppendKey(nil, true))
	})
	edit(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put(metaScheduledCompactRev, layout.Revision{Main: 7, Sub: 0}.AppendKey(nil, false))
	})
	s = open(t, path)
	if s.Rev() != 7 {
		t.Errorf("rev %d", s.Rev())
	}
}

// Compactions that are scheduled while another runs are queued.
func TestCompactionsQueue(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, docExample)
	for _, rev := range []int64{3, 4, 7} {
		if err := s.Compact(rev); err != nil {
			t.Fatal(err)
		}
		do(t, s, "put z 1")
	}
	got := ""
	for range 3 {
		got += compactAll(t, s, 3) + "| "
	}
	if want := "3:0/2 | 4:1/3 4:0/0 | 7:3/3 7:2/3 7:0/0 | "; got != want {
		t.Errorf("steps %s, want %s", got, want)
	}
	if h := s.CompactHashes(); len(h) != 1 || h[0].Rev != 3 || h[0].CompactRev != -1 {
		t.Errorf("hashes %+v", h)
	}
}

// A transaction that deletes an open-ended range and then puts a key in it
// writes a tombstone and a put at the same main revision. etcd's compaction at
// that revision loses the put.
func TestCompactAtDeleteAndPut(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, "put a 1; put b 2")
	exchanges(t, s, []exchange{{`txn:{success:{request_delete_range:{key:"a" range_end:"\x00"}} success:{request_put:{key:"b" value:"3"}}}`,
		`header:{revision:4} succeeded:true responses:{response_delete_range:{header:{revision:4} deleted:2}} responses:{response_put:{header:{revision:4}}}`}})
	compact(t, s, 4)
	commit(t, s)
	for _, state := range []string{"open", "reopened"} {
		if got := show(s, "", all, RangeOptions{}); got != "1: b=3@4.4v1" {
			t.Errorf("%s: %s", state, got)
		}
		closeStore(t, s)
		s = open(t, path)
	}
}
