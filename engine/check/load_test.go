package check

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A load is a healthy cluster of five that replicates one entry after another,
// frame by frame, as the engine would show it: logs grow in place, and their
// heads are discarded once a snapshot stands for them.
type load struct {
	prev  *frame.Frame
	next  uint64 // the entry under way
	entry *frame.Entry
	turn  int // what is next to happen to it
	step  uint64
	down  int // this node is down and stays behind; -1 is none
}

const (
	nodes     = 5
	snapEvery = 1000
	snapKeep  = 500
)

func newLoad() *load {
	l := &load{prev: &frame.Frame{}, down: -1}
	for i := range nodes {
		n := &frame.Node{Name: fmt.Sprint("n", i+1), First: 1, Term: 2}
		if i == 0 {
			n.Role = frame.Leader
		}
		l.prev.Nodes = append(l.prev.Nodes, n)
	}
	return l
}

// An entry takes a turn of each node for each of these.
var turns = []func(l *load, n *frame.Node){
	func(l *load, n *frame.Node) { n.Log = append(n.Log, l.entry) },
	func(l *load, n *frame.Node) { n.Synced = n.Last() },
	func(l *load, n *frame.Node) { n.Timer.Elapsed++ },
	func(l *load, n *frame.Node) { n.Commit = n.Last() },
	func(l *load, n *frame.Node) {
		n.Applied = n.Commit
		n.Store = &store.State{Index: n.Applied, Hash: n.Applied * 31}
		if n.Applied%snapEvery == 0 {
			n.Snapshot = frame.Snapshot{Index: n.Applied, Term: n.Term}
			if keep := n.Applied - snapKeep; keep >= n.First {
				n.Log = slices.Clone(n.Log[keep+1-n.First:])
				n.First = keep + 1
			}
		}
	},
}

var busy = make([]event.Event, 6)

// do returns the frame before the next step, and the step.
func (l *load) do() (*frame.Frame, *event.Step) {
	if l.turn == 0 {
		l.next++
		l.entry = &frame.Entry{Index: l.next, Term: 2, Text: "put k v"}
	}
	i := l.turn % nodes
	prev := l.prev
	f := &frame.Frame{Step: l.step, Nodes: slices.Clone(prev.Nodes)}
	if i != l.down {
		n := *f.Nodes[i]
		turns[l.turn/nodes](l, &n)
		f.Nodes[i] = &n
	}
	l.step++
	l.turn = (l.turn + 1) % (nodes * len(turns))
	l.prev = f
	return prev, &event.Step{Index: l.step, Events: busy, Frame: f}
}

// crash takes the node down where it stands.
func (l *load) crash(i int) {
	l.down = i
	n := *l.prev.Nodes[i]
	n.Status = frame.Down
	l.prev = &frame.Frame{Nodes: slices.Clone(l.prev.Nodes)}
	l.prev.Nodes[i] = &n
}

func (l *load) run(t testing.TB, c *Checker, steps int) {
	t.Helper()
	for range steps {
		if v := c.Step(l.do()); v != nil {
			t.Fatal(v[0].Text.EN)
		}
	}
}

// BenchmarkStep measures one step of a healthy run, at its start and after a
// million steps. ns/check is the checker's part, on frames just made: the
// median over blocks of steps, as other work disturbs the mean.
func BenchmarkStep(b *testing.B) {
	for _, after := range []int{0, 1_000_000} {
		b.Run(fmt.Sprint("after=", after), func(b *testing.B) {
			l := newLoad()
			c := New(l.prev)
			l.run(b, c, after)
			const block = 50 // a reading of the clock is shared by so many
			var prevs [block]*frame.Frame
			var steps [block]*event.Step
			spent := make([]time.Duration, 0, b.N/block+1)
			b.ResetTimer()
			for done := 0; done < b.N; done += block {
				for i := range block {
					prevs[i], steps[i] = l.do()
				}
				start := time.Now()
				for i := range block {
					if v := c.Step(prevs[i], steps[i]); v != nil {
						b.Fatal(v[0].Text.EN)
					}
				}
				spent = append(spent, time.Since(start))
			}
			slices.Sort(spent)
			b.ReportMetric(float64(spent[len(spent)/2])/block, "ns/check")
		})
	}
}

// TestMemoryIsBounded runs through many times the entries that the logs hold.
func TestMemoryIsBounded(t *testing.T) {
	l := newLoad()
	c := New(l.prev)
	l.run(t, c, 25*2*snapEvery)
	l.crash(4)
	l.run(t, c, 25*12*snapEvery)
	held := 0
	for _, n := range l.prev.Nodes {
		held += len(n.Log)
	}
	if got := len(c.ledger.pages); got*pageSize > 2*held+10*pageSize {
		t.Errorf("%d pages of %d records for logs of %d entries", got, pageSize, held)
	}
	for _, i := range []uint64{2 * snapEvery, l.next - 1} { // the end of the dead node's log, and of the others'
		if r := c.ledger.at(i); r == nil || r.entry.Index != i {
			t.Errorf("index %d is forgotten", i)
		}
	}
	if c.ledger.at(5*snapEvery) != nil {
		t.Error("what no log holds is remembered")
	}
}

// TestOldNodeComesBack judges a node that slept while the others discarded
// what it holds.
func TestOldNodeComesBack(t *testing.T) {
	l := newLoad()
	c := New(l.prev)
	l.run(t, c, 25*2*snapEvery)
	l.crash(4)
	l.run(t, c, 25*8*snapEvery)

	back := func(change func(n *frame.Node)) []*frame.Violation {
		n := *l.prev.Nodes[4]
		n.Status = frame.Running
		change(&n)
		f := &frame.Frame{Nodes: slices.Clone(l.prev.Nodes)}
		f.Nodes[4] = &n
		return c.Step(l.prev, &event.Step{Index: l.step + 1, Frame: f})
	}
	if v := back(func(*frame.Node) {}); v != nil {
		t.Errorf("a good node: %s", v[0].Text.EN)
	}
	v := back(func(n *frame.Node) {
		n.Log = slices.Clone(n.Log)
		n.Log[100] = &frame.Entry{Index: n.First + 100, Term: 1, Text: "other"}
	})
	if len(v) != 1 || v[0].Property != "state-machine-safety" {
		t.Errorf("a node with another past: %v", v)
	}
	v = back(func(n *frame.Node) { n.Role, n.Term = frame.Leader, 3 })
	if len(v) != 1 || v[0].Property != "leader-completeness" {
		t.Errorf("a leader from the past: %v", v)
	}
}

// TestHeap watches the memory of the checker itself.
func TestHeap(t *testing.T) {
	l := newLoad()
	c := New(l.prev)
	l.run(t, c, 100_000)
	before := heap()
	l.run(t, c, 200_000)
	if grown := heap() - before; grown > 1<<20 {
		t.Errorf("200,000 steps took %d bytes", grown)
	}
	runtime.KeepAlive(c)
	runtime.KeepAlive(l)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
