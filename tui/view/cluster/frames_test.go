package cluster

import (
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/samples"
)

// changedStep returns a step with copies of the nodes that may be changed.
func changedStep(s *event.Step, change func(f *frame.Frame)) *event.Step {
	c, f := *s, *s.Frame
	f.Nodes = nil
	for _, n := range s.Frame.Nodes {
		m := *n
		f.Nodes = append(f.Nodes, &m)
	}
	net := frame.Network{}
	if s.Frame.Network != nil {
		net.Links = append(net.Links, s.Frame.Network.Links...)
	}
	f.Network = &net
	change(&f)
	c.Frame = &f
	return &c
}

// calm is a moment in the middle of the story.
func calm() *event.Step {
	steps, _ := samples.Story()
	return steps[len(steps)-1]
}

// odd has a leader that hands over, disks and clocks that do not work as they
// should, and a node that is in no configuration.
func odd() *event.Step {
	return changedStep(calm(), func(f *frame.Frame) {
		n := f.Nodes
		n[0].Transferee = "n2"
		n[1].Clock.Rate = 1500
		n[2].Disk.State, n[2].Clock.Rate = frame.DiskStall, 0
		n[3].Disk.State = frame.DiskLie
		n[4].Disk.Latency = 200
		all := *n[0].Config
		all.Voters = all.Voters[:4]
		for _, x := range n {
			x.Config = &all
		}
	})
}

// links has one direction cut, a whole link cut, and one that holds.
func links() *event.Step {
	return changedStep(calm(), func(f *frame.Frame) {
		f.Network.Links = []frame.Link{
			{From: "n1", To: "n3", Cut: true},
			{From: "n2", To: "n5", Hold: true},
			{From: "n4", To: "n5", Cut: true}, {From: "n5", To: "n4", Cut: true},
		}
	})
}

// islander is cut off from all others.
func islander() *event.Step {
	return changedStep(calm(), func(f *frame.Frame) {
		for _, n := range f.Nodes {
			if n.Name != "n2" {
				f.Network.Links = append(f.Network.Links, frame.Link{From: "n2", To: n.Name, Cut: true}, frame.Link{From: n.Name, To: "n2", Cut: true})
			}
		}
	})
}

// jointVotes is an election between two configurations.
func jointVotes() *event.Step {
	return changedStep(samples.Joint(), func(f *frame.Frame) {
		f.Nodes[2].Role, f.Nodes[2].Progress = frame.Follower, nil
		c := f.Nodes[3]
		c.Role, c.Granted, c.Refused = frame.Candidate, []string{"n4", "n5", "n2"}, []string{"n3"}
	})
}

// alone is a cluster of one.
func alone() *event.Step {
	return changedStep(samples.Cold(), func(f *frame.Frame) {
		f.Nodes = f.Nodes[:1]
		f.Nodes[0].Config = &frame.Membership{Voters: []string{"n1"}}
	})
}

// fifteen is as many nodes as there may be.
func fifteen() *event.Step {
	return changedStep(samples.Nine(30), func(f *frame.Frame) {
		for i := len(f.Nodes); i < config.MaxID; i++ {
			n := *f.Nodes[1]
			n.Name = config.NodeName(uint64(i + 1))
			f.Nodes = append(f.Nodes, &n)
		}
	})
}
