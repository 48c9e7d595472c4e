package datafile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// writeLarge makes a file of about size bytes as etcd would: at most half a
// million keys, put repeatedly, some of them deleted.
func writeLarge(t testing.TB, path string, size int64) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoFreelistSync: true, NoSync: true, NoGrowSync: true, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rnd := rand.New(rand.NewPCG(7, 8))
	value := bytes.Repeat([]byte("a value "), 25)
	versions := make([]int64, 500_000)
	created := make([]int64, len(versions))
	rev, written := int64(1), int64(0)
	for written < size {
		err := db.Update(func(tx *bbolt.Tx) error {
			if _, err := tx.CreateBucketIfNotExists([]byte("meta")); err != nil {
				return err
			}
			b, err := tx.CreateBucketIfNotExists([]byte("key"))
			if err != nil {
				return err
			}
			b.FillPercent = 0.9
			for range 10_000 {
				rev++
				i := rnd.IntN(len(versions))
				kv := &mvccpb.KeyValue{Key: fmt.Appendf(nil, "/registry/pods/default/pod-%06d", i)}
				tombstone := versions[i] > 0 && rnd.IntN(10) == 0
				if tombstone {
					versions[i] = 0
				} else {
					if versions[i]++; versions[i] == 1 {
						created[i] = rev
					}
					kv.Value, kv.CreateRevision, kv.ModRevision, kv.Version = value, created[i], rev, versions[i]
				}
				v, err := proto.Marshal(kv)
				if err != nil {
					return err
				}
				k := layout.Revision{Main: rev}.AppendKey(nil, tombstone)
				if err := b.Put(k, v); err != nil {
					return err
				}
				written += int64(len(k)+len(v)) * 11 / 9
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestMemory reads a file of 100 MB (or RAFTVIZ_DATAFILE_MB) using little more
// than 64 MB of memory, the budget of Histories.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 100 MB")
	}
	mb := int64(100)
	if s := os.Getenv("RAFTVIZ_DATAFILE_MB"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		mb = n
	}
	path := filepath.Join(t.TempDir(), "db")
	writeLarge(t, path, mb<<20)
	f := open(t, path)
	debug.FreeOSMemory()
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // so that garbage is not measured
	began := time.Now()
	most, keys, living := uint64(0), 0, int64(0)
	tally := mvccviz.Tally{Range: mvccviz.AllKeys()}
	n := 0
	watch := func() {
		if n++; n%20_000 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
	if err := mvccviz.EachRevision(f, layout.Revision{}, func(r *mvccviz.Revision) error { tally.Add(r); watch(); return nil }); err != nil {
		t.Fatal(err)
	}
	streamed := most
	if streamed > 8<<20 {
		t.Errorf("streaming takes %d MB", streamed>>20)
	}
	h := mvccviz.Histories{Range: mvccviz.AllKeys(), Budget: 32 << 20}
	err := mvccviz.EachHistory(f, h, func(k *mvccviz.KeyHistory) error {
		watch()
		keys++
		if k.Living() {
			living++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if living != tally.Living || keys == 0 {
		t.Errorf("%d of %d keys live, counted %d", living, keys, tally.Living)
	}
	if most > 72<<20 {
		t.Errorf("all histories take %d MB", most>>20)
	}
	if _, err := f.Pages(); err != nil {
		t.Error(err)
	}
	t.Logf("%d MB: %d revisions of %d keys in %v, heap %d MB streaming, %d MB with histories",
		f.Size()>>20, tally.Puts+tally.Tombstones, keys, time.Since(began).Round(time.Millisecond), streamed>>20, most>>20)
}
