package etcdtest

import (
	"bytes"
	"path/filepath"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	etcdmvcc "go.etcd.io/etcd/server/v3/storage/mvcc"

	"raftviz/mvccviz/mvcc"
)

// The two sides with watchers, whose client reads after each write.

type ourWatchedSide struct {
	ourSide
	w  *mvcc.Watchable
	st *mvcc.WatchStream
}

func (s ourWatchedSide) apply(b *testing.B, r *etcdserverpb.InternalRaftRequest) {
	s.ourSide.apply(b, r)
	s.w.Notify()
	for s.st.Buffered() > 0 {
		s.st.Next()
	}
}

type theirWatchedSide struct {
	theirSide
	st etcdmvcc.WatchStream
}

func (s theirWatchedSide) apply(b *testing.B, r *etcdserverpb.InternalRaftRequest) {
	s.theirSide.apply(b, r)
	for len(s.st.Chan()) > 0 {
		theirNext(s.st) // builds the response as etcd's service does
	}
}

// watchedSides opens both stores and creates the watchers.
func watchedSides(b *testing.B, watchers []*etcdserverpb.WatchCreateRequest) [2]side {
	dir := b.TempDir()
	s, err := mvcc.Open(filepath.Join(dir, "ours"), mvcc.Options{})
	if err != nil {
		b.Fatal(err)
	}
	ours := ourWatchedSide{ourSide: ourSide{s}, w: mvcc.NewWatchable(s, 2*mvcc.DefaultWatchBuffer)}
	ours.st = ours.w.NewStream()
	e, err := openWatchable(filepath.Join(dir, "theirs"), mvcc.CompactBatch)
	if err != nil {
		b.Fatal(err)
	}
	theirs := theirWatchedSide{theirSide{e.theirs}, e.NewWatchStream()}
	for _, r := range watchers {
		if _, err := ours.st.Watch(r); err != nil {
			b.Fatal(err)
		}
		ours.st.Next()
		if _, err := e.watch(theirs.st, r); err != nil {
			b.Fatal(err)
		}
	}
	return [2]side{ours, theirs}
}

// BenchmarkNotify puts a thousand keys repeatedly, with a number of watchers of
// other keys, of ranges without these keys, or of these keys.
func BenchmarkNotify(b *testing.B) {
	keys := benchKeys(1000)
	one := func(key []byte) *etcdserverpb.WatchCreateRequest { return &etcdserverpb.WatchCreateRequest{Key: key} }
	other := func(i int) []byte { return append(bytes.Clone(keys[i%len(keys)]), byte(i/len(keys)), 'x') }
	many := func(n int, f func(i int) *etcdserverpb.WatchCreateRequest) (all []*etcdserverpb.WatchCreateRequest) {
		for i := range n {
			all = append(all, f(i))
		}
		return all
	}
	others := func(i int) *etcdserverpb.WatchCreateRequest { return one(other(i)) }
	ranges := func(i int) *etcdserverpb.WatchCreateRequest {
		return &etcdserverpb.WatchCreateRequest{Key: other(i), RangeEnd: append(other(i), 'x')}
	}
	everything := func(int) *etcdserverpb.WatchCreateRequest {
		return &etcdserverpb.WatchCreateRequest{Key: []byte{0}, RangeEnd: []byte{0}}
	}
	for _, c := range []struct {
		name     string
		watchers []*etcdserverpb.WatchCreateRequest
	}{
		{"nobody", nil},
		{"others=1000", many(1000, others)},
		{"others=10000", many(10_000, others)},
		{"ranges=1000", many(1000, ranges)},
		{"told=1", many(1, everything)},
		{"told=1/others=1000", append(many(1000, others), everything(0))},
		{"told=100", many(100, everything)},
	} {
		b.Run(c.name, func(b *testing.B) {
			keepLimits(b)
			chanBufLen = 2 * mvcc.DefaultWatchBuffer
			alternateOn(b, watchedSides(b, c.watchers), nil, 0, putOf(keys))
		})
	}
}
