package replica

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/request"
)

// A Ready is what raft asks of the loop around it after a call.
type Ready struct {
	Send   []*raftpb.Message // to other nodes
	Append *raftpb.Message   // MsgStorageAppend, or nil
	Sync   bool              // the write must be durable before it is answered
}

// Step gives raft a message from another node.
func (r *Replica) Step(m *raftpb.Message) {
	before := r.st
	switch m.GetType() {
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		r.countVote(m)
	}
	_ = r.rn.Step(m) // errors mean that raft has no use for it
	r.after(m, before)
}

// Campaign asks raft for an election now, as its own timer would.
func (r *Replica) Campaign() {
	before := r.st
	_ = r.rn.Campaign()
	started := r.rn.HasReady() // all was handled before: this is the campaign's
	if st := statusOf(r.rn); started && st.role == raft.StatePreCandidate && before.role == st.role {
		r.st = st
		r.roleChanged(nil, before) // a pre-candidate asks anew
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
	r.emit(event.Event{Kind: event.CampaignRefused, Node: r.name, Term: before.term, Reason: reason})
}

// after notices what a call to raft changed, says so, and handles what raft
// asks for.
func (r *Replica) after(m *raftpb.Message, before status) {
	r.st = statusOf(r.rn)
	r.timer.observe(before, r.st, m)
	r.transitions(m, before)
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
			if r.handle(r.rn.Ready(), m, before) {
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
	r.noteCommit()
	if m != nil && !answered {
		r.unanswered(m, before)
	}
}

// stepLocal gives raft an answer of its own disk, store or vote.
func (r *Replica) stepLocal(m *raftpb.Message) {
	before := r.st
	switch m.GetType() {
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		r.countVote(m)
	case raftpb.MsgStorageAppendResp:
		if m.GetSnapshot() != nil {
			r.snapping = false
		}
	}
	_ = r.rn.Step(m)
	r.st = statusOf(r.rn)
	r.timer.observe(before, r.st, nil)
	r.transitions(m, before)
}

// transitions reports changes of role, term and transfer.
func (r *Replica) transitions(m *raftpb.Message, before status) {
	now := r.st
	if now.term != before.term {
		e := event.Event{Kind: event.TermChanged, Node: r.name, Term: now.term, Index: before.term}
		if m != nil && m.GetTerm() == now.term && m.GetFrom() != r.id && r.st.role == raft.StateFollower {
			e.Peer = config.NodeName(m.GetFrom())
		}
		r.emit(e)
	}
	if now.role != before.role || now.role == raft.StateCandidate && now.term != before.term {
		r.roleChanged(m, before)
	}
	if now.transferee != before.transferee {
		r.transferChanged(before)
	}
}

// noteCommit reports what has been committed since the last time. It follows
// what entered the log, as raft's own order has it.
func (r *Replica) noteCommit() {
	if r.Up() && r.st.commit > r.reportedCommit {
		r.emit(event.Event{Kind: event.Committed, Node: r.name, Term: r.st.term, Index: r.reportedCommit + 1, Last: r.st.commit})
		r.reportedCommit = r.st.commit
	}
}

func (r *Replica) roleChanged(m *raftpb.Message, before status) {
	if r.st.role != raft.StateLeader {
		r.leases.demote()
	}
	r.granted, r.refused = nil, nil
	e := event.Event{Node: r.name, Term: r.st.term, Text: roleOf(before.role).String()}
	switch r.st.role {
	case raft.StatePreCandidate:
		e.Kind = event.BecamePreCandidate
	case raft.StateCandidate:
		e.Kind = event.BecameCandidate
	case raft.StateLeader:
		e.Kind = event.BecameLeader
	default:
		e.Kind = event.BecameFollower
		e.Reason = r.whyFollower(m, before)
		if m != nil && m.GetFrom() != r.id && !raft.IsLocalMsgTarget(m.GetFrom()) {
			e.Peer = config.NodeName(m.GetFrom())
		}
	}
	r.emit(e)
}

func (r *Replica) whyFollower(m *raftpb.Message, before status) event.Reason {
	switch {
	case r.st.term > before.term:
		return event.HigherTerm
	case before.role == raft.StateLeader:
		return event.NoQuorum
	case m != nil && (m.GetType() == raftpb.MsgVoteResp || m.GetType() == raftpb.MsgPreVoteResp):
		return event.LostVote
	}
	return event.LeaderExists
}

func (r *Replica) transferChanged(before status) {
	if before.transferee != 0 {
		e := event.Event{Kind: event.TransferAborted, Node: r.name, Term: r.st.term, Peer: config.NodeName(before.transferee)}
		switch {
		case r.st.role != raft.StateLeader:
			if r.st.lead == before.transferee || r.st.vote == before.transferee {
				return // it succeeded
			}
			e.Reason = event.Deposed
		case r.st.transferee != 0:
			e.Reason = event.Replaced
		case !slices.Contains(r.members.GetVoters(), before.transferee) && !slices.Contains(r.members.GetVotersOutgoing(), before.transferee):
			e.Reason = event.TargetRemoved
		default:
			e.Reason = event.TimeUp
		}
		r.emit(e)
	}
	if r.st.transferee != 0 {
		r.emit(event.Event{Kind: event.TransferStarted, Node: r.name, Term: r.st.term, Peer: config.NodeName(r.st.transferee)})
	}
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
			if r.noteAnswers(msg.GetResponses(), m, before) {
				answered = true
			}
		case raft.LocalApplyThread:
			r.enqueueApply(msg)
		default:
			out.Send = append(out.Send, msg)
		}
	}
	r.noteCommit()
	r.track(out.Send)
	for i := range rd.ReadStates {
		r.server.readConfirmed(&rd.ReadStates[i])
	}
	r.host.Output(r, out)
	return answered
}

func (r *Replica) countVote(m *raftpb.Message) {
	want, fits := raft.StateCandidate, m.GetTerm() == r.st.term
	if m.GetType() == raftpb.MsgPreVoteResp {
		want = raft.StatePreCandidate
		if !m.GetReject() {
			fits = m.GetTerm() >= r.st.term // raft also counts what an earlier pre-vote was granted
		}
	}
	if r.st.role != want || !fits || !slices.Contains(request.Members(r.members), m.GetFrom()) {
		return
	}
	voter := config.NodeName(m.GetFrom())
	if slices.Contains(r.granted, voter) || slices.Contains(r.refused, voter) {
		return
	}
	e := event.Event{Kind: event.VoteCounted, Node: r.name, Peer: voter, Term: m.GetTerm(), Text: "granted"}
	if m.GetReject() {
		e.Text = "refused"
		r.refused = append(slices.Clone(r.refused), voter)
	} else {
		r.granted = append(slices.Clone(r.granted), voter)
	}
	r.emit(e)
}
