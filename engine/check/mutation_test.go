package check

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A mutation is something that happens to a node: rightly, or wrongly, as by a
// lying disk, a tampered message or a mistake.
type mutation struct {
	name string
	do   func(t *rapid.T, wrong bool, f *frame.Frame, n *frame.Node)
}

// mutations change n, a copy that belongs to the frame after f. The first five
// are the ones that make logs grow.
var mutations = []mutation{
	{"copy entries", func(t *rapid.T, wrong bool, f *frame.Frame, n *frame.Node) {
		m := rapid.SampledFrom(f.Nodes).Draw(t, "from")
		if !n.Up() || n.Role == frame.Leader || !wrong && !sameTail(n, m) {
			return
		}
		for range rapid.IntRange(1, 3).Draw(t, "entries") {
			e := m.Entry(n.Last() + 1)
			if e == nil {
				return
			}
			if rapid.IntRange(0, 4).Draw(t, "own memory") == 0 {
				e = new(*e)
			}
			if wrong {
				e = &frame.Entry{Index: e.Index, Term: e.Term, Text: "tampered"}
			}
			n.Log = append(n.Log, e)
			n.Term = max(n.Term, e.Term)
		}
	}},
	{"a new entry", func(t *rapid.T, wrong bool, f *frame.Frame, n *frame.Node) {
		if n.Up() && (n.Role == frame.Leader || wrong) {
			n.Log = append(n.Log, &frame.Entry{Index: n.Last() + 1, Term: n.Term, Text: fmt.Sprint("by ", n.Name)})
		}
	}},
	{"commit", func(t *rapid.T, wrong bool, f *frame.Frame, n *frame.Node) {
		to := n.Last()
		for !wrong && to > n.Commit && !agreed(f, n, to) {
			to--
		}
		if n.Up() && n.Commit < to {
			n.Commit = rapid.Uint64Range(n.Commit, to).Draw(t, "commit")
		}
	}},
	{"apply", func(t *rapid.T, wrong bool, _ *frame.Frame, n *frame.Node) {
		if n.Up() && n.Applied < n.Commit && n.Commit <= n.Last() {
			n.Applied = rapid.Uint64Range(n.Applied, n.Commit).Draw(t, "applied")
			n.Store = storeAt(n.Applied, wrong)
		}
	}},
	{"lead", func(_ *rapid.T, wrong bool, f *frame.Frame, n *frame.Node) {
		if n.Up() && (wrong || electable(f, n)) {
			n.Role, n.Term = frame.Leader, f.Term()+1
		}
	}},
	{"truncate", func(t *rapid.T, wrong bool, _ *frame.Frame, n *frame.Node) {
		from := max(n.First, n.Commit+1, n.Applied+1)
		if wrong {
			from = n.First
		}
		if from <= n.Last() && (wrong || n.Role != frame.Leader) {
			from = rapid.Uint64Range(from, n.Last()).Draw(t, "from")
			n.Log = slices.Clone(n.Log[:from-n.First])
		}
	}},
	{"move the log", func(_ *rapid.T, _ bool, _ *frame.Frame, n *frame.Node) { n.Log = slices.Clone(n.Log) }},
	{"snapshot", func(t *rapid.T, wrong bool, _ *frame.Frame, n *frame.Node) {
		if n.Up() && n.Applied > n.Snapshot.Index && n.Entry(n.Applied) != nil {
			n.Snapshot = frame.Snapshot{Index: n.Applied, Term: n.Entry(n.Applied).Term}
			first := rapid.Uint64Range(n.First, n.Applied+1).Draw(t, "first")
			n.Log, n.First = n.Log[first-n.First:], first
			if wrong {
				n.Snapshot.Term++
			}
		}
	}},
	{"install", func(t *rapid.T, _ bool, f *frame.Frame, n *frame.Node) {
		m := rapid.SampledFrom(f.Nodes).Draw(t, "from")
		if s := m.Snapshot; n.Up() && m.Up() && n.Role != frame.Leader && s.Index > n.Commit && s.Index > n.Applied {
			n.Snapshot, n.First, n.Log = s, s.Index+1, nil
			n.Commit, n.Applied, n.Store = s.Index, s.Index, storeAt(s.Index, false)
		}
	}},
	{"lead once more", func(_ *rapid.T, wrong bool, f *frame.Frame, n *frame.Node) {
		if n.Up() && wrong {
			n.Role, n.Term = frame.Leader, max(n.Term, f.Term())
		}
	}},
	{"follow", func(_ *rapid.T, _ bool, f *frame.Frame, n *frame.Node) {
		n.Role, n.Term = frame.Follower, max(n.Term, f.Term())
	}},
	{"crash", func(t *rapid.T, wrong bool, _ *frame.Frame, n *frame.Node) {
		if !n.Up() {
			return
		}
		n.Status, n.Role, n.Applied = frame.Down, frame.Follower, n.Snapshot.Index
		n.Log = slices.Clone(n.Log)
		if wrong {
			n.Log = n.Log[:rapid.IntRange(int(min(n.Snapshot.Index, n.Last())+1-n.First), len(n.Log)).Draw(t, "durable")]
			n.Term -= min(n.Term, rapid.Uint64Range(0, 1).Draw(t, "forgets"))
		}
		n.Commit = max(n.Snapshot.Index, rapid.Uint64Range(0, min(n.Commit, n.Last())).Draw(t, "commit"))
	}},
	{"restart", func(_ *rapid.T, _ bool, _ *frame.Frame, n *frame.Node) {
		if n.Status == frame.Down {
			n.Status, n.Applied, n.Store = frame.Running, n.Snapshot.Index, storeAt(n.Snapshot.Index, false)
			from := min(n.Snapshot.Index, n.Last()) + 1
			n.Log, n.First = slices.Clone(n.Log[from-n.First:]), from
		}
	}},
	{"wipe", func(_ *rapid.T, wrong bool, _ *frame.Frame, n *frame.Node) {
		if n.Status == frame.Down && wrong {
			*n = frame.Node{Name: n.Name, Status: n.Status, First: 1}
		}
	}},
	{"pause", func(_ *rapid.T, _ bool, _ *frame.Frame, n *frame.Node) {
		if n.Up() {
			n.Status = frame.Paused
		}
	}},
	{"remove", func(_ *rapid.T, wrong bool, _ *frame.Frame, n *frame.Node) {
		if wrong {
			n.Status = frame.Removed
		}
	}},
}

// sameTail reports whether m holds n's last entry, as Raft asks before it
// appends.
func sameTail(n, m *frame.Node) bool {
	a, ok1 := n.TermAt(n.Last())
	b, ok2 := m.TermAt(n.Last())
	return ok1 && ok2 && a == b
}

// agreed reports whether most nodes hold n's entry at index i, and n leads its
// term or someone is known to have committed it.
func agreed(f *frame.Frame, n *frame.Node, i uint64) bool {
	e, have, known := n.Entry(i), 0, n.Role == frame.Leader && n.Entry(i) != nil && n.Entry(i).Term == n.Term && n.Term == f.Term()
	for _, m := range f.Nodes {
		if o := m.Entry(i); e != nil && o != nil && *o == *e {
			have++
			known = known || m.Commit >= i
		}
	}
	return known && 2*have > len(f.Nodes)
}

// electable reports whether most nodes' logs are not more up to date than n's.
func electable(f *frame.Frame, n *frame.Node) bool {
	votes := 0
	for _, m := range f.Nodes {
		if n.LastTerm() > m.LastTerm() || n.LastTerm() == m.LastTerm() && n.Last() >= m.Last() {
			votes++
		}
	}
	return 2*votes > len(f.Nodes)
}

func storeAt(i uint64, flip bool) *store.State {
	s := &store.State{Index: i, Rev: int64(i) + 1, Hash: i * 7}
	if flip {
		s.Hash++
	}
	return s
}

// mutate returns a frame in which one node differs.
func mutate(t *rapid.T, f *frame.Frame) *frame.Frame {
	next := &frame.Frame{Nodes: slices.Clone(f.Nodes)}
	if len(next.Nodes) == 0 || len(next.Nodes) < 5 && rapid.IntRange(0, 40).Draw(t, "join") == 0 {
		next.Nodes = append(next.Nodes, &frame.Node{Name: fmt.Sprint("n", len(next.Nodes)+1), First: 1, Store: storeAt(0, false)})
		return next
	}
	i := rapid.IntRange(0, len(next.Nodes)-1).Draw(t, "node")
	n := *next.Nodes[i]
	n.Log = slices.Clip(n.Log)
	m := rapid.IntRange(0, 2*len(mutations)-1).Draw(t, "mutation") % len(mutations)
	if m >= 5 && rapid.Bool().Draw(t, "grow") {
		m %= 5
	}
	wrong := rapid.Uint8().Draw(t, "wrong")%32 == 31
	mutations[m].do(t, wrong, f, &n)
	next.Nodes[i] = &n
	return next
}

// distort returns a frame in which one node is impossible.
func distort(t *rapid.T, f *frame.Frame) *frame.Frame {
	odd := &frame.Frame{Nodes: slices.Clone(f.Nodes)}
	i := rapid.IntRange(0, len(f.Nodes)-1).Draw(t, "which")
	n := *f.Nodes[i]
	big := rapid.SampledFrom([]uint64{0, 1, 2, 255, 256, 1 << 40, 1<<64 - 1})
	switch rapid.IntRange(0, 6).Draw(t, "how") {
	case 0:
		n.First = big.Draw(t, "first")
	case 1:
		n.First, n.Log = big.Draw(t, "first"), nil
	case 2:
		n.Commit = big.Draw(t, "commit")
	case 3:
		n.Applied = big.Draw(t, "applied")
	case 4:
		n.Snapshot = frame.Snapshot{Index: big.Draw(t, "index"), Term: big.Draw(t, "term")}
	case 5:
		n.Name = "n" + fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "name"))
	case 6:
		state := *n.OpenStore()
		state.Index = big.Draw(t, "store")
		n.Store = &state
	}
	odd.Nodes[i] = &n
	return odd
}
