package recording

import (
	"encoding/base64"
	"reflect"

	"raftviz/engine/etcd"
	"raftviz/engine/record"
)

// checked is a message, encoded, that knows whether it can be read.
type checked interface{ Valid() bool }

// base64s refuses what it would not write itself, so that a file has one form.
var base64s = base64.RawStdEncoding.Strict()

// message appends a message, encoded, in base64.
func (l *line) message(key, v string) {
	l.b = append(append(l.b, key...), '"')
	l.b = append(base64s.AppendEncode(l.b, []byte(v)), '"')
}

// recent are the messages that were read last, by the ends of their digits. What a
// client asks is written with its operation, with the messages and the events that
// carry it and with its entry; it is decoded and judged once.
type recent [64]struct {
	of     reflect.Type
	digits string
	v      string
}

// maxRecent bounds the digits of what recent keeps.
const maxRecent = 4096

// at returns the place of a message.
func (r *recent) at(digits []byte) int {
	h := uint32(len(digits))
	for _, c := range digits[max(0, len(digits)-16):] {
		h = h*31 + uint32(c)
	}
	return int(h % uint32(len(r)))
}

// message reads a message for a field.
func (s *scanner) message(f *record.Field) string {
	digits, _ := s.text()
	if s.err != nil {
		return ""
	}
	seen := &s.recent[s.recent.at(digits)]
	if seen.of == f.Type && seen.digits == string(digits) {
		return seen.v
	}
	b, err := base64s.AppendDecode(make([]byte, 0, base64s.DecodedLen(len(digits))), digits)
	if err != nil {
		s.fail("the %s is not in base64", f.Name)
		return ""
	}
	v := string(b)
	if is, ok := reflect.ValueOf(v).Convert(f.Type).Interface().(checked); ok && !is.Valid() {
		s.fail("the %s is no message that is known", f.Name)
		return ""
	}
	if len(digits) <= maxRecent {
		seen.of, seen.digits, seen.v = f.Type, string(digits), v
	}
	return v
}

// readable returns what a request or an answer that is written in base64 says,
// any other text as it is.
func readable(text string) string {
	b, err := base64s.DecodeString(text)
	if err != nil || len(b) == 0 {
		return text
	}
	if r := etcd.Request(b); r.Valid() && r.Command() != nil && etcd.RequestOf(r.Command()) == r {
		return r.Text()
	}
	if a := etcd.Answer(b); a.Valid() && a.Text() != "" {
		return a.Text()
	}
	return text
}
