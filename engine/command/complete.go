package command

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"raftviz/engine/lang"
)

// A Context is what Complete may offer besides the words of the Table.
type Context struct {
	Nodes    []string  // the cluster's nodes
	Clients  []string  // clients used so far
	Messages []Message // in flight
	Leases   []string  // IDs of leases, in hexadecimal
	Watches  []Message // open watches
	Names    []Name    // of expressions
	Lang     lang.Lang // of the hints
}

// A Message is one message in flight, or a watch: its number, and what to say
// about it.
type Message struct {
	ID   uint64
	Text string
}

// A Name may stand in an expression.
type Name struct{ Text, Hint string }

// A Completion is a text that may replace the characters From up to, not
// including, To of the line: the word before the cursor.
type Completion struct {
	Text     string
	From, To int
	Hint     string
	Done     bool // the word is whole; otherwise more of it is to follow
}

// Complete returns what the word before the cursor may become, best first.
// The cursor counts characters; what stands behind it is not looked at.
func Complete(line string, cursor int, ctx Context) []Completion {
	runes := []rune(line)
	cursor = max(0, min(cursor, len(runes)))
	c := completer{ctx: ctx, to: cursor}
	before := string(runes[:cursor])
	if checkLine(before) != nil {
		return nil
	}
	if h, err := parseHead(&lexer{line: before}); err == nil && h.spec.text && h.rest.pos < len(before) {
		reflect.New(h.spec.typ).Interface().(sentence).completeText(&c, &h.rest)
		return c.out
	}
	words, ok := c.split(before)
	if !ok {
		return nil
	}
	asked := len(words) > 0 && isTarget(words[0])
	if asked {
		words = words[1:]
	}
	if len(words) == 0 {
		c.commands(asked)
		return c.out
	}
	c.arguments(words, asked)
	return c.out
}

// completer collects completions of the word part, which starts at from.
type completer struct {
	ctx      Context
	part     string
	from, to int
	out      []Completion
	inTxn    bool // within an operation of a txn
}

// split takes the line before the cursor apart; its last word, where the
// cursor touches it, becomes the part to complete.
func (c *completer) split(before string) (words []word, ok bool) {
	words, err := (&lexer{line: before}).all()
	if err != nil {
		return nil, false
	}
	c.from = c.to
	last, _ := utf8.DecodeLastRuneInString(before)
	if n := len(words); n > 0 && !unicode.IsSpace(last) {
		if words[n-1].quoted {
			return nil, false
		}
		c.part, c.from, words = words[n-1].text, words[n-1].col-1, words[:n-1]
	}
	return words, true
}

// offer adds a completion if the part is its beginning, in any case.
func (c *completer) offer(text, hint string, done bool) {
	if len(text) < len(c.part) || !strings.EqualFold(text[:len(c.part)], c.part) {
		return
	}
	c.out = append(c.out, Completion{Text: text, From: c.from, To: c.to, Hint: hint, Done: done})
}

func (c *completer) say(t lang.Text) string { return t.In(c.ctx.Lang) }

// commands offers the beginnings of lines.
func (c *completer) commands(asked bool) {
	for i := range Table {
		if s := &Table[i]; s.targets || !asked {
			c.offer(s.Name, c.say(s.Help), true)
		}
	}
	if asked {
		return
	}
	client, _, at := strings.Cut(c.part, "@")
	if at {
		for _, n := range c.ctx.Nodes {
			c.offer(client+"@"+n, c.say(lang.Text{EN: "ask this node", ZH: "请求该节点"}), true)
		}
		c.roles(client + "@")
		return
	}
	for _, name := range c.ctx.Clients {
		c.offer(name, c.say(lang.Text{EN: "as this client", ZH: "以该客户端的身份"}), true)
	}
}

// arguments offers what may come next after the words of a command. It
// reports whether they are all it needs.
func (c *completer) arguments(words []word, asked bool) bool {
	spec, rest := byName[words[0].text], words[1:]
	if len(words) > 1 && byName[words[0].text+" "+words[1].text] != nil {
		spec, rest = byName[words[0].text+" "+words[1].text], words[2:]
	} else if len(words) == 1 {
		c.seconds(words[0].text, asked)
	}
	if spec == nil || spec.text || asked && !spec.targets {
		return false
	}
	a := &args{spec: spec}
	a.sort(rest)
	if a.err != nil {
		return false
	}
	needed := false
	if i, n := len(a.words), len(spec.args); i < n {
		c.words(spec.args[i].kind)
		needed = a.needs(spec.args[i])
	} else if n > 0 && spec.args[n-1].kind.many {
		c.words(spec.args[n-1].kind)
	}
	if !needed || strings.HasPrefix(c.part, "-") {
		c.options(a)
	}
	return !needed
}

// seconds offers the second words of the names that start with the word.
func (c *completer) seconds(first string, asked bool) {
	for i := range Table {
		s := &Table[i]
		if second, ok := strings.CutPrefix(s.Name, first+" "); ok && (s.targets || !asked) {
			c.offer(second, c.say(s.Help), true)
		}
	}
}

// options offers those not yet given, or the values of the one begun.
func (c *completer) options(a *args) {
	for _, f := range a.spec.options {
		hint := c.say(f.help)
		switch {
		case c.inTxn && f.formats():
		case a.opt(f.name) != nil:
		case f.kind.flag:
			c.offer(f.name, hint, true)
		case strings.HasPrefix(c.part, f.name+"="):
			c.values(f, hint)
		default:
			c.offer(f.name+"=", hint, false)
		}
	}
}

// values offers those of the option begun.
func (c *completer) values(f *field, hint string) {
	start := f.name + "="
	v := completer{ctx: c.ctx, part: c.part[len(start):], from: c.from, to: c.to}
	if f.choices != nil {
		for _, text := range f.choices {
			v.offer(text, hint, true)
		}
	} else {
		v.words(f.kind)
	}
	for _, o := range v.out {
		o.Text, o.Hint = start+o.Text, hint
		c.out = append(c.out, o)
	}
}
