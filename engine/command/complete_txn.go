package command

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"raftviz/engine/lang"
)

// isTarget reports whether a first word says who asks, or whom.
func isTarget(w word) bool {
	return !w.quoted && (strings.Contains(w.text, "@") || validClient(w.text))
}

// completeText completes what stands behind the word txn.
func (*Txn) completeText(c *completer, l *lexer) {
	words, err := txnWords(l)
	if err != nil {
		return
	}
	c.from = c.to
	last, _ := utf8.DecodeLastRuneInString(l.line)
	if n := len(words); n > 0 && !unicode.IsSpace(last) && !isMark(words[n-1]) {
		if words[n-1].quoted {
			return
		}
		c.part, c.from, words = words[n-1].text, words[n-1].col-1, words[:n-1]
	}
	if s := readPlace(words); s.conditions {
		c.inCondition(s)
	} else {
		c.inOp(s)
	}
}

// isMark reports whether the word is a mark of a txn, which the cursor may
// touch without its being the one to complete.
func isMark(w word) bool {
	return !w.quoted && strings.Trim(w.text, compareAlone+compareJoined) == ""
}

// A txnPlace is where in a txn the cursor stands.
type txnPlace struct {
	conditions bool   // among them, not among operations
	isElse     bool   // after else
	first      bool   // nothing of this txn stands before
	piece      []word // of the condition or operation begun; it may start with ) of a nested txn
	outer      []bool // isElse of the txns around
}

func readPlace(words []word) txnPlace {
	s := txnPlace{conditions: true, first: true}
	for _, w := range words {
		switch n := len(s.piece); {
		case w.is("then"), w.is("else"):
			s.conditions, s.first, s.isElse, s.piece = false, false, w.is("else"), nil
		case s.conditions && w.is("&&"), !s.conditions && w.is(";"):
			s.first, s.piece = false, nil
		case !s.conditions && w.is("txn") && n == 1 && s.piece[0].is("("):
			s.outer = append(s.outer, s.isElse)
			s.conditions, s.first, s.isElse, s.piece = true, true, false, nil
		case !s.conditions && w.is(")") && len(s.outer) > 0:
			s.isElse = s.outer[len(s.outer)-1]
			s.outer = s.outer[:len(s.outer)-1]
			s.piece = []word{w}
		default:
			s.first, s.piece = false, append(s.piece, w)
		}
	}
	return s
}

func (c *completer) inCondition(s txnPlace) {
	n := len(s.piece)
	switch {
	case n == 0:
		if s.first {
			c.then()
		}
		for _, o := range compareOfs {
			c.offer(o.name+"(", c.say(o.help), false)
		}
	case s.piece[n-1].is(")"):
		for _, o := range compareOps {
			c.offer(o.text, c.say(lang.Text{EN: "compare", ZH: "比较"}), true)
		}
	case n > 2 && s.piece[n-3].is(")"):
		c.then()
		c.offer("&&", c.say(lang.Text{EN: "and another condition", ZH: "再加一个条件"}), true)
	}
}

func (c *completer) then() {
	c.offer("then", c.say(lang.Text{EN: "what to do if all conditions hold", ZH: "所有条件成立时执行"}), true)
}

func (c *completer) inOp(s txnPlace) {
	whole := false // an operation may end here
	switch n := len(s.piece); {
	case n == 0:
		for _, name := range txnOps {
			c.offer(name, c.say(byName[name].Help), true)
		}
		c.offer("(txn", c.say(lang.Text{EN: "a txn within", ZH: "嵌套的 txn"}), true)
	case s.piece[0].is("("):
		if n == 1 {
			c.offer("txn", c.say(lang.Text{EN: "a txn within", ZH: "嵌套的 txn"}), true)
		}
	case s.piece[0].is(")"):
		whole = n == 1
	case inTxn(s.piece[0].text):
		c.inTxn = true
		whole = c.arguments(s.piece, true)
	}
	if whole && !s.isElse {
		c.offer("else", c.say(lang.Text{EN: "what to do if not all conditions hold", ZH: "并非所有条件成立时执行"}), true)
	}
}
