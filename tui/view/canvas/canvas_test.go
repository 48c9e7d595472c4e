package canvas

import (
	"strings"
	"testing"
	"unicode/utf8"

	"raftviz/engine/termtext"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(a Area)
		want string
	}{
		{"plain", func(a Area) { a.Text(1, 0, "ab", Text) }, " ab"},
		{"clipped on both sides", func(a Area) { a.Text(-1, 0, "abcdefgh", Text) }, "bcdefg"},
		{"wide", func(a Area) { a.Text(0, 0, "领导x", Text) }, "领导x"},
		{"wide, half of it outside", func(a Area) { a.Text(5, 0, "领", Text) }, ""},
		{"over the left half of a wide one", func(a Area) { a.Text(0, 0, "领x", Text); a.Text(0, 0, "a", Text) }, "a x"},
		{"over the right half of a wide one", func(a Area) { a.Text(0, 0, "领x", Text); a.Text(1, 0, "a", Text) }, " ax"},
		{"a wide one over halves of two", func(a Area) { a.Text(0, 0, "领导", Text); a.Text(1, 0, "者", Text) }, " 者"},
		{"control characters", func(a Area) { a.Text(0, 0, "a\x1b[m\x7f", Text) }, "a·[m·"},
		{"direction marks and C1", func(a Area) { a.Text(0, 0, "\u202ex\u009by\u200d", Text) }, "·x·y·"},
		{"broken UTF-8", func(a Area) { a.Text(0, 0, "\xff\xfea", Text) }, "··a"},
		{"combining", func(a Area) { a.Text(0, 0, "e\u0301x", Text) }, "e\u0301x"},
		{"cut", func(a Area) { a.Fit(0, 0, 4, "abcdef", Text) }, "abc…"},
		{"cut before a wide one", func(a Area) { a.Fit(0, 0, 4, "a领导者", Text) }, "a领…"},
		{"right", func(a Area) { a.Right(6, 0, "领x", Text) }, "   领x"},
		{"lines join", func(a Area) { a.Row(0, 5, 0, Text); a.Line(2, 0, Along, Text); a.Line(4, 0, Down, Text) }, "──┼─┬─"},
		{"cleared between halves", func(a Area) { a.Text(0, 0, "领导者", Text); a.Sub(1, 0, 2, 1).Clear() }, "    者"},
		{"cleared from a right half on", func(a Area) { a.Text(0, 0, "领导者", Text); a.Sub(3, 0, 3, 1).Clear() }, "领"},
		{"text over lines", func(a Area) { a.Row(0, 5, 0, Text); a.Text(2, 0, "x", Text); a.Line(2, 0, Along, Text) }, "──x───"},
	} {
		canvas := New(6, 1)
		c.draw(canvas.Area())
		if got := strings.TrimSuffix(canvas.Plain(false), "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSubAreasClip(t *testing.T) {
	c := New(6, 3)
	a := c.Area().Sub(2, 1, 2, 1)
	for y := -2; y < 4; y++ {
		a.Text(-3, y, "abcdefgh", Text)
	}
	if got, want := c.Plain(false), "\n  de\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if s := a.Sub(-4, 9, 100, 100); s.W != 2 || s.H != 0 {
		t.Errorf("a part outside is %d×%d", s.W, s.H)
	}
}

// Every union of arms has a mark of one column.
func TestJoints(t *testing.T) {
	for arms := Arms(1); arms < 32; arms++ {
		if j := joints[arms]; termtext.Width(j) != 1 {
			t.Errorf("arms %05b are drawn as %q", arms, j)
		}
	}
}

// Every joint of lines has a character that stands for it with --ascii.
func TestJointsFold(t *testing.T) {
	for _, j := range joints[1:] {
		if f := termtext.Fold(j); j != " " && f == "?" {
			t.Errorf("the line %q has no fold", j)
		}
	}
}

func TestRender(t *testing.T) {
	p := (&Paint{Roles: [NumRoles]string{Accent: "38;2;1;2;3"}}).Ready()
	c := New(4, 2)
	c.Area().Text(0, 0, "ab", Accent|Bold)
	c.Area().Text(2, 0, "c", Text)
	if got, want := c.Render(p), "\x1b[0;1;38;2;1;2;3mab\x1b[0mc \n    "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Whatever text is drawn, nothing but a theme's own sequences reaches the
// terminal, and every row is as wide as the canvas.
func FuzzText(f *testing.F) {
	f.Add("a\x1b]0;x\x07b", 3)
	f.Add("领导者\u0301", 0)
	f.Fuzz(func(t *testing.T, s string, x int) {
		c := New(10, 1)
		c.Area().Text(x%20, 0, s, Text)
		got := c.Render((&Paint{}).Ready())
		if strings.ContainsAny(got, "\x1b\x07\r\n\t\x9b") && !utf8.ValidString(got) {
			t.Errorf("%q is not text", got)
		}
		if strings.ContainsRune(got, 0x1b) {
			t.Errorf("%q holds an escape", got)
		}
		if w := termtext.Width(got); w != 10 {
			t.Errorf("%q is %d wide", got, w)
		}
	})
}
