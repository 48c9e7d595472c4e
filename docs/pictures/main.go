// Command pictures draws the pictures of the documents again: it runs clusters,
// scripts and lessons, draws the screen that shows them without a terminal, and
// writes it as an SVG or, for the readmes, a PNG. It also writes the page that
// shows them.
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

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/scripts"
	"raftviz/tui"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/svg"
	"raftviz/tui/view/theme"
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
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return err
	}
	dir := filepath.Join(strings.TrimSpace(string(root)), "docs", "pictures")
	for _, s := range shots {
		if len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		if err := s.take(filepath.Join(dir, s.file())); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(s.file())
	}
	return os.WriteFile(filepath.Join(dir, pageFile), []byte(page()), 0o644)
}

// take draws the picture and writes it to the file out.
func (s *shot) take(out string) error {
	c, err := s.draw()
	if err != nil {
		return err
	}
	picture := svg.Draw(c, s.ground(), theme.Styles(s.theme, !s.light))
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

// draw draws the screen that the shot shows.
func (s *shot) draw() (*canvas.Canvas, error) {
	if s.home {
		return drawHome(s.width, s.height), nil
	}
	st, err := open(s)
	if err != nil {
		return nil, err
	}
	for _, k := range s.keys {
		st.draw(s.width, s.height) // panes remember what they showed last
		if err := st.press(k); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", k, err), st.close())
		}
	}
	return st.draw(s.width, s.height), st.close()
}

// drawHome draws the home screen of someone who has begun the first lesson.
func drawHome(w, h int) *canvas.Canvas {
	home := tui.Home{
		Sandbox:  func(config.Config) (tui.Opened, error) { return tui.Opened{}, nil },
		OpenFile: func(string) (tui.Opened, error) { return tui.Opened{}, nil },
	}
	for i, l := range lessons.Shipped() {
		it := tui.Item{Name: l.ID, In: func(in lang.Lang) (name, about string) { return l.Title(in), l.About.In(in) }}
		if i == 0 {
			it.Progress = fmt.Sprintf("5/%d", len(l.Steps))
		}
		home.Lessons = append(home.Lessons, it)
	}
	for _, name := range scripts.List() {
		home.Scripts = append(home.Scripts, tui.Item{Name: name})
	}
	c := canvas.New(w, h)
	tui.DrawHome(c, home, tui.Options{Version: "dev"})
	return c
}
