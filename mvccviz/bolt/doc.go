// Package bolt reads bbolt files page by page, without bbolt.
//
// bbolt maps a file into memory and trusts it: on a damaged page it panics or
// reads past the end, sometimes in another goroutine, and the pages that it has
// read stay in memory. A File here reads one page at a time from an
// io.ReaderAt, validates it before use, and holds only as many pages as the
// tree has levels. It never writes and starts no goroutine. It reads files of
// either byte order and of any page size.
//
// # The format
//
// A file is a sequence of pages of equal size. A page starts with its number,
// its type, the number of its elements and the number of its overflow pages:
//
//	page 0, 1   meta: two copies, written in turn; the newer valid one counts
//	branch      keys and the pages below them
//	leaf        keys and values; a value may be a bucket
//	freelist    the numbers of the free pages; etcd does not write it
//
// The meta page holds the root page of the tree of buckets. A bucket is the
// number of its root page or, if it is small, a leaf page inside the value
// (inline).
package bolt
