package event

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
	Watch                    // a node serves watchers that are behind, or were victims
	Server                   // a node's own patience with a request or a question ended
	NumCauses
)

var causes = [NumCauses]string{"start", "command", "deliver", "tick", "sync", "apply", "commit", "report", "timeout", "stop", "wait", "compact", "lease", "watch", "server"}

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
