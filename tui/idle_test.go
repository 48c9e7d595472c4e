package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// While nothing moves the screen asks for nothing: no tick, no blinking. It
// then takes no time of the processor at all.
func TestIdle(t *testing.T) {
	at := func(lines ...string) *driver { return drive(t, Options{}, lines...) }
	for name, d := range map[string]*driver{
		"a sandbox":          at(),
		"a leader":           at(elected, "put x 1", "run 30ms"), // with messages under way
		"the past":           at(elected).pressed("[", "left"),
		"a line":             at(elected).pressed(":", "p", "u", "tab"),
		"the help":           at(elected).pressed("?"),
		"a zoomed pane":      at(elected).pressed("8", "z"),
		"the tour":           drive(t, Options{Tour: true}, elected),
		"a job that ended":   at().pressed("]", "f"),
		"a home screen":      first(driveHome(t, Options{})),
		"a data file":        driveFile(t, aFile(), Options{}),
		"a lesson's words":   first(learning(t, Options{})),
		"a question":         first(learning(t, Options{})).pressed("enter", "enter", "enter"),
		"playing, then away": at(elected).pressed("g", "space").heard(tea.BlurMsg{}),
		"playing, then not":  at(elected).pressed("g", "space", "esc"),
	} {
		if d.a.moving() {
			t.Errorf("%s moves", name)
		}
		for _, msg := range []tea.Msg{tickMsg(time.Now()), tea.KeyReleaseMsg{}, tea.FocusMsg{}, tea.WindowSizeMsg{Width: 130, Height: 40}, tea.MouseMotionMsg{}} {
			if _, focus := msg.(tea.FocusMsg); focus && d.a.viewer != nil && d.a.viewer.play.away {
				continue // that makes it play again
			}
			if _, cmd := d.a.Update(msg); cmd != nil {
				t.Errorf("%s asks for something after %T", name, msg)
			}
		}
	}
}

// While it plays there is one tick at a time, and none after the last.
func TestOneTick(t *testing.T) {
	d := drive(t, Options{}, elected, "run 300ms")
	asks := func(msg tea.Msg) bool { _, cmd := d.a.Update(msg); return cmd != nil }
	d.press("g")
	if !asks(keyPress("space")) {
		t.Fatal("playing asks for no tick")
	}
	if asks(keyPress("+")) || asks(keyPress("1")) {
		t.Error("keys ask for more ticks")
	}
	if !asks(tickMsg(time.Unix(1, 0))) {
		t.Error("after a tick there is no other")
	}
	if asks(keyPress("space")) || asks(tickMsg(time.Unix(2, 0))) {
		t.Error("at rest there are ticks")
	}
}

// pressed and heard are press and send, for one line.
func (d *driver) pressed(names ...string) *driver {
	d.press(names...)
	return d
}

func (d *driver) heard(msg tea.Msg) *driver {
	d.send(msg)
	return d
}

func first[A, B any](a A, _ B) A { return a }
