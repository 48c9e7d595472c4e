package machine

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/replica"
)

// Show makes the machine's visible form, with that of its first replica.
func (m *Machine) Show() *frame.Node {
	d := &m.disk
	v := &frame.Node{
		Name: m.name, Status: m.status(),
		Timer: frame.Timer{Next: m.clock.nextUS / 1000},
		Disk:  frame.Disk{Mode: d.mode, State: d.state, Latency: d.latency, Queue: m.viewQueue()},
		Clock: frame.Clock{Rate: m.clock.rate},
	}
	if m.paused {
		v.Inbox = len(m.held) + m.ports.Inbox(m.id)
	}
	m.replicas[0].Show(v)
	return v
}

func (m *Machine) status() frame.Status {
	switch {
	case m.gone:
		return frame.Removed
	case !m.up:
		return frame.Down
	case m.paused:
		return frame.Paused
	}
	return frame.Running
}

func (m *Machine) viewQueue() []frame.Write {
	d := &m.disk
	if len(d.queue) == 0 {
		return nil
	}
	q := make([]frame.Write, len(d.queue))
	for i := range d.queue {
		q[i] = viewWrite(&d.queue[i])
	}
	return q
}

func viewWrite(w *write) frame.Write {
	v := frame.Write{Due: w.due}
	v.First, v.Last = spanOf([]write{*w})
	w.each(func(_ *replica.Replica, msg *raftpb.Message) {
		if msg.Term != nil {
			v.Term, v.Vote = msg.GetTerm(), config.NodeName(msg.GetVote())
		}
		if s := msg.GetSnapshot(); !raft.IsEmptySnap(s) {
			v.Snapshot = s.GetMetadata().GetIndex()
		}
	})
	return v
}

// RaftLines appends what raft has logged on this machine since the last call.
func (m *Machine) RaftLines(lines []event.RaftLine) []event.RaftLine {
	for _, r := range m.replicas {
		lines = r.RaftLines(lines)
	}
	return lines
}
