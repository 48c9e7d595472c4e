// Package record describes the fields of plain structs once, so that files,
// texts, tables and reference pages are derived from one place.
//
// A struct says what it holds in the tags of its fields:
//
//	type Vote struct {
//		Candidate string `key:"p" says:"who asked for the vote" zh:"请求投票的节点"`
//		Term      uint64 `key:"term" says:"the term of the vote"`
//		seen      bool   // unexported: no part of the record
//	}
//
//	var votes = record.Of[Vote]()
//
// Of reads the tags once, by reflection. After that a field is its offset:
// reading one through a Schema costs a switch and a load.
//
// Tags:
//
//	key   the field's key in files, short; the name if there is none. "-" keeps
//	      the field out of the record.
//	name  the field's name for people, JSON and expressions; if there is none, the
//	      Go name in lower case with underscores: FirstIndex is first_index
//	says  one clause of English that says what the field holds
//	zh    the same in Chinese, where the field is shown in Chinese
//	label the field's name in a list of what changed, English|Chinese; "-" keeps
//	      it out of such lists
//
// Of panics if an exported field has neither says nor key:"-", or if two fields
// share a key or a name: these are mistakes of whoever declares the struct.
package record

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unsafe"
)

// A Schema is the fields of one struct type, in the order of their declaration.
type Schema struct {
	Type   reflect.Type
	Fields []Field
}

// A Kind says how a field is read and written.
type Kind uint8

// The kinds of fields.
const (
	Custom  Kind = iota // any other type: whoever declares the record handles it
	Bool                // bool
	Int                 // int
	Int64               // int64
	Uint64              // uint64
	String              // a string type
	Strings             // []string
	Enum                // a uint8 type with String and Names
	Pointer             // a pointer; equal if it is the same
	Struct              // a struct by value, described by Field.Sub
	Message             // a string type with Text, which holds a message, encoded
)

// An Encoded is a message, encoded. Text writes it for people.
type Encoded interface {
	Text() string
}

// An Enumeration is a type whose values, from 0 on, have names.
type Enumeration interface {
	fmt.Stringer
	Names() []string // by value; a value without a name has ""
}

// A Field describes one field of a struct.
type Field struct {
	Go     string // its name in Go
	Key    string // in files
	Member string // Key as a further member of a JSON object begins: ,"term":
	Name   string // for people, JSON and expressions
	Says   string // one clause of English
	ZH     string // the same in Chinese, "" if it is not shown in Chinese

	Label, LabelZH string // in a list of what changed; "" if there is none, "-" if it is kept out

	Kind   Kind
	Type   reflect.Type
	Tag    reflect.StructTag // further tags belong to whoever declares the struct
	Sub    *Schema           // Struct: its fields
	Names  []string          // Enum: the names of its values
	values map[string]uint8  // Enum: the values by name
	offset uintptr
	same   func(a, b unsafe.Pointer) bool // see Schema.Compare
}

// Of returns the schema of the struct type T.
func Of[T any]() *Schema { return OfType(reflect.TypeFor[T]()) }

// OfType returns the schema of a struct type.
func OfType(t reflect.Type) *Schema {
	s := &Schema{Type: t}
	keys, names := map[string]bool{"": true}, map[string]bool{"": true}
	for i := range t.NumField() {
		sf := t.Field(i)
		key, says := sf.Tag.Get("key"), sf.Tag.Get("says")
		if !sf.IsExported() || key == "-" {
			continue
		}
		if says == "" {
			panic(fmt.Sprintf("record: %v.%s says nothing; tag it, or keep it out with key:\"-\"", t, sf.Name))
		}
		f := Field{Go: sf.Name, Key: key, Name: sf.Tag.Get("name"), Says: says, ZH: sf.Tag.Get("zh"), Type: sf.Type, Tag: sf.Tag, offset: sf.Offset}
		if f.Name == "" {
			f.Name = underscored(f.Go)
		}
		if f.Key == "" {
			f.Key = f.Name
		}
		if keys[f.Key] || names[f.Name] {
			panic(fmt.Sprintf("record: %v has two fields with the key %q or the name %q", t, f.Key, f.Name))
		}
		f.Member = `,"` + f.Key + `":`
		f.Label, f.LabelZH, _ = strings.Cut(sf.Tag.Get("label"), "|")
		keys[f.Key], names[f.Name] = true, true
		f.settle()
		s.Fields = append(s.Fields, f)
	}
	return s
}

// settle finds the field's kind and what belongs to it.
func (f *Field) settle() {
	switch t := f.Type; t.Kind() {
	case reflect.Bool:
		f.Kind = Bool
	case reflect.Int:
		f.Kind = Int
	case reflect.Int64:
		f.Kind = Int64
	case reflect.Uint64:
		f.Kind = Uint64
	case reflect.String:
		if f.Kind = String; t.Implements(reflect.TypeFor[Encoded]()) {
			f.Kind = Message
		}
	case reflect.Uint8:
		if e, ok := reflect.Zero(t).Interface().(Enumeration); ok {
			f.Kind, f.Names, f.values = Enum, e.Names(), map[string]uint8{}
			for v, name := range f.Names {
				f.values[name] = uint8(v)
			}
		}
	case reflect.Slice:
		if t.Elem() == reflect.TypeFor[string]() {
			f.Kind = Strings
		}
	case reflect.Pointer:
		f.Kind = Pointer
	case reflect.Struct:
		f.Kind, f.Sub = Struct, OfType(t)
	}
}

// underscored spells a Go name in lower case: FirstIndex is first_index, ID id.
func underscored(name string) string {
	var b strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Field returns the field with the given name in Go. It panics if there is none.
func (s *Schema) Field(name string) *Field {
	for i := range s.Fields {
		if s.Fields[i].Go == name {
			return &s.Fields[i]
		}
	}
	panic(fmt.Sprintf("record: %v has no field %s", s.Type, name))
}

// Named returns the field with the given name for people, or nil.
func (s *Schema) Named(name string) *Field {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i]
		}
	}
	return nil
}

// Find returns the place in Fields of the one with the given key, -1 if there
// is none. It looks at place from first: fields of a file come in order, so a
// reader that passes the place after the one it found is right at once.
func (s *Schema) Find(key []byte, from int) int {
	for i := from; i < len(s.Fields); i++ {
		if s.Fields[i].Key == string(key) {
			return i
		}
	}
	for i := range min(from, len(s.Fields)) {
		if s.Fields[i].Key == string(key) {
			return i
		}
	}
	return -1
}

// Compare makes same decide whether the field with the given name in Go is equal
// in two structs, for a Custom field. It must be called before the schema is
// used.
func (s *Schema) Compare(name string, same func(a, b unsafe.Pointer) bool) {
	s.Field(name).same = same
}

// Equal reports whether two structs of the schema's type are equal in all fields
// of the record. It panics at a Custom field without a Compare.
func (s *Schema) Equal(a, b unsafe.Pointer) bool {
	if a == b {
		return true
	}
	for i := range s.Fields {
		if !s.Fields[i].Equal(a, b) {
			return false
		}
	}
	return true
}

// Equal reports whether a and b, of the type that s describes, are equal in all
// fields of the record.
func Equal[T any](s *Schema, a, b *T) bool {
	return s.Equal(unsafe.Pointer(a), unsafe.Pointer(b))
}
