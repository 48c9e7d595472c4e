package tui

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/lessons"
	"raftviz/tui/view/markdown"
	"raftviz/tui/view/pane"
)

// Every shipped lesson can be gone through on the screen from start to end, at
// both sizes and in both languages: what a step says is seen when one comes to
// it, every choice can be reached, and enter goes on.
func TestCurriculumOnTheScreen(t *testing.T) {
	sizes := [][2]int{{80, 24}, {120, 40}}
	for _, l := range lessons.Shipped() {
		for k := range 4 {
			size, lang := sizes[k/2], lang.All[k%2]
			t.Run(fmt.Sprintf("%s %d %s", l.ID, size[0], lang), func(t *testing.T) {
				t.Parallel()
				s, err := l.Begin("test")
				if err != nil {
					t.Fatal(err)
				}
				d := &driver{t, newApp(Options{Lang: lang})}
				d.a.open(Opened{Run: s.Run(), Session: s})
				d.start()
				d.size(size[0], size[1])
				d.do(d.a.begin())
				walk(d, lang)
			})
		}
	}
}

// walk goes through a lesson as someone in a hurry would.
func walk(d *driver, lang lang.Lang) {
	s := d.a.viewer
	t := s.lesson
	for range 400 {
		if s.left || t.session.Ended() {
			return
		}
		st, at := t.session.Step(), t.session.At()
		if t.until > 0 {
			d.press("enter")
		}
		if s.screen.Focus != pane.Lesson {
			d.t.Fatalf("at step %d the focus is on %v", at, s.screen.Focus)
		}
		section := st.Say
		switch a := st.Act.(type) {
		case *lessons.Ask:
			section = a.Section
			d.reads(t.session.Lesson(), section, lang, at)
			d.answers(a)
		case *lessons.Try:
			section = a.Section
			d.reads(t.session.Lesson(), section, lang, at)
			d.press("i", "s")
		default:
			d.reads(t.session.Lesson(), section, lang, at)
		}
		for n := 0; t.session.At() == at && !s.left; n++ {
			if n == 6 {
				d.t.Fatalf("step %d does not go on:\n%s", at, d.screen())
			}
			d.press("enter")
		}
	}
	d.t.Fatalf("it does not end; at step %d", t.session.At())
}

// reads checks that the beginning of a section is on the screen.
func (d *driver) reads(l *lessons.Lesson, section string, lang lang.Lang, at int) {
	d.t.Helper()
	lines := markdown.Lay(l.Section(section, lang), d.a.look.w-4)
	if len(lines) == 0 {
		d.t.Fatalf("step %d has nothing to say", at)
	}
	var text string
	for _, span := range lines[0] {
		text += span.Text
	}
	if text = termtext.Cut(strings.TrimSpace(text), 24); !strings.Contains(d.screen(), strings.TrimSuffix(text, "…")) {
		d.t.Errorf("step %d does not show %q:\n%s", at, text, d.screen())
	}
}

// answers goes to each choice, and gives the last; or types a value.
func (d *driver) answers(a *lessons.Ask) {
	d.t.Helper()
	if len(a.Choices) == 0 {
		d.press("enter")
		d.typeIn("1")
		d.press("enter")
		return
	}
	for i := range a.Choices {
		if mark := "▸ " + string(rune('a'+i)); !strings.Contains(d.screen(), mark) {
			d.t.Errorf("the choice %q cannot be seen:\n%s", mark, d.screen())
		}
		if i < len(a.Choices)-1 {
			d.press("down")
		}
	}
	if a.Several {
		d.press("x")
	}
	d.press("enter")
}
