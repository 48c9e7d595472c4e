package bolt

import "encoding/binary"

// A page header: the page's number, its kind, how many elements follow and how
// many pages it goes on for. An element tells where its key is, counted from
// the element itself.
const (
	pageHeaderLen                   = 16
	offFlags, offCount, offOverflow = 8, 10, 12

	branchFlag, leafFlag, freelistFlag = 0x01, 0x02, 0x10

	elementLen   = 16
	bucketFlag   = 0x01 // of a leaf element: the value is a bucket
	bucketHeader = 16   // of such a value: the root page, 0 if it follows, and a counter
)

// How large a page with its overflow may be. A leaf holds at least two entries
// however large, and etcd's are 1.5 MB at most unless told otherwise.
const (
	maxBranch = 1 << 20
	maxLeaf   = 64 << 20
)

// A page is a branch or leaf page whose header has been checked.
type page struct {
	data     []byte // with its overflow
	order    binary.ByteOrder
	leaf     bool
	count    int
	overflow uint64
}

// read reads a page of a tree into buf, growing it.
func (f *File) read(id uint64, buf *[]byte) (page, error) {
	if id < 2 || id >= f.meta.pages {
		return page{}, damage("the tree leads to page %d of %d", id, f.meta.pages)
	}
	size := f.meta.pageSize
	data := grown(buf, size)
	at := int64(id) * size
	if _, err := f.r.ReadAt(data, at); err != nil {
		return page{}, readError(err)
	}
	if got := f.order.Uint64(data); got != id {
		return page{}, damage("page %d says that it is page %d", id, got)
	}
	p, err := f.parse(id, data)
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
			return page{}, damage("page %d goes on for %d pages, beyond the end", id, p.overflow)
		case whole > max(limit, uint64(size)):
			return page{}, damage("page %d goes on for %d pages, more than is believed", id, p.overflow)
		default:
			data = grown(buf, int64(whole))
		}
		if _, err := f.r.ReadAt(data[size:], at+size); err != nil {
			return page{}, readError(err)
		}
		p.data = data
	}
	if uint64(len(p.data)) < pageHeaderLen+elementLen*uint64(p.count) {
		return page{}, damage("page %d says that it holds %d elements", id, p.count)
	}
	return p, nil
}

// parse reads the header of a branch or leaf page.
func (f *File) parse(id uint64, data []byte) (page, error) {
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

// grown returns the first n bytes of *buf, of which what was there stays.
func grown(buf *[]byte, n int64) []byte {
	if int64(cap(*buf)) < n {
		b := make([]byte, n)
		copy(b, *buf)
		*buf = b
	}
	*buf = (*buf)[:n]
	return *buf
}

// element returns the key of element i, and the value and flags in a leaf; ok
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

// child returns the page that element i of a branch leads to.
func (p *page) child(i int) uint64 {
	return p.order.Uint64(p.data[pageHeaderLen+elementLen*i+8:])
}
