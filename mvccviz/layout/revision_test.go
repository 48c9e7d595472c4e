package layout

import (
	"bytes"
	"encoding/hex"
	"math"
	"testing"
)

func TestRevisionKey(t *testing.T) {
	for _, c := range []struct {
		rev       Revision
		tombstone bool
		hex       string
	}{
		{Revision{0, 0}, false, "00000000000000005f0000000000000000"},
		{Revision{2, 0}, false, "00000000000000025f0000000000000000"},
		{Revision{5, 1}, true, "00000000000000055f000000000000000174"},
		{Revision{256, 65535}, false, "00000000000001005f000000000000ffff"},
		{Revision{math.MaxInt64, math.MaxInt64}, true, "7fffffffffffffff5f7fffffffffffffff74"},
	} {
		key := c.rev.AppendKey([]byte("x"), c.tombstone)[1:]
		if got := hex.EncodeToString(key); got != c.hex {
			t.Errorf("%v: key is %s, want %s", c.rev, got, c.hex)
		}
		rev, tombstone, err := ParseKey(key)
		if rev != c.rev || tombstone != c.tombstone || err != nil {
			t.Errorf("%s parses as %v, %v, %v", c.hex, rev, tombstone, err)
		}
	}
}

func TestParseKeyRefuses(t *testing.T) {
	for _, c := range []struct{ hex, want string }{
		{"", `revision key : 0 bytes, not 17 or 18`},
		{"00000000000000025f00000000000000", `revision key 00000000000000025f00000000000000: 16 bytes, not 17 or 18`},
		{"00000000000000025e0000000000000000", `revision key 00000000000000025e0000000000000000: '^' between main and sub, not '_'`},
		{"00000000000000025f000000000000000075", `revision key 00000000000000025f000000000000000075: the last byte is 'u', not 't'`},
		{"80000000000000005f0000000000000000", `revision key 80000000000000005f0000000000000000: negative revision -9223372036854775808.0`},
	} {
		key, _ := hex.DecodeString(c.hex)
		if rev, _, err := ParseKey(key); err == nil || err.Error() != c.want || rev != (Revision{}) {
			t.Errorf("%s parses as %v, error %v; want %s", c.hex, rev, err, c.want)
		}
	}
}

// Keys sort like their revisions, and a tombstone like a put at the same
// revision.
func TestRevisionOrder(t *testing.T) {
	order := []Revision{{0, 0}, {1, 0}, {1, 1}, {1, 256}, {2, 0}, {255, 9}, {256, 0}, {math.MaxInt64, 0}}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i != j {
				want = 1 - 2*btoi(i < j)
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%v.Compare(%v) = %d, want %d", a, b, got, want)
			}
			if i != j && bytes.Compare(a.AppendKey(nil, true), b.AppendKey(nil, false)) != want {
				t.Errorf("keys of %v and %v sort differently", a, b)
			}
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func FuzzParseKey(f *testing.F) {
	f.Add([]byte{})
	f.Add(Revision{2, 0}.AppendKey(nil, false))
	f.Add(Revision{5, 1}.AppendKey(nil, true))
	f.Add(bytes.Repeat([]byte{0xff}, 18))
	f.Fuzz(func(t *testing.T, key []byte) {
		rev, tombstone, err := ParseKey(key)
		if err != nil {
			return
		}
		if back := rev.AppendKey(nil, tombstone); !bytes.Equal(back, key) {
			t.Errorf("%x parses as %v, which is %x", key, rev, back)
		}
	})
}
