package replica

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/disk"
)

// A Fault is a mistake that a test plants into the replicas of a group, to see it
// found out. raft, disk and store stay what they are; what goes in and comes out
// is changed. Functions may be nil. Only tests plant faults.
type Fault struct {
	// Found changes what a process that starts finds in its files.
	Found func(*Replica, *disk.State)
	// Started follows the start of a process.
	Started func(*Replica)
	// Step returns the message that raft is given instead of one, a node's own
	// answers included; nil is none.
	Step func(*Replica, *raftpb.Message) *raftpb.Message
	// Stepped follows whatever raft was called for.
	Stepped func(*Replica)
	// Ready changes what raft asks for.
	Ready func(*Replica, *raft.Ready)
	// Singly has an fsync cover one write, which is no mistake.
	Singly bool
}

// Plant plants a fault into all replicas of the group, now and later.
func (g *Group) Plant(f *Fault) {
	g.fault = f
	for _, r := range g.replicas {
		if r.Up() {
			r.planted().started(r)
		}
	}
}

// planted returns the fault of the replica's group; nil is none, and does
// nothing.
func (r *Replica) planted() *Fault { return r.group.fault }

// SyncsSingly reports whether an fsync of the replica's disk is to cover one write
// only, because a test wants it so.
func (r *Replica) SyncsSingly() bool { return r.group.fault != nil && r.group.fault.Singly }

func (f *Fault) found(r *Replica, s *disk.State) {
	if f != nil && f.Found != nil {
		f.Found(r, s)
	}
}

func (f *Fault) started(r *Replica) {
	if f != nil && f.Started != nil {
		f.Started(r)
	}
}

func (f *Fault) step(r *Replica, m *raftpb.Message) *raftpb.Message {
	if f != nil && f.Step != nil {
		return f.Step(r, m)
	}
	return m
}

func (f *Fault) stepped(r *Replica) {
	if f != nil && f.Stepped != nil {
		f.Stepped(r)
	}
}

func (f *Fault) ready(r *Replica, rd raft.Ready) raft.Ready {
	if f != nil && f.Ready != nil {
		f.Ready(r, &rd)
	}
	return rd
}
