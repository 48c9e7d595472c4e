package etcdtest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"unsafe"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/server/v3/etcdserver/api/v3rpc"
	"go.etcd.io/etcd/server/v3/lease"
	"go.etcd.io/etcd/server/v3/storage/backend"
	etcdmvcc "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.uber.org/zap"

	"raftviz/mvccviz/store"
)

// etcd's watchers without the goroutines that look after them: what those do at
// intervals, a test here calls when it wants it done.

//go:linkname newWatchableStore go.etcd.io/etcd/server/v3/storage/mvcc.newWatchableStore
func newWatchableStore(*zap.Logger, backend.Backend, lease.Lessor, etcdmvcc.StoreConfig) unsafe.Pointer

//go:linkname syncWatchers go.etcd.io/etcd/server/v3/storage/mvcc.(*watchableStore).syncWatchers
func syncWatchers(unsafe.Pointer) int

//go:linkname moveVictims go.etcd.io/etcd/server/v3/storage/mvcc.(*watchableStore).moveVictims
func moveVictims(unsafe.Pointer) int

// What etcd lets its own tests set.

//go:linkname chanBufLen go.etcd.io/etcd/server/v3/storage/mvcc.chanBufLen
var chanBufLen int

//go:linkname maxWatchersPerSync go.etcd.io/etcd/server/v3/storage/mvcc.maxWatchersPerSync
var maxWatchersPerSync int

//go:linkname watchBatchMaxRevs go.etcd.io/etcd/server/v3/storage/mvcc.watchBatchMaxRevs
var watchBatchMaxRevs int

// keepLimits restores the limits at the end of the test.
func keepLimits(t testing.TB) {
	a, b, c := chanBufLen, maxWatchersPerSync, watchBatchMaxRevs
	t.Cleanup(func() { chanBufLen, maxWatchersPerSync, watchBatchMaxRevs = a, b, c })
}

// theirWatchable is an etcd member's store with its watchers.
type theirWatchable struct {
	*theirs
	etcdmvcc.WatchableKV
	p unsafe.Pointer // the store inside the interface
}

func openWatchable(path string, batch int) (*theirWatchable, error) {
	w := &theirWatchable{}
	var err error
	w.theirs, err = openTheirsAs(path, batch, func(lg *zap.Logger, b backend.Backend, le lease.Lessor, cfg etcdmvcc.StoreConfig) etcdmvcc.KV {
		w.p = newWatchableStore(lg, b, le, cfg)
		w.WatchableKV = reflect.NewAt(watchableType(), w.p).Interface().(etcdmvcc.WatchableKV)
		return w.WatchableKV
	})
	return w, err
}

// watchableType returns the type of etcd's stores with watchers, which it does
// not show to others, but makes.
var watchableType = sync.OnceValue(func() reflect.Type {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	var made etcdmvcc.WatchableKV
	e, err := openTheirsAs(filepath.Join(dir, "db"), 1, func(lg *zap.Logger, b backend.Backend, le lease.Lessor, cfg etcdmvcc.StoreConfig) etcdmvcc.KV {
		made = etcdmvcc.New(lg, b, le, cfg)
		return made
	})
	if err != nil {
		panic(err)
	}
	e.close()
	return reflect.TypeOf(made).Elem()
})

// syncVictims is one round of etcd's syncVictimsLoop.
func (w *theirWatchable) syncVictims() {
	for moveVictims(w.p) != 0 {
	}
}

// watch creates a watcher as etcd's service does.
func (w *theirWatchable) watch(st etcdmvcc.WatchStream, r *etcdserverpb.WatchCreateRequest) (int64, error) {
	end := r.RangeEnd
	switch {
	case len(end) == 0:
		end = nil
	case bytes.Equal(end, []byte{0}):
		end = []byte{}
	}
	id, err := st.Watch(context.Background(), etcdmvcc.WatchID(r.WatchId), r.Key, end, r.StartRevision, v3rpc.FiltersFromRequest(r)...)
	return int64(id), err
}

// watchers returns the state of etcd's watchers, by stream and ID.
func (w *theirWatchable) watchers() map[uintptr]map[int64]store.Watcher {
	all := map[uintptr]map[int64]store.Watcher{}
	add := func(wa reflect.Value, group store.Group, kept int) {
		wa = wa.Elem()
		stream := wa.FieldByName("ch").Pointer()
		if all[stream] == nil {
			all[stream] = map[int64]store.Watcher{}
		}
		c := store.Watcher{ID: wa.FieldByName("id").Int(), Key: string(wa.FieldByName("key").Bytes()),
			Group: group, Next: wa.FieldByName("minRev").Int(), Kept: kept}
		if end := wa.FieldByName("end"); !end.IsNil() {
			if c.End = string(end.Bytes()); c.End == "" {
				c.End = "\x00"
			}
		}
		all[stream][c.ID] = c
	}
	watchable := reflect.NewAt(watchableType(), w.p).Elem()
	for name, group := range map[string]store.Group{"synced": store.Synced, "unsynced": store.Unsynced} {
		for _, wa := range watchable.FieldByName(name).FieldByName("watchers").MapKeys() {
			add(wa, group, 0)
		}
	}
	for i, victims := 0, watchable.FieldByName("victims"); i < victims.Len(); i++ {
		for it := victims.Index(i).MapRange(); it.Next(); {
			add(it.Key(), store.Victim, it.Value().Elem().FieldByName("evs").Len())
		}
	}
	return all
}
