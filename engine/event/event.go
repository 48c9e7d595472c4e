package event

import "raftviz/engine/frame"

// An Event is one fact that a step produced. Which fields apply depends on the
// kind; those that do not are zero.
type Event struct {
	Kind   Kind
	Node   string         // where it happened; "" is the network
	Peer   string         // the other node or the client concerned
	Msg    *frame.Message // the message concerned
	Term   uint64
	Index  uint64 // a log index, or the first of a range
	Last   uint64 // the last of a range that starts at Index
	Op     uint64 // the client operation concerned
	Reason Reason
	Text   string // a value that has no field: a role, a command's effect, a result
}

// A Step is one cause and all its immediate effects.
type Step struct {
	Index  uint64 // 1 for the first
	Parent uint64 // the step that scheduled this one; 0 for commands, waits and what the start scheduled
	Time   int64  // virtual ms
	Cause  Cause
	Events []Event
	Raft   []RaftLine   // what raft itself logged, in order
	Frame  *frame.Frame // the cluster after the step
}

// A RaftLine is a line that raft logged on a node.
type RaftLine struct{ Node, Text string }

// Kinds returns the set of the kinds of the step's events.
func (s *Step) Kinds() (set Set) {
	for i := range s.Events {
		set.Add(s.Events[i].Kind)
	}
	return set
}

// Has returns the step's first event of the kind, or nil.
func (s *Step) Has(k Kind) *Event {
	for i := range s.Events {
		if s.Events[i].Kind == k {
			return &s.Events[i]
		}
	}
	return nil
}

// A Cause is why a step happened.
type Cause struct {
	Type CauseType
	Node string // the node concerned, if any
	Msg  uint64 // Deliver: the message's ID
	Text string // Command: the line, in canonical form
}

// A CauseType tells the causes apart.
type CauseType uint8

// The causes.
const (
	Start   CauseType = iota // step 0: the cluster as it was made
	Command                  // a command was given
	Deliver                  // a message reached its receiver, or was lost on arrival
	Tick                     // a node's clock ticked
	Sync                     // an fsync returned
	Apply                    // a node applied committed entries
	Commit                   // the store's batch interval ended
	Report                   // the transport reported on a peer or a snapshot
	Timeout                  // a client's patience ended
	Stop                     // a removed node shut down
	Wait                     // time passed, nothing else
	Compact                  // a store goes on with a compaction
	Lease                    // a leader looks for leases whose time is over
	Watch                    // a node looks after watchers that are behind, or were victims
	NumCauses
)

var causes = [NumCauses]string{"start", "command", "deliver", "tick", "sync", "apply", "commit", "report", "timeout", "stop", "wait", "compact", "lease", "watch"}

func (t CauseType) String() string { return causes[t] }

// ParseCause returns the cause with the given name.
func ParseCause(name string) (CauseType, bool) {
	for i, n := range causes {
		if n == name {
			return CauseType(i), true
		}
	}
	return 0, false
}
