// Package event says what happened: the causes and facts a run is made of.
package event

// A Kind names what an Event reports, in the past tense. Kinds appear in
// scripts, goldens and recordings: renaming one is a change of format.
type Kind uint8

// The kinds.
const (
	None Kind = iota

	// Messages.
	Sent
	Received
	Dropped
	Duplicated
	Delayed
	Held
	Released

	// Elections.
	TimerFired
	BecamePreCandidate
	BecameCandidate
	BecameLeader
	BecameFollower
	TermChanged
	Voted
	VoteRefused
	VoteIgnored
	VoteCounted
	CampaignRefused

	// The log.
	Proposed
	ProposalForwarded
	ProposalDropped
	Appended
	Truncated
	AppendRefused
	Committed
	Applied
	ProgressChanged

	// Disks.
	Synced
	SyncLied
	SyncFailed
	StoreCommitted

	// The store.
	CompactionScheduled
	CompactionRan
	CompactionFinished
	LeaseExpired
	LeaseCheckpointed
	Defragmented
	AlarmRaised
	AlarmDisarmed
	StoreSaved

	// Watches.
	WatchCreated
	WatchSynced
	WatchUnsynced
	WatchVictim
	WatchReceived
	WatchCanceled
	WatchLost
	WatchResumed

	// Snapshots.
	SnapshotSaved
	LogCompacted
	SnapshotSent
	SnapshotInstalled
	SnapshotRefused
	SnapshotReported
	Unreachable

	// Nodes.
	Started
	Crashed
	EntriesLost
	Restarted
	PausedNode
	ResumedNode
	Wiped
	RemovedNode

	// Surroundings.
	Cut
	Healed
	LinkChanged
	DiskChanged
	ClockChanged

	// Membership and transfer.
	ConfChanged
	TransferStarted
	TransferAborted

	// Reads.
	ReadRequested
	ReadConfirmed
	ReadDropped

	// Clients.
	Invoked
	Responded
	TimedOut
	Retried
	ClientChanged

	// Ends.
	Violated
	Panicked

	NumKinds
)

var kinds = [NumKinds]struct {
	name    string
	notable bool // worth stopping at: ] and [ go to these
	says    string
}{
	None:                {"none", false, "nothing"},
	Sent:                {"sent", false, "a node or client handed a message to the network"},
	Received:            {"received", false, "a message reached its receiver"},
	Dropped:             {"dropped", false, "a message was lost"},
	Duplicated:          {"duplicated", false, "the network made a copy of a message"},
	Delayed:             {"delayed", false, "a message was given more time"},
	Held:                {"held", false, "a message waits until it is released"},
	Released:            {"released", false, "a held message went on its way"},
	TimerFired:          {"timer_fired", true, "a node's election timer ran out"},
	BecamePreCandidate:  {"became_precandidate", true, "a node asks whether it could win an election"},
	BecameCandidate:     {"became_candidate", true, "a node started an election"},
	BecameLeader:        {"became_leader", true, "a node won the election of its term"},
	BecameFollower:      {"became_follower", true, "a leader or candidate became a follower"},
	TermChanged:         {"term_changed", false, "a node moved to a later term"},
	Voted:               {"voted", false, "a node granted its vote"},
	VoteRefused:         {"vote_refused", false, "a node refused its vote"},
	VoteIgnored:         {"vote_ignored", false, "a node that hears from a leader did not answer a candidate"},
	VoteCounted:         {"vote_counted", false, "a candidate received an answer to its request for a vote"},
	CampaignRefused:     {"campaign_refused", true, "raft would not start an election"},
	Proposed:            {"proposed", false, "a leader took a proposal into its log"},
	ProposalForwarded:   {"proposal_forwarded", false, "a follower sent a proposal on to its leader"},
	ProposalDropped:     {"proposal_dropped", true, "raft refused a proposal"},
	Appended:            {"appended", false, "entries entered a node's log, not yet synced"},
	Truncated:           {"truncated", true, "a follower removed entries that conflict with its leader's"},
	AppendRefused:       {"append_refused", false, "a follower's log did not hold the entry before the new ones"},
	Committed:           {"committed", true, "a node learned that entries are committed"},
	Applied:             {"applied", false, "a node applied committed entries to its store"},
	ProgressChanged:     {"progress_changed", false, "a leader treats a follower differently: probe, replicate or snapshot"},
	Synced:              {"synced", false, "an fsync returned: what was written is on disk"},
	SyncLied:            {"sync_lied", true, "an fsync reported success and kept nothing"},
	SyncFailed:          {"sync_failed", true, "an fsync returned an error, and the node stopped"},
	StoreCommitted:      {"store_committed", false, "the store's batch of writes was committed to its file"},
	CompactionScheduled: {"compaction_scheduled", true, "a store forgot its history before a revision, and has yet to remove it"},
	CompactionRan:       {"compaction_ran", false, "a store removed a batch of what a compaction leaves behind"},
	CompactionFinished:  {"compaction_finished", true, "a compaction is done: its batches have gone through the whole file"},
	LeaseExpired:        {"lease_expired", true, "a leader found that a lease's time is over, and proposes to revoke it"},
	LeaseCheckpointed:   {"lease_checkpointed", false, "a node noted how much time a lease has left"},
	Defragmented:        {"defragmented", true, "a store's file was rewritten without its free pages"},
	AlarmRaised:         {"alarm_raised", true, "a node applied the raising of an alarm"},
	AlarmDisarmed:       {"alarm_disarmed", true, "a node applied the lowering of an alarm"},
	StoreSaved:          {"store_saved", true, "a client received a node's whole store, for a file"},
	WatchCreated:        {"watch_created", true, "a node began to watch for a client"},
	WatchSynced:         {"watch_synced", true, "a watcher caught up with its store"},
	WatchUnsynced:       {"watch_unsynced", true, "a watcher is behind its store, which has to read the history for it"},
	WatchVictim:         {"watch_victim", true, "a watcher's events found the client's buffer full, and wait"},
	WatchReceived:       {"watch_received", false, "a client read what one of its watches was sent"},
	WatchCanceled:       {"watch_canceled", true, "a watch ended"},
	WatchLost:           {"watch_lost", true, "a client lost the connection its watches came through"},
	WatchResumed:        {"watch_resumed", true, "a client asked for a lost watch anew, from where it had come to"},
	SnapshotSaved:       {"snapshot_saved", true, "a node recorded a snapshot of its applied state"},
	LogCompacted:        {"log_compacted", true, "a node discarded the head of its log"},
	SnapshotSent:        {"snapshot_sent", true, "a leader sent its store to a follower"},
	SnapshotInstalled:   {"snapshot_installed", true, "a follower replaced its log and store by a snapshot"},
	SnapshotRefused:     {"snapshot_refused", false, "a follower had no use for a snapshot"},
	SnapshotReported:    {"snapshot_reported", false, "the transport told a leader how its snapshot fared"},
	Unreachable:         {"unreachable", false, "the transport told a node that a peer cannot be reached"},
	Started:             {"started", true, "a node that joins was started"},
	Crashed:             {"crashed", true, "a node's process died"},
	EntriesLost:         {"entries_lost", true, "entries a node had in memory were not on its disk"},
	Restarted:           {"restarted", true, "a node came back with what its disk had kept"},
	PausedNode:          {"paused", true, "a node's process was stopped (SIGSTOP)"},
	ResumedNode:         {"resumed", true, "a paused process went on"},
	Wiped:               {"wiped", true, "a node's files were deleted"},
	RemovedNode:         {"removed", true, "a node that left the configuration stopped for good"},
	Cut:                 {"cut", true, "links were severed"},
	Healed:              {"healed", true, "links were mended"},
	LinkChanged:         {"link_changed", false, "a link's latency, loss or hold was changed"},
	DiskChanged:         {"disk_changed", true, "a disk's behaviour was changed"},
	ClockChanged:        {"clock_changed", true, "a clock's rate was changed"},
	ConfChanged:         {"conf_changed", true, "a node applied a change of membership"},
	TransferStarted:     {"transfer_started", true, "a leader began to hand over"},
	TransferAborted:     {"transfer_aborted", true, "a leader gave up handing over"},
	ReadRequested:       {"read_requested", false, "a node asked for the index a read must wait for"},
	ReadConfirmed:       {"read_confirmed", false, "the leader's right to answer a read was confirmed"},
	ReadDropped:         {"read_dropped", true, "a read found no leader to confirm it"},
	Invoked:             {"invoked", false, "a client began an operation"},
	Responded:           {"responded", false, "a client received its answer"},
	TimedOut:            {"timed_out", true, "a client gave up waiting"},
	Retried:             {"retried", true, "a client sent an operation again"},
	ClientChanged:       {"client_changed", false, "a client's timeout or retries were changed"},
	Violated:            {"violated", true, "a safety property broke"},
	Panicked:            {"panicked", true, "raft panicked"},
}

// String returns the kind's name as files and scripts spell it.
func (k Kind) String() string { return kinds[k].name }

// Says returns one clause of English that says what the kind reports.
func (k Kind) Says() string { return kinds[k].says }

// Notable reports whether the kind is one a person would want to stop at.
func (k Kind) Notable() bool { return kinds[k].notable }

// ParseKind returns the kind with the given name.
func ParseKind(name string) (Kind, bool) {
	k, ok := byName[name]
	return k, ok
}

var byName = func() map[string]Kind {
	m := make(map[string]Kind, NumKinds)
	for k := None + 1; k < NumKinds; k++ {
		m[kinds[k].name] = k
	}
	return m
}()

// A Set is a set of kinds.
type Set [2]uint64

// SetOf returns the set of the given kinds.
func SetOf(ks ...Kind) (s Set) {
	for _, k := range ks {
		s.Add(k)
	}
	return s
}

// Add puts k into the set.
func (s *Set) Add(k Kind) { s[k>>6] |= 1 << (k & 63) }

// Has reports whether k is in the set.
func (s Set) Has(k Kind) bool { return s[k>>6]&(1<<(k&63)) != 0 }

// Meets reports whether the two sets share a kind.
func (s Set) Meets(t Set) bool { return s[0]&t[0] != 0 || s[1]&t[1] != 0 }

// Notables is the set of all notable kinds.
var Notables = func() (s Set) {
	for k := range NumKinds {
		if k.Notable() {
			s.Add(k)
		}
	}
	return s
}()
