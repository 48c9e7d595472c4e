package layout

// PageSize is the size of a page in bytes in the files that raftviz writes. It
// is fixed, so that files are identical on every machine.
const PageSize = 4096

// PageStats counts the pages of a file by type. All but Free and Lost are in use:
// Pages = Meta + Freelist + Branch + Leaf + Overflow + Free + Lost.
type PageStats struct {
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
func (s *PageStats) Size() int64 { return int64(s.Pages) * int64(s.PageSize) }

// InUse returns how many bytes the pages that are not free take: etcd's "db
// size in use".
func (s *PageStats) InUse() int64 { return int64(s.Pages-s.Free) * int64(s.PageSize) }

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
