package etcdtest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/mvccpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	clientsnapshot "go.etcd.io/etcd/client/v3/snapshot"
	utl "go.etcd.io/etcd/etcdutl/v3/snapshot"
	"go.uber.org/zap"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/mvccviz"
	"raftviz/mvccviz/datafile"
	"raftviz/mvccviz/mvcc"
)

// historyScript is what happens in the cluster before its store is saved.
const historyScript = `
campaign n1
run 200ms
lease grant 3600 --id=7b
lease grant 7200 --id=7c
put a 1 --lease=7b
put b 2 --lease=7c
put c 3
run 200ms
txn version("a") = "1" then put a 4; put d 5; del c else put e 6
put c again
put b 7 --ignore-lease
member add n4 --learner
run 300ms
txn then put f 8; (txn mod("b") > "0" then del d; put g 9 --lease=7b)
del a
put a 10 --lease=7c
run 200ms
compaction 8
run 300ms
put h 11
put h 12
lease revoke 7b
@n2 defrag
run 300ms
`

// TestSavedStore gives a node's saved store to etcd: etcdutl accepts and
// restores it, and a real etcd that starts from it has every key at every
// revision and accepts writes.
func TestSavedStore(t *testing.T) {
	t.Setenv("ETCD_VERIFY", "all") // makes etcdutl verify what it has restored
	dir := t.TempDir()
	cfg := config.Default()
	cfg.Nodes, cfg.CompactBatch = 3, 3
	c, err := engine.New(cfg, filepath.Join(dir, "nodes"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	drive(t, c, historyScript)
	file := saveFrom(t, c, "n2", filepath.Join(dir, "n2.db"))
	inside := storeOf(t, file, filepath.Join(dir, "inside.db"))
	etcdutl := utl.NewV3(zap.NewNop())
	for _, node := range []string{"n1", "n3"} { // n2 has the same keys
		other := storeOf(t, saveFrom(t, c, node, filepath.Join(dir, node+".db")), filepath.Join(dir, node+".inside"))
		if got, want := hashKV(t, other, 0), hashKV(t, inside, 0); got != want {
			t.Fatalf("%s: %+v, n2 has %+v", node, got, want)
		}
	}

	status, err := etcdutl.Status(file)
	if err != nil {
		t.Fatal(err)
	}
	own, err := etcdutl.Status(extractDB(t, file, filepath.Join(dir, "own.db")))
	if err != nil {
		t.Fatal(err)
	}
	if status.Hash != own.Hash || status.Revision != inside.Rev() || status.TotalKey != inside.Keys() || status.Version != mvcc.EtcdVersion {
		t.Fatalf("etcdutl says %+v; the store is at revision %d with %d keys, hash %d", status, inside.Rev(), inside.Keys(), own.Hash)
	}
	restored := filepath.Join(dir, "restored")
	refusesDamage(t, etcdutl, file, dir)
	if err := etcdutl.Restore(restoreConfig(file, restored)); err != nil {
		t.Fatal(err)
	}
	consistent(t, filepath.Join(restored, "member", "snap", "db"))

	client := startEtcd(t, restored)
	sameKeys(t, client, inside)
	sameLeases(t, client, inside)
	sameHashes(t, client, inside)
	sameEvents(t, client, inside)
	acceptsWrites(t, client, inside)
	readsTheirSnapshot(t, client, filepath.Join(dir, "etcd.db"))
	sameMetadata(t, freshEtcd(t), inside)
}

// freshEtcd returns the data file of a new etcd after its start.
func freshEtcd(t *testing.T) *mvcc.Store {
	t.Helper()
	dir := t.TempDir()
	client := startEtcd(t, dir)
	if _, err := client.Put(t.Context(), "a", "1"); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Compact(t.Context(), 2, clientv3.WithCompactPhysical()); err != nil {
		t.Fatal(err)
	}
	for try := 0; ; try++ {
		path := filepath.Join(dir, fmt.Sprint(try))
		if _, err := clientsnapshot.SaveWithVersion(t.Context(), zap.NewNop(), clientv3.Config{Endpoints: client.Endpoints()}, path); err != nil {
			t.Fatal(err)
		}
		s := openAsOurs(t, path, path+".store")
		if s.Founded() {
			return s
		}
		if try == 50 {
			t.Fatal("etcd does not agree on a version")
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// drive executes commands on a cluster.
func drive(t *testing.T, c *engine.Cluster, text string) {
	t.Helper()
	lines, err := command.ParseLines(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		run, moves := l.Command.(command.RunFor)
		if !moves {
			if _, err := c.Do(l.Command); err != nil {
				t.Fatal(err)
			}
			continue
		}
		end := c.Frame().Time + run.For
		for at, ok := c.NextTime(); ok && at <= end; at, ok = c.NextTime() {
			if _, err := c.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if c.Frame().Time < end {
			if _, err := c.Wait(end); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// saveFrom saves a node's store to a file.
func saveFrom(t *testing.T, c *engine.Cluster, node, path string) string {
	t.Helper()
	var saved []byte
	c.OnSave(func(_ string, data []byte) { saved = data })
	drive(t, c, "@"+node+" snapshot save x.db\nrun 100ms\n")
	if saved == nil {
		t.Fatalf("%s saved nothing: %v", node, c.Frame().Clients[0].Last)
	}
	if err := os.WriteFile(path, saved, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// storeOf copies the store in a snapshot to the path at, and opens it.
func storeOf(t *testing.T, file, at string) *mvcc.Store {
	t.Helper()
	s, err := mvcc.Open(extractDB(t, file, at), mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// extractDB copies the data file in a snapshot to the path at.
func extractDB(t *testing.T, file, at string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = mvcc.Install(at, data[:len(data)-sha256.Size])
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func refusesDamage(t *testing.T, etcdutl utl.Manager, file, dir string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	bad := filepath.Join(dir, "bad.db")
	if err := os.WriteFile(bad, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := etcdutl.Restore(restoreConfig(bad, filepath.Join(dir, "bad"))); err == nil {
		t.Fatal("etcdutl restores a damaged snapshot")
	}
}

// acceptsWrites writes to the restored etcd.
func acceptsWrites(t *testing.T, client *clientv3.Client, s *mvcc.Store) {
	t.Helper()
	for i := range int64(3) {
		resp, err := client.Put(t.Context(), "new", fmt.Sprint(i))
		if err != nil || resp.Header.Revision != s.Rev()+1+i {
			t.Fatalf("put %d: %v, %v; we were at revision %d", i, resp, err, s.Rev())
		}
	}
	if _, err := client.Grant(t.Context(), 600); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Delete(t.Context(), "new"); err != nil {
		t.Fatal(err)
	}
}

// openAsOurs opens a snapshot of etcd as a store of ours. Our store needs a stored
// freelist, which bbolt writes with the next commit.
func openAsOurs(t *testing.T, file, at string) *mvcc.Store {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(at, data[:len(data)-sha256.Size], 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(at, 0o600, nil)
	if err == nil {
		err = errors.Join(db.Update(func(*bbolt.Tx) error { return nil }), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := mvcc.Open(at, mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// readsTheirSnapshot reads what etcdctl saves from a real etcd, and continues with a
// store of ours.
func readsTheirSnapshot(t *testing.T, client *clientv3.Client, path string) {
	t.Helper()
	cfg := clientv3.Config{Endpoints: client.Endpoints()}
	if v, err := clientsnapshot.SaveWithVersion(t.Context(), zap.NewNop(), cfg, path); err != nil || v != mvcc.EtcdVersion {
		t.Fatalf("version %q, %v", v, err)
	}
	all, err := client.Get(t.Context(), "\x00", clientv3.WithFromKey())
	if err != nil {
		t.Fatal(err)
	}
	f, err := datafile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	trailer, err := f.Verify()
	if err != nil || trailer == nil || !trailer.OK() {
		t.Fatalf("%+v, %v", trailer, err)
	}
	var got []*mvccpb.KeyValue
	err = mvccviz.EachAt(f, mvccviz.AllKeys(), all.Header.Revision, 0, func(r *mvccviz.Revision) error {
		got = append(got, &mvccpb.KeyValue{
			Key: bytes.Clone(r.Key), Value: bytes.Clone(r.Value), CreateRevision: r.Created, ModRevision: r.Main, Version: r.Version, Lease: r.Lease,
		})
		return nil
	})
	if g, w := listed(got), listed(all.Kvs); err != nil || g != w {
		t.Fatalf("%v: the snapshot has\n%s\netcd has\n%s", err, g, w)
	}
	s := openAsOurs(t, path, path+".store")
	if h, err := client.HashKV(t.Context(), client.Endpoints()[0], 0); err != nil || h.Hash != hashKV(t, s, 0).Hash {
		t.Fatalf("HashKV: %v, %v; we have %+v", h, err, hashKV(t, s, 0))
	}
	if rev := s.Put([]byte("ours"), []byte("x"), 0); rev != all.Header.Revision+1 {
		t.Fatalf("put at revision %d after %d", rev, all.Header.Revision)
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if ms, err := s.Members(); err != nil || len(ms) != 1 || ms[0].Name != memberName || !slices.Equal(ms[0].PeerURLs, []string{peerURL}) {
		t.Errorf("members: %+v, %v", ms, err)
	}
}
