package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"go.uber.org/goleak"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/recordings"
	"raftviz/recordings/recording"
)

func TestMain(m *testing.M) {
	if child() {
		return
	}
	goleak.VerifyTestMain(m)
}

// A driver uses the screen as a person would, without a terminal: it presses
// keys and reads what is drawn. Work beside the screen is done at once.
type driver struct {
	t *testing.T
	a *app
}

// drive shows a run of five nodes after the given commands.
func drive(t *testing.T, o Options, lines ...string) *driver {
	t.Helper()
	return driveRun(t, o, begin(t, fiveNodes(), lines...))
}

func fiveNodes() config.Config {
	cfg := config.Default()
	cfg.Nodes, cfg.Seed = 5, 7
	return cfg
}

func begin(t testing.TB, cfg config.Config, lines ...string) *recordings.Run {
	t.Helper()
	run, err := recordings.Start(recording.Header{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if err := give(run, line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return run
}

// give gives a run a command.
func give(run *recordings.Run, line string) error {
	c, err := command.Parse(line)
	if err != nil {
		return err
	}
	return run.Exec(c, nil)
}

func driveRun(t *testing.T, o Options, run *recordings.Run) *driver {
	d := &driver{t, newApp(o)}
	d.a.open(Opened{Run: run})
	return d.start()
}

func (d *driver) start() *driver {
	d.t.Cleanup(func() {
		if err := d.a.close(); err != nil {
			d.t.Error(err)
		}
	})
	d.size(120, 40)
	return d
}

func (d *driver) size(w, h int) { d.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// send gives the app a message and does what comes of it.
func (d *driver) send(msg tea.Msg) {
	d.do(d.a.update(msg))
	d.a.View()
}

func (d *driver) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			d.do(c)
		}
	case jobDone:
		d.send(msg)
	}
}

// press presses keys, named as in the table.
func (d *driver) press(names ...string) {
	for _, n := range names {
		d.send(keyPress(n))
	}
}

var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "tab": tea.KeyTab,
	"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

func keyPress(name string) tea.KeyPressMsg {
	k := tea.Key{}
	base, shift := strings.CutPrefix(name, "shift+")
	base, ctrl := strings.CutPrefix(base, "ctrl+")
	if shift {
		k.Mod |= tea.ModShift
	}
	if ctrl {
		k.Mod |= tea.ModCtrl
	}
	switch code, ok := namedKeys[base]; {
	case ok:
		k.Code = code
	case base == "space":
		k.Code, k.Text = tea.KeySpace, " "
	default:
		k.Code = []rune(base)[0]
		if !ctrl {
			k.Text = base
		}
	}
	return tea.KeyPressMsg(k)
}

// typeIn types text, one key after another.
func (d *driver) typeIn(text string) {
	for _, r := range text {
		if r == ' ' {
			d.press("space")
		} else {
			d.press(string(r))
		}
	}
}

// command gives a command at the prompt.
func (d *driver) command(line string) {
	d.press(":")
	d.typeIn(line)
	d.press("enter")
}

// screen returns what is drawn, as plain text.
func (d *driver) screen() string { return ansi.Strip(d.a.View().Content) }

// pass lets wall-clock time pass while the screen plays.
func (d *driver) pass(by time.Duration) {
	t := time.Unix(0, 0)
	d.send(tickMsg(t))
	for ; by > 0; by -= time.Second / framesPerSecond {
		t = t.Add(time.Second / framesPerSecond)
		d.send(tickMsg(t))
	}
}

func (d *driver) shows(texts ...string) {
	d.t.Helper()
	screen := d.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			d.t.Errorf("the screen does not show %q:\n%s", text, screen)
		}
	}
}

func (d *driver) at(pos int) {
	d.t.Helper()
	if d.a.viewer.head.pos != pos {
		d.t.Errorf("the position is %d, want %d", d.a.viewer.head.pos, pos)
	}
}
