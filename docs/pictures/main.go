// Command pictures draws the pictures of the documents again: it runs raftviz
// on a pseudo-terminal, presses keys, and turns what is then on the screen into
// a PNG.
//
//	go run ./docs/pictures [NAME…]
//
// It needs rsvg-convert (librsvg2-bin on Debian, librsvg with Homebrew) and the
// fonts JetBrains Mono and Noto Sans Mono CJK.
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

// A shot is one picture: how the program is started and what is typed. A key
// that begins with : is a command line; those are ended with enter.
type shot struct {
	name          string
	width, height int
	args          []string
	keys          []string
}

// story is what the pictures of the sandbox show: after its leader has crashed a
// cluster commits an entry of the next term.
var story = []string{
	`:run until leader != ""`, ":put x 1", ":put y 2", ":run 300ms",
	":crash n3", `:run until leader != ""`, ":run 90ms", ":put x 3",
	":run until any(nodes, .commit >= 5)",
}

var shots = []shot{
	{"sandbox", 120, 40, []string{"sandbox", "--nodes", "5", "--seed", "7", "--lang", "en"}, story},
	{"sandbox-zh", 120, 40, []string{"sandbox", "--nodes", "5", "--seed", "7", "--lang", "zh"}, story},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(names []string) error {
	if _, err := exec.LookPath("rsvg-convert"); err != nil {
		return errors.New("rsvg-convert is not installed; it is in librsvg2-bin on Debian and librsvg with Homebrew")
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
	for _, s := range shots {
		if len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		out := filepath.Join(strings.TrimSpace(string(root)), "docs", "pictures", s.name+".png")
		if err := s.take(program, out); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(out)
	}
	return nil
}

// take runs the program and writes the picture to the file out.
func (s shot) take(program, out string) error {
	t, err := open(s.width, s.height, program, s.args...)
	if err != nil {
		return err
	}
	defer t.close()
	t.settle()
	for _, k := range s.keys {
		t.press(k)
	}
	convert := exec.Command("rsvg-convert", "--format", "png", "--output", out)
	convert.Stdin = strings.NewReader(svg(t.screen))
	convert.Stderr = os.Stderr
	return convert.Run()
}
