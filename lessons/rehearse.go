package lessons

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/recordings"
)

// A Rehearsal is what came of playing a lesson without a learner.
type Rehearsal struct {
	Plays   int      // from start to end: with right answers, and with each wrong one
	Held    int      // claims, answers and goals that held
	Failure *Problem // what did not, and ended it; nil if everything did
	Stopped bool     // each returned false
}

// RehearseOptions say who watches. The zero value is nobody.
type RehearseOptions struct {
	Version string
	Begin   func(*Session, lang.Message) // called for each play, with what is special about it, or nothing
	Each    func(*event.Step) bool       // called after every step of the cluster; false ends it all
	Step    func(*Session, *Step)        // called for each step of the lesson that was gone through
}

// mostSteps bounds the steps of one play: a lesson that goes round in circles
// ends there.
const mostSteps = 500

// Rehearse plays the lesson: once with the right answers and the solutions, and
// once more for each wrong answer to each question, going on as that answer
// has it; questions that are only met on such a way have their wrong answers
// played, too. The error is that a cluster could not be made.
func (l *Lesson) Rehearse(o RehearseOptions) (r Rehearsal, err error) {
	asked := map[int]bool{}
	ways := [][]slip{nil}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		met, err := l.rehearse(o, &r, way)
		if err != nil || r.Failure != nil || r.Stopped {
			return r, err
		}
		for _, q := range met {
			if asked[q.step] {
				continue
			}
			asked[q.step] = true
			for _, wrong := range q.wrong {
				ways = append(ways, append(slices.Clone(way), slip{q.step, wrong}))
			}
		}
	}
	return r, nil
}

// A slip is a wrong answer to a question.
type slip struct {
	step  int
	given []string
}

func (s slip) String() string { return strings.Join(s.given, ", ") }

// told says what is special about a play.
func told(way []slip) lang.Message {
	if len(way) == 0 {
		return lang.Message{}
	}
	given := make([]string, len(way))
	for i, s := range way {
		given[i] = s.String()
	}
	said := texts.Sayf("answering %s", given[0])
	for _, g := range given[1:] {
		said = texts.Sayf("%s, then %s", said, g)
	}
	return said
}

// A question is one that was met, with the answers that are wrong.
type question struct {
	step  int
	wrong [][]string
}

// rehearse plays once. It returns the questions it met.
func (l *Lesson) rehearse(o RehearseOptions, r *Rehearsal, way []slip) (met []question, err error) {
	s, err := l.Begin(o.Version)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if o.Begin != nil {
		o.Begin(s, told(way))
	}
	r.Plays++
	label := with(way)
	slips := way
	for n := 0; !s.Ended(); n++ {
		st := s.Step()
		if n == mostSteps {
			r.Failure = &Problem{l.File, st.Line, texts.Sayf("after %d steps the lesson has not ended%s; it goes round in circles", mostSteps, label)}
			return met, nil
		}
		if err := l.through(s, o, r, &slips, &met); err != nil {
			return met, r.fails(err, label)
		}
		if o.Step != nil {
			o.Step(s, st)
		}
		s.Next()
	}
	return met, nil
}

func with(way []slip) lang.Message {
	if len(way) == 0 {
		return lang.Message{}
	}
	return texts.Sayf(" (%s)", told(way))
}

// fails sorts out what ended a play. It returns what is nobody's mistake.
func (r *Rehearsal) fails(err error, label lang.Message) error {
	var p *Problem
	switch {
	case recordings.OfMachine(err):
		return err
	case errors.Is(err, ErrEnough):
		r.Stopped = true
	case errors.As(err, &p):
		r.Failure = &Problem{p.File, p.Line, texts.Sayf("%s%s", p.Msg, label)}
	default:
		return err
	}
	return nil
}

// through goes through one step.
func (l *Lesson) through(s *Session, o RehearseOptions, r *Rehearsal, slips *[]slip, met *[]question) error {
	switch a := s.Step().Act.(type) {
	case *Ask:
		given, err := l.answer(s, a, *slips, o)
		if err != nil {
			return err
		}
		v, err := s.Answer(given, o.Each)
		if err != nil {
			return err
		}
		*met = append(*met, question{s.At(), a.others(v.Want)})
		if len(*slips) > 0 && (*slips)[0].step == s.At() {
			*slips = (*slips)[1:] // the next time it is answered rightly
		}
		r.Held++
	case *Try:
		if holds, err := a.Goal.Bool(s.Run().Frame()); holds && err == nil {
			return &Problem{l.File, a.Goal.Line, texts.Sayf("the goal holds before the learner has done anything: %s", a.Goal)}
		}
		if err := s.Solve(o.Each); err != nil {
			return err
		}
		r.Held++
	default:
		if err := s.Enter(o.Each); err != nil {
			return err
		}
		if e, ok := a.(*Expect); ok {
			r.Held += len(e.Exprs)
		} else if _, does := a.(*Do); a != nil && !does {
			r.Held++
		}
	}
	return nil
}

// answer returns what to answer: what the slip says, or what is right, for
// which what the question is about is let happen once, and taken back.
func (l *Lesson) answer(s *Session, a *Ask, slips []slip, o RehearseOptions) (want []string, err error) {
	if len(slips) > 0 && slips[0].step == s.At() {
		return slips[0].given, nil
	}
	if a.Then != nil {
		pos := s.Run().Recording().Len()
		if err := s.play(&Step{Line: s.Step().Line, Act: a.Then}, nil); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, s.rewind(pos)) }()
	}
	want, err = a.right(s.Run().Frame())
	if err != nil {
		return nil, &Problem{l.File, a.Answer.Line, texts.Sayf("%v", err)}
	}
	return want, nil
}

// others returns answers that are wrong: each other choice, or where several
// may be right each choice left out or added; or another value.
func (a *Ask) others(want []string) (list [][]string) {
	switch {
	case len(a.Choices) == 0 && a.Value == "number":
		n, err := strconv.ParseInt(want[0], 10, 64)
		if err != nil {
			return nil
		}
		return [][]string{{strconv.FormatInt(n+1, 10)}}
	case len(a.Choices) == 0:
		return [][]string{{want[0] + "?"}}
	}
	for _, c := range a.Choices {
		switch {
		case !a.Several && !slices.Contains(want, c):
			list = append(list, []string{c})
		case a.Several && slices.Contains(want, c):
			list = append(list, slices.DeleteFunc(slices.Clone(want), func(w string) bool { return w == c }))
		case a.Several:
			list = append(list, append(slices.Clone(want), c))
		}
	}
	return list
}
