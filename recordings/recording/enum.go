package recording

import (
	"fmt"

	"raftviz/engine/event"
)

// An enum maps the names of a kind of value back to the values.
type enum[T fmt.Stringer] map[string]T

func enumOf[T fmt.Stringer](vs ...T) enum[T] {
	m := make(enum[T], len(vs))
	for _, v := range vs {
		m[v.String()] = v
	}
	return m
}

// get reads a name.
func (m enum[T]) get(s *scanner, what string) T {
	b, _ := s.text()
	v, ok := m[string(b)]
	if !ok {
		s.fail("%q is no %s", b, what)
	}
	return v
}

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
