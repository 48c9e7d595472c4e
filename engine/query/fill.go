package query

import (
	"reflect"
	"unsafe"

	"raftviz/engine/frame"
	"raftviz/engine/record"
	state "raftviz/mvccviz/store"
)

// A filler fills those fields of a view that are fields of a record by the same
// name: numbers, texts, truth values, names of enumerations, lists of texts.
type filler struct{ fields []filled }

type filled struct {
	from *record.Field
	to   uintptr // in the view
}

// fillerOf returns the filler of the view V from the record R.
func fillerOf[V, R any]() *filler {
	f, of, view := &filler{}, record.Of[R](), reflect.TypeFor[V]()
	for i := range view.NumField() {
		to := view.Field(i)
		if from := of.Named(to.Tag.Get("expr")); from != nil && fits(from.Kind, to.Type) {
			f.fields = append(f.fields, filled{from, to.Offset})
		}
	}
	return f
}

// fits reports whether a field of that kind can stand in a view as the type.
func fits(k record.Kind, t reflect.Type) bool {
	switch k {
	case record.Int, record.Int64, record.Uint64:
		return t.Kind() == reflect.Int
	case record.String, record.Enum:
		return t.Kind() == reflect.String
	case record.Bool:
		return t.Kind() == reflect.Bool
	case record.Strings:
		return t == reflect.TypeFor[[]string]()
	}
	return false
}

// fill fills the view from the record, both of the filler's types.
func (f *filler) fill(view, of unsafe.Pointer) {
	for i := range f.fields {
		x := &f.fields[i]
		to := unsafe.Add(view, x.to)
		switch x.from.Kind {
		case record.Int:
			*(*int)(to) = x.from.Int(of)
		case record.Int64:
			*(*int)(to) = int(x.from.Int64(of))
		case record.Uint64:
			*(*int)(to) = int(x.from.Uint64(of))
		case record.String:
			*(*string)(to) = x.from.String(of)
		case record.Enum:
			*(*string)(to) = x.from.EnumName(of)
		case record.Bool:
			*(*bool)(to) = x.from.Bool(of)
		case record.Strings:
			*(*[]string)(to) = x.from.Strings(of)
		}
	}
}

var (
	nodes       = fillerOf[node, frame.Node]()
	entries     = fillerOf[entry, frame.Entry]()
	snapshots   = fillerOf[snapshot, frame.Snapshot]()
	disks       = fillerOf[disk, frame.Disk]()
	memberships = fillerOf[membership, frame.Membership]()
	peers       = fillerOf[peer, frame.Progress]()
	timers      = fillerOf[timer, frame.Timer]()
	stores      = fillerOf[store, state.State]()
	messages    = fillerOf[message, frame.Message]()
	clients     = fillerOf[client, frame.Client]()
	watches     = fillerOf[watch, frame.Watch]()
	watchers    = fillerOf[watcher, state.Watcher]()
	ops         = fillerOf[op, frame.Op]()
	violations  = fillerOf[violation, frame.Violation]()
)

// viewOf returns a view of a record, filled by f.
func viewOf[V, R any](f *filler, of *R) *V {
	v := new(V)
	f.fill(unsafe.Pointer(v), unsafe.Pointer(of))
	return v
}
