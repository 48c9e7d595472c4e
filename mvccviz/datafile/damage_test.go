package datafile

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// readAll reads everything that can be read from a file.
func readAll(f *File) error {
	var errs []error
	note := func(err error) { errs = append(errs, f.Explain(err)) }
	info, err := mvccviz.ReadInfo(f)
	note(err)
	if err == nil {
		note(mvccviz.EachAt(f, mvccviz.AllKeys(), info.Revision, 0, func(*mvccviz.Revision) error { return nil }))
	}
	_, err = f.Pages()
	note(err)
	trailer, err := f.Verify()
	note(err)
	note(f.Intact(trailer))
	h := mvccviz.Histories{Range: mvccviz.AllKeys(), Budget: 1 << 20}
	note(mvccviz.EachHistory(f, h, func(k *mvccviz.KeyHistory) error { _ = k.String(); return nil }))
	note(mvccviz.EachLease(f, 0, func(*mvccviz.Lease) error { return nil }))
	for _, b := range f.Buckets() {
		note(mvccviz.EachEntry(f, b, nil, func(e *mvccviz.BucketEntry) error { return e.Err }))
	}
	return errors.Join(errs...)
}

// checkErrorText checks that an error is one line with path and remedy.
func checkErrorText(t *testing.T, name, path string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, line := range strings.Split(err.Error(), "\n") { // errors.Join separates errors by newlines
		if !strings.HasPrefix(line, path+": ") || !strings.Contains(line, "; ") || len(line) > len(path)+400 {
			t.Errorf("%s: a strange error: %q", name, line)
		}
	}
}

func TestDamaged(t *testing.T) {
	good := unpack(t, "etcd-3.7.snapshot")
	body := good[:len(good)-sha256.Size]
	with := func(at int, b byte) []byte {
		d := bytes.Clone(good)
		d[at] ^= b
		return d
	}
	other := filepath.Join(t.TempDir(), "other")
	db, err := bbolt.Open(other, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	foreign, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "the file is empty; name an"},
		{"text", []byte("hello, world\n"), "not a bbolt file, as etcd's are; name an"},
		{"another's", foreign, "a bbolt file, but not etcd's: it has no buckets key and meta; name an"},
		{"half", body[:len(body)/2], "the file is damaged: it is truncated: it should have 9 pages of 4096 bytes, but there are only 4; take another"},
		{"one byte short", body[:len(body)-1], "the file is damaged: it is truncated: it should have 9 pages of 4096 bytes, but there are only 8; take another"},
		{"half a hash", good[:len(good)-16], "the file is damaged: 16 bytes follow the last page; the hash of a snapshot has 32; take another"},
		{"another hash", with(len(good)-1, 1), "the file is damaged: its SHA-256 is "},
		{"a bit in a free page", with(4096*8+3000, 1), "the file is damaged: its SHA-256 is "},
		{"both meta pages", append(make([]byte, 8192), body[8192:]...), "not a bbolt file, as etcd's are; name an"},
	} {
		path := save(t, c.data)
		f, err := Open(path)
		if err == nil {
			err = readAll(f)
			f.Close()
		}
		if err == nil || !strings.HasPrefix(err.Error(), path+": "+c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		checkErrorText(t, c.name, path, err)
	}
}

func TestNotAFile(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                        ": a folder without a data file; name the file: db in an etcd's member/snap, or a snapshot",
		filepath.Join(dir, "no"):   ": no such file; name an etcd's data file (member/snap/db), its folder, or a snapshot",
		os.DevNull:                 ": not a regular file; copy its content to a file first",
		filepath.Join(dir, "\x00"): ": cannot open the data file: invalid argument; check the path and the disk",
	} {
		if _, err := Open(path); err == nil || err.Error() != path+want {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// However the file is damaged, reading it ends, with an error or without; and a
// snapshot's hash always detects the damage.
func TestRandomDamage(t *testing.T) {
	good := unpack(t, "etcd-3.7.snapshot")
	rnd := rand.New(rand.NewPCG(5, 6))
	path := save(t, good)
	for i := range 300 {
		data := bytes.Clone(good)
		for range 1 + rnd.IntN(3) {
			at := rnd.IntN(len(data))
			if rnd.IntN(2) == 0 {
				at = at&^4095 + rnd.IntN(700) // where pages have content
			}
			data[at] ^= byte(1 + rnd.IntN(255))
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err == nil {
			err = readAll(f)
			f.Close()
		}
		if err == nil && !bytes.Equal(data, good) {
			t.Errorf("damage %d was not noticed", i)
		}
		checkErrorText(t, fmt.Sprint(i), path, err)
	}
}

// small returns a file with few small pages and two revisions of a key.
func small(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "small")
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: 512, NoFreelistSync: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		put := func(bucket, key, value string) error {
			b, err := tx.CreateBucketIfNotExists([]byte(bucket))
			if err != nil {
				return err
			}
			return b.Put([]byte(key), []byte(value))
		}
		rev := func(main int64, tombstone bool) string {
			return string(layout.Revision{Main: main}.AppendKey(nil, tombstone))
		}
		return errors.Join(
			put("key", rev(2, false), "\x0a\x01a\x10\x02\x18\x02\x20\x01\x2a\x01v\x30\x07"),
			put("key", rev(3, true), "\x0a\x01a"),
			put("meta", "finishedCompactRev", rev(1, false)),
			put("lease", "\x00\x00\x00\x00\x00\x00\x00\x07", "\x08\x07\x10\x3c"),
			put("members", "1", `{"name":"m"}`),
		)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func FuzzFile(f *testing.F) {
	f.Add(unpack(f, "etcd-3.4.snapshot"))
	f.Add(small(f))
	f.Add([]byte{})
	path := filepath.Join(f.TempDir(), "db")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := Open(path)
		if err == nil {
			err = readAll(file)
			file.Close()
		}
		checkErrorText(t, "fuzz", path, err)
	})
}
