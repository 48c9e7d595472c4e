package tui

import (
	"math"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/tui/view/timeline"
)

// speeds are how many steps a second playing shows.
var speeds = []float64{0.5, 1, 2, 4, 8, 16, 32, 64, 128}

const usualSpeed = 3 // 4 steps a second: a message is seen to fly

// A player turns wall-clock time into steps. It gives each step a share of
// time by how much there is to see, so that a message's flight is long and the
// ticks of an idle cluster are short; virtual time flows evenly in between.
type player struct {
	v     *viewer
	on    bool
	speed int       // an index into speeds
	spent float64   // seconds the present step has been shown, at speed 1
	last  time.Time // the tick before; zero if there was none
	away  bool      // it was on when the terminal lost the focus
}

func (p *player) faster(by int) { p.speed = min(max(p.speed+by, 0), len(speeds)-1) }

// String returns the speed as steps a second.
func (p *player) String() string { return strconv.FormatFloat(speeds[p.speed], 'g', 3, 64) }

// nearestSpeed returns the place of the speed nearest to so many steps a second;
// 0 is the usual.
func nearestSpeed(perSecond float64) int {
	if perSecond <= 0 {
		return usualSpeed
	}
	best := 0
	for i, v := range speeds {
		if math.Abs(math.Log(v/perSecond)) < math.Abs(math.Log(speeds[best]/perSecond)) {
			best = i
		}
	}
	return best
}

// blur pauses while the person looks elsewhere; refocus goes on.
func (p *player) blur() {
	if p.on {
		p.on, p.away = false, true
	}
}

func (p *player) refocus() {
	if p.away {
		p.on, p.away, p.last = true, false, time.Time{}
	}
}

func (p *player) toggle() {
	p.on = !p.on
	p.last = time.Time{}
}

// tick shows what the time since the last tick has brought.
func (p *player) tick(t time.Time) tea.Cmd {
	if p.v.jobs.job != nil {
		p.v.jobs.job.ticks++
		if p.v.jobs.job.follows {
			p.v.head.seek(p.v.rec().Len())
		}
		return nil
	}
	if !p.on {
		return nil
	}
	if !p.last.IsZero() {
		p.advance(min(t.Sub(p.last).Seconds(), 0.25))
	}
	p.last = t
	return nil
}

// mostSteps bounds the steps of one tick, so that keys are never kept waiting.
const mostSteps = 100

// advance plays for so many seconds.
func (p *player) advance(seconds float64) {
	spent := p.spent + seconds*speeds[p.speed]*p.v.lesson.hurry()
	defer func() { p.v.lesson.watched() }()
	for range mostSteps {
		if p.v.lesson.watched() {
			return
		}
		share := weight(p.v.rec().Kinds(p.v.head.pos))
		next, ok := p.v.head.nextTime()
		if spent < share && ok {
			from := float64(p.v.rec().Time(p.v.head.pos))
			p.v.head.now = max(p.v.head.now, from+(float64(next)-from)*spent/share)
			break
		}
		if !p.v.head.forward() {
			p.on, spent = false, 0
			break
		}
		if p.v.breaks.stop() {
			p.on, spent = false, 0
			break
		}
		spent -= share
		p.spent = 0
	}
	p.spent = max(spent, 0)
}

// weight is the share of time a step of these kinds is shown for: whole if
// something changed, half if messages merely moved, little if nothing did.
func weight(kinds event.Set) float64 {
	switch {
	case !timeline.Shows(kinds):
		return 0.1
	case kinds == event.SetOf(event.KindSent), kinds == event.SetOf(event.KindReceived), kinds == event.SetOf(event.KindSent, event.KindReceived):
		return 0.5
	}
	return 1
}
