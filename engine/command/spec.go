package command

import "strings"

// A Spec is one row of the Table: all there is to know about one command.
type Spec struct {
	Name    string // the word or two words it starts with
	Usage   string // one form or more, set apart by " or "
	Group   Group
	Help    string // one line of English
	HelpZH  string // the same in Simplified Chinese
	Example string
	Note    string // what else the reference says, in English, or ""
	NoteZH  string

	params  []param  // positional
	options []option // in canonical order
	text    bool     // all that follows the name is one text
	targets bool     // a client and its endpoint may precede it: c2@n3 put foo bar
	parse   func(*args) Command
}

// hasSettings reports whether it takes words like latency=50ms.
func (s *Spec) hasSettings() bool {
	for _, o := range s.options {
		if !strings.HasPrefix(o.name, "--") {
			return true
		}
	}
	return false
}

// A Group gathers commands that act on the same thing.
type Group uint8

// The groups, in the order of the Table.
const (
	Time Group = iota
	Nodes
	Disks
	Network
	Members
	Clients
	Leases
	Maintenance
	numGroups
)

var groups = [numGroups]struct{ name, zh string }{
	Time:        {"Time", "时间"},
	Nodes:       {"Nodes", "节点"},
	Disks:       {"Disks and clocks", "磁盘与时钟"},
	Network:     {"Network", "网络"},
	Members:     {"Membership", "成员变更"},
	Clients:     {"Clients", "客户端"},
	Leases:      {"Leases", "租约"},
	Maintenance: {"Maintenance", "维护"},
}

// String returns the group's heading in English.
func (g Group) String() string { return groups[g].name }

// ZH returns the group's heading in Simplified Chinese.
func (g Group) ZH() string { return groups[g].zh }

// A kind is what a word of a line may be. It decides what is offered as its
// completion and how it is named when it is missing.
type kind uint8

const (
	nodeKind kind = iota
	newNodeKind
	nodesKind
	linkKind
	messageKind
	typeKind
	diskKind
	changeKind
	clientKind
	durationKind
	fractionKind
	countKind
	exprKind
	keyKind
	endKind
	valueKind
	leaseKind
	secondsKind
	watchKind
	fileKind
	choiceKind
	flagKind
	numKinds
)

var kinds = [numKinds]struct {
	noun    string
	offers  []string // completions that do not depend on the cluster
	hint    string
	hintZH  string
	example string
}{
	nodeKind:     {noun: "a node", hint: "node", hintZH: "节点"},
	newNodeKind:  {noun: "a node", hint: "joins", hintZH: "新成员"},
	nodesKind:    {noun: "one node or more", hint: "these nodes", hintZH: "这些节点"},
	linkKind:     {noun: "a link", hint: "this direction", hintZH: "这个方向"},
	messageKind:  {noun: "the number of a message"},
	typeKind:     {noun: "a message type", offers: MessageTypes, hint: "message type", hintZH: "消息类型"},
	diskKind:     {noun: "a state"},
	changeKind:   {noun: "one change or more"},
	clientKind:   {noun: "a client", hint: "client", hintZH: "客户端"},
	durationKind: {noun: "a duration", offers: []string{"10ms", "100ms", "1s", "10s"}, hint: "virtual time", hintZH: "虚拟时间", example: "50ms"},
	fractionKind: {noun: "a fraction", offers: []string{"0", "0.1", "0.5", "1"}, hint: "fraction", hintZH: "比例", example: "0.2"},
	countKind:    {noun: "a number", example: "5"},
	exprKind:     {noun: "an expression"},
	keyKind:      {noun: "a key"},
	endKind:      {noun: "the end of a range"},
	valueKind:    {noun: "a value"},
	leaseKind:    {noun: "the ID of a lease", hint: "lease", hintZH: "租约", example: "5d2a"},
	secondsKind:  {noun: "a time in seconds", offers: []string{"1", "10", "60"}, hint: "seconds", hintZH: "秒"},
	watchKind:    {noun: "the number of a watch", hint: "watch", hintZH: "监听", example: "3"},
	fileKind:     {noun: "the name of a file", offers: []string{"backup.db"}, hint: "file", hintZH: "文件"},
	choiceKind:   {noun: "a choice"},
	flagKind:     {noun: "a flag"},
}

// A param is a positional word.
type param struct {
	kind     kind
	optional bool
	many     bool   // this one may be repeated
	unless   string // the flag that takes its place, or ""
}

// An option is a flag, --rev=3, or a setting, latency=50ms. Its name tells
// which: only flags start with two dashes.
type option struct {
	name     string
	kind     kind
	values   []string // choiceKind: what it may be
	anyCase  bool     // in any case; the canonical one is that of values
	required bool
	help, zh string
}

func (o *option) example() string {
	if o.values != nil {
		return o.name + "=" + o.values[0]
	}
	return o.name + "=" + kinds[o.kind].example
}
