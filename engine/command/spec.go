package command

import (
	"reflect"
	"slices"
	"strings"

	"raftviz/engine/lang"
)

// A Spec is one row of the Table: all there is to know about one command.
type Spec struct {
	Name    string // the word or two words it starts with
	Usage   string // one form or more, set apart by " or "; made of the fields unless it is given
	Group   Group
	Help    lang.Text // one line
	Example string
	Note    lang.Text // what else the reference says, if anything

	// Synonyms are words that people try for it. It is offered to them, and
	// they are never obeyed: one thing has one name.
	Synonyms string

	changes bool // it sets what its line says: that must be something

	typ     reflect.Type
	args    []*field // positional
	options []*field // in canonical order
	targets bool     // a client and its endpoint may precede it: c2@n3 put foo bar
	text    bool     // it is a sentence: it has no args and options
}

// A sentence is a command whose line, after its name, is one text with rules of
// its own.
type sentence interface {
	parseText(a *args)
	completeText(c *completer, rest *lexer)
}

// A checked command says what is wrong with its words together, after each has
// been read.
type checked interface{ check(a *args) }

// row completes a Spec by what the fields of its command say.
func row[C Command](s Spec) Spec {
	s.typ = reflect.TypeFor[C]()
	s.text = reflect.PointerTo(s.typ).Implements(reflect.TypeFor[sentence]())
	s.describe(s.typ, nil)
	for _, f := range s.args {
		without := s.typ.FieldByIndex(f.index).Tag.Get("without")
		if i := slices.IndexFunc(s.options, func(o *field) bool { return o.name == without }); i >= 0 {
			f.without = s.options[i]
		}
	}
	if s.Usage == "" {
		s.Usage = s.usage()
	}
	return s
}

func (s *Spec) usage() string {
	words := []string{s.Name}
	for _, f := range slices.Concat(s.args, s.options) {
		words = append(words, f.usage())
	}
	return strings.Join(words, " ")
}

// hasSettings reports whether it takes words like latency=50ms.
func (s *Spec) hasSettings() bool {
	return slices.ContainsFunc(s.options, func(f *field) bool { return !strings.HasPrefix(f.name, "--") })
}

// joins reports whether its first word may be written apart around separators.
func (s *Spec) joins() bool { return len(s.args) > 0 && s.args[0].kind.joins }

// takesDashed reports whether a word that begins with a dash can be one of the
// positional words, as the removal of a node or a jump back.
func (s *Spec) takesDashed() bool {
	return slices.ContainsFunc(s.args, func(f *field) bool { return f.kind.dashed })
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

var groups = [numGroups]lang.Text{
	Time:        {EN: "Time", ZH: "时间"},
	Nodes:       {EN: "Nodes", ZH: "节点"},
	Disks:       {EN: "Disks and clocks", ZH: "磁盘与时钟"},
	Network:     {EN: "Network", ZH: "网络"},
	Members:     {EN: "Membership", ZH: "成员变更"},
	Clients:     {EN: "Clients", ZH: "客户端"},
	Leases:      {EN: "Leases", ZH: "租约"},
	Maintenance: {EN: "Maintenance", ZH: "维护"},
}

// String returns the group's heading in English.
func (g Group) String() string { return groups[g].EN }

// In returns the group's heading in a language.
func (g Group) In(l lang.Lang) string { return groups[g].In(l) }
