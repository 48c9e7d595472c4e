package bolt

import "math/bits"

// Stats counts the pages of a file by type. All but Free and Lost are in use:
// Pages = Meta + Freelist + Branch + Leaf + Overflow + Free + Lost.
type Stats struct {
	PageSize int
	Pages    uint64 // up to the highest ever used
	Meta     uint64
	Freelist uint64 // including overflow pages
	Branch   uint64
	Leaf     uint64
	Overflow uint64 // overflow pages of branches and leaves
	Free     uint64
	Lost     uint64 // neither in use nor in the freelist, if there is one
	Listed   bool   // the file has a freelist; without one, every page that is in no tree is free

	Buckets []BucketStats // ordered by name
}

// Size returns how many bytes the pages take.
func (s *Stats) Size() int64 { return int64(s.Pages) * int64(s.PageSize) }

// InUse returns how many bytes the pages that are not free take: etcd's "db
// size in use".
func (s *Stats) InUse() int64 { return int64(s.Pages-s.Free) * int64(s.PageSize) }

// BucketStats counts the entries and pages of a bucket.
type BucketStats struct {
	Name     string
	Entries  uint64
	Bytes    uint64 // total length of keys and values
	Depth    int    // number of page levels; 0 if the bucket is inline
	Branch   uint64
	Leaf     uint64
	Overflow uint64
}

// PageBytes returns how many bytes the pages of the bucket take.
func (b *BucketStats) PageBytes(pageSize int) int64 {
	return int64(b.Branch+b.Leaf+b.Overflow) * int64(pageSize)
}

// Stats reads the whole file. It also checks that no page is used twice, or
// both used and free, and that all keys are in order. It uses one bit of memory
// per page.
func (f *File) Stats() (*Stats, error) {
	s := &Stats{PageSize: int(f.meta.pageSize), Pages: f.meta.pages, Meta: 2}
	used := make(pageSet, f.meta.pages/64+1)
	used.add(0)
	used.add(1)
	var root BucketStats
	if err := f.countBucket(&bucket{root: f.meta.root}, &root, used); err != nil {
		return nil, err
	}
	all := append([]BucketStats(nil), root)
	for i := range f.buckets {
		b := BucketStats{Name: f.buckets[i].name}
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
func (f *File) countBucket(b *bucket, s *BucketStats, used pageSet) error {
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
func (f *File) countFree(s *Stats, used pageSet) error {
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
