package mvcc

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
)

// benchKeys returns n keys of 64 bytes in random order, as etcd's own
// benchmarks have them.
func benchKeys(n int) [][]byte {
	r := rand.New(rand.NewPCG(1, 1))
	keys := make([][]byte, n)
	for i := range keys {
		keys[i] = binary.BigEndian.AppendUint64(nil, r.Uint64())
		keys[i] = append(keys[i], make([]byte, 56)...)
	}
	return keys
}

// BenchmarkPut puts new keys, or the same hundred repeatedly, and commits at
// intervals.
func BenchmarkPut(b *testing.B) {
	for _, c := range []struct{ keys, batch int }{{100, 1}, {100, 100}, {100, 10000}, {100000, 100}, {100000, 10000}} {
		b.Run(fmt.Sprintf("keys=%d/batch=%d", c.keys, c.batch), func(b *testing.B) {
			s := open(b, newPath(b))
			keys, value := benchKeys(c.keys), make([]byte, 64)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				s.Put(keys[i%len(keys)], value, 0)
				if i%c.batch == c.batch-1 {
					commit(b, s)
				}
			}
		})
	}
}

// BenchmarkRange reads one key or a hundred, from the file or the buffer, at
// the newest or an old revision.
func BenchmarkRange(b *testing.B) {
	const n = 100
	for _, c := range []struct {
		name   string
		commit bool
		all    bool
		old    bool
	}{
		{"one", true, false, false},
		{"one/buffered", false, false, false},
		{"one/old", true, false, true},
		{"hundred", true, true, false},
		{"hundred/buffered", false, true, false},
		{"hundred/old", true, true, true},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := open(b, newPath(b))
			keys, value, end := benchKeys(n), make([]byte, 64), []byte(nil)
			for i := range 100 * n {
				s.Put(keys[i%n], value, 0)
			}
			if c.commit {
				commit(b, s)
			}
			if c.all {
				end = []byte(all)
			}
			o := RangeOptions{}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				key := keys[i%n]
				if c.all {
					key = nil
				}
				if c.old {
					o.Rev = int64(2*n + i*7919%(97*n))
				}
				if r, err := s.Range(key, end, o); err != nil || c.all && r.Count != n {
					b.Fatal(r.Count, err)
				}
			}
		})
	}
}

// BenchmarkOpen rebuilds the index of 100,000 keys.
func BenchmarkOpen(b *testing.B) {
	path := newPath(b)
	s := open(b, path)
	for _, k := range benchKeys(100_000) {
		s.Put(k, k, 0)
	}
	commit(b, s)
	closeStore(b, s)
	b.ReportAllocs()
	for b.Loop() {
		closeStore(b, open(b, path))
	}
}
