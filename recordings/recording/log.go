package recording

import (
	"slices"
	"unsafe"

	"raftviz/engine/frame"
)

// A logCodec writes how a node's log and its first index changed:
//
//	{"cut": index, "first": index, "add": [entries]}
//
// each of which may be missing: entries from index cut on are removed, those
// before index first too, and the added ones follow. The index of the log's
// first entry is then first, if that is given, else what it was. If entries are
// added and nothing else happens there is the list of them alone.
type logCodec struct{}

// diff costs as much as changed where the two logs share their memory, as the
// logs of successive frames do; else as much as the logs are long.
func (logCodec) diff(e *encoder, m *member, oldNode, node unsafe.Pointer) error {
	old, v := (*frame.Node)(oldNode), (*frame.Node)(node)
	kept, cut := 0, false // what is left of the old log; whether its tail goes
	if skip := v.First - old.First; v.First >= old.First && skip < uint64(len(old.Log)) {
		rest := old.Log[skip:]
		kept = common(rest, v.Log)
		cut = kept < len(rest)
	} else if v.First < old.First {
		cut = len(old.Log) > 0
	}
	add := v.Log[kept:]
	if v.First == 0 || !inSequence(add, v.First+uint64(kept)) {
		return errIndex
	}
	l := &e.line
	if !cut && old.First == v.First {
		if len(add) > 0 {
			e.putRefs(m.lead, add)
		}
		return nil
	}
	l.raw(m.lead)
	bare := len(l.b)
	if cut {
		l.uint(`,"cut":`, max(v.First, old.First)+uint64(kept))
	}
	if old.First != v.First {
		l.uint(`,"first":`, v.First)
	}
	if len(add) > 0 {
		e.putRefs(`,"add":`, add)
	}
	l.brace(bare)
	return nil
}

// inSequence reports whether entries bear the indexes from the given one on.
func inSequence(entries []*frame.Entry, from uint64) bool {
	for i, e := range entries {
		if e.Index != from+uint64(i) {
			return false
		}
	}
	return true
}

// common returns how many entries two logs have in common at their heads.
func common(a, b []*frame.Entry) int {
	n := min(len(a), len(b))
	if n == 0 || &a[0] == &b[0] {
		return n
	}
	for i := range n {
		if !sameEntry(a[i], b[i]) {
			return i
		}
	}
	return n
}

func (c logCodec) read(d *decoder, _ *member, node unsafe.Pointer) {
	s, v := &d.s, (*frame.Node)(node)
	if s.at('[') {
		c.add(d, v)
		return
	}
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "cut":
			cut := s.uint()
			if cut < v.First || cut-v.First > uint64(len(v.Log)) {
				s.fail("the log cannot be cut at %d", cut)
				return
			}
			v.Log = v.Log[: cut-v.First : cut-v.First]
		case "first":
			d.first(v, s.uint())
		case "add":
			c.add(d, v)
		default:
			s.unknown(texts.Sayf("a log"), key)
		}
	}
	if len(v.Log) == 0 {
		v.Log = nil
	}
}

// add reads the entries that are added.
func (logCodec) add(d *decoder, v *frame.Node) {
	d.scratch = d.entryRefs(d.scratch[:0])
	if d.s.err == nil && !inSequence(d.scratch, v.First+uint64(len(v.Log))) {
		d.s.refuse(errIndex)
	}
	if d.s.err == nil && len(d.scratch) > 0 {
		v.Log = d.extend(v, d.scratch)
	}
}

func (logCodec) equal(_ *member, a, b unsafe.Pointer) bool {
	x, y := (*frame.Node)(a), (*frame.Node)(b)
	return x.First == y.First && sameEntries(x.Log, y.Log)
}

func (logCodec) weighs() bool { return true }

func (logCodec) weigh(_ *member, old, v unsafe.Pointer) int {
	return grown((*frame.Node)(old).Log, (*frame.Node)(v).Log)
}

func (d *decoder) first(v *frame.Node, first uint64) {
	switch skip := first - v.First; {
	case first < v.First && len(v.Log) > 0:
		d.s.fail("the log cannot begin at %d, before its first entry", first)
		return
	case first > v.First:
		v.Log = v.Log[min(skip, uint64(len(v.Log))):]
	}
	v.First = first
}

// extend returns a node's log with more entries at its end. The
// frames that a decoder makes share the memory of their logs; the memory of
// the frame it started from is shared with others and never written to.
func (d *decoder) extend(v *frame.Node, add []*frame.Entry) []*frame.Entry {
	if log, ok := d.ahead(v, add); ok {
		return log
	}
	if !d.owned[d.node] {
		d.owned[d.node] = true
		grown := make([]*frame.Entry, len(v.Log), len(v.Log)+max(len(add), 16+len(v.Log)/8))
		copy(grown, v.Log)
		return append(grown, add...)
	}
	return append(v.Log, add...)
}

// ahead finds the longer log in a later frame that shares its memory with
// this one, so that nothing need be copied.
func (d *decoder) ahead(v *frame.Node, add []*frame.Entry) ([]*frame.Entry, bool) {
	if d.later == nil || len(v.Log) == 0 {
		return nil, false
	}
	later := d.later.Node(v.Name)
	if later == nil || len(later.Log) < len(v.Log)+len(add) || &later.Log[0] != &v.Log[0] {
		return nil, false
	}
	grown := later.Log[: len(v.Log)+len(add) : len(v.Log)+len(add)]
	if !slices.EqualFunc(grown[len(v.Log):], add, sameEntry) {
		return nil, false
	}
	return grown, true
}
