package command

import "raftviz/engine/lang"

// Commands to the network.
type (
	// Cut severs links.
	Cut struct {
		Groups `arg:"links"`
	}
	// Heal mends links, or every link if none is given.
	Heal struct {
		Groups `arg:"links,optional"`
	}
	// Link changes what is set of links. Fractions are in per mille.
	Link struct {
		Groups  `arg:"links"`
		Latency *int64 `opt:"latency" kind:"duration" help:"the time a message takes" zh:"消息的传输时间"`
		Jitter  *int64 `opt:"jitter" kind:"duration" help:"the most that chance adds to it" zh:"随机增加的最大时间"`
		Loss    *int   `opt:"loss" kind:"fraction" help:"the fraction of messages lost" zh:"丢失消息的比例"`
		Dup     *int   `opt:"dup" kind:"fraction" help:"the fraction of messages that arrive twice" zh:"重复到达的消息比例"`
	}
	// Hold makes messages of the given type ("" for all) wait on links.
	Hold struct {
		Groups `arg:"links"`
		Type   string `arg:"message-type,optional"`
	}
	// Release ends a Hold and lets what waited continue.
	Release struct {
		Groups `arg:"links"`
	}
	// Deliver lets a message in flight arrive now.
	Deliver struct {
		Msg uint64 `arg:"message"`
	}
	// Drop loses a message in flight.
	Drop struct {
		Msg uint64 `arg:"message"`
	}
	// Dup makes a message in flight arrive twice.
	Dup struct {
		Msg uint64 `arg:"message"`
	}
	// Delay lets a message in flight arrive By ms later.
	Delay struct {
		Msg uint64 `arg:"message"`
		By  int64  `arg:"time"`
	}
)

var networkRows = []Spec{
	row[Cut](Spec{
		Name: "cut", Group: Network, Example: "cut n1,n2",
		Help:     lang.Text{EN: "sever nodes from all others, two groups from each other, or one direction", ZH: "切断节点与其余所有节点、两组节点之间、或单个方向的链路"},
		Synonyms: "partition isolate split disconnect sever",
		Note: lang.Text{
			EN: "`cut n1,n2` severs those nodes from all others, `cut n1,n2|n3` the two groups from each other, `cut n1>n2` what n1 sends to n2. A client stands like a node: `cut c1,n1` leaves the two alone with each other.",
			ZH: "`cut n1,n2` 将这些节点与其余节点隔开；`cut n1,n2|n3` 将两组彼此隔开；`cut n1>n2` 只切断 n1 发往 n2 的方向。客户端可以与节点一样写：`cut c1,n1` 使这两者只能彼此通信。",
		},
	}),
	row[Heal](Spec{
		Name: "heal", Group: Network, Example: "heal n1>n2",
		Help:     lang.Text{EN: "mend links, or all that is severed", ZH: "修复链路；不写则修复全部"},
		Synonyms: "mend reconnect repair connect",
	}),
	row[Link](Spec{
		Name: "link", Group: Network, Example: "link n1>n2 latency=50ms loss=0.2",
		Help:     lang.Text{EN: "change how links behave", ZH: "改变链路的行为"},
		Synonyms: "latency loss jitter network",
		Note: lang.Text{
			EN: "Fractions have three decimals at most; 20% is 0.2.",
			ZH: "比例最多三位小数；20% 等于 0.2。",
		},
		changes: true,
	}),
	row[Hold](Spec{
		Name: "hold", Group: Network, Example: "hold n1>n2 MsgApp",
		Help:     lang.Text{EN: "make messages wait on links, all or those of one type", ZH: "扣住链路上的消息：全部，或某一类型"},
		Synonyms: "block",
	}),
	row[Release](Spec{
		Name: "release", Group: Network, Example: "release n1>n2",
		Help:     lang.Text{EN: "end a hold and let what waited go on", ZH: "解除扣留，放行等待的消息"},
		Synonyms: "unhold unblock",
	}),
	row[Deliver](Spec{
		Name: "deliver", Group: Network, Example: "deliver #12",
		Help: lang.Text{EN: "let a message in flight arrive now", ZH: "让在途的消息立即到达"},
	}),
	row[Drop](Spec{
		Name: "drop", Group: Network, Example: "drop #12",
		Help:     lang.Text{EN: "lose a message in flight", ZH: "丢弃在途的消息"},
		Synonyms: "lose discard",
	}),
	row[Dup](Spec{
		Name: "dup", Group: Network, Example: "dup #12",
		Help:     lang.Text{EN: "duplicate a message in flight", ZH: "复制在途的消息"},
		Synonyms: "duplicate copy",
	}),
	row[Delay](Spec{
		Name: "delay", Group: Network, Example: "delay #12 50ms",
		Help:     lang.Text{EN: "give a message in flight more time", ZH: "推迟在途消息的到达"},
		Synonyms: "lag postpone",
	}),
}

// check refuses to lose or double what clients send: their connections repeat
// what is lost.
func (c *Link) check(a *args) {
	if clients := c.Clients(); len(clients) > 0 && (c.Loss != nil || c.Dup != nil) {
		a.fail(wrong(a.words[0], texts.Sayf("give it latency or jitter, or cut it"), "the connection of %s repeats what is lost", clients[0]))
	}
}

func (c Cut) String() string     { return line(&c) }
func (c Heal) String() string    { return line(&c) }
func (c Link) String() string    { return line(&c) }
func (c Hold) String() string    { return line(&c) }
func (c Release) String() string { return line(&c) }
func (c Deliver) String() string { return line(&c) }
func (c Drop) String() string    { return line(&c) }
func (c Dup) String() string     { return line(&c) }
func (c Delay) String() string   { return line(&c) }
