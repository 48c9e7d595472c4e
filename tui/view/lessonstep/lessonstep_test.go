package lessonstep

import (
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

func TestWords(t *testing.T) { langtest.All(t, &catalogue) }

func drawn(v *View, c *scene.LessonStep, w, h int) string {
	cv := canvas.New(w, h)
	v.Draw(cv.Area(), c, lang.English)
	return cv.Plain(false)
}

func question() *scene.LessonStep {
	return &scene.LessonStep{
		Title: "T", N: 3, Of: 9, Body: "Which of these **four** nodes will be the first to try?",
		Choices: []scene.Option{{Text: "n1"}, {Text: "n2"}, {Text: "n3"}, {Text: "none of them, as long as nobody asks"}},
		Next:    scene.GiveIt,
	}
}

// The choice that the person is at is always seen, however few rows there are.
func TestChoiceIsSeen(t *testing.T) {
	for h := 1; h < 12; h++ {
		v := &View{}
		for i := range 4 {
			c := question()
			c.Cursor = i
			if got := drawn(v, c, 60, h); !strings.Contains(got, "▸ "+string(rune('a'+i))) {
				t.Errorf("in %d rows choice %d is not seen:\n%s", h, i, got)
			}
		}
	}
}

// What is new is brought into sight: the verdict, a hint, that one looks
// elsewhere, that the goal is reached.
func TestNewsIsSeen(t *testing.T) {
	task := scene.LessonStep{Title: "T", N: 4, Body: strings.Repeat("A long text that fills the pane. ", 12), More: 2, Next: scene.ReachIt}
	v := &View{}
	drawn(v, &task, 60, 4)
	hinted := task
	hinted.Hints, hinted.More = []string{"first", strings.Repeat("the second, which is long ", 6)}, 0
	if got := drawn(v, &hinted, 60, 4); !strings.Contains(got, "hint 2 of 2") {
		t.Errorf("the hint is not seen:\n%s", got)
	}
	reached := hinted
	reached.Reached = true
	if got := drawn(v, &reached, 60, 4); !strings.Contains(got, "✓ The goal is reached.") {
		t.Errorf("that the goal is reached is not seen:\n%s", got)
	}
	away := reached
	away.Away = true
	if got := drawn(v, &away, 60, 4); !strings.Contains(got, "another branch of the run") {
		t.Errorf("that one is elsewhere is not seen:\n%s", got)
	}

	v = &View{}
	q := question()
	drawn(v, q, 60, 5)
	a := *q
	a.Verdict, a.Want, a.Reveal = scene.WrongAnswer, "n3", "Because."
	if got := drawn(v, &a, 60, 5); !strings.Contains(got, "What happened: n3") || !strings.Contains(got, "Because.") {
		t.Errorf("the verdict is not seen:\n%s", got)
	}
	a.Opinion = true
	if got := drawn(&View{}, &a, 60, 30); !strings.Contains(got, "Not so. The answer is: n3") {
		t.Errorf("nothing happened, and it says:\n%s", got)
	}
}

// At any size nothing is drawn beyond the area, and nothing panics.
func TestAnySize(t *testing.T) {
	for w := range 90 {
		for h := range 12 {
			drawn(&View{}, question(), w, h)
		}
	}
}
