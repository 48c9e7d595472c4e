package machine

import (
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/replica"
)

// An output is what raft asked for on behalf of one of the machine's replicas.
type output struct {
	r *replica.Replica
	replica.Ready
}

// A turn is what etcd's loop does at once with all that has gathered: it gives
// the apply loop what is committed, writes, sends, and tells raft (Advance). See
// raftNode.start in server/etcdserver/raft.go.
type turn struct {
	parts []part
	async bool // it is no turn of a loop, but one write in mode async
	waits bool // a follower's messages wait for a change of the membership to be applied
}

// A part of a turn is what one replica's raft asked for, in order.
type part struct {
	r       *replica.Replica
	readies []replica.Ready
	sent    bool
}

// turnOf makes a turn of outputs.
func turnOf(outputs []output) (t turn) {
	for _, o := range outputs {
		i := slices.IndexFunc(t.parts, func(p part) bool { return p.r == o.r })
		if i < 0 {
			i = len(t.parts)
			t.parts = append(t.parts, part{r: o.r})
		}
		t.parts[i].readies = append(t.parts[i].readies, o.Ready)
	}
	return t
}

// loopBusy reports whether the loop is in the middle of a turn, so that neither a
// tick nor raft's next output is taken.
func (m *Machine) loopBusy() bool {
	return m.disk.mode == config.DiskEtcd && (len(m.disk.queue) > 0 || m.unfinished != nil)
}

// Output passes on what raft asked for. In mode etcd it waits while the loop is
// busy. In mode async every part goes its own way at once, as raft's asynchronous
// storage has it.
func (m *Machine) Output(r *replica.Replica, out replica.Ready) {
	o := output{r, out}
	switch {
	case m.loopBusy() || len(m.backlog) > 0: // nothing overtakes what waits
		m.backlog = append(m.backlog, o)
		return
	case m.disk.mode == config.DiskEtcd:
		m.begin(turnOf([]output{o}))
		return
	}
	r.Notice([]replica.Ready{out})
	r.Send(out.Send)
	for _, a := range out.Apply {
		r.Apply(a)
	}
	if out.Append != nil {
		o.Send, o.Apply = nil, nil
		t := turnOf([]output{o})
		t.async = true
		m.write(write{turn: t, sync: out.Sync})
	}
}

// begin begins a turn. A leader sends before it writes, everyone else after.
func (m *Machine) begin(t turn) {
	writes, sync := false, false
	for i := range t.parts {
		p := &t.parts[i]
		p.r.Notice(p.readies)
		changes := p.r.ApplyCommitted(p.readies)
		if p.r.Leads() {
			p.send()
		} else {
			t.waits = t.waits || changes
		}
		for _, rd := range p.readies {
			writes = writes || rd.Append != nil
			sync = sync || rd.Sync
		}
	}
	if writes {
		m.write(write{turn: t, sync: sync})
		return
	}
	m.finish(t)
}

// finish ends a turn, whose writes are done, unless it must wait for the apply
// loop. As in etcd a follower sends nothing before it has applied a change of the
// membership that it was told is committed: it might take part by the old one.
func (m *Machine) finish(t turn) {
	if t.changing() {
		m.unfinished = &t
		return
	}
	for i := range t.parts {
		switch p := &t.parts[i]; {
		case t.async:
			p.r.Send(p.answers())
		case !p.sent:
			p.send()
		}
	}
	for _, p := range t.parts {
		p.r.Advance(p.readies)
	}
}

// changing reports whether the turn must wait for a change of the membership.
func (t *turn) changing() bool {
	return t.waits && slices.ContainsFunc(t.parts, func(p part) bool { return p.r.Changing() })
}

// Applied goes on with a turn that waited for the apply loop.
func (m *Machine) Applied() {
	t := m.unfinished
	if t == nil || t.changing() {
		return
	}
	m.unfinished = nil
	m.finish(*t)
	m.drain()
	m.nextTurn()
}

// answers returns what the writes have other nodes told.
func (p *part) answers() (ms []*raftpb.Message) {
	for _, rd := range p.readies {
		if rd.Append != nil {
			ms = append(ms, p.r.Answers(rd.Append)...)
		}
	}
	return ms
}

// send sends the replica's messages and its answers to other nodes. Of the
// MsgAppResps it sends the last only, and it leaves snapshots to the apply loop
// (processMessages in server/etcdserver/raft.go). The order is raft's, as in etcd
// 3.7.3; 3.7.0 to 3.7.2 sent a batch in reverse.
func (p *part) send() {
	p.sent = true
	var all, send, snaps []*raftpb.Message
	for _, rd := range p.readies {
		all = append(all, rd.Send...)
	}
	all = append(all, p.answers()...)
	answered := false
	for _, m := range slices.Backward(all) {
		switch m.GetType() {
		case raftpb.MsgSnap:
			snaps = append(snaps, m)
			continue
		case raftpb.MsgAppResp:
			if answered {
				continue
			}
			answered = true
		}
		send = append(send, m)
	}
	slices.Reverse(send)
	slices.Reverse(snaps)
	p.r.Send(send)
	p.r.SendSnapshots(snaps)
}

// nextTurn goes on after the loop is free: what gathered, then the next fsync,
// then the tick that had to wait.
func (m *Machine) nextTurn() {
	if !m.up {
		return
	}
	if gathered := m.backlog; len(gathered) > 0 && !m.loopBusy() {
		m.backlog = nil
		m.begin(turnOf(gathered))
		m.drain()
	}
	m.startSync()
	m.payTick()
}

// drain has every replica's raft handle what it was told.
func (m *Machine) drain() {
	for _, r := range m.replicas {
		r.Drain()
		r.AutoSnapshot()
	}
}
