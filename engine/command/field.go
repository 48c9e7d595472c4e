package command

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"raftviz/engine/lang"
)

// A field describes one word of a command's line and the field of its struct
// that holds the word's value. It is read from the field's tags:
//
//	arg:"node"             a positional word of that kind
//	arg:"end,optional"     one that may be missing
//	initial:"1"            what an optional word is when it is missing
//	without:"--flag"       the word is missing just when that flag is given
//	opt:"--rev"            a flag, or an option --rev=3
//	opt:"keep,required"    a setting, keep=5; only flags start with two dashes
//	short:"-w"             another name that an option may be given by
//	kind:"revision"        the kind of an option that is neither a flag nor a choice
//	choices:"on,off"       what an option may be
//	true:"on"              the choice that a bool is true for
//	as:"FIELD"             its name in the usage, in place of its kind's
//	help:"…" zh:"…"        one line about an option, in English and Chinese
//
// One field of a struct may be both a word and an option. A pointer tells an
// option that is zero from one that was not given.
type field struct {
	index    []int
	kind     *kind
	as       string
	optional bool
	initial  string
	without  *field
	name     string // of an option
	short    string // its other name
	required bool
	choices  []string
	truth    string
	anyCase  bool // of choices; the canonical one is that of the tag
	help     lang.Text
}

// describe adds the fields of a struct, which stands at that index of the
// command's. Those of an embedded struct without tags stand in its place.
func (s *Spec) describe(t reflect.Type, at []int) {
	for i := range t.NumField() {
		sf, index := t.Field(i), append(slices.Clone(at), i)
		arg, positional := sf.Tag.Lookup("arg")
		opt, option := sf.Tag.Lookup("opt")
		switch {
		case sf.Type == reflect.TypeFor[Target]():
			s.targets = true
		case sf.Anonymous && !positional:
			s.describe(sf.Type, index)
		}
		if positional {
			s.args = append(s.args, s.argument(sf.Tag, arg, index))
		}
		if option {
			s.options = append(s.options, s.option(sf, opt, index))
		}
	}
}

func (s *Spec) argument(tag reflect.StructTag, arg string, index []int) *field {
	name, rest, _ := strings.Cut(arg, ",")
	return &field{
		index: index, kind: s.kindNamed(name), as: tag.Get("as"), initial: tag.Get("initial"),
		optional: rest == "optional",
	}
}

func (s *Spec) option(sf reflect.StructField, opt string, index []int) *field {
	tag := sf.Tag
	f := &field{index: index, as: tag.Get("as"), short: tag.Get("short"), help: lang.Text{EN: tag.Get("help"), ZH: tag.Get("zh")}, truth: tag.Get("true")}
	var rest string
	f.name, rest, _ = strings.Cut(opt, ",")
	f.required, f.anyCase = rest == "required", rest == "anycase"
	kind := tag.Get("kind")
	switch choices, ok := tag.Lookup("choices"); {
	case ok:
		f.choices, kind = strings.Split(choices, ","), "choice"
	case kind == "":
		kind = "flag"
	}
	f.kind = s.kindNamed(kind)
	return f
}

func (s *Spec) kindNamed(name string) *kind {
	k := kinds[name]
	if k == nil {
		panic(fmt.Sprintf("command: %s: there is no kind %q", s.Name, name))
	}
	return k
}

// set gives the field of a command the value of a word.
func (f *field) set(c reflect.Value, w word) *Error {
	v := c.FieldByIndex(f.index)
	if v.Kind() != reflect.Pointer {
		return f.kind.parse(w, f, v)
	}
	v.Set(reflect.New(v.Type().Elem()))
	return f.kind.parse(w, f, v.Elem())
}

// choice returns the one of the field's choices that is written, or "".
func (f *field) choice(written string) string {
	for _, v := range f.choices {
		if v == written || f.anyCase && strings.EqualFold(v, written) {
			return v
		}
	}
	return ""
}

// example is the option as it may be written.
func (f *field) example() string {
	switch {
	case f.kind.flag:
		return f.name
	case f.choices != nil:
		return f.name + "=" + f.choices[0]
	}
	return f.name + "=" + f.kind.example
}

// usage is how the usage of a command shows the word.
func (f *field) usage() string {
	text := f.as
	switch {
	case text != "":
	case f.choices != nil:
		text = strings.Join(f.choices, "|")
	default:
		text = f.kind.as
	}
	switch {
	case f.name != "" && f.kind.flag:
		text = f.name
	case f.name != "":
		text = f.name + "=" + text
	case f.kind.many:
		text += "…"
	}
	if f.optional || f.name != "" && !f.required {
		return "[" + text + "]"
	}
	return text
}
