package mvcc

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"raftviz/mvccviz"
	"raftviz/mvccviz/store"
)

// What is drawn of generations, and of what a compaction takes, is what package
// mvccviz finds in the same contents.
func TestAgainstGrid(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		c := many(1+r.IntN(6), 1+r.IntN(60))
		at := int64(r.IntN(len(c.Revs) + 3))
		c.ScheduledCompactRev, c.IndexedCompactRev = at, at
		if r.IntN(2) == 0 {
			c.Revs, c.FinishedCompactRev = kept(c.Revs, at), at
		}
		var x index
		x.follow(c)
		for i, row := range mvccviz.GridOf(c, mvccviz.AllKeys(), 0, 0, 0, c.Rev).Rows {
			l := x.keys[i]
			for k, cell := range row.Cells {
				if l.key != row.Key || l.revs[k] != cell.Rev || k < l.kept(at) != cell.Doomed {
					t.Fatalf("compaction at %d: %s %s, of %s", at, row.Key, revision(cell.Rev), &x)
				}
			}
			if got, want := generationsOf(c, row.Key, 1000), row.History.String(); c.FinishedCompactRev == at && got != want {
				t.Fatalf("compaction at %d: %s is %s, want %s", at, row.Key, got, want)
			}
		}
	}
}

// The keys and sizes of all entries are those of the store's own buckets.
func TestAgainstBuckets(t *testing.T) {
	for _, c := range []*store.State{compacted(0, never), compacted(5, sweeping), compacted(6, finished), many(7, 300)} {
		var x index
		var s shelf
		x.follow(c)
		s.follow(c, x.bytes)
		for i := range s.list {
			b := &s.list[i]
			n, size := 0, int64(0)
			err := mvccviz.Of(c).Scan(b.name, nil, func(k, v []byte) error {
				e := s.entry(b, n, &english)
				if !bytes.Equal(e.key, k) || e.size != int64(len(k)+len(v)) {
					t.Errorf("%s %d: %x of %d bytes, want %x of %d", b.name, n, e.key, e.size, k, len(k)+len(v))
				}
				n, size = n+1, size+e.size
				return nil
			})
			if err != nil || n != b.n || size != b.bytes {
				t.Errorf("%s: %d entries, %d bytes, want %d, %d; %v", b.name, b.n, b.bytes, n, size, err)
			}
		}
	}
}
