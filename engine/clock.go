package engine

import "raftviz/engine/event"

// startClock schedules the first tick of a process. Each node's ticks have a
// phase of their own, drawn from the seed, as machines that were not switched
// on together do.
func (n *node) startClock() {
	n.clock.nextUS = n.c.now*1000 + int64(n.c.phase.Uint64N(uint64(n.period())))
	if n.clock.rate == 0 {
		n.clock.nextUS = 0
	}
	n.scheduleTick(true)
}

// period is the length of one tick in microseconds of virtual time.
func (n *node) period() int64 {
	if n.clock.rate == 0 {
		return n.c.cfg.Tick * 1000
	}
	return max(n.c.cfg.Tick*1_000_000/int64(n.clock.rate), 1000)
}

// scheduleTick puts the tick after the present one into the schedule.
func (n *node) scheduleTick(advance bool) {
	n.clock.ticket++
	if n.clock.rate == 0 {
		n.clock.nextUS = 0
		return
	}
	if advance {
		n.clock.nextUS += n.period()
	}
	n.c.queue.push(due{at: n.clock.nextUS / 1000, cause: event.Tick, node: n, life: n.clock.ticket})
}

// setRate changes the clock; the tick under way starts anew.
func (n *node) setRate(rate int) {
	n.clock.rate = rate
	if n.up {
		n.clock.nextUS = n.c.now * 1000
		n.scheduleTick(true)
	}
}

// tick is the node's ticker firing. Like a Go ticker whose reader is busy it
// remembers one tick and forgets the others.
func (n *node) tick() {
	n.scheduleTick(true)
	n.dirty = true
	if n.paused || n.loopBusy() {
		n.tickOwed = true
		return
	}
	since := n.timer.since
	if n.tickNow() {
		n.c.parent = since
	}
}

func (n *node) tickNow() (fired bool) {
	n.tickOwed = false
	before := n.st
	elapsed, timeout := n.timer.elapsed+1, n.timer.timeout
	if !n.tickRaft() {
		n.after(nil, before)
		return false
	}
	n.c.emit(n.name, &event.TimerFired{Term: before.term, Elapsed: elapsed, Timeout: timeout})
	n.campaign()
	return true
}

// payTick takes the tick that came while the node was busy or paused.
func (n *node) payTick() {
	if n.tickOwed && n.up && !n.paused && !n.loopBusy() {
		n.tickNow()
	}
}
