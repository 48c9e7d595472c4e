package command

import (
	"reflect"
	"strings"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// args are the words of one line after the command's name, sorted into
// positional ones and options. The first error stays.
type args struct {
	spec   *Spec
	target Target
	words  []word
	opts   []optionValue
	tail   word // all that follows the name, of a command that takes a text
	err    *Error
}

type optionValue struct {
	name  string
	value word
}

// fail keeps the error if it is one and the first.
func (a *args) fail(err *Error) {
	if a.err == nil && err != nil {
		a.err = err
	}
}

// sort takes the options out of the words.
func (a *args) sort(words []word) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		name, value, given := strings.Cut(w.text, "=")
		if o := a.spec.byShort(name); o != nil && !w.quoted {
			name = o.name
			w.text = name + w.text[len(o.short):]
		}
		switch {
		case w.quoted:
			a.words = append(a.words, w)
		case w.text == "--":
			a.words = append(a.words, words[i+1:]...)
			return
		case strings.HasPrefix(w.text, "--"):
			o, v := a.option(name, w), word{text: value, col: w.col}
			switch {
			case o == nil:
				continue
			case given:
				v.col = w.col + len(words[i].text) - len(value)
			case !o.kind.flag && i+1 < len(words):
				i, v, given = i+1, words[i+1], true
			}
			a.set(o, v, given)
		case isShortFlag(w.text) && !a.spec.takesDashed():
			a.fail(wrong(w, texts.Sayf("write what is not a flag within quotes, or after --"), "%s takes no flag %s", a.spec.Name, quote(w.text)))
		case given && a.spec.hasSettings():
			if o := a.option(name, w); o != nil {
				a.set(o, word{text: value, col: w.col + len(name) + 1}, true)
			}
		default:
			a.words = append(a.words, w)
		}
	}
}

// byShort returns the option of that short name, or nil.
func (s *Spec) byShort(name string) *field {
	for _, o := range s.options {
		if o.short == name && name != "" {
			return o
		}
	}
	return nil
}

// isShortFlag reports whether a word without quotes reads as a flag to etcdctl:
// it starts with a dash and has more than that.
func isShortFlag(s string) bool { return len(s) > 1 && s[0] == '-' }

// option finds the spec's option of that name, or fails.
func (a *args) option(name string, w word) *field {
	var names []string
	for _, o := range a.spec.options {
		if o.name == name {
			return o
		}
		names = append(names, o.name)
	}
	hint := meant(termtext.Nearest(name, names))
	if hint.IsZero() && len(names) > 0 {
		hint = texts.Sayf("it takes %s", lang.List(names))
	}
	w.text = name
	a.fail(wrong(w, hint, "%s takes no %s", a.spec.Name, quote(name)))
	return nil
}

func (a *args) set(o *field, v word, given bool) {
	switch {
	case a.opt(o.name) != nil:
		a.fail(wrong(v, none, "%s is given twice", o.name))
	case !o.kind.flag && (!given || v.text == ""):
		a.fail(wrong(v, none, "%s needs a value: %s", o.name, o.example()))
	case o.kind.flag && given && v.text != "true" && v.text != "false":
		a.fail(wrong(v, none, "%s is true or false, not %s", o.name, quote(v.text)))
	case o.choices != nil && o.choice(v.text) == "":
		a.fail(wrong(v, meant(termtext.Nearest(v.text, o.choices)), "%s is %s, not %s", o.name, lang.OneOf(o.choices), quote(v.text)))
	default:
		if o.choices != nil {
			v.text = o.choice(v.text)
		}
		a.opts = append(a.opts, optionValue{o.name, v})
	}
}

// opt returns the value of an option, or nil if it was not given.
func (a *args) opt(name string) *word {
	for i := range a.opts {
		if a.opts[i].name == name {
			return &a.opts[i].value
		}
	}
	return nil
}

// has reports whether there is a positional word i.
func (a *args) has(i int) bool { return i < len(a.words) }

// flag reports whether a flag is given.
func (a *args) flag(name string) bool {
	v := a.opt(name)
	return v != nil && isSet(*v)
}

// excludes says that two options do not go together.
func (a *args) excludes(one, other string) *Error {
	return wrong(*a.opt(other), texts.Sayf("leave one of them out"), "%s and %s exclude each other", one, other)
}

// missing returns an error if a required word is missing or there is one too
// many.
func (a *args) missing() *Error {
	s := a.spec
	for i, f := range s.args {
		if !a.has(i) && a.needs(f) {
			return wrong(a.tail, none, "%s needs %s: %s", s.Name, f.kind.noun, s.Example)
		}
	}
	for _, f := range s.options {
		if f.required && a.opt(f.name) == nil {
			return wrong(a.tail, none, "%s needs %s: %s", s.Name, f.name, s.Example)
		}
	}
	n := len(s.args)
	if n > 0 && s.args[n-1].kind.many || !a.has(n) {
		return nil
	}
	return wrong(a.words[n], texts.Sayf("write %s", s.Usage), "unexpected %s", quote(a.words[n].text))
}

// needs reports whether a positional word must be there.
func (a *args) needs(f *field) bool {
	return !f.optional && (f.without == nil || !a.flag(f.without.name))
}

// command makes the command of the words.
func (a *args) command() Command {
	c := reflect.New(a.spec.typ)
	if a.spec.targets {
		c.Elem().Field(0).Set(reflect.ValueOf(a.target))
	}
	if a.spec.text {
		c.Interface().(sentence).parseText(a)
	} else {
		a.fill(c.Elem())
	}
	if c, ok := c.Interface().(checked); ok && a.err == nil {
		c.check(a)
	}
	return c.Elem().Interface().(Command)
}

// fill gives the fields of a command the values of the words.
func (a *args) fill(c reflect.Value) {
	changed := len(a.opts) > 0
	for i, f := range a.spec.args {
		switch {
		case !a.has(i) && f.initial != "":
			a.fail(f.set(c, word{text: f.initial}))
		case f.kind.many:
			for _, w := range a.words[i:] {
				a.fail(f.set(c, w))
			}
		case a.has(i):
			a.fail(f.set(c, a.words[i]))
			changed = changed || f.optional
		}
	}
	for _, f := range a.spec.options {
		if w := a.opt(f.name); w != nil {
			a.fail(f.set(c, *w))
		}
	}
	if a.spec.changes && !changed {
		a.fail(wrong(a.tail, none, "%s needs something to change: %s", a.spec.Name, a.spec.Example))
	}
}
