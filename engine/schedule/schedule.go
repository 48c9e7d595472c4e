// Package schedule holds what a cluster will do next: causes in the order of
// their times.
package schedule

import "raftviz/engine/event"

// A Cause is something that will happen, and when. A cause that has been
// overtaken (its message was delivered early, its node crashed) stays in the
// queue; whoever takes it out recognizes it as stale by its Generation.
type Cause struct {
	At     int64 // virtual ms
	seq    uint64
	Parent uint64 // the step that scheduled it
	// Generation is the incarnation of the machine's process or, where a cause
	// can be rescheduled within one, the number of its latest scheduling.
	Generation  uint64
	ID          uint64 // Deliver: the message; Timeout: the operation; Report: the peer; Watch: the round
	Machine     uint64 // the machine it happens to; 0 for messages and clients
	Group       uint32 // the raft group of the replica it happens to
	Type        event.CauseType
	Arrived     bool // Report: the snapshot arrived
	Unreachable bool // Report: the peer cannot be reached
}

// A Queue is a queue of causes ordered by time, then by when they were put in.
// The zero Queue is empty.
type Queue struct {
	heap []Cause
	seq  uint64
}

// Len returns how many causes wait, stale ones included.
func (q *Queue) Len() int { return len(q.heap) }

func (q *Queue) less(i, j int) bool {
	a, b := &q.heap[i], &q.heap[j]
	return a.At < b.At || a.At == b.At && a.seq < b.seq
}

// Push puts a cause into the queue.
func (q *Queue) Push(c Cause) {
	q.seq++
	c.seq = q.seq
	q.heap = append(q.heap, c)
	i := len(q.heap) - 1
	for i > 0 {
		p := (i - 1) / 2
		if !q.less(i, p) {
			break
		}
		q.heap[i], q.heap[p] = q.heap[p], q.heap[i]
		i = p
	}
}

// Peek returns the earliest cause, or nil. It holds until the next call.
func (q *Queue) Peek() *Cause {
	if len(q.heap) == 0 {
		return nil
	}
	return &q.heap[0]
}

// Pop takes out the earliest cause. The queue must not be empty.
func (q *Queue) Pop() Cause {
	c := q.heap[0]
	n := len(q.heap) - 1
	q.heap[0] = q.heap[n]
	q.heap[n] = Cause{}
	q.heap = q.heap[:n]
	for i := 0; ; {
		l, r, least := 2*i+1, 2*i+2, i
		if l < n && q.less(l, least) {
			least = l
		}
		if r < n && q.less(r, least) {
			least = r
		}
		if least == i {
			return c
		}
		q.heap[i], q.heap[least] = q.heap[least], q.heap[i]
		i = least
	}
}
