package cluster

import (
	"raftviz/engine/lang"
)

// A table is what the pane says in one language, besides the words it shares
// with others. A field that ends in F is a format; its verbs are the same in
// every language.
type table struct {
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

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

var english = table{
	NoneUnderWay: "nothing is on its way between nodes",

	RanOut: "ran out", HandsOverF: "hands over to %s", DiskSlowF: "disk %d ms", ClockF: "clock ×%s", NoMember: "not a member",
	AppliedF: "applied %d", RevF: "rev %d",

	JointF: "joint: + %d of %s and − %d of %s", NextF: "then learners %s",
	VotesF: "%s has %d of %d votes", WouldF: "%s would have %d of %d votes", BothVotesF: "%s has + %d of %d and − %d of %d votes",
	HoldF: "%s: entry %d is on %d of %d disks", BothHoldF: "%s: entry %d is on + %d of %d and − %d of %d disks",
	HearsF: "heard %d of %d lately", AllF: "%s: all is committed up to %d",
}

var chinese = table{
	NoneUnderWay: "节点之间没有在途的消息",

	RanOut: "到期", HandsOverF: "转移给 %s", DiskSlowF: "磁盘 %d ms", ClockF: "时钟 ×%s", NoMember: "非成员",
	AppliedF: "应用 %d", RevF: "修订 %d",

	JointF: "联合配置：+ %d/%s 且 − %d/%s", NextF: "随后为学习者 %s",
	VotesF: "%s 得票 %d/%d", WouldF: "%s 将得票 %d/%d", BothVotesF: "%s 得票 + %d/%d 且 − %d/%d",
	HoldF: "%s：条目 %d 已在 %d/%d 落盘", BothHoldF: "%s：条目 %d 已在 + %d/%d 且 − %d/%d 落盘",
	HearsF: "近来听到 %d/%d", AllF: "%s：索引 %d 及以前均已提交",
}
