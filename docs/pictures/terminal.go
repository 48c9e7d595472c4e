package main

import (
	"io"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"
)

// A terminal is a program on a pseudo-terminal whose screen can be read.
type terminal struct {
	pty    xpty.Pty
	screen *vt.SafeEmulator
	cmd    *exec.Cmd
	heard  atomic.Int64 // when the program last wrote, in ns
}

// open starts the program on a terminal of the given size.
func open(width, height int, cmd *exec.Cmd) (*terminal, error) {
	pty, err := xpty.NewPty(width, height)
	if err != nil {
		return nil, err
	}
	t := &terminal{pty: pty, screen: vt.NewSafeEmulator(width, height), cmd: cmd}
	if err := pty.Start(t.cmd); err != nil {
		return nil, err
	}
	t.heard.Store(time.Now().UnixNano())
	go t.listen()
	go func() { _, _ = io.Copy(pty, t.screen) }() // the terminal's answers to queries
	return t, nil
}

func (t *terminal) listen() {
	buf := make([]byte, 32<<10)
	for {
		n, err := t.pty.Read(buf)
		if err != nil {
			return
		}
		_, _ = t.screen.Write(buf[:n])
		t.heard.Store(time.Now().UnixNano())
	}
}

// settle waits until the program has written nothing for a while, ten seconds
// at most.
func (t *terminal) settle() {
	const quiet, patience = 250 * time.Millisecond, 10 * time.Second
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(quiet / 10) {
		if time.Since(time.Unix(0, t.heard.Load())) > quiet {
			return
		}
	}
}

// press types a key, or a command line that begins with : and enter after it,
// and waits until the program has answered.
func (t *terminal) press(key string) {
	if strings.HasPrefix(key, ":") && key != ":" {
		key += "\r"
	}
	t.send(key)
}

func (t *terminal) send(text string) {
	t.heard.Store(time.Now().UnixNano())
	_, _ = io.WriteString(t.pty, text)
	t.settle()
}

func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.pty.Close()
}
