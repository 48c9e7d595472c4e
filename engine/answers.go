package engine

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// noteAppend takes the entries and snapshot of a write into the node's view of
// its log and reports what entered and what was removed.
func (n *node) noteAppend(m *raftpb.Message) {
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		n.snapping = true
		n.first = s.GetMetadata().GetIndex() + 1
		n.entries = nil
		n.snap = frame.Snapshot{Index: s.GetMetadata().GetIndex(), Term: s.GetMetadata().GetTerm()}
		old := n.conf
		n.conf = s.GetMetadata().GetConfState()
		n.disownLeft(old)
		n.disk.cut(n.first)
	}
	es := m.GetEntries()
	if len(es) == 0 {
		return
	}
	from, to := es[0].GetIndex(), es[len(es)-1].GetIndex()
	if last := n.last(); from <= last {
		n.c.emit(n.name, &event.Truncated{Term: n.st.term, First: from, Last: last, Leader: config.NodeName(n.st.lead)})
		n.entries = slices.Clone(n.entries[:from-n.first])
		n.disk.cut(from)
	}
	for _, e := range es {
		n.entries = append(n.entries, n.c.entry(e))
	}
	n.c.emit(n.name, &event.Appended{Term: n.st.term, First: from, Last: to})
}

// noteAnswers reports what raft answers to votes and appends. The answers
// themselves wait for the disk. It reports whether one of them answers m.
func (n *node) noteAnswers(rs []*raftpb.Message, m *raftpb.Message, before status) (answered bool) {
	for _, r := range rs {
		if r.GetTo() == n.id {
			continue
		}
		switch r.GetType() {
		case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
			answered = true
			n.noteVote(r, m, before)
		case raftpb.MsgAppResp:
			if !r.GetReject() {
				continue
			}
			e := &event.AppendRefused{Leader: config.NodeName(r.GetTo()), Term: n.st.term, Index: r.GetIndex(), Hint: r.GetRejectHint(), Reason: event.TermDiffers}
			if r.GetIndex() > n.last() {
				e.Reason = event.NoEntry
			}
			n.c.emit(n.name, e)
		}
	}
	return answered
}

func (n *node) noteVote(r, m *raftpb.Message, before status) {
	pre := r.GetType() == raftpb.MsgPreVoteResp
	candidate := config.NodeName(r.GetTo())
	if r.GetReject() {
		n.c.emit(n.name, &event.VoteRefused{Candidate: candidate, Term: r.GetTerm(), Pre: pre, Reason: whyRefused(m, before)})
		return
	}
	if !pre {
		n.timer.setBack()
	}
	n.c.emit(n.name, &event.Voted{Candidate: candidate, Term: r.GetTerm(), Pre: pre})
}

// whyRefused names the rule by which raft refused m in the state before:
// raft.Step, case MsgVote.
func whyRefused(m *raftpb.Message, before status) event.Reason {
	switch {
	case m == nil:
		return event.NoReason
	case m.GetTerm() < before.term:
		return event.OlderTerm
	case m.GetTerm() > before.term: // a new term: no vote given, no leader known
		return event.LogBehind
	case before.vote != 0 && before.vote != m.GetFrom():
		return event.AlreadyVoted
	case before.vote == 0 && before.lead != 0:
		return event.KnowsLeader
	}
	return event.LogBehind
}

// unanswered reports requests that raft passed over in silence.
func (n *node) unanswered(m *raftpb.Message, before status) {
	switch m.GetType() {
	case raftpb.MsgVote, raftpb.MsgPreVote:
		candidate, pre := config.NodeName(m.GetFrom()), m.GetType() == raftpb.MsgPreVote
		if m.GetTerm() > before.term {
			n.c.emit(n.name, &event.VoteIgnored{Candidate: candidate, Term: m.GetTerm(), Pre: pre, Reason: event.InLease})
			return
		}
		n.c.emit(n.name, &event.VoteRefused{Candidate: candidate, Term: m.GetTerm(), Pre: pre, Reason: event.OlderTerm})
	case raftpb.MsgSnap:
		if m.GetTerm() < before.term {
			return
		}
		e := &event.SnapshotRefused{Leader: config.NodeName(m.GetFrom()), Index: m.GetSnapshot().GetMetadata().GetIndex(), Reason: event.OldSnapshot}
		if n.st.commit > before.commit {
			e.Reason = event.LogHasIt
		}
		n.c.emit(n.name, e)
	}
}

func roleOf(s raft.StateType) frame.Role {
	switch s {
	case raft.StateLeader:
		return frame.Leader
	case raft.StateCandidate:
		return frame.Candidate
	case raft.StatePreCandidate:
		return frame.PreCandidate
	}
	return frame.Follower
}
