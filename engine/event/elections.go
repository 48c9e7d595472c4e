package event

import "raftviz/engine/frame"

// Elections.
const (
	KindTimerFired Kind = endMessages + iota
	KindBecamePreCandidate
	KindBecameCandidate
	KindBecameLeader
	KindBecameFollower
	KindTermChanged
	KindVoted
	KindVoteRefused
	KindVoteIgnored
	KindVoteCounted
	KindCampaignRefused
	KindLeaderForgotten
	endElections
)

var electionsKinds = []kind{
	describe[TimerFired](notable, "timer_fired", "a node's election timer ran out"),
	describe[BecamePreCandidate](notable, "became_precandidate", "a node asks whether it could win an election"),
	describe[BecameCandidate](notable, "became_candidate", "a node started an election"),
	describe[BecameLeader](notable, "became_leader", "a node won the election of its term"),
	describe[BecameFollower](notable, "became_follower", "a leader or candidate became a follower"),
	describe[TermChanged](usual, "term_changed", "a node moved to a later term"),
	describe[Voted](usual, "voted", "a node granted its vote"),
	describe[VoteRefused](usual, "vote_refused", "a node refused its vote"),
	describe[VoteIgnored](usual, "vote_ignored", "a node that hears from a leader did not answer a candidate"),
	describe[VoteCounted](usual, "vote_counted", "a candidate received an answer to its request for a vote"),
	describe[CampaignRefused](notable, "campaign_refused", "raft would not start an election"),
	describe[LeaderForgotten](notable, "leader_forgotten", "a follower knows no leader any more, as it was told"),
}

type (
	// TimerFired reports that a node's election timer ran out.
	TimerFired struct {
		Term    uint64 `key:"term" says:"the term in which it ran out"`
		Elapsed int    `key:"el" says:"how many ticks it had counted"`
		Timeout int    `key:"to" says:"at how many ticks it fires"`
	}
	// BecamePreCandidate reports that a node asks whether it could win an election.
	BecamePreCandidate struct {
		Term uint64     `key:"term" says:"the term of the node"`
		Was  frame.Role `key:"was" says:"the role it had before"`
	}
	// BecameCandidate reports that a node started an election.
	BecameCandidate struct {
		Term uint64     `key:"term" says:"the term of the election"`
		Was  frame.Role `key:"was" says:"the role it had before"`
	}
	// BecameLeader reports that a node won the election of its term.
	BecameLeader struct {
		Term uint64     `key:"term" says:"the term it leads"`
		Was  frame.Role `key:"was" says:"the role it had before"`
	}
	// BecameFollower reports that a leader or candidate became a follower.
	BecameFollower struct {
		By     string     `key:"p" says:"who sent the message that made it one; none if none did"`
		Term   uint64     `key:"term" says:"the term of the node"`
		Was    frame.Role `key:"was" says:"the role it had before"`
		Reason Reason     `key:"r" of:"higher_term leader_exists lost_vote no_quorum not_voter" says:"why"`
	}
	// TermChanged reports that a node moved to a later term.
	TermChanged struct {
		By   string `key:"p" says:"who sent the message with that term; none if the node went there by itself"`
		Term uint64 `key:"term" says:"the term it is in now"`
		Old  uint64 `key:"i" name:"old_term" says:"the term it left"`
	}
	// Voted reports that a node granted its vote.
	Voted struct {
		Candidate string `key:"p" says:"who got the vote"`
		Term      uint64 `key:"term" says:"the term of the vote"`
		Pre       bool   `key:"pre" says:"it is a pre-vote: the node may still vote for another"`
	}
	// VoteRefused reports that a node refused its vote.
	VoteRefused struct {
		Candidate string `key:"p" says:"who asked for the vote"`
		Term      uint64 `key:"term" says:"the term of the answer"`
		Pre       bool   `key:"pre" says:"a pre-vote was asked for"`
		Reason    Reason `key:"r" of:"older_term already_voted knows_leader log_behind" says:"why"`
	}
	// VoteIgnored reports that a node that hears from a leader did not answer a candidate.
	VoteIgnored struct {
		Candidate string `key:"p" says:"who asked for the vote"`
		Term      uint64 `key:"term" says:"the term of the request"`
		Pre       bool   `key:"pre" says:"a pre-vote was asked for"`
		Reason    Reason `key:"r" of:"in_lease" says:"why"`
	}
	// VoteCounted reports that a candidate received an answer to its request for a vote.
	VoteCounted struct {
		Voter   string `key:"p" says:"who answered"`
		Term    uint64 `key:"term" says:"the term of the answer"`
		Granted bool   `key:"yes" says:"the vote was granted"`
	}
	// CampaignRefused reports that raft would not start an election.
	CampaignRefused struct {
		Term   uint64 `key:"term" says:"the term of the node"`
		Reason Reason `key:"r" of:"not_voter pending_conf pending_snapshot already_leads" says:"why"`
	}
	// LeaderForgotten reports that a follower was told to forget its leader.
	LeaderForgotten struct {
		Leader string `key:"p" says:"who still leads, for all that the node knew"`
		Term   uint64 `key:"term" says:"the term of the node"`
	}
)

func (*TimerFired) kind() Kind         { return KindTimerFired }
func (*BecamePreCandidate) kind() Kind { return KindBecamePreCandidate }
func (*BecameCandidate) kind() Kind    { return KindBecameCandidate }
func (*BecameLeader) kind() Kind       { return KindBecameLeader }
func (*BecameFollower) kind() Kind     { return KindBecameFollower }
func (*TermChanged) kind() Kind        { return KindTermChanged }
func (*Voted) kind() Kind              { return KindVoted }
func (*VoteRefused) kind() Kind        { return KindVoteRefused }
func (*VoteIgnored) kind() Kind        { return KindVoteIgnored }
func (*VoteCounted) kind() Kind        { return KindVoteCounted }
func (*CampaignRefused) kind() Kind    { return KindCampaignRefused }
func (*LeaderForgotten) kind() Kind    { return KindLeaderForgotten }
