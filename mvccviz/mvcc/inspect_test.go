package mvcc

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"raftviz/mvccviz/layout"
)

// Last takes pending puts and pending deletions into account.
func TestLast(t *testing.T) {
	s := open(t, newPath(t))
	put := func(key string) { s.b.put(layout.LeaseBucket, []byte(key), []byte("v")) }
	del := func(key string) { s.b.del(layout.LeaseBucket, []byte(key)) }
	for i, c := range []struct {
		do   func()
		want string
	}{
		{func() {}, ""},
		{func() { put("b"); put("a") }, "b"},
		{func() { commit(t, s) }, "b"},
		{func() { put("a1") }, "b"},
		{func() { del("b") }, "a1"},
		{func() { put("c") }, "c"},
		{func() { del("c"); del("a1") }, "a"},
		{func() { commit(t, s) }, "a"},
		{func() { del("a") }, ""},
	} {
		c.do()
		last := ""
		if err := s.Scan("lease", nil, func(k, _ []byte) error { last = string(k); return nil }); err != nil {
			t.Fatal(err)
		}
		got, err := s.Last("lease")
		if string(got) != c.want || last != c.want || err != nil {
			t.Errorf("%d: %q, %v, scan ends with %q, want %q", i, got, err, last, c.want)
		}
	}
	if k, err := s.Last("none"); k != nil || err != nil {
		t.Errorf("%q, %v", k, err)
	}
}

// Pages counts what bbolt counts.
func TestPages(t *testing.T) {
	s := open(t, newPath(t))
	for i := range 500 {
		s.Put(fmt.Appendf(nil, "%d", i%7), make([]byte, 100), 0)
		if i%50 == 0 {
			commit(t, s)
		}
	}
	commit(t, s)
	p, err := s.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if total, inUse := s.Size(); p.Size() != total || p.InUse() != inUse || p.Lost != 0 || !p.Listed {
		t.Errorf("%+v; bbolt has %d, %d", p, total, inUse)
	}
	if got := fmt.Sprint(s.Buckets()); got != "[alarm auth authRoles authUsers cluster key lease members members_removed meta]" {
		t.Error(got)
	}
}

// PageCounts, which does not read leaves, equals Pages, however the file has
// grown and shrunk.
func TestPageCounts(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := open(t, newPath(t))
		keys, size := 1+r.IntN(3000), []int{10, 100, 3000, 9000}[seed]
		for range 60 {
			for range r.IntN(400) {
				s.Put(fmt.Appendf(nil, "%d", r.IntN(keys)), make([]byte, r.IntN(size)), 0)
			}
			switch r.IntN(6) {
			case 0:
				if s.Compact(s.Rev()-int64(r.IntN(30))) == nil {
					for _, busy := s.Compacting(); busy && r.IntN(8) > 0; _, busy = s.Compacting() {
						if _, err := s.CompactStep(500); err != nil {
							t.Fatal(err)
						}
					}
				}
			case 1:
				for range r.IntN(300) {
					_, _ = s.Grant(int64(1+r.IntN(900)), 60)
				}
			case 2:
				if _, _, err := s.Defrag(); err != nil {
					t.Fatal(err)
				}
			}
			commit(t, s)
			samePages(t, s)
		}
	}
}

func samePages(t *testing.T, s *Store) {
	t.Helper()
	p, err := s.Pages()
	if err != nil {
		t.Fatal(err)
	}
	want := PageCounts{int64(p.Pages), int64(p.Meta), int64(p.Freelist), int64(p.Free), int64(p.Branch), int64(p.Leaf), int64(p.Overflow)}
	if got, err := s.PageCounts(); got != want || err != nil || p.Lost != 0 {
		t.Fatalf("%+v, %v; want %+v", got, err, p)
	}
}

// EachPending counts what the next commit writes and deletes.
func TestEachPending(t *testing.T) {
	s := open(t, newPath(t))
	for i := range 4 {
		s.Put([]byte("a"), []byte("1"), 0)
		s.SetConsistentIndex(uint64(i+1), 1)
	}
	pending := func() (text string) {
		s.EachPending(func(bucket string, puts, gone int) { text += fmt.Sprintf("%s+%d-%d ", bucket, puts, gone) })
		return text
	}
	for _, c := range []struct {
		do   func()
		want string
	}{
		{func() {}, "key+4-0 meta+2-0 "},
		{func() { _, _ = s.Grant(7, 60) }, "key+4-0 lease+1-0 meta+2-0 "},
		{func() { _, _, _ = s.Revoke(7) }, "key+4-0 lease+0-1 meta+2-0 "},
		{func() { _, _ = s.Grant(7, 60) }, "key+4-0 lease+1-0 meta+2-0 "},
		{func() { _ = s.Compact(4) }, "key+4-0 lease+1-0 meta+3-0 "},
		{func() { _, _ = s.CompactStep(100) }, "key+2-0 lease+1-0 meta+4-0 "},
		{func() { commit(t, s) }, ""},
		{func() { _ = s.Compact(5) }, "meta+1-0 "},
		{func() { _, _ = s.CompactStep(100) }, "key+0-1 meta+2-0 "},
		{func() { commit(t, s) }, ""},
	} {
		c.do()
		if got := pending(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
