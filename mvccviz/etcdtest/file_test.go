package etcdtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/etcd/pkg/v3/traceutil"
	"go.etcd.io/etcd/server/v3/lease"
	etcdmvcc "go.etcd.io/etcd/server/v3/storage/mvcc"
	"pgregory.net/rapid"

	"raftviz/mvccviz"
	"raftviz/mvccviz/datafile"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

// TestRealFile reads files that etcd wrote after random requests, and snapshots
// of them. The results must equal etcd's own index, ranges and leases after
// etcd has opened the files again.
func TestRealFile(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		for range rapid.IntRange(1, 3).Draw(t, "runs") {
			e, err := openTheirs(path, compactBatch)
			if err != nil {
				t.Fatal(err)
			}
			requests(t, e)
			e.kv.Commit()
			if err := snapshot(e, path+".snapshot"); err != nil {
				t.Fatal(err)
			}
			if err := e.close(); err != nil {
				t.Fatal(err)
			}
		}
		e, err := openTheirs(path, compactBatch)
		if err != nil {
			t.Fatal(err)
		}
		defer e.close()
		if _, err := datafile.Open(path); err == nil || !strings.Contains(err.Error(), "the data file is locked") {
			t.Fatalf("while etcd runs: %v", err)
		}
		copied, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path+".copy", copied, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		compareFile(t, e, path+".copy", false)
		compareFile(t, e, path+".snapshot", true)
	})
}

// requests sends etcd random requests and compactions.
func requests(t *rapid.T, e *theirs) {
	for range rapid.IntRange(0, 50).Draw(t, "requests") {
		d := drawer{T: t, rev: e.kv.Rev()}
		key := []byte(rapid.StringMatching("[abc]{1,2}").Draw(t, "key"))
		switch rapid.IntRange(0, 8).Draw(t, "op") {
		case 0, 1:
			e.kv.DeleteRange(key, nil)
		case 2:
			e.kv.DeleteRange(key, append(bytes.Clone(key), 'z'))
		case 3:
			if rev := rapid.Int64Range(0, e.kv.Rev()).Draw(t, "compact"); rev > 0 {
				done, err := e.kv.Compact(traceutil.TODO(), rev)
				if err == nil {
					<-done
				} else if !errors.Is(err, etcdmvcc.ErrCompacted) {
					t.Fatal(err)
				}
			}
		case 4:
			_, _ = e.apply(d.lease()) // some grants and revocations fail
		default:
			id := lease.NoLease
			for _, l := range e.lessor.Leases() {
				id = l.ID
			}
			e.kv.Put(key, []byte(rapid.StringMatching("[xyz]{0,3}").Draw(t, "value")), id)
		}
	}
}

// snapshot writes what etcd sends to `etcdctl snapshot save`: the file and its
// hash.
func snapshot(e *theirs, path string) error {
	s := e.b.Snapshot()
	var b bytes.Buffer
	if _, err := s.WriteTo(&b); err != nil {
		return err
	}
	sum := sha256.Sum256(b.Bytes())
	return errors.Join(s.Close(), os.WriteFile(path, append(b.Bytes(), sum[:]...), 0o600))
}

func compareFile(t *rapid.T, e *theirs, path string, hashed bool) {
	f, err := datafile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	trailer, err := f.Verify()
	if err != nil || hashed != (trailer != nil) || hashed && !trailer.OK() || f.Intact(trailer) != nil {
		t.Fatalf("%+v, %v", trailer, err)
	}
	info, err := mvccviz.ReadInfo(f)
	if err != nil || info.Revision != e.kv.Rev() || info.Compacted != max(e.kv.FirstRev(), 0) {
		t.Fatalf("%+v, %v; etcd %d from %d", info, err, e.kv.Rev(), e.kv.FirstRev())
	}
	if _, err := f.Pages(); err != nil {
		t.Fatal(err)
	}
	var index []mvcc.KeyHistory
	err = mvccviz.EachHistory(f, mvccviz.Histories{Range: mvccviz.AllKeys(), Keys: 3}, func(k *mvccviz.KeyHistory) error {
		index = append(index, mvcc.KeyHistory{Key: k.Key, Modified: k.Modified(), Generations: k.Generations})
		return nil
	})
	if got, want := show(index), show(e.index()); err != nil || got != want {
		t.Fatalf("the generations are\n%s\n%v; etcd has\n%s", got, err, want)
	}
	for _, at := range []int64{info.Oldest, info.Revision, rapid.Int64Range(info.Oldest, info.Revision).Draw(t, "at")} {
		compareKeys(t, e, f, at)
	}
	compareLeases(t, e, f)
}

func compareKeys(t *rapid.T, e *theirs, f *datafile.File, at int64) {
	want, err := e.kv.Range(context.Background(), []byte{0}, []byte{}, etcdmvcc.RangeOptions{Rev: at})
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	err = mvccviz.EachAt(f, mvccviz.AllKeys(), at, 0, func(r *mvccviz.Revision) error {
		if i == len(want.KVs) {
			return io.ErrUnexpectedEOF
		}
		kv := want.KVs[i]
		i++
		if string(kv.Key) != string(r.Key) || string(kv.Value) != string(r.Value) || kv.ModRevision != r.Main ||
			kv.CreateRevision != r.Created || kv.Version != r.Version || kv.Lease != r.Lease {
			t.Fatalf("at %d: %+v, etcd has %v", at, r, kv)
		}
		return nil
	})
	if err != nil || i != len(want.KVs) {
		t.Fatalf("at %d: %d keys, %v; etcd has %d", at, i, err, len(want.KVs))
	}
}

func compareLeases(t *rapid.T, e *theirs, f *datafile.File) {
	var all []*mvccviz.Lease
	if err := mvccviz.EachLease(f, 0, func(l *mvccviz.Lease) error { all = append(all, l); return nil }); err != nil {
		t.Fatal(err)
	}
	held := mvccviz.NewAttached(all)
	if err := mvccviz.EachRevision(f, layout.Revision{}, func(r *mvccviz.Revision) error { held.Add(r); return nil }); err != nil {
		t.Fatal(err)
	}
	held.Finish()
	if n := len(e.lessor.Leases()); n != len(all) {
		t.Fatalf("%d leases, etcd has %d", len(all), n)
	}
	for _, l := range all {
		want := e.lessor.Lookup(lease.LeaseID(l.ID))
		if want == nil || want.TTL() != l.TTL || len(want.Keys()) != len(l.Keys) {
			t.Fatalf("lease %+v, etcd has %+v", l, want)
		}
		for _, k := range l.Keys {
			if e.lessor.GetLease(lease.LeaseItem{Key: string(k)}) != want.ID {
				t.Fatalf("key %q is not of lease %d", k, l.ID)
			}
		}
	}
}
