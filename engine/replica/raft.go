package replica

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/event"
)

// A Ready is what raft asks of the loop around it after a call.
type Ready struct {
	Send   []*raftpb.Message // to other nodes
	Apply  []*raftpb.Message // MsgStorageApply
	Reads  []raft.ReadState
	Append *raftpb.Message // MsgStorageAppend, or nil
	Sync   bool            // the write must be durable before it is answered
}

// Notice is what etcd's loop does first with what raft hands out: it learns who
// leads, and which reads raft has confirmed. Of a turn's answers to reads the loop
// passes on the last. The server reacts when raft has nothing more to say.
func (r *Replica) Notice(turn []Ready) {
	r.server.noticeLeader()
	for i := len(turn) - 1; i >= 0; i-- {
		if rs := turn[i].Reads; len(rs) > 0 {
			r.server.reads.state = &rs[len(rs)-1]
			return
		}
	}
}

// Step gives raft a message from another node.
func (r *Replica) Step(m *raftpb.Message) {
	before := r.st
	if m = r.planted().step(r, m); m == nil {
		return
	}
	switch m.GetType() {
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		r.observer.countVote(m)
	}
	_ = r.rn.Step(m) // errors mean that raft has no use for it
	r.after(m, before)
}

// Campaign asks raft for an election now, whatever its timer says.
func (r *Replica) Campaign() {
	r.campaign(func() { _ = r.rn.Campaign() })
}

// campaign has raft campaign, and reports it if raft refuses.
func (r *Replica) campaign(call func()) {
	before := r.st
	call()
	started := r.rn.HasReady() // all was handled before: this is the campaign's
	if st := statusOf(r.rn); started && st.role == raft.StatePreCandidate && before.role == st.role {
		r.st = st
		r.observer.roleChanged(nil, before) // a pre-candidate asks again
	}
	r.after(nil, before)
	if started {
		return
	}
	reason := event.PendingConf
	switch {
	case before.role == raft.StateLeader:
		reason = event.AlreadyLeads
	case r.snapping:
		reason = event.PendingSnap
	case !r.IsVoter():
		reason = event.NotVoter
	}
	r.emit(r.name, &event.CampaignRefused{Term: before.term, Reason: reason})
}

// after notices what a call to raft changed, says so, and handles what raft
// asks for.
func (r *Replica) after(m *raftpb.Message, before status) {
	r.planted().stepped(r)
	r.st = statusOf(r.rn)
	r.timer.observe(before, r.st, m)
	r.observer.transitions(m, before)
	r.drain(m, before)
}

// Drain handles raft's outputs until there are none.
func (r *Replica) Drain() { r.drain(nil, r.st) }

// drain handles raft's outputs until there are none, and gives it the answers
// of disk and apply queue that need no time.
func (r *Replica) drain(m *raftpb.Message, before status) {
	answered := false
	for r.Up() {
		if r.rn.HasReady() {
			if r.handle(r.planted().ready(r, r.rn.Ready()), m, before) {
				answered = true
			}
			continue
		}
		if len(r.local) == 0 {
			break
		}
		l := r.local[0]
		r.local = r.local[1:]
		r.stepLocal(l)
	}
	r.observer.committed()
	if m != nil && !answered {
		r.observer.unanswered(m, before)
	}
	if r.Up() {
		r.server.react()
	}
}

// stepLocal gives raft an answer of this replica's disk, store or vote.
func (r *Replica) stepLocal(m *raftpb.Message) {
	before := r.st
	if m = r.planted().step(r, m); m == nil {
		return
	}
	switch m.GetType() {
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		r.observer.countVote(m)
	case raftpb.MsgStorageAppendResp:
		if s := m.GetSnapshot(); s != nil && s.GetMetadata().GetIndex() == r.snap.Index { // a later one may have come
			r.snapping, r.replaced = false, nil
		}
	}
	_ = r.rn.Step(m)
	r.planted().stepped(r)
	r.st = statusOf(r.rn)
	r.timer.observe(before, r.st, nil)
	r.observer.transitions(m, before)
}

// handle sorts one Ready into messages, disk work and entries to apply. It
// reports whether the Ready answers m, a request for a vote, or takes its
// snapshot.
func (r *Replica) handle(rd raft.Ready, m *raftpb.Message, before status) (answered bool) {
	answered = !raft.IsEmptySnap(rd.Snapshot)
	out := Ready{Sync: rd.MustSync || answered}
	for _, msg := range rd.Messages {
		switch msg.GetTo() {
		case raft.LocalAppendThread:
			out.Append = msg
			r.noteAppend(msg)
			if r.observer.answers(msg.GetResponses(), m, before) {
				answered = true
			}
		case raft.LocalApplyThread:
			out.Apply = append(out.Apply, msg)
		default:
			out.Send = append(out.Send, msg)
		}
	}
	r.observer.committed()
	r.track(out.Send)
	out.Reads = rd.ReadStates
	r.host.Output(r, out)
	return answered
}
