package datafile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"

	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
)

// unpack returns a file of testdata; its README.md describes them.
func unpack(t testing.TB, name string) []byte {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join("testdata", name+".zst"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	data, err := d.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func save(t testing.TB, data []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string) *File {
	t.Helper()
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// show returns what all files of testdata have in common.
func show(t *testing.T, f *File) string {
	t.Helper()
	info, err := mvccviz.ReadInfo(f)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	names := ""
	for _, m := range info.Members { // the IDs differ from file to file
		names += m.Name
	}
	tally := mvccviz.Tally{Range: mvccviz.AllKeys(), Compacted: info.Compacted}
	err = mvccviz.EachRevision(f, layout.Revision{}, func(r *mvccviz.Revision) error { tally.Add(r); return nil })
	fmt.Fprintf(&b, "revision %d, compacted %d %v; %d living, %d puts, %d tombstones; auth %v %d %d %d; %s %v %v\n",
		info.Revision, info.Compacted, info.Exact(), tally.Living, tally.Puts, tally.Tombstones,
		info.AuthEnabled, info.AuthRevision, info.Users, info.Roles, names, info.Alarms, err)
	err = mvccviz.EachHistory(f, mvccviz.Histories{Range: mvccviz.AllKeys()}, func(k *mvccviz.KeyHistory) error {
		if i := bytes.IndexByte(k.Key, '\xff'); i >= 0 {
			return nil // the file of 3.4 has another key: a shell cannot pass a zero byte
		}
		fmt.Fprintf(&b, "%s %v\n", k.Key, k)
		return nil
	})
	fmt.Fprintln(&b, err)
	err = mvccviz.EachAt(f, mvccviz.Prefix([]byte("svc/")), 11, 0, func(r *mvccviz.Revision) error {
		fmt.Fprintf(&b, "%s=%s %d %d %v %v\n", r.Key, r.Value, r.Created, r.Version, r.Revision, r.Lease != 0)
		return nil
	})
	fmt.Fprintln(&b, err)
	return b.String()
}

const common = `revision 15, compacted 6 true; 8 living, 11 puts, 1 tombstones; auth false 4 1 1; alpha [] <nil>
a {6.0 7.0}
last {15.0}
svc/1 {8.0}
svc/2 {9.0 10.0}
svc/3 {11.0 14.0t}{}
t/1 {5.2}
t/2 {5.3}
键 {13.0}
<nil>
svc/1=10.0.0.1 8 1 8.0 true
svc/2=10.0.0.3 9 2 10.0 false
svc/3=10.0.0.4 11 1 11.0 true
<nil>
`

// TestRealFiles reads files written by etcd 3.4 to 3.7.
func TestRealFiles(t *testing.T) {
	for _, c := range []struct {
		version, storage, cluster string
		index, term               uint64
		members, removed          int
	}{
		{"3.4", "", "3.4.0", 24, 0, 1, 0},
		{"3.5", "", "3.5.0", 27, 2, 2, 1},
		{"3.6", "3.6.0", "3.6.0", 27, 2, 2, 1},
		{"3.7", "3.7.0", "3.7.0", 27, 2, 2, 1},
	} {
		for _, kind := range []string{"db", "snapshot"} {
			t.Run(c.version+" "+kind, func(t *testing.T) {
				f := open(t, save(t, unpack(t, "etcd-"+c.version+"."+kind)))
				if got := show(t, f); got != common {
					t.Errorf("it holds\n%s\nwant\n%s", got, common)
				}
				info, err := mvccviz.ReadInfo(f)
				if err != nil || info.StorageVersion != c.storage || info.ClusterVersion != c.cluster || info.Index != c.index ||
					info.Term != c.term || len(info.Members) != c.members || len(info.Removed) != c.removed {
					t.Errorf("%+v, %v", info, err)
				}
				trailer, err := f.Verify()
				if f.Snapshot() != (kind == "snapshot") || f.Snapshot() && !trailer.OK() || err != nil || f.Intact(trailer) != nil {
					t.Errorf("snapshot %v, %+v, %v", f.Snapshot(), trailer, err)
				}
				if p, err := f.Pages(); err != nil || p.Listed || p.Lost > 0 || p.InUse() != 3*4096 {
					t.Errorf("pages: %+v, %v", p, err)
				}
				if got, want := leases(t, f), []string{"3600 svc/1", "60"}; got[0] != want[0] || !strings.HasPrefix(got[1], want[1]) || len(got) != 2 {
					t.Errorf("leases %q, want %q", got, want)
				}
			})
		}
	}
}

func leases(t *testing.T, f *File) (out []string) {
	t.Helper()
	var all []*mvccviz.Lease
	if err := mvccviz.EachLease(f, 0, func(l *mvccviz.Lease) error { all = append(all, l); return nil }); err != nil {
		t.Fatal(err)
	}
	held := mvccviz.NewAttached(all)
	if err := mvccviz.EachRevision(f, layout.Revision{}, func(r *mvccviz.Revision) error { held.Add(r); return nil }); err != nil {
		t.Fatal(err)
	}
	held.Finish()
	for _, l := range all {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s", l.TTL, bytes.Join(l.Keys, []byte(" ")))))
	}
	return out
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	snap := filepath.Join(dir, "member", "snap")
	if err := os.MkdirAll(snap, 0o700); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(snap, "db")
	if err := os.WriteFile(db, unpack(t, "etcd-3.7.db"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "member"), snap, db} {
		if f := open(t, path); f.Path() != db {
			t.Errorf("%s: %s", path, f.Path())
		}
	}
}

// A file that is open for writing is refused immediately; one that is open for
// reading is accepted.
func TestLocked(t *testing.T) {
	path := save(t, unpack(t, "etcd-3.7.db"))
	open(t, path)
	open(t, path).Close()
	path = save(t, unpack(t, "etcd-3.7.db"))
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = Open(path)
	const want = ": the data file is locked: a running etcd, or another program, has it open; open a snapshot from `etcdctl snapshot save`, or a copy of the file"
	if err == nil || err.Error() != path+want || time.Since(began) > time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

// Reading changes neither the content nor the modification time of a file.
func TestNeverWrites(t *testing.T) {
	data := unpack(t, "etcd-3.4.snapshot")
	path := save(t, data)
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	f := open(t, path)
	show(t, f)
	if err := readAll(f); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	after, err2 := os.ReadFile(path)
	if err != nil || err2 != nil || !info.ModTime().Equal(old) || !bytes.Equal(after, data) {
		t.Errorf("the file changed: %v %v %v", info.ModTime(), err, err2)
	}
}
