// Package bolt reads bbolt files page by page, without bbolt.
//
// bbolt maps a file into memory and trusts it: over a damaged page it panics or
// reads past the end, sometimes in a goroutine of its own, and what it has
// touched stays in memory. A File here reads one page at a time from an
// io.ReaderAt, checks it before it looks inside, and holds as many pages as the
// tree is deep. It never writes and starts no goroutine. Files of either byte
// order and of any page size can be read.
//
// # The format
//
// A file is pages of equal size. A page begins with its number, its kind, how
// many elements it holds and over how many pages it goes on (its overflow):
//
//	page 0, 1   meta: two copies, written in turn; the newer one that is whole counts
//	branch      keys and the pages under them
//	leaf        keys and values; a value may be a bucket
//	freelist    the numbers of the free pages; not written by etcd
//
// The root of the tree of buckets is in the meta page. A bucket is the number of
// its own root page or, if it is small, a leaf page inside the value itself.
package bolt
