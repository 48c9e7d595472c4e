package etcdtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

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
		rev, tombstone, err := layout.ParseKey(key)
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

// sameMetadata compares which entries the buckets for metadata have, and the
// entries that hold the version of etcd.
func sameMetadata(t *testing.T, theirs, ours *mvcc.Store) {
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
