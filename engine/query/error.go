package query

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/file"

	"raftviz/engine/termtext"
)

// An Error says what is wrong with an expression, where, and how to put it
// right. Whatever its text quotes is escaped, so it may be shown on a terminal.
type Error struct {
	Src       string // the expression
	Line, Col int    // in characters, from 1
	Msg       string
	Hint      string // the remedy, or ""
}

// Error gives the place only where it is not the beginning.
func (e *Error) Error() string {
	s := e.Msg
	switch {
	case e.Line > 1:
		s = fmt.Sprintf("%s (at %d:%d)", s, e.Line, e.Col)
	case e.Col > 1:
		s = fmt.Sprintf("%s (at %d)", s, e.Col)
	}
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// place returns line and column of the character with the given number.
func place(src string, char int) (line, col int) {
	line, col = 1, 1
	for _, r := range src {
		if char == 0 {
			break
		}
		char--
		col++
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	return line, col
}

// meant is the hint for a name mistyped, or the other hint if none is near.
func meant(name string, among []string, other string) string {
	if near := termtext.Nearest(name, among); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return other
}

// rewords are messages of the library that a newcomer could not act on.
var rewords = []struct{ has, msg, hint string }{
	{`token Operator("=")`, "= does not compare", "write =="},
	{`token Operator("&")`, "& is not an operator", "write && or and"},
	{`token Operator("|")`, "| is not an operator here", "write || or or"},
	{"token EOF", "the expression ends too soon", ""},
	{"exceeds maximum allowed nodes", "the expression is too long", "split it"},
	{"memory budget exceeded", "the expression makes lists that are too long", ""},
	{"integer divide by zero", "a division by zero", ""},
	{"invalid memory address", "something is taken from nothing", "check first that it was found"},
	{"from <nil>", "something is taken from nothing", "check first that it was found"},
	{"is not callable", "this is not a function", "leave out the ()"},
	{"literal not terminated", "a quote is not closed", ""},
	{"value out of range", "a number is too large", ""},
	{"interface {} is nil", "a value is missing where one is needed", "check first that it was found"},
}

// token is how the library writes what it did not expect: Operator(".").
var token = regexp.MustCompile(`unexpected token \w+\((".*")\)`)

// reword makes an Error without a place of an error of the library.
func reword(err error) *Error {
	msg := err.Error()
	var at *file.Error
	if errors.As(err, &at) {
		msg = at.Message
	}
	for _, r := range rewords {
		if strings.Contains(msg, r.has) {
			return &Error{Msg: r.msg, Hint: r.hint}
		}
	}
	msg = token.ReplaceAllString(msg, "unexpected $1")
	msg = strings.NewReplacer("*query.", "", "query.", "", "call ·", "call ", "interface {}", "value").Replace(msg)
	return &Error{Msg: escape(strings.TrimSpace(msg))}
}

func quote(s string) string { return strconv.Quote(escape(s)) }

// escape cuts a text short and escapes what a terminal could take amiss.
func escape(s string) string {
	const most = 200
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strconv.IsPrint(r) {
			b.WriteRune(r)
		} else {
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		}
	}
	return b.String()
}
