package tui

import (
	"errors"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// A job is work that may take longer than a blink. It runs beside the screen,
// which goes on drawing the recording as it grows; esc stops it.
type job struct {
	name    func() string
	follows bool // the position goes along with the growing end
	ticks   int  // frames drawn since it began

	state       atomic.Int32
	stopped     atomic.Bool
	done, total atomic.Int64
	finished    chan struct{}
	err         error
	then        func(error) tea.Cmd // takes the result over to the screen
	drop        func()              // releases a result that was not taken over; may be nil
}

// The states of a job: until its command is run it can be called off, and then
// nothing is ever done.
const (
	pending int32 = iota
	running
	calledOff
)

// errStopped is what a job returns that was told to stop.
var errStopped = errors.New("stopped")

// A jobDone says that a job has ended.
type jobDone struct{ job *job }

// jobs are what runs beside the screen, one at a time.
type jobs struct {
	v       *viewer
	job     *job
	waiting []string // commands given while it runs
}

// start runs a job; then is called with its error when it has ended.
func (q *jobs) start(j *job, work func(*job) error, then func(error)) tea.Cmd {
	j.then = func(err error) tea.Cmd {
		q.job = nil
		then(err)
		cmd := q.v.after
		q.v.after = nil
		return tea.Batch(cmd, q.next(err != nil || j.stopped.Load()))
	}
	q.job = j
	return j.begin(work)
}

// begin returns the command that does the work.
func (j *job) begin(work func(*job) error) tea.Cmd {
	j.finished = make(chan struct{})
	return func() tea.Msg {
		if !j.state.CompareAndSwap(pending, running) {
			return nil
		}
		defer close(j.finished)
		j.err = work(j)
		return jobDone{j}
	}
}

// settle takes the result over to the screen.
func (j *job) settle() tea.Cmd {
	j.drop = nil
	return j.then(j.err)
}

// progress takes down how far the job is, and reports whether it may go on.
func (j *job) progress(done, total int) bool {
	j.done.Store(int64(done))
	j.total.Store(int64(total))
	return !j.stopped.Load()
}

func (j *job) cancel() { j.stopped.Store(true) }

// stop ends the job for good: it waits until it has let go of its run.
func (j *job) stop() {
	j.cancel()
	if j.state.CompareAndSwap(pending, calledOff) {
		return
	}
	<-j.finished
	if j.drop != nil {
		j.drop()
	}
}

// part returns how far the job is, 0 to 1; ok is false if it cannot know.
func (j *job) part() (p float64, ok bool) {
	total := j.total.Load()
	if total <= 0 {
		return 0, false
	}
	return float64(j.done.Load()) / float64(total), true
}

// blink is how many frames a job may take before it is shown.
const blink = 4

// next gives the commands that waited for a job, up to the next that takes its
// time. If the job went wrong they are forgotten.
func (q *jobs) next(wrong bool) tea.Cmd {
	if wrong {
		q.waiting = nil
	}
	for q.job == nil && len(q.waiting) > 0 {
		text := q.waiting[0]
		q.waiting = q.waiting[1:]
		cmd, err := q.v.commands.give(text)
		if err != nil {
			q.waiting = nil
			q.v.commands.reopen(text, err)
		}
		if cmd != nil {
			return cmd
		}
	}
	return nil
}

// ended says how a job ended that did not do what it should.
func (q *jobs) ended(j *job, err error) {
	if j.stopped.Load() {
		q.v.say("%s", q.v.appearance.words.Stopped)
		return
	}
	q.v.head.failed(err)
}
