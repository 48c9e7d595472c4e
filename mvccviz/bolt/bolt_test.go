package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
)

// write makes a bbolt file with many entries, some of them deleted again.
func write(t testing.TB, o bbolt.Options, entries int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "db")
	o.NoSync, o.NoGrowSync = true, true
	db, err := bbolt.Open(path, 0o600, &o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rnd := rand.New(rand.NewPCG(1, 2))
	for round := range 4 {
		err := db.Update(func(tx *bbolt.Tx) error {
			for _, name := range []string{"big", "empty", "small"} {
				if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
					return err
				}
			}
			if err := tx.Bucket([]byte("small")).Put([]byte("k"), []byte{byte(round)}); err != nil {
				return err
			}
			b := tx.Bucket([]byte("big"))
			for i := range entries {
				key := fmt.Appendf(nil, "%06d", i)
				switch {
				case round == 3 && i%3 == 0:
					if err := b.Delete(key); err != nil {
						return err
					}
				case i%4 == round:
					value := make([]byte, rnd.IntN(200))
					if i%500 == 499 {
						value = bytes.Repeat([]byte{7}, 10_000)
					}
					if err := b.Put(key, value); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func openData(data []byte) (*File, error) { return Open(bytes.NewReader(data), int64(len(data))) }

// This package reads what bbolt reads, for any page size.
func TestLikeBbolt(t *testing.T) {
	for _, o := range []bbolt.Options{
		{PageSize: 1024}, {PageSize: 4096}, {PageSize: 16384}, {PageSize: 65536}, {PageSize: 4096, NoFreelistSync: true},
	} {
		t.Run(fmt.Sprint(o.PageSize, o.NoFreelistSync), func(t *testing.T) {
			path := write(t, o, 3000)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, err := openData(data)
			if err != nil {
				t.Fatal(err)
			}
			db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if err := db.View(func(tx *bbolt.Tx) error { compare(t, f, tx, o); return nil }); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func compare(t *testing.T, f *File, tx *bbolt.Tx, o bbolt.Options) {
	stats, err := f.Stats()
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(f.Buckets()); got != "[big empty small]" || f.PageSize() != o.PageSize {
		t.Errorf("buckets %s, page size %d", got, f.PageSize())
	}
	for i, name := range f.Buckets() {
		b := tx.Bucket([]byte(name))
		c := b.Cursor()
		k, v := c.First()
		err := f.Scan(name, nil, func(key, value []byte) error {
			if !bytes.Equal(k, key) || !bytes.Equal(v, value) {
				return fmt.Errorf("%q: %d bytes, bbolt has %q: %d", key, len(value), k, len(v))
			}
			k, v = c.Next()
			return nil
		})
		if err != nil || k != nil {
			t.Errorf("%s: %v; bbolt goes on with %q", name, err, k)
		}
		last, _ := b.Cursor().Last()
		if got, err := f.Last(name); !bytes.Equal(got, last) || err != nil {
			t.Errorf("last of %s: %q, %v; bbolt has %q", name, got, err, last)
		}
		s, want := stats.Buckets[i], b.Stats()
		if s.Depth == 0 { // inline: bbolt counts the page nevertheless
			want.Depth, want.LeafPageN = 0, 0
		}
		if int(s.Entries) != want.KeyN || int(s.Leaf) != want.LeafPageN || int(s.Branch) != want.BranchPageN ||
			int(s.Overflow) != want.LeafOverflowN+want.BranchOverflowN || s.Depth != want.Depth {
			t.Errorf("%s: %+v, bbolt has %+v", name, s, want)
		}
	}
	for _, from := range []string{"", "000000", "000001", "001499", "0015", "002999", "01", "x"} {
		want, _ := tx.Bucket([]byte("big")).Cursor().Seek([]byte(from))
		var got []byte
		if err := f.Scan("big", []byte(from), func(k, _ []byte) error { got = bytes.Clone(k); return errStop }); err != nil && err != errStop {
			t.Error(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("from %q: %q, bbolt has %q", from, got, want)
		}
	}
	db := tx.DB().Stats()
	if free := uint64(db.FreePageN + db.PendingPageN); stats.Free != free || stats.Lost != 0 || stats.Listed == o.NoFreelistSync {
		t.Errorf("%d free, %d lost, listed %v; bbolt has %d", stats.Free, stats.Lost, stats.Listed, free)
	}
	if sum := stats.Meta + stats.Freelist + stats.Branch + stats.Leaf + stats.Overflow + stats.Free; sum != stats.Pages ||
		stats.Size() != tx.Size() {
		t.Errorf("%+v: the kinds make %d, bbolt has %d bytes", stats, sum, tx.Size())
	}
	if v, err := f.Get("small", []byte("k")); err != nil || !bytes.Equal(v, []byte{3}) {
		t.Errorf("small k: %v, %v", v, err)
	}
	if v, err := f.Get("none", []byte("k")); err != nil || v != nil {
		t.Errorf("none k: %v, %v", v, err)
	}
}

// byHand makes the smallest file: a root with one inline bucket of one entry.
func byHand(order binary.ByteOrder, size int) []byte {
	data := make([]byte, 4*size)
	page := func(id int, flags, count uint16) []byte {
		p := data[id*size : (id+1)*size]
		order.PutUint64(p, uint64(id))
		order.PutUint16(p[8:], flags)
		order.PutUint16(p[10:], count)
		return p[16:]
	}
	for id := range 2 {
		m := page(id, 4, 0)
		order.PutUint32(m, metaMagic)
		order.PutUint32(m[4:], metaVersion)
		order.PutUint32(m[8:], uint32(size))
		order.PutUint64(m[16:], 3)
		order.PutUint64(m[32:], 2)
		order.PutUint64(m[40:], 4)
		order.PutUint64(m[48:], uint64(id))
		sum := fnv.New64a()
		sum.Write(m[:56])
		order.PutUint64(m[56:], sum.Sum64())
	}
	page(2, freelistFlag, 0)
	p := page(3, leafFlag, 1)
	element := func(p []byte, flags uint32, key string, vsize int) []byte {
		order.PutUint32(p, flags)
		order.PutUint32(p[4:], elementLen)
		order.PutUint32(p[8:], uint32(len(key)))
		order.PutUint32(p[12:], uint32(vsize))
		copy(p[elementLen:], key)
		return p[elementLen+len(key):]
	}
	in := element(p, bucketFlag, "bucket", bucketHeader+pageHeaderLen+elementLen+2)[bucketHeader:]
	order.PutUint16(in[8:], leafFlag)
	order.PutUint16(in[10:], 1)
	copy(element(in[pageHeaderLen:], 0, "k", 1), "v")
	return data
}

func TestEitherByteOrder(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, size := range []int{512, 4096, 1 << 20} {
			f, err := openData(byHand(order, size))
			if err != nil {
				t.Fatalf("%v, %d: %v", order, size, err)
			}
			v, err := f.Get("bucket", []byte("k"))
			s, err2 := f.Stats()
			if string(v) != "v" || err != nil || err2 != nil || s.InUse() != int64(4*size) || f.TxID() != 1 {
				t.Errorf("%v, %d: %q, %v; %+v, %v", order, size, v, err, s, err2)
			}
		}
	}
}

// If one meta page is damaged, the other is used.
func TestTornMeta(t *testing.T) {
	for _, size := range []int{512, 4096, 65536} {
		for id := range 2 {
			data := byHand(binary.LittleEndian, size)
			data[id*size+40] ^= 1
			f, err := openData(data)
			if err != nil || f.TxID() != uint64(1-id) {
				t.Errorf("page size %d, meta page %d torn: %v", size, id, err)
			}
		}
	}
}

func TestDamage(t *testing.T) {
	const size = 4096
	le := binary.LittleEndian
	for _, c := range []struct {
		name, want string
		spoil      func(data []byte) []byte
	}{
		{"empty", "not a bbolt file", func([]byte) []byte { return nil }},
		{"text", "not a bbolt file", func([]byte) []byte { return bytes.Repeat([]byte("text\n"), 5000) }},
		{"cut off", "it is truncated: it should have 4 pages of 4096 bytes, but there are only 3", func(d []byte) []byte { return d[:len(d)-1] }},
		{"cut off early", "it is truncated: it should have 4 pages of 4096 bytes, but there are only 0", func(d []byte) []byte { return d[:200] }},
		{"cut off inside meta", "not a bbolt file", func(d []byte) []byte { return d[:60] }},
		{"meta", "both of its meta pages are damaged", func(d []byte) []byte { d[20], d[size+20] = 9, 9; return d }},
		{"page id", "page 3 has the number of page 4", func(d []byte) []byte { d[3*size] = 4; return d }},
		{"page kind", "page 3 is neither branch nor leaf: its flags are 0x10", func(d []byte) []byte { d[3*size+8] = 0x10; return d }},
		{"count", "page 3 is too small for its 65535 elements", func(d []byte) []byte { le.PutUint16(d[3*size+10:], 0xffff); return d }},
		{"overflow", "page 3 has 4294967295 overflow pages, beyond the end of the file", func(d []byte) []byte { le.PutUint32(d[3*size+12:], 1<<32-1); return d }},
		{"position", "element 0 of page 3 lies outside it", func(d []byte) []byte { le.PutUint32(d[3*size+20:], 1<<32-1); return d }},
		{"key size", "element 0 of page 3 lies outside it", func(d []byte) []byte { le.PutUint32(d[3*size+24:], 4096); return d }},
		{"no bucket", `"bucket" in the list of buckets is not a bucket`, func(d []byte) []byte { d[3*size+16] = 0; return d }},
		{"a loop", "the tree refers to page 7 of 4", func(d []byte) []byte { le.PutUint64(d[3*size+38:], 7); return d }},
		{"freelist", "page 2 is not a valid list of free pages", func(d []byte) []byte { d[2*size+8] = 2; return d }},
		{"used and free", "page 3 is in use and in the list of free pages", func(d []byte) []byte { d[2*size+10], d[2*size+16] = 1, 3; return d }},
		{"free beyond", "its list of free pages has page 9 after 1, of 4", func(d []byte) []byte { d[2*size+10], d[2*size+16] = 1, 9; return d }},
		{"root of itself", "page 3 is used twice", func(d []byte) []byte { le.PutUint64(d[3*size+38:], 3); return d }},
	} {
		data := c.spoil(byHand(le, size))
		f, err := openData(data)
		if err == nil {
			_, err = f.Stats()
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		var d *DamageError
		if err != ErrNotBolt && !errors.As(err, &d) {
			t.Errorf("%s: %T", c.name, err)
		}
	}
}

// visit reads everything in a file.
func visit(data []byte) error {
	f, err := openData(data)
	if err != nil {
		return err
	}
	_, err = f.Stats()
	for _, name := range f.Buckets() {
		_, last := f.Last(name)
		err = errors.Join(err, last, f.Scan(name, []byte("0005"), func(_, _ []byte) error { return nil }),
			f.Scan(name, nil, func(_, _ []byte) error { return nil }))
	}
	return err
}

// However a file is damaged, reading it ends, with an error or without.
func TestRandomDamage(t *testing.T) {
	good, err := os.ReadFile(write(t, bbolt.Options{PageSize: 1024}, 400))
	if err != nil {
		t.Fatal(err)
	}
	if err := visit(good); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	failed := 0
	for range 2000 {
		data := bytes.Clone(good)
		for range 1 + rnd.IntN(3) {
			at := rnd.IntN(len(data))
			if rnd.IntN(2) == 0 {
				at = at&^1023 + rnd.IntN(48) // headers and first elements
			}
			data[at] = byte(rnd.IntN(256))
		}
		if rnd.IntN(4) == 0 {
			data = data[:rnd.IntN(len(data))]
		}
		if visit(data) != nil {
			failed++
		}
	}
	if failed < 500 {
		t.Errorf("only %d of 2000 damaged files were noticed", failed)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(byHand(binary.LittleEndian, 512))
	f.Add(byHand(binary.BigEndian, 1024))
	data, err := os.ReadFile(write(f, bbolt.Options{PageSize: 1024}, 100))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(_ *testing.T, data []byte) { _ = visit(data) })
}
