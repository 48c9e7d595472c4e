// Package frame holds the whole cluster as it stands after a step, as an
// immutable value. A frame may be drawn, kept and compared at any time; frames
// share whatever did not change between them, so never write to one.
package frame

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/lang"
)

// A Frame is the cluster after Step steps, at virtual time Time (ms).
type Frame struct {
	Config *config.Config `key:"-"` // what the run started from; the same in all its frames
	Step   uint64         `key:"-"` // steps done; 0 is the start
	Time   int64          `key:"-"` // virtual milliseconds

	Flight     []*Message   `key:"msg" says:"messages under way or held, by id"`
	Network    *Network     `key:"net" says:"the links"`
	Nodes      []*Node      `key:"node" says:"the nodes, by number"`
	Clients    []*Client    `key:"cl" says:"the clients, in order of first use"`
	Violations []*Violation `key:"bad" says:"the safety properties that broke; a run stops at the first"`
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
			rev = max(rev, n.OpenStore().Rev)
		}
	}
	return rev
}

// Message returns the message in flight with the given ID, or nil.
func (f *Frame) Message(id uint64) *Message {
	lo, hi := 0, len(f.Flight)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); f.Flight[mid].ID < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(f.Flight) || f.Flight[lo].ID != id {
		return nil
	}
	return f.Flight[lo]
}

// A Violation is a safety property that broke, or a panic inside raft.
type Violation struct {
	Property string    `key:"p" says:"the property that broke" zh:"被破坏的性质"` // as in check.Properties, or "panic"
	Text     lang.Text `inline:"true" says:"what was found" zh:"发现的问题"`     // names, indexes, terms
	Nodes    []string  `key:"n" says:"the nodes concerned" zh:"涉及的节点"`
	Index    uint64    `key:"i" says:"the log index concerned, or 0" zh:"涉及的日志索引，或 0"`
	Step     uint64    `key:"s" says:"the step that broke it" zh:"发生的步"`
}

// A Client is a named client. Its whole history is in the events of the run;
// the frame keeps what is still open and the last operation that ended.
type Client struct {
	Name     string `key:"n" says:"c1" zh:"名称"`
	Endpoint string `key:"at" name:"node" says:"the node it last sent to" zh:"上次发往的节点"`
	Timeout  int64  `key:"timeout" says:"ms it waits for an answer" zh:"等待应答的毫秒数"`
	Retries  int    `key:"retries" says:"attempts after the first" zh:"首次之后的尝试次数"`
	Deaf     bool   `key:"deaf" says:"whether it does not read what its watches are sent"`
	Last     *Op    `key:"last" says:"the operation that ended last; its fields are empty before the first" zh:"最近结束的操作；尚无则各字段为空"`
	Open     []*Op  `key:"open" says:"operations without an answer yet" zh:"尚无应答的操作"` // oldest first

	Watches []*Watch `key:"watch" says:"its watches, and the last that was cancelled, by number" zh:"它的监听，以及最近取消的一个，按编号排列"`
}

// A Watch is a watch as its client sees it. It outlives the node that serves
// it: when the connection is lost the client opens it again where it left off.
type Watch struct {
	ID      uint64       `key:"id" says:"its number: that of the operation that asked for it" zh:"编号：即请求它的操作的编号"`
	Request etcd.Request `key:"x" name:"text" as:"message" says:"as etcdctl spells it: watch foo" zh:"etcdctl 的写法：watch foo"`
	Node    string       `key:"n" says:"the node that serves it, or is asked to" zh:"为其服务的节点，或正在请求的节点"`
	State   WatchState   `key:"state" says:"opening, open or canceled" zh:"opening、open 或 canceled"`
	Next    int64        `key:"next" says:"the revision it has yet to see" zh:"尚未看到的第一个修订版本"`
	Events  int          `key:"events" says:"received so far" zh:"已收到的事件数"`
	Last    etcd.Event   `key:"last" as:"message" says:"the last event: PUT foo bar @5" zh:"最近的事件：PUT foo bar @5"`
	Why     string       `key:"why" as:"text" says:"why it was canceled; \"\" if its client wished so" zh:"取消的原因；客户端自己取消则为 \"\""`
}

// A WatchState says how a watch stands.
type WatchState uint8

// The states of a watch.
const (
	WatchOpening  WatchState = iota // asked for, or lost and asked for again
	WatchOpen                       // a node serves it
	WatchCanceled                   // it has ended
)

var watchStates = [...]string{"opening", "open", "canceled"}

func (s WatchState) String() string { return watchStates[s] }

// Names returns the names of all values, by value.
func (WatchState) Names() []string { return watchStates[:] }

// An Op is one operation of a client, from invocation to response.
type Op struct {
	ID      uint64       `key:"id" says:"its number"`
	Client  string       `key:"-"` // whose it is
	Node    string       `key:"n" says:"the node it was last sent to" zh:"最近发往的节点"`
	Request etcd.Request `key:"x" name:"text" as:"message" says:"as etcdctl spells it: put foo bar" zh:"etcdctl 的写法：put foo bar"`
	Start   int64        `key:"start" says:"ms" zh:"开始时刻（毫秒）"`
	End     int64        `key:"end" says:"ms; 0 while open" zh:"结束时刻（毫秒）；未结束为 0"`
	Attempt int          `key:"try" says:"1 for the first" zh:"第几次尝试，从 1 起"`
	State   OpState      `key:"state" says:"open, ok, failed or unknown" zh:"open、ok、failed 或 unknown"`
	Answer  etcd.Answer  `key:"res" name:"result" as:"message" says:"the answer or the error" zh:"应答或错误"`
	Rev     int64        `key:"rev" name:"revision" says:"the store's revision in the answer" zh:"应答中的存储修订版本"`
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
