//go:build unix

package tui

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"
)

// How long a test waits for what it wants to see, and how long a terminal is
// open at most: then its program is killed, whatever is waited for.
const (
	patience = 10 * time.Second
	lifetime = 25 * time.Second
)

// A terminal is a screen in a process of its own, on a pseudo-terminal.
type terminal struct {
	t      testing.TB
	pty    *xpty.UnixPty
	cmd    *exec.Cmd
	before term.State // of the line discipline
	late   *time.Timer
	done   sync.WaitGroup
	exited sync.Once

	heard atomic.Int64 // how much the program has written

	mu     sync.Mutex
	screen *vt.Emulator
	raw    bytes.Buffer
}

// openTerminal starts this test program as a child that shows what.
func openTerminal(t testing.TB, what string, env ...string) *terminal {
	t.Helper()
	return startTerminal(t, exec.Command(os.Args[0]), append([]string{childEnv + "=" + what}, env...)...)
}

// startTerminal starts a program at 120×40.
func startTerminal(t testing.TB, cmd *exec.Cmd, env ...string) *terminal {
	t.Helper()
	pty, err := xpty.NewPty(120, 40)
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	m := &terminal{t: t, pty: pty.(*xpty.UnixPty), screen: vt.NewEmulator(120, 40), cmd: cmd}
	m.unblock()
	m.before = m.state()
	m.cmd.Env = append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir(), "HOME=" + t.TempDir()}, env...)
	m.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := m.pty.Start(m.cmd); err != nil {
		t.Fatal(err)
	}
	m.late = time.AfterFunc(lifetime, func() { _ = m.cmd.Process.Kill() })
	_ = m.pty.Slave().Close()
	m.done.Go(m.read)
	m.done.Go(m.answer)
	t.Cleanup(m.close)
	return m
}

// unblock has reads and writes end when the terminal is closed.
func (m *terminal) unblock() {
	if err := m.pty.Control(func(fd uintptr) { _ = syscall.SetNonblock(int(fd), true) }); err != nil {
		m.t.Error(err)
	}
}

// read takes what the program writes to the screen.
func (m *terminal) read() {
	buf := make([]byte, 16<<10)
	for {
		n, err := m.pty.Read(buf)
		if err != nil {
			return
		}
		m.heard.Add(int64(n))
		m.mu.Lock()
		m.raw.Write(buf[:n])
		_, _ = m.screen.Write(buf[:n])
		m.mu.Unlock()
	}
}

// answer gives the program the screen's answers to its queries. Those that it
// does not want any more are taken all the same: the screen waits for that.
func (m *terminal) answer() {
	buf := make([]byte, 1<<10)
	for {
		n, err := m.screen.Read(buf)
		if err != nil {
			return
		}
		_, _ = m.pty.Write(buf[:n])
	}
}

func (m *terminal) close() {
	_ = m.cmd.Process.Kill()
	m.wait()
	m.late.Stop()
	if p, ok := m.screen.InputPipe().(io.Closer); ok {
		_ = p.Close()
	}
	_ = m.pty.Close()
	m.done.Wait()
}

// wait waits for the program's end.
func (m *terminal) wait() {
	m.exited.Do(func() {
		var exit *exec.ExitError
		if err := m.cmd.Wait(); err != nil && !errors.As(err, &exit) {
			m.t.Error(err)
		}
	})
}

// state returns how the line discipline is set.
func (m *terminal) state() (s term.State) {
	if err := m.pty.Control(func(fd uintptr) {
		if got, err := term.GetState(fd); err == nil {
			s = *got
		}
	}); err != nil {
		m.t.Error(err)
	}
	return s
}

// keys types, as a terminal reports it.
func (m *terminal) keys(s string) {
	m.t.Helper()
	if _, err := io.WriteString(m.pty, s); err != nil {
		m.t.Error(err)
	}
}

// What a terminal reports when it gets and loses the focus, and around text
// that is pasted.
const (
	focusGained, focusLost = "\x1b[I", "\x1b[O"
	pasteBegins, pasteEnds = "\x1b[200~", "\x1b[201~"
)

// The buttons of a mouse, as a terminal reports them.
const (
	leftButton = 0
	wheelUp    = 64
	wheelDown  = 65
)

// mouse presses a button, or turns the wheel, at a place of the screen.
func (m *terminal) mouse(button, x, y int) {
	m.t.Helper()
	report := fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1)
	if button == leftButton {
		report += fmt.Sprintf("\x1b[<%d;%d;%dm", button, x+1, y+1)
	}
	m.keys(report)
}

// click clicks on a text on the screen.
func (m *terminal) click(text string) {
	m.t.Helper()
	m.shows(text)
	for y, row := range m.rows() {
		if before, _, ok := strings.Cut(row, text); ok {
			m.mouse(leftButton, ansi.StringWidth(before), y)
			return
		}
	}
}

// resize gives the terminal another size.
func (m *terminal) resize(w, h int) {
	m.mu.Lock()
	m.screen.Resize(w, h)
	m.mu.Unlock()
	if err := m.pty.Resize(w, h); err != nil {
		m.t.Error(err)
	}
}

// rows returns what is on the screen.
func (m *terminal) rows() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows := strings.Split(ansi.Strip(m.screen.Render()), "\n")
	for i, r := range rows {
		rows[i] = strings.TrimRight(r, " \r")
	}
	return rows
}

// written returns all that the program has written.
func (m *terminal) written() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.raw.String()
}

// until waits until something is so, and reports whether it came to be.
func (m *terminal) until(is func() bool) bool {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if is() {
			return true
		}
	}
	return false
}

// shows waits until the screen shows a text.
func (m *terminal) shows(text string) {
	m.t.Helper()
	if !m.until(func() bool { return strings.Contains(strings.Join(m.rows(), "\n"), text) }) {
		m.t.Fatalf("the screen never shows %q:\n%s", text, strings.Join(m.rows(), "\n"))
	}
}

// same waits until the screen shows what a driver's does.
func (m *terminal) same(d *driver) {
	m.t.Helper()
	want := strings.Split(d.screen(), "\n")
	for i, r := range want {
		want[i] = strings.TrimRight(r, " \r")
	}
	if !m.until(func() bool { return reflect.DeepEqual(m.rows(), want) }) {
		m.t.Fatalf("the screen is\n%s\nand should be\n%s", strings.Join(m.rows(), "\n"), strings.Join(want, "\n"))
	}
}

// sends waits until the program has sent a sequence.
func (m *terminal) sends(sequence string) {
	m.t.Helper()
	if !m.until(func() bool { return strings.Contains(m.written(), sequence) }) {
		m.t.Fatalf("the terminal was not sent %q", sequence)
	}
}

// modes are what the screen asks of a terminal, and must take back.
// The first is what they take back last.
var modes = []struct{ name, set, reset string }{
	{"another screen", ansi.SetModeAltScreenSaveCursor, ansi.ResetModeAltScreenSaveCursor},
	{"bracketed paste", ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste},
	{"the mouse", ansi.SetModeMouseButtonEvent, ansi.ResetModeMouseButtonEvent},
	{"the mouse's reports", ansi.SetModeMouseExtSgr, ansi.ResetModeMouseExtSgr},
	{"focus reports", ansi.SetModeFocusEvent, ansi.ResetModeFocusEvent},
	{"a hidden cursor", ansi.ResetModeTextCursorEnable, ansi.SetModeTextCursorEnable},
}

// exit waits until the program has ended, and checks that it left the terminal
// as it was.
func (m *terminal) exit() (code int) {
	m.t.Helper()
	m.wait()
	restored := func(set, reset string) bool {
		raw := m.written()
		return strings.LastIndex(raw, reset) > strings.LastIndex(raw, set)
	}
	m.until(func() bool { return restored(modes[0].set, modes[0].reset) }) // the rest of what it wrote is read
	for _, mode := range modes {
		if !restored(mode.set, mode.reset) {
			m.t.Errorf("the terminal is left with %s", mode.name)
		}
	}
	if !reflect.DeepEqual(m.state(), m.before) {
		m.t.Error("the terminal is left raw")
	}
	return m.cmd.ProcessState.ExitCode()
}
