package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// The accepted page sizes. By default, bbolt uses the system's page size, which is
// 4096 to 65536 bytes.
const (
	minPageSize = 512
	maxPageSize = 16 << 20
)

// The offsets of the fields of a meta page, counted from the end of its page
// header. The last is an FNV-1a checksum of the fields before it.
const (
	metaMagic   = 0xED0CDAED
	metaVersion = 2

	offMagic, offVersion, offPageSize, offRoot = 0, 4, 8, 16
	offFreelist, offPages, offTxID, offSum     = 32, 40, 48, 56
	metaLen                                    = 64

	noFreelist = ^uint64(0) // the freelist is not stored
)

// ErrNotBolt says that a file is not a bbolt file.
var ErrNotBolt = errors.New("not a bbolt file")

// A DamageError says how a bbolt file is damaged.
type DamageError struct{ What string }

func (e *DamageError) Error() string { return e.What }

func damage(format string, a ...any) error { return &DamageError{fmt.Sprintf(format, a...)} }

// A File is a bbolt file as its newest valid meta page describes it.
type File struct {
	r     io.ReaderAt
	order binary.ByteOrder
	meta  meta

	buckets []bucket // ordered by name
}

type meta struct {
	pageSize                    int64
	root, freelist, pages, txid uint64
}

// Open reads the meta pages and the bucket names of a file with size bytes. The
// error is ErrNotBolt, a *DamageError, or an error of r.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r}
	if err := f.findMeta(size); err != nil {
		return nil, err
	}
	m := f.meta
	switch {
	case m.pages > uint64(size/m.pageSize):
		return nil, damage("it is truncated: it should have %d pages of %d bytes, but there are only %d", m.pages, m.pageSize, size/m.pageSize)
	case m.root < 2 || m.root >= m.pages:
		return nil, damage("its root is page %d of %d", m.root, m.pages)
	case m.freelist != noFreelist && (m.freelist < 2 || m.freelist >= m.pages):
		return nil, damage("its list of free pages is page %d of %d", m.freelist, m.pages)
	}
	if err := f.loadBuckets(); err != nil {
		return nil, err
	}
	return f, nil
}

// PageSize returns the size of a page in bytes.
func (f *File) PageSize() int { return int(f.meta.pageSize) }

// Size returns how many bytes the pages take. The file may be longer.
func (f *File) Size() int64 { return int64(f.meta.pages) * f.meta.pageSize }

// TxID returns the ID of the last committed transaction.
func (f *File) TxID() uint64 { return f.meta.txid }

// Buckets returns the names of the buckets, in byte order.
func (f *File) Buckets() []string {
	names := make([]string, len(f.buckets))
	for i := range f.buckets {
		names[i] = f.buckets[i].name
	}
	return names
}

// findMeta reads both meta pages and uses the newer one. If the first is
// damaged, the page size is unknown, and findMeta looks for the second at each
// possible offset.
func (f *File) findMeta(size int64) error {
	found, err := f.tryMeta(0, size)
	if err != nil {
		return err
	}
	if first := f.meta; first.pageSize != 0 {
		_, err := f.tryMeta(first.pageSize, size)
		return err
	}
	for at := int64(minPageSize); at <= maxPageSize && at < size; at *= 2 {
		more, err := f.tryMeta(at, size)
		if err != nil {
			return err
		}
		if f.meta.pageSize != 0 {
			return nil
		}
		found = found || more
	}
	if found {
		return damage("both of its meta pages are damaged")
	}
	return ErrNotBolt
}

// tryMeta reads the meta page at an offset, and uses it if it is valid and
// newer than the one in use. It reports whether there is a meta page at all,
// valid or not.
func (f *File) tryMeta(at, size int64) (found bool, err error) {
	var buf [pageHeaderLen + metaLen]byte
	if at+int64(len(buf)) > size {
		return false, nil
	}
	if _, err := f.r.ReadAt(buf[:], at); err != nil {
		return false, readError(err)
	}
	m := buf[pageHeaderLen:]
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case order.Uint32(m[offMagic:]) == metaMagic:
	case binary.BigEndian.Uint32(m[offMagic:]) == metaMagic:
		order = binary.BigEndian
	default:
		return false, nil
	}
	sum := fnv.New64a()
	sum.Write(m[:offSum])
	pageSize, txid := int64(order.Uint32(m[offPageSize:])), order.Uint64(m[offTxID:])
	if order.Uint32(m[offVersion:]) != metaVersion || order.Uint64(m[offSum:]) != sum.Sum64() ||
		pageSize < minPageSize || pageSize > maxPageSize || pageSize&(pageSize-1) != 0 || at != 0 && at != pageSize ||
		f.meta.pageSize != 0 && f.meta.txid >= txid {
		return true, nil
	}
	f.order = order
	f.meta = meta{
		pageSize: pageSize,
		root:     order.Uint64(m[offRoot:]),
		freelist: order.Uint64(m[offFreelist:]),
		pages:    order.Uint64(m[offPages:]),
		txid:     txid,
	}
	return true, nil
}

// readError returns a *DamageError for an unexpected end of the file, and other
// errors unchanged.
func readError(err error) error {
	if errors.Is(err, io.EOF) {
		return damage("it was truncated while it was read")
	}
	return err
}
