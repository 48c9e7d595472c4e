package lessons

import (
	"errors"
	"strings"

	"raftviz/engine"
	"raftviz/engine/check"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/query"
	"raftviz/recordings"
	"raftviz/recordings/linear"
	"raftviz/recordings/recording"
)

// PlayOptions say who watches a play. The zero value is nobody.
type PlayOptions struct {
	Each func(*event.Step) bool // called for the start and after every step; false ends the play
	Say  func(text string)      // called where the script says something
	Held func(lang.Message)     // called for each claim that held, with the claim
}

// A Result is what came of a play.
type Result struct {
	Held    int      // claims that held: expectations, refusals, violations
	Failure *Problem // what did not hold, and ended the play; nil if everything held
	Stopped bool     // Each returned false
	Err     error    // what kept the play from going on and is no claim's: the machine's disk, or its memory
}

// Start starts the cluster that the script describes; version is the
// program's, for the recording. Whoever wants another seed sets it in
// s.Config first.
func (s *Script) Start(version string) (*recordings.Run, error) {
	return recordings.Start(recording.Header{
		Version: version, Config: s.Config, Name: s.Name, About: s.About, Source: s.Source,
	})
}

// Play plays the script on a run that Start has made, to its end or to the
// first thing that does not hold: an expectation, a condition of run until, a
// command that the cluster refuses, a safety property that breaks and was not
// claimed to.
func (s *Script) Play(run *recordings.Run, opts PlayOptions) Result {
	p := &player{script: s, run: run, opts: opts}
	if opts.Each != nil {
		start, err := run.Recording().At(0)
		if err != nil {
			panic("lessons: " + err.Error())
		}
		if !opts.Each(start) {
			return Result{Stopped: true}
		}
	}
	err := p.play()
	switch {
	case errors.Is(err, errEnough):
		p.result.Stopped = true
	case recordings.OfMachine(err):
		p.result.Err = err
	default:
		errors.As(err, &p.result.Failure)
	}
	return p.result
}

// A player is a play under way.
type player struct {
	script *Script
	run    *recordings.Run
	opts   PlayOptions
	result Result
	broke  Command // the command during which the run was stopped
}

// errEnough ends a play without a failure: the caller has seen enough.
var errEnough = errors.New("lessons: enough")

// play takes the steps. The error is errEnough, a *Problem, or of the machine.
func (p *player) play() error {
	for i, st := range p.script.Steps {
		if st.Say != "" && p.opts.Say != nil {
			p.opts.Say(st.Say)
		}
		if err := p.act(st); err != nil {
			return err
		}
		if err := p.unclaimed(i); err != nil {
			return err
		}
	}
	return nil
}

// violation is what ended the run, or nil.
func (p *player) violation() *frame.Violation {
	if vs := p.run.Frame().Violations; len(vs) > 0 {
		return vs[0]
	}
	return nil
}

// fail makes the failure of something in the given line.
func (p *player) fail(line int, format string, a ...any) error {
	return &Problem{p.script.File, line, texts.Sayf(format, a...)}
}

// act carries out one step of the script.
func (p *player) act(st *Step) error {
	switch a := st.Act.(type) {
	case *Do:
		return p.do(a)
	case *Expect:
		return p.expect(a)
	case *Refused:
		return p.refused(a)
	case *Breaks:
		return p.breaks(st, a)
	}
	return nil
}

// do gives commands until one does not do what it says. If the run is stopped
// by a violation, that is for the next step to judge; but nothing may be left
// to do.
func (p *player) do(d *Do) error {
	for i, c := range d.Commands {
		err := p.give(c)
		switch {
		case err != nil:
			return err
		case p.violation() == nil:
			continue
		}
		p.broke = c
		if i+1 < len(d.Commands) {
			return p.fail(c.Line, "the run ended here, with commands left to give: %s", broken(p.violation()))
		}
		return nil
	}
	return nil
}

// give obeys one command.
func (p *player) give(c Command) error {
	enough := false
	err := p.run.Exec(c.Command, func(s *event.Step) bool {
		enough = p.opts.Each != nil && !p.opts.Each(s)
		return !enough
	})
	var stopped *engine.Stopped
	var not *recordings.NotReached
	switch {
	case enough:
		return errEnough
	case recordings.OfMachine(err):
		return err
	case errors.As(err, &not):
		return p.notReached(c, not)
	case err == nil || errors.As(err, &stopped):
		return nil
	}
	return p.fail(c.Line, "%v", err)
}

func (p *player) expect(e *Expect) error {
	f := p.run.Frame()
	for _, x := range e.Exprs {
		ok, err := x.Bool(f)
		switch {
		case err != nil:
			return p.fail(x.Line, "%s: %v", x, err)
		case !ok:
			return p.fail(x.Line, "expected %s%s", x, saw(x, f))
		}
		p.held(lang.Verbatim(x.String()))
	}
	return nil
}

// held counts a claim that held, and tells whoever watches.
func (p *player) held(claim lang.Message) {
	p.result.Held++
	if p.opts.Held != nil {
		p.opts.Held(claim)
	}
}

// notReached says what the condition of a run until saw in the end.
func (p *player) notReached(c Command, err *recordings.NotReached) error {
	e, bad := query.CompileBool(err.Expr)
	if bad != nil {
		panic("lessons: " + bad.Error()) // Parse has compiled it
	}
	return p.fail(c.Line, "%v%s", err, saw(Expr{c.Line, e}, p.run.Frame()))
}

// saw tells what the parts of an expression were, where it did not hold.
func saw(x Expr, f *frame.Frame) lang.Message {
	if facts := x.Facts(f); len(facts) > 0 {
		return texts.Sayf("; %s", facts)
	}
	return lang.Message{}
}

func (p *player) refused(r *Refused) error {
	c := r.Command
	_, err := p.run.Do(c.Command)
	var no *engine.Refused
	switch {
	case err == nil:
		return p.fail(c.Line, "expected %s to be refused; it was obeyed", c)
	case recordings.OfMachine(err):
		return err
	case !errors.As(err, &no):
		return p.fail(c.Line, "%v", err)
	case !strings.Contains(no.Error(), r.Because):
		return p.fail(c.Line, "expected the refusal to say %q; it says: %v", r.Because, no)
	}
	p.held(texts.Sayf("refused: %v", no))
	return nil
}

func (p *player) breaks(st *Step, b *Breaks) error {
	if b.Property == Linearizability {
		return p.contradicts(st)
	}
	v := p.violation()
	if v == nil {
		return p.fail(st.Line, "expected %s to break; every property held", breach(b.Property))
	}
	for _, v := range p.run.Frame().Violations {
		if v.Property == b.Property {
			p.held(texts.Sayf("%s breaks", breach(b.Property)))
			return nil
		}
	}
	return p.fail(st.Line, "expected %s to break, not: %s", breach(b.Property), broken(v))
}

// contradicts judges what clients were told so far.
func (p *player) contradicts(st *Step) error {
	r := p.run.Recording()
	v, err := linear.Check(r, r.Len(), linear.Limit{})
	if err != nil {
		panic("lessons: " + err.Error()) // the run has just written it
	}
	switch v.Result {
	case linear.Linearizable:
		return p.fail(st.Line, "expected %s to break; one order explains what clients were told (operations judged: %d)", breach(Linearizability), v.Operations)
	case linear.Undecided:
		return p.fail(st.Line, "expected %s to break; that cannot be decided: too many operations, or too many of unknown outcome", breach(Linearizability))
	}
	p.held(texts.Sayf("%s breaks", breach(Linearizability)))
	return nil
}

// unclaimed returns the failure of a run that was stopped by a violation which
// the step after i does not claim.
func (p *player) unclaimed(i int) error {
	v := p.violation()
	if v == nil {
		return nil
	}
	if _, did := p.script.Steps[i].Act.(*Do); !did {
		return nil
	}
	for _, next := range p.script.Steps[i+1:] {
		b, claim := next.Act.(*Breaks)
		if claim && b.stops() {
			return nil
		}
		if next.Act != nil && !claim {
			break
		}
	}
	return p.fail(p.broke.Line, "%s broke at step %d, and the script does not claim it (expect_violation: %s): %s", breach(v.Property), v.Step, v.Property, v.Text)
}

func broken(v *frame.Violation) lang.Message {
	return texts.Sayf("%s broke at step %d: %s", breach(v.Property), v.Step, v.Text)
}

// breach is what a sentence calls the breach of a property: in English the
// property's name, as scripts have it.
func breach(property string) lang.Text {
	zh := check.Breach(property).ZH + "（" + property + "）"
	if property == Linearizability {
		zh = "违反线性一致性（" + property + "）"
	}
	return lang.Text{EN: property, ZH: zh}
}
