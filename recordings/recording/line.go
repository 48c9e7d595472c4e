package recording

import (
	"strconv"
	"unicode/utf8"
)

// A line is a JSON line being written. Its methods append one member each;
// they take the member's key with the comma, quotes and colon around it
// (`,"term":`), so that a member costs a copy and no thought. The methods that
// take an old and a new value append nothing if the two are equal: a record is
// written as what differs from a base.
type line struct {
	b    []byte
	wild bool // a number below 0 or above maxNumber was written
}

func (l *line) raw(s string) { l.b = append(l.b, s...) }

func (l *line) uint(key string, v uint64) {
	l.wild = l.wild || v > maxNumber
	l.b = strconv.AppendUint(append(l.b, key...), v, 10)
}

func (l *line) int(key string, v int64) { l.uint(key, uint64(v)) }

// signed appends a number that may be below 0. Zero is left out.
func (l *line) signed(key string, v int64) {
	if v < 0 {
		key, v = key+"-", -v
	}
	l.dInt(key, 0, v)
}

func (l *line) str(key, v string) {
	l.b = appendString(append(l.b, key...), v)
}

func (l *line) bool(key string, v bool) {
	l.b = strconv.AppendBool(append(l.b, key...), v)
}

func (l *line) dUint(key string, old, v uint64) {
	if old != v {
		l.uint(key, v)
	}
}

func (l *line) dInt(key string, old, v int64) {
	if old != v {
		l.int(key, v)
	}
}

func (l *line) dStr(key, old, v string) {
	if old != v {
		l.str(key, v)
	}
}

func (l *line) dBool(key string, old, v bool) {
	if old != v {
		l.bool(key, v)
	}
}

// hex appends v as a string of sixteen hex digits: the numbers that are
// hashes would lose digits in readers whose numbers are floats.
func (l *line) hex(key string, v uint64) {
	l.b = append(append(l.b, key...), '"')
	for shift := 60; shift >= 0; shift -= 4 {
		l.b = append(l.b, hexDigits[v>>shift&15])
	}
	l.b = append(l.b, '"')
}

// strs appends a list of strings.
func (l *line) strs(key string, v []string) {
	l.b = append(append(l.b, key...), '[')
	for i, s := range v {
		if i > 0 {
			l.b = append(l.b, ',')
		}
		l.b = appendString(l.b, s)
	}
	l.b = append(l.b, ']')
}

// uints appends a list of numbers.
func (l *line) uints(key string, v []uint64) {
	l.b = append(append(l.b, key...), '[')
	for i, n := range v {
		if i > 0 {
			l.b = append(l.b, ',')
		}
		l.b = strconv.AppendUint(l.b, n, 10)
	}
	l.b = append(l.b, ']')
}

const hexDigits = "0123456789abcdef"

// plain tells the ASCII characters that a JSON string holds as they are. DEL
// is escaped as well, so that a recording can be shown on a terminal.
var plain = func() (t [256]bool) {
	for c := byte(' '); c < 0x7f; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// appendString appends s as a JSON string. Control characters, the C1 ones
// included, are escaped; bytes that are not UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	return append(appendText(append(b, '"'), s), '"')
}

// appendText is appendString without the quotes.
func appendText(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if !plain[s[i]] {
			return appendEscaped(append(b, s[:i]...), s, i)
		}
	}
	return append(b, s...)
}

// appendEscaped is appendText for an s whose byte i is the first that is not
// plain, and after what is before it.
func appendEscaped(b []byte, s string, i int) []byte {
	for i < len(s) {
		c := s[i]
		if plain[c] {
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case r < ' ' || 0x7f <= r && r < 0xa0:
			b = append(b, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
		i += n
	}
	return b
}
