package check

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// answersDurable looks at each MsgAppResp that leaves a node: its disk must hold
// the term, and what the message acknowledges.
//
// An answer to a leader of an earlier term says nothing of the log as it stands:
// what it acknowledged was on disk, and may have been replaced since.
func answersDurable(c *Checker, v *view) *frame.Violation {
	if !v.kinds.Has(event.KindSent) {
		return nil
	}
	for i := range v.events {
		p, ok := v.events[i].Payload.(*event.Sent)
		if !ok || p.Msg.Type != "MsgAppResp" {
			continue
		}
		m := p.Msg
		n := v.frame.Node(m.From)
		if n == nil || !n.Up() {
			continue
		}
		if !c.disks.reached(n, m.Term) {
			return &frame.Violation{
				Text:  texts.Sayf("%s answers %s in term %d, but its disk holds term %d: a power failure would take it back.", n.Name, m.To, m.Term, n.DurTerm).Text(),
				Nodes: unique(n.Name, m.To),
			}
		}
		if !m.Reject && m.Term == n.Term && !c.disks.holds(n, m.Index) {
			return &frame.Violation{
				Text:  texts.Sayf("%s acknowledges its log up to index %d to %s, but its disk holds it up to index %d.", n.Name, m.Index, m.To, n.Durable).Text(),
				Nodes: unique(n.Name, m.To),
				Index: m.Index,
			}
		}
	}
	return nil
}
