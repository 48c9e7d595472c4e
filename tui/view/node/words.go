package node

import (
	"raftviz/engine/lang"
)

// texts is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language. Labels are what stands
// left of a value.
type texts struct {
	Views [numViews]string // overview, progress, raft's words

	HardState, Log, Disk, Store, Members, Joint, Links, Progress, Raft string // headings

	// Standing.
	Term, Vote, Lead, HandsTo, Granted, Refused, Silent, Needs, Inbox labelled

	WasF       string // what a value was before this step
	None       string
	NeedsF     string // votes needed, of voters
	BothNeedsF string // the same for both halves
	WaitF      string // messages in an inbox
	MoreF      string // that there is no room for

	// HardState.
	Memory, Durable string // columns
	LastIndex       labelled
	WouldLose       string // the two columns differ

	// The log.
	Commit, Applied, First, Last, Synced, Snapshot labelled

	ToApplyF  string // committed and not applied
	UnsyncedF string // entries not yet synced
	LiedTo    string // synced, but the disk lied
	Cached    string // written before a crash, and not synced
	SnapF     string // index, term

	// The clock.
	Timer, Draw, NextCheck, Every, Rate labelled

	DrawF      string // ticks gone, of those drawn or between two quorum checks
	FromF      string // what the draw is made from
	NoCheck    string // why there is no timer
	NoLearner  string
	NoDown     string
	Stands     string // a clock that does not go
	RateF      string
	Fast, Slow string

	// The disk.
	Mode, State, Fsync, Queue labelled

	LoopWaits string // mode etcd
	LoopGoes  string // mode async
	Empty     string
	NotBegun  string
	Stuck     string
	EntryF    string // what a write holds
	EntriesF  string
	VoteF     string
	WriteSnapF,
	NoContent string

	// The store.
	Revision, Consistent, Keys, Compacted, Hash labelled

	InFileF  string // the consistent index in the data file
	Never    string
	Sweeping string // a compaction that is not done
	Closed   string // the node is down

	// Membership.
	Voters, Incoming, Outgoing, Learners, LearnersNext, Leaves labelled

	QuorumF   string // how many decide
	QuorumOfF string // of how many
	LeavesBy  string // a joint configuration ends by itself
	LeavesAsk string // or by a command
	NoConfig  string

	// Links.
	CutFrom, CutTo, CutOff, Holds labelled

	Everybody string

	// Progress.
	Peer, Match, Next, Sends, Inflight string // columns
	OfF                                string // in flight, of at most
	PausedPeer, Inactive               string
	LearnerPeer                        string
	PendingF                           string // a snapshot under way
	NotLeader                          string
	NoLeader                           string
	KnownByF                           string // the leader, of whom
	KnownF                             string // match, next, state

	// Raft's words.
	SilentF string // nothing was said of the node in this step
	OthersF string // of whom something was said
	WritesF string // how raft writes the node
}

// A labelled is the label of a value. All labels have the same room.
type labelled string

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}

// labelWidth is the room for labels, the gap after them included.
const labelWidth = 12
