package recording

import (
	"fmt"

	"raftviz/engine/event"
	"raftviz/engine/lang"
)

// An enum maps the names of a kind of value back to the values.
type enum[T fmt.Stringer] struct {
	values map[string]T
	near   [256]named[T] // most of them, by nearby
}

type named[T any] struct {
	name string
	v    T
}

func enumOf[T fmt.Stringer](vs ...T) *enum[T] {
	e := &enum[T]{values: make(map[string]T, len(vs))}
	for _, v := range vs {
		name := v.String()
		e.values[name] = v
		e.near[nearby([]byte(name))] = named[T]{name, v}
	}
	return e
}

// get reads a name.
func (e *enum[T]) get(s *scanner, what *lang.Message) T {
	b, _ := s.text()
	if near := &e.near[nearby(b)]; near.name == string(b) && len(b) > 0 {
		return near.v
	}
	v, ok := e.values[string(b)]
	if !ok {
		s.fail("%q is no %s", string(b), *what)
	}
	return v
}

// What the names of enumerations are, for errors.
var (
	aCause = texts.Sayf("cause")
	aKind  = texts.Sayf("kind of event")
)

var (
	causes = enumOf(upTo(event.NumCauses)...)
	kinds  = enumOf(upTo(event.NumKinds)...)
)

// upTo returns the values from 0 to n-1.
func upTo[T ~uint8](n T) []T {
	vs := make([]T, n)
	for i := range vs {
		vs[i] = T(i)
	}
	return vs
}
