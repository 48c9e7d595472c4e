package check

import (
	"cmp"
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// A term is who led it. Terms are remembered for ever: a node may come back
// from any past.
type term struct {
	number uint64
	leader string
	step   uint64
}

// electionSafety looks at the nodes that took office in the step.
func electionSafety(c *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		if n := v.changes[k].new; v.changes[k].became() {
			if b := c.elected(v, n.Name, n.Term); b != nil {
				return b
			}
		}
	}
	for i := range v.events { // who lost office in the step that gave it
		if e := &v.events[i]; e.Kind() == event.KindBecameLeader && e.Term() > 0 {
			if b := c.elected(v, e.Node, e.Term()); b != nil {
				return b
			}
		}
	}
	return nil
}

// elected notes that the node leads the term. One node elected twice in a term
// is not two leaders; if it forgot what it wrote, the logs will tell.
func (c *Checker) elected(v *view, node string, number uint64) *frame.Violation {
	k := len(c.led)
	if k > 0 && c.led[k-1].number >= number {
		var ok bool
		k, ok = slices.BinarySearchFunc(c.led, number, func(t term, n uint64) int { return cmp.Compare(t.number, n) })
		if ok && c.led[k].leader == node {
			return nil
		}
		if ok {
			was := c.led[k]
			return &frame.Violation{
				Text: append(lang.Sentences{
					texts.Sayf("%s became leader of term %d, but %s already became its leader %s.", node, number, was.leader, when(was.step)),
				}, c.losses.ofVotes(number)...).Text(),
				Nodes: []string{was.leader, node},
			}
		}
	}
	c.led = slices.Insert(c.led, k, term{number: number, leader: node, step: v.step})
	return nil
}
