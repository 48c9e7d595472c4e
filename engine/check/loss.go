package check

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// losses remembers what nodes no longer knew when they came back, to say so
// where it matters. To lose what was not synced is no fault. A disk that lied,
// or was wiped, makes a node forget what others rely on, and so does a power
// failure soon after a restart, which synced nothing.
type losses struct {
	gone  []departure
	known []loss // the latest, oldest first
}

// maxLosses is how many losses are remembered. An older one costs a violation
// a sentence, no more.
const maxLosses = 16

// A departure is a node as it was when its process died.
type departure struct {
	node  *frame.Node
	step  uint64
	wiped bool
}

// A loss is what a node knew before its process died and not after.
type loss struct {
	node          string
	crashed, back uint64 // steps
	wiped         bool

	term, nowTerm uint64
	vote          string
	unvoted       bool // the vote is lost

	first  uint64         // index of the first entry lost
	tail   []*frame.Entry // the entries lost
	synced uint64         // the node took entries up to here for synced
	lied   bool           // its disk had said so and not kept them
}

// observe notes who goes down, is wiped and comes back.
func (l *losses) observe(v *view) {
	for k := range v.changes {
		switch ch := &v.changes[k]; {
		case ch.lived:
		case ch.old.Up() && !ch.new.Up():
			l.leave(ch.old, v.step)
		case !ch.old.Up() && ch.new.Up():
			l.comeBack(ch.new, v.step)
		default:
			l.mayBeWiped(ch.new.Name, v.events)
		}
	}
}

func (l *losses) leave(n *frame.Node, step uint64) {
	d := departure{node: n, step: step}
	for i := range l.gone {
		if l.gone[i].node.Name == n.Name {
			l.gone[i] = d
			return
		}
	}
	l.gone = append(l.gone, d)
}

func (l *losses) mayBeWiped(node string, events []event.Event) {
	for i := range events {
		if events[i].Kind() != event.KindWiped || events[i].Node != node {
			continue
		}
		for j := range l.gone {
			if l.gone[j].node.Name == node {
				l.gone[j].wiped = true
			}
		}
	}
}

func (l *losses) comeBack(n *frame.Node, step uint64) {
	for i, d := range l.gone {
		if d.node.Name != n.Name {
			continue
		}
		l.gone = append(l.gone[:i], l.gone[i+1:]...)
		if x := compare(d, n, step); x.unvoted || len(x.tail) > 0 {
			l.add(x)
		}
		return
	}
}

// compare finds what n, come back at the given step, no longer knows. A vote
// that still waited for its fsync had not left the node.
func compare(d departure, n *frame.Node, step uint64) loss {
	old := d.node
	x := loss{
		node: n.Name, crashed: d.step, back: step, wiped: d.wiped,
		term: old.Term, nowTerm: n.Term, vote: old.Vote, synced: old.Synced, lied: old.Disk.Lied,
	}
	x.unvoted = n.Term < old.Term || n.Term == old.Term && n.Vote != old.Vote
	for _, w := range old.Disk.Queue {
		if w.Term == old.Term && w.Vote == old.Vote {
			x.unvoted = false
		}
	}
	x.first = max(kept(old, n)+1, old.First)
	if x.first <= last(old) {
		x.tail = slices.Clone(old.Log[x.first-old.First:])
	}
	return x
}

func (l *losses) add(x loss) {
	if len(l.known) == maxLosses {
		copy(l.known, l.known[1:])
		l.known = l.known[:maxLosses-1]
	}
	l.known = append(l.known, x)
}

// ofVotes tells of the nodes that forgot how they voted in the term.
func (l *losses) ofVotes(term uint64) (told lang.Sentences) {
	for _, x := range l.known {
		var had lang.Message
		switch {
		case !x.unvoted || x.term < term || x.nowTerm > term:
			continue
		case x.term > term:
			had = texts.Sayf("%s had already reached term %d", x.node, x.term)
		case x.vote == "":
			continue
		case x.vote == x.node:
			had = texts.Sayf("%s had voted for itself in term %d", x.node, term)
		default:
			had = texts.Sayf("%s had voted for %s in term %d", x.node, x.vote, term)
		}
		if x.wiped {
			told = append(told, texts.Sayf("%s; then its files were wiped, and it came back at step %d knowing nothing of it.", had, x.back))
			continue
		}
		told = append(told, texts.Sayf("%s; then it went down at step %d, and its disk brought back term %d without that vote.", had, x.crashed, x.nowTerm))
	}
	return told
}

// ofEntry tells of the nodes that held the entry and lost it.
func (l *losses) ofEntry(i uint64, e *frame.Entry) (told lang.Sentences) {
	for _, x := range l.known {
		if i < x.first || i-x.first >= uint64(len(x.tail)) || !same(x.tail[i-x.first], e) {
			continue
		}
		switch {
		case x.wiped:
			told = append(told, texts.Sayf("%s held it until its files were wiped.", x.node))
		case i <= x.synced && x.lied:
			told = append(told, texts.Sayf("%s held it and its disk had reported it synced; the power failure at step %d took it.", x.node, x.crashed))
		case i <= x.synced:
			told = append(told, texts.Sayf("%s had written it before a crash and read it again without an fsync; the power failure at step %d took it.", x.node, x.crashed))
		default:
			told = append(told, texts.Sayf("%s held it, not yet synced, when it went down at step %d.", x.node, x.crashed))
		}
	}
	return told
}
