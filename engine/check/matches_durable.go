package check

import "raftviz/engine/frame"

// matchesDurable looks at what each leader has newly counted, and at what it counts
// a node for that removed entries: a follower that is in the leader's term must hold
// the leader's log up to there on its disk.
//
// A follower of a later term may have replaced it since. The leader does not know
// of that term yet, and can commit nothing more.
func matchesDurable(c *Checker, v *view) *frame.Violation {
	for i, n := range v.frame.Nodes {
		if !leads(n) {
			continue
		}
		old := before(v.prev, i, n.Name)
		if old == nil || !leads(old) || old.Term != n.Term {
			old = absent
		}
		for k := range n.Progress {
			if p := &n.Progress[k]; p.Match > 0 && (matched(old, k, p.Node) != p.Match || v.truncated(p.Node)) {
				if b := c.unmatched(v, n, p); b != nil {
					return b
				}
			}
		}
	}
	return nil
}

func (c *Checker) unmatched(v *view, n *frame.Node, p *frame.Progress) *frame.Violation {
	m := v.frame.Node(p.Node)
	if m == nil || m.Term != n.Term || c.backs(m, n, p.Match) {
		return nil
	}
	return &frame.Violation{
		Text:  texts.Sayf("%s, leader of term %d, counts %s for its log up to index %d, but %s's disk does not hold that.", n.Name, n.Term, m.Name, p.Match, m.Name).Text(),
		Nodes: []string{n.Name, m.Name},
		Index: p.Match,
	}
}

// truncated reports whether the node lost or replaced entries in the step.
func (v *view) truncated(node string) bool {
	for k := range v.changes {
		if ch := &v.changes[k]; ch.new.Name == node {
			return ch.kept < last(ch.old)
		}
	}
	return false
}

// matched returns how far a leader counted a follower; k is where to look first.
func matched(n *frame.Node, k int, peer string) uint64 {
	if k < len(n.Progress) && n.Progress[k].Node == peer {
		return n.Progress[k].Match
	}
	if p := n.PeerProgress(peer); p != nil {
		return p.Match
	}
	return 0
}
