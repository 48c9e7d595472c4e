package bolt

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"

	"raftviz/engine/lang"
)

// The sizes of pages that are believed: bbolt takes the system's, which is 4096
// to 65536 bytes, unless told otherwise.
const (
	minPageSize = 512
	maxPageSize = 16 << 20
)

// Where things are in a meta page, after its page header: a checksum (FNV-1a)
// of all before it comes last.
const (
	metaMagic   = 0xED0CDAED
	metaVersion = 2

	offMagic, offVersion, offPageSize, offRoot = 0, 4, 8, 16
	offFreelist, offPages, offTxID, offSum     = 32, 40, 48, 56
	metaLen                                    = 64

	noFreelist = ^uint64(0) // the free pages were not written
)

// ErrNotBolt means that a file is no bbolt file at all.
var ErrNotBolt = texts.Errorf("not a bbolt file")

// A DamageError says what is wrong with a bbolt file.
type DamageError struct{ lang.Message }

func (e *DamageError) Error() string { return e.String() }

func damage(format string, a ...any) error { return &DamageError{texts.Sayf(format, a...)} }

// A File is a bbolt file as its newest whole meta page describes it.
type File struct {
	r     io.ReaderAt
	order binary.ByteOrder
	meta  meta

	buckets []bucket // by name
}

type meta struct {
	pageSize                    int64
	root, freelist, pages, txid uint64
}

// Open reads what a file of that size says of itself, and which buckets it has.
// The error is ErrNotBolt, a *DamageError, or r's.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r}
	if err := f.findMeta(size); err != nil {
		return nil, err
	}
	m := f.meta
	switch {
	case m.pages > uint64(size/m.pageSize):
		return nil, damage("it was cut off: it should have %d pages of %d bytes, but there are only %d", m.pages, m.pageSize, size/m.pageSize)
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

// Size returns how many bytes the pages take; the file may go on after them.
func (f *File) Size() int64 { return int64(f.meta.pages) * f.meta.pageSize }

// TxID returns the number of the transaction that was committed last.
func (f *File) TxID() uint64 { return f.meta.txid }

// Buckets returns the names of the buckets, in byte order.
func (f *File) Buckets() []string {
	names := make([]string, len(f.buckets))
	for i := range f.buckets {
		names[i] = f.buckets[i].name
	}
	return names
}

// findMeta reads both meta pages and takes the newer one. If the first is
// damaged, the page size is unknown, and the second is looked for where it would
// be for each.
func (f *File) findMeta(size int64) error {
	trace, err := f.tryMeta(0, size)
	if err != nil {
		return err
	}
	if first := f.meta; first.pageSize != 0 {
		_, err := f.tryMeta(first.pageSize, size)
		return err
	}
	for at := int64(minPageSize); at <= maxPageSize && at < size; at *= 2 {
		found, err := f.tryMeta(at, size)
		if err != nil {
			return err
		}
		if f.meta.pageSize != 0 {
			return nil
		}
		trace = trace || found
	}
	if trace {
		return damage("neither of its two meta pages is whole")
	}
	return ErrNotBolt
}

// tryMeta reads the meta page at an offset, and takes it if it is whole and
// newer than what was taken before. It reports whether there was a meta page at
// all.
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

// readError says of an end of the file that came too soon what it means.
func readError(err error) error {
	if errors.Is(err, io.EOF) {
		return damage("it was cut off while it was read")
	}
	return err
}
