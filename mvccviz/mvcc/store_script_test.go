package mvcc

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// open opens the store at path and closes it at the end of the test, unless the
// test has closed it.
func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "db") }

func commit(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

func closeStore(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// do runs lines like "put a 1", "put a 1 lease=7", "del a", "del a c" and
// "commit", joined by ";".
func do(t testing.TB, s *Store, script string) {
	t.Helper()
	for line := range strings.SplitSeq(script, ";") {
		f := strings.Fields(line)
		switch {
		case f[0] == "put":
			lease := int64(0)
			if len(f) == 4 {
				lease, _ = strconv.ParseInt(strings.TrimPrefix(f[3], "lease="), 10, 64)
			}
			s.Put([]byte(f[1]), []byte(f[2]), lease)
		case f[0] == "del":
			s.DeleteRange([]byte(f[1]), []byte(strings.Join(f[2:], "")))
		case f[0] == "commit":
			commit(t, s)
		default:
			t.Fatalf("%q is not a change", line)
		}
	}
}

// show returns the result of Range, as "key=value@create.modvVersion ...".
func show(s *Store, key, end string, o RangeOptions) string {
	r, err := s.Range([]byte(key), []byte(end), o)
	if err != nil {
		return err.Error()
	}
	out := fmt.Sprintf("%d:", r.Count)
	for _, kv := range r.KVs {
		out += fmt.Sprintf(" %s=%s@%d.%dv%d", kv.Key, kv.Value, kv.CreateRevision, kv.ModRevision, kv.Version)
		if kv.Lease != 0 {
			out += fmt.Sprintf(" lease=%d", kv.Lease)
		}
	}
	return out
}

const all = "\x00"

// equal reports whether two indexes are equal.
func (x *treeIndex) equal(o *treeIndex) bool {
	same := x.tree.Len() == o.tree.Len() && x.numKeys == o.numKeys
	x.tree.Ascend(func(ki *keyIndex) bool {
		other := o.get(ki.key)
		same = same && other != nil && ki.equal(other)
		return same
	})
	return same
}

// equal reports whether two indexes of a key are equal, except for version and
// creation of a generation of which only the tombstone is left: the file does
// not have those.
func (ki *keyIndex) equal(o *keyIndex) bool {
	if ki.modified != o.modified || len(ki.generations) != len(o.generations) {
		return false
	}
	for i, a := range ki.generations {
		b := o.generations[i]
		tombstone := i < len(ki.generations)-1 && len(a.revs) == 1
		if !slices.Equal(a.revs, b.revs) || !tombstone && (a.version != b.version || a.created != b.created) {
			return false
		}
	}
	return true
}

// dump returns a bucket of a closed file in hexadecimal, keys as they are.
func dump(t testing.TB, path, bucket string) (out string) {
	t.Helper()
	edit(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucket)).ForEach(func(k, v []byte) error {
			out += fmt.Sprintf("%s=%x ", k, v)
			return nil
		})
	})
	return out
}

// edit changes a closed file without the store.
func edit(t testing.TB, path string, f func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoSync: true, PageSize: layout.PageSize})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(f); err != nil {
		t.Fatal(err)
	}
}
