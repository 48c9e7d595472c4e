package replica

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/request"
)

// An observer turns what a call to raft changed into events. raft tells of its
// state only; what happened is the difference between before and after.
type observer struct {
	r              *Replica
	reportedCommit uint64
	granted        []string // votes in the election under way
	refused        []string
}

// transitions reports changes of role, term and transfer.
func (o *observer) transitions(m *raftpb.Message, before status) {
	now := o.r.st
	if now.term != before.term {
		e := &event.TermChanged{Term: now.term, Old: before.term}
		if m != nil && m.GetTerm() == now.term && m.GetFrom() != o.r.id && o.r.st.role == raft.StateFollower {
			e.By = config.NodeName(m.GetFrom())
		}
		o.r.emit(o.r.name, e)
	}
	if now.role != before.role || now.role == raft.StateCandidate && now.term != before.term {
		o.roleChanged(m, before)
	}
	if now.transferee != before.transferee {
		o.transferChanged(before)
	}
	if m != nil && m.GetType() == raftpb.MsgForgetLeader && now.lead != before.lead {
		o.r.emit(o.r.name, &event.LeaderForgotten{Leader: config.NodeName(before.lead), Term: now.term})
	}
}

// committed reports what has been committed since the last time. It follows
// what entered the log, as raft's own order has it.
func (o *observer) committed() {
	if o.r.Up() && o.r.st.commit > o.reportedCommit {
		o.r.emit(o.r.name, &event.Committed{Term: o.r.st.term, First: o.reportedCommit + 1, Last: o.r.st.commit})
		o.reportedCommit = o.r.st.commit
	}
}

func (o *observer) roleChanged(m *raftpb.Message, before status) {
	if o.r.st.role != raft.StateLeader {
		o.r.leases.demote()
	}
	o.granted, o.refused = nil, nil
	term, was := o.r.st.term, roleOf(before.role)
	switch o.r.st.role {
	case raft.StatePreCandidate:
		o.r.emit(o.r.name, &event.BecamePreCandidate{Term: term, Was: was})
	case raft.StateCandidate:
		o.r.emit(o.r.name, &event.BecameCandidate{Term: term, Was: was})
	case raft.StateLeader:
		o.r.emit(o.r.name, &event.BecameLeader{Term: term, Was: was})
	default:
		e := &event.BecameFollower{Term: term, Was: was, Reason: o.whyFollower(m, before)}
		if m != nil && m.GetFrom() != o.r.id && !raft.IsLocalMsgTarget(m.GetFrom()) {
			e.By = config.NodeName(m.GetFrom())
		}
		o.r.emit(o.r.name, e)
	}
}

func (o *observer) whyFollower(m *raftpb.Message, before status) event.Reason {
	switch {
	case o.r.st.term > before.term:
		return event.HigherTerm
	case before.role == raft.StateLeader && !o.r.IsVoter():
		return event.NotVoter
	case before.role == raft.StateLeader:
		return event.NoQuorum
	case m != nil && (m.GetType() == raftpb.MsgVoteResp || m.GetType() == raftpb.MsgPreVoteResp):
		return event.LostVote
	}
	return event.LeaderExists
}

func (o *observer) transferChanged(before status) {
	if before.transferee != 0 {
		e := &event.TransferAborted{Term: o.r.st.term, Target: config.NodeName(before.transferee)}
		switch {
		case o.r.st.role != raft.StateLeader:
			if o.r.st.lead == before.transferee || o.r.st.vote == before.transferee {
				return // it succeeded
			}
			e.Reason = event.Deposed
		case o.r.st.transferee != 0:
			e.Reason = event.Replaced
		case !slices.Contains(o.r.members.GetVoters(), before.transferee) && !slices.Contains(o.r.members.GetVotersOutgoing(), before.transferee):
			e.Reason = event.TargetRemoved
		default:
			e.Reason = event.TimeUp
		}
		o.r.emit(o.r.name, e)
	}
	if o.r.st.transferee != 0 {
		o.r.emit(o.r.name, &event.TransferStarted{Term: o.r.st.term, Target: config.NodeName(o.r.st.transferee)})
	}
}

func (o *observer) countVote(m *raftpb.Message) {
	want, fits := raft.StateCandidate, m.GetTerm() == o.r.st.term
	if m.GetType() == raftpb.MsgPreVoteResp {
		want = raft.StatePreCandidate
		if !m.GetReject() {
			fits = m.GetTerm() >= o.r.st.term // raft also counts what an earlier pre-vote was granted
		}
	}
	if o.r.st.role != want || !fits || !slices.Contains(request.Members(o.r.members), m.GetFrom()) {
		return
	}
	voter := config.NodeName(m.GetFrom())
	if slices.Contains(o.granted, voter) || slices.Contains(o.refused, voter) {
		return
	}
	if m.GetReject() {
		o.refused = append(slices.Clone(o.refused), voter)
	} else {
		o.granted = append(slices.Clone(o.granted), voter)
	}
	o.r.emit(o.r.name, &event.VoteCounted{Voter: voter, Term: m.GetTerm(), Granted: !m.GetReject()})
}
