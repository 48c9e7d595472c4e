package lesson

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

var stranded = &scene.Narration{
	Title: "stranded-leader",
	About: "A leader cut off with a minority can append, but never commit.\nWithout CheckQuorum it goes on believing that it leads.",
	Notes: []scene.Note{
		{Pos: 0, Text: "Five nodes, and none of them leads."},
		{Pos: 3, Text: "Two nodes call themselves leader, in different terms. Only n3's majority commits."},
		{Pos: 3, Text: `node("n1").role == "leader"`, Kind: scene.Expected},
		{Pos: 3, Text: `node("n3").term > node("n1").term`, Kind: scene.Expected},
		{Pos: 5, Text: "n1 hears of the later term\nand follows.\n\nIts entry is gone."},
		{Pos: 5, Text: `node("n1").role == "follower"`, Kind: scene.Expected},
		{Pos: 9, Text: "The end."},
	},
}

var inChinese = &scene.Narration{
	Title: "被隔开的领导者",
	About: "与少数派一起被隔开的领导者可以追加，但永远不能提交。",
	Notes: []scene.Note{
		{Pos: 0, Text: "五个节点，还没有领导者。"},
		{Pos: 3, Text: "两个节点都自称领导者，任期不同。只有 n3 的多数派能够提交；n1 追加的条目停在它自己的日志里，谁也没有听说过它。"},
		{Pos: 3, Text: `node("n1").role == "leader"`, Kind: scene.Expected},
		{Pos: 5, Text: "n1 得知更高的任期，成为跟随者，它的条目消失了。"},
	},
}

func at5(l *scene.Narration, pos int, lang lang.Lang) *scene.Scene {
	steps, _ := samples.Story()
	s := samples.Of(steps[pos], lang)
	s.Narration, s.Focused = l, true
	return s
}

// The pane at sizes from one row to a whole screen, before the first note, on
// one and after one, in every variant.
func TestFrames(t *testing.T) {
	var sheet golden.Sheet
	late := *stranded
	late.Notes = stranded.Notes[1:]
	for _, v := range samples.Variants {
		l := stranded
		if v.Lang == lang.Chinese {
			l = inChinese
		}
		for _, size := range [][2]int{{20, 1}, {40, 2}, {80, 3}, {80, 4}, {120, 7}, {120, 20}} {
			for _, pos := range []int{3, 6} {
				c := canvas.New(size[0], size[1])
				New().Draw(c.Area(), at5(l, pos, v.Lang))
				sheet.Add(fmt.Sprintf("%d×%d step %d %s", size[0], size[1], pos, v.Name), c.Plain(v.ASCII))
			}
		}
		c := canvas.New(80, 4)
		New().Draw(c.Area(), at5(&late, 1, v.Lang))
		sheet.Add("before the first note "+v.Name, c.Plain(v.ASCII))
		c = canvas.New(80, 4)
		New().Draw(c.Area(), at5(nil, 1, v.Lang))
		sheet.Add("nothing "+v.Name, c.Plain(v.ASCII))
	}
	sheet.Check(t, "sizes")
}

// The arrow keys and enter go from note to note, wherever one is.
func TestActs(t *testing.T) {
	for _, c := range []struct {
		at   int
		key  keys.Action
		want int // -1: it says why not
	}{
		{0, keys.ScrollUp, -1}, {0, keys.ScrollDown, 3}, {1, keys.ScrollUp, 0}, {2, keys.GoOn, 3},
		{3, keys.ScrollUp, 0}, {3, keys.GoOn, 5}, {4, keys.StepBack, 3}, {5, keys.ScrollDown, 9}, {6, keys.ScrollUp, 5}, {9, keys.GoOn, -1}, {9, keys.ScrollUp, 5},
	} {
		got, ok := New().Act(c.key, at5(stranded, c.at, lang.English))
		switch {
		case !ok, c.want < 0 && (got.Seek != nil || got.Say == ""), c.want >= 0 && (got.Seek == nil || *got.Seek != c.want):
			t.Errorf("at %d %v gives %+v, want %d", c.at, c.key, got, c.want)
		}
	}
	if _, ok := New().Act(keys.Hint, at5(stranded, 3, lang.English)); ok {
		t.Error("a script has hints")
	}
	if _, ok := New().Act(keys.GoOn, at5(nil, 3, lang.English)); ok {
		t.Error("where nothing is told there is something to go to")
	}
}

// A click goes to where the clicked note was said, the wheel to the next.
func TestMouse(t *testing.T) {
	p := New()
	c := canvas.New(120, 20)
	s := at5(stranded, 6, lang.English)
	p.Draw(c.Area(), s)
	for y, line := range strings.Split(c.Plain(false), "\n") {
		got := p.Click(5, y, s)
		var want int
		switch {
		case strings.Contains(line, "Five nodes"):
			want = 0
		case strings.Contains(line, "call themselves"), strings.Contains(line, "term >"):
			want = 3
		case strings.Contains(line, "later term"):
			want = 5
		default:
			continue
		}
		if got.Seek == nil || *got.Seek != want {
			t.Errorf("a click on %q gives %+v", line, got)
		}
	}
	if got := p.Click(5, 19, s); got != (pane.Intent{}) {
		t.Errorf("a click beneath gives %+v", got)
	}
	if got := p.Wheel(0, 1, s); got.Seek == nil || *got.Seek != 9 {
		t.Errorf("the wheel gives %+v", got)
	}
}

// Where there is no room for all of a note, it says that more follows.
func TestCut(t *testing.T) {
	c := canvas.New(60, 1)
	New().Draw(c.Area(), at5(stranded, 4, lang.English))
	if got := c.Plain(false); !strings.Contains(got, "…") || !strings.Contains(got, "2/4") {
		t.Errorf("one row is %q", got)
	}
}

func TestWords(t *testing.T) { langtest.All(t, &catalogue) }
