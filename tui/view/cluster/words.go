package cluster

import (
	"raftviz/engine/lang"
)

// texts is what the pane says in one language, besides the words it shares
// with others. A field that ends in F is a format; its verbs are the same in
// every language.
type texts struct {
	NoneUnderWay string // no message to choose

	// Of a node.
	RanOut     string // its timer, in this step
	HandsOverF string // to whom
	DiskSlowF  string // ms
	ClockF     string // its rate
	NoMember   string // of any configuration
	AppliedF   string
	RevF       string // of its store

	// Of the cluster.
	JointF     string // what decides in either half: votes needed, names, twice
	NextF      string // who will be a learner
	VotesF     string // a candidate: its name, votes it has, votes it needs
	WouldF     string // the same for a pre-candidate
	BothVotesF string // the same in a joint configuration, for either half
	HoldF      string // a leader: its name, an index, how many have it, of how many
	BothHoldF  string
	HearsF     string // how many of its peers a leader hears from
	AllF       string // a leader: its name, up to where everything is committed
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
