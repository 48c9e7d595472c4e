package main

import (
	"os"
	"strings"
	"testing"

	"raftviz/tui/view/svg"
	"raftviz/tui/view/theme"
)

// Every picture can be drawn, and those that are kept as they are drawn are what
// the program shows today.
func TestPicturesAreNew(t *testing.T) {
	for i := range shots {
		s := &shots[i]
		c, err := s.draw()
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if !strings.Contains(c.Plain(false), "raftviz") {
			t.Errorf("%s shows nothing", s.name)
		}
		if s.png {
			continue
		}
		kept, err := os.ReadFile(s.file())
		if err != nil {
			t.Fatal(err)
		}
		if string(kept) != svg.Draw(c, s.ground(), theme.Styles(s.theme, !s.light)) {
			t.Errorf("%s is not what is drawn today; make pictures draws it again", s.file())
		}
	}
}
