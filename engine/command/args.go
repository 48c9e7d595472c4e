package command

import (
	"strconv"
	"strings"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// args are the words of one line after the command's name, sorted into
// positional ones and options. Its methods read them; the first error stays.
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
				v.col += len(name) + 1
			case o.kind != flagKind && i+1 < len(words):
				i, v, given = i+1, words[i+1], true
			}
			a.set(o, v, given)
		case given && a.spec.hasSettings():
			if o := a.option(name, w); o != nil {
				a.set(o, word{text: value, col: w.col + len(name) + 1}, true)
			}
		default:
			a.words = append(a.words, w)
		}
	}
}

// option finds the spec's option of that name, or fails.
func (a *args) option(name string, w word) *option {
	var names []string
	for i := range a.spec.options {
		if a.spec.options[i].name == name {
			return &a.spec.options[i]
		}
		names = append(names, a.spec.options[i].name)
	}
	hint := meant(termtext.Nearest(name, names))
	if hint.IsZero() && len(names) > 0 {
		hint = texts.Sayf("it takes %s", lang.List(names))
	}
	w.text = name
	a.fail(wrong(w, hint, "%s takes no %s", a.spec.Name, quote(name)))
	return nil
}

func (a *args) set(o *option, v word, given bool) {
	switch {
	case a.opt(o.name) != nil:
		a.fail(wrong(v, none, "%s is given twice", o.name))
	case o.kind != flagKind && (!given || v.text == ""):
		a.fail(wrong(v, none, "%s needs a value: %s", o.name, o.example()))
	case o.kind == flagKind && given && v.text != "true" && v.text != "false":
		a.fail(wrong(v, none, "%s is true or false, not %s", o.name, quote(v.text)))
	case o.values != nil && o.choice(v.text) == "":
		a.fail(wrong(v, meant(termtext.Nearest(v.text, o.values)), "%s is %s, not %s", o.name, strings.Join(o.values, " or "), quote(v.text)))
	default:
		if o.values != nil {
			v.text = o.choice(v.text)
		}
		a.opts = append(a.opts, optionValue{o.name, v})
	}
}

// choice returns the one of the option's values that is written, or "".
func (o *option) choice(written string) string {
	for _, v := range o.values {
		if v == written || o.anyCase && strings.EqualFold(v, written) {
			return v
		}
	}
	return ""
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

func (a *args) flag(name string) bool {
	v := a.opt(name)
	return v != nil && v.text != "false"
}

func (a *args) choice(name string) string {
	if v := a.opt(name); v != nil {
		return v.text
	}
	return ""
}

func (a *args) count(name string, least, most int64) int64 {
	v := a.opt(name)
	if v == nil {
		return 0
	}
	n, err := parseCount(*v, least, most)
	a.fail(err)
	return n
}

// lease reads an option that is a lease's ID; 0 is none.
func (a *args) lease(name string) int64 {
	v := a.opt(name)
	if v == nil {
		return 0
	}
	id, err := parseLease(*v)
	a.fail(err)
	return id
}

// leaseID reads a positional lease's ID.
func (a *args) leaseID(i int) int64 {
	id, err := parseLease(a.words[i])
	if err == nil && id == 0 {
		err = wrong(a.words[i], none, "no lease has the ID 0")
	}
	a.fail(err)
	return id
}

// duration returns nil if the option was not given, as perMille does.
func (a *args) duration(name string, least int64) *int64 {
	v := a.opt(name)
	if v == nil {
		return nil
	}
	d, err := parseDuration(*v)
	if err == nil && d < least {
		err = wrong(*v, none, "%s must be at least %s", name, formatDuration(least))
	}
	a.fail(err)
	return &d
}

func (a *args) perMille(name string, most int) *int {
	v := a.opt(name)
	if v == nil {
		return nil
	}
	n, err := parsePerMille(*v, most)
	a.fail(err)
	return &n
}

// time reads a positional duration of at least 1ms.
func (a *args) time(i int) int64 {
	d, err := parseDuration(a.words[i])
	if err == nil && d == 0 {
		err = wrong(a.words[i], none, "the duration must be at least 1ms")
	}
	a.fail(err)
	return d
}

func (a *args) node(i int) string {
	n, err := parseNode(a.words[i])
	a.fail(err)
	return n
}

func (a *args) link() (from, to string) {
	from, to, err := parseLink(a.words[0])
	a.fail(err)
	return from, to
}

// message reads the number of a message in flight: #12.
func (a *args) message() uint64 {
	w := a.words[0]
	n, err := strconv.ParseUint(strings.TrimPrefix(w.text, "#"), 10, 63)
	if err != nil || n == 0 {
		a.fail(wrong(w, texts.Sayf("write it as #12"), "%s is not the number of a message", quote(w.text)))
	}
	return n
}
