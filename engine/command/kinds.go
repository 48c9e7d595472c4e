package command

import (
	"reflect"
	"strconv"
	"strings"
)

// A kind is what a word of a line may be: how it is read into the field of a
// command and written again, what it is called, and what is offered for it.
type kind struct {
	noun    string // what an error calls it where it is missing
	as      string // in a usage
	example string // of an option

	parse    func(w word, f *field, v reflect.Value) *Error // a kind that may be repeated adds w
	format   func(b []byte, f *field, v reflect.Value) []byte
	mentions func(list []Mention, v reflect.Value) []Mention // the nodes it names

	flag  bool // it stands alone; on tells whether it is given
	on    func(v reflect.Value) bool
	many  bool // it may be repeated
	joins bool // it may be written apart around the separators , > and |

	offers       []string // completions that are the same everywhere
	offer        func(c *completer, hint string)
	hint, hintZH string
}

// kinds are those that the tags of commands name.
var kinds = map[string]*kind{
	"node":         {noun: "a node", as: "NODE", hint: "node", hintZH: "节点", parse: textThat(checkNode), format: plain, mentions: mentionOne(Existing), offer: (*completer).members},
	"leaving-node": {noun: "a node", as: "NODE", hint: "node", hintZH: "节点", parse: textThat(checkNode), format: plain, mentions: mentionOne(Removed), offer: (*completer).members},
	"new-node":     {noun: "a node", as: "NODE", hint: "joins", hintZH: "新成员", parse: textThat(checkNode), format: plain, mentions: mentionOne(Added), offer: (*completer).strangers},
	"groups":       {noun: "one node or more", joins: true, hint: "these nodes", hintZH: "这些节点", parse: valueOf[*Groups], format: formatOf[Groups], mentions: mentionsOf[Groups], offer: (*completer).groups},
	"link":         {noun: "a link", as: "FROM>TO", joins: true, hint: "this direction", hintZH: "这个方向", parse: valueOf[*Direction], format: formatOf[Direction], mentions: mentionsOf[Direction], offer: (*completer).links},
	"changes":      {noun: "one change or more", as: "CHANGE", many: true, parse: valueOf[*Changes], format: formatOf[Changes], mentions: mentionsOf[Changes], offer: (*completer).changes},
	"message":      {noun: "the number of a message", as: "#MESSAGE", parse: parseMessage, format: formatMessage, offer: (*completer).messages},
	"message-type": {noun: "a message type", as: "TYPE", hint: "message type", hintZH: "消息类型", parse: parseMessageType, format: plain, offer: (*completer).messageTypes},
	"disk-state":   {noun: "a state", as: strings.Join(diskStateNames(), "|"), parse: textThat(checkDiskState), format: plain, offer: (*completer).diskStates},
	"client":       {noun: "a client", as: "NAME", hint: "client", hintZH: "客户端", parse: textThat(checkClient), format: plain, offer: (*completer).clients},

	"duration": durationKind(0),
	"time":     durationKind(1),
	"fraction": fractionKind("FRACTION", 1000),
	"factor":   fractionKind("FACTOR", MaxRate),
	"steps":    countKind("N", 1, MaxSteps),
	"entries":  countKind("N", 0, MaxKeep),
	"retries":  countKind("N", 0, MaxRetries),
	"number":   countKind("N", 0, anyNumber),
	"revision": {noun: "a number", as: "REV", parse: parseRevision, format: formatCount},
	"seconds":  {noun: "a time in seconds", as: "TTL", hint: "seconds", hintZH: "秒", offers: []string{"1", "10", "60"}, parse: counts(1, MaxTTL), format: formatCount},
	"watch":    {noun: "the number of a watch", as: "ID", hint: "watch", hintZH: "监听", parse: counts(1, anyNumber), format: formatCount, offer: (*completer).watches},

	"key":       {noun: "a key", as: "KEY", parse: textThat(checkKey), format: quoted},
	"range-key": {noun: "a key", as: "KEY", parse: textThat(checkKeyLength), format: quoted},
	"end":       {noun: "the end of a range", as: "END", parse: textThat(checkKey), format: formatEnd},
	"value":     {noun: "a value", as: "VALUE", parse: textThat(checkValue), format: quoted},
	"file":      {noun: "the name of a file", as: "FILE", hint: "file", hintZH: "文件", offers: []string{"backup.db"}, parse: textThat(checkFile), format: quoted},
	"lease":     leaseKind(1),
	"any-lease": leaseKind(0), // 0 is none
	"choice":    {parse: parseChoice, format: formatChoice},

	"flag":     {flag: true, on: reflect.Value.Bool, parse: parseFlag},
	"from-key": {flag: true, on: func(v reflect.Value) bool { return v.String() == fromKey }, parse: parseFromKey},
	"once":     {flag: true, on: func(reflect.Value) bool { return false }, parse: parseOnce},
}

// A word's text as it is.

func plain(b []byte, _ *field, v reflect.Value) []byte { return append(b, v.String()...) }

func quoted(b []byte, _ *field, v reflect.Value) []byte { return append(b, quoteWord(v.String())...) }

// textThat takes a text as it is, once it has passed.
func textThat(check func(w word) *Error) func(word, *field, reflect.Value) *Error {
	return func(w word, _ *field, v reflect.Value) *Error {
		v.SetString(w.text)
		return check(w)
	}
}

func mentionOne(r Role) func([]Mention, reflect.Value) []Mention {
	return func(list []Mention, v reflect.Value) []Mention { return append(list, Mention{v.String(), r}) }
}

// Values: types with their own grammar, of which these three are the methods.

func valueOf[P interface{ parse(w word) *Error }](w word, _ *field, v reflect.Value) *Error {
	return v.Addr().Interface().(P).parse(w)
}

func formatOf[T interface{ append(b []byte) []byte }](b []byte, _ *field, v reflect.Value) []byte {
	return v.Interface().(T).append(b)
}

func mentionsOf[T interface {
	mentions(list []Mention) []Mention
}](list []Mention, v reflect.Value) []Mention {
	return v.Interface().(T).mentions(list)
}

// Numbers.

func countKind(as string, least, most int64) *kind {
	return &kind{noun: "a number", as: as, example: "5", parse: counts(least, most), format: formatCount}
}

// counts takes a number between the bounds, which it includes.
func counts(least, most int64) func(word, *field, reflect.Value) *Error {
	return func(w word, _ *field, v reflect.Value) *Error {
		n, err := parseCount(w, least, most)
		if v.CanInt() {
			v.SetInt(n)
		} else {
			v.SetUint(uint64(n))
		}
		return err
	}
}

func formatCount(b []byte, _ *field, v reflect.Value) []byte {
	if v.CanInt() {
		return strconv.AppendInt(b, v.Int(), 10)
	}
	return strconv.AppendUint(b, v.Uint(), 10)
}

func durationKind(least int64) *kind {
	return &kind{
		noun: "a duration", as: "DURATION", example: "50ms", hint: "virtual time", hintZH: "虚拟时间", offers: []string{"10ms", "100ms", "1s", "10s"},
		parse: func(w word, f *field, v reflect.Value) *Error {
			d, err := parseDuration(w)
			if err == nil && d < least {
				name := f.name
				if name == "" {
					name = "the duration"
				}
				err = wrong(w, "", "%s must be at least %s", name, formatDuration(least))
			}
			v.SetInt(d)
			return err
		},
		format: func(b []byte, _ *field, v reflect.Value) []byte { return append(b, formatDuration(v.Int())...) },
	}
}

func fractionKind(as string, most int) *kind {
	return &kind{
		noun: "a fraction", as: as, example: "0.2", hint: "fraction", hintZH: "比例", offers: []string{"0", "0.1", "0.5", "1"},
		parse: func(w word, _ *field, v reflect.Value) *Error {
			n, err := parsePerMille(w, most)
			v.SetInt(int64(n))
			return err
		},
		format: func(b []byte, _ *field, v reflect.Value) []byte { return append(b, formatPerMille(int(v.Int()))...) },
	}
}

func leaseKind(least int64) *kind {
	return &kind{
		noun: "the ID of a lease", as: "ID", example: "5d2a", hint: "lease", hintZH: "租约", offer: (*completer).leases,
		parse: func(w word, _ *field, v reflect.Value) *Error {
			id, err := parseLease(w)
			if err == nil && id < least {
				err = wrong(w, "", "no lease has the ID 0")
			}
			v.SetInt(id)
			return err
		},
		format: func(b []byte, _ *field, v reflect.Value) []byte { return strconv.AppendInt(b, v.Int(), 16) },
	}
}

// Choices and flags. That a word is one of those there are is checked before.

func parseChoice(w word, f *field, v reflect.Value) *Error {
	if f.truth == "" {
		v.SetString(w.text)
	} else {
		v.SetBool(w.text == f.truth)
	}
	return nil
}

func formatChoice(b []byte, f *field, v reflect.Value) []byte {
	if f.truth == "" {
		return append(b, v.String()...)
	}
	for _, text := range f.choices {
		if (text == f.truth) == v.Bool() {
			return append(b, text...)
		}
	}
	return b
}

func parseFlag(w word, _ *field, v reflect.Value) *Error {
	v.SetBool(isSet(w))
	return nil
}

func isSet(w word) bool { return w.text != "false" }
