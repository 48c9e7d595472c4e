package command

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// An Error says what is wrong with a line and how to put it right. What Error
// and Message quote of the line is escaped, so they may be shown on a terminal.
type Error struct {
	Word string // the word that is wrong, as written, not escaped; "" if one is missing
	Msg  string // what is wrong
	Hint string // the remedy, or ""
	Line int    // in the block given to ParseLines, from 1; 0 from Parse
	Col  int    // in characters, from 1
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.Message())
	}
	return e.Message()
}

// Message is Error without the place.
func (e *Error) Message() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + "; " + e.Hint
}

func wrong(w word, hint, format string, a ...any) *Error {
	return &Error{Word: w.text, Msg: fmt.Sprintf(format, a...), Hint: hint, Col: w.col}
}

// meant is the hint that offers a word, or "" if there is none to offer.
func meant(near string) string {
	if near == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", near)
}

// quote is s within quotes, escaped, and cut short where it is long.
func quote(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		r := []rune(s)
		return strconv.Quote(string(r[:most])) + "…"
	}
	return strconv.Quote(s)
}
