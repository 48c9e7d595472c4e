package event

// A Reason says why a refusal, a loss or a change happened. Like kinds, reasons
// appear in recordings: renaming one is a change of format.
type Reason uint8

// The reasons. Each is given by the kinds named above it, whose payloads list it.
const (
	NoReason Reason = iota

	// VoteRefused, VoteIgnored.
	OlderTerm    // the candidate's term is behind the voter's
	AlreadyVoted // the voter gave its vote of this term to another
	KnowsLeader  // the voter has not voted, but knows this term's leader
	LogBehind    // the candidate's log is less up to date
	InLease      // the voter heard from a leader within an election timeout

	// CampaignRefused.
	NotVoter     // a learner, or not in the configuration
	PendingConf  // a committed membership change is not applied yet
	PendingSnap  // a snapshot is being installed
	AlreadyLeads // the leader has no one to run against

	// ProposalDropped, ReadRequested.
	NoLeader     // the node knows no leader
	NotForwarded // the node does not pass proposals on to its leader
	Transferring // the leader is handing over
	NotMember    // the leader is no longer in the configuration
	TooMuch      // the uncommitted tail is over its limit
	ConfPending  // membership changes go one at a time; the entry became empty
	NoTermEntry  // the leader has not committed an entry of its term yet

	// ReadRequested: why it asks again; ReadDropped: why it gives up, as TimeUp.
	Unanswered    // no answer came in time
	FirstCommit   // the leader has committed the first entry of its term
	LeaderChanged // another leads, who knows nothing of the question

	// AppendRefused.
	NoEntry     // the log ends before the entry asked for
	TermDiffers // the log has another term at that index

	// Dropped.
	LinkCut    // the link is severed
	LinkLoss   // the link lost it by chance
	NodeDown   // the receiver is not running
	ByCommand  // a drop command
	Gone       // the sender was removed from the cluster
	ClientGone // the client had given up

	// BecameFollower.
	HigherTerm   // a message carried a later term
	LeaderExists // another won this term's election
	LostVote     // a majority refused
	NoQuorum     // CheckQuorum: the leader did not hear from a majority

	// SnapshotRefused.
	OldSnapshot // the log already reaches further
	LogHasIt    // the log holds the snapshot's last entry: only commit moves

	// SnapshotReported, Responded.
	Delivered
	Failed  // also of Responded: the operation failed
	InDoubt // Responded: an attempt may have happened, the client does not know

	// TransferAborted.
	TimeUp        // an election timeout passed; of ReadDropped: the server's
	Replaced      // another transfer was asked for
	Deposed       // the leader lost its term
	TargetRemoved // the target left the configuration

	NumReasons
)

var reasons = [NumReasons]string{
	"", "older_term", "already_voted", "knows_leader", "log_behind", "in_lease",
	"not_voter", "pending_conf", "pending_snapshot", "already_leads",
	"no_leader", "not_forwarded", "transferring", "not_member", "too_much", "conf_pending", "no_term_entry",
	"unanswered", "first_commit", "leader_changed",
	"no_entry", "term_differs",
	"link_cut", "link_loss", "node_down", "by_command", "gone", "client_gone",
	"higher_term", "leader_exists", "lost_vote", "no_quorum",
	"old_snapshot", "log_has_it",
	"delivered", "failed", "in_doubt",
	"time_up", "replaced", "deposed", "target_removed",
}

// String returns the reason's name as files spell it; "" for NoReason.
func (r Reason) String() string { return reasons[r] }

// Names returns the names of all reasons, by value.
func (r Reason) Names() []string { return reasons[:] }

// ParseReason returns the reason with the given name.
func ParseReason(name string) (Reason, bool) {
	for i, n := range reasons {
		if n == name {
			return Reason(i), true
		}
	}
	return 0, false
}
