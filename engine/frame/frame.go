// Package frame holds the whole cluster as it stands after a step, as an
// immutable value. A frame may be drawn, kept and compared at any time; frames
// share whatever did not change between them, so nobody may write to one.
package frame

import (
	"slices"

	"raftviz/engine/config"
)

// A Frame is the cluster after Step steps, at virtual time Time (ms).
type Frame struct {
	Config     *config.Config // what the run started from; the same in all its frames
	Step       uint64         // steps done; 0 is the start
	Time       int64          // virtual milliseconds
	Nodes      []*Node        // by number
	Network    *Network       // the links
	Flight     []*Message     // under way or held, by ID
	Clients    []*Client      // in order of first use
	Violations []*Violation   // usually none; a run stops at the first
}

// Node returns the named node, or nil.
func (f *Frame) Node(name string) *Node {
	for _, n := range f.Nodes {
		if n.Name == name {
			return n
		}
	}
	return nil
}

// Leader returns the running leader of the highest term, or nil.
func (f *Frame) Leader() *Node {
	var l *Node
	for _, n := range f.Nodes {
		if n.Running() && n.Role == Leader && (l == nil || n.Term > l.Term) {
			l = n
		}
	}
	return l
}

// Term returns the highest term any node that is up has seen.
func (f *Frame) Term() (t uint64) {
	for _, n := range f.Nodes {
		if n.Up() {
			t = max(t, n.Term)
		}
	}
	return t
}

// Revision returns the highest revision any store that is open has reached.
func (f *Frame) Revision() (rev int64) {
	for _, n := range f.Nodes {
		if n.Up() {
			rev = max(rev, n.Store.Rev)
		}
	}
	return rev
}

// Message returns the message in flight with the given ID, or nil.
func (f *Frame) Message(id uint64) *Message {
	i, ok := slices.BinarySearchFunc(f.Flight, id, func(m *Message, id uint64) int {
		switch {
		case m.ID < id:
			return -1
		case m.ID > id:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return f.Flight[i]
}

// A Violation is a safety property that broke, or a panic inside raft.
type Violation struct {
	Property string   // as in check.Properties, or "panic"
	Text     string   // what was found, in English: names, indexes, terms
	Nodes    []string // the nodes concerned
	Index    uint64   // the log index concerned, if any
	Step     uint64   // the step that broke it
}

// A Client is a named client. Its whole history is in the events of the run;
// the frame keeps what is still open and the last operation that ended.
type Client struct {
	Name     string
	Endpoint string // the node it last sent to
	Timeout  int64  // ms it waits for an answer
	Retries  int    // attempts after the first
	Deaf     bool   // it does not read what its watches are sent
	Open     []*Op  // without an answer yet, oldest first
	Last     *Op    // the one that ended last, or nil

	Watches []*Watch // that have not been cancelled, and the last that was, by ID
}

// A Watch is a watch as its client sees it. It outlives the node that serves
// it: when the connection is lost the client opens it anew where it left off.
type Watch struct {
	ID     uint64 // of the operation that asked for it
	Text   string // as etcdctl spells it: watch foo --rev=3
	Node   string // the endpoint that serves it, or is asked to
	State  WatchState
	Next   int64  // the revision it has yet to see
	Events int    // received so far
	Last   string // the last event: PUT foo bar @5
	Why    string // why it was cancelled
}

// A WatchState says how a watch stands.
type WatchState uint8

// The states of a watch.
const (
	WatchOpening  WatchState = iota // asked for, or lost and asked for anew
	WatchOpen                       // a node serves it
	WatchCanceled                   // it has ended
)

var watchStates = [...]string{"opening", "open", "canceled"}

func (s WatchState) String() string { return watchStates[s] }

// Names returns the names of all values, by value.
func (WatchState) Names() []string { return watchStates[:] }

// An Op is one operation of a client, from invocation to response.
type Op struct {
	ID      uint64
	Client  string
	Node    string // the endpoint of the latest attempt
	Text    string // as etcdctl spells it: put foo bar
	Start   int64  // ms
	End     int64  // ms; 0 while open
	Attempt int    // 1 for the first
	State   OpState
	Result  string // the answer or the error, as text
	Rev     int64  // the store's revision in the answer
}

// An OpState says how an operation ended, as far as its client knows.
type OpState uint8

// The states of an operation. Unknown is a timeout or a lost connection: the
// operation may or may not have happened.
const (
	OpOpen OpState = iota
	OpOK
	OpFailed
	OpUnknown
)

var opStates = [...]string{"open", "ok", "failed", "unknown"}

func (s OpState) String() string { return opStates[s] }

// Names returns the names of all values, by value.
func (OpState) Names() []string { return opStates[:] }
