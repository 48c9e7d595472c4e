package command

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine bounds a line, in bytes. It has room for the longest value, or for one
// of half its length with every byte escaped.
const maxLine = 4 << 20

// A word is one word of a line, its quotes taken off.
type word struct {
	text   string
	col    int  // where it starts, in characters from 1
	quoted bool // it starts with a quote, so it is neither a flag nor a setting
}

// A lexer takes a line apart. Words are set apart by white space. A part of a
// word within double quotes may hold Go's escapes; within single quotes every
// character stands for itself.
type lexer struct {
	line string
	pos  int // in bytes

	at, before int // byte at has before characters before it

	// ASCII characters that, outside quotes, are words of their own: each, or
	// a run of them.
	alone, joined string
}

// checkLine refuses what no line may hold, so that no control character goes
// further. Within double quotes they can be written as escapes.
func checkLine(line string) *Error {
	if len(line) > maxLine {
		return &Error{Msg: texts.Sayf("the line is longer than %d bytes", maxLine), Col: 1}
	}
	col := 0
	for i, r := range line {
		col++
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(line[i:], "\uFFFD"):
			return &Error{Word: line[i : i+1], Msg: texts.Sayf("the line is not UTF-8"), Hint: texts.Sayf(`write other bytes as "\xff"`), Col: col}
		case r == '\n' || r == '\r':
			return &Error{Word: string(r), Msg: texts.Sayf("more than one line"), Hint: texts.Sayf("give one command a line"), Col: col}
		case r != '\t' && (unicode.IsControl(r) || r == '\u2028' || r == '\u2029'):
			return &Error{Word: string(r), Msg: texts.Sayf("a control character"), Hint: texts.Sayf(`write it as an escape within double quotes: %q`, string(r)), Col: col}
		}
	}
	return nil
}

func (l *lexer) skipSpace() {
	l.pos = len(l.line) - len(strings.TrimLeftFunc(l.line[l.pos:], unicode.IsSpace))
}

// col is the column of byte i, which is no earlier than the last one asked for.
func (l *lexer) col(i int) int {
	l.before += utf8.RuneCountInString(l.line[l.at:i])
	l.at = i
	return l.before + 1
}

// next returns the next word; ok is false at the end of the line.
func (l *lexer) next() (w word, ok bool, err *Error) {
	l.skipSpace()
	if l.pos == len(l.line) {
		return word{col: l.col(l.pos)}, false, nil
	}
	start := l.pos
	w.col = l.col(start)
	if n := l.mark(); n > 0 {
		l.pos += n
		w.text = l.line[start:l.pos]
		return w, true, nil
	}
	w.quoted = l.line[start] == '"' || l.line[start] == '\''
	var text []byte
	for l.pos < len(l.line) && l.mark() == 0 {
		r, size := utf8.DecodeRuneInString(l.line[l.pos:])
		if unicode.IsSpace(r) {
			break
		}
		switch r {
		case '\'':
			text, err = l.single(text)
		case '"':
			text, err = l.double(text)
		default:
			text = append(text, l.line[l.pos:l.pos+size]...)
			l.pos += size
		}
		if err != nil {
			return w, false, err
		}
	}
	w.text = string(text)
	return w, true, nil
}

// mark is the length of the mark that comes next, or 0 if none does.
func (l *lexer) mark() int {
	rest := l.line[l.pos:]
	if strings.IndexByte(l.alone, rest[0]) >= 0 {
		return 1
	}
	return len(rest) - len(strings.TrimLeft(rest, l.joined))
}

func (l *lexer) single(text []byte) ([]byte, *Error) {
	end := strings.IndexByte(l.line[l.pos+1:], '\'')
	if end < 0 {
		return nil, l.unclosed("'")
	}
	text = append(text, l.line[l.pos+1:l.pos+1+end]...)
	l.pos += end + 2
	return text, nil
}

func (l *lexer) double(text []byte) ([]byte, *Error) {
	rest := l.line[l.pos+1:]
	for rest != "" && rest[0] != '"' {
		r, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return nil, &Error{Word: rest, Msg: texts.Sayf("a bad escape"), Hint: texts.Sayf(`within double quotes \\ is a backslash, \" a quote, \n a new line, \xff a byte`), Col: l.col(len(l.line) - len(rest))}
		}
		if multibyte {
			text = utf8.AppendRune(text, r)
		} else {
			text = append(text, byte(r))
		}
		rest = tail
	}
	if rest == "" {
		return nil, l.unclosed(`"`)
	}
	l.pos = len(l.line) - len(rest) + 1
	return text, nil
}

func (l *lexer) unclosed(q string) *Error {
	return &Error{Word: l.line[l.pos:], Msg: texts.Sayf("a quote is not closed"), Hint: texts.Sayf("end it with %s", q), Col: l.col(l.pos)}
}

// is reports whether the word is that one, written without quotes. The word
// after the last is "".
func (w word) is(text string) bool { return !w.quoted && w.text == text }

// quoteWord returns s as one word that next reads back, within a txn too.
func quoteWord(s string) string {
	if s == "" || s == "then" || s == "else" || isShortFlag(s) || strings.ContainsFunc(s, needsQuotes) || !utf8.ValidString(s) {
		return strconv.Quote(s)
	}
	return s
}

func needsQuotes(r rune) bool {
	return strings.ContainsRune(` "'\();`, r) || !strconv.IsPrint(r)
}
