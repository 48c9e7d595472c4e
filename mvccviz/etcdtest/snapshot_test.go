package etcdtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	clientsnapshot "go.etcd.io/etcd/client/v3/snapshot"
	utl "go.etcd.io/etcd/etcdutl/v3/snapshot"
	"go.uber.org/zap"
	"google.golang.org/protobuf/proto"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/mvccviz"
	"raftviz/mvccviz/datafile"
	"raftviz/mvccviz/mvcc"
)

// lived is what the cluster lives through before its store is saved.
const lived = `
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
	drive(t, c, lived)
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
	own, err := etcdutl.Status(unsealed(t, file, filepath.Join(dir, "own.db")))
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
	goesOn(t, client, inside)
	readsTheirs(t, client, filepath.Join(dir, "etcd.db"))
	sameKinds(t, freshEtcd(t), inside)
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
		s := adopted(t, path, path+".store")
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
	s, err := mvcc.Open(unsealed(t, file, at), mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// unsealed copies the data file in a snapshot to the path at.
func unsealed(t *testing.T, file, at string) string {
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

// consistent runs bbolt's own check.
func consistent(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_ = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	})
}

// sameKeys compares all keys at all readable revisions.
func sameKeys(t *testing.T, client *clientv3.Client, s *mvcc.Store) {
	t.Helper()
	for rev := s.CompactRev(); rev <= s.Rev(); rev++ {
		want, err := s.Query(&etcdserverpb.RangeRequest{Key: []byte{0}, RangeEnd: []byte{0}, Revision: rev})
		if err != nil {
			t.Fatal(err)
		}
		got, err := client.Get(t.Context(), "\x00", clientv3.WithFromKey(), clientv3.WithRev(rev))
		if err != nil {
			t.Fatal(err)
		}
		if g, w := listed(got.Kvs), listed(want.Kvs); g != w || got.Header.Revision != s.Rev() {
			t.Fatalf("at revision %d of %d etcd has\n%s\nwe have\n%s", rev, got.Header.Revision, g, w)
		}
	}
	if _, err := client.Get(t.Context(), "a", clientv3.WithRev(s.CompactRev()-1)); err == nil {
		t.Error("etcd reads what was compacted")
	}
}

// listed prints key-value pairs with all their fields.
func listed(kvs []*mvccpb.KeyValue) string {
	var b strings.Builder
	for _, kv := range kvs {
		fmt.Fprintf(&b, "%s=%s created %d modified %d version %d lease %x\n", kv.Key, kv.Value, kv.CreateRevision, kv.ModRevision, kv.Version, kv.Lease)
	}
	return b.String()
}

func sameLeases(t *testing.T, client *clientv3.Client, s *mvcc.Store) {
	t.Helper()
	all, err := client.Leases(t.Context())
	if err != nil || len(all.Leases) != len(s.Leases()) || len(all.Leases) == 0 {
		t.Fatalf("%v, %v; we have %v", all, err, s.Leases())
	}
	for _, l := range s.Leases() {
		got, err := client.TimeToLive(t.Context(), clientv3.LeaseID(l.ID), clientv3.WithAttachedKeys())
		if err != nil {
			t.Fatal(err)
		}
		if got.GrantedTTL != l.TTL || !slices.Equal(texts(got.Keys), s.LeaseKeys(l.ID)) {
			t.Errorf("lease %x: %d s, keys %q; we have %d s, %q", l.ID, got.GrantedTTL, got.Keys, l.TTL, s.LeaseKeys(l.ID))
		}
	}
}

func texts(all [][]byte) (out []string) {
	for _, b := range all {
		out = append(out, string(b))
	}
	slices.Sort(out)
	return out
}

func hashKV(t *testing.T, s *mvcc.Store, rev int64) mvcc.KVHash {
	t.Helper()
	h, err := s.HashKV(rev)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func sameHashes(t *testing.T, client *clientv3.Client, s *mvcc.Store) {
	t.Helper()
	for rev := s.CompactRev() + 1; rev <= s.Rev(); rev++ {
		want := hashKV(t, s, rev)
		got, err := client.HashKV(t.Context(), client.Endpoints()[0], rev)
		if err != nil || got.Hash != want.Hash || got.CompactRevision != want.CompactRev {
			t.Fatalf("HashKV at %d: %v, %v; we have %+v", rev, got, err, want)
		}
	}
}

// sameEvents watches everything from the first revision that is not compacted.
func sameEvents(t *testing.T, client *clientv3.Client, s *mvcc.Store) {
	t.Helper()
	var want []string
	err := s.Scan("key", nil, func(key, value []byte) error {
		rev, tombstone, err := mvcc.ParseKey(key)
		if err != nil || rev.Main <= s.CompactRev() {
			return err
		}
		var kv mvccpb.KeyValue
		if err := proto.Unmarshal(value, &kv); err != nil {
			return err
		}
		want = append(want, fmt.Sprintf("%d %v %s=%s", rev.Main, tombstone, kv.Key, kv.Value))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	var got []string
	for resp := range client.Watch(ctx, "\x00", clientv3.WithFromKey(), clientv3.WithRev(s.CompactRev()+1)) {
		if resp.Err() != nil {
			t.Fatal(resp.Err())
		}
		for _, e := range resp.Events {
			got = append(got, fmt.Sprintf("%d %v %s=%s", e.Kv.ModRevision, e.Type == clientv3.EventTypeDelete, e.Kv.Key, e.Kv.Value))
		}
		if len(got) >= len(want) {
			break
		}
	}
	if !slices.Equal(got, want) || len(want) < 5 {
		t.Fatalf("a watch has\n%q\nwe have\n%q", got, want)
	}
}

// goesOn writes to the restored etcd.
func goesOn(t *testing.T, client *clientv3.Client, s *mvcc.Store) {
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

// sameKinds compares which entries the buckets for metadata have, and the
// entries that hold the version of etcd.
func sameKinds(t *testing.T, theirs, ours *mvcc.Store) {
	t.Helper()
	for _, bucket := range []string{"meta", "cluster", "auth"} {
		names := func(s *mvcc.Store) (all []string) {
			err := s.Scan(bucket, nil, func(key, value []byte) error {
				name := string(key)
				if bucket != "meta" || name == "storageVersion" {
					name += fmt.Sprintf(" %q", value)
				}
				all = append(all, name)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		if got, want := names(ours), names(theirs); !slices.Equal(got, want) {
			t.Errorf("bucket %s has %q, etcd's has %q", bucket, got, want)
		}
	}
}

// adopted opens a snapshot of etcd as a store of ours. Our store needs a stored
// freelist, which bbolt writes with the next commit.
func adopted(t *testing.T, file, at string) *mvcc.Store {
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

// readsTheirs reads what etcdctl saves from a real etcd, and continues with a
// store of ours.
func readsTheirs(t *testing.T, client *clientv3.Client, path string) {
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
	s := adopted(t, path, path+".store")
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
