package recording

import (
	"fmt"
	"slices"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// dNodes writes the nodes that are new or changed, each as what differs from
// the node before the step, or from the zero Node. Nodes are in the order of
// their numbers.
func (e *encoder) dNodes(old, v []*frame.Node) error {
	l, sep, last := &e.line, `,"node":[`, uint64(0)
	for _, n := range v {
		id, ok := config.NodeID(n.Name)
		if !ok || id <= last {
			return fmt.Errorf("node %s is out of order", quote(n.Name))
		}
		last = id
		base, isNew := &noNode, len(old) == 0 || old[0].Name != n.Name
		if !isNew {
			base, old = old[0], old[1:]
		}
		if base == n {
			continue
		}
		mark := len(l.b)
		l.raw(sep)
		l.str(`{"n":`, n.Name)
		bare := len(l.b)
		if err := e.dNode(base, n); err != nil {
			return err
		}
		if len(l.b) == bare && !isNew {
			l.b = l.b[:mark]
			continue
		}
		l.raw("}")
		sep = ","
	}
	if len(old) > 0 {
		return errVanished
	}
	if sep == "," {
		l.raw("]")
	}
	return nil
}

// noNode is what a node that is new is written against.
var noNode frame.Node

func (e *encoder) dNode(old, v *frame.Node) error {
	l := &e.line
	if old.Status != v.Status {
		l.str(`,"status":`, v.Status.String())
	}
	if old.Role != v.Role {
		l.str(`,"role":`, v.Role.String())
	}
	l.dUint(`,"term":`, old.Term, v.Term)
	l.dStr(`,"vote":`, old.Vote, v.Vote)
	l.dStr(`,"lead":`, old.Lead, v.Lead)
	l.dUint(`,"commit":`, old.Commit, v.Commit)
	l.dUint(`,"applied":`, old.Applied, v.Applied)
	l.dStrs(`,"granted":`, old.Granted, v.Granted)
	l.dStrs(`,"refused":`, old.Refused, v.Refused)
	l.dStr(`,"heir":`, old.Transferee, v.Transferee)
	if err := e.dLog(old, v); err != nil {
		return err
	}
	l.dSnapshot(old.Snapshot, v.Snapshot)
	l.dUint(`,"synced":`, old.Synced, v.Synced)
	l.dUint(`,"durable":`, old.Durable, v.Durable)
	l.dUint(`,"dterm":`, old.DurTerm, v.DurTerm)
	l.dStr(`,"dvote":`, old.DurVote, v.DurVote)
	l.dInt(`,"el":`, int64(old.Timer.Elapsed), int64(v.Timer.Elapsed))
	l.dInt(`,"of":`, int64(old.Timer.Timeout), int64(v.Timer.Timeout))
	l.dInt(`,"tick":`, old.Timer.Next, v.Timer.Next)
	if err := l.dMembership(old.Config, v.Config); err != nil {
		return err
	}
	if err := l.dPeers(old.Progress, v.Progress); err != nil {
		return err
	}
	if err := l.dDisk(&old.Disk, &v.Disk); err != nil {
		return err
	}
	l.dInt(`,"rate":`, int64(old.Clock.Rate), int64(v.Clock.Rate))
	l.dStore(&old.Store, &v.Store)
	if err := e.dData(old, v); err != nil {
		return err
	}
	l.dInt(`,"inbox":`, int64(old.Inbox), int64(v.Inbox))
	return nil
}

// nodes reads the nodes that are new or changed.
func (d *decoder) nodes() {
	s := &d.s
	d.next.Nodes = slices.Clone(d.next.Nodes)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('{')
		if string(s.key()) != "n" {
			s.fail(`a node should begin with its name, "n"`)
		}
		name := s.name()
		id, ok := config.NodeID(name)
		if !ok && s.err == nil {
			s.fail("%q is not a node", name)
			return
		}
		i := d.place(id)
		next := &frame.Node{Name: name}
		if i < len(d.next.Nodes) && d.next.Nodes[i].Name == name {
			*next = *d.next.Nodes[i]
			d.next.Nodes[i] = next
		} else {
			d.next.Nodes = slices.Insert(d.next.Nodes, i, next)
		}
		d.node(id, next)
		if s.err == nil && next.First == 0 {
			s.fail("%s: %v", name, errIndex)
		}
		if s.err == nil && next.Config == nil {
			s.fail("%s: %v", name, errConf)
		}
	}
}

// place returns where the node with the given number is, or would be.
func (d *decoder) place(id uint64) int {
	for i, n := range d.next.Nodes {
		if k, _ := config.NodeID(n.Name); k >= id {
			return i
		}
	}
	return len(d.next.Nodes)
}

// node reads a node after its name, changing v, whose number is id.
func (d *decoder) node(id uint64, v *frame.Node) {
	s := &d.s
	was, said := frame.Node{Store: v.Store, Data: v.Data}, false
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "status":
			v.Status = statuses.get(s, "status")
		case "role":
			v.Role = roles.get(s, "role")
		case "term":
			v.Term = s.uint()
		case "vote":
			v.Vote = s.name()
		case "lead":
			v.Lead = s.name()
		case "commit":
			v.Commit = s.uint()
		case "applied":
			v.Applied = s.uint()
		case "granted":
			v.Granted = s.strs(maxStrings)
		case "refused":
			v.Refused = s.strs(maxStrings)
		case "heir":
			v.Transferee = s.name()
		case "log":
			d.log(id, v)
		case "snap":
			v.Snapshot = s.snapshot()
		case "synced":
			v.Synced = s.uint()
		case "durable":
			v.Durable = s.uint()
		case "dterm":
			v.DurTerm = s.uint()
		case "dvote":
			v.DurVote = s.name()
		case "el":
			v.Timer.Elapsed = s.int()
		case "of":
			v.Timer.Timeout = s.int()
		case "tick":
			v.Timer.Next = s.int64()
		case "conf":
			v.Config = s.membership()
		case "peers":
			v.Progress = s.peers(nil)
		case "peer":
			v.Progress = s.peers(v.Progress)
		case "mode":
			v.Disk.Mode = s.name()
		case "disk":
			v.Disk.State = diskStates.get(s, "state of a disk")
		case "lat":
			v.Disk.Latency = s.int64()
		case "queue":
			v.Disk.Queue = s.queue(v.Disk.Queue)
		case "rate":
			v.Clock.Rate = s.int()
		case "store":
			s.store(&v.Store)
		case "data":
			d.data(id, &was, v)
			said = true
		case "inbox":
			v.Inbox = s.int()
		default:
			s.unknown("a node", key)
		}
	}
	if !said {
		follow(&was, v)
	}
}
