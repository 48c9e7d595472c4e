package engine

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
)

// A ready is what raft asks for after a call: messages to send, a write for the
// disk, entries to apply.
type ready struct {
	msgs   []*raftpb.Message
	append *raftpb.Message // MsgStorageAppend
	sync   bool            // the write must be durable before it is answered
}

// step gives raft a message from another node.
func (n *node) step(m *raftpb.Message) {
	before := n.st
	switch m.GetType() {
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		n.countVote(m)
	}
	_ = n.rn.Step(m) // errors mean that raft has no use for it
	n.after(m, before)
}

// campaign asks raft for an election now, as its own timer would.
func (n *node) campaign() {
	before := n.st
	_ = n.rn.Campaign()
	started := n.rn.HasReady() // all was handled before: this is the campaign's
	if st := statusOf(n.rn); started && st.role == raft.StatePreCandidate && before.role == st.role {
		n.st = st
		n.roleChanged(nil, before) // a pre-candidate asks anew
	}
	n.after(nil, before)
	if started {
		return
	}
	reason := event.PendingConf
	switch {
	case before.role == raft.StateLeader:
		reason = event.AlreadyLeads
	case n.snapping:
		reason = event.PendingSnap
	case !n.isVoter():
		reason = event.NotVoter
	}
	n.c.emit(n.name, &event.CampaignRefused{Term: before.term, Reason: reason})
}

// after notices what a call to raft changed, says so, and handles what raft
// asks for.
func (n *node) after(m *raftpb.Message, before status) {
	n.st = statusOf(n.rn)
	n.timer.observe(before, n.st, m)
	n.dirty = true
	n.transitions(m, before)
	n.drain(m, before)
}

// drain handles raft's outputs until there are none, and gives it the answers
// of disk and apply queue that need no time.
func (n *node) drain(m *raftpb.Message, before status) {
	answered := false
	for n.up {
		if n.rn.HasReady() {
			if n.handle(n.rn.Ready(), m, before) {
				answered = true
			}
			continue
		}
		if len(n.local) == 0 {
			break
		}
		l := n.local[0]
		n.local = n.local[1:]
		n.stepLocal(l)
	}
	n.noteCommit()
	if m != nil && !answered {
		n.unanswered(m, before)
	}
}

// stepLocal gives raft an answer of its own disk, store or vote.
func (n *node) stepLocal(m *raftpb.Message) {
	before := n.st
	switch m.GetType() {
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		n.countVote(m)
	case raftpb.MsgStorageAppendResp:
		if m.GetSnapshot() != nil {
			n.snapping = false
		}
	}
	_ = n.rn.Step(m)
	n.st = statusOf(n.rn)
	n.timer.observe(before, n.st, nil)
	n.dirty = true
	n.transitions(m, before)
}

// transitions reports changes of role, term and transfer.
func (n *node) transitions(m *raftpb.Message, before status) {
	now := n.st
	if now.term != before.term {
		e := &event.TermChanged{Term: now.term, Old: before.term}
		if m != nil && m.GetTerm() == now.term && m.GetFrom() != n.id && n.st.role == raft.StateFollower {
			e.By = config.NodeName(m.GetFrom())
		}
		n.c.emit(n.name, e)
	}
	if now.role != before.role || now.role == raft.StateCandidate && now.term != before.term {
		n.roleChanged(m, before)
	}
	if now.transferee != before.transferee {
		n.transferChanged(before)
	}
}

// noteCommit reports what has been committed since the last time. It follows
// what entered the log, as raft's own order has it.
func (n *node) noteCommit() {
	if n.up && n.st.commit > n.told {
		n.c.emit(n.name, &event.Committed{Term: n.st.term, First: n.told + 1, Last: n.st.commit})
		n.told = n.st.commit
	}
}

func (n *node) roleChanged(m *raftpb.Message, before status) {
	n.leads(n.st.role == raft.StateLeader)
	n.granted, n.refused = nil, nil
	term, was := n.st.term, roleOf(before.role)
	switch n.st.role {
	case raft.StatePreCandidate:
		n.c.emit(n.name, &event.BecamePreCandidate{Term: term, Was: was})
	case raft.StateCandidate:
		n.c.emit(n.name, &event.BecameCandidate{Term: term, Was: was})
	case raft.StateLeader:
		n.c.emit(n.name, &event.BecameLeader{Term: term, Was: was})
	default:
		e := &event.BecameFollower{Term: term, Was: was, Reason: n.whyFollower(m, before)}
		if m != nil && m.GetFrom() != n.id && !raft.IsLocalMsgTarget(m.GetFrom()) {
			e.By = config.NodeName(m.GetFrom())
		}
		n.c.emit(n.name, e)
	}
}

func (n *node) whyFollower(m *raftpb.Message, before status) event.Reason {
	switch {
	case n.st.term > before.term:
		return event.HigherTerm
	case before.role == raft.StateLeader:
		return event.NoQuorum
	case m != nil && (m.GetType() == raftpb.MsgVoteResp || m.GetType() == raftpb.MsgPreVoteResp):
		return event.LostVote
	}
	return event.LeaderExists
}

func (n *node) transferChanged(before status) {
	if before.transferee != 0 {
		e := &event.TransferAborted{Term: n.st.term, Target: config.NodeName(before.transferee)}
		switch {
		case n.st.role != raft.StateLeader:
			if n.st.lead == before.transferee || n.st.vote == before.transferee {
				return // it succeeded
			}
			e.Reason = event.Deposed
		case n.st.transferee != 0:
			e.Reason = event.Replaced
		case !slices.Contains(n.conf.GetVoters(), before.transferee) && !slices.Contains(n.conf.GetVotersOutgoing(), before.transferee):
			e.Reason = event.TargetRemoved
		default:
			e.Reason = event.TimeUp
		}
		n.c.emit(n.name, e)
	}
	if n.st.transferee != 0 {
		n.c.emit(n.name, &event.TransferStarted{Term: n.st.term, Target: config.NodeName(n.st.transferee)})
	}
}

// handle sorts one Ready into messages, disk work and entries to apply. It
// reports whether the Ready answers m, a request for a vote, or takes its
// snapshot.
func (n *node) handle(rd raft.Ready, m *raftpb.Message, before status) (answered bool) {
	answered = !raft.IsEmptySnap(rd.Snapshot)
	r := ready{sync: rd.MustSync || answered}
	for _, msg := range rd.Messages {
		switch msg.GetTo() {
		case raft.LocalAppendThread:
			r.append = msg
			n.noteAppend(msg)
			if n.noteAnswers(msg.GetResponses(), m, before) {
				answered = true
			}
		case raft.LocalApplyThread:
			n.enqueueApply(msg)
		default:
			r.msgs = append(r.msgs, msg)
		}
	}
	n.noteCommit()
	n.track(r.msgs)
	for i := range rd.ReadStates {
		n.readConfirmed(&rd.ReadStates[i])
	}
	n.output(r)
	return answered
}

func (n *node) countVote(m *raftpb.Message) {
	want, fits := raft.StateCandidate, m.GetTerm() == n.st.term
	if m.GetType() == raftpb.MsgPreVoteResp {
		want = raft.StatePreCandidate
		if !m.GetReject() {
			fits = m.GetTerm() >= n.st.term // raft also counts what an earlier pre-vote was granted
		}
	}
	if n.st.role != want || !fits || !slices.Contains(membersOf(n.conf), m.GetFrom()) {
		return
	}
	voter := config.NodeName(m.GetFrom())
	if slices.Contains(n.granted, voter) || slices.Contains(n.refused, voter) {
		return
	}
	if m.GetReject() {
		n.refused = append(slices.Clone(n.refused), voter)
	} else {
		n.granted = append(slices.Clone(n.granted), voter)
	}
	n.c.emit(n.name, &event.VoteCounted{Voter: voter, Term: m.GetTerm(), Granted: !m.GetReject()})
}
