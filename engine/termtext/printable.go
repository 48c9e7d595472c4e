package termtext

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns s as it may be shown on a terminal or in a page: control
// characters, ESC among them, direction marks, other characters that are not
// seen and bytes that are not UTF-8 are spelled out as in Go source (\n, \x1b,
// \u202e). A string without any of these is returned as it is.
//
// The result is for reading: it does not tell an escape from a backslash that
// was in s.
func Printable(s string) string {
	bad := strings.IndexFunc(s, hidden)
	if bad < 0 {
		return s
	}
	b := make([]byte, 0, len(s)+16)
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			b = append(b, `\x`...)
			b = append(b, hexDigits[s[i]>>4], hexDigits[s[i]&15])
		case r != utf8.RuneError && hidden(r):
			q := strconv.QuoteRuneToASCII(r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

const hexDigits = "0123456789abcdef"

// hidden reports whether a reader could not see r for what it is. A byte that
// is not UTF-8 comes as RuneError, as does the character itself.
func hidden(r rune) bool {
	return r == utf8.RuneError || !unicode.IsPrint(r) && r != '\u3000'
}
