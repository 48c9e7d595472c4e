package bolt

import (
	"bytes"
	"errors"
	"slices"
	"strings"
)

const (
	maxDepth   = 24   // levels of a tree; four levels hold a hundred million entries
	maxBuckets = 4096 // etcd has ten
)

// A bucket is a top-level bucket. etcd does not nest buckets.
type bucket struct {
	name   string
	root   uint64 // root page; 0 if the bucket is inline
	inline []byte // the leaf page of an inline bucket
}

// A treeWalk visits one tree in key order.
type treeWalk struct {
	f       *File
	from    []byte   // the first key to visit; nil for all
	bufs    [][]byte // one page per level
	last    []byte   // the previous key; keys must increase, so no page is visited twice
	hasLast bool     // last is valid
	onEntry func(key, value []byte, flags uint32) error
	onPage  func(id uint64, p *page, depth int) error // or nil
}

// visitPage visits a page and all pages below it.
func (w *treeWalk) visitPage(id uint64, depth int) error {
	if depth == maxDepth {
		return damage("the tree is deeper than %d pages", maxDepth)
	}
	if depth == len(w.bufs) {
		w.bufs = append(w.bufs, nil)
	}
	p, err := w.f.readPage(id, &w.bufs[depth])
	if err != nil {
		return err
	}
	if p.leaf && p.count == 0 && depth > 0 {
		return damage("leaf page %d is empty", id)
	}
	if w.onPage != nil {
		if err := w.onPage(id, &p, depth); err != nil {
			return err
		}
	}
	if p.leaf {
		return w.visitLeaf(id, &p)
	}
	first, err := w.firstChild(id, &p)
	if err != nil {
		return err
	}
	for i := first; i < p.count; i++ {
		if err := w.visitPage(p.child(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// firstChild returns the element of a branch below which w.from is: the last
// one whose key is not greater.
func (w *treeWalk) firstChild(id uint64, p *page) (int, error) {
	if w.from == nil || w.hasLast {
		return 0, nil
	}
	at := 0
	for i := range p.count {
		key, _, _, ok := p.element(i)
		switch {
		case !ok:
			return 0, damage("element %d of page %d lies outside it", i, id)
		case bytes.Compare(key, w.from) > 0:
			return at, nil
		}
		at = i
	}
	return at, nil
}

func (w *treeWalk) visitLeaf(id uint64, p *page) error {
	for i := range p.count {
		key, value, flags, ok := p.element(i)
		if !ok {
			return damage("element %d of page %d lies outside it", i, id)
		}
		if w.hasLast && bytes.Compare(key, w.last) <= 0 {
			return damage("the keys of page %d are out of order at element %d", id, i)
		}
		w.last, w.hasLast = append(w.last[:0], key...), true
		if w.from != nil && bytes.Compare(key, w.from) < 0 {
			continue
		}
		if err := w.onEntry(key, value, flags); err != nil {
			return err
		}
	}
	return nil
}

// visitBucket visits the entries of a bucket.
func (w *treeWalk) visitBucket(b *bucket) error {
	if b.inline == nil {
		return w.visitPage(b.root, 0)
	}
	p, err := w.f.parseInline(b)
	if err != nil {
		return err
	}
	return w.visitLeaf(0, &p)
}

// parseInline validates the leaf page of an inline bucket.
func (f *File) parseInline(b *bucket) (page, error) {
	p, err := f.parseHeader(0, b.inline)
	if err != nil || !p.leaf || pageHeaderLen+elementLen*p.count > len(p.data) {
		return page{}, damage("bucket %q has neither a root page nor an inline leaf", clip(b.name))
	}
	return p, nil
}

// loadBuckets reads the list of buckets.
func (f *File) loadBuckets() error {
	w := &treeWalk{f: f, onEntry: func(key, value []byte, flags uint32) error {
		b := bucket{name: string(key)}
		switch {
		case flags&bucketFlag == 0 || len(value) < bucketHeader:
			return damage("%q in the list of buckets is not a bucket", clip(b.name))
		case len(f.buckets) == maxBuckets:
			return damage("it has more than %d buckets", maxBuckets)
		}
		if b.root = f.order.Uint64(value); b.root == 0 {
			if len(value) < bucketHeader+pageHeaderLen {
				return damage("bucket %q is truncated", clip(b.name))
			}
			b.inline = bytes.Clone(value[bucketHeader:])
		}
		f.buckets = append(f.buckets, b)
		return nil
	}}
	return w.visitPage(f.meta.root, 0)
}

// Has reports whether there is a bucket of that name.
func (f *File) Has(name string) bool { return f.findBucket(name) != nil }

func (f *File) findBucket(name string) *bucket {
	i, ok := slices.BinarySearchFunc(f.buckets, name, func(b bucket, name string) int { return strings.Compare(b.name, name) })
	if !ok {
		return nil
	}
	return &f.buckets[i]
}

// Scan calls fn with the entries of a bucket in key order, starting at the
// given key (nil for all), until fn returns an error. The slices given to fn
// are valid until it returns. A bucket that does not exist has no entries. The
// error is fn's, a *DamageError, or a read error.
func (f *File) Scan(name string, from []byte, fn func(key, value []byte) error) error {
	b := f.findBucket(name)
	if b == nil {
		return nil
	}
	w := &treeWalk{f: f, from: from, onEntry: func(key, value []byte, flags uint32) error {
		if flags&bucketFlag != 0 {
			return damage("%q in bucket %q is a bucket itself", clip(string(key)), clip(name))
		}
		return fn(key, value)
	}}
	return w.visitBucket(b)
}

var errStop = errors.New("stop")

// Get returns a copy of the value of a key, nil if the key does not exist.
func (f *File) Get(name string, key []byte) (value []byte, err error) {
	err = f.Scan(name, key, func(k, v []byte) error {
		if bytes.Equal(k, key) {
			value = append([]byte{}, v...)
		}
		return errStop
	})
	if err == errStop {
		err = nil
	}
	return value, err
}

// clip shortens a name for an error message.
func clip(s string) string { return s[:min(len(s), 32)] }

// Last returns a copy of the last key of a bucket, nil if the bucket is empty.
func (f *File) Last(name string) ([]byte, error) {
	b := f.findBucket(name)
	if b == nil {
		return nil, nil
	}
	var buf []byte
	id := b.root
	for range maxDepth {
		var p page
		var err error
		if b.inline != nil {
			p, err = f.parseInline(b)
		} else {
			p, err = f.readPage(id, &buf)
		}
		switch {
		case err != nil:
			return nil, err
		case p.count == 0:
			return nil, nil
		case !p.leaf:
			id = p.child(p.count - 1)
			continue
		}
		key, _, _, ok := p.element(p.count - 1)
		if !ok {
			return nil, damage("element %d of page %d lies outside it", p.count-1, id)
		}
		return bytes.Clone(key), nil
	}
	return nil, damage("the tree is deeper than %d pages", maxDepth)
}
