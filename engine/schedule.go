package engine

import "raftviz/engine/event"

// A due is something that will happen: a cause and when. Dues that have been
// overtaken by events (a message delivered early, a node that crashed) stay in
// the queue and are recognized as stale when their time comes.
type due struct {
	at  int64
	seq uint64
	// parent is the step that begot it. A due that is put back keeps its own, and
	// so does a message that is held, delayed or waits: it has that of its sending.
	parent uint64
	cause  event.CauseType
	node   *node
	life   uint64 // the node's incarnation, or the tick's, sync's, lease's or round's ticket
	msg    uint64 // message or client operation
	to     uint64 // Report: the peer; Watch: the round
	ok     bool   // Report: the snapshot arrived
	dead   bool   // Report: the peer cannot be reached
}

// A schedule is a queue of dues ordered by time, then by when they were put in.
type schedule struct {
	heap []due
	seq  uint64
	step uint64 // the step that is being made: what is put in now comes of it
}

func (q *schedule) less(i, j int) bool {
	a, b := &q.heap[i], &q.heap[j]
	return a.at < b.at || a.at == b.at && a.seq < b.seq
}

func (q *schedule) push(d due) {
	if d.seq == 0 && d.parent == 0 {
		d.parent = q.step
	}
	q.seq++
	d.seq = q.seq
	q.heap = append(q.heap, d)
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

// peek returns the earliest due, or nil.
func (q *schedule) peek() *due {
	if len(q.heap) == 0 {
		return nil
	}
	return &q.heap[0]
}

func (q *schedule) pop() due {
	d := q.heap[0]
	n := len(q.heap) - 1
	q.heap[0] = q.heap[n]
	q.heap[n] = due{}
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
			return d
		}
		q.heap[i], q.heap[least] = q.heap[least], q.heap[i]
		i = least
	}
}
