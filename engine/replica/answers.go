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
		r.emit(event.Event{Kind: event.Truncated, Node: r.name, Term: r.st.term, Index: from, Last: last, Peer: config.NodeName(r.st.lead)})
		r.truncate(from)
		r.durability.cut(from)
	}
	for _, e := range es {
		r.entries = append(r.entries, r.group.Forms.Of(e))
	}
	r.emit(event.Event{Kind: event.Appended, Node: r.name, Term: r.st.term, Index: from, Last: to})
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
			e := event.Event{Kind: event.AppendRefused, Node: o.r.name, Peer: config.NodeName(resp.GetTo()), Term: o.r.st.term, Index: resp.GetIndex(), Last: resp.GetRejectHint(), Reason: event.TermDiffers}
			if resp.GetIndex() > o.r.last() {
				e.Reason = event.NoEntry
			}
			o.r.emit(e)
		}
	}
	return answered
}

func (o *observer) answeredVote(resp, m *raftpb.Message, before status) {
	pre := resp.GetType() == raftpb.MsgPreVoteResp
	e := event.Event{Kind: event.Voted, Node: o.r.name, Peer: config.NodeName(resp.GetTo()), Term: resp.GetTerm()}
	if pre {
		e.Text = "pre-vote"
	}
	if resp.GetReject() {
		e.Kind = event.VoteRefused
		e.Reason = whyRefused(m, before)
	} else if !pre {
		o.r.timer.elapsed = 0
	}
	o.r.emit(e)
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
		e := event.Event{Kind: event.VoteRefused, Node: o.r.name, Peer: config.NodeName(m.GetFrom()), Term: m.GetTerm(), Reason: event.OlderTerm}
		if m.GetTerm() > before.term {
			e.Kind, e.Reason = event.VoteIgnored, event.InLease
		}
		o.r.emit(e)
	case raftpb.MsgSnap:
		if m.GetTerm() < before.term {
			return
		}
		e := event.Event{Kind: event.SnapshotRefused, Node: o.r.name, Peer: config.NodeName(m.GetFrom()), Index: m.GetSnapshot().GetMetadata().GetIndex(), Reason: event.OldSnapshot}
		if o.r.st.commit > before.commit {
			e.Reason = event.LogHasIt
		}
		o.r.emit(e)
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
