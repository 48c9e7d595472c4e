package recording

import (
	"fmt"
	"unsafe"

	"raftviz/engine/lang"
	"raftviz/engine/record"
)

// A shape says how the records of one type are written: a member for each field
// that the type's tags describe, in the order of their declaration, each as what
// differs from the record before. Tags of package record apply; besides,
//
//	file:"-"       the field is written by the codec of the field after it
//	inline:"true"  the fields of the struct are members of the record itself
//	as:"text"      a string that hardly ever comes again
//	as:"bytes"     a string that users wrote, which need not be UTF-8
//	as:"message"   a message, encoded, which is written in base64
//	as:"hex"       a number written as sixteen hex digits: an id or a hash
//
// A shape is a table of offsets. To find what differs between two records it
// compares them word by word: words that are equal are equal fields, for what
// pointers point to never changes. Only fields with a word that differs are
// looked at.
type shape struct {
	what    lang.Message // "a node", for errors
	schema  *record.Schema
	members []member
	keys    []uint32 // hashes of the members' keys
	spans   []span   // by word of the record
	lists   []uint16 // the places of the members that weigh
}

// A span says which members a word of a record belongs to: those from first on
// before last. next is the first word after all of theirs.
type span struct{ first, last, next uint16 }

// wordSize is the size of a word.
const wordSize = unsafe.Sizeof(uintptr(0))

// A member is one field of a shape.
type member struct {
	how   how
	off   uintptr // of the field in the record
	lead  string  // the key as it is written: ,"term":
	key   string
	codec codec         // asCodec
	field *record.Field // what it is for people
}

// A how says how a field is written.
type how uint8

const (
	asCodec how = iota
	asUint
	asInt64
	asInt
	asBool
	asName // a string that is likely to come again
	asText
	asBytes
	asMessage
	asHex
	asNames // a short list of names
	asEnum
)

// A codec writes and reads one field of a record that is more than a value. It
// is given the records, of which it may look at all fields.
type codec interface {
	// diff writes the member if it differs between two records.
	diff(e *encoder, m *member, old, v unsafe.Pointer) error
	// read reads the member into v, which holds what it was before.
	read(d *decoder, m *member, v unsafe.Pointer)
	// equal reports whether the field is equal in two records.
	equal(m *member, a, b unsafe.Pointer) bool
	// weighs reports whether the field may hold lists that weigh something, and
	// weigh returns about how many bytes of them v does not share with old.
	weighs() bool
	weigh(m *member, old, v unsafe.Pointer) int
}

// codecs are those of a type's fields, by the field's name in Go.
type codecs map[string]codec

// shapeOf returns the shape of the type T. It panics if a field's type has no
// codec that needs one.
func shapeOf[T any](what lang.Message, of codecs) *shape {
	s := &shape{what: what, schema: record.Of[T]()}
	s.spans = make([]span, s.schema.Type.Size()/wordSize)
	for i := range s.spans {
		s.spans[i].next = uint16(i + 1)
	}
	s.add(s.schema, 0, of)
	return s
}

func (s *shape) add(schema *record.Schema, off uintptr, of codecs) {
	for i := range schema.Fields {
		f := &schema.Fields[i]
		at := off + f.Offset()
		switch {
		case f.Tag.Get("file") == "-":
			s.cover(len(s.members), at, f.Type.Size())
			continue
		case f.Tag.Get("inline") != "":
			s.add(f.Sub, at, of)
			continue
		}
		m := member{off: at, key: f.Key, lead: `,"` + f.Key + `":`, field: f, codec: of[f.Go]}
		if m.codec == nil {
			m.how = howOf(f)
		}
		if m.codec != nil && m.codec.weighs() {
			s.lists = append(s.lists, uint16(len(s.members)))
		}
		s.cover(len(s.members), at, f.Type.Size())
		s.members, s.keys = append(s.members, m), append(s.keys, keyHash(f.Key))
	}
}

// cover notes that the bytes at off belong to the i-th member.
func (s *shape) cover(i int, off, size uintptr) {
	from, end := off/wordSize, (off+size+wordSize-1)/wordSize
	for w := from; w < end; w++ {
		sp := &s.spans[w]
		if sp.last == 0 {
			sp.first = uint16(i)
		}
		sp.last, sp.next = uint16(i+1), uint16(end)
	}
	for w := from; w > 0 && s.spans[w-1].last == uint16(i+1); w-- { // a field that is written with this one
		s.spans[w-1].next = uint16(end)
	}
}

// words returns a record's memory.
func (s *shape) words(p unsafe.Pointer) []uintptr {
	return unsafe.Slice((*uintptr)(p), len(s.spans))
}

// unequal returns the place of the first word from w on that differs, or how many
// words there are.
func unequal(a, b []uintptr, w int) int {
	for ; w+4 <= len(a) && w+4 <= len(b); w += 4 {
		x, y := a[w:w+4:w+4], b[w:w+4:w+4]
		if (x[0]^y[0])|(x[1]^y[1])|(x[2]^y[2])|(x[3]^y[3]) != 0 {
			break
		}
	}
	for w < len(a) && w < len(b) && a[w] == b[w] {
		w++
	}
	return w
}

func howOf(f *record.Field) how {
	switch as := f.Tag.Get("as"); {
	case as == "hex" && (f.Kind == record.Uint64 || f.Kind == record.Int64):
		return asHex
	case as == "bytes" && f.Kind == record.String:
		return asBytes
	case as == "message" && f.Kind == record.Message:
		return asMessage
	case as == "text" && f.Kind == record.String:
		return asText
	case as == "":
		if h, ok := plainly[f.Kind]; ok {
			return h
		}
	}
	panic(fmt.Sprintf("recording: the field %s, a %v, needs a codec", f.Go, f.Type))
}

var plainly = map[record.Kind]how{
	record.Bool: asBool, record.Int: asInt, record.Int64: asInt64, record.Uint64: asUint,
	record.String: asName, record.Strings: asNames, record.Enum: asEnum,
}

// diff writes those members of v, from the given one on, that differ from old.
func (s *shape) diff(e *encoder, from int, old, v unsafe.Pointer) error {
	a, b := s.words(old), s.words(v)
	a = a[:len(b)]
	for w := unequal(a, b, 0); w < len(b); w = unequal(a, b, w) {
		sp := &s.spans[w]
		for i := max(int(sp.first), from); i < int(sp.last); i++ {
			if err := s.members[i].diff(e, old, v); err != nil {
				return err
			}
		}
		w = int(sp.next)
	}
	return nil
}

// diff writes the member of a record v if it differs from that of old.
func (m *member) diff(e *encoder, old, v unsafe.Pointer) error {
	l, a, b := &e.line, unsafe.Add(old, m.off), unsafe.Add(v, m.off)
	switch m.how {
	case asUint, asInt64:
		if x := *(*uint64)(b); x != *(*uint64)(a) {
			l.uint(m.lead, x)
		}
	case asInt:
		if x := *(*int)(b); x != *(*int)(a) {
			l.int(m.lead, int64(x))
		}
	case asBool:
		if x := *(*bool)(b); x != *(*bool)(a) {
			l.bool(m.lead, x)
		}
	case asEnum:
		if x := *(*uint8)(b); x != *(*uint8)(a) {
			l.str(m.lead, m.field.Names[x])
		}
	case asName, asText:
		if x := *(*string)(b); x != *(*string)(a) {
			l.str(m.lead, x)
		}
	case asBytes:
		if x := *(*string)(b); x != *(*string)(a) {
			l.bytes(m.lead, x)
		}
	case asMessage:
		if x := *(*string)(b); x != *(*string)(a) {
			l.message(m.lead, x)
		}
	case asHex:
		if x := *(*uint64)(b); x != *(*uint64)(a) {
			l.hex(m.lead, x)
		}
	case asNames:
		return l.names(m, *(*[]string)(a), *(*[]string)(b))
	case asCodec:
		return m.codec.diff(e, m, old, v)
	}
	return nil
}

func (l *line) names(m *member, old, v []string) error {
	if len(v) > maxStrings {
		return errTooMany(m.field.Name, len(v), maxStrings)
	}
	l.dStrs(m.lead, old, v)
	return nil
}

// read reads the members of an object that follow the first n, to its end.
func (s *shape) read(d *decoder, n int, v unsafe.Pointer) {
	at := n
	for ; d.s.more('}', n); n++ {
		at = s.readOne(d, d.s.key(), at, v)
	}
}

// readOne reads the value of the member with the given key into v, and returns
// the place after it. Members usually come in order: it looks at place from first.
func (s *shape) readOne(d *decoder, key []byte, from int, v unsafe.Pointer) int {
	i := s.find(key, from)
	if i < 0 {
		d.s.unknown(s.what, key)
		return 0
	}
	m := &s.members[i]
	if m.how == asCodec {
		m.codec.read(d, m, v)
	} else {
		m.value(&d.s, s, unsafe.Add(v, m.off))
	}
	return i + 1
}

// find returns the place of the member with the given key, or -1.
func (s *shape) find(key []byte, from int) int {
	h := keyHash(key)
	for i := from; i < len(s.keys); i++ {
		if s.keys[i] == h && s.members[i].key == string(key) {
			return i
		}
	}
	for i := 0; i < min(from, len(s.keys)); i++ {
		if s.keys[i] == h && s.members[i].key == string(key) {
			return i
		}
	}
	return -1
}

// keyHash tells most keys apart by their length and their ends.
func keyHash[K string | []byte](key K) uint32 {
	n := len(key)
	if n == 0 {
		return 0
	}
	return uint32(n) | uint32(key[0])<<8 | uint32(key[n-1])<<16 | uint32(key[n/2])<<24
}

// value reads a value of a member into the field at p.
func (m *member) value(s *scanner, of *shape, p unsafe.Pointer) {
	switch m.how {
	case asUint, asInt64:
		*(*uint64)(p) = s.uint()
	case asInt:
		*(*int)(p) = s.int()
	case asBool:
		*(*bool)(p) = s.bool()
	case asName:
		*(*string)(p) = s.name()
	case asText:
		*(*string)(p) = s.str()
	case asBytes:
		*(*string)(p) = s.bytes(s.name)
	case asMessage:
		*(*string)(p) = s.message(m.field)
	case asHex:
		*(*uint64)(p) = s.hex()
	case asNames:
		*(*[]string)(p) = s.strs(maxStrings)
	case asEnum:
		b, _ := s.text()
		x, ok := m.field.ParseEnum(b)
		if !ok {
			s.fail("%q is no %s of %s", string(b), m.field.Name, of.what)
		}
		*(*uint8)(p) = x
	}
}

// put writes a member's value after the given key, whatever it is.
func (m *member) put(l *line, key string, p unsafe.Pointer) {
	switch m.how {
	case asUint, asInt64:
		l.uint(key, *(*uint64)(p))
	case asInt:
		l.int(key, int64(*(*int)(p)))
	case asName, asText:
		l.str(key, *(*string)(p))
	case asBytes:
		l.bytes(key, *(*string)(p))
	case asMessage:
		l.message(key, *(*string)(p))
	case asHex:
		l.hex(key, *(*uint64)(p))
	case asEnum:
		l.str(key, m.field.Names[*(*uint8)(p)])
	default:
		panic("recording: " + m.key + " cannot stand in a list")
	}
}

// equal reports whether two records are equal in all their members.
func (s *shape) equal(x, y unsafe.Pointer) bool {
	if x == y {
		return true
	}
	a, b := s.words(x), s.words(y)
	for w := unequal(a, b, 0); w < len(b); w = unequal(a, b, w) {
		sp := &s.spans[w]
		for i := sp.first; i < sp.last; i++ {
			if !s.members[i].equal(x, y) {
				return false
			}
		}
		w = int(sp.next)
	}
	return true
}

func (m *member) equal(a, b unsafe.Pointer) bool {
	if m.how == asCodec {
		return m.codec.equal(m, a, b)
	}
	a, b = unsafe.Add(a, m.off), unsafe.Add(b, m.off)
	switch m.how {
	case asUint, asInt64, asHex:
		return *(*uint64)(a) == *(*uint64)(b)
	case asInt:
		return *(*int)(a) == *(*int)(b)
	case asBool, asEnum:
		return *(*uint8)(a) == *(*uint8)(b)
	case asNames:
		return equalLists(*(*[]string)(a), *(*[]string)(b))
	}
	return *(*string)(a) == *(*string)(b)
}

func equalLists[E comparable](a, b []E) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// weigh returns about how many bytes of lists a record holds that it does not
// share with the one before.
func (s *shape) weigh(old, v unsafe.Pointer) (n int) {
	if old == v {
		return 0
	}
	for _, i := range s.lists {
		m := &s.members[i]
		n += m.codec.weigh(m, old, v)
	}
	return n
}
