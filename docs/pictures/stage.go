package main

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/query"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/linear"
	"raftviz/recordings/recording"
	"raftviz/scripts"
	"raftviz/tui/lessonview"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/words"
)

// A stage is a run or a recording at a position, and the screen that shows it. It
// obeys the keys of a shot as the program does, as far as they look at things.
type stage struct {
	name     string
	rec      *recording.Recording
	run      *recordings.Run // nil if it is a recording that is only read
	session  *lessons.Session
	state    lessonview.State
	track    *screen.Track
	screen   *screen.Screen
	keys     *keys.Bindings
	words    *words.Table
	pos      int
	selected scene.Selection
	verdict  *scene.Verdict
}

// open sets the stage for a shot.
func open(s *shot) (*stage, error) {
	st := &stage{screen: screen.New(), keys: keys.New(panes.Bindings()), words: words.For(s.lang)}
	st.screen.Preset = s.preset
	st.name = st.words.Sandbox
	var err error
	switch {
	case s.lesson != "":
		err = st.openLesson(s.lesson)
	case s.script != "":
		err = st.openScript(s.script)
	default:
		cfg := config.Default()
		cfg.Nodes, cfg.Seed = 5, 7
		st.run, err = recordings.Start(recording.Header{Config: cfg, Name: "sandbox"})
	}
	if err != nil {
		return nil, err
	}
	if st.run != nil {
		st.rec = st.run.Recording()
		st.pos = st.rec.Len()
	}
	st.track = screen.NewTrack(0, st.rec)
	return st, nil
}

func (st *stage) openScript(name string) error {
	data, err := scripts.Open(name)
	if err != nil {
		return err
	}
	script, err := lessons.Parse(name, data)
	if err != nil {
		return err
	}
	run, err := script.Start("")
	if err != nil {
		return err
	}
	if r := script.Play(run, lessons.PlayOptions{}); r.Failure != nil {
		return r.Failure
	}
	st.name, st.rec = name, run.Recording()
	return run.Close()
}

func (st *stage) openLesson(name string) error {
	l, err := lessons.Find(name)
	if err != nil {
		return err
	}
	if st.session, err = l.Begin(""); err != nil {
		return err
	}
	st.name, st.run, st.screen.Focus = l.Title(st.words.Lang), st.session.Run(), pane.Lesson
	return st.enter()
}

// enter does what the lesson's step does of itself, and goes on to one that has
// something to show.
func (st *stage) enter() error {
	for {
		step := st.session.Step()
		if step == nil {
			return nil
		}
		st.state = lessonview.State{}
		if a, ok := step.Act.(*lessons.Ask); ok {
			st.state.Picked = make([]bool, len(a.Choices))
		}
		sel, pointed, ok := lessonview.Point(step.Point, st.run.Frame())
		if err := st.session.Enter(nil); err != nil {
			return err
		}
		st.pos = st.run.Recording().Len()
		if ok {
			st.selected = sel
		}
		if pointed != "" {
			st.screen.Stage = pointed
		}
		if !lessonview.Silent(step) {
			return nil
		}
		st.session.Next()
	}
}

// goOn answers the lesson's question with the choice at the cursor, or goes on to
// the next step.
func (st *stage) goOn() error {
	if a, ok := st.session.Step().Act.(*lessons.Ask); ok && !st.session.Done() {
		st.state.Picked[st.state.Cursor] = true
		_, err := st.session.Answer([]string{a.Choices[st.state.Cursor]}, nil)
		st.pos = st.run.Recording().Len()
		return err
	}
	st.session.Next()
	return st.enter()
}

// close ends the run.
func (st *stage) close() error {
	if st.session != nil {
		return st.session.Close()
	}
	if st.run != nil {
		return st.run.Close()
	}
	return nil
}

// press does what a key does, or what a command line says that begins with :.
func (st *stage) press(key string) error {
	if line, ok := strings.CutPrefix(key, ":"); ok {
		return st.give(line)
	}
	a := st.keys.Find(st.screen.Focus.Scope(), key)
	if a == keys.None {
		a = st.keys.Find(keys.Show, key)
	}
	if i, ok := a.Pane(); ok {
		st.screen.Focus = panes.Table[i].ID
		return nil
	}
	switch a {
	case keys.Zoom:
		st.screen.Zoom = !st.screen.Zoom
		return nil
	case keys.ToEnd:
		st.pos = st.rec.Len()
		return nil
	case keys.GoOn:
		return st.goOn()
	}
	sc := st.scene()
	sc.Focused = true
	intent, ok := st.screen.Pane(st.screen.Focus).Act(a, sc)
	if !ok {
		return fmt.Errorf("the key %q means nothing in %s", key, st.screen.Focus)
	}
	return st.fulfil(&intent)
}

// fulfil does what a pane asks for.
func (st *stage) fulfil(w *pane.Intent) error {
	if w.Select != nil {
		st.selected = *w.Select
	}
	if w.Focus != "" {
		st.screen.Focus = w.Focus
	}
	switch {
	case w.Seek != nil:
		st.pos = *w.Seek
	case w.Judge:
		v, err := linear.Check(st.rec, st.pos, linear.Limit{})
		if err != nil {
			return err
		}
		st.verdict = &scene.Verdict{Verdict: v, Pos: st.pos}
	}
	return nil
}

// give obeys a command: what is recorded already is gone through.
func (st *stage) give(line string) error {
	c, err := command.Parse(line)
	if err != nil {
		return err
	}
	if st.run != nil {
		err := st.run.Exec(c, nil)
		st.pos = st.rec.Len()
		return err
	}
	switch c := c.(type) {
	case command.StepN:
		st.pos = min(st.pos+c.N, st.rec.Len())
		return nil
	case command.RunUntil:
		cond, err := query.CompileBool(c.Expr)
		if err != nil {
			return err
		}
		for st.pos < st.rec.Len() {
			st.pos++
			if yes, err := cond.Bool(st.track.Step(st.pos).Frame); err == nil && yes {
				return nil
			}
		}
	}
	return fmt.Errorf("a recording cannot obey %q", line)
}

func (st *stage) scene() *scene.Scene {
	sc := st.track.Scene(st.pos, st.rec.Time(st.pos), st.words)
	sc.Selected, sc.Verdict = st.selected, st.verdict
	if st.session != nil {
		sc.LessonStep = lessonview.Of(st.session, &st.state, st.words)
	}
	return sc
}

// draw draws the screen.
func (st *stage) draw(width, height int) *canvas.Canvas {
	c, sc := canvas.New(width, height), st.scene()
	l := st.screen.Layout(sc, width, height)
	task := false
	if st.session != nil && st.session.Step() != nil {
		_, task = st.session.Step().Act.(*lessons.Try)
	}
	st.screen.DrawAll(c.Area(), &l, &screen.Picture{
		Scene:    sc,
		Header:   screen.Header{Name: st.name, Speed: strconv.Itoa(4)},
		Scrubber: screen.Scrubber{Track: st.track, Pos: st.pos, Fork: -1},
		Footer:   st.screen.Footer(st.keys, st.session != nil, task),
	})
	return c
}
