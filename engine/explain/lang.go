package explain

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

var languages = lang.Catalogue[language]{lang.English: &english, lang.Chinese: &chinese}

// of returns the language's words.
func of(l lang.Lang) *language { return languages.In(l) }

// Role returns the word for a role: leader, 领导者.
func Role(l lang.Lang, r frame.Role) string { return pick(of(l).roles, r) }

// Status returns the word for a node's status: down, 已停机.
func Status(l lang.Lang, s frame.Status) string { return pick(of(l).statuses, s) }

// Progress returns the word for how a leader treats a peer: probe, 探测.
func Progress(l lang.Lang, s frame.ProgressState) string { return pick(of(l).progress, s) }

// Disk returns the word for how a disk behaves: stalls, 卡住.
func Disk(l lang.Lang, s frame.DiskState) string { return pick(of(l).disks, s) }

// Op returns the word for how a client's operation stands: open, 进行中.
func Op(l lang.Lang, s frame.OpState) string { return pick(of(l).ops, s) }

// EntryType returns the word for a type of log entry: normal, 普通.
func EntryType(l lang.Lang, t frame.EntryType) string { return pick(of(l).entryTypes, t) }

// Cause returns the word for a cause: a tick, 时钟.
func Cause(l lang.Lang, c event.CauseType) string { return pick(of(l).causeNames, c) }

// Kind returns one clause that says what a kind of event reports.
func Kind(l lang.Lang, k event.Kind) string {
	if l == lang.English {
		return k.Says()
	}
	return pick(of(l).kindNames, k)
}

// Reason returns one clause for a reason, "" for event.NoReason.
func Reason(l lang.Lang, r event.Reason) string { return pick(of(l).reasonNames, r) }

// pick returns the word for v, "" if there is none.
func pick[T ~uint8](words []string, v T) string {
	if int(v) >= len(words) {
		return ""
	}
	return words[v]
}

// A language is how one language says things. The tables of sentences hold
// templates, see fill.
type language struct {
	works                       [numWorks]string
	betweenWorks, betweenPlaces string
	afterSentence               string // between two sentences

	roles, statuses, progress, disks, ops, entryTypes []string
	causeNames, kindNames, reasonNames                []string

	// Forms that sentences need.
	list      func(names []string) string               // n1, n2 and n5
	join      func(parts []string) string               // the same for other things than names
	count     func(n int) string                        // three
	nodes     func(n int) string                        // three nodes
	ticks     func(n int) string                        // 3 ticks
	messages  func(n int) string                        // 3 messages
	entries   func(first, last uint64) string           // entries 4 to 6
	indexes   func(first, last uint64) string           // indexes 4 to 6
	position  func(index, term uint64) string           // index 4 of term 2
	tail      func(index, term uint64) string           // where a log ends, in brackets: to index 4 of term 2
	also      func(index, term uint64) string           // "its log ends …, n1's" at index 4 of term 2, is empty
	ends      func(last uint64) string                  // a log …: ends at index 4, is empty
	logTo     func(last uint64) string                  // a log up to index 4
	vote      func(who string) string                   // its vote for n1, no vote
	term      func(t uint64) string                     // term 2
	snapshot  func(index uint64) string                 // a snapshot up to index 9
	after     func(index uint64) string                 // after index 4, from the start
	tally     func(granted, refused, voters int) string // one of three granted, two needed
	quote     func(s string) string                     // "put x 1"
	link      func(l frame.Link) string                 // latency 50 ms, loss 20%
	aRole     func(r frame.Role) string                 // the leader, a follower
	msgType   func(t string) string                     // MsgApp, Request
	yesNo     func(yes bool) string                     // of an answer, in few letters
	punctuate func(s string) string                     // with the language\'s own punctuation
	say       [event.NumKinds]row                       // by kind
	why       map[because]row                           // by kind and reason, before say
	sent      map[string]row                            // Sent, by type of message
	received  map[string]row                            // Received, by type of message
	causes    map[event.CauseType]row                   // steps without an event worth telling
	asides    [numAsides]row                            // second sentences
	short     [event.NumKinds]row                       // labels
	shortWhy  map[because]row                           // labels by kind and reason
}

// because is a kind of event with its reason.
type because struct {
	kind   event.Kind
	reason event.Reason
}
