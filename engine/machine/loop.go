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
	answered bool // what Append has other nodes told is sent
}

// A turn is what etcd's loop does at once with all that has gathered: it gives
// the apply loop what is committed, writes, sends, and tells raft (Advance). See
// raftNode.start in server/etcdserver/raft.go.
type turn struct {
	outputs []output
	async   bool // it is no turn of a loop, but one write in mode async
	waits   bool // a follower's messages wait for a change of the membership to be applied
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
	o := output{r: r, Ready: out}
	switch {
	case m.loopBusy() || len(m.backlog) > 0: // nothing overtakes what waits
		m.backlog = append(m.backlog, o)
		return
	case m.disk.mode == config.DiskEtcd:
		m.begin([]output{o})
		return
	}
	r.Notice([]replica.Ready{out})
	r.Send(o.Send)
	for _, a := range o.Apply {
		r.Apply(a)
	}
	if o.Append != nil {
		o.Send, o.Apply = nil, nil
		m.write(write{turn: turn{outputs: []output{o}, async: true}, sync: o.Sync})
	}
}

// begin begins a turn. A leader sends before it writes, everyone else after.
func (m *Machine) begin(outputs []output) {
	w := write{turn: turn{outputs: outputs}}
	writes := false
	for _, r := range w.replicas() {
		r.Notice(w.readies(r))
		changes := r.ApplyCommitted(w.readies(r))
		if r.Leads() {
			w.sendOf(r)
		} else {
			w.waits = w.waits || changes
		}
	}
	for _, o := range outputs {
		writes = writes || o.Append != nil
		w.sync = w.sync || o.Sync
	}
	if writes {
		m.write(w)
		return
	}
	m.finish(w.turn)
}

// finish ends a turn, whose writes are done, unless it must wait for the apply
// loop. As in etcd a follower sends nothing before it has applied a change of the
// membership that it was told is committed: it might take part by the old one.
func (m *Machine) finish(t turn) {
	if t.waits && slices.ContainsFunc(t.replicas(), (*replica.Replica).Changing) {
		m.unfinished = &t
		return
	}
	for _, r := range t.replicas() {
		if !t.async {
			t.sendOf(r)
			continue
		}
		for _, rd := range t.readies(r) {
			r.Send(r.Answers(rd.Append))
		}
	}
	for _, r := range t.replicas() {
		r.Advance(t.readies(r))
	}
}

// Applied goes on with a turn that waited for the apply loop.
func (m *Machine) Applied() {
	t := m.unfinished
	if t == nil || slices.ContainsFunc(t.replicas(), (*replica.Replica).Changing) {
		return
	}
	m.unfinished = nil
	m.finish(*t)
	m.drain()
	m.nextTurn()
}

// replicas returns whose outputs the turn has, in order.
func (t *turn) replicas() (rs []*replica.Replica) {
	for _, o := range t.outputs {
		if !slices.Contains(rs, o.r) {
			rs = append(rs, o.r)
		}
	}
	return rs
}

// readies returns what a replica's raft asked for.
func (t *turn) readies(r *replica.Replica) (all []replica.Ready) {
	for _, o := range t.outputs {
		if o.r == r {
			all = append(all, o.Ready)
		}
	}
	return all
}

// sendOf sends a replica's messages and its answers to other nodes, once. Of the
// MsgAppResps it sends the last only, and it leaves snapshots to the apply loop
// (processMessages in server/etcdserver/raft.go). The order is raft's, as in etcd
// 3.7.3; 3.7.0 to 3.7.2 sent a batch in reverse.
func (t *turn) sendOf(r *replica.Replica) {
	var all, send, snaps []*raftpb.Message
	for i := range t.outputs {
		if t.outputs[i].r == r {
			all = append(all, t.outputs[i].Send...)
			t.outputs[i].Send = nil
		}
	}
	for i := range t.outputs {
		if o := &t.outputs[i]; o.r == r && o.Append != nil && !o.answered {
			all = append(all, r.Answers(o.Append)...)
			o.answered = true
		}
	}
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
	r.Send(send)
	r.SendSnapshots(snaps)
}

// nextTurn goes on after the loop is free: what gathered, then the next fsync,
// then the tick that had to wait.
func (m *Machine) nextTurn() {
	if !m.up {
		return
	}
	if gathered := m.backlog; len(gathered) > 0 && !m.loopBusy() {
		m.backlog = nil
		m.begin(gathered)
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
