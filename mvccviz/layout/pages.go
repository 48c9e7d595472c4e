package layout

// PageSize is the size of a page in bytes in the files that raftviz writes. It
// is fixed, so that files are identical on every machine.
const PageSize = 4096

// PageStats counts the pages of a file by type. All but Free and Lost are in use:
// Pages = Meta + Freelist + Branch + Leaf + Overflow + Free + Lost.
type PageStats struct {
	PageSize int    `json:"page_size"`
	Pages    uint64 `json:"pages"` // up to the highest ever used
	Meta     uint64 `json:"meta"`
	Free     uint64 `json:"free"`
	Leaf     uint64 `json:"leaf"`
	Branch   uint64 `json:"branch"`
	Overflow uint64 `json:"overflow"` // overflow pages of branches and leaves
	Freelist uint64 `json:"freelist"` // including overflow pages
	Lost     uint64 `json:"lost"`     // neither in use nor in the freelist, if there is one
	Listed   bool   `json:"listed"`   // the file has a freelist; without one, every page that is in no tree is free

	Buckets []BucketStats `json:"-"` // ordered by name
}

// Size returns how many bytes the pages take.
func (s *PageStats) Size() int64 { return int64(s.Pages) * int64(s.PageSize) }

// InUse returns how many bytes the pages that are not free take: etcd's "db
// size in use".
func (s *PageStats) InUse() int64 { return int64(s.Pages-s.Free) * int64(s.PageSize) }

// BucketStats counts the entries and pages of a bucket.
type BucketStats struct {
	Name     string `json:"name"`
	Entries  uint64 `json:"entries"`
	Bytes    uint64 `json:"bytes"` // total length of keys and values
	Depth    int    `json:"depth"` // number of page levels; 0 if the bucket is inline
	Leaf     uint64 `json:"leaf"`
	Branch   uint64 `json:"branch"`
	Overflow uint64 `json:"overflow"`
}

// PageBytes returns how many bytes the pages of the bucket take.
func (b *BucketStats) PageBytes(pageSize int) int64 {
	return int64(b.Branch+b.Leaf+b.Overflow) * int64(pageSize)
}
