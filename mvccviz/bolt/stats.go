package bolt

import (
	"math/bits"

	"raftviz/mvccviz/layout"
)

// Stats reads the whole file. It also checks that no page is used twice, or
// both used and free, and that all keys are in order. It uses one bit of memory
// per page.
func (f *File) Stats() (*layout.PageStats, error) {
	s := &layout.PageStats{PageSize: int(f.meta.pageSize), Pages: f.meta.pages, Meta: 2}
	used := make(pageSet, f.meta.pages/64+1)
	used.add(0)
	used.add(1)
	var root layout.BucketStats
	if err := f.countBucket(&bucket{root: f.meta.root}, &root, used); err != nil {
		return nil, err
	}
	all := append([]layout.BucketStats(nil), root)
	for i := range f.buckets {
		b := layout.BucketStats{Name: f.buckets[i].name}
		if err := f.countBucket(&f.buckets[i], &b, used); err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	for _, b := range all {
		s.Branch += b.Branch
		s.Leaf += b.Leaf
		s.Overflow += b.Overflow
	}
	s.Buckets = all[1:]
	return s, f.countFree(s, used)
}

// countBucket counts one bucket.
func (f *File) countBucket(b *bucket, s *layout.BucketStats, used pageSet) error {
	w := &treeWalk{f: f,
		onEntry: func(key, value []byte, flags uint32) error {
			s.Entries++
			s.Bytes += uint64(len(key) + len(value))
			return nil
		},
		onPage: func(id uint64, p *page, depth int) error {
			s.Depth = max(s.Depth, depth+1)
			s.Overflow += p.overflow
			if p.leaf {
				s.Leaf++
			} else {
				s.Branch++
			}
			return used.addNew(id, p.overflow)
		},
	}
	return w.visitBucket(b)
}

// countFree reads the freelist, if there is one.
func (f *File) countFree(s *layout.PageStats, used pageSet) error {
	if f.meta.freelist == noFreelist {
		s.Free = s.Pages - used.count()
		return nil
	}
	s.Listed = true
	var head [pageHeaderLen + 8]byte
	id, at := f.meta.freelist, int64(f.meta.freelist)*f.meta.pageSize
	if _, err := f.r.ReadAt(head[:], at); err != nil {
		return readError(err)
	}
	n, skip := uint64(f.order.Uint16(head[offCount:])), int64(pageHeaderLen)
	if n == 0xffff { // too many for the header: the first element counts them
		n, skip = f.order.Uint64(head[pageHeaderLen:]), skip+8
	}
	overflow := uint64(f.order.Uint32(head[offOverflow:]))
	if f.order.Uint64(head[:]) != id || f.order.Uint16(head[offFlags:]) != freelistFlag || overflow >= f.meta.pages-id ||
		n > ((overflow+1)*uint64(f.meta.pageSize)-uint64(skip))/8 {
		return damage("page %d is not a valid list of free pages", id)
	}
	if err := used.addNew(id, overflow); err != nil {
		return err
	}
	s.Freelist = overflow + 1
	if err := f.eachFree(at+skip, n, used); err != nil {
		return err
	}
	s.Free = n
	s.Lost = s.Pages - used.count()
	return nil
}

// eachFree reads n numbers of the freelist and adds them to used.
func (f *File) eachFree(at int64, n uint64, used pageSet) error {
	var buf [4096]byte
	last := uint64(1)
	for n > 0 {
		part := buf[:min(n, uint64(len(buf)/8))*8]
		if _, err := f.r.ReadAt(part, at); err != nil {
			return readError(err)
		}
		for i := 0; i < len(part); i += 8 {
			id := f.order.Uint64(part[i:])
			switch {
			case id <= last || id >= f.meta.pages:
				return damage("its list of free pages has page %d after %d, of %d", id, last, f.meta.pages)
			case used.has(id):
				return damage("page %d is in use and in the list of free pages", id)
			}
			used.add(id)
			last = id
		}
		at += int64(len(part))
		n -= uint64(len(part) / 8)
	}
	return nil
}

// A pageSet is a set of page numbers, one bit per page.
type pageSet []uint64

func (s pageSet) has(id uint64) bool { return s[id/64]>>(id%64)&1 != 0 }
func (s pageSet) add(id uint64)      { s[id/64] |= 1 << (id % 64) }

func (s pageSet) count() (n uint64) {
	for _, w := range s {
		n += uint64(bits.OnesCount64(w))
	}
	return n
}

// addNew adds a page and its overflow pages. It returns a *DamageError if one
// of them is in the set already.
func (s pageSet) addNew(id, overflow uint64) error {
	for i := id; i <= id+overflow; i++ {
		if s.has(i) {
			return damage("page %d is used twice", i)
		}
		s.add(i)
	}
	return nil
}
