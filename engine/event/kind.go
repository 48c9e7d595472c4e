package event

import (
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"raftviz/engine/frame"
	"raftviz/engine/record"
)

// A Kind names what an Event reports, in the past tense. Kinds appear in
// scripts, goldens and recordings: renaming one is a change of format.
//
// Each kind is declared with its payload in one of the files of this package:
// its number, its row, the struct and its method kind. Nothing else in this
// package knows it: text, JSON, recordings and docs/events.md derive from the
// struct's tags. Those are package record's, and one more: of lists the reasons
// that a field of type Reason may give.
type Kind uint8

// NumKinds is how many kinds there are, KindNone included.
const NumKinds = endEnds

// How a kind is told of: notable is worth stopping at, ] and [ go to these.
const (
	usual   = false
	notable = true
)

// A kind is what is known of a Kind.
type kind struct {
	name    string
	notable bool
	says    string
	of      Kind
	schema  *record.Schema
	make    func() Payload

	// The fields that many kinds have, nil if this one has not.
	msg, peer, op, term, index, last, reason *record.Field
	reasons                                  []Reason
}

// describe makes the row of the kind whose payload is a *T.
func describe[T any, P interface {
	*T
	Payload
}](notable bool, name, says string) kind {
	k := kind{name: name, notable: notable, says: says, of: P(nil).kind(), schema: record.Of[T](), make: func() Payload { return P(new(T)) }}
	for i := range k.schema.Fields {
		k.know(&k.schema.Fields[i])
	}
	return k
}

// know notes a field that many kinds have.
func (k *kind) know(f *record.Field) {
	switch {
	case f.Type == reflect.TypeFor[*frame.Message]():
		k.msg = f
	case f.Type == reflect.TypeFor[Reason]():
		k.reason = f
		for _, name := range strings.Fields(f.Tag.Get("of")) {
			r, ok := ParseReason(name)
			if !ok {
				panic("event: " + k.name + " gives the unknown reason " + name)
			}
			k.reasons = append(k.reasons, r)
		}
	case f.Key == "p":
		k.peer = f
	case f.Name == "op":
		k.op = f
	case f.Name == "term":
		k.term = f
	case f.Name == "index":
		k.index = f
	case f.Name == "last":
		k.last = f
	}
}

var kinds = func() (table [NumKinds]kind) {
	table[KindNone] = kind{name: "none", says: "nothing", schema: record.Of[struct{}]()}
	for _, k := range slices.Concat(
		messagesKinds, electionsKinds, logKinds, storageKinds, watchesKinds, snapshotsKinds,
		nodesKinds, surroundingsKinds, membersKinds, clientsKinds, endsKinds,
	) {
		table[k.of] = k
	}
	return table
}()

// String returns the kind's name as files and scripts spell it.
func (k Kind) String() string { return kinds[k].name }

// Says returns one clause of English that says what the kind reports.
func (k Kind) Says() string { return kinds[k].says }

// Notable reports whether the kind is one a person would want to stop at.
func (k Kind) Notable() bool { return kinds[k].notable }

// Schema returns the fields of the kind's payload.
func (k Kind) Schema() *record.Schema { return kinds[k].schema }

// Reasons returns the reasons that an event of the kind may give: why it
// refused, lost or ended something. Explanations are complete when each has one.
func (k Kind) Reasons() []Reason { return kinds[k].reasons }

// New returns an empty payload of the kind, and where its fields are. It panics
// for KindNone.
func (k Kind) New() (Payload, unsafe.Pointer) {
	p := kinds[k].make()
	return p, reflect.ValueOf(p).UnsafePointer()
}

// ParseKind returns the kind with the given name.
func ParseKind(name string) (Kind, bool) {
	k, ok := byName[name]
	return k, ok
}

var byName = func() map[string]Kind {
	m := make(map[string]Kind, NumKinds)
	for k := KindNone + 1; k < NumKinds; k++ {
		m[kinds[k].name] = k
	}
	return m
}()

// A Set is a set of kinds.
type Set [2]uint64

// SetOf returns the set of the given kinds.
func SetOf(ks ...Kind) (s Set) {
	for _, k := range ks {
		s.Add(k)
	}
	return s
}

// Add puts k into the set.
func (s *Set) Add(k Kind) { s[k>>6] |= 1 << (k & 63) }

// Has reports whether k is in the set.
func (s Set) Has(k Kind) bool { return s[k>>6]&(1<<(k&63)) != 0 }

// Meets reports whether the two sets share a kind.
func (s Set) Meets(t Set) bool { return s[0]&t[0] != 0 || s[1]&t[1] != 0 }

// Notables is the set of all notable kinds, and what Step.Kinds adds for a notable
// event of another kind.
var Notables = func() (s Set) {
	s.Add(KindNone)
	for k := range NumKinds {
		if k.Notable() {
			s.Add(k)
		}
	}
	return s
}()
