package command

import (
	"strconv"
	"unicode/utf8"

	"raftviz/engine/lang"
)

// An Error says what is wrong with a line and how to put it right. What Error
// and Message quote of the line is escaped, so they may be shown on a terminal.
type Error struct {
	Word string       // the word that is wrong, as written, not escaped; "" if one is missing
	Msg  lang.Message // what is wrong
	Hint lang.Message // the remedy, or none
	Line int          // in the block given to ParseLines, from 1; 0 from Parse
	Col  int          // in characters, from 1
}

func (e *Error) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *Error) In(l lang.Lang) string {
	if e.Line > 0 {
		return texts.Sayf("line %d: %s", e.Line, e.Message(l)).In(l)
	}
	return e.Message(l)
}

// Message is In without the place.
func (e *Error) Message(l lang.Lang) string { return lang.Clauses{e.Msg, e.Hint}.In(l) }

// none is no hint.
var none lang.Message

func wrong(w word, hint lang.Message, format string, a ...any) *Error {
	return &Error{Word: w.text, Msg: texts.Sayf(format, a...), Hint: hint, Col: w.col}
}

// meant is the hint that offers a word, or none if there is none to offer.
func meant(near string) lang.Message {
	if near == "" {
		return none
	}
	return lang.Meant(near)
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
