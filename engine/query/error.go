package query

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/file"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// An Error says what is wrong with an expression, where, and how to put it
// right. Whatever its text quotes is escaped, so it may be shown on a terminal.
type Error struct {
	Src       string // the expression
	Line, Col int    // in characters, from 1
	Msg       lang.Message
	Hint      lang.Message // the remedy, or none
}

func (e *Error) Error() string { return e.In(lang.English) }

// In says the error in a language. It gives the place only where it is not the
// beginning.
func (e *Error) In(l lang.Lang) string {
	what := e.Msg
	switch {
	case e.Line > 1:
		what = texts.Sayf("%s (at %d:%d)", e.Msg, e.Line, e.Col)
	case e.Col > 1:
		what = texts.Sayf("%s (at %d)", e.Msg, e.Col)
	}
	return lang.Clauses{what, e.Hint}.In(l)
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
func meant(name string, among []string, other lang.Message) lang.Message {
	if near := termtext.Nearest(name, among); near != "" {
		return lang.Meant(near)
	}
	return other
}

// none is no hint.
var none lang.Message

// rewords are messages of the library that a newcomer could not act on.
var rewords = []struct {
	has       string
	msg, hint lang.Message
}{
	{`token Operator("=")`, texts.Sayf("= does not compare"), texts.Sayf("write ==")},
	{`token Operator("&")`, texts.Sayf("& is not an operator"), texts.Sayf("write && or and")},
	{`token Operator("|")`, texts.Sayf("| is not an operator here"), texts.Sayf("write || or or")},
	{"token EOF", texts.Sayf("the expression ends too soon"), none},
	{"exceeds maximum allowed nodes", texts.Sayf("the expression is too long"), texts.Sayf("split it")},
	{"memory budget exceeded", texts.Sayf("the expression makes lists that are too long"), none},
	{"integer divide by zero", texts.Sayf("a division by zero"), none},
	{"invalid memory address", texts.Sayf("something is taken from nothing"), texts.Sayf("check first that it was found")},
	{"from <nil>", texts.Sayf("something is taken from nothing"), texts.Sayf("check first that it was found")},
	{"is not callable", texts.Sayf("this is not a function"), texts.Sayf("leave out the ()")},
	{"literal not terminated", texts.Sayf("a quote is not closed"), none},
	{"value out of range", texts.Sayf("a number is too large"), none},
	{"interface {} is nil", texts.Sayf("a value is missing where one is needed"), texts.Sayf("check first that it was found")},
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
	return &Error{Msg: lang.Verbatim(escape(strings.TrimSpace(msg)))}
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
