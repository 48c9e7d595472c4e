package command

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"raftviz/engine/lang"
)

// A kind is what a word of a line may be: how it is read into the field of a
// command and written again, what it is called, and what is offered for it.
type kind struct {
	noun    lang.Text // what an error calls it where it is missing
	as      string    // in a usage
	example string    // of an option

	parse    func(w word, f *field, v reflect.Value) *Error // a kind that may be repeated adds w
	format   func(b []byte, f *field, v reflect.Value) []byte
	mentions func(list []Mention, v reflect.Value) []Mention   // the nodes it names
	rename   func(v reflect.Value, rename func(string) string) // gives them other names

	flag   bool // it stands alone; on tells whether it is given
	on     func(v reflect.Value) bool
	many   bool // it may be repeated
	dashed bool // its words may begin with a dash, which makes them no flags
	joins  bool // it may be written apart around the separators , > and |

	offers []string // completions that are the same everywhere
	offer  func(c *completer, hint string)
	hint   lang.Text
}

// kinds are those that the tags of commands name.
var kinds = map[string]*kind{
	"node":         {noun: lang.Text{EN: "a node", ZH: "节点"}, as: "NODE", hint: lang.Text{EN: "node", ZH: "节点"}, parse: textThat(checkNode), format: plain, mentions: mentionOne(Existing), rename: renameOne, offer: (*completer).members},
	"leaving-node": {noun: lang.Text{EN: "a node", ZH: "节点"}, as: "NODE", hint: lang.Text{EN: "node", ZH: "节点"}, parse: textThat(checkNode), format: plain, mentions: mentionOne(Removed), rename: renameOne, offer: (*completer).members},
	"new-node":     {noun: lang.Text{EN: "a node", ZH: "节点"}, as: "NODE", hint: lang.Text{EN: "joins", ZH: "新成员"}, parse: textThat(checkNewNode), format: plain, mentions: mentionOne(Added), offer: (*completer).strangers},
	"links":        {noun: lang.Text{EN: "one node or more", ZH: "一个或多个节点"}, as: "LINKS", joins: true, hint: lang.Text{EN: "these nodes", ZH: "这些节点"}, parse: valueOf[*Groups], format: formatOf[Groups], mentions: mentionsOf[Groups], rename: renamesOf[*Groups], offer: (*completer).groups},
	"nodes":        {noun: lang.Text{EN: "a node", ZH: "节点"}, as: "NODES", joins: true, hint: lang.Text{EN: "node", ZH: "节点"}, parse: valueOf[*NodeNames], format: formatOf[NodeNames], mentions: mentionsOf[NodeNames], rename: renamesOf[*NodeNames], offer: (*completer).nodes},
	"changes":      {noun: lang.Text{EN: "one change or more", ZH: "一个或多个变更"}, as: "CHANGE", many: true, dashed: true, parse: valueOf[*Changes], format: formatOf[Changes], mentions: mentionsOf[Changes], rename: renamesOf[*Changes], offer: (*completer).changes},
	"message":      {noun: lang.Text{EN: "the number of a message", ZH: "消息编号"}, as: "#MESSAGE", parse: parseMessage, format: formatMessage, offer: (*completer).messages},
	"message-type": {noun: lang.Text{EN: "a message type", ZH: "消息类型"}, as: "TYPE", hint: lang.Text{EN: "message type", ZH: "消息类型"}, parse: parseMessageType, format: plain, offer: (*completer).messageTypes},
	"disk-state":   {noun: lang.Text{EN: "a state", ZH: "状态"}, as: strings.Join(diskStateNames(), "|"), parse: textThat(checkDiskState), format: plain, offer: (*completer).diskStates},
	"client":       {noun: lang.Text{EN: "a client", ZH: "客户端"}, as: "NAME", hint: lang.Text{EN: "client", ZH: "客户端"}, parse: textThat(checkClient), format: plain, offer: (*completer).clients},

	"duration": durationKind(0),
	"time":     durationKind(1),
	"jump":     {noun: lang.Text{EN: "a duration", ZH: "时长"}, as: "DURATION", example: "50ms", dashed: true, hint: lang.Text{EN: "ahead; with a minus sign back", ZH: "向前；带负号为向后"}, offers: []string{"50ms", "1s", "-50ms", "-1s"}, parse: parseJump, format: formatMillis},
	"fraction": fractionKind("FRACTION", 1000),
	"factor":   fractionKind("FACTOR", MaxRate),
	"steps":    countKind("N", 1, MaxSteps),
	"entries":  countKind("N", 0, MaxKeep),
	"retries":  countKind("N", 0, MaxRetries),
	"number":   countKind("N", 0, anyNumber),
	"size":     countKind("N", 1, MaxValue),
	"bound":    {noun: lang.Text{EN: "a number", ZH: "数字"}, as: "N", example: "5", parse: parseBound, format: formatCount},
	"revision": {noun: lang.Text{EN: "a number", ZH: "数字"}, as: "REV", parse: parseRevision, format: formatCount},
	"seconds":  {noun: lang.Text{EN: "a time in seconds", ZH: "秒数"}, as: "TTL", hint: lang.Text{EN: "seconds", ZH: "秒"}, offers: []string{"1", "10", "60"}, parse: counts(1, MaxTTL), format: formatCount},
	"watch":    {noun: lang.Text{EN: "the number of a watch", ZH: "监听编号"}, as: "ID", hint: lang.Text{EN: "watch", ZH: "监听"}, parse: counts(1, anyNumber), format: formatCount, offer: (*completer).watches},

	"key":       {noun: lang.Text{EN: "a key", ZH: "键"}, as: "KEY", parse: textThat(checkKey), format: quoted},
	"end":       {noun: lang.Text{EN: "the end of a range", ZH: "范围的终点"}, as: "END", parse: textThat(checkKey), format: formatEnd},
	"value":     {noun: lang.Text{EN: "a value", ZH: "值"}, as: "VALUE", parse: textThat(checkValue), format: quoted},
	"file":      {noun: lang.Text{EN: "the name of a file", ZH: "文件名"}, as: "FILE", hint: lang.Text{EN: "file", ZH: "文件"}, offers: []string{"backup.db"}, parse: textThat(checkFile), format: quoted},
	"urls":      {noun: lang.Text{EN: "addresses", ZH: "地址"}, as: "URLS", example: "http://n2:2380", parse: textThat(checkValue), format: quoted},
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
	return &kind{noun: lang.Text{EN: "a number", ZH: "数字"}, as: as, example: "5", parse: counts(least, most), format: formatCount}
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

// parseBound takes any number. To etcdctl get one below 0 is as 0: no revision,
// no limit, no bound.
func parseBound(w word, _ *field, v reflect.Value) *Error {
	n, err := parseCount(w, math.MinInt64, anyNumber)
	v.SetInt(max(n, 0))
	return err
}

func formatCount(b []byte, _ *field, v reflect.Value) []byte {
	if v.CanInt() {
		return strconv.AppendInt(b, v.Int(), 10)
	}
	return strconv.AppendUint(b, v.Uint(), 10)
}

func durationKind(least int64) *kind {
	return &kind{
		dashed: true, noun: lang.Text{EN: "a duration", ZH: "时长"}, as: "DURATION", example: "50ms", hint: lang.Text{EN: "virtual time", ZH: "虚拟时间"}, offers: []string{"10ms", "100ms", "1s", "10s"},
		parse: func(w word, f *field, v reflect.Value) *Error {
			d, err := parseDuration(w)
			switch {
			case err != nil || d >= least:
			case f.name == "":
				err = wrong(w, none, "the duration must be at least %s", formatDuration(least))
			default:
				err = wrong(w, none, "%s must be at least %s", f.name, formatDuration(least))
			}
			v.SetInt(d)
			return err
		},
		format: formatMillis,
	}
}

func formatMillis(b []byte, _ *field, v reflect.Value) []byte {
	return append(b, formatDuration(v.Int())...)
}

func fractionKind(as string, most int) *kind {
	return &kind{
		noun: lang.Text{EN: "a fraction", ZH: "比例"}, as: as, example: "0.2", hint: lang.Text{EN: "fraction", ZH: "比例"}, offers: []string{"0", "0.1", "0.5", "1"},
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
		noun: lang.Text{EN: "the ID of a lease", ZH: "租约 ID"}, as: "ID", example: "5d2a", hint: lang.Text{EN: "lease", ZH: "租约"}, offer: (*completer).leases,
		parse: func(w word, _ *field, v reflect.Value) *Error {
			id, err := parseLease(w)
			if err == nil && id < least {
				err = wrong(w, none, "no lease has the ID 0")
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
