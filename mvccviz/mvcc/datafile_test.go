package mvcc

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// filled returns the path of a closed file with some history.
func filled(t testing.TB) string {
	t.Helper()
	path := newPath(t)
	s := open(t, path)
	for range 200 {
		do(t, s, docExample)
	}
	s.SetConsistentIndex(5, 1)
	commit(t, s)
	closeStore(t, s)
	return path
}

// newest returns the newer valid meta page.
func newest(t testing.TB, path string) metaPage {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := parseMeta(data)
	b, _ := parseMeta(data[layout.PageSize:])
	if b.txid > a.txid {
		return b
	}
	return a
}

func put(bucket string, key, value []byte) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		edit(t, path, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucket)).Put(key, value) })
	}
}

// overwrite writes bytes over part of the file.
func overwrite(at int64, b ...byte) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt(b, at); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDamagedFile(t *testing.T) {
	key := func(main int64, tomb bool) []byte { return layout.Revision{Main: main, Sub: 0}.AppendKey(nil, tomb) }
	junk := []byte(strings.Repeat("junk", 4096))
	freelist := newest(t, filled(t)).freelist
	for _, c := range []struct {
		name   string
		damage func(*testing.T, string)
		want   string // of the problem
	}{
		{"not bbolt", overwrite(0, junk...), "neither of its first two pages is a valid bbolt meta page"},
		{"cut off", func(t *testing.T, path string) {
			if err := os.Truncate(path, 6*layout.PageSize-1); err != nil {
				t.Fatal(err)
			}
		}, "it is truncated: it should have"},
		{"cut off in the first page", func(t *testing.T, path string) {
			if err := os.Truncate(path, 70); err != nil {
				t.Fatal(err)
			}
		}, "neither of its first two pages"},
		{"no freelist", func(t *testing.T, path string) {
			db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoSync: true, NoFreelistSync: true})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for range 2 {
				if err := db.Update(func(*bbolt.Tx) error { return nil }); err != nil {
					t.Fatal(err)
				}
			}
		}, "its list of free pages is missing"},
		{"junk in the list of free pages", overwrite(int64(freelist)*layout.PageSize, junk[:100]...), "its list of free pages has page 0 after 1"},
		{"free page beyond the end", overwrite(int64(freelist)*layout.PageSize+pageHeaderLen, 0xff, 0xff), "its list of free pages has page 65535 after 1"},
		{"junk in all other pages", func(t *testing.T, path string) {
			for page := range int64(freelist) - 2 {
				overwrite((page+2)*layout.PageSize, junk[:layout.PageSize]...)(t, path)
			}
			overwrite(int64(freelist+1)*layout.PageSize, junk...)(t, path)
		}, ""},
		{"short revision key", put("key", []byte("x"), nil), "revision key 78: 1 bytes, not 17 or 18"},
		{"value is no KeyValue", put("key", key(5000, false), []byte{0xff}), "the value at revision 5000.0 does not decode"},
		{"value of another revision", put("key", key(5000, false), []byte{0x0a, 1, 'a', 0x18, 7}), "the value at revision 5000.0 has the modification revision 7"},
		{"tombstone of nothing", put("key", key(5000, true), []byte{0x0a, 1, 'b'}), `revision 5000.0 deletes "b", which does not exist then`},
		{"short index", put("meta", metaConsistentIndex, []byte{1}), "consistent_index in bucket meta has 1 bytes, not 8"},
		{"bad compaction", put("meta", metaFinishedCompactRev, []byte{1}), "finishedCompactRev in bucket meta: revision key 01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filled(t)
			c.damage(t, path)
			_, err := Open(path, Options{})
			var fe *FileError
			if !errors.As(err, &fe) || !errors.Is(err, ErrCorrupt) || fe.Path != path || !strings.Contains(fe.Problem.String(), c.want) {
				t.Fatalf("opening it: %v", err)
			}
			if want := path + ": the data file is damaged: "; !strings.HasPrefix(err.Error(), want) || fe.Remedy.IsZero() {
				t.Errorf("message: %v", err)
			}
			if err := os.Remove(path); err != nil { // would fail on Windows if it were still open
				t.Error(err)
			}
		})
	}
}

// A file stays readable if one of its two meta pages is torn.
func TestOneMetaPageTorn(t *testing.T) {
	for page := range int64(2) {
		path := filled(t)
		overwrite(page*layout.PageSize+pageHeaderLen+offTxID, 1, 2, 3)(t, path)
		s := open(t, path)
		if s.Rev() != 1 && s.Rev() != 1201 {
			t.Errorf("without meta page %d: rev %d", page, s.Rev())
		}
	}
}

func TestCannotOpen(t *testing.T) {
	dir := t.TempDir()
	held := open(t, filepath.Join(dir, "held"))
	for _, c := range []struct{ path, problem, remedy string }{
		{held.b.path, "is locked", "close what holds it"},
		{filepath.Join(dir, "none", "db"), "cannot open the data file", "create its folder first"},
		{dir, "", ""},
	} {
		_, err := Open(c.path, Options{LockTimeout: time.Millisecond})
		var fe *FileError
		if !errors.As(err, &fe) || errors.Is(err, ErrCorrupt) || !strings.Contains(fe.Problem.String(), c.problem) || !strings.Contains(fe.Remedy.String(), c.remedy) {
			t.Errorf("opening %s: %v", c.path, err)
		}
	}
}
