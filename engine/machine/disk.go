package machine

import (
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/replica"
	"raftviz/engine/schedule"
)

// A diskQueue is how the machine's disk behaves and what it has been given. The
// behaviour outlives the process; of the queue, what was written does.
type diskQueue struct {
	mode    string
	state   frame.DiskState
	latency int64

	queue      []write
	syncing    int    // how many of the queue, from its head, the running fsync covers
	generation uint64 // of the fsync under way; others are stale
}

// A write is what one turn of the loop gives the disk, with what happens when it
// is done.
type write struct {
	turn
	sync bool // needs an fsync before it is answered
	due  int64
}

func (d *diskQueue) crash() {
	d.queue, d.syncing = nil, 0
	d.generation++
}

// SetDisk changes how the disk behaves.
func (m *Machine) SetDisk(x command.Disk) {
	d := &m.disk
	if x.Latency != nil {
		d.latency = *x.Latency
	}
	if x.Mode != "" {
		d.mode = x.Mode
	}
	was := d.state
	if x.State != "" {
		d.state, _ = frame.ParseDiskState(x.State)
	}
	m.ports.Emit(m.name, &event.DiskChanged{State: d.state, Mode: d.mode, Latency: d.latency})
	if d.state == frame.DiskStall && was != frame.DiskStall {
		d.stall()
	}
	switch {
	case !m.up:
	case m.paused:
		m.startSync() // the kernel does not wait for the process
	default:
		m.nextTurn()
	}
}

// stall takes back the fsync under way: it does not return.
func (d *diskQueue) stall() {
	d.generation++
	d.syncing = 0
	for i := range d.queue {
		d.queue[i].due = 0
	}
}

// write gives the disk a write. One that needs no fsync and waits for none is
// done at once: it is in the operating system's cache.
func (m *Machine) write(w write) {
	d := &m.disk
	d.queue = append(d.queue, w)
	if !w.sync && len(d.queue) == 1 {
		m.completeWrites(1, false)
		return
	}
	m.startSync()
}

// startSync starts an fsync over everything queued, unless one runs or the
// disk stalls.
func (m *Machine) startSync() {
	d := &m.disk
	if d.syncing > 0 || len(d.queue) == 0 || d.state == frame.DiskStall {
		return
	}
	d.generation++
	d.syncing = len(d.queue)
	if m.replicas[0].SyncsSingly() {
		d.syncing = 1
	}
	at := m.ports.Now() + d.latency
	for i := range d.queue[:d.syncing] {
		d.queue[i].due = at
	}
	m.schedule(schedule.Cause{At: at, Type: event.Sync, Generation: d.generation})
}

// syncDone is an fsync returning.
func (m *Machine) syncDone() {
	d := &m.disk
	k := d.syncing
	d.syncing = 0
	first, last := spanOf(d.queue[:k])
	term := m.replicas[0].Term()
	switch d.state {
	case frame.DiskFail:
		m.ports.Emit(m.name, &event.SyncFailed{Term: term, First: first, Last: last})
		m.Fail()
		return
	case frame.DiskLie:
		for _, r := range m.replicas {
			r.Lied()
		}
		m.ports.Emit(m.name, &event.SyncLied{Term: term, First: first, Last: last})
	default:
		m.ports.Emit(m.name, &event.Synced{Term: term, First: first, Last: last})
	}
	m.completeWrites(k, d.state != frame.DiskLie)
	m.drain()
	m.nextTurn()
}

// completeWrites ends the first k writes of the queue: they enter the files if
// they are durable, memory in any case, and their answers are given.
func (m *Machine) completeWrites(k int, durable bool) {
	d := &m.disk
	done := d.queue[:k:k]
	d.queue = append([]write(nil), d.queue[k:]...)
	for _, w := range done {
		w.each(func(r *replica.Replica, msg *raftpb.Message) { r.Persist(msg, w.sync, durable) })
	}
	if durable {
		for _, r := range m.replicas {
			r.Flush()
		}
	}
	for _, w := range done {
		w.each(func(r *replica.Replica, msg *raftpb.Message) { r.Synced(msg, durable) })
		m.finish(w.turn)
	}
}

// each calls f for what the write puts on the disk, in order.
func (w *write) each(f func(r *replica.Replica, msg *raftpb.Message)) {
	for _, p := range w.parts {
		for _, rd := range p.readies {
			if rd.Append != nil {
				f(p.r, rd.Append)
			}
		}
	}
}

// spanOf returns the entries that a few writes hold.
func spanOf(ws []write) (first, last uint64) {
	for _, w := range ws {
		w.each(func(_ *replica.Replica, msg *raftpb.Message) {
			es := msg.GetEntries()
			if len(es) == 0 {
				return
			}
			if first == 0 || es[0].GetIndex() < first {
				first = es[0].GetIndex()
			}
			last = es[len(es)-1].GetIndex()
		})
	}
	return first, last
}
