package event

import (
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"raftviz/engine/record"
)

// String gives the event as one line of a golden: where, what, and the payload's
// fields that are not zero. Names of nodes and clients and reasons stand by
// themselves, a message by its type; other fields are name=value.
//
//	n3 vote_refused n1 term=2 log_behind
//	n1 committed term=2 index=4..5
//	net cut a=n1,n2 b=n3,n4,n5
func (e *Event) String() string {
	var b strings.Builder
	where := e.Node
	if where == "" {
		where = "net"
	}
	k := &kinds[e.Kind()]
	b.WriteString(where + " " + k.name)
	if k.msg != nil && k.peer == nil && e.Msg() != nil {
		b.WriteString(" " + e.Msg().Type + " " + e.Peer())
		number(&b, "term", e.Term())
		number(&b, "op", e.Op())
	}
	for i := range k.schema.Fields {
		k.print(&b, &k.schema.Fields[i], e)
	}
	return b.String()
}

func number(b *strings.Builder, name string, n uint64) {
	if n > 0 {
		b.WriteString(" " + name + "=" + strconv.FormatUint(n, 10))
	}
}

func (k *kind) print(b *strings.Builder, f *record.Field, e *Event) {
	p := e.Fields()
	if !Tells(f, p) {
		return
	}
	switch {
	case f == k.msg:
		if k.peer != nil {
			b.WriteString(" " + e.Msg().Type)
		}
		if k.of == KindWatchReceived { // what was read is in the message only
			number(b, "op", e.Op())
			b.WriteString(" " + strconv.Quote(e.Msg().Text()))
		}
	case f == k.peer, f == k.reason:
		b.WriteString(" " + f.Text(p))
	case f.Kind == record.Bool:
		b.WriteString(" " + f.Name)
	case f == k.last:
		if first, last := e.Span(); last != first {
			b.WriteString(".." + strconv.FormatUint(last, 10))
		}
	case f.Kind == record.String, f.Kind == record.Message:
		b.WriteString(" " + f.Name + "=" + strconv.Quote(f.Text(p)))
	default:
		b.WriteString(" " + f.Name + "=" + Text(f, p))
	}
}

// A LeaseID is the ID of a lease.
type LeaseID int64

// String returns the ID as etcdctl prints it.
func (l LeaseID) String() string { return strconv.FormatInt(int64(l), 16) }

// Tells reports whether a field of a payload says something: it is not zero, or
// zero is a value with a name, such as the role follower.
func Tells(f *record.Field, p unsafe.Pointer) bool {
	return !f.Zero(p) || f.Kind == record.Enum && f.EnumName(p) != ""
}

// Value returns a field of a payload as JSON and expressions take it: a LeaseID
// as text, any other as record.Field.Value does.
func Value(f *record.Field, p unsafe.Pointer) any {
	if f.Type == reflect.TypeFor[LeaseID]() {
		return Text(f, p)
	}
	return f.Value(p)
}

// Text returns a field of a payload as people read it.
func Text(f *record.Field, p unsafe.Pointer) string {
	if f.Type == reflect.TypeFor[LeaseID]() {
		return LeaseID(f.Int64(p)).String()
	}
	return f.Text(p)
}
