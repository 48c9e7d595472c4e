package timeline

import (
	"fmt"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/internal/golden"
	"raftviz/tui/internal/samples"
	"raftviz/tui/words"

	"raftviz/tui/scene"
)

// Sizes that the pane has on a screen of 80×24, 120×40 and 200×60.
var sizes = [][2]int{{80, 12}, {63, 17}, {106, 33}}

func reel(steps []*event.Step) Reel {
	return Reel{
		Len:   len(steps) - 1,
		Kinds: func(i int) event.Set { return steps[i].Kinds() },
		At:    func(i int) *event.Step { return steps[i] },
	}
}

func picture(w, h, pos int, l explain.Lang, ascii bool) string {
	steps, _ := samples.Story()
	p := reel(steps).Collect(pos, h-1)
	p.Caption = func(s *event.Step) string { return s.Cause.Type.String() + " " + s.Cause.Node }
	c := canvas.New(w, h)
	Draw(c.Area(), &scene.Scene{Step: steps[pos], Now: steps[pos].Time, Words: words.For(l)}, p)
	return c.Plain(ascii)
}

func TestGoldens(t *testing.T) {
	_, now := samples.Story()
	var sheet golden.Sheet
	for _, size := range sizes {
		for _, v := range samples.Variants {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, picture(size[0], size[1], now, v.Lang, v.ASCII))
		}
	}
	sheet.Check(t, "sizes")
}

// Every position has a picture in which it is the marked row.
func TestPositions(t *testing.T) {
	steps, _ := samples.Story()
	var sheet golden.Sheet
	for pos := range steps {
		p := reel(steps).Collect(pos, 9)
		if p.Rows[p.Now].Pos != pos {
			t.Errorf("at %d the row of %d is marked", pos, p.Rows[p.Now].Pos)
		}
		if len(p.Rows) > 9 {
			t.Errorf("at %d there are %d rows, 9 were asked for", pos, len(p.Rows))
		}
		sheet.Add(fmt.Sprintf("at %d", pos), picture(70, 10, pos, explain.English, false))
	}
	sheet.Check(t, "positions")
}

// Steps that only carry heartbeats share a row, unless one of them is shown or
// there is little else.
func TestHeartbeatsFold(t *testing.T) {
	steps, _ := samples.Story()
	f := steps[0].Frame
	beat := func(i int) *event.Step {
		m := &frame.Message{ID: uint64(100 + i), Type: "MsgHeartbeat", From: "n1", To: "n2"}
		return &event.Step{Index: uint64(i), Time: int64(i), Frame: f, Events: []event.Event{{Kind: event.Sent, Node: "n1", Peer: "n2", Msg: m}}}
	}
	run := []*event.Step{steps[0], steps[1]}
	for i := 2; i < 12; i++ {
		run = append(run, beat(i))
	}
	run = append(run, steps[2])
	p := reel(run).Collect(12, 6)
	if len(p.Rows) != 3 || p.Rows[1].Folded != 10 || p.Now != 2 {
		t.Errorf("%d rows, the middle one of %d steps, at %d; want 3, 10, 2", len(p.Rows), p.Rows[1].Folded, p.Now)
	}
	if p = reel(run).Collect(5, 6); p.Rows[p.Now].Folded != 0 {
		t.Error("the step that is shown was folded away")
	}
	if p = reel(run).Collect(12, 9); len(p.Rows) != 9 || p.Rows[3].Folded != 0 {
		t.Errorf("%d rows where there is little else to show, want 9", len(p.Rows))
	}
}

func TestAnySize(t *testing.T) {
	_, now := samples.Story()
	for w := range 130 {
		for _, h := range []int{1, 2, 3, 5, 9, 17, 31} {
			picture(w, h, now, explain.Chinese, false)
		}
	}
}
