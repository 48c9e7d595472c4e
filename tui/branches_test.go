package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// forked returns a run with branches: 2 and 4 from main, 3 from 2.
func forked(t *testing.T) *driver {
	d := drive(t, Options{}, elected)
	d.press("left", "f", "n", "n", "n", "left", "f", "B", "g", "up", "up", "enter", "left", "left", "f")
	if s := d.a.viewer; len(s.branches.list) != 4 || s.branches.list[2].parent != 1 || s.branches.list[3].parent != 0 || s.branches.at != 3 {
		t.Fatalf("the branches are not as they should be")
	}
	return d
}

func TestBranchTree(t *testing.T) {
	d := forked(t)
	d.press("B")
	d.shows("  1 main ", "  ├─ 2 ", "  │  └─ 3 ", "▸ └─ 4 ")
	for _, row := range strings.Split(d.screen(), "\n") {
		if is := strings.Contains(row, "└─ 4"); is != strings.Contains(row, "shown") {
			t.Errorf("shown is marked wrong: %q", row)
		}
	}
	d.press("up", "r")
	d.typeIn("without n3")
	d.press("enter")
	d.shows("│  └─ 3 without n3")
	d.press("enter")
	d.shows("branch without n3")
	if d.a.viewer.branches.at != 2 {
		t.Errorf("enter went to branch %d", d.a.viewer.branches.at+1)
	}
	d.press("B", "r", "ctrl+u", "enter")
	if d.a.viewer.branches.list[2].name != "" {
		t.Error("a name cannot be taken away")
	}
}

// A branch that is not shown and has none of its own is closed by pressing x
// twice; its number stays its own.
func TestClosingABranch(t *testing.T) {
	d := forked(t)
	s := d.a.viewer
	d.press("m", "a", "B", "x")
	d.shows("the branch you are looking at")
	d.press("up", "up", "x")
	d.shows("branch 2 has branches of its own (1)")
	d.press("down", "x")
	d.shows("x again closes branch 3 for good, with 0 steps of its own")
	d.press("up", "down", "x") // asks again
	d.shows("x again closes branch 3")
	if s.branches.list[2].closed {
		t.Fatal("it is closed without being asked twice in a row")
	}
	d.press("x")
	d.shows("branch 3 is closed", "├─ 2 ", "└─ 4 ")
	if strings.Contains(d.screen(), "└─ 3") {
		t.Error("it is still listed")
	}
	d.press("q")
	d.command("branches 3")
	d.shows("there is no branch 3")
	d.press("esc")
	d.command("compare 3")
	d.shows("there is no branch 3")
	d.press("esc", "f", "B")
	d.shows("└─ 5 ")
	d.press("up", "up", "x", "x")
	d.shows("branch 2 is closed")
	d.command("q")
}

// The marks of a branch go with it.
func TestClosingForgetsMarks(t *testing.T) {
	d := forked(t)
	d.press("m", "a")
	d.command("branches 1")
	d.press("B")
	d.press("down", "down", "down", "x", "x", "q", "'", "a")
	d.shows("there is no mark a")
}

// While something runs, the branch that is shown stays.
func TestBranchesWhileAJobRuns(t *testing.T) {
	d := forked(t)
	s := d.a.viewer
	cmd := s.branches.fork(nil, nil)
	d.command("branches 1")
	d.shows("something runs")
	d.press("esc")
	d.command("branches")
	d.press("up", "up", "enter")
	d.shows("something runs")
	d.do(cmd)
	if s.branches.at != 4 {
		t.Errorf("branch %d is shown", s.branches.at+1)
	}
}

// The mouse chooses on the pages and opens what is chosen.
func TestMouseOnPages(t *testing.T) {
	d := forked(t)
	d.press("B")
	l := d.a.viewer.layout()
	click := func(row int) { d.send(tea.MouseClickMsg{X: 10, Y: l.Body.Y + 2 + row, Button: tea.MouseLeft}) }
	click(1)
	if p, ok := find[*branchPage](d.a.viewer.modes); !ok || p.choice != 1 {
		t.Fatalf("a click chose %+v", p)
	}
	click(1)
	if s := d.a.viewer; len(s.modes) != 1 || s.branches.at != 1 {
		t.Errorf("a click on the chosen one shows branch %d", s.branches.at+1)
	}
	d.press("B")
	d.send(tea.MouseWheelMsg{X: 10, Y: 10, Button: tea.MouseWheelUp})
	if p, ok := find[*branchPage](d.a.viewer.modes); !ok || p.choice != 0 {
		t.Error("the wheel does not choose")
	}
}

// Clusters can be compared while a node of one is down.
func TestCompareDownNode(t *testing.T) {
	up := begin(t, fiveNodes(), elected).Frame()
	down := begin(t, fiveNodes(), elected, "crash n5").Frame()
	for _, list := range [][]difference{differences(up, down), differences(down, up)} {
		if !slices.ContainsFunc(list, func(d difference) bool { return d.field == "n5 status" }) {
			t.Errorf("a node that is down is not told from one that runs: %v", list)
		}
	}
}
