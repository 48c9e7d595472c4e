package event

import "raftviz/engine/frame"

// The log.
const (
	KindProposed Kind = endElections + iota
	KindProposalForwarded
	KindProposalParked
	KindProposalDropped
	KindAppended
	KindTruncated
	KindAppendRefused
	KindCommitted
	KindApplied
	KindProgressChanged
	endLog
)

var logKinds = []kind{
	describe[Proposed](usual, "proposed", "a leader took a proposal into its log"),
	describe[ProposalForwarded](usual, "proposal_forwarded", "a follower sent a proposal on to its leader"),
	describe[ProposalParked](notable, "proposal_parked", "a proposal waits until its node knows a leader"),
	describe[ProposalDropped](notable, "proposal_dropped", "raft refused a proposal"),
	describe[Appended](usual, "appended", "entries entered a node's log, not yet synced"),
	describe[Truncated](notable, "truncated", "a follower removed entries that conflict with its leader's"),
	describe[AppendRefused](usual, "append_refused", "a follower's log did not hold the entry before the new ones"),
	describe[Committed](notable, "committed", "a node learned that entries are committed"),
	describe[Applied](usual, "applied", "a node applied committed entries to its store"),
	describe[ProgressChanged](usual, "progress_changed", "a leader treats a follower differently: probe, replicate or snapshot"),
}

type (
	// Proposed reports that a leader took a proposal into its log.
	Proposed struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		Index uint64 `key:"i" says:"the log index of the entry"`
		Op    uint64 `key:"op" says:"the client operation"`
	}
	// ProposalForwarded reports that a follower sent a proposal on to its leader.
	ProposalForwarded struct {
		Leader string `key:"p" says:"to whom"`
		Term   uint64 `key:"term" says:"the term of the node"`
		Op     uint64 `key:"op" says:"the client operation"`
	}
	// ProposalParked reports that a proposal waits until its node knows a leader.
	ProposalParked struct {
		Term uint64 `key:"term" says:"the term of the node"`
		Op   uint64 `key:"op" says:"the client operation"`
	}
	// ProposalDropped reports that raft refused a proposal.
	ProposalDropped struct {
		Term   uint64 `key:"term" says:"the term of the node"`
		Op     uint64 `key:"op" says:"the client operation"`
		Reason Reason `key:"r" of:"no_leader not_forwarded transferring not_member too_much conf_pending" says:"why"`
	}
	// Appended reports that entries entered a node's log, not yet synced.
	Appended struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		First uint64 `key:"i" name:"index" says:"the first log index"`
		Last  uint64 `key:"l" says:"the last log index"`
	}
	// Truncated reports that a follower removed entries that conflict with its leader's.
	Truncated struct {
		Leader string `key:"p" says:"whose log decides"`
		Term   uint64 `key:"term" says:"the term of the node"`
		First  uint64 `key:"i" name:"index" says:"the first log index"`
		Last   uint64 `key:"l" says:"the last log index"`
	}
	// AppendRefused reports that a follower's log did not hold the entry before the new ones.
	AppendRefused struct {
		Leader string `key:"p" says:"who sent the entries"`
		Term   uint64 `key:"term" says:"the term of the node"`
		Index  uint64 `key:"i" says:"the log index of the entry it lacks"`
		Hint   uint64 `key:"l" says:"the log index at which it says the logs may agree"`
		Reason Reason `key:"r" of:"no_entry term_differs" says:"why"`
	}
	// Committed reports that a node learned that entries are committed.
	Committed struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		First uint64 `key:"i" name:"index" says:"the first log index"`
		Last  uint64 `key:"l" says:"the last log index"`
	}
	// Applied reports that a node applied committed entries to its store.
	Applied struct {
		First uint64 `key:"i" name:"index" says:"the first log index"`
		Last  uint64 `key:"l" says:"the last log index"`
	}
	// ProgressChanged reports that a leader treats a follower differently: probe, replicate or snapshot.
	ProgressChanged struct {
		Follower string              `key:"p" says:"whom"`
		Next     uint64              `key:"i" says:"the log index of the entry to send next"`
		From     frame.ProgressState `key:"from" says:"how it treated it before"`
		To       frame.ProgressState `key:"to" says:"how it treats it now"`
	}
)

func (*Proposed) kind() Kind          { return KindProposed }
func (*ProposalForwarded) kind() Kind { return KindProposalForwarded }
func (*ProposalParked) kind() Kind    { return KindProposalParked }
func (*ProposalDropped) kind() Kind   { return KindProposalDropped }
func (*Appended) kind() Kind          { return KindAppended }
func (*Truncated) kind() Kind         { return KindTruncated }
func (*AppendRefused) kind() Kind     { return KindAppendRefused }
func (*Committed) kind() Kind         { return KindCommitted }
func (*Applied) kind() Kind           { return KindApplied }
func (*ProgressChanged) kind() Kind   { return KindProgressChanged }
