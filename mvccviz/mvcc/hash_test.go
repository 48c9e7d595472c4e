package mvcc

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"

	"raftviz/mvccviz/layout"
)

// The numbers and bytes are those that etcd 3.7.3 gave for these changes.
const leased = "put a 1; put b x lease=7; put a 2; del a c; put a 3; put a 4"

func TestHashKVEqualsEtcd(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, leased)
	check := func(state string) {
		for i, want := range []uint32{1084519789, 2587454935, 3731530863, 2629623006, 1124191294, 1169049324, 251534233} {
			rev := int64(i + 1)
			if got, err := s.HashKV(rev); err != nil || got != (KVHash{want, rev, -1}) {
				t.Errorf("%s, at %d: %+v, %v; want hash %d", state, rev, got, err, want)
			}
		}
		newest, err := s.HashKV(0)
		if at7, _ := s.HashKV(7); err != nil || newest != at7 {
			t.Errorf("%s: newest %+v, %v", state, newest, err)
		}
		if _, err := s.HashKV(8); err != layout.ErrFutureRev {
			t.Errorf("%s: at 8: %v", state, err)
		}
	}
	check("buffered")
	commit(t, s)
	check("in the file")
	closeStore(t, s)
	s = open(t, path)
	check("reopened")
}

func TestEntriesEqualEtcd(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	do(t, s, leased+";commit")
	got := ""
	if err := s.b.scan(layout.KeyBucket, nil, func(k, v []byte) error {
		got += fmt.Sprintf("%x=%x\n", k, v)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	const want = `00000000000000025f0000000000000000=0a01611002180220012a0131
00000000000000035f0000000000000000=0a01621003180320012a01783007
00000000000000045f0000000000000000=0a01611002180420022a0132
00000000000000055f000000000000000074=0a0161
00000000000000055f000000000000000174=0a0162
00000000000000065f0000000000000000=0a01611006180620012a0133
00000000000000075f0000000000000000=0a01611006180720022a0134
`
	if got != want {
		t.Errorf("bucket key:\n%swant:\n%s", got, want)
	}
}

// A recording's digest covers hash and file, so they must not change from
// machine to machine or from version to version.
func TestGoldenFile(t *testing.T) {
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		t.Skip("bbolt writes files in the byte order of the machine")
	}
	s := open(t, newPath(t))
	for i := range 2000 {
		s.Put(fmt.Appendf(nil, "key%d", i*7919%500), fmt.Appendf(nil, "%0*d", i%300, i), int64(i%3))
		if i%50 == 0 {
			s.DeleteRange(fmt.Appendf(nil, "key%d", i%100), fmt.Appendf(nil, "key%d", i%100+3))
		}
		s.SetConsistentIndex(uint64(i+1), uint64(i/100+1))
		if i%17 == 0 {
			commit(t, s)
		}
	}
	data, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("rev %d, %d keys, hash %016x, file %x", s.Rev(), s.Keys(), s.Hash(), sha256.Sum256(data))
	const want = "rev 2033, 318 keys, hash 998f01b0a2bf102e, file d72c36253fd38bd2f3e991a2e921847a4f80eb375d2ed04cb1822c314d140458"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The hash depends on the entries, not on their order or the time of writing,
// and changes if two values swap places.
func TestHash(t *testing.T) {
	k1, k2 := layout.Revision{Main: 2, Sub: 0}.AppendKey(nil, false), layout.Revision{Main: 3, Sub: 0}.AppendKey(nil, false)
	seen := map[uint64]string{}
	for _, c := range []struct {
		name string
		sum  uint64
	}{
		{"empty key and value", hashPair(nil, nil)},
		{"zero byte value", hashPair(nil, []byte{0})},
		{"zero byte key", hashPair([]byte{0}, nil)},
		{"two zero bytes", hashPair(nil, []byte{0, 0})},
		{"nine zero bytes", hashPair(nil, make([]byte, 9))},
		{"k1=a", hashPair(k1, []byte("a"))},
		{"k1=a k2=b", hashPair(k1, []byte("a")) + hashPair(k2, []byte("b"))},
		{"k1=b k2=a", hashPair(k1, []byte("b")) + hashPair(k2, []byte("a"))},
		{"k1=a tombstone", hashPair(layout.Revision{Main: 2, Sub: 0}.AppendKey(nil, true), []byte("a"))},
	} {
		if other, ok := seen[c.sum]; ok {
			t.Errorf("%s and %s have the same hash %x", c.name, other, c.sum)
		}
		seen[c.sum] = c.name
	}
}
