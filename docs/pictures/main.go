// Command pictures draws the pictures of the documents again: it runs raftviz
// on a pseudo-terminal, presses keys, and turns what is then on the screen into
// an SVG or, for the readmes, a PNG. It also writes the page that shows them.
//
//	go run ./docs/pictures [NAME…]
//
// For a PNG it needs rsvg-convert (librsvg2-bin on Debian, librsvg with
// Homebrew) and the fonts JetBrains Mono and Noto Sans Mono CJK.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(names []string) error {
	for _, n := range names {
		if !slices.ContainsFunc(shots, func(s shot) bool { return s.name == n }) {
			return fmt.Errorf("there is no picture %q", n)
		}
	}
	tmp, err := os.MkdirTemp("", "raftviz-pictures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	program := filepath.Join(tmp, "raftviz")
	if out, err := exec.Command("go", "build", "-o", program, "raftviz/cmd/raftviz").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return err
	}
	dir := filepath.Join(strings.TrimSpace(string(root)), "docs", "pictures")
	for _, s := range shots {
		if len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		if err := s.take(program, filepath.Join(dir, s.file())); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(s.file())
	}
	return os.WriteFile(filepath.Join(dir, pageFile), []byte(page()), 0o644)
}

// take runs the program and writes the picture to the file out.
func (s *shot) take(program, out string) error {
	home, err := os.MkdirTemp("", "raftviz-home")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	if err := settleIn(home); err != nil {
		return err
	}
	args := s.args
	if s.script != "" {
		file := s.script + ".jsonl"
		if out, err := s.command(home, program, "run", s.script, "--record", file).CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
		args = append([]string{"play", file}, args...)
	}
	t, err := open(s.width, s.height, s.command(home, program, args...))
	if err != nil {
		return err
	}
	defer t.close()
	t.settle()
	for _, k := range s.keys {
		t.press(k)
	}
	picture := svg(t.screen, s.ground())
	if !s.png {
		return os.WriteFile(out, []byte(picture), 0o644)
	}
	if _, err := exec.LookPath("rsvg-convert"); err != nil {
		return errors.New("rsvg-convert is not installed; it is in librsvg2-bin on Debian and librsvg with Homebrew")
	}
	convert := exec.Command("rsvg-convert", "--format", "png", "--output", out)
	convert.Stdin = strings.NewReader(picture)
	convert.Stderr = os.Stderr
	return convert.Run()
}

// settleIn makes a home of someone who has been shown around already.
func settleIn(home string) error {
	state := filepath.Join(home, ".local", "state", "raftviz")
	if err := os.MkdirAll(state, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(state, "toured"), nil, 0o600)
}

// command runs the program at home, with nothing of the environment that could
// tell whose pictures these are.
func (s *shot) command(home, program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Dir = home
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); name == "PATH" || name == "TMPDIR" {
			c.Env = append(c.Env, v)
		}
	}
	state := filepath.Join(home, ".local", "state")
	c.Env = append(c.Env, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=en_US.UTF-8", "HOME="+home, "XDG_STATE_HOME="+state)
	return c
}
