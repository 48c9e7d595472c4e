package logs

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// altered returns a step whose frame has copies of the nodes, changed.
func altered(s *event.Step, change func(nodes []*frame.Node)) *event.Step {
	c, f := *s, *s.Frame
	f.Nodes = nil
	for _, n := range s.Frame.Nodes {
		m := *n
		m.Log = slices.Clone(n.Log)
		f.Nodes = append(f.Nodes, &m)
	}
	change(f.Nodes)
	c.Frame = &f
	return &c
}

// removal is the step in which n1 gives way to n3, whose log is shorter: it
// loses one entry and has another replaced, while n2 has yet to.
func removal() *scene.Scene { return samples.SplitRun().Scene("replaced", lang.English) }

// kept is the step in which n3 discards its log up to index 4, behind a snapshot
// at index 8.
func kept() *scene.Scene { return samples.JointRun().Scene("trimmed", lang.English) }

// behind is n3 of five that catches up at index 200 of 1 000.
func behind() *scene.Scene { return samples.Catching().Scene("200", lang.English) }
