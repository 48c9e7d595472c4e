package check

import (
	"cmp"
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// A ballot is a vote that counts: it has left its node, or a candidate has
// counted its own.
type ballot struct {
	term      uint64
	candidate string
	step      uint64
}

// votes are the ballots of a node, by term. They are remembered for ever, as
// terms are: 40 bytes for each.
type votes struct {
	node    string
	ballots []ballot
}

var voteKinds = event.SetOf(event.KindSent, event.KindVoteCounted)

// oneVote looks at each vote that leaves a node, and at each that a candidate
// counts as its own: its disk must hold it, and no other of the term.
func oneVote(c *Checker, v *view) *frame.Violation {
	if !v.kinds.Meets(voteKinds) {
		return nil
	}
	for i := range v.events {
		node, term, candidate, ok := v.vote(i)
		if !ok {
			continue
		}
		n := v.frame.Node(node)
		if n == nil || !n.Up() {
			continue
		}
		if !c.disks.voted(n, term, candidate) {
			return early(n, term, candidate)
		}
		if b := c.twice(v, node, ballot{term, candidate, v.step}); b != nil {
			return b
		}
	}
	return nil
}

// vote returns the vote that the event of that number is about, if it is about
// one that counts.
func (v *view) vote(i int) (node string, term uint64, candidate string, ok bool) {
	switch p := v.events[i].Payload.(type) {
	case *event.Sent:
		m := p.Msg
		return m.From, m.Term, m.To, m.Type == "MsgVoteResp" && !m.Reject
	case *event.VoteCounted:
		node = v.events[i].Node
		return node, p.Term, node, p.Voter == node && p.Granted && v.standing(i, node, p.Term)
	}
	return "", 0, "", false
}

// standing reports whether a node is a candidate of the term when the event of
// that number happens; else what it counts are answers to a pre-vote.
func (v *view) standing(i int, node string, term uint64) bool {
	for k := range v.events[:i] {
		if p, ok := v.events[k].Payload.(*event.BecameCandidate); ok && v.events[k].Node == node && p.Term == term {
			return true
		}
	}
	old := v.prev.Node(node)
	return old != nil && old.Up() && old.Role == frame.Candidate && old.Term == term
}

// twice notes a ballot. It returns a violation if the node gave another in the
// term.
func (c *Checker) twice(v *view, node string, b ballot) *frame.Violation {
	k := slices.IndexFunc(c.votes, func(x votes) bool { return x.node == node })
	if k < 0 {
		k = len(c.votes)
		c.votes = append(c.votes, votes{node: node})
	}
	all := &c.votes[k]
	at, found := slices.BinarySearchFunc(all.ballots, b.term, func(x ballot, term uint64) int { return cmp.Compare(x.term, term) })
	if !found {
		all.ballots = slices.Insert(all.ballots, at, b)
		return nil
	}
	was := all.ballots[at]
	if was.candidate == b.candidate {
		return nil
	}
	return &frame.Violation{
		Text:  texts.Sayf("%s voted for %s in term %d, but its vote in that term already went to %s %s.", node, b.candidate, b.term, was.candidate, when(was.step)).Text(),
		Nodes: unique(node, b.candidate),
	}
}

// early is a vote that its disk does not hold.
func early(n *frame.Node, term uint64, candidate string) *frame.Violation {
	return &frame.Violation{
		Text: lang.Sentences{
			texts.Sayf("%s's vote for %s in term %d counts, but a power failure would leave %s on its disk.", n.Name, candidate, term, onDisk(n)),
			texts.Sayf("It could then vote for another."),
		}.Text(),
		Nodes: unique(n.Name, candidate),
	}
}

// onDisk says which term and vote the disk of a node holds.
func onDisk(n *frame.Node) lang.Message {
	if n.DurVote == "" {
		return texts.Sayf("term %d and no vote", n.DurTerm)
	}
	return texts.Sayf("term %d and a vote for %s", n.DurTerm, n.DurVote)
}

// unvote takes back the ballots that nodes lost with their files in the step: what
// a node can no longer know it cannot keep to.
func (c *Checker) unvote(v *view) {
	for _, name := range c.disks.now {
		n := v.frame.Node(name)
		for i := range c.votes {
			if c.votes[i].node == name {
				c.votes[i].ballots = slices.DeleteFunc(c.votes[i].ballots, func(b ballot) bool {
					return b.term > n.Term || b.term == n.Term && b.candidate != n.Vote
				})
			}
		}
	}
}
