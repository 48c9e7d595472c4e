package mvcc

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// check runs bbolt's consistency check on a closed file.
func check(t testing.TB, path string) {
	t.Helper()
	edit(t, path, func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("bbolt's check of %s: %v", path, err)
		}
		return nil
	})
}

func TestBuckets(t *testing.T) {
	path := newPath(t)
	closeStore(t, open(t, path))
	edit(t, path, func(tx *bbolt.Tx) error {
		got := ""
		if err := tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			got += string(name) + " "
			return nil
		}); err != nil {
			return err
		}
		if want := "alarm auth authRoles authUsers cluster key lease members members_removed meta "; got != want {
			t.Errorf("buckets: %s, want %s", got, want)
		}
		return tx.DeleteBucket([]byte("lease"))
	})
	closeStore(t, open(t, path)) // creates the missing buckets
	if got := dump(t, path, "lease"); got != "" {
		t.Errorf("bucket lease: %s", got)
	}
}

// Reads see the buffer over the file, in every bucket and in any order of
// writes.
func TestBufferOverFile(t *testing.T) {
	s := open(t, newPath(t))
	put := func(pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			s.b.put(layout.LeaseBucket, []byte(pairs[i]), []byte(pairs[i+1]))
		}
	}
	show := func() (out string) {
		err := s.b.scan(layout.LeaseBucket, nil, func(k, v []byte) error {
			if got := s.b.get(layout.LeaseBucket, k); !bytes.Equal(got, v) {
				t.Errorf("get %s: %s, scan: %s", k, got, v)
			}
			out += fmt.Sprintf("%s=%s ", k, v)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return out
	}
	put("d", "1", "b", "2", "f", "3", "b", "4")
	const first = "b=4 d=1 f=3 "
	if got := show(); got != first || s.b.numPending() != 3 {
		t.Errorf("buffered: %s, want %s; %d", got, first, s.b.numPending())
	}
	commit(t, s)
	if got := show(); got != first || s.b.numPending() != 0 {
		t.Errorf("in the file: %s, want %s; %d", got, first, s.b.numPending())
	}
	put("a", "5", "d", "6", "g", "7", "e", "8")
	const both = "a=5 b=4 d=6 e=8 f=3 g=7 "
	if got := show(); got != both {
		t.Errorf("both: %s, want %s", got, both)
	}
	commit(t, s)
	if got := show(); got != both {
		t.Errorf("both in the file: %s, want %s", got, both)
	}
	if v := s.b.get(layout.LeaseBucket, []byte("c")); v != nil {
		t.Errorf("c is %s", v)
	}
}

// A transaction that changes two buckets with separate pages would not always
// give the same file; commit must not use one.
func TestFilesAreEqualWithManyBuckets(t *testing.T) {
	dir := t.TempDir()
	var first []byte
	for run := range 8 {
		path := filepath.Join(dir, fmt.Sprint(run))
		s := open(t, path)
		for i := range 60 {
			for id := range layout.NumBuckets {
				if id != layout.KeyBucket && id != layout.MetaBucket {
					s.b.put(id, fmt.Appendf(nil, "%d", i*37%60), make([]byte, 100))
				}
			}
			do(t, s, "put a 1; put b 2")
			s.SetConsistentIndex(uint64(i+1), 1)
			if i%7 == 0 {
				commit(t, s)
			}
		}
		commit(t, s)
		closeStore(t, s)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if run == 0 {
			first = data
		} else if !bytes.Equal(data, first) {
			t.Fatalf("run %d gave another file than run 0", run)
		}
		check(t, path)
	}
}

// Opening survives whatever a few wrong bytes do to a file.
func FuzzOpen(f *testing.F) {
	data, err := os.ReadFile(filled(f))
	if err != nil {
		f.Fatal(err)
	}
	path := newPath(f)
	f.Add(uint32(0), []byte(nil))
	f.Add(uint32(pageHeaderLen), []byte{1})
	f.Add(uint32(4*layout.PageSize), []byte{9, 9})
	f.Add(uint32(5*layout.PageSize+8), []byte{0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, at uint32, b []byte) {
		damaged := bytes.Clone(data)
		copy(damaged[at%uint32(len(data)):], b)
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, Options{})
		if err == nil {
			s.Close()
		}
	})
}
