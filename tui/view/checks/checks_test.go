package checks

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/check"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Sizes: narrow, medium and large.
var sizes = [][2]int{{38, 10}, {60, 14}, {100, 40}}

func picture(p *Pane, w, h int, s *scene.Scene, ascii bool) string {
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c.Plain(ascii)
}

// whole is a run in which all holds and a client has asked, lost one that a lying
// disk has broken.
func whole(l lang.Lang) *scene.Scene { return focused(samples.Idle().Scene("still", l)) }

func lost(l lang.Lang) *scene.Scene {
	return focused(samples.BrokenRun().SceneAt(len(samples.BrokenRun().Steps)-1, l))
}

func focused(s *scene.Scene) *scene.Scene {
	s.Focused = true
	return s
}

// fine is like whole, at step 1240. It is altered, as is broken: no run of etcd's
// raft breaks log matching, nor two properties at once.
func fine(l lang.Lang) *scene.Scene {
	st := *samples.Joint()
	f := *st.Frame
	st.Index, f.Step = 1240, 1240
	f.Clients = []*frame.Client{{Name: "c1", Last: &frame.Op{ID: 1, Client: "c1", Request: etcdtest.Request("put x 1"), State: frame.OpOK}}}
	st.Frame = &f
	s := samples.Of(&st, l)
	s.Focused = true
	return s
}

var mismatch = &frame.Violation{
	Property: "log-matching", Nodes: []string{"n1", "n3"}, Index: 7, Step: 1240,
	Text: lang.Text{
		EN: `n1 and n3 both hold an entry of term 11 at index 7, but not the same one: "put x 1" on n1, "put x 2" on n3.`,
		ZH: `n1 和 n3 在索引 7 处都有任期 11 的条目，却不相同：n1 上是 "put x 1"，n3 上是 "put x 2"。`,
	},
}

// broken is the step that broke a property.
func broken(l lang.Lang, vs ...*frame.Violation) *scene.Scene {
	s := fine(l)
	s.Step.Frame.Violations = vs
	s.Step.Events = []event.Event{{Payload: &event.Violated{}}}
	return s
}

// before is a position of the recording that ends with a broken step.
func before(s *scene.Scene, pos int) *scene.Scene {
	end := *s.Step
	s.Reel = scene.Reel{
		ID: 1, Len: int(end.Index),
		Kinds: func(at int) event.Set {
			if at == int(end.Index) {
				return end.Kinds()
			}
			return event.Set{}
		},
		At: func(int) *event.Step { return &end },
	}
	st, f := end, *end.Frame
	f.Violations, f.Step = nil, uint64(pos)
	st.Index, st.Events, st.Frame = uint64(pos), nil, &f
	s.Step = &st
	return s
}

func judgedAs(r linear.Result, pos int) *scene.Verdict {
	v := &scene.Verdict{Verdict: linear.Verdict{Result: r, Operations: 12, Unknown: 2, Ignored: 1}, Pos: pos}
	if r == linear.NotLinearizable {
		v.Piece = []linear.Operation{
			{ID: 4, Client: "c1", Request: etcdtest.Request("put x 2"), Answer: etcdtest.Answer("OK"), Rev: 5, Call: 900, CallStep: 200, End: 940, EndStep: 230},
			{ID: 5, Client: "c2", Request: etcdtest.Request("get x"), Answer: etcdtest.Answer("1"), Rev: 4, Call: 1000, CallStep: 300, End: 1020, EndStep: 320},
			{ID: 6, Client: "c3", Request: etcdtest.Request("put x 3"), Call: 1010, CallStep: 305},
		}
	}
	return v
}

func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name  string
		scene func(l lang.Lang) *scene.Scene
	}{
		{"fine", whole},
		{"broken", lost},
	} {
		var sheet golden.Sheet
		for _, size := range sizes {
			for _, v := range samples.Variants {
				name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
				sheet.Add(name, picture(New(), size[0], size[1], c.scene(v.Lang), v.ASCII))
			}
		}
		sheet.Check(t, c.name)
	}
}

// A real break is told as the frame has it: the property, its step and its whole
// text; every other property has held until then.
func TestBreakIsTheFrames(t *testing.T) {
	for _, l := range lang.All {
		s := lost(l)
		v := s.Frame().Violations[0]
		pic := strings.Join(strings.Fields(picture(New(), 100, 40, s, false)), "")
		if n := strings.Count(pic, "✗"); n != 2 { // the headline and the property
			t.Errorf("%s: %d crosses, want one for the property and one for all", l, n)
		}
		if n := strings.Count(pic, "✓"); n != len(check.Properties)-1 {
			t.Errorf("%s: %d properties have held, want all but one of %d", l, n, len(check.Properties))
		}
		for _, want := range []string{kit.Number(v.Step), v.Text.In(l)} {
			if !strings.Contains(pic, strings.Join(strings.Fields(want), "")) {
				t.Errorf("%s: %q is not said\n%s", l, want, pic)
			}
		}
	}
	if n := strings.Count(picture(New(), 100, 40, whole(lang.English), false), "✓"); n != len(check.Properties)+1 { // and the headline
		t.Errorf("%d ticks, want one for each of %d properties and one for all", n, len(check.Properties))
	}
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	add := func(name string, p *Pane, s *scene.Scene) {
		for _, size := range [][2]int{{38, 10}, {60, 20}} {
			q := *p
			sheet.Add(fmt.Sprintf("%s, %d×%d", name, size[0], size[1]), picture(&q, size[0], size[1], s, false))
		}
	}
	linearly := &Pane{chosen: linearizability}
	add("the start", New(), samples.Of(samples.Cold(), lang.English))
	add("will break", &Pane{chosen: "log-matching"}, before(broken(lang.English, mismatch), 1000))
	add("two broke", New(), broken(lang.English, mismatch, &frame.Violation{Property: "store-equality", Nodes: []string{"n3", "n4"}, Index: 7, Step: 1240, Text: lang.Text{EN: "n3 and n4 differ."}}))
	end := len(samples.Panicked().Steps) - 1
	add("raft panicked", New(), samples.Panicked().SceneAt(end, lang.English))
	add("raft will panic", New(), samples.Panicked().SceneAt(end-1, lang.English))
	s := fine(lang.English)
	add("not judged", linearly, s)
	for _, v := range []struct {
		name string
		v    *scene.Verdict
	}{
		{"being judged", &scene.Verdict{Running: true}}, {"linearizable", judgedAs(linear.Linearizable, 1240)}, {"linearizable earlier", judgedAs(linear.Linearizable, 900)},
		{"not linearizable", judgedAs(linear.NotLinearizable, 1240)}, {"undecided", judgedAs(linear.Undecided, 1240)},
	} {
		s.Verdict = v.v
		add(v.name, linearly, s)
	}
	sheet.Check(t, "states")
}

// wish writes an intent in one line: > and the node, index and operation that
// are chosen, @ and the position, the pane, ! and what is said.
func wish(i pane.Intent) string {
	text := ""
	if c := i.Select; c != nil {
		text = fmt.Sprintf(">%s/%d/%d", c.Node, c.Index, c.Op)
	}
	if i.Seek != nil {
		text += " @" + kit.Number(*i.Seek)
	}
	if i.Focus != "" {
		text += " " + string(i.Focus)
	}
	if i.Judge {
		text += " judge"
	}
	if i.Say != "" {
		text += " !" + i.Say
	}
	return strings.TrimSpace(text)
}

func TestAct(t *testing.T) {
	en := lang.English
	with := func(s *scene.Scene, v *scene.Verdict) *scene.Scene { s.Verdict = v; return s }
	choosing := func(s *scene.Scene, node string) *scene.Scene { s.Selected.Node, s.Selected.Index = node, 7; return s }
	for _, c := range []struct {
		name   string
		chosen string
		s      *scene.Scene
		key    keys.Action
		want   string
	}{
		{"what broke here", "", broken(en, mismatch), keys.Open, ">n1/7/0"},
		{"its next node", "", choosing(broken(en, mismatch), "n1"), keys.Open, ">n3/7/0"},
		{"and the first again", "", choosing(broken(en, mismatch), "n3"), keys.Open, ">n1/7/0"},
		{"what will break", "log-matching", before(broken(en, mismatch), 7), keys.Open, ">n1/7/0 @1240"},
		{"what has held", "election-safety", fine(en), keys.Open, "!election safety has held after every step up to 1 240: there is nothing to go to"},
		{"linearizability, not asked for", linearizability, fine(en), keys.Open, "judge"},
		{"linearizability, running", linearizability, with(fine(en), &scene.Verdict{Running: true}), keys.Open, "clients"},
		{"linearizability, it is", linearizability, with(fine(en), judgedAs(linear.Linearizable, 9)), keys.Open, "clients"},
		{"linearizability, it is not", linearizability, with(fine(en), judgedAs(linear.NotLinearizable, 9)), keys.Open, ">/0/4 @320 clients"},
		{"judge", "", fine(en), keys.Judge, "judge"},
		{"judge again", "", with(fine(en), judgedAs(linear.Linearizable, 9)), keys.Judge, "judge"},
		{"judge twice", "", with(fine(en), &scene.Verdict{Running: true}), keys.Judge, "!judging"},
		{"judge nothing", "", samples.Of(samples.Cold(), en), keys.Judge, "!no client has asked for anything: :put x 1 writes a key"},
	} {
		i, ok := (&Pane{chosen: c.chosen}).Act(c.key, c.s)
		if got := wish(i); !ok || got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if _, ok := New().Act(keys.CrashRestart, fine(en)); ok {
		t.Error("another pane's key does something")
	}
}

// Up, down, the wheel and a click choose a row; what broke is chosen by itself.
func TestChoosing(t *testing.T) {
	p, s := New(), fine(lang.English)
	at := func() string { list := p.collect(s); return list[p.at(list)].name }
	picture(p, 60, 14, s, false)
	for _, c := range []struct {
		do   func()
		want string
	}{
		{func() {}, "election-safety"},
		{func() { p.Act(keys.ScrollUp, s) }, "election-safety"},
		{func() { p.Act(keys.ScrollDown, s) }, "leader-append-only"},
		{func() { p.Wheel(0, 1, s) }, "log-matching"},
		{func() { p.Click(5, 6, s) }, "store-equality"},
		{func() { p.Click(5, 0, s) }, "store-equality"},
		{func() { p.Wheel(0, 9, s) }, linearizability},
		{func() { p, s = New(), broken(lang.English, mismatch) }, "log-matching"},
	} {
		c.do()
		if got := at(); got != c.want {
			t.Errorf("%s is chosen, want %s", got, c.want)
		}
	}
}

// Every text exists in every language, formats take the same values, and each
// row has words that say why it matters.
func TestWords(t *testing.T) {
	langtest.All(t, &catalogue)
	names := []string{linearizability, panicked}
	for i := range check.Properties {
		names = append(names, check.Properties[i].Name)
	}
	for _, name := range names {
		if english.Matters[name] == "" {
			t.Errorf("nothing says why %s matters", name)
		}
	}
	if n := len(english.Matters); n != len(names) {
		t.Errorf("%d texts for %d rows", n, len(names))
	}
}

// The pane draws at any size, in every state.
func TestAnySize(t *testing.T) {
	for _, s := range []*scene.Scene{fine(lang.Chinese), broken(lang.English, mismatch), before(broken(lang.Chinese, mismatch), 9), samples.Of(samples.Cold(), lang.English)} {
		for w := 0; w < 130; w += 1 + w/20 {
			for _, h := range []int{0, 1, 2, 3, 4, 5, 9, 17, 60} {
				for _, name := range []string{"", linearizability, "log-matching"} {
					picture(&Pane{chosen: name}, w, h, s, false)
				}
			}
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	s := broken(lang.English, mismatch)
	p, c := New(), canvas.New(200, 60)
	for b.Loop() {
		c.Reset(200, 60)
		p.Draw(c.Area(), s)
	}
}
