package cluster

var chinese = texts{
	NoneUnderWay: "节点之间没有在途的消息",

	RanOut: "到期", HandsOverF: "转移给 %s", DiskSlowF: "磁盘 %d ms", ClockF: "时钟 ×%s", NoMember: "非成员",
	AppliedF: "应用 %d", RevF: "修订 %d",

	JointF: "联合配置：+ %d/%s 且 − %d/%s", NextF: "随后为学习者 %s",
	VotesF: "%s 得票 %d/%d", WouldF: "%s 将得票 %d/%d", BothVotesF: "%s 得票 + %d/%d 且 − %d/%d",
	HoldF: "%s：条目 %d 已在 %d/%d 落盘", BothHoldF: "%s：条目 %d 已在 + %d/%d 且 − %d/%d 落盘",
	HearsF: "近来听到 %d/%d", AllF: "%s：索引 %d 及以前均已提交",
}
