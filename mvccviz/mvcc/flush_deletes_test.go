package mvcc

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/mvccviz/layout"
)

// patterns are ways to overwrite keys, which scatter the entries that a
// compaction keeps over the pages.
var patterns = []struct {
	name string
	key  func(i int, r *rand.Rand) int
}{
	{"one key over and over", func(i int, r *rand.Rand) int { return 0 }},
	{"in turn", func(i int, r *rand.Rand) int { return i % 300 }},
	{"at random", func(i int, r *rand.Rand) int { return r.IntN(700) }},
	{"most once", func(i int, r *rand.Rand) int { return i * (1 - r.IntN(8)/7) }},
	{"a few often", func(i int, r *rand.Rand) int { return r.IntN(1 + r.IntN(1+r.IntN(2000))) }},
}

// compacted returns the file of a store that was compacted several times.
func compacted(t *testing.T, path string, key func(int, *rand.Rand) int) []byte {
	s, r := open(t, path), rand.New(rand.NewPCG(1, 2))
	for i := range 6000 {
		k := fmt.Appendf(nil, "key%d", key(i, r))
		if i%11 == 10 {
			s.DeleteRange(k, nil)
		} else {
			s.Put(k, make([]byte, 10+i%150), 0)
		}
		if i%100 == 0 {
			commit(t, s)
		}
		if i%1700 == 1699 {
			if err := s.Compact(s.Rev() - int64(i%7)*40); err != nil {
				t.Fatal(err)
			}
		}
		if _, running := s.Compacting(); running && i%20 == 0 {
			if _, err := s.CompactStep(200); err != nil {
				t.Fatal(err)
			}
		}
	}
	compact(t, s, s.Rev()-10)
	commit(t, s)
	closeStore(t, s)
	check(t, path)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Compaction gives equal files, whatever the order of bbolt's maps.
func TestCompactedFilesAreEqual(t *testing.T) {
	for _, p := range patterns {
		dir := t.TempDir()
		first := compacted(t, filepath.Join(dir, "0"), p.key)
		for i := range 3 {
			path := filepath.Join(dir, fmt.Sprint(i+1))
			if !bytes.Equal(compacted(t, path, p.key), first) {
				t.Fatalf("%s: another run gave another file", p.name)
			}
		}
	}
}

// Defragmentation gives equal files, too. It removes the free pages and nothing
// else.
func TestDefrag(t *testing.T) {
	for _, p := range patterns {
		dir := t.TempDir()
		var first []byte
		for i := range 2 {
			path := filepath.Join(dir, fmt.Sprint(i))
			compacted(t, path, p.key)
			s := open(t, path)
			do(t, s, "put z 1")
			apply(t, s, `lease_grant:{ID:3 TTL:60}`)
			hash, shown := s.Hash(), show(s, "", all, RangeOptions{})
			total, inUse := s.Size()
			before, after, err := s.Defrag()
			if err != nil || before < total || after >= before || after > inUse+16*layout.PageSize {
				t.Errorf("%s: from %d to %d, of %d in use; %v", p.name, before, after, inUse, err)
			}
			if total, inUse := s.Size(); total != after || total-inUse > 16*layout.PageSize {
				t.Errorf("%s: %d bytes, %d in use, after %d", p.name, total, inUse, after)
			}
			if s.Pending() != 0 || s.Hash() != hash || show(s, "", all, RangeOptions{}) != shown {
				t.Errorf("%s: the store is another now", p.name)
			}
			do(t, s, "put z 2; commit")
			closeStore(t, s)
			check(t, path)
			s = open(t, path)
			if _, ok := s.Lease(3); !ok || !strings.HasPrefix(show(s, "z", "", RangeOptions{}), "1: z=2@") {
				t.Errorf("%s: %s", p.name, show(s, "z", "", RangeOptions{}))
			}
			closeStore(t, s)
			if left, _ := filepath.Glob(path + ".*"); left != nil {
				t.Errorf("left behind: %v", left)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = data
			} else if !bytes.Equal(data, first) {
				t.Errorf("%s: another run gave another file", p.name)
			}
		}
	}
}

func TestSize(t *testing.T) {
	s := open(t, newPath(t))
	total, inUse := s.Size()
	for i := range 3000 {
		s.Put([]byte("a"), make([]byte, 100), 0)
		if i%100 == 99 {
			commit(t, s)
		}
	}
	full, used := s.Size()
	if total > 20*layout.PageSize || inUse > total || full < 100*layout.PageSize || used < full*3/4 {
		t.Errorf("empty: %d, %d in use; full: %d, %d in use", total, inUse, full, used)
	}
	compact(t, s, s.Rev())
	commit(t, s)
	if total, inUse := s.Size(); total < full || inUse > used/4 {
		t.Errorf("compacted: %d, %d in use; before: %d, %d in use", total, inUse, full, used)
	}
}
