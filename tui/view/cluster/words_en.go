package cluster

var english = texts{
	NoneUnderWay: "nothing is on its way between nodes",

	RanOut: "ran out", HandsOverF: "hands over to %s", DiskSlowF: "disk %d ms", ClockF: "clock ×%s", NoMember: "not a member",
	AppliedF: "applied %d", RevF: "rev %d",

	JointF: "joint: + %d of %s and − %d of %s", NextF: "then learners %s",
	VotesF: "%s has %d of %d votes", WouldF: "%s would have %d of %d votes", BothVotesF: "%s has + %d of %d and − %d of %d votes",
	HoldF: "%s: entry %d is on %d of %d disks", BothHoldF: "%s: entry %d is on + %d of %d and − %d of %d disks",
	HearsF: "heard %d of %d lately", AllF: "%s: all is committed up to %d",
}
