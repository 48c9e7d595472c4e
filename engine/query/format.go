package query

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"raftviz/engine/lang"
)

// Format writes a value as an expression would: texts within quotes and
// escaped, lists cut short. What it returns may be shown on a terminal.
func Format(v any) string {
	var b strings.Builder
	format(&b, reflect.ValueOf(v), 0)
	return b.String()
}

func format(b *strings.Builder, v reflect.Value, depth int) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		b.WriteString("nil")
	case reflect.String:
		b.WriteString(quote(v.String()))
	case reflect.Int:
		b.WriteString(strconv.FormatInt(v.Int(), 10))
	case reflect.Bool:
		b.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.Float64:
		b.WriteString(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	case reflect.Slice:
		formatList(b, v, depth)
	case reflect.Struct:
		formatFields(b, v, depth)
	default:
		fmt.Fprintf(b, "a %s", v.Kind())
	}
}

func formatList(b *strings.Builder, v reflect.Value, depth int) {
	const most = 20
	b.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == most || depth > 3 {
			fmt.Fprintf(b, "… %d more", v.Len()-i)
			break
		}
		format(b, v.Index(i), depth+1)
	}
	b.WriteByte(']')
}

// formatFields writes {field: value, …}, and of a node only its name.
func formatFields(b *strings.Builder, v reflect.Value, depth int) {
	if v.Type() == nodeType {
		fmt.Fprintf(b, "node(%s)", quote(v.FieldByName("Name").String()))
		return
	}
	b.WriteByte('{')
	for i, name := range fieldNames(v.Type()) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name + ": ")
		format(b, v.Field(i), depth+1)
	}
	b.WriteByte('}')
}

// kindName says what a value of the kind is.
func kindName(k reflect.Kind) lang.Message {
	switch k {
	case reflect.Int, reflect.Float64:
		return texts.Sayf("a number")
	case reflect.String:
		return texts.Sayf("a text")
	case reflect.Slice:
		return texts.Sayf("a list")
	}
	return texts.Sayf("something with fields")
}
