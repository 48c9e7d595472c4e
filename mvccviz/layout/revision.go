package layout

import (
	"cmp"
	"encoding/binary"
	"strconv"
)

// A Revision identifies one change: number Sub, from 0, of the transaction
// Main.
type Revision struct{ Main, Sub int64 }

// Compare orders revisions: by Main, then by Sub.
func (r Revision) Compare(o Revision) int {
	if c := cmp.Compare(r.Main, o.Main); c != 0 {
		return c
	}
	return cmp.Compare(r.Sub, o.Sub)
}

// String returns "main.sub", such as "5.1".
func (r Revision) String() string {
	return strconv.FormatInt(r.Main, 10) + "." + strconv.FormatInt(r.Sub, 10)
}

// The key of a revision in the bucket "key": main and sub, big-endian,
// separated by '_', so that byte order is revision order; then 't' for a
// tombstone.
const (
	KeyLen          = 8 + 1 + 8
	TombstoneKeyLen = KeyLen + 1
	revSep          = '_'
	tombMark        = 't'
)

// AppendKey appends the key of r in the bucket "key" to dst: 17 bytes, or 18
// for a tombstone.
func (r Revision) AppendKey(dst []byte, tombstone bool) []byte {
	dst = binary.BigEndian.AppendUint64(dst, uint64(r.Main))
	dst = append(dst, revSep)
	dst = binary.BigEndian.AppendUint64(dst, uint64(r.Sub))
	if tombstone {
		dst = append(dst, tombMark)
	}
	return dst
}

// ParseKey is the inverse of AppendKey. It rejects everything else.
func ParseKey(key []byte) (rev Revision, tombstone bool, err error) {
	switch len(key) {
	case KeyLen:
	case TombstoneKeyLen:
		if key[KeyLen] != tombMark {
			return Revision{}, false, texts.Errorf("revision key %x: the last byte is %q, not %q", key, key[KeyLen], tombMark)
		}
		tombstone = true
	default:
		return Revision{}, false, texts.Errorf("revision key %x: %d bytes, not %d or %d", key[:min(len(key), 32)], len(key), KeyLen, TombstoneKeyLen)
	}
	if key[8] != revSep {
		return Revision{}, false, texts.Errorf("revision key %x: %q between main and sub, not %q", key, key[8], revSep)
	}
	rev.Main = int64(binary.BigEndian.Uint64(key))
	rev.Sub = int64(binary.BigEndian.Uint64(key[9:]))
	if rev.Main < 0 || rev.Sub < 0 {
		return Revision{}, false, texts.Errorf("revision key %x: negative revision %v", key, rev)
	}
	return rev, tombstone, nil
}
