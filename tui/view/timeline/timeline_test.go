package timeline

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// Sizes that the pane has on a screen of 80×24, 120×40 and 200×60.
var sizes = [][2]int{{80, 12}, {63, 17}, {106, 33}}

func reel(steps []*event.Step) scene.Reel {
	return scene.Reel{
		Len:   len(steps) - 1,
		Kinds: func(i int) event.Set { return steps[i].Kinds() },
		Time:  func(i int) int64 { return steps[i].Time },
		At:    func(i int) *event.Step { return steps[i] },
		Parent: func(i int) int {
			if !event.HasParent(steps[i].Cause.Type, steps[i].Parent, steps[i].Kinds()) {
				return -1
			}
			return int(steps[i].Parent)
		},
	}
}

// at is a scene of a run at a position.
func at(steps []*event.Step, pos int, l lang.Lang) *scene.Scene {
	s := &scene.Scene{
		Step: steps[pos], Now: steps[pos].Time, Words: words.For(l), Reel: reel(steps),
		Caption: func(s *event.Step) string { return caption(steps, s, l) },
	}
	if pos > 0 {
		s.Before = steps[pos-1].Frame
	}
	return s
}

// caption labels a step much as the screen does.
func caption(steps []*event.Step, s *event.Step, l lang.Lang) string {
	if s.Cause.Type == event.Command {
		return s.Cause.Text
	}
	if s.Index == 0 {
		return explain.Cause(l, event.Start)
	}
	at := explain.Step(steps[s.Index-1].Frame, s, l).Event
	if at < 0 {
		return strings.TrimSpace(s.Cause.Node + " " + explain.Cause(l, s.Cause.Type))
	}
	return s.Events[at].Node + " " + explain.Short(&s.Events[at], l)
}

// draw draws a pane after some actions.
func draw(w, h int, s *scene.Scene, ascii bool, acts ...keys.Action) string {
	p, c := New(), canvas.New(w, h)
	for _, a := range acts {
		p.Act(a, s)
	}
	p.Draw(c.Area(), s)
	return c.Plain(ascii)
}

func TestGoldens(t *testing.T) {
	steps, now := samples.Story()
	var sheet golden.Sheet
	for _, size := range sizes {
		for _, v := range samples.Variants {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, draw(size[0], size[1], at(steps, now, v.Lang), v.ASCII))
		}
	}
	sheet.Check(t, "sizes")
}

// What a step comes from and leads to.
func TestTraces(t *testing.T) {
	steps, now := samples.Story()
	var sheet golden.Sheet
	for _, v := range samples.Variants {
		for _, size := range [][2]int{{80, 12}, {106, 24}} {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, draw(size[0], size[1], at(steps, now, v.Lang), v.ASCII, keys.Open))
		}
	}
	for _, moment := range []string{"start", "asked", "synced", "lost"} {
		sheet.Add(moment, draw(80, 16, at(steps, samples.StoryRun().Pos(moment), lang.English), false, keys.Open))
	}
	sheet.Check(t, "traces")
}

// Every level, with time in which nothing happens.
func TestLevels(t *testing.T) {
	var sheet golden.Sheet
	steps := idle()
	for level := range numLevels {
		for _, v := range samples.Variants {
			p, c := &Pane{level: level}, canvas.New(80, 16)
			p.Draw(c.Area(), at(steps, len(steps)-1, v.Lang))
			sheet.Add(fmt.Sprintf("%s %s", catalogue.In(lang.English).levels[level], v.Name), c.Plain(v.ASCII))
		}
	}
	sheet.Check(t, "levels")
}

// Nine nodes and three clients in 80 columns.
func TestNine(t *testing.T) {
	var sheet golden.Sheet
	steps := nine()
	for _, w := range []int{60, 80, 200} {
		sheet.Add(fmt.Sprintf("%d×12", w), draw(w, 12, at(steps, 100, lang.English), false))
	}
	sheet.Check(t, "nine")
}

// Every position has a picture in which it is the marked row.
func TestPositions(t *testing.T) {
	steps, now := samples.Story()
	var sheet golden.Sheet
	for pos := range steps {
		for rows := 1; rows < 12; rows++ {
			p := Reel(reel(steps)).Collect(Query{Pos: pos, Rows: rows, Level: Usual})
			if p.Rows[p.Now].Pos != pos || !p.Rows[p.Now].single() {
				t.Errorf("at %d the row of %d is marked", pos, p.Rows[p.Now].Pos)
			}
			if len(p.Rows) > rows {
				t.Errorf("at %d there are %d rows, %d were asked for", pos, len(p.Rows), rows)
			}
		}
		if pos >= now-13 {
			sheet.Add(fmt.Sprintf("at %d", pos), draw(70, 10, at(steps, pos, lang.English), false))
		}
	}
	sheet.Check(t, "positions")
}

// Steps that only carry heartbeats share a row, unless one of them is shown or
// there is little else.
func TestHeartbeatsFold(t *testing.T) {
	steps, _ := samples.Story()
	f := steps[0].Frame
	crashed, end := samples.StoryRun().At("crashed"), idle()[len(idle())-1]
	run := []*event.Step{steps[0], crashed}
	for i := 2; i < 12; i++ {
		run = append(run, beat(i, crashed.Time+int64(i), f))
	}
	run = append(run, end)
	collect := func(pos, rows int) Picture { return Reel(reel(run)).Collect(Query{Pos: pos, Rows: rows, Level: Usual}) }
	if p := collect(12, 6); len(p.Rows) != 4 || p.Rows[1].Folded != 10 || p.Rows[2].Gap != end.Time-crashed.Time-11 || p.Now != 3 {
		t.Errorf("rows %+v, at %d", p.Rows, p.Now)
	}
	if p := collect(5, 6); p.Rows[p.Now].Folded != 0 {
		t.Error("the step that is shown was folded away")
	}
	if p := collect(12, 9); len(p.Rows) != 9 || p.Rows[3].Folded != 0 || p.Level != Every {
		t.Errorf("%d rows where there is little else to show, want 9", len(p.Rows))
	}
}

func beat(i int, ms int64, f *frame.Frame) *event.Step {
	m := &frame.Message{ID: uint64(100 + i), Type: "MsgHeartbeat", From: "n1", To: "n2"}
	return &event.Step{
		Index: uint64(i), Time: ms, Frame: f, Cause: event.Cause{Type: event.Tick, Node: "n1"},
		Events: []event.Event{{Node: "n1", Payload: &event.Sent{Msg: m}}},
	}
}

// idle is the story, after which nothing but heartbeats happens, then nothing,
// then a node crashes.
func idle() []*event.Step { return samples.Idle().Steps }

// nine is a cluster of nine that three clients use.
func nine() []*event.Step { return samples.Crowd().Steps }

func TestAnySize(t *testing.T) {
	steps, now := samples.Story()
	for w := range 130 {
		for _, h := range []int{0, 1, 2, 3, 5, 9, 17, 31} {
			for _, acts := range [][]keys.Action{nil, {keys.Open}, {keys.Wider, keys.Wider}} {
				draw(w, h, at(steps, now, lang.Chinese), false, acts...)
			}
		}
	}
}
