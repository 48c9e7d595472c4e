package machine

import (
	"raftviz/engine/config"
	"raftviz/engine/replica"
)

// An output is what raft asked for on behalf of one of the machine's replicas.
type output struct {
	r *replica.Replica
	replica.Ready
}

// loopBusy reports whether the loop waits for its disk, so that neither a tick
// nor raft's next output gets its turn.
func (m *Machine) loopBusy() bool {
	return m.disk.mode == config.DiskEtcd && len(m.disk.queue) > 0
}

// Output passes on what raft asked for. In etcd mode (raftNode.start in
// server/etcdserver/raft.go) it waits while the loop is busy; then a leader
// sends before it writes, everyone else after.
func (m *Machine) Output(r *replica.Replica, out replica.Ready) {
	o := output{r, out}
	switch {
	case m.loopBusy() || len(m.backlog) > 0: // nothing overtakes what waits
		m.backlog = append(m.backlog, o)
		return
	case m.disk.mode == config.DiskEtcd:
		m.turn([]output{o})
		return
	}
	r.Send(o.Send)
	if o.Append != nil {
		o.Send = nil
		m.write(write{outputs: []output{o}, sync: o.Sync})
	}
}

// turn is one turn of etcd's loop over all that has gathered.
func (m *Machine) turn(outputs []output) {
	w := write{outputs: outputs}
	writes := false
	for i := range outputs {
		o := &outputs[i]
		if o.r.Leads() {
			o.r.Send(o.Send)
			o.Send = nil
		}
		writes = writes || o.Append != nil
		w.sync = w.sync || o.Sync
	}
	if !writes {
		w.send()
		return
	}
	m.write(w)
}

// nextTurn goes on after the disk is free: what gathered, then the next fsync,
// then the tick that had to wait.
func (m *Machine) nextTurn() {
	if !m.up {
		return
	}
	if gathered := m.backlog; len(gathered) > 0 && !m.loopBusy() {
		m.backlog = nil
		m.turn(gathered)
		for _, r := range m.replicas {
			r.Drain()
		}
	}
	m.startSync()
	m.payTick()
}
