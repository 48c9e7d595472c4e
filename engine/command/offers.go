package command

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"raftviz/engine/config"
	"raftviz/engine/lang"
)

// words offers what a word of that kind may be.
func (c *completer) words(k *kind) {
	hint := c.say(k.hint)
	if k.offer != nil {
		k.offer(c, hint)
	}
	c.offerAll(k.offers, hint)
}

func (c *completer) offerAll(texts []string, hint string) {
	for _, text := range texts {
		c.offer(text, hint, true)
	}
}

func (c *completer) members(hint string) {
	c.offerAll(c.ctx.Nodes, hint)
	c.roles("")
}

func (c *completer) strangers(hint string) { c.offerAll(c.free(), hint) }
func (c *completer) clients(hint string)   { c.offerAll(c.ctx.Clients, hint) }
func (c *completer) leases(hint string)    { c.offerAll(c.ctx.Leases, hint) }

func (c *completer) messages(string) {
	if c.part != "" && c.part[0] != '#' {
		c.part = "#" + c.part
	}
	for _, m := range c.ctx.Messages {
		c.offer("#"+strconv.FormatUint(m.ID, 10), m.Text, true)
	}
}

func (c *completer) messageTypes(hint string) {
	if c.part != "" && !strings.HasPrefix("msg", strings.ToLower(c.part[:min(3, len(c.part))])) {
		c.part = "Msg" + c.part
	}
	c.offerAll(MessageTypes, hint)
}

func (c *completer) diskStates(string) {
	for _, s := range diskStates {
		c.offer(s.name, c.say(s.help), true)
	}
}

func (c *completer) watches(string) {
	for _, w := range c.ctx.Watches {
		c.offer(strconv.FormatUint(w.ID, 10), w.Text, true)
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

// roles offers the words that stand for a node, once one of them is begun.
func (c *completer) roles(begun string) {
	if len(c.part) > len(begun) {
		c.offer(begun+LeaderWord, c.say(lang.Text{EN: "the node that leads now", ZH: "当前的领导者"}), true)
		c.offer(begun+FollowerWord, c.say(lang.Text{EN: "the first running follower", ZH: "第一个运行中的跟随者"}), true)
	}
}

// nodes offers one more node of a list.
func (c *completer) nodes(hint string) { c.more(",", hint) }

// groups offers one more node of a list that may have two sides.
func (c *completer) groups(hint string) { c.more(",>|", hint) }

// more offers one more node after the last separator.
func (c *completer) more(separators, hint string) {
	begun := c.part[:strings.LastIndexAny(c.part, separators)+1]
	used := strings.FieldsFunc(begun, func(r rune) bool { return strings.ContainsRune(separators, r) })
	for _, n := range c.ctx.Nodes {
		if !slices.Contains(used, n) {
			c.offer(begun+n, hint, true)
		}
	}
	c.roles(begun)
	for _, name := range c.ctx.Clients {
		if separators != "," && len(c.part) > len(begun) && !slices.Contains(used, name) {
			c.offer(begun+name, c.say(lang.Text{EN: "client", ZH: "客户端"}), true)
		}
	}
}

func (c *completer) changes(string) {
	for _, n := range c.free() {
		c.offer("+"+n, c.say(lang.Text{EN: "add a voter", ZH: "加入投票成员"}), true)
		c.offer("~"+n, c.say(lang.Text{EN: "add a learner", ZH: "加入学习者"}), true)
	}
	for _, n := range c.ctx.Nodes {
		c.offer("-"+n, c.say(lang.Text{EN: "remove", ZH: "移除"}), true)
	}
}

// completeText completes the name at the end of an expression, or within quotes
// a node.
func (*RunUntil) completeText(c *completer, rest *lexer) {
	tail := rest.line[rest.pos:]
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
			c.offer(n, c.say(lang.Text{EN: "node", ZH: "节点"}), true)
		}
		return
	case strings.HasSuffix(begun, "."):
		return
	}
	for _, n := range c.ctx.Names {
		c.offer(n.Text, n.Hint, true)
	}
	if begun != "" {
		c.offer("within", c.say(lang.Text{EN: "for so long at most", ZH: "最多等待这么久"}), true)
	}
}
