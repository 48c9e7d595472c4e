package frame

// A Network is how the links behave. Links that behave as the configuration
// says are not listed.
type Network struct {
	Links []Link // by From, then To
}

// A Link is one direction between two nodes.
type Link struct {
	From, To string
	Latency  int64  // ms
	Jitter   int64  // ms at most
	Loss     int    // per mille
	Dup      int    // per mille
	Cut      bool   // nothing passes
	Hold     bool   // messages wait until released
	HoldType string // only messages of this type wait; "" is all
}

// Link returns the link with these ends, and false if it behaves as the
// configuration says.
func (n *Network) Link(from, to string) (Link, bool) {
	for _, l := range n.Links {
		if l.From == from && l.To == to {
			return l, true
		}
	}
	return Link{}, false
}

// Cut reports whether nothing passes from one node to the other.
func (n *Network) Cut(from, to string) bool {
	l, ok := n.Link(from, to)
	return ok && l.Cut
}

// A Message is on its way, or held. From and To are nodes, or a client.
type Message struct {
	ID   uint64
	Type string // raft's name: MsgApp, MsgVote, …; Request and Response to and from clients
	From string
	To   string
	Term uint64

	Index   uint64 // MsgApp: the entry before; MsgAppResp: the last that matches, or the one refused; MsgVote: the last; Response: the revision
	LogTerm uint64
	Commit  uint64
	Entries []*Entry
	Reject  bool     // also a Response that is an error
	Hint    uint64   // MsgAppResp that rejects: where to try next
	Snap    Snapshot // MsgSnap
	Force   bool     // MsgVote of a leadership transfer: a lease does not stop it
	Op      uint64   // the client operation it carries or answers, if any
	Text    string   // Request, Response: what it says

	Sent int64  // ms
	Due  int64  // ms when it arrives, unless held
	Held bool   // waits for release or deliver
	Copy uint64 // the message it duplicates, or 0
}
