// Package command is the vocabulary: everything a person, a lesson or a script
// can do to a cluster, as one line of text and as one value.
//
// A command is a struct whose fields are described once, by their tags (see
// describe). Parsing, the canonical line, completions, usage and reference, and
// the nodes a command names all follow from that description and from the
// command's row in the Table.
package command

import "reflect"

// A Command is one of the types of this package. String gives its canonical
// line, which Parse reads back as an equal value.
type Command interface {
	String() string
}

// line writes the canonical line of the command that c points to. Options come
// in the order of the fields; what equals its default is left out.
func line[C Command](c *C) string {
	v := reflect.ValueOf(c).Elem()
	s := byType[v.Type()]
	b := make([]byte, 0, 64)
	if s.targets {
		b = v.Field(0).Addr().Interface().(*Target).append(b)
	}
	b = append(b, s.Name...)
	for _, f := range s.args {
		b = f.appendArg(b, v)
	}
	for _, f := range s.options {
		b = f.appendOption(b, v)
	}
	return string(b)
}

func (f *field) appendArg(b []byte, v reflect.Value) []byte {
	x := v.FieldByIndex(f.index)
	if f.optional && x.IsZero() || f.without != nil && v.FieldByIndex(f.without.index).Bool() {
		return b
	}
	start := len(b)
	b = append(b, ' ')
	b = f.kind.format(b, f, x)
	if written := string(b[start+1:]); written == "" || written == f.initial {
		return b[:start]
	}
	return b
}

func (f *field) appendOption(b []byte, v reflect.Value) []byte {
	x := v.FieldByIndex(f.index)
	switch {
	case f.kind.flag:
		if f.kind.on(x) {
			b = append(append(b, ' '), f.name...)
		}
		return b
	case !f.required && x.IsZero():
		return b
	case x.Kind() == reflect.Pointer:
		x = x.Elem()
	}
	b = append(append(append(b, ' '), f.name...), '=')
	return f.kind.format(b, f, x)
}

// A Role is what a command supposes of a node that it names.
type Role uint8

// The roles.
const (
	Existing Role = iota // the cluster has it
	Added                // it joins, unless it is there already
	Removed              // the cluster has it, and it leaves
)

// A Mention is a node that a command names.
type Mention struct {
	Node string
	Role Role
}

// Mentions returns the nodes that a command names, in the order of its line.
func Mentions(c Command) []Mention {
	v := reflect.ValueOf(c)
	s := byType[v.Type()]
	var list []Mention
	if t, _ := TargetOf(c); t.Node != "" {
		list = append(list, Mention{Node: t.Node})
	}
	for _, f := range s.args {
		if x := v.FieldByIndex(f.index); f.kind.mentions != nil && !x.IsZero() {
			list = f.kind.mentions(list, x)
		}
	}
	return list
}
