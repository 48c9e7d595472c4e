package why

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/engine/record"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

const (
	inEnglish = `n3 refused its vote to n1: its own log ends at 3/7, n1's at 2/9; a voter refuses a candidate whose log is less up to date.  Raft §5.4.1`
	inChinese = `n3 拒绝把票投给 n1：它自己的日志止于 3/7，n1 的止于 2/9；投票者会拒绝日志不如自己新的候选人。  Raft 论文 §5.4.1`
)

func TestGoldens(t *testing.T) {
	var sheet golden.Sheet
	for _, w := range []int{60, 80, 120, 200} {
		for _, v := range []struct {
			name, text string
			ascii      bool
		}{{"en", inEnglish, false}, {"zh", inChinese, false}, {"ascii", inEnglish, true}} {
			c := canvas.New(w, MaxRows)
			Draw(c.Area(), v.text)
			sheet.Add(fmt.Sprintf("%d×%d %s", w, MaxRows, v.name), c.Plain(v.ascii))
		}
	}
	sheet.Check(t, "sizes")
}

// scenes are what the pane is drawn for: a commit, time that merely passed, a
// property that broke, the start.
var scenes = []struct {
	name string
	of   func(lang.Lang) *scene.Scene
}{
	{"a commit", samples.InStory},
	{"waiting", waiting},
	{"broken", func(l lang.Lang) *scene.Scene {
		return samples.BrokenRun().SceneAt(len(samples.BrokenRun().Steps)-1, l)
	}},
	{"the start", func(l lang.Lang) *scene.Scene { return samples.Of(samples.Cold(), l) }},
}

// waiting is a moment at which time merely passes, long after the last event.
func waiting(l lang.Lang) *scene.Scene { return samples.Idle().Scene("still", l) }

func drawn(p *Pane, s *scene.Scene, w, h int) *canvas.Canvas {
	if s.Why == nil {
		s.Why = func() string { return explain.Step(s.Before, s.Step, s.Words.Lang).String() }
	}
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c
}

// The pane as it usually is, and with room for everything.
func TestPane(t *testing.T) {
	for _, size := range [][2]int{{80, 2}, {118, 3}, {80, 19}, {120, 35}, {200, 55}} {
		var sheet golden.Sheet
		for _, sc := range scenes {
			for _, v := range samples.Variants {
				sheet.Add(sc.name+" "+v.Name, drawn(New(), sc.of(v.Lang), size[0], size[1]).Plain(v.ASCII))
			}
		}
		sheet.Check(t, fmt.Sprintf("pane-%dx%d", size[0], size[1]))
	}
}

func TestAnySize(t *testing.T) {
	for _, sc := range scenes {
		s, p := sc.of(lang.Chinese), New()
		for w := range 130 {
			for _, h := range []int{0, 1, 2, 3, 4, 5, 6, 7, 17, 31} {
				drawn(p, s, w, h)
			}
		}
	}
}

// Every text exists in every language, and formats take the same values.
func TestWords(t *testing.T) {
	langtest.All(t, &catalogue)
}

// Every field of a node, of its store and of a leader's peers is told of when it
// changes, in both languages, or is kept out on purpose.
func TestEveryFieldIsTold(t *testing.T) {
	elsewhere := []string{"Progress", "Store"} // which have fields that are told
	var look func(s *record.Schema)
	look = func(s *record.Schema) {
		for i := range s.Fields {
			switch f := &s.Fields[i]; {
			case f.Label == "-":
			case f.Label == "" && f.Sub != nil:
				look(f.Sub)
			case f.Label == "" && slices.Contains(elsewhere, f.Go):
			case f.Label == "" || f.LabelZH == "":
				t.Errorf("%v.%s has no label in both languages; tag it label:\"english|chinese\", or label:\"-\" to keep it out", s.Type, f.Go)
			}
		}
	}
	look(record.Of[frame.Node]())
	look(record.Of[frame.Progress]())
	look(record.Of[store.State]())
	n, l := &frame.Node{First: 1, Timer: frame.Timer{Timeout: 9}}, lang.English
	for _, f := range ofNodes {
		f.write(n, l)
	}
	for _, f := range ofStores {
		f.write(&store.State{}, l)
	}
	for _, f := range ofPeers {
		f.write(&frame.Progress{}, l)
	}
}

// What changed is what differs between the frames: of every told field of every
// node, and of nothing else.
func TestChangesAreTheFrames(t *testing.T) {
	for pos := 1; pos < len(samples.SplitRun().Steps); pos++ {
		s := samples.SplitRun().SceneAt(pos, lang.English)
		lines := &teller{scene: s, texts: catalogue.In(lang.English), w: 400}
		for _, now := range s.Frame().Nodes {
			was := s.Was(now.Name)
			got := ""
			for _, item := range lines.ofNode(was, now) {
				got += item[0].Text + "\n"
			}
			for name, differs := range map[string]bool{
				"term": was.Term != now.Term, "role": was.Role != now.Role, "commit": was.Commit != now.Commit, "synced": was.Synced != now.Synced,
				"applied": was.Applied != now.Applied, "process": was.Status != now.Status, "log": was.Last() != now.Last() || was.LastTerm() != now.LastTerm(),
				"revision": was.OpenStore().Rev != now.OpenStore().Rev,
			} {
				if strings.Contains("\n"+got, "\n"+name+" ") != differs {
					t.Errorf("step %d, %s: %s differs: %v, and what changed is\n%s", pos, now.Name, name, differs, got)
				}
			}
		}
	}
}

// A step in which time merely passed says what happened before it, and leads
// there; so does one that a jump led to.
func TestLast(t *testing.T) {
	s := waiting(lang.English)
	p := New()
	last := samples.Idle().Pos("still") - 1
	want := fmt.Sprintf("Before it, at 1 562 ms (step %d): n5's clock stands", last)
	if got := drawn(p, s, 80, 3).Plain(false); !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
		t.Errorf("it does not say what happened:\n%s", got)
	}
	if got := p.Click(5, 1, s); got.Seek == nil || *got.Seek != last {
		t.Errorf("a click goes to %+v", got)
	}
	drawn(p, s, 80, 20)
	if got := p.Click(5, 0, s); got.Seek != nil {
		t.Errorf("a click on the sentence goes to %d", *got.Seek)
	}

	_, now := samples.Story()
	jumped, p := samples.StoryRun().SceneAt(now-1, lang.English), New()
	drawn(p, samples.StoryRun().SceneAt(0, lang.English), 80, 3)
	if got := drawn(p, jumped, 80, 3).Plain(false); !strings.Contains(got, "Before it, at 179 ms (step 126): n1 committed index 4") {
		t.Errorf("after a jump it does not say what happened:\n%s", got)
	}
	p = New()
	if got := drawn(p, jumped, 80, 3).Plain(false); strings.Contains(got, "Before it") {
		t.Errorf("without a jump it says more than the step:\n%s", got)
	}
}

func TestScroll(t *testing.T) {
	s, p := samples.InStory(lang.English), New()
	drawn(p, s, 60, 3)
	if got, ok := p.Act(keys.ScrollDown, s); !ok || got.Say == "" {
		t.Errorf("a small pane says nothing of its larger self: %+v", got)
	}
	if got := drawn(p, s, 60, 8).Plain(false); !strings.Contains(got, "▾") || strings.Contains(got, "▴") {
		t.Errorf("no sign of more:\n%s", got)
	}
	p.Act(keys.ScrollDown, s)
	if got := drawn(p, s, 60, 8).Plain(false); !strings.Contains(got, "▴ 1") {
		t.Errorf("it did not scroll:\n%s", got)
	}
	for range 100 {
		p.Act(keys.ScrollDown, s)
	}
	if got := drawn(p, s, 60, 8).Plain(false); strings.Contains(got, "▾") {
		t.Errorf("it did not come to the end:\n%s", got)
	}
	p.Act(keys.ScrollUp, s)
	if got := drawn(p, s, 60, 8).Plain(false); !strings.Contains(got, "▾ 1") {
		t.Errorf("it did not scroll back:\n%s", got)
	}
	if got := drawn(p, waiting(lang.English), 60, 8).Plain(false); strings.Contains(got, "▴") {
		t.Errorf("another step is not told from its beginning:\n%s", got)
	}
}

// BenchmarkDraw draws everything about a step at 200×60, the same step, and
// each time another.
func BenchmarkDraw(b *testing.B) {
	steps, _ := samples.Story()
	for _, moves := range []bool{false, true} {
		b.Run(map[bool]string{false: "still", true: "moving"}[moves], func(b *testing.B) {
			p, c := New(), canvas.New(200, 60)
			var list []*scene.Scene
			for pos := range steps {
				s := samples.StoryRun().SceneAt(pos, lang.English)
				s.Why = func() string { return inEnglish }
				list = append(list, s)
			}
			for i := 0; b.Loop(); i++ {
				s := list[10]
				if moves {
					s = list[i%len(list)]
				}
				c.Reset(200, 60)
				p.Draw(c.Area(), s)
			}
		})
	}
}
