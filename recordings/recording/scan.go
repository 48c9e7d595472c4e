package recording

import (
	"math"
	"strconv"
	"unicode/utf8"

	"raftviz/engine/lang"
)

// A scanner reads one JSON line as strictly as it was written: no white space
// between tokens, integers only, no member that the format does not know. The
// first thing wrong is kept in err, after which every method returns zero and
// every loop over more ends.
type scanner struct {
	b     []byte
	i     int
	err   error
	names map[string]string // short strings seen before
	near  [256]string       // the latest of them, by nearby

	recent recent
}

// maxNames bounds the table of short strings, which a hostile file could
// otherwise make grow.
const maxNames = 4096

func (s *scanner) reset(b []byte) { s.b, s.i, s.err = b, 0, nil }

// fail keeps the first error and stops the scan.
func (s *scanner) fail(format string, a ...any) {
	if s.err == nil {
		s.refuse(texts.Errorf(format, a...))
	}
}

// refuse is fail for what is an error already.
func (s *scanner) refuse(err error) {
	if s.err == nil {
		s.err = texts.Errorf("byte %d: %w", s.i+1, err)
	}
}

// lit passes over the one character c.
func (s *scanner) lit(c byte) {
	if s.at(c) {
		s.i++
	} else {
		s.missing(c)
	}
}

func (s *scanner) missing(c byte) { s.unexpected(lang.Verbatim(strconv.QuoteRune(rune(c)))) }

func (s *scanner) unexpected(want lang.Message) {
	if s.err != nil {
		return
	}
	if s.i >= len(s.b) {
		s.fail("the line ends where %s should be", want)
		return
	}
	s.fail("%q where %s should be", s.b[s.i], want)
}

// more reports whether the list or object that ends with end has another
// item, and passes over the comma before it, or over the end. n is the number
// of items read so far.
func (s *scanner) more(end byte, n int) bool {
	switch {
	case s.err != nil:
		return false
	case s.i < len(s.b) && s.b[s.i] == end:
		s.i++
		return false
	case n > 0:
		s.lit(',')
	}
	return s.err == nil
}

// key reads the name of an object's member and the colon after it. What it
// returns holds until the next reset.
func (s *scanner) key() []byte {
	s.lit('"')
	for j := s.i; s.err == nil && j < len(s.b); j++ {
		if c := s.b[j]; c == '"' {
			k := s.b[s.i:j]
			s.i = j + 1
			s.lit(':')
			return k
		} else if !plain[c] {
			break
		}
	}
	s.fail("a field's name should be here")
	return nil
}

// unknown refuses a member that the format does not have.
func (s *scanner) unknown(where lang.Message, key []byte) {
	s.fail("%s has no field %q", where, string(key))
}

// uint reads a number. None in a recording is below 0 or above maxNumber.
func (s *scanner) uint() (v uint64) {
	if s.err != nil {
		return 0
	}
	from := s.i
	for ; s.i < len(s.b); s.i++ {
		d := uint64(s.b[s.i] - '0')
		if d > 9 {
			break
		}
		if v = v*10 + d; v > maxNumber {
			s.fail("the number is too large")
			return 0
		}
	}
	switch {
	case s.i == from:
		s.unexpected(texts.Sayf("a number"))
		return 0
	case s.b[from] == '0' && s.i > from+1:
		s.fail("a number begins with 0")
		return 0
	}
	return v
}

func (s *scanner) int64() int64 { return int64(s.uint()) }

// signed reads a number that may be below 0.
func (s *scanner) signed() int64 {
	if s.err == nil && s.i < len(s.b) && s.b[s.i] == '-' {
		s.i++
		v := s.int64()
		if v == 0 && s.err == nil {
			s.fail("-0 is no number")
		}
		return -v
	}
	return s.int64()
}

// int reads a number that is an int on every machine.
func (s *scanner) int() int {
	v := s.uint()
	if v > math.MaxInt32 {
		s.fail("the number is too large")
		return 0
	}
	return int(v)
}

func (s *scanner) bool() bool {
	switch rest := s.b[min(s.i, len(s.b)):]; {
	case s.err != nil:
	case len(rest) >= 4 && string(rest[:4]) == "true":
		s.i += 4
		return true
	case len(rest) >= 5 && string(rest[:5]) == "false":
		s.i += 5
	default:
		s.unexpected(texts.Sayf("true or false"))
	}
	return false
}

// at reports whether the character c is next.
func (s *scanner) at(c byte) bool { return s.err == nil && s.i < len(s.b) && s.b[s.i] == c }

// null passes over null if it is next, and reports whether it was.
func (s *scanner) null() bool {
	if s.err == nil && len(s.b)-s.i >= 4 && string(s.b[s.i:s.i+4]) == "null" {
		s.i += 4
		return true
	}
	return false
}

// str reads a string.
func (s *scanner) str() string {
	b, asIs := s.text()
	if asIs {
		return string(b)
	}
	return s.unescape(b)
}

// name reads a string that is likely to come again, such as a node's name.
func (s *scanner) name() string {
	b, asIs := s.text()
	if !asIs {
		return s.unescape(b)
	}
	near := &s.near[nearby(b)]
	if *near == string(b) {
		return *near
	}
	if n, ok := s.names[string(b)]; ok {
		*near = n
		return n
	}
	n := string(b)
	if len(s.names) < maxNames && len(n) <= 32 {
		if s.names == nil {
			s.names = make(map[string]string)
		}
		s.names[n] = n
	}
	return n
}

// nearby is the place of a short string among the latest ones. Names of nodes
// differ in their last characters.
func nearby(b []byte) uint8 {
	if len(b) == 0 {
		return 0
	}
	return b[len(b)-1] ^ b[len(b)/2]<<3 ^ uint8(len(b))<<5
}

// text passes over a string and returns what is between its quotes, and
// whether that is the string as it stands.
func (s *scanner) text() (b []byte, asIs bool) {
	s.lit('"')
	if s.err != nil {
		return nil, true
	}
	asIs = true
	for j := s.i; j < len(s.b); j++ {
		switch c := s.b[j]; {
		case plain[c]:
		case c == '"':
			b = s.b[s.i:j]
			s.i = j + 1
			return b, asIs
		case c == '\\':
			asIs = false
			j++
		case c < ' ':
			s.i = j
			s.fail("a control character in a string")
			return nil, true
		default:
			asIs = false
		}
	}
	s.fail("a string does not end")
	return nil, true
}

// unescape returns the string whose text between quotes is b.
func (s *scanner) unescape(b []byte) string {
	if !utf8.Valid(b) {
		s.fail("a string is not UTF-8")
		return ""
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			out = append(out, b[i])
			continue
		}
		i++ // text has checked that a character follows
		switch c := b[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, err := strconv.ParseUint(string(b[i+1:min(i+5, len(b))]), 16, 16)
			if err != nil || i+5 > len(b) || 0xd800 <= r && r < 0xe000 {
				s.fail(`\u needs the four digits of a character`)
				return ""
			}
			out = utf8.AppendRune(out, rune(r))
			i += 4
		default:
			s.fail("a string has the unknown escape \\%c", c)
			return ""
		}
	}
	return string(out)
}

// end refuses anything after the line's value.
func (s *scanner) end() {
	if s.err == nil && s.i != len(s.b) {
		s.fail("something follows the end of the object")
	}
}

// strs reads a list of strings that are likely to come again.
func (s *scanner) strs(limit int) (v []string) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == limit {
			s.fail("a list of more than %d", limit)
			return nil
		}
		v = append(v, s.name())
	}
	return v
}

// hex reads a string of sixteen hex digits.
func (s *scanner) hex() uint64 {
	b, _ := s.text()
	if s.err != nil {
		return 0
	}
	v, err := strconv.ParseUint(string(b), 16, 64)
	if err != nil || len(b) != 16 {
		s.fail("%q is not sixteen hex digits", string(b))
	}
	return v
}
