// Package machine holds the machines of a cluster: each has a process that
// starts, pauses and dies, a clock, a disk with a queue of writes, and etcd's
// loop around raft. The replicas on a machine share all of these.
package machine

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/replica"
	"raftviz/engine/schedule"
)

// Ports are what a machine needs of the world around it.
type Ports interface {
	Now() int64   // virtual ms
	Step() uint64 // the step under way
	Emit(node string, p event.Payload)
	// Schedule has a cause happen to the machine it names.
	Schedule(schedule.Cause)
	// Unblock lets the messages that waited for the machine's process go on.
	Unblock(machine uint64)
	// Inbox counts those messages.
	Inbox(machine uint64) int
	// Severed reports whether the link from one node to another is cut.
	Severed(from, to uint64) bool
}

// A Machine is one machine of the cluster.
type Machine struct {
	ports Ports
	id    uint64
	name  string

	incarnation uint64 // counts starts and ends of the process
	up          bool
	since       int64 // when the process was started; long before 0 if it runs from the start
	paused      bool
	gone        bool // stopped for good after its removal

	disk     diskQueue
	clock    clock
	replicas []*replica.Replica // by group

	// What dies with the process.
	backlog    []output         // etcd mode: outputs that wait until the loop is free
	unfinished *turn            // a turn that waits for the apply loop
	tickOwed   bool             // a tick came while the loop was busy or the process paused
	held       []schedule.Cause // came due while the process was paused
}

// New returns a machine without replicas, whose process does not run. phase is
// shared: it draws how the ticks of machines lie to each other.
func New(id uint64, cfg *config.Config, phase *rand.Rand, ports Ports) *Machine {
	return &Machine{
		ports: ports, id: id, name: config.NodeName(id),
		disk:  diskQueue{mode: cfg.DiskMode, latency: cfg.Disk},
		clock: clock{tick: cfg.Tick, rate: 1000, phase: phase},
	}
}

// Add puts a group's replica on the machine. It starts with the next Boot.
func (m *Machine) Add(group *replica.Group, dir string) {
	m.replicas = append(m.replicas, replica.New(group, m.id, m, dir))
}

// ID returns the machine's number, Name its name.
func (m *Machine) ID() uint64 { return m.id }

// Name returns the machine's name.
func (m *Machine) Name() string { return m.name }

// Up reports whether the process runs, paused or not.
func (m *Machine) Up() bool { return m.up }

// Since returns when the process was started; of one that runs from the start, a
// time long before.
func (m *Machine) Since() int64 { return m.since }

// Paused reports whether the process is paused.
func (m *Machine) Paused() bool { return m.paused }

// Running reports whether the process runs and is not paused.
func (m *Machine) Running() bool { return m.up && !m.paused }

// Gone reports whether the machine stopped for good.
func (m *Machine) Gone() bool { return m.gone }

// Disk returns how the disk behaves.
func (m *Machine) Disk() frame.DiskState { return m.disk.state }

// Replica returns the machine's replica of a group, or nil.
func (m *Machine) Replica(group uint32) *replica.Replica {
	for _, r := range m.replicas {
		if r.Group() == group {
			return r
		}
	}
	return nil
}

// Boot starts the process from its files.
func (m *Machine) Boot() error {
	m.incarnation++
	m.up, m.paused = true, false
	m.since = m.ports.Now()
	if m.ports.Step() == 0 {
		m.since = -1 << 62
	}
	m.forget()
	for _, r := range m.replicas {
		if err := r.Boot(); err != nil {
			return err
		}
	}
	m.startClock()
	m.drain()
	return nil
}

// forget loses what the process held in memory.
func (m *Machine) forget() { m.backlog, m.unfinished, m.tickOwed, m.held = nil, nil, false, nil }

// must ends the run on an error of the real file system: the simulated disk
// has no part in it.
func (m *Machine) must(err error) {
	if err != nil {
		panic(fmt.Errorf("engine: %s: %w", m.name, err))
	}
}

// halt ends the process. What it had given the disk is written, whether or not an
// fsync has covered it, unless the power fails with it.
func (m *Machine) halt(powered bool) {
	if powered {
		for _, w := range m.disk.queue {
			w.each(func(r *replica.Replica, msg *raftpb.Message) { r.Written(msg, w.sync) })
		}
	}
	for _, r := range m.replicas {
		r.Halt(powered)
	}
	m.forget()
	m.disk.crash()
	m.stopClock()
	m.incarnation++
	m.up, m.paused = false, false
	m.ports.Unblock(m.id)
}

// Close closes the files of all replicas.
func (m *Machine) Close() {
	for _, r := range m.replicas {
		r.Close()
	}
}

// Crash kills the process: what it had written stays, synced or not.
func (m *Machine) Crash() {
	m.crashed()
	m.halt(true)
}

// Fail ends the process because an fsync failed: the operating system gives up
// what it could not put on the disk.
func (m *Machine) Fail() {
	m.crashed()
	m.halt(false)
}

func (m *Machine) crashed() {
	r := m.replicas[0]
	m.ports.Emit(m.name, &event.Crashed{Term: r.Term(), Was: r.Role()})
}

// PowerOff cuts the machine's power: only what is on its disk is left. The
// process may have died before.
func (m *Machine) PowerOff() {
	r := m.replicas[0]
	m.ports.Emit(m.name, &event.PoweredOff{Term: r.Term(), Was: r.Role()})
	if m.up {
		m.halt(false)
		return
	}
	for _, r := range m.replicas {
		r.LosePower()
	}
}

// Unsynced reports whether anything was written that a power failure would
// lose.
func (m *Machine) Unsynced() bool {
	return slices.ContainsFunc(m.replicas, (*replica.Replica).Unsynced)
}

// Restart starts the process again.
func (m *Machine) Restart() {
	m.must(m.Boot())
	r := m.replicas[0]
	m.ports.Emit(m.name, &event.Restarted{Term: r.Term(), Index: r.Last()})
}

// Wipe empties the disk of a machine that is down.
func (m *Machine) Wipe() {
	for _, r := range m.replicas {
		m.must(r.Wipe())
	}
	m.ports.Emit(m.name, &event.Wiped{})
}

// Pause stops the process where it is.
func (m *Machine) Pause() {
	m.paused = true
	m.ports.Emit(m.name, &event.Paused{})
}

// Resume lets the process go on: what waited for it comes due now, in order.
func (m *Machine) Resume() {
	m.paused = false
	m.ports.Emit(m.name, &event.Resumed{})
	held := m.held
	m.held = nil
	for _, c := range held {
		c.At = m.ports.Now()
		m.ports.Schedule(c)
	}
	m.ports.Unblock(m.id)
	m.nextTurn()
	for _, r := range m.replicas {
		r.Service()
	}
}

// stop shuts a machine down for good whose replica has left its group.
func (m *Machine) stop() {
	m.halt(true)
	m.gone = true
	for _, r := range m.replicas {
		r.Retire()
	}
	m.ports.Emit(m.name, &event.Removed{})
}

// Schedule implements replica.Host.
func (m *Machine) Schedule(r *replica.Replica, c schedule.Cause) {
	c.Group = r.Group()
	m.schedule(c)
}

// ScheduleReport has the transport tell the group's replica later what became of
// a peer. That is a separate step: raft must not be called while it is being
// asked what to send.
func (m *Machine) ScheduleReport(group uint32, c schedule.Cause) {
	c.Type, c.Group = event.Report, group
	m.schedule(c)
}

// ScheduleStop has the machine stop, which has learned that it was removed.
func (m *Machine) ScheduleStop() {
	m.schedule(schedule.Cause{At: m.ports.Now(), Type: event.Stop})
}

// schedule has a cause happen to this machine. If it has no generation, it
// happens only if the process still runs.
func (m *Machine) schedule(c schedule.Cause) {
	c.Machine, c.Parent = m.id, m.ports.Step()
	if c.Generation == 0 {
		c.Generation = m.incarnation
	}
	m.ports.Schedule(c)
}

// Stale reports whether a cause that was scheduled for the machine has been
// overtaken.
func (m *Machine) Stale(c *schedule.Cause) bool {
	if !m.up {
		return true
	}
	switch c.Type {
	case event.Tick:
		return m.clock.generation != c.Generation
	case event.Sync:
		return m.disk.generation != c.Generation
	}
	if generation, ok := m.Replica(c.Group).Generation(c.Type, c.ID); ok {
		return generation != c.Generation
	}
	return m.incarnation != c.Generation
}

// Happen carries out a cause that was scheduled for the machine.
func (m *Machine) Happen(c schedule.Cause) {
	if m.paused && c.Type != event.Tick {
		m.held = append(m.held, c)
		return
	}
	switch c.Type {
	case event.Tick:
		m.tick()
	case event.Sync:
		m.syncDone()
	case event.Stop:
		m.stop()
	case event.Report:
		m.report(c)
	default:
		m.Replica(c.Group).Happen(c.Type, c.ID)
	}
}

// report is the transport telling a replica what became of a peer or a snapshot.
func (m *Machine) report(c schedule.Cause) {
	r := m.Replica(c.Group)
	if c.Unreachable {
		r.Unreachable(c.ID)
		return
	}
	r.SnapshotReport(c.ID, c.Arrived && !m.ports.Severed(c.ID, m.id)) // the receipt takes the way back
}
