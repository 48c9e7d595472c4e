package schedule

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Causes come out by time; those of one time in the order they went in.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var q Queue
	if q.Peek() != nil {
		t.Fatal("an empty queue has a first cause")
	}
	var want []Cause
	for i := range uint64(500) {
		c := Cause{At: int64(r.IntN(40)), ID: i}
		q.Push(c)
		want = append(want, c)
	}
	slices.SortStableFunc(want, func(a, b Cause) int { return int(a.At - b.At) })
	for i, w := range want {
		if p := *q.Peek(); p.ID != w.ID || q.Len() != len(want)-i {
			t.Fatalf("cause %d of %d: at %d, put in as number %d; want %d, %d", i, q.Len(), p.At, p.ID, w.At, w.ID)
		}
		if c := q.Pop(); c.At != w.At || c.ID != w.ID {
			t.Fatalf("popped %+v, want %+v", c, w)
		}
	}
}
