package bolt

import (
	"bytes"
	"errors"
	"slices"
	"strings"
)

const (
	maxDepth   = 24   // of a tree; one of four levels holds a hundred million entries
	maxBuckets = 4096 // etcd has ten
)

// A bucket is one at the top; etcd has no others.
type bucket struct {
	name   string
	root   uint64 // its root page; 0 if it is inline
	inline []byte // else a leaf page
}

// A walk goes through one tree in key order.
type walk struct {
	f     *File
	from  []byte   // where to begin
	bufs  [][]byte // a page each level
	last  []byte   // the key before; keys must rise, and so each page comes once
	any   bool     // there was a key before
	entry func(key, value []byte, flags uint32) error
	page  func(id uint64, p *page, depth int) error // or nil
}

// tree visits the page and everything under it.
func (w *walk) tree(id uint64, depth int) error {
	if depth == maxDepth {
		return damage("the tree is deeper than %d pages", maxDepth)
	}
	if depth == len(w.bufs) {
		w.bufs = append(w.bufs, nil)
	}
	p, err := w.f.read(id, &w.bufs[depth])
	if err != nil {
		return err
	}
	if p.leaf && p.count == 0 && depth > 0 {
		return damage("leaf page %d is empty", id)
	}
	if w.page != nil {
		if err := w.page(id, &p, depth); err != nil {
			return err
		}
	}
	if p.leaf {
		return w.leaf(id, &p)
	}
	first, err := w.first(id, &p)
	if err != nil {
		return err
	}
	for i := first; i < p.count; i++ {
		if err := w.tree(p.child(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// first returns the element of a branch under which from is: the last whose key
// is not after it.
func (w *walk) first(id uint64, p *page) (int, error) {
	if w.from == nil || w.any {
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

func (w *walk) leaf(id uint64, p *page) error {
	for i := range p.count {
		key, value, flags, ok := p.element(i)
		if !ok {
			return damage("element %d of page %d lies outside it", i, id)
		}
		if w.any && bytes.Compare(key, w.last) <= 0 {
			return damage("the keys of page %d are out of order at element %d", id, i)
		}
		w.last, w.any = append(w.last[:0], key...), true
		if w.from != nil && bytes.Compare(key, w.from) < 0 {
			continue
		}
		if err := w.entry(key, value, flags); err != nil {
			return err
		}
	}
	return nil
}

// bucket visits the entries of a bucket.
func (w *walk) bucket(b *bucket) error {
	if b.inline == nil {
		return w.tree(b.root, 0)
	}
	p, err := w.f.parseInline(b)
	if err != nil {
		return err
	}
	return w.leaf(0, &p)
}

// parseInline reads the page of a bucket that has none of its own.
func (f *File) parseInline(b *bucket) (page, error) {
	p, err := f.parse(0, b.inline)
	if err != nil || !p.leaf || pageHeaderLen+elementLen*p.count > len(p.data) {
		return page{}, damage("bucket %q is neither a page nor a leaf", clip(b.name))
	}
	return p, nil
}

// loadBuckets notes which buckets there are.
func (f *File) loadBuckets() error {
	w := &walk{f: f, entry: func(key, value []byte, flags uint32) error {
		b := bucket{name: string(key)}
		switch {
		case flags&bucketFlag == 0 || len(value) < bucketHeader:
			return damage("%q, among the buckets, is none", clip(b.name))
		case len(f.buckets) == maxBuckets:
			return damage("it has more than %d buckets", maxBuckets)
		}
		if b.root = f.order.Uint64(value); b.root == 0 {
			if len(value) < bucketHeader+pageHeaderLen {
				return damage("bucket %q is cut off", clip(b.name))
			}
			b.inline = bytes.Clone(value[bucketHeader:])
		}
		f.buckets = append(f.buckets, b)
		return nil
	}}
	return w.tree(f.meta.root, 0)
}

// Has reports whether there is a bucket of that name.
func (f *File) Has(name string) bool { return f.find(name) != nil }

func (f *File) find(name string) *bucket {
	i, ok := slices.BinarySearchFunc(f.buckets, name, func(b bucket, name string) int { return strings.Compare(b.name, name) })
	if !ok {
		return nil
	}
	return &f.buckets[i]
}

// Scan calls f with the entries of a bucket in key order, from the given key on,
// nil for all, until it returns an error. What it is given is valid until it
// returns. A bucket that there is not has no entries. The error is f's, a
// *DamageError or one of reading.
func (f *File) Scan(name string, from []byte, fn func(key, value []byte) error) error {
	b := f.find(name)
	if b == nil {
		return nil
	}
	w := &walk{f: f, from: from, entry: func(key, value []byte, flags uint32) error {
		if flags&bucketFlag != 0 {
			return damage("%q in bucket %q is a bucket itself", clip(string(key)), clip(name))
		}
		return fn(key, value)
	}}
	return w.bucket(b)
}

var errStop = errors.New("stop")

// Get returns a copy of the value of a key, nil if there is none.
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

// clip shortens a name that an error quotes.
func clip(s string) string { return s[:min(len(s), 32)] }

// Last returns a copy of the last key of a bucket, nil if the bucket is empty.
func (f *File) Last(name string) ([]byte, error) {
	b := f.find(name)
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
			p, err = f.read(id, &buf)
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
