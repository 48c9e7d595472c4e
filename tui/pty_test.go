//go:build unix

package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"

	"raftviz/engine/config"
	"raftviz/recordings"
)

// childEnv makes this test program show a screen instead of testing: a sandbox,
// or a home screen whose only script panics.
const childEnv = "RAFTVIZ_SCREEN_CHILD"

// child is the screen in a process of its own. It reports whether this is one.
func child() bool {
	what := os.Getenv(childEnv)
	if what == "" {
		return false
	}
	var err error
	switch what {
	case "sandbox":
		var run *recordings.Run
		if run, err = recordings.Start(recordings.Header{Config: config.Default()}); err == nil {
			err = Sandbox(context.Background(), run, Options{})
		}
	case "panic":
		err = Start(context.Background(), Home{Scripts: []Item{{Name: "panics", Open: func() (Opened, error) { panic("as it was told") }}}}, Options{})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

// A terminal is a screen in a process of its own, on a pseudo-terminal.
type terminal struct {
	t    *testing.T
	pty  *xpty.UnixPty
	cmd  *exec.Cmd
	done sync.WaitGroup

	mu     sync.Mutex
	screen *vt.Emulator
	raw    bytes.Buffer
}

func openTerminal(t *testing.T, what string, env ...string) *terminal {
	t.Helper()
	pty, err := xpty.NewPty(120, 40)
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	m := &terminal{t: t, pty: pty.(*xpty.UnixPty), screen: vt.NewEmulator(120, 40), cmd: exec.Command(os.Args[0])}
	m.cmd.Env = append([]string{childEnv + "=" + what, "TERM=xterm-256color", "COLORTERM=truecolor", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}, env...)
	m.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := m.pty.Start(m.cmd); err != nil {
		t.Fatal(err)
	}
	_ = m.pty.Slave().Close()
	m.done.Go(m.read)
	m.done.Go(func() { _, _ = io.Copy(m.pty, m.screen) }) // answers to queries
	t.Cleanup(m.close)
	return m
}

func (m *terminal) read() {
	buf := make([]byte, 16<<10)
	for {
		n, err := m.pty.Read(buf)
		if err != nil {
			return
		}
		m.mu.Lock()
		m.raw.Write(buf[:n])
		_, _ = m.screen.Write(buf[:n])
		m.mu.Unlock()
	}
}

func (m *terminal) close() {
	_ = m.cmd.Process.Kill()
	_ = m.cmd.Wait()
	if p, ok := m.screen.InputPipe().(io.Closer); ok {
		_ = p.Close()
	}
	_ = m.pty.Close()
	m.done.Wait()
}

func (m *terminal) keys(s string) {
	if _, err := io.WriteString(m.pty, s); err != nil {
		m.t.Error(err)
	}
}

// wait waits until the screen shows a text.
func (m *terminal) wait(text string) {
	m.t.Helper()
	var screen string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		m.mu.Lock()
		screen = ansi.Strip(m.screen.Render())
		m.mu.Unlock()
		if strings.Contains(screen, text) {
			return
		}
	}
	m.t.Fatalf("the screen never shows %q:\n%s", text, screen)
}

// exit waits until the screen is gone, and checks that it left the terminal as
// it was.
func (m *terminal) exit() (code int) {
	m.t.Helper()
	err := m.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		m.t.Fatal(err)
	}
	var raw string
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		m.mu.Lock()
		raw = m.raw.String()
		m.mu.Unlock()
		if strings.Contains(raw, ansi.ResetModeAltScreenSaveCursor) {
			break
		}
	}
	for _, off := range []string{ansi.ResetModeAltScreenSaveCursor, ansi.ResetModeBracketedPaste, ansi.ResetModeMouseExtSgr, ansi.SetModeTextCursorEnable} {
		if !strings.Contains(raw, off) {
			m.t.Errorf("the terminal was not sent %q at the end", off)
		}
	}
	return m.cmd.ProcessState.ExitCode()
}

func TestOnATerminal(t *testing.T) {
	m := openTerminal(t, "sandbox")
	m.wait("1 cluster")
	m.wait("3 timeline")
	m.keys("n")
	m.wait("step 1 ")
	if err := m.pty.Resize(80, 24); err != nil {
		t.Fatal(err)
	}
	m.mu.Lock()
	m.screen.Resize(80, 24)
	m.mu.Unlock()
	m.wait("log 0 · commit 0")
	m.keys("L")
	m.wait("集群")
	m.keys(":put 键 值\r")
	m.wait("键")
	m.keys("\x1b[D") // ←
	m.wait("第 1 步")
	m.keys("G:run 5s\r") // beside the screen
	m.wait("任期 1")
	m.keys("/became_leader\r")
	m.wait("赢得")
	m.keys("q")
	if code := m.exit(); code != 0 {
		t.Errorf("it ended with %d", code)
	}
}

// However the screen is ended, it leaves the terminal as it was, and no files
// of nodes.
func TestTermination(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		dir := t.TempDir()
		m := openTerminal(t, "sandbox", "NO_COLOR=yes", "TMPDIR="+dir)
		m.wait("1 cluster")
		m.mu.Lock()
		if strings.Contains(m.raw.String(), "38;2;") {
			t.Error("NO_COLOR=yes, and there are colours")
		}
		m.mu.Unlock()
		if err := m.cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if code := m.exit(); code != 0 {
			t.Errorf("after %v it ended with %d", sig, code)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("after %v there is still %v %v", sig, left, err)
		}
	}
}

// Where marks take two columns they are folded to ASCII.
func TestWideMarks(t *testing.T) {
	m := openTerminal(t, "sandbox", "RUNEWIDTH_EASTASIAN=1")
	m.wait("- 1 cluster ------------------")
	m.wait("F n1 follower")
	m.keys("q")
	m.exit()
}

func TestPanic(t *testing.T) {
	m := openTerminal(t, "panic")
	m.wait("panics")
	m.keys("k\r") // up from the first line is the script
	if code := m.exit(); code == 0 {
		t.Error("it ended as if nothing had happened")
	}
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
