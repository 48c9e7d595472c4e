package etcdtest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/mvccviz/mvcc"
)

// A side is one of the two stores in a benchmark.
type side interface {
	apply(*testing.B, *etcdserverpb.InternalRaftRequest)
	commit()
	inUse() int64
	shut()
}

type ourSide struct{ *mvcc.Store }

func (s ourSide) apply(b *testing.B, r *etcdserverpb.InternalRaftRequest) {
	if _, err := s.Apply(r); err != nil {
		b.Fatal(err)
	}
	for _, running := s.Compacting(); running; _, running = s.Compacting() {
		if _, err := s.CompactStep(mvcc.CompactBatch); err != nil {
			b.Fatal(err)
		}
		s.commit()
	}
}

func (s ourSide) commit() {
	if err := s.Commit(); err != nil {
		panic(err)
	}
}

func (s ourSide) inUse() int64 {
	_, inUse := s.Size()
	return inUse
}

func (s ourSide) shut() { s.Close() }

type theirSide struct{ *theirs }

func (s theirSide) apply(b *testing.B, r *etcdserverpb.InternalRaftRequest) {
	if _, err := s.theirs.applyShared(r); err != nil {
		b.Fatal(err)
	}
}

func (s theirSide) commit()      { s.kv.Commit() }
func (s theirSide) inUse() int64 { return s.b.SizeInUse() }
func (s theirSide) shut()        { s.close() }

// sides opens both stores on separate files in dir.
func sides(tb testing.TB, dir string) [2]side {
	ours, err := mvcc.Open(filepath.Join(dir, "ours"), mvcc.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	theirs, err := openTheirs(filepath.Join(dir, "theirs"), mvcc.CompactBatch)
	if err != nil {
		tb.Fatal(err)
	}
	return [2]side{ourSide{ours}, theirSide{theirs}}
}

// A stopwatch sums up the time that each side takes.
type stopwatch struct{ took [2]time.Duration }

func (w *stopwatch) time(i int, f func()) {
	runtime.GC()
	start := time.Now()
	f()
	w.took[i] += time.Since(start)
}

// report reports the time per operation of each side, and the factor by which
// our store is faster than etcd's.
func (w *stopwatch) report(b *testing.B, ops int) {
	b.ReportMetric(float64(w.took[0].Nanoseconds())/float64(ops), "ours-ns/op")
	b.ReportMetric(float64(w.took[1].Nanoseconds())/float64(ops), "etcd-ns/op")
	b.ReportMetric(float64(w.took[1])/float64(w.took[0]), "x-etcd")
	b.ReportMetric(0, "ns/op")
}

// alternate makes both sides perform equal requests in turn, a thousand at a
// time, and commit after each thousand.
func alternate(b *testing.B, fill func(i int) *etcdserverpb.InternalRaftRequest, filled int, request func(i int) *etcdserverpb.InternalRaftRequest) {
	alternateOn(b, sides(b, b.TempDir()), fill, filled, request)
}

// alternateOn is alternate on open sides, which it closes.
func alternateOn(b *testing.B, both [2]side, fill func(i int) *etcdserverpb.InternalRaftRequest, filled int, request func(i int) *etcdserverpb.InternalRaftRequest) {
	for _, s := range both {
		defer s.shut()
		for i := range filled {
			s.apply(b, fill(i))
			if i%1000 == 999 {
				s.commit()
			}
		}
		s.commit()
	}
	var w stopwatch
	var ops int
	for b.Loop() {
		chunk := make([]*etcdserverpb.InternalRaftRequest, 1000)
		for i := range chunk {
			chunk[i] = request(ops + i)
		}
		for i, s := range both {
			w.time(i, func() {
				for _, r := range chunk {
					s.apply(b, r)
				}
				s.commit()
			})
		}
		ops += len(chunk)
	}
	w.report(b, ops)
}

// benchKeys are keys of 64 bytes in random order, as in etcd's own benchmarks.
func benchKeys(n int) [][]byte {
	r := rand.New(rand.NewPCG(1, 1))
	keys := make([][]byte, n)
	for i := range keys {
		keys[i] = append(binary.BigEndian.AppendUint64(nil, r.Uint64()), make([]byte, 56)...)
	}
	return keys
}

func putOf(keys [][]byte) func(int) *etcdserverpb.InternalRaftRequest {
	value := make([]byte, 64)
	return func(i int) *etcdserverpb.InternalRaftRequest {
		return &etcdserverpb.InternalRaftRequest{Put: &etcdserverpb.PutRequest{Key: keys[i%len(keys)], Value: value}}
	}
}

func BenchmarkPut(b *testing.B) {
	for name, n := range map[string]int{"new": 1 << 20, "over": 1000} {
		b.Run(name, func(b *testing.B) { alternate(b, nil, 0, putOf(benchKeys(n))) })
	}
}

func BenchmarkRange(b *testing.B) {
	keys := benchKeys(100_000)
	old := func(i int) int64 { return int64(200 + i*7919%19_000) }
	for _, c := range []struct {
		name         string
		keys, filled int
		request      func(i int) *etcdserverpb.RangeRequest
	}{
		{"one", 100_000, 100_000, func(i int) *etcdserverpb.RangeRequest {
			return &etcdserverpb.RangeRequest{Key: keys[i*7919%len(keys)]}
		}},
		{"hundred", 100, 100, func(int) *etcdserverpb.RangeRequest {
			return &etcdserverpb.RangeRequest{Key: []byte{0}, RangeEnd: []byte{0}}
		}},
		{"one-old", 100, 20_000, func(i int) *etcdserverpb.RangeRequest {
			return &etcdserverpb.RangeRequest{Key: keys[i%100], Revision: old(i)}
		}},
		{"hundred-old", 100, 20_000, func(i int) *etcdserverpb.RangeRequest {
			return &etcdserverpb.RangeRequest{Key: []byte{0}, RangeEnd: []byte{0}, Revision: old(i)}
		}},
		{"sorted", 100, 20_000, func(int) *etcdserverpb.RangeRequest {
			return &etcdserverpb.RangeRequest{Key: []byte{0}, RangeEnd: []byte{0}, Limit: 10,
				SortTarget: etcdserverpb.RangeRequest_MOD, SortOrder: etcdserverpb.RangeRequest_DESCEND}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			alternate(b, putOf(keys[:c.keys]), c.filled, func(i int) *etcdserverpb.InternalRaftRequest {
				return &etcdserverpb.InternalRaftRequest{Range: c.request(i)}
			})
		})
	}
}

func BenchmarkDelete(b *testing.B) {
	put := putOf(benchKeys(1000))
	alternate(b, nil, 0, func(i int) *etcdserverpb.InternalRaftRequest {
		r := put(i / 2)
		if i%2 == 0 {
			return r
		}
		return &etcdserverpb.InternalRaftRequest{DeleteRange: &etcdserverpb.DeleteRangeRequest{Key: r.Put.Key}}
	})
}

// BenchmarkTxn performs compare-and-swap transactions with a read.
func BenchmarkTxn(b *testing.B) {
	keys := benchKeys(10_000)
	put := putOf(keys)
	alternate(b, put, len(keys), func(i int) *etcdserverpb.InternalRaftRequest {
		key := keys[i%len(keys)]
		return &etcdserverpb.InternalRaftRequest{Txn: &etcdserverpb.TxnRequest{
			Compare: []*etcdserverpb.Compare{{Key: key, Target: etcdserverpb.Compare_MOD, Result: etcdserverpb.Compare_GREATER,
				TargetUnion: &etcdserverpb.Compare_ModRevision{ModRevision: 1}}},
			Success: []*etcdserverpb.RequestOp{
				{Request: &etcdserverpb.RequestOp_RequestPut{RequestPut: put(i).Put}},
				{Request: &etcdserverpb.RequestOp_RequestPut{RequestPut: put(i + 1).Put}},
				{Request: &etcdserverpb.RequestOp_RequestRange{RequestRange: &etcdserverpb.RangeRequest{Key: key}}},
			},
		}}
	})
}

// BenchmarkCompaction compacts 100,000 revisions of a number of keys, put in
// turn or at random, at the newest revision. etcd does not sleep between its
// batches here, as it usually does.
func BenchmarkCompaction(b *testing.B) {
	for _, c := range []struct {
		keys   int
		random bool
	}{{100, false}, {5_000, false}, {50_000, false}, {5_000, true}, {50_000, true}} {
		b.Run(fmt.Sprintf("keys=%d/random=%v", c.keys, c.random), func(b *testing.B) {
			keys, ops := benchKeys(c.keys), 0
			if c.random {
				r, distinct := rand.New(rand.NewPCG(2, 2)), keys
				keys = make([][]byte, 100_000)
				for i := range keys {
					keys[i] = distinct[r.IntN(len(distinct))]
				}
			}
			put := putOf(keys)
			var w stopwatch
			var inUse [2]int64
			for b.Loop() {
				for i, s := range sides(b, b.TempDir()) {
					for j := range 100_000 {
						s.apply(b, put(j))
					}
					s.commit()
					w.time(i, func() {
						s.apply(b, &etcdserverpb.InternalRaftRequest{Compaction: &etcdserverpb.CompactionRequest{Revision: 100_001}})
						s.commit()
					})
					inUse[i] = s.inUse()
					s.shut()
				}
				ops++
			}
			w.report(b, ops)
			b.ReportMetric(float64(inUse[0])/1024, "ours-KiB-in-use")
			b.ReportMetric(float64(inUse[1])/1024, "etcd-KiB-in-use")
		})
	}
}

// BenchmarkRestore opens a file with 100,000 keys and reports the memory per
// key.
func BenchmarkRestore(b *testing.B) {
	const n = 100_000
	dir, put := b.TempDir(), putOf(benchKeys(n))
	for _, s := range sides(b, dir) {
		for i := range n {
			s.apply(b, put(i))
		}
		s.commit()
		s.shut()
	}
	var w stopwatch
	var heap [2]uint64
	ops := 0
	open := [2]func() side{
		func() side {
			s, err := mvcc.Open(filepath.Join(dir, "ours"), mvcc.Options{})
			if err != nil {
				b.Fatal(err)
			}
			return ourSide{s}
		},
		func() side {
			s, err := openTheirs(filepath.Join(dir, "theirs"), mvcc.CompactBatch)
			if err != nil {
				b.Fatal(err)
			}
			return theirSide{s}
		},
	}
	for b.Loop() {
		for i := range open {
			var s side
			forget(b)
			before := inUse()
			w.time(i, func() { s = open[i]() })
			heap[i] = inUse() - before
			s.shut()
		}
		ops++
	}
	w.report(b, ops)
	b.ReportMetric(float64(heap[0])/n, "ours-B/key")
	b.ReportMetric(float64(heap[1])/n, "etcd-B/key")
}

// forget opens and closes an empty store of etcd's: etcd's metrics refer to the
// last store that was opened, and keep it in memory.
func forget(b *testing.B) {
	s, err := openTheirs(filepath.Join(b.TempDir(), "empty"), mvcc.CompactBatch)
	if err != nil {
		b.Fatal(err)
	}
	s.close()
}

// inUse returns the number of reachable bytes of memory.
func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
