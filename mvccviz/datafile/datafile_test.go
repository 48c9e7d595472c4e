package datafile

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz"
	"raftviz/mvccviz/mvcc"
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
	err = mvccviz.EachRevision(f, mvcc.Revision{}, func(r *mvccviz.Revision) error { tally.Add(r); return nil })
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
	if err := mvccviz.EachRevision(f, mvcc.Revision{}, func(r *mvccviz.Revision) error { held.Add(r); return nil }); err != nil {
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
	const want = ": the data file is locked: a running etcd, or another program, has it open; look at what `etcdctl snapshot save` writes, or at a copy of the file"
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
	if err := everything(f); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	after, err2 := os.ReadFile(path)
	if err != nil || err2 != nil || !info.ModTime().Equal(old) || !bytes.Equal(after, data) {
		t.Errorf("the file changed: %v %v %v", info.ModTime(), err, err2)
	}
}

// everything reads everything that can be read from a file.
func everything(f *File) error {
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

// wellPut checks that an error is one line with path and remedy.
func wellPut(t *testing.T, name, path string, err error) {
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
		{"half", body[:len(body)/2], "the file is damaged: it was cut off: it should have 9 pages of 4096 bytes, but there are only 4; take another"},
		{"one byte short", body[:len(body)-1], "the file is damaged: it was cut off: it should have 9 pages of 4096 bytes, but there are only 8; take another"},
		{"half a hash", good[:len(good)-16], "the file is damaged: after the last page come 16 bytes, which are not a snapshot's hash of 32; take another"},
		{"another hash", with(len(good)-1, 1), "the file is damaged: its SHA-256 is "},
		{"a bit in a free page", with(4096*8+3000, 1), "the file is damaged: its SHA-256 is "},
		{"both meta pages", append(make([]byte, 8192), body[8192:]...), "not a bbolt file, as etcd's are; name an"},
	} {
		path := save(t, c.data)
		f, err := Open(path)
		if err == nil {
			err = everything(f)
			f.Close()
		}
		if err == nil || !strings.HasPrefix(err.Error(), path+": "+c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		wellPut(t, c.name, path, err)
	}
}

func TestNotAFile(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                        ": a folder without a data file; name the file: db in an etcd's member/snap, or a snapshot",
		filepath.Join(dir, "no"):   ": no such file; name an etcd's data file (member/snap/db), its folder, or a snapshot",
		os.DevNull:                 ": not a regular file; copy what it gives into a file first",
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
			err = everything(f)
			f.Close()
		}
		if err == nil && !bytes.Equal(data, good) {
			t.Errorf("damage %d was not noticed", i)
		}
		wellPut(t, fmt.Sprint(i), path, err)
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
			return string(mvcc.Revision{Main: main}.AppendKey(nil, tombstone))
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
			err = everything(file)
			file.Close()
		}
		wellPut(t, "fuzz", path, err)
	})
}

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
				k := mvcc.Revision{Main: rev}.AppendKey(nil, tombstone)
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
	if err := mvccviz.EachRevision(f, mvcc.Revision{}, func(r *mvccviz.Revision) error { tally.Add(r); watch(); return nil }); err != nil {
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
