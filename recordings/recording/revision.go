package recording

import (
	"encoding/hex"
	"slices"
	"unicode/utf8"

	"raftviz/engine/config"
	"raftviz/mvccviz/contents"
)

// revisions numbers the entries of the stores' buckets "key" of a recording in
// the order in which they first appear, from 0, as a dictionary does the log
// entries.
type revisions struct {
	all     []*contents.Rev
	numbers map[revision]uint64 // of the newest entry at each; nil until something is to be written
}

// A revision is where an entry stands.
type revision struct{ main, sub int64 }

// number returns the entry's number, and whether it is new. Stores hardly ever
// hold different entries at a revision; if they do, all but the newest are
// written again.
func (d *revisions) number(r *contents.Rev) (n uint64, fresh bool) {
	if d.numbers == nil {
		d.numbers = make(map[revision]uint64, len(d.all))
		for i, r := range d.all {
			d.numbers[revision{r.Main, r.Sub}] = uint64(i)
		}
	}
	at := revision{r.Main, r.Sub}
	if n, ok := d.numbers[at]; ok && sameRev(d.all[n], r) {
		return n, false
	}
	n = uint64(len(d.all))
	d.numbers[at] = n
	d.all = append(d.all, r)
	return n, true
}

func sameRev(a, b *contents.Rev) bool { return a == b || *a == *b }

// putRev writes an entry: [main, sub, index, key] of a tombstone, and of a put
// [main, sub, index, key, value, created, version], and its lease if it has one.
func (l *line) putRev(r *contents.Rev) error {
	l.int("[", r.Main)
	l.int(",", r.Sub)
	l.uint(",", r.Index)
	l.bytes(",", r.Key)
	if r.Tombstone {
		if *r != (contents.Rev{Main: r.Main, Sub: r.Sub, Tombstone: true, Key: r.Key, Index: r.Index}) {
			return errTombstone
		}
		l.raw("]")
		return nil
	}
	l.bytes(",", r.Value)
	l.int(",", r.Created)
	l.int(",", r.Version)
	if r.Lease != 0 {
		l.hex(",", uint64(r.Lease))
	}
	l.raw("]")
	return nil
}

func (s *scanner) rev() *contents.Rev {
	r := new(contents.Rev)
	s.lit('[')
	r.Main = s.int64()
	s.lit(',')
	r.Sub = s.int64()
	s.lit(',')
	r.Index = s.uint()
	s.lit(',')
	r.Key = s.bytes(s.str)
	if !s.more(']', 4) {
		r.Tombstone = true
		return r
	}
	r.Value = s.bytes(s.str)
	s.lit(',')
	r.Created = s.int64()
	s.lit(',')
	r.Version = s.int64()
	if s.more(']', 7) {
		r.Lease = int64(s.hex())
		if r.Lease == 0 {
			s.fail("lease 0 is none")
		}
		s.lit(']')
	}
	return r
}

// bytes appends what users wrote, which need not be UTF-8: a string, or else a
// list of one string, the bytes in hexadecimal.
func (l *line) bytes(key, v string) {
	if utf8.ValidString(v) {
		l.str(key, v)
		return
	}
	l.b = append(append(l.b, key...), `["`...)
	l.b = append(hex.AppendEncode(l.b, []byte(v)), `"]`...)
}

// bytes reads what line.bytes wrote; text reads a string.
func (s *scanner) bytes(text func() string) string {
	if s.err != nil || s.i >= len(s.b) || s.b[s.i] != '[' {
		return text()
	}
	s.lit('[')
	digits, _ := s.text()
	s.lit(']')
	v := make([]byte, hex.DecodedLen(len(digits)))
	if _, err := hex.Decode(v, digits); err != nil || utf8.Valid(v) || string(digits) != hex.EncodeToString(v) {
		s.fail("%q is no bytes in hexadecimal that are not UTF-8", digits[:min(len(digits), 32)])
		return ""
	}
	return string(v)
}

// putRevs writes a list of entries by number. Those that are new to the
// recording go into the line's member "rev".
func (e *encoder) putRevs(key string, revs []*contents.Rev) error {
	l := &e.line
	l.raw(key)
	sep := "["
	for _, r := range revs {
		n, fresh := e.dict.revs.number(r)
		l.uint(sep, n)
		sep = ","
		if !fresh {
			continue
		}
		if len(e.fresh.b) == 0 {
			e.fresh.raw(`,"rev":[`)
		} else {
			e.fresh.raw(",")
		}
		if err := e.fresh.putRev(r); err != nil {
			return err
		}
	}
	l.raw("]")
	return nil
}

// newRevs reads the line's member "rev", as newEntries does "ent".
func (d *decoder) newRevs() {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		r := s.rev()
		switch {
		case s.err != nil:
			return
		case d.known.revs < len(d.dict.revs.all):
			if *d.dict.revs.all[d.known.revs] != *r {
				s.fail("the revision is not the one that was read before")
			}
		default:
			d.dict.revs.all = append(d.dict.revs.all, r)
		}
		d.known.revs++
	}
}

// revRefs reads a list of numbers of entries.
func (d *decoder) revRefs(dst []*contents.Rev) []*contents.Rev {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		k := s.uint()
		if k >= uint64(d.known.revs) {
			s.fail("there is no revision %d yet", k)
			return dst
		}
		dst = append(dst, d.dict.revs.all[k])
	}
	return dst
}

// A store's revisions change by
//
//	"drop": [keep, drop, keep, drop, …], "add": [revisions]
//
// each of which may be missing: from the first on, so many stay and so many go,
// in turn, and all after these stay; the added ones follow.

// dRevs writes how a store's revisions changed. It costs as much as changed
// where the two lists share their memory, else as much as they are long.
func (e *encoder) dRevs(old, v []*contents.Rev) error {
	l := &e.line
	drop := e.drop[:0]
	var kept int
	if len(old) > 0 && len(v) >= len(old) && &old[0] == &v[0] {
		kept = len(old)
	} else {
		drop, kept = dropped(drop, old, v)
		e.drop = drop
	}
	add := v[kept:]
	if !ascending(v[:kept], add) {
		return errRevs
	}
	if len(drop) > 0 {
		l.uints(`,"drop":`, drop)
	}
	if len(add) > 0 {
		return e.putRevs(`,"add":`, add)
	}
	return nil
}

// dropped appends to drop what is kept and dropped of old, in turn, for the
// rest to be the first entries of v, as many as are returned.
func dropped(drop []uint64, old, v []*contents.Rev) ([]uint64, int) {
	i, j := 0, 0
	for i < len(old) {
		from := i
		for i < len(old) && j < len(v) && sameRev(old[i], v[j]) {
			i, j = i+1, j+1
		}
		keep := i - from
		from = i
		for i < len(old) && (j == len(v) || old[i].Compare(v[j]) < 0) {
			i++
		}
		if i == from && i < len(old) { // v has what old lacks: nothing after it is kept
			i = len(old)
		}
		if i > from {
			drop = append(drop, uint64(keep), uint64(i-from))
		}
	}
	return drop, j
}

// ascending reports whether revisions rise from the last of head on.
func ascending(head, tail []*contents.Rev) bool {
	if len(head) > 0 && len(tail) > 0 && head[len(head)-1].Compare(tail[0]) >= 0 {
		return false
	}
	for i := 1; i < len(tail); i++ {
		if tail[i-1].Compare(tail[i]) >= 0 {
			return false
		}
	}
	return true
}

// drop reads which revisions go.
func (s *scanner) drop(old []*contents.Rev) []*contents.Rev {
	v := make([]*contents.Rev, 0, len(old)+16)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		keep := s.uint()
		s.lit(',')
		gone := s.uint()
		if s.err == nil && (keep > uint64(len(old)) || gone > uint64(len(old))-keep) {
			s.fail("%d revisions cannot stay and %d go, of %d", keep, gone, len(old))
		}
		if s.err != nil {
			return nil
		}
		v, old = append(v, old[:keep]...), old[keep+gone:]
	}
	return append(v, old...)
}

// growRevs returns a store's revisions with more at their end; see extend.
func (d *decoder) growRevs(id uint64, v, add []*contents.Rev) []*contents.Rev {
	if !ascending(v, add) {
		d.s.fail("%v", errRevs)
		return v
	}
	if revs, ok := d.aheadRevs(id, v, add); ok {
		return revs
	}
	if !d.ownedRevs[id] {
		d.ownedRevs[id] = true
		grown := make([]*contents.Rev, len(v), len(v)+max(len(add), 16+len(v)/8))
		copy(grown, v)
		return append(grown, add...)
	}
	return append(v, add...)
}

// aheadRevs is ahead for revisions.
func (d *decoder) aheadRevs(id uint64, v, add []*contents.Rev) ([]*contents.Rev, bool) {
	if d.later == nil || len(v) == 0 {
		return nil, false
	}
	n := d.later.Node(config.NodeName(id))
	if n == nil || n.Data == nil || len(n.Data.Revs) < len(v)+len(add) || &n.Data.Revs[0] != &v[0] {
		return nil, false
	}
	grown := n.Data.Revs[: len(v)+len(add) : len(v)+len(add)]
	if !slices.EqualFunc(grown[len(v):], add, sameRev) {
		return nil, false
	}
	return grown, true
}
