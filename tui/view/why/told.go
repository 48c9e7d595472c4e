package why

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/record"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/kit"
)

// A told is a field of a T that is told of when it changes: its name, and how its
// value is written; "" is nothing.
type told[T any] struct {
	name  lang.Text
	write writer[T]
	quiet func(was, now *T) bool // it says nothing beside another field; nil is never
}

type writer[T any] func(v *T, l lang.Lang) string

// derive returns the fields of a T that have a label, in the order of their
// declaration. by says how those are written for which their kind is not enough, by
// their names in Go.
func derive[T any](by map[string]writer[T]) []told[T] {
	return deriveIn[T](record.Of[T](), 0, by)
}

func deriveIn[T any](schema *record.Schema, off uintptr, by map[string]writer[T]) (list []told[T]) {
	for i := range schema.Fields {
		f := &schema.Fields[i]
		switch write := by[f.Go]; {
		case f.Label == "-":
		case f.Label == "" && f.Sub != nil:
			list = append(list, deriveIn(f.Sub, off+f.Offset(), by)...)
		case f.Label == "": // see TestEveryFieldIsTold
		case write != nil:
			list = append(list, told[T]{name: lang.Text{EN: f.Label, ZH: f.LabelZH}, write: write})
		default:
			list = append(list, told[T]{name: lang.Text{EN: f.Label, ZH: f.LabelZH}, write: func(v *T, l lang.Lang) string {
				return value(f, unsafe.Add(unsafe.Pointer(v), off), l)
			}})
		}
	}
	return list
}

// value writes a field of the struct at p by its kind.
func value(f *record.Field, p unsafe.Pointer, l lang.Lang) string {
	switch f.Kind {
	case record.Int:
		return strconv.Itoa(f.Int(p))
	case record.Int64:
		return kit.Number(uint64(max(f.Int64(p), 0)))
	case record.Uint64:
		return kit.Number(f.Uint64(p))
	case record.String:
		return f.String(p)
	case record.Strings:
		return strings.Join(f.Strings(p), " ")
	case record.Enum:
		return word(f, p, l)
	}
	panic("why: the field " + f.Go + " needs a writer")
}

// word is the word for a value of an enumeration.
func word(f *record.Field, p unsafe.Pointer, l lang.Lang) string {
	switch p := f.At(p); f.Type {
	case reflect.TypeFor[frame.Status]():
		return explain.Status(l, *(*frame.Status)(p))
	case reflect.TypeFor[frame.Role]():
		return explain.Role(l, *(*frame.Role)(p))
	case reflect.TypeFor[frame.ProgressState]():
		return explain.Progress(l, *(*frame.ProgressState)(p))
	}
	return f.EnumName(p)
}

// ofNodes, ofStores and ofPeers are what is told of a node, of its store, and of a
// peer as a leader sees it.
var (
	ofNodes = derive(map[string]writer[frame.Node]{
		"Log":      func(n *frame.Node, _ lang.Lang) string { return position(n.Last(), n.LastTerm()) },
		"Snapshot": func(n *frame.Node, _ lang.Lang) string { return position(n.Snapshot.Index, n.Snapshot.Term) },
		"Config":   func(n *frame.Node, _ lang.Lang) string { return members(n.Config) },
		"Durable": func(n *frame.Node, _ lang.Lang) string {
			return kit.Number(n.Durable)
		},
		"Elapsed": func(n *frame.Node, _ lang.Lang) string {
			if n.Timer.Timeout == 0 {
				return ""
			}
			return strconv.Itoa(n.Timer.Elapsed) + "/" + strconv.Itoa(n.Timer.Timeout)
		},
		"State": func(n *frame.Node, l lang.Lang) string {
			return explain.Disk(l, n.Disk.State) + " " + strconv.FormatInt(n.Disk.Latency, 10) + " ms"
		},
		"Queue": func(n *frame.Node, _ lang.Lang) string { return strconv.Itoa(len(n.Disk.Queue)) },
		"Rate":  func(n *frame.Node, _ lang.Lang) string { return strconv.Itoa(n.Clock.Rate/10) + "%" },
	})
	ofStores = derive[store.State](nil)
	ofPeers  = derive[frame.Progress](nil)
)

func init() {
	i := slices.IndexFunc(ofNodes, func(f told[frame.Node]) bool { return f.name.EN == "durable" })
	ofNodes[i].quiet = func(was, now *frame.Node) bool { // synced says it, unless a disk lies
		return was.Durable == was.Synced && now.Durable == now.Synced
	}
}
