package recording

import "raftviz/engine/frame"

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
	l.uint("[", e.Index)
	l.uint(",", e.Term)
	l.str(",", e.Text)
	if e.Type != frame.Normal {
		l.str(",", e.Type.String())
	}
	l.raw("]")
}

func (s *scanner) entry() *frame.Entry {
	e := new(frame.Entry)
	s.lit('[')
	e.Index = s.uint()
	s.lit(',')
	e.Term = s.uint()
	s.lit(',')
	e.Text = s.str()
	if s.more(']', 3) {
		e.Type = entryTypes.get(s, "entry type")
		s.lit(']')
	}
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
