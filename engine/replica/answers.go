package replica

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// noteAppend takes the entries and snapshot of a write into the node's view of
// its log and reports what entered and what was removed.
func (r *Replica) noteAppend(m *raftpb.Message) {
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		r.snapping = true
		r.reset(frame.Snapshot{Index: s.GetMetadata().GetIndex(), Term: s.GetMetadata().GetTerm()})
		old := r.members
		r.members = s.GetMetadata().GetConfState()
		r.disownLeft(old)
		r.durability.cut(r.first)
	}
	es := m.GetEntries()
	if len(es) == 0 {
		return
	}
	from, to := es[0].GetIndex(), es[len(es)-1].GetIndex()
	if last := r.last(); from <= last {
		r.emit(r.name, &event.Truncated{Term: r.st.term, First: from, Last: last, Leader: config.NodeName(r.st.lead)})
		r.truncate(from)
		r.durability.cut(from)
	}
	for _, e := range es {
		r.entries = append(r.entries, r.group.Forms.Of(e))
	}
	r.emit(r.name, &event.Appended{Term: r.st.term, First: from, Last: to})
}

// answers reports what raft answers to votes and appends. The answers
// themselves wait for the disk. It reports whether one of them answers m.
func (o *observer) answers(rs []*raftpb.Message, m *raftpb.Message, before status) (answered bool) {
	for _, resp := range rs {
		if resp.GetTo() == o.r.id {
			continue
		}
		switch resp.GetType() {
		case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
			answered = true
			o.answeredVote(resp, m, before)
		case raftpb.MsgAppResp:
			if !resp.GetReject() {
				continue
			}
			e := &event.AppendRefused{Leader: config.NodeName(resp.GetTo()), Term: o.r.st.term, Index: resp.GetIndex(), Hint: resp.GetRejectHint(), Reason: event.TermDiffers}
			if resp.GetIndex() > o.r.last() {
				e.Reason = event.NoEntry
			}
			o.r.emit(o.r.name, e)
		}
	}
	return answered
}

func (o *observer) answeredVote(resp, m *raftpb.Message, before status) {
	pre := resp.GetType() == raftpb.MsgPreVoteResp
	candidate := config.NodeName(resp.GetTo())
	if resp.GetReject() {
		o.r.emit(o.r.name, &event.VoteRefused{Candidate: candidate, Term: resp.GetTerm(), Pre: pre, Reason: whyRefused(m, before)})
		return
	}
	if !pre {
		o.r.timer.setBack()
	}
	o.r.emit(o.r.name, &event.Voted{Candidate: candidate, Term: resp.GetTerm(), Pre: pre})
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
func (o *observer) unanswered(m *raftpb.Message, before status) {
	switch m.GetType() {
	case raftpb.MsgVote, raftpb.MsgPreVote:
		candidate, pre := config.NodeName(m.GetFrom()), m.GetType() == raftpb.MsgPreVote
		if m.GetTerm() > before.term {
			o.r.emit(o.r.name, &event.VoteIgnored{Candidate: candidate, Term: m.GetTerm(), Pre: pre, Reason: event.InLease})
			return
		}
		o.r.emit(o.r.name, &event.VoteRefused{Candidate: candidate, Term: m.GetTerm(), Pre: pre, Reason: event.OlderTerm})
	case raftpb.MsgSnap:
		if m.GetTerm() < before.term {
			return
		}
		e := &event.SnapshotRefused{Leader: config.NodeName(m.GetFrom()), Index: m.GetSnapshot().GetMetadata().GetIndex(), Reason: event.OldSnapshot}
		if o.r.st.commit > before.commit {
			e.Reason = event.LogHasIt
		}
		o.r.emit(o.r.name, e)
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
