package logs

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
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
func removal() *scene.Scene {
	before := samples.Split()
	after := altered(before, func(n []*frame.Node) {
		n[0].Role, n[0].Term, n[0].Lead = frame.Follower, 3, "n3"
		n[0].Log = append(n[0].Log[:2], n[2].Log[2])
		n[0].Synced, n[0].Durable = 2, 2
	})
	after.Events = []event.Event{
		{Node: "n1", Payload: &event.Truncated{First: 3, Last: 4}},
		{Node: "n1", Payload: &event.Appended{First: 3, Last: 3}},
	}
	s := samples.Of(after, lang.English)
	s.Before = before.Frame
	return s
}

// kept is the step in which n3 takes a snapshot at index 7 and keeps what comes
// after index 4.
func kept() *scene.Scene {
	before := samples.Joint()
	after := altered(before, func(n []*frame.Node) {
		n[2].Snapshot = frame.Snapshot{Index: 7, Term: 12}
		n[2].First, n[2].Log = 5, n[2].Log[4:]
	})
	after.Events = []event.Event{{Node: "n3", Payload: &event.SnapshotSaved{Index: 7}}, {Node: "n3", Payload: &event.LogCompacted{First: 1, Last: 4}}}
	s := samples.Of(after, lang.English)
	s.Before = before.Frame
	return s
}

// storing is the story with what the entries wrote: index 2 the revision 2, and
// index 4 the revision 3.
func storing() *scene.Scene {
	s := samples.InStory(lang.English)
	s.Step = altered(s.Step, func(n []*frame.Node) {
		data := &store.State{Rev: 3, Revs: []*store.Rev{{Main: 2, Key: "lamp", Index: 2}, {Main: 3, Key: "door", Index: 4}, {Main: 3, Sub: 1, Key: "window", Index: 4}}}
		n[0].Store, n[1].Store = data, data
		n[2].Store = &store.State{Rev: 2, Revs: data.Revs[:1]}
	})
	return s
}

// behind is nine nodes of which n3 catches up at index 200.
func behind() *scene.Scene {
	step := altered(samples.Nine(10_000), func(n []*frame.Node) {
		n[2].Log = n[2].Log[:200]
		n[2].Synced, n[2].Durable, n[2].Commit, n[2].Applied = 190, 190, 180, 180
		leader := *n[0]
		leader.Progress = slices.Clone(leader.Progress)
		leader.Progress[1].Match, leader.Progress[1].Next, leader.Progress[1].Inflight = 190, 201, 3
		n[0] = &leader
	})
	step.Events = []event.Event{{Node: "n3", Payload: &event.Appended{First: 191, Last: 200}}}
	return samples.Of(step, lang.English)
}
