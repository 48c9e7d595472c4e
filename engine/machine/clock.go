package machine

import (
	"math/rand/v2"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/schedule"
)

// A clock ticks every tick/rate.
type clock struct {
	tick       int64 // the configured tick, ms
	rate       int   // per mille
	nextUS     int64 // next tick, in microseconds of virtual time; 0 if it stands
	behindUS   int64 // how long before nextUS that tick would have come; above 0 only after a jump ahead
	generation uint64
	phase      *rand.Rand

	face   int64 // what it showed at faceAt, in microseconds
	faceAt int64 // virtual, in microseconds
	ticked int64 // what it showed when the loop last took a tick, in ms
}

// shows returns what the clock shows at a virtual time, in microseconds.
func (c *clock) shows(us int64) int64 { return c.face + (us-c.faceAt)*int64(c.rate)/1000 }

// set has the clock go on from what it shows now and so much more.
func (c *clock) set(us, more int64) { c.face, c.faceAt = c.shows(us)+more, us }

// Clock returns what the machine's clock shows, ms. It goes on while the process
// is down.
func (m *Machine) Clock() int64 { return m.clock.shows(m.ports.Now()*1000) / 1000 }

// When returns the virtual time, ms, at which the clock shows a time, as it goes
// now; ok is false if it stands.
func (m *Machine) When(ms int64) (at int64, ok bool) {
	c := &m.clock
	if c.rate == 0 {
		return 0, false
	}
	left, rate := ms*1000-c.face, int64(c.rate)
	us := c.faceAt + left/rate*1000 + ceil(left%rate*1000, rate)
	return ceil(us, 1000), true
}

// ceil divides and rounds up.
func ceil(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

// Ticking reports whether the loop has taken a tick within the last three
// (EtcdServer.isActive in server/etcdserver/server.go).
func (m *Machine) Ticking() bool { return m.Clock()-m.clock.ticked < 3*m.clock.tick }

// period is the length of one tick in microseconds of virtual time.
func (c *clock) period() int64 {
	if c.rate == 0 {
		return c.tick * 1000
	}
	return max(c.tick*1_000_000/int64(c.rate), 1000)
}

// startClock schedules the first tick of a process. Each machine's ticks have a
// phase of their own, drawn from the seed, as machines that were not switched
// on together do.
func (m *Machine) startClock() {
	c := &m.clock
	c.ticked = m.Clock()
	c.nextUS, c.behindUS = m.ports.Now()*1000+int64(c.phase.Uint64N(uint64(c.period()))), 0
	m.scheduleTick()
}

func (m *Machine) stopClock() {
	m.clock.nextUS, m.clock.behindUS = 0, 0
	m.clock.generation++
}

// scheduleTick puts the tick after the present one into the schedule.
func (m *Machine) scheduleTick() { m.moveTick(m.clock.period()) }

// moveTick puts the next tick into the schedule, so many microseconds later than
// it was, or now if that is past.
func (m *Machine) moveTick(us int64) {
	c := &m.clock
	c.generation++
	if c.rate == 0 {
		c.nextUS, c.behindUS = 0, 0
		return
	}
	due := c.nextUS - c.behindUS + us
	c.nextUS = max(due, m.ports.Now()*1000)
	c.behindUS = c.nextUS - due
	m.schedule(schedule.Cause{At: c.nextUS / 1000, Type: event.Tick, Generation: c.generation})
}

// SetClock changes the clock; the tick under way starts again.
func (m *Machine) SetClock(x command.Clock) {
	m.clock.set(m.ports.Now()*1000, 0)
	m.clock.rate = x.Rate
	if m.up {
		m.clock.nextUS, m.clock.behindUS = m.ports.Now()*1000, 0
		m.scheduleTick()
	}
	m.ports.Emit(m.name, &event.ClockChanged{Rate: x.Rate})
	m.clockChanged()
}

// clockChanged tells the replicas, which have planned by the clock.
func (m *Machine) clockChanged() {
	for _, r := range m.replicas {
		r.ClockChanged()
	}
}

// Skew has the clock jump. Every tick that a jump ahead passes is a step that is
// due now, after what was due before; the next one is as far off as the clock
// then says. A jump back puts the next tick off. The jump is read off the clock's
// face, so on a fast clock it covers less virtual time.
func (m *Machine) Skew(x command.Skew) {
	if rate := int64(m.clock.rate); rate > 0 {
		m.moveTick(-x.By * 1_000_000 / rate)
	}
	m.clock.set(m.ports.Now()*1000, x.By*1000)
	m.ports.Emit(m.name, &event.ClockSkewed{By: x.By})
	m.clockChanged()
}

// tick is the machine's ticker firing. Like a Go ticker whose reader is busy it
// remembers one tick and forgets the others.
func (m *Machine) tick() {
	m.scheduleTick()
	if m.paused || m.loopBusy() {
		m.tickOwed = true
		return
	}
	m.tickNow()
}

func (m *Machine) tickNow() {
	m.tickOwed = false
	m.clock.ticked = m.Clock()
	for _, r := range m.replicas {
		r.Tick()
	}
}

// payTick takes the tick that came while the process was busy or paused.
func (m *Machine) payTick() {
	if m.tickOwed && m.up && !m.paused && !m.loopBusy() {
		m.tickNow()
	}
}
