package command

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parseText splits EXPR [within DURATION] at the word within, where it
// stands outside the quotes of the expression.
func (c *RunUntil) parseText(a *args) {
	a.tail.text = strings.TrimRightFunc(a.tail.text, unicode.IsSpace)
	text, mask, err := tidy(a.tail)
	if err != nil {
		a.fail(err)
		return
	}
	expr := word{text: text, col: a.tail.col}
	var limit *word
	if i := lastWord(mask, "within"); i >= 0 {
		expr.text = text[:i]
		limit = &word{text: strings.TrimSpace(text[i+len("within"):])}
		limit.col = a.tail.col + utf8.RuneCountInString(text) - utf8.RuneCountInString(limit.text)
		if j := lastWord(mask[:i], "within"); j >= 0 {
			a.fail(&Error{Word: "within", Msg: "within is given twice", Col: a.tail.col + utf8.RuneCountInString(text[:i])})
		}
	}
	c.Expr = strings.TrimSpace(expr.text)
	if c.Expr == "" {
		a.fail(wrong(expr, "", "run until needs an expression: %s", a.spec.Example))
	}
	if len(c.Expr) > MaxExpr {
		a.fail(wrong(expr, "", "the expression is longer than %d bytes", MaxExpr))
	}
	if limit != nil {
		c.Within, err = parseDuration(*limit)
		if err == nil && c.Within == 0 {
			err = wrong(*limit, "", "within must be at least 1ms")
		}
		a.fail(err)
	}
}

// String leaves out a limit that is the default.
func (c RunUntil) String() string {
	if c.Within == 0 {
		return "run until " + c.Expr
	}
	return "run until " + c.Expr + " within " + formatDuration(c.Within)
}

// tidy makes every white space outside quotes a plain space, and refuses what
// cannot be seen. The mask is the text with all that is quoted blotted out,
// byte for byte. An expression's quotes are ", ' and `.
func tidy(w word) (text, mask string, err *Error) {
	var t, m strings.Builder
	quote, opened, escaped := rune(0), 0, false
	col := w.col - 1
	for _, r := range w.text {
		col++
		space := quote == 0 && unicode.IsSpace(r)
		if space {
			r = ' '
		}
		if !unicode.IsPrint(r) {
			return "", "", wrong(word{text: string(r), col: col}, "delete it, or within quotes write it as an escape like \\t", "an invisible character")
		}
		t.WriteRune(r)
		if quote == 0 {
			m.WriteRune(r)
		} else {
			m.WriteString(strings.Repeat(`"`, utf8.RuneLen(r)))
		}
		switch {
		case escaped:
			escaped = false
		case quote == 0 && (r == '"' || r == '\'' || r == '`'):
			quote, opened = r, col
		case r == quote:
			quote = 0
		case r == '\\' && quote != 0 && quote != '`':
			escaped = true
		}
	}
	if quote != 0 {
		return "", "", wrong(word{text: string(quote), col: opened}, "end it with "+string(quote), "a quote is not closed")
	}
	return t.String(), m.String(), nil
}

// lastWord finds the last place where the word stands by itself, or -1.
func lastWord(s, word string) int {
	part := func(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	for end := len(s); ; {
		i := strings.LastIndex(s[:end], word)
		if i < 0 {
			return -1
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(word):])
		if !part(before) && before != '.' && before != '#' && !part(after) {
			return i
		}
		end = i + len(word) - 1
	}
}
