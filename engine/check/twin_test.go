package check

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A twin judges runs the slow way: it keeps all it ever saw and compares
// everything with everything after each step, as the paper states it.
type twin struct {
	leader map[uint64]string
	done   map[uint64]fact
	store  map[uint64]*store.State
}

type fact struct {
	entry frame.Entry
	term  uint64
}

func (w *twin) step(prev, f *frame.Frame) map[string]bool {
	bad := map[string]bool{}
	for _, n := range f.Nodes {
		old := prev.Node(n.Name)
		w.elections(n, bad)
		if old != nil && old.Up() && n.Up() {
			w.keepsItsWord(old, n, bad)
		}
		for _, m := range f.Nodes {
			if m != n && !matches(n, m) {
				bad["log-matching"] = true
			}
		}
		w.decisions(n, bad)
	}
	for _, n := range f.Nodes {
		w.completeness(n, bad)
	}
	return bad
}

func (w *twin) elections(n *frame.Node, bad map[string]bool) {
	if !n.Up() || n.Role != frame.Leader {
		return
	}
	if l, ok := w.leader[n.Term]; ok && l != n.Name {
		bad["election-safety"] = true
	}
	w.leader[n.Term] = n.Name
}

func (w *twin) keepsItsWord(old, n *frame.Node, bad map[string]bool) {
	for i := old.First; i <= old.Last(); i++ {
		was, now := old.Entry(i), n.Entry(i)
		stoodFor := now == nil && i <= n.Snapshot.Index
		if now != nil && *now == *was || stoodFor && i < n.First {
			continue
		}
		if old.Role == frame.Leader && n.Role == frame.Leader && old.Term == n.Term {
			bad["leader-append-only"] = true
		}
		if i <= max(old.Commit, old.Applied) && !stoodFor {
			bad["state-machine-safety"] = true
		}
	}
}

func matches(n, m *frame.Node) bool {
	ok := true // no difference so far
	for i := uint64(1); i <= min(n.Last(), m.Last()); i++ {
		a, b := n.Entry(i), m.Entry(i)
		if a == nil || b == nil {
			t, ok1 := n.TermAt(i)
			u, ok2 := m.TermAt(i)
			ok = !ok1 || !ok2 || t == u
			continue
		}
		if a.Term == b.Term && (!ok || *a != *b) {
			return false
		}
		ok = ok && *a == *b
	}
	return true
}

func (w *twin) decisions(n *frame.Node, bad map[string]bool) {
	if !n.Up() {
		return
	}
	for i := n.First; i <= min(n.Last(), max(n.Commit, n.Applied)); i++ {
		x, ok := w.done[i]
		if !ok {
			w.done[i] = fact{*n.Entry(i), n.Term}
		} else if x.entry != *n.Entry(i) {
			bad["state-machine-safety"] = true
		}
	}
	if x, ok := w.done[n.Snapshot.Index]; ok && x.entry.Term != n.Snapshot.Term {
		bad["state-machine-safety"] = true
	}
	if s, ok := w.store[n.OpenStore().Index]; ok && (s.Hash != n.OpenStore().Hash || s.Rev != n.OpenStore().Rev) {
		bad["store-equality"] = true
	}
	w.store[n.OpenStore().Index] = n.OpenStore()
}

func (w *twin) completeness(n *frame.Node, bad map[string]bool) {
	if !n.Up() || n.Role != frame.Leader {
		return
	}
	for i, x := range w.done {
		if x.term >= n.Term {
			continue
		}
		if e := n.Entry(i); e != nil {
			if *e != x.entry {
				bad["leader-completeness"] = true
			}
			continue
		}
		if t, ok := n.TermAt(i); i > n.Snapshot.Index || ok && t != x.entry.Term {
			bad["leader-completeness"] = true
		}
	}
}

// underWay draws a healthy cluster: n1 leads, the others hold part of its log.
func underWay(t *rapid.T) *frame.Frame {
	var log []*frame.Entry
	for i := range rapid.Uint64Range(1, 8).Draw(t, "entries") {
		log = append(log, &frame.Entry{Index: i + 1, Term: i/3 + 1, Text: "old"})
	}
	f := &frame.Frame{}
	nodes := rapid.IntRange(3, 4).Draw(t, "nodes")
	for i := range nodes {
		n := &frame.Node{Name: fmt.Sprint("n", i+1), First: 1, Term: 3, Log: log}
		if i > nodes/2 {
			n.Log = log[:rapid.IntRange(0, len(log)).Draw(t, "holds")]
		}
		n.Commit = rapid.Uint64Range(0, n.Last()).Draw(t, "commit")
		n.Applied = rapid.Uint64Range(0, n.Commit).Draw(t, "applied")
		n.Log, n.Store = slices.Clip(n.Log), storeAt(n.Applied, false)
		f.Nodes = append(f.Nodes, n)
	}
	f.Nodes[0].Role = frame.Leader
	return f
}

// TestTwin gives random runs to the checker and to its twin: until the first
// violation they find the same. A run is short, so that there are twenty times as
// many as of other properties, or RAFTVIZ_SOAK says how many hundreds.
func TestTwin(t *testing.T) {
	soak, _ := strconv.Atoi(os.Getenv("RAFTVIZ_SOAK"))
	for range max(20, soak) {
		rapid.Check(t, againstTwin)
	}
}

func againstTwin(t *rapid.T) {
	f := underWay(t)
	w := &twin{map[uint64]string{}, map[uint64]fact{}, map[uint64]*store.State{}}
	w.step(&frame.Frame{}, f)
	c := New(f)
	for step := range 200 {
		next := mutate(t, f)
		next.Step = uint64(step + 1)
		got := c.Step(f, &event.Step{Index: next.Step, Frame: next})
		want := w.step(f, next)
		for _, v := range got {
			if !want[v.Property] {
				t.Fatalf("step %d: found %s: %s", step+1, v.Property, v.Text.EN)
			}
			if v.Text.EN == "" || len(v.Nodes) == 0 || v.Step != next.Step {
				t.Fatalf("incomplete: %+v", v)
			}
		}
		if len(want) > 0 {
			if len(got) == 0 {
				t.Fatalf("step %d: missed %v", step+1, want)
			}
			return
		}
		f = next
	}
}

// TestNeverPanics goes on after violations, and shows frames that no engine
// should ever make.
func TestNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &frame.Frame{}
		c := New(f)
		for range 100 {
			next := mutate(t, f)
			s := &event.Step{Frame: next}
			if rapid.Bool().Draw(t, "event") {
				kind := rapid.SampledFrom([]event.Kind{event.KindBecameLeader, event.KindWiped, event.KindCrashed}).Draw(t, "kind")
				node := rapid.SampledFrom(next.Nodes).Draw(t, "node").Name
				s.Events = []event.Event{{Node: node, Payload: ofTerm(kind, rapid.Uint64Range(0, 5).Draw(t, "term"))}}
			}
			broken := c.Step(f, s)
			if rapid.IntRange(0, 20).Draw(t, "distort") == 0 {
				odd := distort(t, next)
				broken = append(broken, c.Step(next, &event.Step{Frame: odd})...)
				broken = append(broken, c.Step(odd, &event.Step{Frame: next})...)
			}
			for _, v := range broken {
				if v.Text.EN == "" || Find(v.Property) == nil {
					t.Fatalf("no words for %+v", v)
				}
			}
			f = next
		}
	})
}
