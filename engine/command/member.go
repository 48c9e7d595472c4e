package command

import (
	"strings"

	"raftviz/engine/lang"
)

// Commands that change the membership.
type (
	// MemberAdd adds a voter, or a learner.
	MemberAdd struct {
		Node    string `arg:"new-node"`
		Learner bool   `opt:"--learner" help:"it receives the log and does not vote" zh:"只接收日志，不参与投票"`
		Format
	}
	// MemberPromote makes a learner a voter.
	MemberPromote struct {
		Node string `arg:"node"`
		Format
	}
	// MemberRemove removes a member.
	MemberRemove struct {
		Node string `arg:"leaving-node"`
		Format
	}
	// MemberUpdate changes the addresses by which a member's peers know it.
	MemberUpdate struct {
		Node     string `arg:"node"`
		PeerURLs string `opt:"--peer-urls,required" kind:"urls" help:"its addresses, separated by commas" zh:"它的地址，用逗号分隔"`
		Format
	}
	// MemberList lists the members that a node knows.
	MemberList struct {
		Target
		Serializable bool `opt:"--consistency" choices:"l,s" true:"s" help:"linearizable, or serializable: what the node holds" zh:"l 线性一致；s 可串行化，即该节点现有的数据"`
		Format
	}
	// MemberChange is a joint change: all Changes at once. If Explicit, the
	// joint configuration lasts until MemberLeave.
	MemberChange struct {
		Changes  Changes `arg:"changes"`
		Explicit bool    `opt:"--leave" choices:"auto,explicit" true:"explicit" help:"whether the joint configuration ends by itself or by member leave" zh:"联合配置自动结束，还是由 member leave 结束"`
	}
	// MemberLeave ends a joint configuration.
	MemberLeave struct{}
)

var memberRows = []Spec{
	row[MemberAdd](Spec{
		Name: "member add", Group: Members, Example: "member add n4 --learner",
		Help:     lang.Text{EN: "add a voter, or a learner", ZH: "加入一个投票成员，或学习者"},
		Synonyms: "join add",
	}),
	row[MemberPromote](Spec{
		Name: "member promote", Group: Members, Example: "member promote n4",
		Help:     lang.Text{EN: "make a learner a voter", ZH: "将学习者提升为投票成员"},
		Synonyms: "promote",
	}),
	row[MemberRemove](Spec{
		Name: "member remove", Group: Members, Example: "member remove n2",
		Help:     lang.Text{EN: "remove a member", ZH: "移除一个成员"},
		Synonyms: "remove",
	}),
	row[MemberUpdate](Spec{
		Name: "member update", Group: Members, Example: "member update n2 --peer-urls=http://10.0.0.2:2380",
		Help: lang.Text{EN: "change the addresses that the members note of one of them", ZH: "修改成员列表中某个成员的地址"},
		Note: lang.Text{
			EN: "The network here knows nodes by their names, so nothing else changes.",
			ZH: "这里的网络按名字认识节点，因此别的都不变。",
		},
	}),
	row[MemberList](Spec{
		Name: "member list", Group: Members, Example: "member list",
		Help:     lang.Text{EN: "list the members", ZH: "列出成员"},
		Synonyms: "members",
	}),
	row[MemberChange](Spec{
		Name: "member change", Group: Members, Example: "member change +n4 +n5 -n1",
		Help:     lang.Text{EN: "make several changes at once, by joint consensus", ZH: "通过联合共识一次完成多项变更"},
		Synonyms: "reconfigure change",
		Note: lang.Text{
			EN: "`+n4` adds a voter, `~n4` adds a learner, `-n1` removes.",
			ZH: "`+n4` 加入投票成员，`~n4` 加入学习者，`-n1` 移除。",
		},
	}),
	row[MemberLeave](Spec{
		Name: "member leave", Group: Members, Example: "member leave",
		Help:     lang.Text{EN: "end a joint configuration that was asked to last", ZH: "结束要求保持的联合配置"},
		Synonyms: "leave",
	}),
}

func (c MemberAdd) String() string     { return line(&c) }
func (c MemberPromote) String() string { return line(&c) }
func (c MemberRemove) String() string  { return line(&c) }
func (c MemberUpdate) String() string  { return line(&c) }
func (c MemberList) String() string    { return line(&c) }
func (c MemberChange) String() string  { return line(&c) }
func (c MemberLeave) String() string   { return line(&c) }

// A Change adds or removes one voter, or adds a learner: +n4, -n1, ~n5.
type Change struct {
	Op   ChangeOp
	Node string
}

// A ChangeOp is what a Change does, spelled + - and ~ (learner).
type ChangeOp byte

// The change ops.
const (
	AddVoter   ChangeOp = '+'
	RemoveNode ChangeOp = '-'
	AddLearner ChangeOp = '~'
)

// Changes are those of one MemberChange, of different nodes.
type Changes []Change

// parse adds one.
func (cs *Changes) parse(w word) *Error {
	if w.text == "" || !strings.ContainsRune("+-~", rune(w.text[0])) {
		return wrong(w, texts.Sayf("+n4 adds a voter, ~n4 a learner, -n1 removes"), "%s is not a change", quote(w.text))
	}
	c := Change{Op: ChangeOp(w.text[0]), Node: w.text[1:]}
	check := checkNewNode
	if c.Op == RemoveNode {
		check = checkNode
	}
	if err := check(word{text: c.Node, col: w.col + 1}); err != nil {
		return err
	}
	for _, other := range *cs {
		if other.Node == c.Node {
			return wrong(w, none, "%s is changed twice", quote(c.Node))
		}
	}
	*cs = append(*cs, c)
	return nil
}

func (cs Changes) append(b []byte) []byte {
	for i, c := range cs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(append(b, byte(c.Op)), c.Node...)
	}
	return b
}

func (cs Changes) mentions(list []Mention) []Mention {
	for _, c := range cs {
		role := Added
		if c.Op == RemoveNode {
			role = Removed
		}
		list = append(list, Mention{c.Node, role})
	}
	return list
}
