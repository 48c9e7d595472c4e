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
	generation uint64
	phase      *rand.Rand
}

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
	c.nextUS = m.ports.Now()*1000 + int64(c.phase.Uint64N(uint64(c.period())))
	m.scheduleTick()
}

func (m *Machine) stopClock() {
	m.clock.nextUS = 0
	m.clock.generation++
}

// scheduleTick puts the tick after the present one into the schedule.
func (m *Machine) scheduleTick() {
	c := &m.clock
	c.generation++
	if c.rate == 0 {
		c.nextUS = 0
		return
	}
	c.nextUS += c.period()
	m.schedule(schedule.Cause{At: c.nextUS / 1000, Type: event.Tick, Generation: c.generation})
}

// SetClock changes the clock; the tick under way starts anew.
func (m *Machine) SetClock(x command.Clock) {
	m.clock.rate = x.Rate
	if m.up {
		m.clock.nextUS = m.ports.Now() * 1000
		m.scheduleTick()
	}
	m.ports.Emit(m.name, &event.ClockChanged{Rate: x.Rate})
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
