package etcdtest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	etcdmvcc "go.etcd.io/etcd/server/v3/storage/mvcc"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// enough is more watchers than there are.
const enough = 1000

// A watchPair is our store and etcd's, with watchers.
type watchPair struct {
	pair
	w       *mvcc.Watchable
	etcd    *theirWatchable
	buffer  int
	streams []*streamPair
	tally   map[string]int // counts responses compared, by kind, and watchers seen in each group
}

// A streamPair is our stream and etcd's. etcd notifies the watchers of a write
// in map order. So for a crowded stream, which has several watchers, only the
// order of each watcher's responses is compared, and the buffer never becomes
// full in the middle of a write.
type streamPair struct {
	ours    *mvcc.WatchStream
	theirs  etcdmvcc.WatchStream
	ids     []int64 // taken
	crowded bool
}

// openWatchPair opens both stores in separate folders in dir. Streams buffer a
// number of responses, each with a limited number of revisions.
func openWatchPair(t *rapid.T, dir string, revs, buffer int) *watchPair {
	dir, err := os.MkdirTemp(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	p := &watchPair{pair: pair{T: t, dir: dir, requests: new(int)}, buffer: buffer, tally: map[string]int{}}
	if p.ours, err = mvcc.Open(filepath.Join(p.dir, "ours"), mvcc.Options{MinLeaseTTL: minTTL}); err != nil {
		t.Fatal(err)
	}
	if p.etcd, err = openWatchable(filepath.Join(p.dir, "theirs"), compactBatch); err != nil {
		t.Fatal(err)
	}
	p.theirs = p.etcd.theirs
	p.w = mvcc.NewWatchable(p.ours, buffer)
	p.w.Limits.Revs = revs
	chanBufLen, watchBatchMaxRevs = buffer, revs
	return p
}

func (p *watchPair) stream(crowded bool) *streamPair {
	sp := &streamPair{ours: p.w.NewStream(), theirs: p.etcd.NewWatchStream(), crowded: crowded}
	p.streams = append(p.streams, sp)
	return sp
}

func (p *watchPair) actions() map[string]func(*rapid.T) {
	request := func(f func(drawer) *etcdserverpb.InternalRaftRequest) func(*rapid.T) {
		return func(t *rapid.T) {
			p.T = t
			r := f(p.drawer())
			if mvcc.Validate(r) == nil {
				p.makeRoom()
				p.applyBoth(r)
			}
		}
	}
	one := func(f func(*streamPair)) func(*rapid.T) {
		return func(t *rapid.T) {
			p.T = t
			f(p.streams[rapid.IntRange(0, len(p.streams)-1).Draw(t, "stream")])
		}
	}
	put := request(func(d drawer) *etcdserverpb.InternalRaftRequest {
		return &etcdserverpb.InternalRaftRequest{Put: d.put()}
	})
	return map[string]func(*rapid.T){
		"put": put, "put 2": put, "put 3": put,
		"txn": request(func(d drawer) *etcdserverpb.InternalRaftRequest {
			return &etcdserverpb.InternalRaftRequest{Txn: d.txn(0)}
		}),
		"delete": request(func(d drawer) *etcdserverpb.InternalRaftRequest {
			d.fromKey = rarely.Draw(d.T, "from key")
			return &etcdserverpb.InternalRaftRequest{DeleteRange: d.deleteRange()}
		}),
		"lease": request(drawer.lease),
		"compact": func(t *rapid.T) {
			p.T = t
			p.compactOurs(1 << 30)
			rev := rapid.Int64Range(max(0, p.ours.Rev()-12), p.ours.Rev()).Draw(t, "revision")
			p.applyBoth(&etcdserverpb.InternalRaftRequest{Compaction: &etcdserverpb.CompactionRequest{Revision: rev}})
			p.compactOurs(rapid.IntRange(0, 3).Draw(t, "steps"))
		},
		"watch": one(p.watch), "watch 2": one(p.watch),
		"cancel": one(p.cancel),
		"progress": one(func(sp *streamPair) {
			sp.ours.Progress()
			sp.theirs.RequestProgressAll()
		}),
		"read": one(p.read), "read 2": one(p.read),
		"sync": func(t *rapid.T) { p.T = t; p.sync(enough) },
		"sync all": func(t *rapid.T) { // etcd treats a limit equal to the number of watchers specially
			p.T = t
			p.sync(max(1, p.unsynced()))
		},
		"victims": func(t *rapid.T) { p.T = t; p.victims() },
		"restore": func(t *rapid.T) { p.T = t; p.restore() },
		"":        func(t *rapid.T) { p.T = t; p.compare() },
	}
}

// makeRoom ensures that the watchers of a crowded stream find room for one
// response each, or for none.
func (p *watchPair) makeRoom() {
	for _, sp := range p.streams {
		if room := p.buffer - sp.ours.Buffered(); sp.crowded && room > 0 && room < len(sp.ids) {
			p.drain(sp)
		}
	}
}

// sync is a round with a limited number of watchers.
func (p *watchPair) sync(most int) {
	p.makeRoom()
	p.w.Limits.Watchers, maxWatchersPerSync = most, most
	if err := p.w.SyncUnsynced(); err != nil {
		p.Fatal(err)
	}
	syncWatchers(p.etcd.p)
}

// unsynced counts our unsynced watchers.
func (p *watchPair) unsynced() (n int) {
	for _, sp := range p.streams {
		for _, wa := range sp.ours.Watchers() {
			if wa.Group == store.Unsynced {
				n++
			}
		}
	}
	return n
}

func (p *watchPair) victims() {
	p.makeRoom()
	p.w.SyncVictims()
	p.etcd.syncVictims()
}

func (p *watchPair) watch(sp *streamPair) {
	if len(sp.ids) == p.buffer || !sp.crowded && len(sp.ids) > 0 {
		return
	}
	d := p.drawer()
	r := &etcdserverpb.WatchCreateRequest{WatchId: rapid.SampledFrom([]int64{0, 0, 0, 1, 2, -2}).Draw(p.T, "id")}
	r.Key, r.RangeEnd = d.span(true)
	if rapid.Bool().Draw(p.T, "from a revision") {
		r.StartRevision = rapid.Int64Range(1, d.rev+3).Draw(p.T, "start")
	}
	for _, f := range []etcdserverpb.WatchCreateRequest_FilterType{etcdserverpb.WatchCreateRequest_NOPUT, etcdserverpb.WatchCreateRequest_NODELETE} {
		if rarely.Draw(p.T, f.String()) {
			r.Filters = append(r.Filters, f)
		}
	}
	id, err := sp.ours.Watch(r)
	theirID, theirErr := p.etcd.watch(sp.theirs, r)
	if id != theirID || fmt.Sprint(err) != fmt.Sprint(theirErr) {
		p.Fatalf("%v\nwe say: %d, %v\netcd:   %d, %v", r, id, err, theirID, theirErr)
	}
	if err == nil {
		sp.ids = append(sp.ids, id)
	}
}

func (p *watchPair) cancel(sp *streamPair) {
	if !rapid.Bool().Draw(p.T, "at all") {
		return
	}
	id := int64(7)
	if len(sp.ids) > 0 {
		i := rapid.IntRange(0, len(sp.ids)-1).Draw(p.T, "which")
		id = sp.ids[i]
		sp.ids = append(sp.ids[:i:i], sp.ids[i+1:]...)
	}
	err, theirErr := sp.ours.Cancel(id), sp.theirs.Cancel(etcdmvcc.WatchID(id))
	if fmt.Sprint(err) != fmt.Sprint(theirErr) {
		p.Fatalf("cancel %d\nwe say: %v\netcd:   %v", id, err, theirErr)
	}
}

// read reads some responses, and all of a crowded stream, because only all of
// them can be compared.
func (p *watchPair) read(sp *streamPair) {
	if sp.crowded {
		p.drain(sp)
		return
	}
	for range rapid.IntRange(1, 4).Draw(p.T, "responses") {
		a, b := next(sp.ours), theirNext(sp.theirs)
		if !proto.Equal(a, b) {
			p.Fatalf("we say: %v\netcd:   %v", a, b)
		}
		p.count(a)
	}
}

// drain reads everything and compares what each watcher receives.
func (p *watchPair) drain(sp *streamPair) {
	var all [2]map[int64][]string
	for i, next := range []func() *etcdserverpb.WatchResponse{
		func() *etcdserverpb.WatchResponse { return next(sp.ours) },
		func() *etcdserverpb.WatchResponse { return theirNext(sp.theirs) },
	} {
		all[i] = map[int64][]string{}
		for n, r := 0, next(); r != nil; n, r = n+1, next() {
			said := fmt.Sprint(r)
			if r.WatchId == -1 {
				said = fmt.Sprint(n, said) // between the same responses of others, too
			}
			all[i][r.WatchId] = append(all[i][r.WatchId], said)
			p.count(r)
		}
	}
	if !reflect.DeepEqual(all[0], all[1]) {
		p.Fatalf("we say: %v\netcd:   %v", all[0], all[1])
	}
}

func (p *watchPair) count(r *etcdserverpb.WatchResponse) {
	switch {
	case r == nil:
	case r.CompactRevision != 0:
		p.tally["canceled"]++
	case len(r.Events) == 0:
		p.tally["progress"]++
	default:
		p.tally["events"] += len(r.Events)
	}
}

// next returns the next response that is not an answer to a request.
func next(st *mvcc.WatchStream) *etcdserverpb.WatchResponse {
	for {
		r, ok := st.Next()
		if !ok {
			return nil
		}
		if !r.Created && (!r.Canceled || r.CompactRevision != 0) {
			return r
		}
	}
}

func theirNext(st etcdmvcc.WatchStream) *etcdserverpb.WatchResponse {
	select {
	case r := <-st.Chan():
		return &etcdserverpb.WatchResponse{Header: &etcdserverpb.ResponseHeader{Revision: r.Revision}, WatchId: int64(r.WatchID),
			Events: r.Events, CompactRevision: r.CompactRevision, Canceled: r.CompactRevision != 0}
	default:
		return nil
	}
}

// compare compares the watchers' groups and positions and the sizes of the
// buffers.
func (p *watchPair) compare() {
	theirs := p.etcd.watchers()
	for i, sp := range p.streams {
		want := theirs[reflect.ValueOf(sp.theirs.Chan()).Pointer()]
		all := sp.ours.Watchers()
		if len(all) != len(want) || sp.ours.Buffered() != len(sp.theirs.Chan()) {
			p.Fatalf("stream %d\nwe have: %+v, %d buffered\netcd:    %+v, %d", i, all, sp.ours.Buffered(), want, len(sp.theirs.Chan()))
		}
		for _, wa := range all {
			if wa != want[wa.ID] {
				p.Fatalf("stream %d\nwe have: %+v\netcd:    %+v", i, wa, want[wa.ID])
			}
			p.tally[wa.Group.String()]++
		}
	}
}

// settle syncs and reads until every watcher has received everything.
func (p *watchPair) settle() {
	for {
		p.sync(enough)
		p.compare()
		p.victims()
		p.compare()
		for _, sp := range p.streams {
			p.drain(sp)
		}
		if unsynced, victims := p.w.Behind(); !unsynced && !victims {
			return
		}
	}
}

// restore moves both to a store with equal content, as a snapshot would.
func (p *watchPair) restore() {
	p.compactOurs(1 << 30)
	if err := p.ours.Commit(); err != nil {
		p.Fatal(err)
	}
	p.ours.Close()
	var err error
	if p.ours, err = mvcc.Open(filepath.Join(p.dir, "ours"), mvcc.Options{MinLeaseTTL: minTTL}); err != nil {
		p.Fatal(err)
	}
	p.w.Restore(p.ours)
	p.theirs.kv.Commit()
	if err := p.etcd.Restore(p.theirs.b); err != nil {
		p.Fatal(err)
	}
}

func (p *watchPair) end() {
	for _, sp := range p.streams {
		sp.ours.Close()
		sp.theirs.Close()
	}
	if left := p.etcd.watchers(); len(left) > 0 {
		p.Fatalf("etcd still has %v", left)
	}
	p.ours.Close()
	p.theirs.close()
	os.RemoveAll(p.dir)
}

// Our watchers receive the same as etcd's, in the same responses, and are in
// the same groups after every operation.
func TestWatchTwins(t *testing.T) {
	keepLimits(t)
	dir, n, tally := t.TempDir(), 0, map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		n++
		p := openWatchPair(rt, dir, rapid.IntRange(1, 5).Draw(rt, "revisions"), rapid.IntRange(1, 8).Draw(rt, "buffer"))
		p.tally = tally
		for i := range 5 {
			p.stream(i > 2)
		}
		rt.Repeat(p.actions())
		p.settle()
		p.end()
	})
	t.Logf("%d stores, %v", n, tally)
}

// A round that serves fewer watchers than are unsynced leaves as many unsynced
// as etcd's does, and finally every watcher has received everything. Which
// watchers come first is map order in etcd.
func TestWatchRoundTwins(t *testing.T) {
	keepLimits(t)
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		p := openWatchPair(rt, dir, enough, enough)
		for range rapid.IntRange(1, 9).Draw(rt, "puts") {
			p.applyBoth(&etcdserverpb.InternalRaftRequest{Put: p.drawer().put()})
		}
		for range rapid.IntRange(1, 30).Draw(rt, "watchers") {
			p.watch(p.stream(false))
		}
		most := rapid.IntRange(1, 5).Draw(rt, "of a round")
		for p.unsynced() > 0 {
			p.sync(most)
			store := reflect.NewAt(watchableType(), p.etcd.p).Elem()
			if n := store.FieldByName("unsynced").FieldByName("watchers").Len(); n != p.unsynced() {
				rt.Fatalf("%d are left, %d at etcd's", p.unsynced(), n)
			}
		}
		p.settle()
		p.end()
	})
}
