package recording

import (
	"slices"
	"unsafe"

	"raftviz/engine/frame"
)

// A dictionary numbers the log entries of a recording in the order in which
// they first appear, from 0. A line names entries by number; what an entry
// holds is written once. The revisions of the stores have numbers of their own.
type dictionary struct {
	entries []*frame.Entry
	numbers map[frame.Entry]uint64 // nil until something is to be written
	revs    revisions
}

// A known says how much of a dictionary has appeared.
type known struct{ entries, revs int }

func (d *dictionary) known() known { return known{len(d.entries), len(d.revs.all)} }

// number returns the entry's number, and whether it is new.
func (d *dictionary) number(e *frame.Entry) (n uint64, fresh bool) {
	if d.numbers == nil {
		d.numbers = make(map[frame.Entry]uint64, len(d.entries))
		for i, e := range d.entries {
			d.numbers[*e] = uint64(i)
		}
	}
	if n, ok := d.numbers[*e]; ok {
		return n, false
	}
	n = uint64(len(d.entries))
	d.numbers[*e] = n
	d.entries = append(d.entries, e)
	return n, true
}

// putEntry writes an entry: [index, term, text], and its type if it is not
// normal.
func (l *line) putEntry(e *frame.Entry) {
	n := 3
	if e.Type != frame.Normal {
		n = 4
	}
	tuple{entryShape}.put(l, unsafe.Pointer(e), n)
}

func (s *scanner) entry() *frame.Entry {
	e := new(frame.Entry)
	tuple{entryShape}.get(s, unsafe.Pointer(e), 3)
	return e
}

// newEntries reads the line's member "ent": entries that appear for the first
// time. A block that is read again knows them already; then they only count.
func (d *decoder) newEntries() {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		e := s.entry()
		switch {
		case s.err != nil:
			return
		case d.known.entries < len(d.dict.entries):
			if *d.dict.entries[d.known.entries] != *e {
				s.fail("the entry is not the one that was read before")
			}
		default:
			d.dict.entries = append(d.dict.entries, e)
		}
		d.known.entries++
	}
}

// entryRefs reads a list of numbers of entries.
func (d *decoder) entryRefs(dst []*frame.Entry) []*frame.Entry {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		k := s.uint()
		if k >= uint64(d.known.entries) {
			s.fail("there is no entry %d yet", k)
			return dst
		}
		dst = append(dst, d.dict.entries[k])
	}
	return dst
}

// entryRefs are the entries that a record carries, by number.
type entryRefs struct{}

func (entryRefs) of(p unsafe.Pointer, m *member) *[]*frame.Entry {
	return (*[]*frame.Entry)(unsafe.Add(p, m.off))
}

func (c entryRefs) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	if !c.equal(m, old, v) {
		e.putRefs(m.lead, *c.of(v, m))
	}
	return nil
}

func (c entryRefs) read(d *decoder, m *member, v unsafe.Pointer) { *c.of(v, m) = d.entryRefs(nil) }

func (c entryRefs) equal(m *member, a, b unsafe.Pointer) bool {
	return sameEntries(*c.of(a, m), *c.of(b, m))
}

func (entryRefs) weighs() bool { return false }

func (entryRefs) weigh(*member, unsafe.Pointer, unsafe.Pointer) int { return 0 }

// sameEntries reports whether two logs are equal. It is quick where they
// share their memory or their entries.
func sameEntries(a, b []*frame.Entry) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 || &a[0] == &b[0] {
		return true
	}
	return slices.EqualFunc(a, b, sameEntry)
}

func sameEntry(a, b *frame.Entry) bool { return a == b || *a == *b }
