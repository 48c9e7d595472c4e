package network

import (
	"raftviz/engine/lang"
)

// texts is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language. In sentences about messages
// the names in braces are filled in from the message.
type texts struct {
	Messages, Links string // the views

	// Headings of the list.
	Number, Kind, Way, Bar, Due, Term, Carries string

	// How a message stands, in a word.
	Held, Waits, Lost, Arrived string

	NothingUnderWay string // the list is empty
	NobodyToTalk    string // the matrix is empty: one node
	CopyF           string // of another message
	TermF           string // of a message in the list, short
	EntryF          string // one entry
	EntriesF        string // a range
	BeforeF         string // the entry that others follow
	StartOfLog      string // where there is none
	MoreEntriesF    string // that there is no room for

	// How the chosen message stands, as a sentence.
	SentF    string // when it was sent, when it is due
	HeldAtF  string // the link that holds it
	WaitsAtF string // the paused node it has come to
	LostF    string // a reason of package explain
	CameF    string // the node it has reached

	// Links.
	FromTo    string // the corner of the matrix
	AsUsualF  string // every link: its latency
	UsualF    string // the chosen one: its latency
	LatencyF  string // ms
	LatencyJF string // ms, from and to
	LosesF    string
	DoublesF  string
	Cut       string
	HoldsAll  string
	HoldsF    string
	CountF    string // messages under way on the chosen link
	CutCountF string // in the heading of the view
	LegendCut, LegendHeld, LegendLoss, LegendDup, LegendCount,
	LegendMs string

	// Why a key does nothing now.
	PickFirst string // a message's key in the matrix
	NoneOnF   string // enter on a link without messages: from, to
	EndedF    string // a message that ended in this step
	HasComeF  string // delivered or delayed, but it waits at a paused node

	fields
	says map[says]string
}

// fields are notes that say what a field of a message means there.
type fields struct {
	IndexBefore, IndexMatch, IndexRefused, IndexLast, IndexRead string
	TermOfIt, TermOfHint, CommitKnown, HintNext, SnapUpTo       string
	ForceNote                                                   string
}

// A says is what tells messages apart that are told differently.
type says struct {
	Type   string
	Reject bool
	Bare   bool // MsgApp without entries
}

// other is for a type of message that has no sentence.
var other = says{}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
