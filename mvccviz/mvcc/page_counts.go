package mvcc

import (
	"encoding/binary"

	"raftviz/mvccviz/layout"
)

// PageCounts counts the pages of a data file by type.
type PageCounts struct {
	Pages                  int64 // up to the highest ever used
	Meta, Freelist, Free   int64
	Branch, Leaf, Overflow int64
}

// PageCounts counts the pages of the file as of the last Commit. It reads
// branch pages but no leaves, because all leaves of a tree have equal depth.
// All pages that are of no other type are overflow pages.
func (s *Store) PageCounts() (PageCounts, error) {
	c := pageCounter{b: s.b}
	err := c.count()
	return c.PageCounts, err
}

// A pageCounter counts the pages of a file, which it trusts to be valid.
type pageCounter struct {
	PageCounts
	b *backend
}

// pageCountBufs are the read buffers of a pageCounter: for a page of the root
// bucket's tree, and for the header and first element of another page.
type pageCountBufs struct {
	page [layout.PageSize]byte
	head [pageHeaderLen + branchElementLen]byte
}

func (c *pageCounter) count() error {
	m, err := c.b.readMeta()
	if err != nil {
		return err
	}
	head, err := c.readHead(m.freelist)
	if err != nil {
		return err
	}
	c.Pages, c.Meta, c.Freelist = int64(m.pages), 2, 1+overflowOf(head)
	if c.Free = int64(binary.NativeEndian.Uint16(head[offCount:])); c.Free == 0xffff { // too many for the header
		c.Free = int64(binary.NativeEndian.Uint64(head[pageHeaderLen:]))
	}
	if err := c.countRoot(m.root, c.b.countBufs.page[:]); err != nil {
		return err
	}
	c.Overflow = c.Pages - c.Meta - c.Freelist - c.Free - c.Branch - c.Leaf
	return nil
}

// read fills into from the start of page id.
func (c *pageCounter) read(into []byte, id uint64) error {
	_, err := c.b.file.ReadAt(into, int64(id)*layout.PageSize)
	return err
}

// readHead reads the header of a page and its first element. The result is
// valid until the next call.
func (c *pageCounter) readHead(id uint64) ([]byte, error) {
	head := c.b.countBufs.head[:]
	return head, c.read(head, id)
}

// readPage reads a page into page, or with its overflow pages into a new slice.
func (c *pageCounter) readPage(id uint64, page []byte) ([]byte, error) {
	if err := c.read(page, id); err != nil {
		return nil, err
	}
	if n := overflowOf(page); n > 0 {
		page = make([]byte, (1+n)*layout.PageSize)
		return page, c.read(page, id)
	}
	return page, nil
}

func overflowOf(page []byte) int64 { return int64(binary.NativeEndian.Uint32(page[offOverflow:])) }

func isBranch(page []byte) bool { return binary.NativeEndian.Uint16(page[offFlags:]) == branchFlag }

// countRoot counts a page of the root bucket, and the trees of the buckets in
// it.
func (c *pageCounter) countRoot(id uint64, room []byte) error {
	page, err := c.readPage(id, room)
	if err != nil {
		return err
	}
	if isBranch(page) {
		c.Branch++
		for i, br := 0, (branch{page: page}); i < br.len(); i++ {
			if err := c.countRoot(br.child(i), make([]byte, layout.PageSize)); err != nil {
				return err
			}
		}
		return nil
	}
	c.Leaf++
	order := binary.NativeEndian
	for i := range int(order.Uint16(page[offCount:])) {
		// A leaf element: flags, offset of the key from the element, key length,
		// value length. The value of a bucket starts with its root page, 0 if
		// the bucket is inline.
		e := page[pageHeaderLen+i*leafElementLen:]
		value := e[order.Uint32(e[4:])+order.Uint32(e[8:]):]
		if root := order.Uint64(value); root != 0 {
			if err := c.countBucket(root); err != nil {
				return err
			}
		}
	}
	return nil
}

const leafElementLen = 16

// countBucket counts the pages of a bucket.
func (c *pageCounter) countBucket(root uint64) error {
	height, err := c.height(root)
	if err != nil {
		return err
	}
	return c.countSubtree(root, height)
}

// height returns the number of branch levels from a page down to the leaves,
// the page included.
func (c *pageCounter) height(id uint64) (n int, err error) {
	for ; n < maxDepth; n++ {
		head, err := c.readHead(id)
		if err != nil {
			return 0, err
		}
		if !isBranch(head) {
			return n, nil
		}
		id = branch{page: head}.child(0)
	}
	return 0, corrupt(c.b.path, "the tree is deeper than %d pages", maxDepth)
}

// countSubtree counts a page of the given height and all pages below it.
func (c *pageCounter) countSubtree(id uint64, height int) error {
	switch height {
	case 0:
		c.Leaf++
		return nil
	case 1:
		head, err := c.readHead(id)
		if err != nil {
			return err
		}
		c.Branch++
		c.Leaf += int64(branch{page: head}.len())
		return nil
	}
	page, err := c.readPage(id, make([]byte, layout.PageSize))
	if err != nil {
		return err
	}
	c.Branch++
	for i, br := 0, (branch{page: page}); i < br.len(); i++ {
		if err := c.countSubtree(br.child(i), height-1); err != nil {
			return err
		}
	}
	return nil
}
