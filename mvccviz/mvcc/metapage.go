package mvcc

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"io/fs"
	"os"

	"raftviz/mvccviz/layout"
)

// The layout of a bbolt file, in the byte order of the machine. A page starts
// with a header: its number, its type, the number of its elements and the
// number of its overflow pages. Pages 0 and 1 are meta pages, which are written
// in turn: after the header come the fields at these offsets, then an FNV-1a
// checksum of them. The freelist page holds the numbers of the free pages, in
// order.
const (
	pageHeaderLen                   = 16
	offFlags, offCount, offOverflow = 8, 10, 12

	leafFlag, metaFlag, freelistFlag = 0x02, 0x04, 0x10

	metaMagic   = 0xED0CDAED
	metaVersion = 2

	offMagic, offVersion, offPageSize, offRoot  = 0, 4, 8, 16
	offFreelist, offPages, offTxID, offChecksum = 32, 40, 48, 56
	metaLen                                     = 64

	noFreelist = ^uint64(0) // the list of free pages is not stored
)

// A metaPage is the content of a meta page.
type metaPage struct {
	size, root, freelist, pages, txid uint64
}

// parseMeta parses the meta page at the start of page; ok is false if it is not
// a valid meta page.
func parseMeta(page []byte) (m metaPage, ok bool) {
	if len(page) < pageHeaderLen+metaLen {
		return m, false
	}
	p, order := page[pageHeaderLen:], binary.NativeEndian
	if order.Uint32(p[offMagic:]) != metaMagic || order.Uint32(p[offVersion:]) != metaVersion ||
		order.Uint64(p[offChecksum:]) != checksum(p) {
		return m, false
	}
	return metaPage{
		size:     uint64(order.Uint32(p[offPageSize:])),
		root:     order.Uint64(p[offRoot:]),
		freelist: order.Uint64(p[offFreelist:]),
		pages:    order.Uint64(p[offPages:]),
		txid:     order.Uint64(p[offTxID:]),
	}, true
}

// newestMeta returns the newer valid meta page, given the first two pages of a
// file, or less if the file is shorter; ok is false if neither is valid.
func newestMeta(pages []byte) (m metaPage, ok bool) {
	n := min(len(pages), layout.PageSize)
	m, ok = parseMeta(pages[:n])
	if second, ok2 := parseMeta(pages[n:]); ok2 && (!ok || second.txid > m.txid) {
		return second, true
	}
	return m, ok
}

func checksum(meta []byte) uint64 {
	sum := fnv.New64a()
	sum.Write(meta[:offChecksum])
	return sum.Sum64()
}

// Blank returns the file that bbolt makes of an empty one: two meta pages, an
// empty freelist and an empty root bucket. bbolt would call fsync after writing
// it, even with NoSync.
func Blank() []byte {
	const freelist, root, pages = 2, 3, 4
	file, order := make([]byte, pages*layout.PageSize), binary.NativeEndian
	for i, kind := range [pages]uint16{metaFlag, metaFlag, freelistFlag, leafFlag} {
		page := file[i*layout.PageSize:]
		order.PutUint64(page, uint64(i))
		order.PutUint16(page[offFlags:], kind)
		if kind == metaFlag {
			p := page[pageHeaderLen:]
			order.PutUint32(p[offMagic:], metaMagic)
			order.PutUint32(p[offVersion:], metaVersion)
			order.PutUint32(p[offPageSize:], layout.PageSize)
			order.PutUint64(p[offRoot:], root)
			order.PutUint64(p[offFreelist:], freelist)
			order.PutUint64(p[offPages:], pages)
			order.PutUint64(p[offTxID:], uint64(i))
			order.PutUint64(p[offChecksum:], checksum(p))
		}
	}
	return file
}

// validateFile checks that r is a complete file before bbolt maps it: bbolt
// would read past the end of a truncated file, which crashes the process. It
// accepts only this package's page size and files with a stored freelist:
// without one, bbolt walks the whole file in a goroutine, and nothing can
// recover its panic over a damaged page.
func validateFile(path string, r io.ReaderAt, size int64) error {
	var buf [2 * layout.PageSize]byte
	n, err := r.ReadAt(buf[:], 0)
	if err != nil && err != io.EOF {
		return cannotOpen(path, err)
	}
	m, ok := newestMeta(buf[:n])
	switch {
	case !ok:
		return corrupt(path, "neither of its first two pages is a valid bbolt meta page")
	case m.size != layout.PageSize:
		return corrupt(path, "its pages have %d bytes, not %d", m.size, layout.PageSize)
	case m.pages > uint64(size)/layout.PageSize:
		return corrupt(path, "it is truncated: it should have %d pages, but there are only %d", m.pages, size/layout.PageSize)
	case m.freelist == noFreelist:
		return corrupt(path, "its list of free pages is missing")
	case m.freelist < 2 || m.freelist >= m.pages:
		return corrupt(path, "its list of free pages is at page %d of %d", m.freelist, m.pages)
	}
	ids, err := readFreelist(r, m)
	if err != nil {
		return cannotOpen(path, err)
	}
	last := uint64(1)
	for _, id := range ids {
		if id <= last || id >= m.pages {
			return corrupt(path, "its list of free pages has page %d after %d, of %d", id, last, m.pages)
		}
		last = id
	}
	return nil
}

// readFreelist returns the numbers of the free pages. It returns {0}, which is
// never free, if the page is not a valid freelist.
func readFreelist(r io.ReaderAt, m metaPage) ([]uint64, error) {
	var head [pageHeaderLen + 8]byte
	at, order := int64(m.freelist)*layout.PageSize, binary.NativeEndian
	if _, err := r.ReadAt(head[:], at); err != nil {
		return nil, err
	}
	n, skip := uint64(order.Uint16(head[offCount:])), int64(pageHeaderLen)
	if n == 0xffff { // too many for the header: the first element counts them
		n, skip = order.Uint64(head[pageHeaderLen:]), skip+8
	}
	size := 1 + uint64(order.Uint32(head[offOverflow:]))
	if order.Uint64(head[:]) != m.freelist || order.Uint16(head[offFlags:]) != freelistFlag ||
		size > m.pages-m.freelist || n > (size*layout.PageSize-uint64(skip))/8 {
		return []uint64{0}, nil
	}
	list := make([]byte, 8*n)
	if _, err := r.ReadAt(list, at+skip); err != nil && n > 0 {
		return nil, err
	}
	ids := make([]uint64, n)
	for i := range ids {
		ids[i] = order.Uint64(list[8*i:])
	}
	return ids, nil
}

// createOrValidate prepares the file at path for bbolt: it creates a blank one
// if there is none, and validates one that is not empty.
func createOrValidate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.Write(Blank())
		if err := errors.Join(err, f.Close()); err != nil {
			return cannotOpen(path, err)
		}
		return nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return cannotOpen(path, err)
	}
	if f, err = os.Open(path); err != nil {
		return cannotOpen(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return cannotOpen(path, err)
	}
	if info.Mode().IsRegular() && info.Size() == 0 {
		return nil // bbolt initializes an empty file
	}
	return validateFile(path, f, info.Size())
}
