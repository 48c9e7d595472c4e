package check

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// termsRise compares the term of a process before and after the step, and that on
// the disk of a node: neither falls, unless its files are wiped. A process starts
// from the term on its disk or from a later one.
func termsRise(_ *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		ch := &v.changes[k]
		old, new := ch.old, ch.new
		switch {
		case ch.lived && new.Term < old.Term:
			return fell(new, texts.Sayf("%s went back from term %d to term %d.", new.Name, old.Term, new.Term))
		case v.happened(event.KindWiped, new.Name):
		case new.DurTerm < old.DurTerm:
			return fell(new, texts.Sayf("%s's disk held term %d, and now holds term %d.", new.Name, old.DurTerm, new.DurTerm))
		case !ch.lived && new.Term < old.DurTerm:
			return fell(new, texts.Sayf("%s's disk held term %d, but it came back in term %d.", new.Name, old.DurTerm, new.Term))
		}
	}
	return nil
}

func fell(n *frame.Node, did lang.Message) *frame.Violation {
	return &frame.Violation{Text: did.Text(), Nodes: []string{n.Name}}
}
