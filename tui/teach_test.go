package tui

import (
	"errors"
	"testing"
	"time"

	"raftviz/lessons"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
)

// A noted diary remembers what it was told.
type noted struct {
	at      []int
	answers []bool
	err     error
}

func (d *noted) At(_ *lessons.Lesson, step int) error {
	d.at = append(d.at, step)
	return d.err
}

func (d *noted) Answered(_ *lessons.Lesson, _ string, v *lessons.Verdict) error {
	d.answers = append(d.answers, v.Right)
	return d.err
}

// learning goes through the lesson in testdata.
func learning(t *testing.T, o Options) (*driver, *noted) {
	t.Helper()
	l, err := lessons.LoadLesson("testdata/lesson")
	if err != nil {
		t.Fatal(err)
	}
	s, err := l.Begin("test")
	if err != nil {
		t.Fatal(err)
	}
	diary := &noted{}
	d := &driver{t, newApp(o)}
	d.a.open(Opened{Run: s.Run(), Session: s, Diary: diary})
	d.start()
	d.do(d.a.begin())
	d.a.View()
	return d, diary
}

// onward presses enter until the step with the given number is there, with what
// was played shown to its end.
func (d *driver) onward(step int) {
	d.t.Helper()
	for range 20 {
		if d.a.viewer.lesson.session.At() == step {
			if d.a.viewer.lesson.until > 0 {
				d.press("enter")
			}
			return
		}
		d.press("enter")
	}
	d.t.Fatalf("step %d is not reached; at %d:\n%s", step, d.a.viewer.lesson.session.At(), d.screen())
}

// A lesson tells, and plays what the cluster does; enter shows the rest at
// once, and then goes on.
func TestLessonTells(t *testing.T) {
	d, diary := learning(t, Options{})
	s := d.a.viewer
	d.shows("0 lesson · Catching up · 1/7", "A cluster of three nodes, and n2 is chosen.", "5 node", "enter goes on")
	if s.screen.Focus != pane.Lesson || s.selected.Node != "n2" {
		t.Errorf("the focus is on %v, chosen is %+v", s.screen.Focus, s.selected)
	}
	d.press("enter")
	if s.lesson.until == 0 || s.head.pos != 0 || !s.play.on {
		t.Fatalf("what the step did is not played: until %d, at %d", s.lesson.until, s.head.pos)
	}
	d.pass(300 * time.Millisecond)
	if s.head.pos == 0 {
		t.Error("it does not move")
	}
	d.press("enter")
	d.at(s.rec().Len())
	d.shows("A leader was elected, n1 crashed", "2/7")
	d.press("L")
	d.shows("选出了领导者", "课程 · 赶上进度")
	if len(diary.at) != 2 || diary.at[1] != 1 {
		t.Errorf("the diary says %v", diary.at)
	}
}

// Between its steps nobody but the lesson moves its run: neither what looks for
// something nor what lets time pass.
func TestLessonRunStays(t *testing.T) {
	d, _ := learning(t, Options{})
	s := d.a.viewer
	d.press("enter", "enter")
	last := s.rec().Len()
	d.setBreak("term > 99")
	d.press("c", "]", "]", "n", "t")
	d.command("run 1s")
	d.command("step 3")
	d.command("run until term > 99 within 1s")
	if s.rec().Len() != last || len(s.branches.list) != 1 {
		t.Errorf("the lesson's run has %d steps, had %d; %d branches", s.rec().Len(), last, len(s.branches.list))
	}
}

// However often one branches off, the lesson's run lives on.
func TestLessonRunLives(t *testing.T) {
	d, _ := learning(t, Options{})
	s := d.a.viewer
	d.press("enter", "enter")
	for range 2 * openRuns {
		d.press("f")
	}
	d.press("enter") // comes back
	if s.branches.at != s.lesson.branch || s.branch().run == nil {
		t.Fatal("the lesson's run is gone")
	}
	d.onward(4)
}

// A few seconds are enough to watch anything.
func TestLessonHurries(t *testing.T) {
	d, _ := learning(t, Options{})
	d.press("enter")
	d.pass(8 * time.Second)
	if s := d.a.viewer; s.lesson.until > 0 || s.head.pos != s.rec().Len() || s.play.on {
		t.Errorf("after 8 seconds it is at %d of %d", s.head.pos, s.rec().Len())
	}
}

// A question is asked before what it is about; then the run answers.
func TestLessonAsks(t *testing.T) {
	d, diary := learning(t, Options{})
	d.size(200, 60)
	d.onward(2)
	d.shows("▸ a  Yes", "b  No, it was not there", "enter gives the answer")
	before := d.a.viewer.rec().Len()
	d.press("down", "enter")
	d.press("enter")
	d.shows("✗ Not this time. What happened: Yes", "The leader keeps for each follower", "✓ a  Yes", "✗ b  No")
	if d.a.viewer.rec().Len() == before || len(diary.answers) != 1 || diary.answers[0] {
		t.Errorf("the diary says %v", diary.answers)
	}
	d.press("r")
	if d.a.viewer.rec().Len() != before {
		t.Error("the step cannot be begun again")
	}
	d.press("enter", "enter")
	d.shows("✓ That is what happened.")
	d.onward(4)
	d.press("enter")
	d.typeIn("x")
	d.press("enter")
	d.shows("a whole number is wanted")
	d.press("backspace")
	d.typeIn("1")
	d.press("enter")
	d.shows("your answer: 1", "✓ Yes, that is so.")
	d.onward(5)
	d.press("x", "down", "x", "down", "x")
	d.shows("a  [x] the first", "c  [x] the third")
	d.press("enter")
	d.shows("✓ Yes, that is so.")
}

// In a task the learner acts; elsewhere they branch off, and come back.
func TestLessonTask(t *testing.T) {
	d, _ := learning(t, Options{})
	s := d.a.viewer
	d.onward(2)
	d.press("n")
	d.shows("enter goes on with the lesson; f branches off")
	d.command("crash n3")
	if len(s.branches.list) != 2 || s.branches.at != 1 {
		t.Fatalf("a command within the lesson's run made %d branches, at %d", len(s.branches.list), s.branches.at)
	}
	d.shows("You are looking at another branch of the run.")
	d.press("enter")
	if s.branches.at != 0 || s.rec().Len() != s.head.pos {
		t.Errorf("it is on branch %d at %d", s.branches.at, s.head.pos)
	}
	d.onward(4)
	d.press("enter", "1", "enter", "enter")
	d.press("x", "enter") // wrong, and it goes on all the same
	d.onward(6)
	d.shows("Your turn", "i gives a hint (1)")
	d.press("enter")
	d.shows("the goal is not reached yet")
	d.press("i")
	d.shows("hint 1 of 1", "crash n1 stops a node.")
	d.press("i")
	d.shows("there is no hint, or no more")
	d.command("crash n3")
	d.command("crash n2")
	if s.branches.at != 0 {
		t.Error("in a task a command branches off")
	}
	d.shows("Reached! enter goes on")
	d.press("r")
	if !s.step(s.head.pos).Frame.Node("n3").Up() {
		t.Error("the task cannot be begun again")
	}
	d.press("s", "enter")
	if s.step(s.head.pos).Frame.Node("n1").Up() {
		t.Error("the solution does not show")
	}
	d.onward(7)
	d.shows("Nobody copies a log by hand.", "To read on:", "Raft §5.3", "enter ends the lesson")
	d.press("backspace")
	d.shows("Your turn")
	d.press("backspace", "backspace")
	d.shows("Which term is it?")
	d.press("backspace") // past the claim, which shows nothing
	d.shows("will it hold the entry?")
}

// Enter after the summary leaves, without asking, and the diary has it all.
func TestLessonEnds(t *testing.T) {
	d, diary := learning(t, Options{})
	for _, keys := range [][]string{{"enter"}, {"enter"}, {"enter"}, {"enter"}, {"enter"}, {"enter"}, {"enter", "1", "enter"}, {"enter"}, {"x", "enter"}, {"enter"}, {"s"}, {"enter"}, {"enter"}} {
		d.press(keys...)
	}
	d.shows("enter ends the lesson")
	d.press("enter")
	if !d.a.viewer.left || diary.at[len(diary.at)-1] != 8 {
		t.Errorf("left: %v, the diary says %v", d.a.viewer.left, diary.at)
	}
}

// In front of a class the answer waits, and there are notes.
func TestPresenting(t *testing.T) {
	d, _ := learning(t, Options{Present: true})
	d.press("o")
	d.shows("For the teacher:", "Ask the class who will lead.")
	d.press("o")
	d.onward(2)
	before := d.a.viewer.rec().Len()
	d.press("pgdown")
	d.shows("enter shows what happened")
	if d.a.viewer.rec().Len() != before {
		t.Error("it happened before it was to be shown")
	}
	d.press("pgdown", "pgdown")
	d.shows("✓ That is what happened.")
	d.press("pgup")
	d.shows("A leader was elected")
}

// Progress that cannot be kept is said, and the lesson goes on.
func TestNoDiary(t *testing.T) {
	d, diary := learning(t, Options{})
	diary.err = errors.New("disk full")
	d.press("enter")
	d.shows("your progress cannot be kept: disk full")
	d.onward(2)
}

// A lesson at every size.
func TestLessonScreens(t *testing.T) {
	var sheet golden.Sheet
	for _, v := range samples.Variants {
		d, _ := learning(t, Options{Lang: v.Lang, ASCII: v.ASCII})
		d.onward(2)
		d.press("down", "enter", "enter")
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			d.size(size[0], size[1])
			d.a.View()
			sheet.Add(v.Name, d.a.canvas.Plain(v.ASCII))
		}
	}
	sheet.Check(t, "lesson")
}
