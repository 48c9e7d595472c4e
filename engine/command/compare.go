package command

import (
	"strconv"
	"strings"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// A Compare is one condition of a Txn, spelled mod("k") > "3".
type Compare struct {
	Of       CompareOf
	Key, End string // End "" is the one key
	Op       byte   // = ! < >; ! is !=
	Value    string // OfValue
	N        int64  // the others
}

// A CompareOf is what a Compare looks at.
type CompareOf uint8

// What a Compare may look at.
const (
	OfValue CompareOf = iota
	OfVersion
	OfCreate
	OfMod
	OfLease
)

// compareOfs are what a Compare may look at. Like etcdctl, a line may also say
// ver, c, m and val.
var compareOfs = [...]struct {
	name, short string
	help        lang.Text
}{
	OfValue:   {"value", "val", lang.Text{EN: "the value", ZH: "值"}},
	OfVersion: {"version", "ver", lang.Text{EN: "how often the key was written since it was created; 0: there is none", ZH: "键自创建以来的写入次数；0 表示键不存在"}},
	OfCreate:  {"create", "c", lang.Text{EN: "the revision that created the key; 0: there is none", ZH: "创建该键的修订版本；0 表示键不存在"}},
	OfMod:     {"mod", "m", lang.Text{EN: "the revision that last wrote the key; 0: there is none", ZH: "最后写入该键的修订版本；0 表示键不存在"}},
	OfLease:   {"lease", "lease", lang.Text{EN: "the ID of the lease of the key; 0: none", ZH: "键所绑定的租约 ID；0 表示没有"}},
}

// String returns the name that stands before the parenthesis.
func (o CompareOf) String() string { return compareOfs[o].name }

// compareOps are the operators, as Compare.Op has them and as they are spelled.
var compareOps = [...]struct {
	op   byte
	text string
}{{'=', "="}, {'!', "!="}, {'<', "<"}, {'>', ">"}}

// String returns the condition as it stands in a txn.
func (c Compare) String() string {
	s := c.Of.String() + "(" + strconv.Quote(c.Key)
	if c.End != "" {
		s += ", " + strconv.Quote(c.End)
	}
	s += ") "
	for _, o := range compareOps {
		if o.op == c.Op {
			s += o.text
		}
	}
	switch c.Of {
	case OfValue:
		return s + " " + strconv.Quote(c.Value)
	case OfLease:
		return s + ` "` + strconv.FormatInt(c.N, 16) + `"`
	}
	return s + ` "` + strconv.FormatInt(c.N, 10) + `"`
}

// The characters that stand for themselves in a txn's conditions, outside
// quotes: each, or a run of them.
const (
	compareAlone  = "(),;"
	compareJoined = "=!<>&|"
)

var compareForm = texts.Sayf(`write a condition as mod("key") > "3"`)

// compare reads one condition.
func (p *txnParser) compare() (c Compare, err *Error) {
	if c.Of, err = p.compareOf(); err != nil {
		return c, err
	}
	if err = p.expect("("); err != nil {
		return c, err
	}
	if c.Key, err = p.compareKey(); err != nil {
		return c, err
	}
	if p.take(",") {
		if c.End, err = p.compareKey(); err != nil {
			return c, err
		}
	}
	if err = p.expect(")"); err != nil {
		return c, err
	}
	if c.Op, err = p.compareOp(); err != nil {
		return c, err
	}
	w, err := p.compareWord(lang.Text{EN: "a value", ZH: "值"})
	switch {
	case err != nil:
	case c.Of == OfValue:
		c.Value, err = w.text, checkValue(w)
	case c.Of == OfLease:
		c.N, err = parseLease(w)
	default:
		c.N, err = parseCount(w, 0, anyNumber)
	}
	return c, err
}

func (p *txnParser) compareOf() (CompareOf, *Error) {
	w := p.next()
	var names []string
	for of, o := range compareOfs {
		if w.is(o.name) || w.is(o.short) {
			return CompareOf(of), nil
		}
		names = append(names, o.name)
	}
	switch near := termtext.Nearest(w.text, names); {
	case w.is(""), w.is("then"), w.is("else"):
		return 0, wrong(w, compareForm, "a condition is missing")
	case near != "":
		return 0, wrong(w, meant(near), "%s cannot be compared", quote(w.text))
	case inTxn(w.text) || w.is("("):
		return 0, wrong(w, texts.Sayf("operations stand after then: txn then put foo bar"), "unexpected %s", quote(w.text))
	}
	return 0, wrong(w, texts.Sayf("it is one of %s", lang.List(names)), "%s cannot be compared", quote(w.text))
}

func (p *txnParser) compareOp() (byte, *Error) {
	w := p.next()
	for _, o := range compareOps {
		if w.is(o.text) {
			return o.op, nil
		}
	}
	if !w.quoted && strings.Trim(w.text, compareJoined) == "" && w.text != "" {
		return 0, wrong(w, texts.Sayf("they are = != < >"), "unknown operator %s", quote(w.text))
	}
	return 0, wrong(w, compareForm, "an operator is missing: = != < >")
}

func (p *txnParser) compareKey() (string, *Error) {
	w, err := p.compareWord(lang.Text{EN: "a key", ZH: "键"})
	if err == nil {
		err = checkKey(w)
	}
	return w.text, err
}

// compareWord reads a word that is neither a mark nor then nor else.
func (p *txnParser) compareWord(noun lang.Text) (word, *Error) {
	w := p.next()
	if w.is("") || w.is("then") || w.is("else") || !w.quoted && strings.ContainsAny(w.text[:1], compareAlone+compareJoined) {
		return w, wrong(w, compareForm, "%s is missing", noun)
	}
	return w, nil
}
