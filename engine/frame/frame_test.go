package frame

import (
	"testing"

	"raftviz/mvccviz/store"
)

func log(terms ...uint64) (es []*Entry) {
	for i, t := range terms {
		es = append(es, &Entry{Index: uint64(i) + 1, Term: t})
	}
	return es
}

func TestLog(t *testing.T) {
	whole := &Node{First: 1, Log: log(1, 1, 2)}
	cut := &Node{First: 3, Log: log(1, 1, 2)[2:], Snapshot: Snapshot{Index: 2, Term: 1}}
	kept := &Node{First: 2, Log: log(1, 1, 2)[1:], Snapshot: Snapshot{Index: 2, Term: 1}}
	bare := &Node{First: 4, Snapshot: Snapshot{Index: 3, Term: 2}}
	empty := &Node{First: 1}

	type at struct {
		index, term uint64
		held, known bool
	}
	for _, c := range []struct {
		name           string
		n              *Node
		last, lastTerm uint64
		at             []at
	}{
		{"whole", whole, 3, 2, []at{{0, 0, false, true}, {1, 1, true, true}, {3, 2, true, true}, {4, 0, false, false}}},
		{"cut behind a snapshot", cut, 3, 2, []at{{0, 0, false, true}, {1, 0, false, false}, {2, 1, false, true}, {3, 2, true, true}, {4, 0, false, false}}},
		{"kept behind a snapshot", kept, 3, 2, []at{{1, 0, false, false}, {2, 1, true, true}, {3, 2, true, true}}},
		{"nothing but a snapshot", bare, 3, 2, []at{{2, 0, false, false}, {3, 2, false, true}, {4, 0, false, false}}},
		{"empty", empty, 0, 0, []at{{0, 0, false, true}, {1, 0, false, false}, {1<<64 - 1, 0, false, false}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.n.Last() != c.last || c.n.LastTerm() != c.lastTerm {
				t.Errorf("ends at %d of term %d, want %d of term %d", c.n.Last(), c.n.LastTerm(), c.last, c.lastTerm)
			}
			for _, a := range c.at {
				e := c.n.Entry(a.index)
				if (e != nil) != a.held || e != nil && e.Index != a.index {
					t.Errorf("Entry(%d) = %+v", a.index, e)
				}
				if term, ok := c.n.TermAt(a.index); term != a.term || ok != a.known {
					t.Errorf("TermAt(%d) = %d, %v, want %d, %v", a.index, term, ok, a.term, a.known)
				}
			}
		})
	}
}

func TestWhole(t *testing.T) {
	f := &Frame{Nodes: []*Node{
		{Name: "n1", Role: Leader, Term: 2, Store: &store.State{Rev: 5}},
		{Name: "n2", Role: Leader, Term: 3, Store: &store.State{Rev: 4}},
		{Name: "n3", Role: Leader, Term: 4, Status: Paused, Store: &store.State{Rev: 3}},
		{Name: "n4", Role: Leader, Term: 9, Status: Down, Store: &store.State{Rev: 9}},
		{Name: "n5", Role: Leader, Term: 8, Status: Removed, Store: &store.State{Rev: 8}},
	}}
	if l := f.Leader(); l != f.Nodes[1] {
		t.Errorf("the leader is %+v, want n2: later ones do not run", l)
	}
	if got := f.Term(); got != 4 {
		t.Errorf("term %d, want 4, that of a paused node", got)
	}
	if got := f.Revision(); got != 5 {
		t.Errorf("revision %d, want 5", got)
	}
	if f.Node("n4") != f.Nodes[3] || f.Node("n6") != nil || f.Node("") != nil {
		t.Error("nodes are not found by name")
	}
	if l := (&Frame{Nodes: []*Node{{Name: "n1", Role: Candidate}}}).Leader(); l != nil {
		t.Errorf("%s is not a leader", l.Name)
	}
	if e := (&Frame{}); e.Leader() != nil || e.Term() != 0 || e.Revision() != 0 || e.Message(1) != nil {
		t.Error("something is in an empty frame")
	}
}

func TestStatuses(t *testing.T) {
	for _, c := range []struct {
		s           Status
		up, running bool
	}{{Running, true, true}, {Paused, true, false}, {Down, false, false}, {Removed, false, false}} {
		if n := (&Node{Status: c.s}); n.Up() != c.up || n.Running() != c.running {
			t.Errorf("%v: up %v, running %v", c.s, n.Up(), n.Running())
		}
	}
}

func TestMessage(t *testing.T) {
	f := &Frame{}
	for _, id := range []uint64{2, 3, 7, 12} {
		f.Flight = append(f.Flight, &Message{ID: id})
	}
	for id := range uint64(15) {
		m := f.Message(id)
		if want := id == 2 || id == 3 || id == 7 || id == 12; (m != nil) != want || m != nil && m.ID != id {
			t.Errorf("Message(%d) = %+v", id, m)
		}
	}
}

func TestLinks(t *testing.T) {
	n := &Network{Links: []Link{{From: "n1", To: "n2", Cut: true}, {From: "n2", To: "n1", Loss: 100}}}
	if l, ok := n.Link("n2", "n1"); !ok || l.Loss != 100 {
		t.Errorf("n2>n1 is %+v, %v", l, ok)
	}
	if l, ok := n.Link("n1", "n3"); ok || l != (Link{}) {
		t.Errorf("n1>n3 is %+v, %v", l, ok)
	}
	if !n.Cut("n1", "n2") || n.Cut("n2", "n1") || n.Cut("n1", "n3") {
		t.Error("other links are cut")
	}
}

func TestPeers(t *testing.T) {
	n := &Node{Progress: []Progress{{Node: "n2", Match: 3}, {Node: "n3", Match: 4}}}
	if p := n.PeerProgress("n3"); p != &n.Progress[1] {
		t.Errorf("n3: %+v", p)
	}
	if p := n.PeerProgress("n1"); p != nil {
		t.Errorf("n1: %+v", p)
	}
	if (&Membership{Voters: []string{"n1"}}).Joint() || !(&Membership{Outgoing: []string{"n1"}}).Joint() {
		t.Error("a configuration is joint while one goes out")
	}
}

// TestNames holds the words that scripts and files use: they are a format.
func TestNames(t *testing.T) {
	words := func(n int, name func(i int) string) (all []string) {
		for i := range n {
			all = append(all, name(i))
		}
		return all
	}
	for _, c := range []struct {
		what string
		got  []string
		want []string
	}{
		{"Status", words(len(statuses), func(i int) string { return Status(i).String() }), []string{"running", "paused", "down", "removed"}},
		{"Role", words(len(roles), func(i int) string { return Role(i).String() }), []string{"follower", "precandidate", "candidate", "leader"}},
		{"EntryType", words(len(entryTypes), func(i int) string { return EntryType(i).String() }), []string{"normal", "confchange", "confchangev2"}},
		{"ProgressState", words(len(progressStates), func(i int) string { return ProgressState(i).String() }), []string{"probe", "replicate", "snapshot"}},
		{"DiskState", words(len(diskStates), func(i int) string { return DiskState(i).String() }), []string{"ok", "stall", "lie", "fail"}},
		{"OpState", words(len(opStates), func(i int) string { return OpState(i).String() }), []string{"open", "ok", "failed", "unknown"}},
	} {
		if len(c.got) != len(c.want) {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
			continue
		}
		for i := range c.want {
			if c.got[i] != c.want[i] {
				t.Errorf("%s %d is %q, want %q", c.what, i, c.got[i], c.want[i])
			}
		}
	}
	for i, name := range diskStates {
		if s, ok := ParseDiskState(name); !ok || int(s) != i {
			t.Errorf("ParseDiskState(%q) = %v, %v", name, s, ok)
		}
	}
	if s, ok := ParseDiskState("slow"); ok {
		t.Errorf(`ParseDiskState("slow") = %v`, s)
	}
}
