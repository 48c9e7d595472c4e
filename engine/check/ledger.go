package check

import (
	"cmp"
	"iter"
	"slices"

	"raftviz/engine/frame"
)

// A ledger is what has been committed, by index: the entry that was in the log
// of the node first seen to commit it.
//
// It is kept in pages. A page is dropped once no node's log reaches into it:
// no node can be judged by it any more, for what a node would still get of those
// indexes comes as a snapshot. A node that is down counts, for it may come
// back; one that was removed does not.
type ledger struct {
	pages []*page // by number; there may be gaps
	limit int     // when there are this many, look for pages to drop

	lo, hi uint64 // what the last step added lies between these; lo > hi if nothing
}

const pageSize = 256

type page struct {
	number  uint64
	records [pageSize]record
}

// A record says what was committed at an index.
type record struct {
	entry *frame.Entry // nil if nobody was seen to commit here
	term  uint64       // the term in which it was: that of the node then
	step  uint64
	by    string
}

// observe enters what the step's nodes newly take for committed. Where the
// ledger knows an entry already, it stays.
func (l *ledger) observe(v *view) {
	l.lo, l.hi = 1, 0
	for k := range v.changes {
		ch := &v.changes[k]
		n := ch.new
		if !n.Up() {
			continue
		}
		to := min(decided(n), last(n))
		for i := max(ch.decided+1, n.First); i <= to; i++ {
			if l.at(i) != nil {
				continue
			}
			l.put(i, record{entry: at(n, i), term: n.Term, step: v.step, by: n.Name}, v.frame)
			if l.lo > l.hi {
				l.lo, l.hi = i, i
			}
			l.lo, l.hi = min(l.lo, i), max(l.hi, i)
		}
	}
}

// at returns the record of index i, or nil.
func (l *ledger) at(i uint64) *record {
	number := i / pageSize
	k := len(l.pages) - 1
	if k < 0 {
		return nil
	}
	if l.pages[k].number != number {
		var ok bool
		if k, ok = l.search(number); !ok {
			return nil
		}
	}
	r := &l.pages[k].records[i%pageSize]
	if r.entry == nil {
		return nil
	}
	return r
}

func (l *ledger) search(number uint64) (int, bool) {
	return slices.BinarySearchFunc(l.pages, number, func(p *page, n uint64) int { return cmp.Compare(p.number, n) })
}

// between returns the records of the indexes lo to hi, both included, in order.
func (l *ledger) between(lo, hi uint64) iter.Seq2[uint64, *record] {
	return func(yield func(uint64, *record) bool) {
		k, _ := l.search(lo / pageSize)
		for ; k < len(l.pages); k++ {
			p := l.pages[k]
			for j := range p.records {
				i := p.number*pageSize + uint64(j)
				if i < lo || p.records[j].entry == nil {
					continue
				}
				if i > hi || !yield(i, &p.records[j]) {
					return
				}
			}
		}
	}
}

// last returns the highest index of a record, 0 if there is none.
func (l *ledger) last() uint64 {
	if len(l.pages) == 0 {
		return 0
	}
	p := l.pages[len(l.pages)-1]
	for j := len(p.records) - 1; j >= 0; j-- {
		if p.records[j].entry != nil {
			return p.number*pageSize + uint64(j)
		}
	}
	return 0
}

func (l *ledger) put(i uint64, r record, f *frame.Frame) {
	number := i / pageSize
	k, ok := l.search(number)
	if !ok {
		if len(l.pages) >= l.limit {
			l.prune(f)
			k, _ = l.search(number)
		}
		l.pages = slices.Insert(l.pages, k, &page{number: number})
	}
	l.pages[k].records[i%pageSize] = r
}

// prune drops the pages that no log reaches into, except the newest. It runs
// when there are twice as many as it left the last time, so that it costs each
// page but once.
func (l *ledger) prune(f *frame.Frame) {
	newest := len(l.pages) - 1
	kept := l.pages[:0]
	for k, p := range l.pages {
		if k == newest || reached(f, p.number*pageSize, p.number*pageSize+pageSize-1) {
			kept = append(kept, p)
		}
	}
	clear(l.pages[len(kept):])
	l.pages = kept
	l.limit = 2*len(kept) + 4
}

// reached reports whether a node's log, or the entry after it, lies between lo
// and hi.
func reached(f *frame.Frame, lo, hi uint64) bool {
	for _, n := range f.Nodes {
		if n.Status != frame.Removed && n.First <= hi && last(n)+1 >= lo {
			return true
		}
	}
	return false
}
