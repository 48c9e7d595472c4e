// Package faults holds mistakes that implementations of Raft have been known for,
// to be planted into the replicas of a cluster. A test finds each of them out:
// docs/faults.md says how. Only tests import this package.
//
// raft itself stays unmodified: a fault changes the messages that go in, what raft
// asks for, what a process finds in its files, or raft's private state.
package faults

import "raftviz/engine/replica"

// A Fault is a mistake to plant.
type Fault struct {
	Name string
	Says string // what goes wrong, a clause
	make func() *replica.Fault
}

// Harmless lists what some faults need around them to show at all. None of it is a
// mistake: raft holds with each.
var Harmless = []Fault{
	{"singly", "an fsync covers one write", func() *replica.Fault { return &replica.Fault{Singly: true} }},
	{"empty-appends", "a leader sends an empty append ahead of each", func() *replica.Fault { return &replica.Fault{Ready: emptyAhead} }},
	{"appends-since-commit", "a leader sends all that it has not committed", func() *replica.Fault { return &replica.Fault{Ready: sinceCommit} }},
}

// Make returns the fault for one cluster.
func (f *Fault) Make() *replica.Fault { return f.make() }

// All lists the faults.
var All = []Fault{
	{"forgotten-vote", "a restart forgets the vote", forgottenVote},
	{"forgotten-term", "a restart falls back to the term of the last entry", forgottenTerm},
	{"early-answers", "a follower acknowledges entries before its fsync", earlyAnswers},
	{"early-votes", "a vote leaves, and a candidate counts its own, before the fsync", earlyVotes},
	{"early-leader", "a leader counts its own entries before its fsync", earlyLeader},
	{"no-log-check", "a voter does not compare logs", noLogCheck},
	{"two-votes", "a voter gives every candidate of a term its vote", twoVotes},
	{"prevotes-as-votes", "a candidate counts the pre-votes it was granted as votes", prevotesAsVotes},
	{"half-majority", "half of the voters pass for a majority", halfMajority},
	{"incoming-alone", "a joint configuration needs the majority of its incoming half only", func() *replica.Fault { return oneHalf(0) }},
	{"outgoing-alone", "a joint configuration needs the majority of its outgoing half only", func() *replica.Fault { return oneHalf(1) }},
	{"learners-counted", "a leader counts learners towards the majority", learnersCounted},
	{"two-changes", "a leader takes a change of membership while another is pending", twoChanges},
	{"old-terms-counted", "a leader commits entries of earlier terms by counting copies", oldTermsCounted},
	{"no-previous-check", "a follower does not compare the entry before new ones", noPreviousCheck},
	{"no-truncation", "a follower keeps entries that conflict with its leader's", noTruncation},
	{"uncut-heartbeat", "a heartbeat tells the leader's commit index, whatever the follower holds", uncutHeartbeat},
	{"uncut-commit", "a follower commits beyond what its leader's message covers", uncutCommit},
	{"old-appends", "a follower takes entries from a leader of an earlier term", oldAppends},
	{"old-answers", "a leader counts acknowledgements that were sent in an earlier term", oldAnswers},
	{"aba", "an fsync of entries that were replaced counts for those that took their place", aba},
	{"applied-again", "a restart applies entries again that the store's file holds", appliedAgain},
	{"snapshot-term", "a snapshot says a wrong term of its last entry", snapshotTerm},
	{"snapshot-index", "a snapshot says that it covers one entry more than it does", snapshotIndex},
	{"reads-unasked", "a leader answers reads without asking a majority", readsUnasked},
	{"reads-unapplied", "a node answers reads before it has applied what they wait for", readsUnapplied},
}
