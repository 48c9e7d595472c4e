package event

import (
	"raftviz/engine/etcd"
	"raftviz/engine/frame"
)

// Clients, and what nodes do to answer their reads.
const (
	KindReadRequested Kind = endMembers + iota
	KindReadQueued
	KindReadConfirmed
	KindReadDropped
	KindInvoked
	KindResponded
	KindTimedOut
	KindRetried
	KindClientChanged
	endClients
)

var clientsKinds = []kind{
	describe[ReadRequested](usual, "read_requested", "a node asked for the index a read must wait for"),
	describe[ReadQueued](usual, "read_queued", "a read waits for its node's next question"),
	describe[ReadConfirmed](usual, "read_confirmed", "the leader's right to answer a read was confirmed"),
	describe[ReadDropped](notable, "read_dropped", "a node gave up asking which index a read must wait for"),
	describe[Invoked](usual, "invoked", "a client began an operation"),
	describe[Responded](usual, "responded", "a client received its answer"),
	describe[TimedOut](notable, "timed_out", "a client gave up waiting"),
	describe[Retried](notable, "retried", "a client sent an operation again"),
	describe[ClientChanged](usual, "client_changed", "a client's timeout or retries were changed"),
}

type (
	// ReadRequested reports that a node asked for the index a read must wait for.
	ReadRequested struct {
		Leader string `key:"p" says:"whom it asked"`
		Term   uint64 `key:"term" says:"the term of the node"`
		Op     uint64 `key:"op" says:"the client operation"`
		Reason Reason `key:"r" of:"no_term_entry no_leader unanswered first_commit" says:"why the answer has to wait, or why it is asked again"`
	}
	// ReadQueued reports that a read waits for its node's next question.
	ReadQueued struct {
		Term uint64 `key:"term" says:"the term of the node"`
		Op   uint64 `key:"op" says:"the client operation"`
	}
	// ReadConfirmed reports that the leader's right to answer a read was confirmed.
	ReadConfirmed struct {
		Term  uint64 `key:"term" says:"the term of the node"`
		Index uint64 `key:"i" says:"the log index that must be applied before the answer"`
		Op    uint64 `key:"op" says:"the client operation"`
	}
	// ReadDropped reports that a node gave up asking which index a read must wait
	// for.
	ReadDropped struct {
		Term   uint64 `key:"term" says:"the term of the node"`
		Op     uint64 `key:"op" says:"the client operation"`
		Reason Reason `key:"r" of:"leader_changed time_up" says:"why"`
	}
	// Invoked reports that a client began an operation.
	Invoked struct {
		Client  string       `key:"p" says:"who"`
		Op      uint64       `key:"op" says:"the client operation"`
		Attempt int          `key:"i" says:"the number of the attempt"`
		Request etcd.Request `key:"x" says:"what it asks, as a command"`
	}
	// Responded reports that a client received its answer.
	Responded struct {
		Client string         `key:"p" says:"who"`
		Msg    *frame.Message `key:"m" says:"the message that brought it; none if the client found out by itself"`
		Op     uint64         `key:"op" says:"the client operation"`
		Answer etcd.Answer    `key:"x" name:"result" says:"the answer"`
		Reason Reason         `key:"r" of:"failed in_doubt" says:"what became of an operation that did not succeed"`
	}
	// TimedOut reports that a client gave up waiting.
	TimedOut struct {
		Client  string       `key:"p" says:"who"`
		Op      uint64       `key:"op" says:"the client operation"`
		Request etcd.Request `key:"x" says:"what it had asked, as a command"`
	}
	// Retried reports that a client sent an operation again.
	Retried struct {
		Client  string       `key:"p" says:"who"`
		Op      uint64       `key:"op" says:"the client operation"`
		Attempt int          `key:"i" says:"the number of the attempt"`
		Request etcd.Request `key:"x" says:"what it asks, as a command"`
	}
	// ClientChanged reports that a client's timeout or retries were changed.
	ClientChanged struct {
		Client  string `key:"p" says:"who"`
		Timeout int64  `key:"i" says:"how long it waits for an answer now, ms"`
		Retries int    `key:"l" says:"how often it tries again now"`
		Reading Switch `key:"rd" says:"whether it reads what its watches are sent, if that was changed"`
	}
)

func (*ReadRequested) kind() Kind { return KindReadRequested }
func (*ReadQueued) kind() Kind    { return KindReadQueued }
func (*ReadConfirmed) kind() Kind { return KindReadConfirmed }
func (*ReadDropped) kind() Kind   { return KindReadDropped }
func (*Invoked) kind() Kind       { return KindInvoked }
func (*Responded) kind() Kind     { return KindResponded }
func (*TimedOut) kind() Kind      { return KindTimedOut }
func (*Retried) kind() Kind       { return KindRetried }
func (*ClientChanged) kind() Kind { return KindClientChanged }

// A Switch is what a command did to something that is on or off.
type Switch uint8

// The settings of a switch.
const (
	Unchanged Switch = iota
	On
	Off
)

var switches = [...]string{"", "on", "off"}

func (s Switch) String() string { return switches[s] }

// Names returns the names of all values, by value.
func (Switch) Names() []string { return switches[:] }
