package replica

import (
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/request"
)

// Show fills in what is shown of the replica. It reports changes of a leader's
// progress that it finds, so it is called once a step.
func (r *Replica) Show(v *frame.Node) {
	r.readProgress()
	r.show(v)
}

func (r *Replica) show(v *frame.Node) {
	d := &r.durability
	v.Role, v.Term, v.Vote, v.Lead = roleOf(r.st.role), r.st.term, config.NodeName(r.st.vote), config.NodeName(r.st.lead)
	v.Commit, v.Applied, v.Granted, v.Refused = r.st.commit, r.applier.applied, r.observer.granted, r.observer.refused
	v.Transferee = config.NodeName(r.st.transferee)
	v.First, v.Log, v.Snapshot = r.first, r.entries[:len(r.entries):len(r.entries)], r.snap
	v.Synced, v.Durable, v.DurTerm, v.DurVote = d.synced, d.durable, d.durTerm, config.NodeName(d.durVote)
	v.Disk.Lied = d.lied
	v.Timer.Elapsed, v.Timer.Timeout = r.timer.elapsed, r.timer.timeout
	v.Config, v.Progress = r.membership(), r.peers.shown
	if v.Role == frame.Leader {
		v.Timer.Timeout = r.timer.base
	}
	if r.Up() { // not if raft panicked while the process started
		v.Store, v.StoreDurable = r.view.contents(), r.storeDurable()
	}
}

// RaftLines returns what raft has logged since the last call, in order.
func (r *Replica) RaftLines(lines []event.RaftLine) []event.RaftLine {
	if r.logger == nil {
		return lines
	}
	for _, text := range r.logger.take() {
		lines = append(lines, event.RaftLine{Node: r.name, Text: text})
	}
	return lines
}

// storeDurable returns the consistent index that a power failure would bring
// back.
func (r *Replica) storeDurable() uint64 {
	if r.durability.kept {
		return r.durability.keptAt
	}
	return r.store.DurableIndex()
}

// A confView is the visible form of a configuration.
type confView struct {
	of    *raftpb.ConfState
	shown *frame.Membership
}

// membership returns the configuration's visible form, the same pointer as long
// as it does not change.
func (r *Replica) membership() *frame.Membership {
	if r.conf.of == r.members && r.conf.shown != nil {
		return r.conf.shown
	}
	r.conf.of = r.members
	r.conf.shown = &frame.Membership{
		Voters: request.Names(r.members.GetVoters()), Outgoing: request.Names(r.members.GetVotersOutgoing()),
		Learners: request.Names(r.members.GetLearners()), LearnersNext: request.Names(r.members.GetLearnersNext()),
		AutoLeave: r.members.GetAutoLeave(),
	}
	return r.conf.shown
}
