// Package check watches over the safety of a run: the five properties of Raft
// (Figure 3 of the paper), what they rest on (votes and terms that are kept,
// commits and answers that are on disk first), that equal logs make equal stores,
// and that what clients read is not older than what they were told.
//
// The checks run after every step. They know frames and events and nothing of
// the code that makes them, so that a mistake there cannot hide itself. They
// trust one thing: that logs which share memory between two frames are equal as
// far as both reach, which is what makes a step cost only what it changed.
package check

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A Checker holds what has to be remembered between steps: who led each term,
// which entries are committed, the hashes of the stores, how nodes voted, what
// clients were told, and what nodes lost when they crashed.
//
// It grows with the logs that the nodes hold, by 32 bytes an election and 40 a
// vote, and by nothing else.
type Checker struct {
	led    []term
	ledger ledger
	stores stores
	losses losses
	disks  disks
	votes  []votes
	reads  reads
	view   view
}

// New returns a Checker for a run that begins with start. What start itself
// says is believed; config.Validate has looked at it.
func New(start *frame.Frame) *Checker {
	c := &Checker{}
	c.Step(&frame.Frame{}, &event.Step{Index: start.Step, Frame: start})
	return c
}

// Step judges the step s, which led from the frame prev to s.Frame. Steps are
// to be given in order, without gaps. It returns at most one Violation for each
// property that s broke, in the order of Properties: usually none.
//
// What it returns after the first Violation of a run may follow from that one.
func (c *Checker) Step(prev *frame.Frame, s *event.Step) []*frame.Violation {
	v := &c.view
	v.see(prev, s)
	if len(v.changes) == 0 && !v.counted && !v.kinds.Meets(judged) {
		return nil
	}
	c.losses.observe(v)
	c.disks.observe(v)
	c.unvote(v)
	c.ledger.observe(v)
	var broken []*frame.Violation
	for i := range Properties {
		if b := Properties[i].check(c, v); b != nil {
			b.Property, b.Step = Properties[i].Name, v.step
			broken = append(broken, b)
		}
	}
	return broken
}
