package events

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Sizes: narrow, medium and large.
var sizes = [][2]int{{38, 8}, {60, 14}, {120, 30}}

func picture(p *Pane, w, h int, s *scene.Scene, ascii bool) string {
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c.Plain(ascii)
}

func counting(l lang.Lang) *scene.Scene { return samples.ElectionRun().Scene("counting", l) }

func split(l lang.Lang) *scene.Scene { return samples.SplitRun().Scene("two leaders", l) }

func TestGoldens(t *testing.T) {
	for name, at := range map[string]func(l lang.Lang) *scene.Scene{"election": counting, "split": split} {
		var sheet golden.Sheet
		for _, size := range sizes {
			for _, v := range samples.Variants {
				sheet.Add(fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name), picture(New(), size[0], size[1], at(v.Lang), v.ASCII))
			}
		}
		s := at(lang.English)
		s.Selected.Node = "n2"
		sheet.Add("60×14 of n2", picture(&Pane{view: ofNode}, 60, 14, s, false))
		sheet.Check(t, name)
	}
}

// What is listed are the events of the run in their order, without a gap, and the
// chosen one is the first of the position.
func TestListsTheRun(t *testing.T) {
	for _, view := range []view{all, ofNode} {
		for pos := 1; pos < len(samples.SplitRun().Steps); pos += 7 {
			s := samples.SplitRun().SceneAt(pos, lang.English)
			s.Selected.Node = "n2"
			p := &Pane{view: view}
			var want []place
			for i, st := range samples.SplitRun().Steps[1:] {
				for j := range st.Events {
					if view == all || st.Events[j].Node == "n2" {
						want = append(want, place{i + 1, j})
					}
				}
			}
			picture(p, 120, 30, s, false)
			var got []place
			for y := range 30 {
				if at, ok := p.rows.At(3, y); ok {
					got = append(got, at)
				}
			}
			if len(got) != min(28, len(want)) {
				t.Fatalf("at %d, view %d: %d rows of %d events", pos, view, len(got), len(want))
			}
			first := 0
			for want[first] != got[0] {
				first++
			}
			for i := range got {
				if got[i] != want[first+i] {
					t.Fatalf("at %d, view %d: row %d is %v, want %v", pos, view, i, got[i], want[first+i])
				}
			}
			here := samples.SplitRun().Steps[pos].Events
			if at := p.at(s); view == all && len(here) > 0 && at != (place{pos, 0}) {
				t.Errorf("at %d the chosen event is %v", pos, at)
			}
		}
	}
}

// Each row says what the explanations say of its event.
func TestSaysWhatIsExplained(t *testing.T) {
	run := samples.ElectionRun()
	for _, l := range lang.All {
		s := run.Scene("counting", l)
		p := New()
		rows := strings.Split(picture(p, 400, 20, s, false), "\n")
		for y := range rows {
			at, ok := p.rows.At(3, y)
			if !ok {
				continue
			}
			st := run.Steps[at.pos]
			e := &st.Events[at.event]
			for _, want := range []string{fmt.Sprint(st.Index), fmt.Sprint(st.Time), explain.Short(e, l), explain.Event(run.Steps[at.pos-1].Frame, st, e, l)} {
				if !strings.Contains(rows[y], want) {
					t.Errorf("%v: the row of step %d lacks %q: %s", l, at.pos, want, rows[y])
				}
			}
		}
	}
}

// Moving goes from event to event, through the ends of steps; enter goes to the
// step of the chosen one and selects its node.
func TestMoveAndOpen(t *testing.T) {
	s := counting(lang.English)
	p := New()
	at := p.at(s)
	for range 9 {
		p.Act(keys.ScrollUp, s)
	}
	back := p.at(s)
	n := 0
	for pos := back.pos; pos <= at.pos; pos++ {
		n += len(samples.ElectionRun().Steps[pos].Events)
	}
	n -= back.event + len(samples.ElectionRun().Steps[at.pos].Events) - at.event
	if n != 9 {
		t.Errorf("nine up from %v is %v, %d before it", at, back, n)
	}
	want, ok := p.Act(keys.Open, s)
	if !ok || want.Seek == nil || *want.Seek != back.pos {
		t.Fatalf("enter asks for %+v, not for position %d", want, back.pos)
	}
	e := samples.ElectionRun().Steps[back.pos].Events[back.event]
	if e.Node != "" && (want.Select == nil || want.Select.Node != e.Node) {
		t.Errorf("enter selects %+v, not %s", want.Select, e.Node)
	}
	if p.at(samples.ElectionRun().SceneAt(back.pos, lang.English)).pos != back.pos {
		t.Error("the choice stays where the position was")
	}
	for range 10_000 {
		p.Act(keys.ScrollDown, s)
	}
	last := p.at(s)
	if last.pos > s.Reel.Len || len(p.walk(s, place{last.pos, last.event + 1}, 1, 1)) > 0 {
		t.Errorf("the end of the list is %v of %d", last, s.Reel.Len)
	}
}

// A click chooses a row, or the view of the node.
func TestClick(t *testing.T) {
	s := counting(lang.English)
	p := New()
	picture(p, 60, 14, s, false)
	row, ok := p.rows.At(3, 4)
	if !ok {
		t.Fatal("nothing stands in the fifth row")
	}
	if p.Click(3, 4, s); p.at(s) != row {
		t.Errorf("the chosen event is %v, not %v", p.at(s), row)
	}
	if p.Click(9, 0, s); p.view != ofNode {
		t.Error("a click on the node's name leaves the view")
	}
}

// The pane draws at any size, at the start and at the end, with little read of a
// long run.
func TestAnySize(t *testing.T) {
	for _, s := range []*scene.Scene{counting(lang.Chinese), samples.SplitRun().SceneAt(0, lang.English), samples.Of(samples.Alone(), lang.English)} {
		for w := 0; w < 130; w += 1 + w/10 {
			for _, h := range []int{0, 1, 2, 3, 9, 60} {
				for _, v := range []view{all, ofNode} {
					picture(&Pane{view: v}, w, h, s, false)
				}
			}
		}
	}
}

func TestReadsLittle(t *testing.T) {
	s := counting(lang.English)
	st := *s.Step
	st.Index, s.Reel.Len = 1_000_000, 2_000_000
	reads := 0
	s.Step, s.Reel.At = &st, func(pos int) *event.Step {
		reads++
		x := *samples.ElectionRun().Steps[1+pos%10]
		x.Index = uint64(pos)
		return &x
	}
	picture(New(), 200, 60, s, false)
	if reads > 400 {
		t.Errorf("%d steps are read for 60 rows", reads)
	}
	reads, s.Selected.Node = 0, "n3"
	s.Reel.At = func(int) *event.Step { reads++; return &event.Step{Frame: st.Frame} }
	picture(&Pane{view: ofNode}, 200, 60, s, false)
	if reads > 8*reach {
		t.Errorf("%d steps are read where nothing is found", reads)
	}
}

func TestLanguages(t *testing.T) { langtest.All(t, &catalogue) }
