package recordings

import (
	"time"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/engine/query"
	"raftviz/engine/termtext"
)

// How far run until goes if it is not told: a minute of virtual time. Whatever
// it is told, it gives up after so many steps.
const (
	UntilWithin = 60_000 // ms
	UntilSteps  = 2_000_000
)

// A NotReached is returned by run until: the expression did not come true.
type NotReached struct {
	Expr   string
	Within int64 // ms of virtual time
	Steps  int   // the steps taken; UntilSteps if it gave up for their number
}

func (e *NotReached) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *NotReached) In(l lang.Lang) string {
	if e.Steps >= UntilSteps {
		return texts.Sayf("%s did not come true within %d steps", termtext.Printable(e.Expr), e.Steps).In(l)
	}
	return texts.Sayf("%s did not come true within %v", termtext.Printable(e.Expr), time.Duration(e.Within)*time.Millisecond).In(l)
}

// Exec obeys any command, also those that move in time: step, run and run
// until. It calls each, if that is not nil, after every step; each may stop it
// by returning false, and then Exec returns nil.
//
// Errors are those of Do and Step; a *NotReached; or what is wrong with the
// expression of a run until. The steps before an error have been taken.
func (r *Run) Exec(cmd command.Command, each func(*event.Step) bool) error {
	if each == nil {
		each = func(*event.Step) bool { return true }
	}
	switch c := cmd.(type) {
	case command.StepN:
		for range c.N {
			if s, err := r.Step(); err != nil || !each(s) {
				return err
			}
		}
		return nil
	case command.RunFor:
		_, err := r.runTo(r.Frame().Time+c.For, each)
		return err
	case command.RunUntil:
		return r.runUntil(c, each)
	}
	s, err := r.Do(cmd)
	if err == nil {
		each(s)
	}
	return err
}

// runTo processes every cause that is due up to and at time t, and lets the
// rest of the time pass. It reports whether it got there, which it does not if
// each stops it.
func (r *Run) runTo(t int64, each func(*event.Step) bool) (there bool, err error) {
	for {
		if due, ok := r.NextTime(); !ok || due > t {
			break
		}
		if s, err := r.Step(); err != nil || !each(s) {
			return false, err
		}
	}
	if r.Frame().Time >= t {
		return true, nil
	}
	s, err := r.Wait(t)
	return err == nil && each(s), err
}

func (r *Run) runUntil(c command.RunUntil, each func(*event.Step) bool) error {
	cond, err := query.CompileBool(c.Expr)
	if err != nil {
		return err
	}
	holds, err := cond.Bool(r.Frame())
	if holds || err != nil {
		return err
	}
	within := c.Within
	if within == 0 {
		within = UntilWithin
	}
	steps, wanted := 0, true
	_, stop := r.runTo(r.Frame().Time+within, func(s *event.Step) bool {
		steps++
		holds, err = cond.Bool(s.Frame)
		wanted = each(s)
		return wanted && !holds && err == nil && steps < UntilSteps
	})
	switch {
	case stop != nil:
		return stop
	case err != nil || holds || !wanted:
		return err
	}
	return &NotReached{Expr: c.Expr, Within: within, Steps: steps}
}
