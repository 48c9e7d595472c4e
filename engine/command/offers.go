package command

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"raftviz/engine/config"
)

// kind offers what a positional word of that kind may be.
func (c *completer) kind(k kind) {
	hint := c.say(kinds[k].hint, kinds[k].hintZH)
	switch k {
	case nodeKind:
		for _, n := range c.ctx.Nodes {
			c.offer(n, hint, true)
		}
	case newNodeKind:
		for _, n := range c.free() {
			c.offer(n, hint, true)
		}
	case nodesKind:
		c.nodes(hint)
	case linkKind:
		c.link(hint)
	case messageKind:
		if c.part != "" && c.part[0] != '#' {
			c.part = "#" + c.part
		}
		for _, m := range c.ctx.Messages {
			c.offer("#"+strconv.FormatUint(m.ID, 10), m.Text, true)
		}
	case typeKind:
		if c.part != "" && !strings.HasPrefix("msg", strings.ToLower(c.part[:min(3, len(c.part))])) {
			c.part = "Msg" + c.part
		}
		for _, t := range MessageTypes {
			c.offer(t, hint, true)
		}
	case diskKind:
		for _, s := range diskStates {
			c.offer(s.name, c.say(s.help, s.zh), true)
		}
	case changeKind:
		c.changes()
	case clientKind:
		for _, name := range c.ctx.Clients {
			c.offer(name, hint, true)
		}
	case leaseKind:
		for _, id := range c.ctx.Leases {
			c.offer(id, hint, true)
		}
	case watchKind:
		for _, w := range c.ctx.Watches {
			c.offer(strconv.FormatUint(w.ID, 10), w.Text, true)
		}
	default:
		for _, text := range kinds[k].offers {
			c.offer(text, hint, true)
		}
	}
}

// free returns the first few nodes that the cluster does not have.
func (c *completer) free() (names []string) {
	for id := uint64(1); id <= config.MaxID && len(names) < 3; id++ {
		if n := config.NodeName(id); !slices.Contains(c.ctx.Nodes, n) {
			names = append(names, n)
		}
	}
	return names
}

// nodes offers one more node of a list that may have two sides.
func (c *completer) nodes(hint string) {
	begun := c.part[:strings.LastIndexAny(c.part, ",>|")+1]
	used := strings.FieldsFunc(begun, func(r rune) bool { return r == ',' || r == '>' || r == '|' })
	for _, n := range c.ctx.Nodes {
		if !slices.Contains(used, n) {
			c.offer(begun+n, hint, true)
		}
	}
}

func (c *completer) link(hint string) {
	from, _, both := strings.Cut(c.part, ">")
	for _, n := range c.ctx.Nodes {
		switch {
		case !both:
			c.offer(n+">", hint, false)
		case n != from:
			c.offer(from+">"+n, hint, true)
		}
	}
}

func (c *completer) changes() {
	for _, n := range c.free() {
		c.offer("+"+n, c.say("add a voter", "加入投票成员"), true)
		c.offer("~"+n, c.say("add a learner", "加入学习者"), true)
	}
	for _, n := range c.ctx.Nodes {
		c.offer("-"+n, c.say("remove", "移除"), true)
	}
}

// expression returns what follows run until, if the line goes so far.
func (c *completer) expression(before string) (tail string, ok bool) {
	l := lexer{line: before}
	for _, want := range []string{"run", "until"} {
		if w, ok, err := l.next(); err != nil || !ok || w.text != want {
			return "", false
		}
	}
	if l.pos == len(before) {
		return "", false
	}
	return before[l.pos:], true
}

// inExpression completes the name at the end of an expression, or within
// quotes a node.
func (c *completer) inExpression(tail string) {
	quoted := rune(0)
	for _, r := range tail {
		switch {
		case quoted == 0 && strings.ContainsRune("\"'`", r):
			quoted = r
		case r == quoted:
			quoted = 0
		}
	}
	letter := func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	c.part = tail[len(strings.TrimRightFunc(tail, letter)):]
	c.from = c.to - utf8.RuneCountInString(c.part)
	begun := strings.TrimSpace(strings.TrimSuffix(tail, c.part))
	switch {
	case quoted != 0:
		for _, n := range c.ctx.Nodes {
			c.offer(n, c.say("node", "节点"), true)
		}
		return
	case strings.HasSuffix(begun, "."):
		return
	}
	for _, n := range c.ctx.Names {
		c.offer(n.Text, n.Hint, true)
	}
	if begun != "" {
		c.offer("within", c.say("for so long at most", "最多等待这么久"), true)
	}
}
