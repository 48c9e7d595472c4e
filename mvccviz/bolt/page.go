package bolt

import "encoding/binary"

// A page header holds the page's number, its type, the number of its elements and
// the number of its overflow pages. An element holds the offset of its key, counted
// from the element.
const (
	pageHeaderLen                   = 16
	offFlags, offCount, offOverflow = 8, 10, 12

	branchFlag, leafFlag, freelistFlag = 0x01, 0x02, 0x10

	elementLen   = 16
	bucketFlag   = 0x01 // flag of a leaf element: the value is a bucket
	bucketHeader = 16   // length of a bucket's header: the root page (0 if inline) and a counter
)

// The accepted sizes of a page with its overflow pages. A leaf holds at least two
// entries of any size; etcd's are at most 1.5 MB by default.
const (
	maxBranch = 1 << 20
	maxLeaf   = 64 << 20
)

// A page is a branch or leaf page with a valid header.
type page struct {
	data     []byte // the page with its overflow pages
	order    binary.ByteOrder
	leaf     bool
	count    int
	overflow uint64
}

// readPage reads a branch or leaf page into buf, which it grows if necessary.
func (f *File) readPage(id uint64, buf *[]byte) (page, error) {
	if id < 2 || id >= f.meta.pages {
		return page{}, damage("the tree refers to page %d of %d", id, f.meta.pages)
	}
	size := f.meta.pageSize
	data := resize(buf, size)
	at := int64(id) * size
	if _, err := f.r.ReadAt(data, at); err != nil {
		return page{}, readError(err)
	}
	if got := f.order.Uint64(data); got != id {
		return page{}, damage("page %d has the number of page %d", id, got)
	}
	p, err := f.parseHeader(id, data)
	if err != nil {
		return page{}, err
	}
	if p.overflow > 0 {
		limit := uint64(maxBranch)
		if p.leaf {
			limit = maxLeaf
		}
		switch whole := (p.overflow + 1) * uint64(size); {
		case p.overflow >= f.meta.pages-id:
			return page{}, damage("page %d has %d overflow pages, beyond the end of the file", id, p.overflow)
		case whole > max(limit, uint64(size)):
			return page{}, damage("page %d has %d overflow pages, more than allowed", id, p.overflow)
		default:
			data = resize(buf, int64(whole))
		}
		if _, err := f.r.ReadAt(data[size:], at+size); err != nil {
			return page{}, readError(err)
		}
		p.data = data
	}
	if uint64(len(p.data)) < pageHeaderLen+elementLen*uint64(p.count) {
		return page{}, damage("page %d is too small for its %d elements", id, p.count)
	}
	return p, nil
}

// parseHeader validates the header of a branch or leaf page.
func (f *File) parseHeader(id uint64, data []byte) (page, error) {
	p := page{data: data, order: f.order}
	switch flags := f.order.Uint16(data[offFlags:]); flags {
	case branchFlag:
	case leafFlag:
		p.leaf = true
	default:
		return page{}, damage("page %d is neither branch nor leaf: its flags are %#x", id, flags)
	}
	p.count = int(f.order.Uint16(data[offCount:]))
	p.overflow = uint64(f.order.Uint32(data[offOverflow:]))
	if !p.leaf && p.count == 0 {
		return page{}, damage("branch page %d is empty", id)
	}
	return p, nil
}

// resize returns the first n bytes of *buf and keeps its content. It
// reallocates *buf if it is too small.
func resize(buf *[]byte, n int64) []byte {
	if int64(cap(*buf)) < n {
		b := make([]byte, n)
		copy(b, *buf)
		*buf = b
	}
	*buf = (*buf)[:n]
	return *buf
}

// element returns the key of element i and, in a leaf, its value and flags. ok
// is false if they lie outside the page.
func (p *page) element(i int) (key, value []byte, flags uint32, ok bool) {
	at := uint64(pageHeaderLen + elementLen*i)
	e := p.data[at : at+elementLen]
	var pos, ksize, vsize uint64
	if p.leaf {
		flags = p.order.Uint32(e)
		pos, ksize, vsize = uint64(p.order.Uint32(e[4:])), uint64(p.order.Uint32(e[8:])), uint64(p.order.Uint32(e[12:]))
	} else {
		pos, ksize = uint64(p.order.Uint32(e)), uint64(p.order.Uint32(e[4:]))
	}
	k := at + pos
	v := k + ksize
	end := v + vsize
	if k < pageHeaderLen+elementLen*uint64(p.count) || end > uint64(len(p.data)) {
		return nil, nil, 0, false
	}
	return p.data[k:v:v], p.data[v:end:end], flags, true
}

// child returns the number of the page below element i of a branch.
func (p *page) child(i int) uint64 {
	return p.order.Uint64(p.data[pageHeaderLen+elementLen*i+8:])
}
