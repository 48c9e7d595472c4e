package recording

import (
	"encoding/hex"
	"slices"
	"unicode/utf8"
	"unsafe"

	"raftviz/engine/config"
	"raftviz/mvccviz/store"
)

// revisions numbers the entries of the stores' buckets "key" of a recording in
// the order in which they first appear, from 0, as a dictionary does the log
// entries.
type revisions struct {
	all     []*store.Rev
	numbers map[revision]uint64 // of the newest entry at each; nil until something is to be written
}

// A revision is where an entry stands.
type revision struct{ main, sub int64 }

// number returns the entry's number, and whether it is new. Stores hardly ever
// hold different entries at a revision; if they do, all but the newest are
// written again.
func (d *revisions) number(r *store.Rev) (n uint64, fresh bool) {
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

func sameRev(a, b *store.Rev) bool { return a == b || *a == *b }

// How many values of an entry's tuple there are: of a tombstone, of a put, and of
// one that is attached to a lease.
const (
	tombstoneValues = 4
	putValues       = 7
	leasedValues    = 8
)

// putRev writes an entry: [main, sub, index, key] of a tombstone, and of a put
// [main, sub, index, key, value, created, version], and its lease if it has one.
func (l *line) putRev(r *store.Rev) error {
	n := putValues
	switch {
	case r.Tombstone && *r != (store.Rev{Main: r.Main, Sub: r.Sub, Tombstone: true, Key: r.Key, Index: r.Index}):
		return errTombstone
	case r.Tombstone:
		n = tombstoneValues
	case r.Lease != 0:
		n = leasedValues
	}
	tuple{revShape}.put(l, unsafe.Pointer(r), n)
	return nil
}

func (s *scanner) rev() *store.Rev {
	r := new(store.Rev)
	switch n := (tuple{revShape}).get(s, unsafe.Pointer(r), tombstoneValues); {
	case s.err != nil:
	case n == tombstoneValues:
		r.Tombstone = true
	case n < putValues:
		s.fail("a revision has %d values", n)
	case n == leasedValues && r.Lease == 0:
		s.fail("lease 0 is none")
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
		s.fail("%q is no bytes in hexadecimal that are not UTF-8", string(digits[:min(len(digits), 32)]))
		return ""
	}
	return string(v)
}

// putRevs writes a list of entries by number. Those that are new to the
// recording go into the line's member "rev".
func (e *encoder) putRevs(key string, revs []*store.Rev) error {
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
func (d *decoder) revRefs(dst []*store.Rev) []*store.Rev {
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

// A revsCodec writes how a store's revisions changed:
//
//	{"drop": [keep, drop, keep, drop, …], "add": [revisions]}
//
// each of which may be missing: from the first on, so many stay and so many go,
// in turn, and all after these stay; the added ones follow. If revisions are
// added and nothing else happens there is the list of them alone.
type revsCodec struct{}

func (revsCodec) of(p unsafe.Pointer) *[]*store.Rev { return &(*store.State)(p).Revs }

// diff costs as much as changed where the two lists share their memory, else as
// much as they are long.
func (c revsCodec) diff(e *encoder, m *member, oldState, state unsafe.Pointer) error {
	l, old, v := &e.line, *c.of(oldState), *c.of(state)
	drop := e.drop[:0]
	var kept int
	if len(old) > 0 && len(v) >= len(old) && &old[0] == &v[0] {
		kept = len(old)
	} else {
		drop, kept = dropped(drop, old, v)
		e.drop = drop
	}
	add := v[kept:]
	switch {
	case !ascending(v[:kept], add):
		return errRevs
	case len(drop) == 0 && len(add) == 0:
		return nil
	case len(drop) == 0:
		return e.putRevs(m.lead, add)
	}
	l.raw(m.lead)
	l.uints(`{"drop":`, drop)
	if len(add) > 0 {
		if err := e.putRevs(`,"add":`, add); err != nil {
			return err
		}
	}
	l.raw("}")
	return nil
}

func (c revsCodec) read(d *decoder, _ *member, state unsafe.Pointer) {
	s, p := &d.s, c.of(state)
	if s.at('[') {
		c.add(d, p)
		return
	}
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "drop":
			*p = s.drop(*p)
		case "add":
			c.add(d, p)
		default:
			s.unknown(texts.Sayf("a list of revisions"), key)
		}
	}
	if len(*p) == 0 {
		*p = nil
	}
}

// add reads the revisions that are added.
func (revsCodec) add(d *decoder, p *[]*store.Rev) {
	d.revs = d.revRefs(d.revs[:0])
	if d.s.err == nil && len(d.revs) > 0 {
		*p = d.growRevs(*p, d.revs)
	}
}

func (c revsCodec) equal(_ *member, a, b unsafe.Pointer) bool {
	x, y := *c.of(a), *c.of(b)
	return same(x, y) || slices.EqualFunc(x, y, sameRev)
}

func (revsCodec) weighs() bool { return true }

func (c revsCodec) weigh(_ *member, old, v unsafe.Pointer) int { return grown(*c.of(old), *c.of(v)) }

// dropped appends to drop what is kept and dropped of old, in turn, for the
// rest to be the first entries of v, as many as are returned.
func dropped(drop []uint64, old, v []*store.Rev) ([]uint64, int) {
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
func ascending(head, tail []*store.Rev) bool {
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
func (s *scanner) drop(old []*store.Rev) []*store.Rev {
	v := make([]*store.Rev, 0, len(old)+16)
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
func (d *decoder) growRevs(v, add []*store.Rev) []*store.Rev {
	if !ascending(v, add) {
		d.s.refuse(errRevs)
		return v
	}
	if revs, ok := d.aheadRevs(v, add); ok {
		return revs
	}
	if !d.ownedRevs[d.node] {
		d.ownedRevs[d.node] = true
		grown := make([]*store.Rev, len(v), len(v)+max(len(add), 16+len(v)/8))
		copy(grown, v)
		return append(grown, add...)
	}
	return append(v, add...)
}

// aheadRevs is ahead for revisions.
func (d *decoder) aheadRevs(v, add []*store.Rev) ([]*store.Rev, bool) {
	if d.later == nil || len(v) == 0 {
		return nil, false
	}
	n := d.later.Node(config.NodeName(d.node))
	if n == nil || n.Store == nil || len(n.Store.Revs) < len(v)+len(add) || &n.Store.Revs[0] != &v[0] {
		return nil, false
	}
	grown := n.Store.Revs[: len(v)+len(add) : len(v)+len(add)]
	if !slices.EqualFunc(grown[len(v):], add, sameRev) {
		return nil, false
	}
	return grown, true
}
