// Package lessonview says what is shown of a lesson at the step that its session
// is at. It knows no terminal: the screen and the pictures of the documents share
// it.
package lessonview

import (
	"slices"
	"strings"

	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A State is what a learner has done at the step, and where they look.
type State struct {
	Cursor   int    // the choice they are at
	Picked   []bool // the choices they have picked
	Value    string // the value they have given
	Hints    []string
	Locked   bool     // an answer was chosen, and waits until the teacher lets it happen
	Solution []string // the commands of the solution that was shown
	Notes    bool     // the teacher's notes are shown

	Away    bool // they look at something else than the lesson's run as it stands
	Playing bool // what the lesson did is still being played
	Busy    bool // the cluster is being driven
}

// Of returns what is shown.
func Of(s *lessons.Session, state *State, w *words.Table) *scene.LessonStep {
	l, lang := s.Lesson(), w.Lang
	c := &scene.LessonStep{
		Title: l.Title(lang), N: shownUpTo(l, s.At()), Of: shownUpTo(l, len(l.Steps)-1),
		Cursor: state.Cursor, Away: state.Away, Busy: state.Busy || state.Playing,
	}
	section := lessons.Summary
	st := s.Step()
	if st != nil {
		section = st.Say
		switch a := st.Act.(type) {
		case *lessons.Ask:
			section = a.Section
			question(c, s, a, state, lang)
		case *lessons.Try:
			section = a.Section
			task(c, s, a, state)
		}
	}
	if st == nil || Summed(s) {
		c.Read, c.Next = l.Read, scene.FinishIt
	}
	c.Body = l.Section(section, lang)
	for _, h := range state.Hints {
		c.Hints = append(c.Hints, l.Section(h, lang))
	}
	if state.Notes {
		c.Notes = l.Section(section+lessons.Notes, lang)
		if c.Notes == "" {
			c.Notes = w.NoNotes
		}
	}
	if c.Away {
		c.Next = scene.ComeBack
	}
	return c
}

// question fills in what a question has: its choices and, once it was answered
// and what came of it was played, which were right.
func question(c *scene.LessonStep, s *lessons.Session, a *lessons.Ask, state *State, in lang.Lang) {
	l, v := s.Lesson(), s.Verdict()
	c.Several, c.Wants, c.Value, c.Next = a.Several, a.Value, state.Value, scene.GiveIt
	if a.Value != "" {
		c.Next = scene.TypeIt
	}
	shown := v != nil && !state.Playing
	for i, id := range a.Choices {
		o := scene.Option{Text: l.Choice(a.Section, id, in), Picked: i < len(state.Picked) && state.Picked[i]}
		if shown {
			o.Right = slices.Contains(v.Want, id)
			o.Wrong = slices.Contains(v.Given, id) && !o.Right
		}
		c.Choices = append(c.Choices, o)
	}
	if v == nil {
		if state.Locked {
			c.Next = scene.LookAt
		}
		return
	}
	c.Next = scene.GoOn
	if !shown {
		return
	}
	c.Opinion = a.Then == nil
	c.Verdict, c.Reveal = scene.RightAnswer, l.Section(v.Section, in)
	if !v.Right {
		c.Verdict = scene.WrongAnswer
		var want []string
		for _, id := range v.Want {
			want = append(want, l.Choice(a.Section, id, in))
		}
		c.Want = strings.Join(want, " · ")
	}
}

// task fills in what a task has.
func task(c *scene.LessonStep, s *lessons.Session, a *lessons.Try, state *State) {
	c.Next, c.More, c.Solution = scene.ReachIt, len(a.Hints)-len(state.Hints), state.Solution
	if s.Done() {
		c.Next, c.Reached = scene.GoOn, true
	}
}

// Summed reports whether the session is at the lesson's summary, after which
// nothing is left to be told.
func Summed(s *lessons.Session) bool {
	st := s.Step()
	return st != nil && st.Say == lessons.Summary && s.At() == len(s.Lesson().Steps)-1
}

// Silent reports whether a step has nothing to show.
func Silent(st *lessons.Step) bool {
	switch st.Act.(type) {
	case *lessons.Ask, *lessons.Try:
		return false
	}
	return st.Say == ""
}

// shownUpTo counts the steps up to one that have something to show.
func shownUpTo(l *lessons.Lesson, last int) (n int) {
	for _, st := range l.Steps[:min(last+1, len(l.Steps))] {
		if !Silent(st) {
			n++
		}
	}
	return max(n, 1)
}
