package check

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// disks remembers what must be known of each node's disk to say what a node may
// take for durable beyond what frame.Node.Durable, DurTerm and DurVote show:
//
//   - A disk that lied: the node may take for durable whatever it was told is,
//     until an honest fsync puts all of it there.
//   - What a process found in its files when it started, until its first fsync:
//     raft takes it for durable even if only the operating system's cache has it,
//     because the process before it was killed, and etcd does not sync it again.
//   - What was lost of these, by a crash or because the files were wiped. Other
//     nodes go on relying on it, and nothing they do wrong for this reason breaks
//     a property of this file's users.
type disks struct {
	notes []diskNote
	lost  bool     // some node lost what others may rely on
	now   []string // who did in this step
}

// A diskNote is what is remembered of one node's disk.
type diskNote struct {
	node string
	lied bool

	term uint64 // with the vote, what its process found and the disk does not hold; 0 if nothing
	vote string
	last uint64 // the last index it found, if the disk does not hold it

	forgot uint64 // up to this index it may have forgotten what it had acknowledged
}

// of returns the note of a node.
func (d *disks) of(node string) *diskNote {
	for i := range d.notes {
		if d.notes[i].node == node {
			return &d.notes[i]
		}
	}
	d.notes = append(d.notes, diskNote{node: node})
	return &d.notes[len(d.notes)-1]
}

// diskKinds are the events that observe looks at.
var diskKinds = event.SetOf(event.KindSynced, event.KindSyncLied, event.KindWiped)

// observe notes what the step's fsyncs did, and who lost what.
func (d *disks) observe(v *view) {
	d.now = d.now[:0]
	if v.kinds.Meets(diskKinds) {
		for i := range v.events {
			switch e := &v.events[i]; e.Payload.(type) {
			case *event.Synced:
				*d.of(e.Node) = diskNote{node: e.Node, forgot: d.of(e.Node).forgot}
			case *event.SyncLied:
				d.of(e.Node).lied = true
			case *event.Wiped:
				d.forget(d.of(e.Node), v.prev.Node(e.Node))
			}
		}
	}
	for k := range v.changes {
		ch := &v.changes[k]
		switch {
		case ch.lived:
			x := d.of(ch.new.Name)
			x.last = min(x.last, ch.kept)
		case ch.new.Up():
			d.of(ch.new.Name).find(ch.new)
		case ch.old != absent:
			if x := d.of(ch.new.Name); believed(x, ch.old, ch.new) {
				d.forget(x, ch.old)
			}
		}
	}
}

// find notes what a process found in its files and the disk does not hold.
func (x *diskNote) find(n *frame.Node) {
	x.term, x.vote, x.last = 0, "", 0
	if n.DurTerm < n.Term || n.DurVote != n.Vote {
		x.term, x.vote = n.Term, n.Vote
	}
	if n.Durable < last(n) {
		x.last = last(n)
	}
}

// believed reports whether a node that is down has lost what it took for durable
// before. What waited for its fsync it did not.
func believed(x *diskNote, old, now *frame.Node) bool {
	if now.Term < x.term || now.Term == x.term && now.Vote != x.vote && x.vote != "" || last(now) < min(x.last, last(old)) {
		return true // what its process had found
	}
	return x.lied && (last(now) < min(old.Synced, last(old)) || now.Term < old.Term || now.Term == old.Term && now.Vote != old.Vote)
}

// forget notes that a node lost what it was before.
func (d *disks) forget(x *diskNote, old *frame.Node) {
	d.lost, d.now = true, append(d.now, x.node)
	*x = diskNote{node: x.node, forgot: x.forgot}
	if old != nil {
		x.forgot = max(x.forgot, last(old), old.Synced)
	}
}

// holds reports whether the disk of a node, as far as the node can know, holds
// its log up to index i. A snapshot that is being installed hides what the disk
// holds of the log before it: that is taken for held.
func (d *disks) holds(n *frame.Node, i uint64) bool {
	if n.Durable >= i || i < n.Snapshot.Index {
		return true
	}
	x := d.of(n.Name)
	return n.Synced >= i && (x.lied || i <= x.last)
}

// reached reports whether the disk of a node, as far as the node can know, has
// come to a term.
func (d *disks) reached(n *frame.Node, term uint64) bool {
	if n.DurTerm >= term {
		return true
	}
	x := d.of(n.Name)
	return x.lied || x.term >= term
}

// voted reports whether the disk of a node, as far as the node can know, holds a
// vote.
func (d *disks) voted(n *frame.Node, term uint64, candidate string) bool {
	if n.DurTerm > term || n.DurTerm == term && n.DurVote == candidate {
		return true
	}
	x := d.of(n.Name)
	return x.lied || x.term == term && x.vote == candidate
}
