//go:build unix

package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"raftviz/engine/config"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/pane"
)

// childEnv makes this test program show a screen instead of testing.
const childEnv = "RAFTVIZ_SCREEN_CHILD"

// keptEnv makes the sandbox be kept in a folder.
const keptEnv = "RAFTVIZ_SCREEN_KEPT"

// children are the screens that it may show.
var children = map[string]func() error{
	"sandbox": func() error {
		run, err := recordings.Start(recording.Header{Config: config.Default()})
		if err != nil {
			return err
		}
		o := Options{}
		if dir := os.Getenv(keptEnv); dir != "" {
			o.Kept = autosave.Open(dir)
		}
		return Sandbox(context.Background(), run, o)
	},
	"lesson": func() error {
		l, err := lessons.LoadLesson("testdata/lesson")
		if err != nil {
			return err
		}
		s, err := l.Begin("test")
		if err != nil {
			return err
		}
		return Learn(context.Background(), Opened{Run: s.Run(), Session: s}, Options{})
	},
	"home": func() error {
		return Start(context.Background(), Home{Scripts: []Item{{Name: "panics", Open: func() (Opened, error) { panic("as it was told") }}}}, Options{})
	},
	"faulty": func() error {
		run, err := recordings.Start(recording.Header{Config: config.Default()})
		if err != nil {
			return err
		}
		a := newApp(Options{})
		a.open(Opened{Run: run})
		a.viewer.modes.push(&faulty{v: a.viewer})
		return a.run(context.Background())
	},
}

// A faulty mode panics when it is drawn while the pane node has the focus.
type faulty struct {
	passive
	v *viewer
}

func (f *faulty) draw(canvas.Area) *tea.Cursor {
	if f.v.screen.Focus == pane.Node {
		panic("as it was told")
	}
	return nil
}

// child is the screen in a process of its own. It reports whether this is one.
func child() bool {
	show, ok := children[os.Getenv(childEnv)]
	if !ok {
		return false
	}
	if err := show(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

func TestOnATerminal(t *testing.T) {
	m := openTerminal(t, "sandbox")
	m.shows("1 cluster")
	m.shows("3 timeline")
	m.keys("n")
	m.shows("step 1 ")
	m.resize(80, 24)
	m.shows("log 0 · commit 0")
	m.keys("L")
	m.shows("集群")
	m.keys(":put 键 值\r")
	m.shows("键")
	m.keys("\x1b[D") // ←
	m.shows("第 1 步")
	m.keys("G:run 5s\r") // beside the screen
	m.shows("任期 1")
	m.keys("/became_leader\r")
	m.shows("赢得")
	m.keys("q")
	m.shows(":save FILE")
	m.keys("q")
	if code := m.exit(); code != 0 {
		t.Errorf("it ended with %d", code)
	}
}

// The terminal shows what is drawn, cell for cell, however quickly its size
// changes.
func TestResizing(t *testing.T) {
	m := openTerminal(t, "sandbox")
	d := driveRun(t, Options{}, begin(t, config.Default()))
	m.same(d)
	for _, last := range [][2]int{{60, 16}, {200, 60}, {80, 24}} {
		for w := 70; w <= 190; w += 12 {
			m.resize(w, w/4)
		}
		m.resize(last[0], last[1])
		d.size(last[0], last[1])
		m.same(d)
	}
	m.resize(50, 10)
	m.shows("60×16")
	m.resize(110, 30)
	d.size(110, 30)
	m.same(d)
	m.keys(":run 3s\r")
	for w := 60; w < 200; w += 10 { // while a job runs
		m.resize(w, 40)
	}
	m.shows("leader")
	m.keys("qq")
	m.exit()
}

// The mouse chooses panes and nodes, and scrolls; switched off, it is the
// terminal's own again, to mark and copy text.
func TestMouseOnATerminal(t *testing.T) {
	m := openTerminal(t, "sandbox")
	m.shows("1 cluster")
	m.keys(":run 3s\r")
	m.shows("leader")
	d := driveRun(t, Options{}, begin(t, config.Default(), "run 3s"))
	m.same(d)
	m.click("3 timeline")
	d.press("3")
	m.same(d)
	l := d.a.viewer.layout()
	at, _ := l.Find(pane.Timeline)
	for _, w := range []struct {
		button int
		turned tea.MouseButton
	}{{wheelUp, tea.MouseWheelUp}, {wheelUp, tea.MouseWheelUp}, {wheelDown, tea.MouseWheelDown}} {
		m.mouse(w.button, at.X+5, at.Y+3)
		d.send(tea.MouseWheelMsg{X: at.X + 5, Y: at.Y + 3, Button: w.turned})
		m.same(d)
	}
	m.click("● n2 follower")
	m.shows("▸ ● n2 follower")
	d.press("1")
	m.keys("\r") // looks into what is chosen
	m.shows("5 node")
	m.mouse(leftButton, 1, l.Scrub)
	m.shows("step 0 of ")
	m.keys(":mouse off\r")
	m.sends(ansi.ResetModeMouseButtonEvent)
	m.sends(ansi.ResetModeMouseExtSgr)
	m.keys(":mouse on\r:quit\r")
	m.shows("leaving ends this run") // :quit asks as q does
	m.keys("q")
	m.exit()
}

// Chinese is typed, pasted and taken back by characters; the cursor stands
// where the next one comes, two columns each.
func TestChineseOnATerminal(t *testing.T) {
	m := openTerminal(t, "sandbox", "LANG=zh_CN.UTF-8")
	m.shows("1 cluster")
	cursor := func(text string) {
		t.Helper()
		m.shows(text)
		want := ansi.StringWidth(text) + 1
		if !m.until(func() bool {
			m.mu.Lock()
			defer m.mu.Unlock()
			return m.screen.CursorPosition().X == want
		}) {
			t.Errorf("after %q the cursor is not in column %d", text, want)
		}
	}
	m.keys("：put 名字")
	cursor(": put 名字")
	key := "键"
	m.keys(" " + key[:1]) // a character may come in pieces
	time.Sleep(20 * time.Millisecond)
	m.keys(key[1:])
	cursor(": put 名字 键")
	m.keys("\x7f")
	cursor(": put 名字 ")
	m.keys(pasteBegins + "“张\n三”\x1b[2J" + pasteEnds)
	m.shows("“张")
	m.keys("\x15put 名字 张三\r")
	m.shows("张三")
	m.keys(":lang zh\r")
	m.shows("集群")
	m.keys("/名字\r")
	m.shows("名字")
	m.keys("qq")
	m.exit()
}

// Who looks elsewhere misses nothing.
func TestFocus(t *testing.T) {
	m := openTerminal(t, "sandbox")
	m.shows("1 cluster")
	m.keys(" ")
	m.shows("▶ 4×")
	m.keys(focusLost)
	m.shows("‖ 4×")
	m.keys(focusGained)
	m.shows("▶ 4×")
	m.keys(" ")
	m.shows("‖ 4×")
	m.keys(focusLost + focusGained + "+")
	m.shows("‖ 8×")
	m.keys("qq")
	m.exit()
}

// A lesson is gone through to its end.
func TestLessonOnATerminal(t *testing.T) {
	m := openTerminal(t, "lesson")
	m.shows("A cluster of three nodes")
	m.keys("\r")
	m.shows("2/7")
	m.keys("\r") // shows the rest of what is played
	m.shows("A leader was elected, n1 crashed")
	m.keys("\r")
	m.shows("3/7")
	m.resize(80, 24)
	m.keys("L")
	m.shows("课程")
	m.keys("L")
	m.resize(120, 40)
	m.keys("\r")
	m.shows("▶")
	m.keys("\r")
	m.shows("✓ That is what happened.")
	m.keys("\r")
	m.shows("4/7")
	m.keys("\r1\r")
	m.shows("your answer: 1")
	m.keys("\r")
	m.shows("5/7")
	m.keys("xjxjx\r")
	m.shows("✓ Yes, that is so.")
	m.keys("\r")
	m.shows("Your turn")
	m.keys(":crash n3\r")
	m.keys(":crash n2\r")
	m.shows("Reached!")
	m.keys("0\r")
	m.shows("Nobody copies a log by hand.")
	m.shows("enter ends the lesson")
	m.keys("\r")
	if code := m.exit(); code != 0 {
		t.Errorf("it ended with %d", code)
	}
}

// However the screen is ended, and whatever it was about, it leaves the
// terminal as it was, and no files of nodes.
func TestTermination(t *testing.T) {
	for _, c := range []struct {
		name, keys, shows string
		signal            syscall.Signal
	}{
		{"SIGTERM", "", "1 cluster", syscall.SIGTERM},
		{"SIGHUP", "", "1 cluster", syscall.SIGHUP},
		{"SIGINT", "", "1 cluster", syscall.SIGINT},
		{"SIGTERM while it plays", " ++++", "▶ 64", syscall.SIGTERM},
		{"SIGHUP while a line is typed", ":put a", ": put a", syscall.SIGHUP},
		{"SIGTERM while a job runs", ":run 50m\r", "esc stops", syscall.SIGTERM},
		{"SIGHUP while a job runs", ":run 50m\r", "esc stops", syscall.SIGHUP},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			m := openTerminal(t, "sandbox", "TMPDIR="+dir)
			m.shows("1 cluster")
			m.keys(c.keys)
			m.shows(c.shows)
			if err := m.cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			if code := m.exit(); code != 0 {
				t.Errorf("it ended with %d", code)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("there is still %v %v", left, err)
			}
		})
	}
}

// However the program of a sandbox is killed, at most the last second of steps is
// lost; two windows at once do not disturb each other.
func TestKilledSandbox(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := t.TempDir()
			store := autosave.Open(dir)
			m := openTerminal(t, "sandbox", keptEnv+"="+dir, "TMPDIR="+t.TempDir())
			other := openTerminal(t, "sandbox", keptEnv+"="+dir, "TMPDIR="+t.TempDir())
			for _, s := range []*terminal{m, other} {
				s.shows("1 cluster")
				s.keys(":run 3s\r")
				s.shows("3 000 ms")
			}
			want := begin(t, config.Default(), "run 3s")
			if err := want.Close(); err != nil {
				t.Fatal(err)
			}
			n := want.Recording().Len()
			if signal == syscall.SIGKILL && !m.until(func() bool { return keptSteps(dir) == [2]int{n, n} }) { // nobody but the program writes them
				t.Fatalf("%d steps are kept of %d", keptSteps(dir), n)
			}
			if err := m.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			m.wait()
			kept := offered(t, store, 1)[0] // the other's goes on
			branches, _, session, err := kept.Resume()
			if err != nil {
				t.Fatal(err)
			}
			if r := branches[0].Recording; r.Len() != n || r.Digest(n) != want.Recording().Digest(n) {
				t.Errorf("%d steps are kept of %d", r.Len(), n)
			}
			if err := session.End(false); err != nil {
				t.Error(err)
			}
			other.keys("qq")
			if code := other.exit(); code != 0 {
				t.Errorf("the other ended with %d", code)
			}
			offered(t, store, 0)
		})
	}
}

// keptSteps returns how many steps are kept in the two files below a folder.
func keptSteps(dir string) (n [2]int) {
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.zst"))
	for i := range min(len(files), 2) {
		if r, err := recording.Load(files[i]); err == nil {
			n[i] = r.Len()
		}
	}
	return n
}

// A terminal that is closed ends the screen, which leaves no files of nodes.
func TestTerminalGone(t *testing.T) {
	dir := t.TempDir()
	m := openTerminal(t, "sandbox", "TMPDIR="+dir)
	m.shows("1 cluster")
	if err := m.pty.Master().Close(); err != nil {
		t.Fatal(err)
	}
	m.wait()
	if s, ok := m.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && s.Signal() == syscall.SIGKILL {
		t.Error("it did not end by itself")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("there is still %v %v", left, err)
	}
}

// A fault of ours, beside the screen or while it is drawn, leaves the terminal
// as it was.
func TestPanic(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(*terminal)
	}{
		{"home", func(m *terminal) { m.click("panics"); m.click("panics") }}, // chooses it, opens it
		{"faulty", func(m *terminal) { m.shows("1 cluster"); m.keys("5") }},
	} {
		t.Run(c.what, func(t *testing.T) {
			m := openTerminal(t, c.what)
			c.do(m)
			if code := m.exit(); code == 0 {
				t.Error("it ended as if nothing had happened")
			}
			m.sends("as it was told")
		})
	}
}

// NO_COLOR means none, whatever it holds, unless it holds nothing.
func TestNoColour(t *testing.T) {
	for value, want := range map[string]bool{"": true, "1": false, "no": false} {
		m := openTerminal(t, "sandbox", "NO_COLOR="+value)
		m.shows("1 cluster")
		m.keys(":run 3s\r")
		m.shows("leader")
		if got := strings.Contains(m.written(), "38;2;") || strings.Contains(m.written(), "48;2;"); got != want {
			t.Errorf("NO_COLOR=%q: there are colours: %v", value, got)
		}
		m.keys("qq")
		m.exit()
	}
}

// Where marks take two columns they are folded to ASCII.
func TestWideMarks(t *testing.T) {
	m := openTerminal(t, "sandbox", "RUNEWIDTH_EASTASIAN=1")
	m.shows("- 1 cluster ------------------")
	m.shows("F n1 follower")
	m.keys("q")
	m.exit()
}

// Without a terminal nothing is drawn, and the run is closed.
func TestNoTerminal(t *testing.T) {
	run := begin(t, config.Default())
	if err := Sandbox(context.Background(), run, Options{}); !errors.Is(err, ErrNoTerminal) {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(run.Dir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the nodes' files are still there: %v", err)
	}
}
