package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unsafe"
)

// The methods below take a pointer to a struct of the schema's type, from which
// the field has its offset. Each is for the kinds it names; for another kind
// it reads memory of the wrong type, so whoever calls it switches on Kind.

// Offset returns where the field is in the struct.
func (f *Field) Offset() uintptr { return f.offset }

// At returns a pointer to the field itself.
func (f *Field) At(p unsafe.Pointer) unsafe.Pointer { return unsafe.Add(p, f.offset) }

// Bool returns a field of kind Bool.
func (f *Field) Bool(p unsafe.Pointer) bool { return *(*bool)(f.At(p)) }

// SetBool sets a field of kind Bool.
func (f *Field) SetBool(p unsafe.Pointer, v bool) { *(*bool)(f.At(p)) = v }

// Int returns a field of kind Int.
func (f *Field) Int(p unsafe.Pointer) int { return *(*int)(f.At(p)) }

// SetInt sets a field of kind Int.
func (f *Field) SetInt(p unsafe.Pointer, v int) { *(*int)(f.At(p)) = v }

// Int64 returns a field of kind Int64.
func (f *Field) Int64(p unsafe.Pointer) int64 { return *(*int64)(f.At(p)) }

// SetInt64 sets a field of kind Int64.
func (f *Field) SetInt64(p unsafe.Pointer, v int64) { *(*int64)(f.At(p)) = v }

// Uint64 returns a field of kind Uint64.
func (f *Field) Uint64(p unsafe.Pointer) uint64 { return *(*uint64)(f.At(p)) }

// SetUint64 sets a field of kind Uint64.
func (f *Field) SetUint64(p unsafe.Pointer, v uint64) { *(*uint64)(f.At(p)) = v }

// String returns a field of kind String.
func (f *Field) String(p unsafe.Pointer) string { return *(*string)(f.At(p)) }

// SetString sets a field of kind String.
func (f *Field) SetString(p unsafe.Pointer, v string) { *(*string)(f.At(p)) = v }

// Strings returns a field of kind Strings.
func (f *Field) Strings(p unsafe.Pointer) []string { return *(*[]string)(f.At(p)) }

// SetStrings sets a field of kind Strings.
func (f *Field) SetStrings(p unsafe.Pointer, v []string) { *(*[]string)(f.At(p)) = v }

// Enum returns the value of a field of kind Enum.
func (f *Field) Enum(p unsafe.Pointer) uint8 { return *(*uint8)(f.At(p)) }

// SetEnum sets a field of kind Enum.
func (f *Field) SetEnum(p unsafe.Pointer, v uint8) { *(*uint8)(f.At(p)) = v }

// EnumName returns the name of the value of a field of kind Enum.
func (f *Field) EnumName(p unsafe.Pointer) string { return f.Names[f.Enum(p)] }

// ParseEnum returns the value of a field of kind Enum that has the given name.
func (f *Field) ParseEnum(name []byte) (v uint8, ok bool) {
	v, ok = f.values[string(name)]
	return v, ok
}

// Equal reports whether the field is equal in two structs. It panics for a
// Custom field without a Compare.
func (f *Field) Equal(a, b unsafe.Pointer) bool {
	if f.same != nil {
		return f.same(a, b)
	}
	switch f.Kind {
	case Bool, Enum:
		return f.Enum(a) == f.Enum(b)
	case Int:
		return f.Int(a) == f.Int(b)
	case Int64, Uint64:
		return f.Uint64(a) == f.Uint64(b)
	case String:
		return f.String(a) == f.String(b)
	case Strings:
		return slices.Equal(f.Strings(a), f.Strings(b))
	case Pointer:
		return *(*unsafe.Pointer)(f.At(a)) == *(*unsafe.Pointer)(f.At(b))
	case Struct:
		return f.Sub.Equal(f.At(a), f.At(b))
	}
	panic("record: field " + f.Go + " cannot be compared without a Compare")
}

// Zero reports whether the field is 0, false, "" or empty. Custom fields are
// never zero.
func (f *Field) Zero(p unsafe.Pointer) bool {
	switch f.Kind {
	case Bool, Enum:
		return f.Enum(p) == 0
	case Int:
		return f.Int(p) == 0
	case Int64, Uint64:
		return f.Uint64(p) == 0
	case String:
		return f.String(p) == ""
	case Strings:
		return len(f.Strings(p)) == 0
	case Pointer:
		return *(*unsafe.Pointer)(f.At(p)) == nil
	case Struct:
		for i := range f.Sub.Fields {
			if !f.Sub.Fields[i].Zero(f.At(p)) {
				return false
			}
		}
		return true
	}
	return false
}

// Text returns the field as text: a number, true or false, an enum's name, a
// string as it is, strings joined by commas. It is for the kinds Bool to Enum.
func (f *Field) Text(p unsafe.Pointer) string {
	switch f.Kind {
	case Bool:
		return strconv.FormatBool(f.Bool(p))
	case Int:
		return strconv.Itoa(f.Int(p))
	case Int64:
		return strconv.FormatInt(f.Int64(p), 10)
	case Uint64:
		return strconv.FormatUint(f.Uint64(p), 10)
	case String:
		return f.String(p)
	case Strings:
		return strings.Join(f.Strings(p), ",")
	case Enum:
		return f.EnumName(p)
	}
	panic(fmt.Sprintf("record: field %s has no text", f.Go))
}

// Value returns the field as JSON and expressions take it: a bool, int, int64,
// uint64, string or []string; an enum as its name. It is for the kinds Bool to
// Enum.
func (f *Field) Value(p unsafe.Pointer) any {
	switch f.Kind {
	case Bool:
		return f.Bool(p)
	case Int:
		return f.Int(p)
	case Int64:
		return f.Int64(p)
	case Uint64:
		return f.Uint64(p)
	case Strings:
		return f.Strings(p)
	}
	return f.Text(p)
}
