package command

import (
	"slices"
	"strings"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// A Txn does Then if all Compares hold, else Else: both in one revision. The
// operations are Put, Get, Del and Txn without a Target.
type Txn struct {
	Target
	Compares   []Compare
	Then, Else []Command
	Format
}

var txnRows = []Spec{
	row[Txn](Spec{
		Name: "txn", Usage: "txn [--write-out=simple|json] [--hex] [CONDITION [&& CONDITION]…] then OP[; OP]… [else OP[; OP]…]", Group: Clients,
		Example:  `txn mod("foo") > "3" && value("bar") = "1" then put foo 2; get bar else get foo`,
		Help:     lang.Text{EN: "do the operations after then if all conditions hold, else those after else, in one revision", ZH: "所有条件成立时执行 then 之后的操作，否则执行 else 之后的操作，全部属于同一个修订版本"},
		Synonyms: "transaction",
		Note: lang.Text{
			EN: "A condition compares what a key has, `value`, `version`, `create`, `mod` or `lease`, by `=`, `!=`, `<` or `>`; `mod(\"a\", \"b\") < \"5\"` holds if it does for every key from a up to, not including, b. " +
				"Leases are compared in hexadecimal. An operation is a put, a get, a del, or within parentheses a txn: `txn then (txn version(\"a\") = \"0\" then put a 1); get a`. " +
				"Without conditions, what follows then is done. Outside quotes `;`, parentheses, `then` and `else` keep their meaning. " +
				"There may be 128 conditions, 128 operations after then and 128 after else; txns nest 4 deep at most.",
			ZH: "条件用 `=`、`!=`、`<` 或 `>` 比较键的 `value`、`version`、`create`、`mod` 或 `lease`；`mod(\"a\", \"b\") < \"5\"` 要求从 a 到 b（不含）的每个键都满足。" +
				"租约 ID 以十六进制比较。操作可以是 put、get、del，或放在括号里的 txn：`txn then (txn version(\"a\") = \"0\" then put a 1); get a`。" +
				"没有条件时执行 then 之后的操作。引号之外的 `;`、括号、`then` 和 `else` 总是保留其含义。" +
				"条件、then 之后的操作、else 之后的操作各自最多 128 个；txn 最多嵌套 4 层。",
		},
	}),
}

// txnOps are the names of the operations of a txn. A txn is one too, within
// parentheses.
var txnOps = []string{"put", "get", "del"}

func inTxn(name string) bool { return slices.Contains(txnOps, name) }

// String returns the canonical line, in which only what is there is named:
//
//	txn mod("a") > "3" && value("b") = "x" then put a 1; get b else (txn then del a)
func (t Txn) String() string {
	var b strings.Builder
	b.Write(append(t.Target.append(nil), "txn"...))
	if t.JSON {
		b.WriteString(" --write-out=json")
	}
	if t.Hex {
		b.WriteString(" --hex")
	}
	before := " "
	for _, c := range t.Compares {
		b.WriteString(before + c.String())
		before = " && "
	}
	if len(t.Then) == 0 && len(t.Else) == 0 {
		b.WriteString(" then")
	}
	writeOps(&b, " then ", t.Then)
	writeOps(&b, " else ", t.Else)
	return b.String()
}

func writeOps(b *strings.Builder, before string, ops []Command) {
	for _, op := range ops {
		b.WriteString(before)
		before = "; "
		if _, nested := op.(Txn); nested {
			b.WriteString("(" + op.String() + ")")
		} else {
			b.WriteString(op.String())
		}
	}
}

// txnWords takes apart what follows the word txn. Outside quotes, marks are
// words of their own: other ones in conditions than in operations, where only
// ; and parentheses are.
func txnWords(l *lexer) ([]word, *Error) {
	var words []word
	l.alone, l.joined = compareAlone, compareJoined
	for {
		w, ok, err := l.next()
		if err != nil || !ok {
			return words, err
		}
		switch n := len(words); {
		case w.is("then"), w.is("else"):
			l.alone, l.joined = "();", ""
		case w.is("txn") && n > 0 && words[n-1].is("("):
			l.alone, l.joined = compareAlone, compareJoined
		}
		words = append(words, w)
	}
}

// A txnParser reads the words of a txn from the front.
type txnParser struct {
	words []word
	end   word // what comes after the last: no word
}

func (t *Txn) parseText(a *args) {
	l := lexer{line: a.tail.text, before: a.tail.col - 1}
	format := t.parseFlags(a, &l)
	words, err := txnWords(&l)
	if err != nil {
		a.fail(err)
		return
	}
	p := txnParser{words: words, end: word{col: l.col(len(l.line))}}
	target := t.Target
	*t, err = p.txn(1)
	if w := p.peek(); err == nil && !w.is("") {
		err = wrong(w, none, "unexpected %s", quote(w.text))
	}
	t.Target, t.Format = target, format
	switch {
	case err != nil:
	case t.repeats() > MaxValue:
		err = wrong(a.tail, none, "values that --val-size makes have more than %d bytes in all", MaxValue)
	case len(t.String()) > maxLine:
		err = wrong(a.tail, none, "the txn is longer than %d bytes", maxLine)
	}
	a.fail(err)
}

// repeats is how many bytes the values have that --val-size makes.
func (t Txn) repeats() (n int64) {
	for _, op := range slices.Concat(t.Then, t.Else) {
		switch x := op.(type) {
		case Put:
			n += x.ValSize
		case Txn:
			n += x.repeats()
		}
	}
	return n
}

// parseFlags reads the flags that stand before the conditions, as get has them.
func (t *Txn) parseFlags(a *args, l *lexer) Format {
	flags := &args{spec: byName["get"], words: []word{{text: "x"}}}
	var words []word
	for before := *l; ; before = *l {
		w, ok, err := l.next()
		if err != nil || !ok || w.quoted || !isShortFlag(w.text) {
			*l = before
			break
		}
		words = append(words, w)
		name, _, given := strings.Cut(w.text, "=")
		switch o := flags.spec.formatOption(name); {
		case o == nil:
			a.fail(wrong(w, none, "%s takes no flag %s", a.spec.Name, quote(name)))
		case !o.kind.flag && !given:
			if value, ok, err := l.next(); err == nil && ok {
				words = append(words, value)
			}
		}
	}
	flags.sort(words)
	get, _ := flags.command().(Get)
	a.fail(flags.err)
	return get.Format
}

func (p *txnParser) peek() word {
	if len(p.words) == 0 {
		return p.end
	}
	return p.words[0]
}

func (p *txnParser) next() word {
	w := p.peek()
	if len(p.words) > 0 {
		p.words = p.words[1:]
	}
	return w
}

// take goes past the mark if it comes next.
func (p *txnParser) take(mark string) bool {
	if !p.peek().is(mark) {
		return false
	}
	p.next()
	return true
}

func (p *txnParser) expect(mark string) *Error {
	if w := p.peek(); !p.take(mark) {
		return wrong(w, compareForm, "%s is missing", quote(mark))
	}
	return nil
}

// txn reads [CONDITION [&& CONDITION]…] [then [OPS]] [else [OPS]], of which then
// or else must be there.
func (p *txnParser) txn(depth int) (t Txn, err *Error) {
	if w := p.peek(); !w.is("then") && !w.is("else") && !w.is("") && !w.is(")") {
		if t.Compares, err = p.compares(); err != nil {
			return t, err
		}
	}
	then := p.take("then")
	if then {
		if t.Then, err = p.ops(depth); err != nil {
			return t, err
		}
	}
	other := p.take("else")
	if other {
		if t.Else, err = p.ops(depth); err != nil {
			return t, err
		}
	}
	switch w := p.peek(); {
	case (then || other) && (w.is("") || w.is(")")):
		return t, nil
	case w.is("then"):
		return t, wrong(w, texts.Sayf("within quotes it is a word like any other"), "unexpected %s", quote(w.text))
	case w.is("else"):
		return t, wrong(w, texts.Sayf("within quotes it is a word like any other"), "else is given twice")
	case w.is(""), w.is(")"):
		return t, wrong(w, texts.Sayf("txn then put foo bar"), "a txn needs then or else")
	case !then && !other:
		return t, wrong(w, texts.Sayf("conditions are joined by &&, and then follows"), "unexpected %s", quote(w.text))
	}
	return t, nil
}

func (p *txnParser) compares() ([]Compare, *Error) {
	var list []Compare
	for {
		at := p.peek()
		c, err := p.compare()
		if err != nil {
			return nil, err
		}
		if list = append(list, c); len(list) > MaxTxnOps {
			return nil, wrong(at, none, "a txn has %d conditions at most", MaxTxnOps)
		}
		if !p.take("&&") {
			return list, nil
		}
	}
}

// ops reads operations. As in etcd there may be none.
func (p *txnParser) ops(depth int) ([]Command, *Error) {
	if w := p.peek(); w.is("") || w.is(")") || w.is("then") || w.is("else") {
		return nil, nil
	}
	var list []Command
	for {
		at := p.peek()
		op, err := p.op(depth)
		if err != nil {
			return nil, err
		}
		if list = append(list, op); len(list) > MaxTxnOps {
			return nil, wrong(at, none, "a txn has %d operations at most, and so many for else", MaxTxnOps)
		}
		if !p.take(";") {
			return list, nil
		}
	}
}

// op reads one operation, up to what ends it.
func (p *txnParser) op(depth int) (Command, *Error) {
	first := p.next()
	name := first.text
	switch {
	case first.is("("):
		return p.nested(first, depth)
	case ends(first):
		return nil, wrong(first, texts.Sayf("it is one of %s and (txn …)", lang.List(txnOps)), "an operation is missing")
	case name == "txn":
		return nil, wrong(first, texts.Sayf("write it as (txn then …)"), "a txn within a txn stands in parentheses")
	case !first.quoted && strings.Contains(name, "@"):
		return nil, wrong(first, texts.Sayf("write %s before txn", quote(name)), "an operation goes where its txn goes")
	case !inTxn(name):
		hint := meant(termtext.Nearest(name, txnOps))
		if s := synonyms[name]; inTxn(s) {
			hint = meant(s)
		}
		if hint.IsZero() {
			hint = texts.Sayf("what can is %s and (txn …)", lang.List(txnOps))
		}
		return nil, wrong(first, hint, "%s cannot be part of a txn", quote(name))
	}
	var words []word
	for w := p.peek(); !ends(w); w = p.peek() {
		if w.is("(") {
			return nil, wrong(w, texts.Sayf("write it within quotes"), "unexpected %s", quote(w.text))
		}
		words = append(words, p.next())
	}
	cmd, err := byName[name].build(Target{}, words, p.peek().col)
	if err == nil && FormatOf(cmd) != (Format{}) {
		err = wrong(words[0], texts.Sayf("write it after txn"), "how to print an answer is up to the txn")
	}
	return cmd, err
}

// nested reads a txn after its parenthesis.
func (p *txnParser) nested(open word, depth int) (Command, *Error) {
	w := p.next()
	switch {
	case !w.is("txn"):
		return nil, wrong(w, texts.Sayf("only (txn …) stands in parentheses"), "unexpected %s", quote(w.text))
	case depth == MaxTxnDepth:
		return nil, wrong(w, none, "txns nest %d deep at most", MaxTxnDepth)
	}
	t, err := p.txn(depth + 1)
	if err != nil {
		return nil, err
	}
	switch w := p.next(); {
	case w.is(""):
		return nil, wrong(open, texts.Sayf("end it with )"), "a parenthesis is not closed")
	case !w.is(")"):
		return nil, wrong(w, texts.Sayf("; or ) comes here"), "unexpected %s", quote(w.text))
	}
	return t, nil
}

// ends reports whether the word ends an operation.
func ends(w word) bool {
	return w.is("") || w.is(";") || w.is(")") || w.is("then") || w.is("else")
}
