package theme

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"raftviz/tui/view/canvas"
)

// NO_COLOR counts whatever it holds, as long as it holds something.
func TestNoColour(t *testing.T) {
	for value, want := range map[string]bool{"": false, "1": true, "0": true, "yes": true, "false": true} {
		if got := NoColour(func(string) string { return value }); got != want {
			t.Errorf("NO_COLOR=%q: %v, want %v", value, got, want)
		}
	}
}

// What must be told apart looks different in every theme, and without colours
// nothing has one.
func TestPaints(t *testing.T) {
	apart := []canvas.Ink{canvas.Text, canvas.Accent, canvas.Alarm, canvas.Focus, canvas.Danger, canvas.Faint, canvas.TermFill}
	for i := range 2 * len(Choices) {
		c, dark := Choices[i/2], i%2 == 0
		for depth := Full; depth <= None; depth++ {
			roles := Paint(c, dark, depth, false).Roles
			seen := map[string]canvas.Ink{}
			for _, ink := range apart {
				if other, ok := seen[roles[ink]]; ok {
					t.Errorf("%s, dark %v, depth %d: inks %d and %d look the same", c, dark, depth, ink, other)
				}
				seen[roles[ink]] = ink
			}
			for ink, sgr := range roles {
				if depth == None && (strings.Contains(sgr, "38") || strings.Contains(sgr, "48") || strings.Contains(sgr, "3")) {
					t.Errorf("without colours ink %d is %q", ink, sgr)
				}
			}
		}
	}
}

// Neighbouring terms have different colours, and after eight they come again.
func TestTerms(t *testing.T) {
	roles := Paint(Auto, true, Full, false).Roles
	for term := uint64(1); term < 20; term++ {
		if roles[canvas.TermBlock(term)] == roles[canvas.TermBlock(term+1)] {
			t.Errorf("terms %d and %d look the same", term, term+1)
		}
		if canvas.TermBlock(term) != canvas.TermBlock(term+canvas.TermColours) {
			t.Errorf("term %d does not look like term %d", term+canvas.TermColours, term)
		}
	}
}

// What is read stands out from the background and from the filling behind it:
// by 3 to 1 at least, by 4.5 to 1 where much is read, by 7 to 1 in high
// contrast (WCAG 2.2, 1.4.3 and 1.4.6).
func TestContrast(t *testing.T) {
	for _, c := range Choices {
		for _, dark := range []bool{true, false} {
			back, p := "ffffff", paletteOf(c, dark)
			if dark {
				back = "14181d"
			}
			much, some := 4.5, 3.0
			if c == HighContrast {
				much, some = 7, 7
			}
			check := func(what, on, text string, least float64) {
				if r := contrast(on, text); r < least {
					t.Errorf("%s, dark %v: %s is %.1f to 1, want %.1f", c, dark, what, r, least)
				}
			}
			check("quiet", back, p.quiet, much)
			check("accent", back, p.accent, much)
			check("alarm", back, p.alarm, much)
			for i, term := range p.terms {
				check(fmt.Sprintf("term %d", i+1), back, term, some)
			}
			for what, pair := range map[string][2]string{"focus": p.focus, "danger": p.danger} {
				check(what, pair[0], pair[1], some)
			}
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is relative luminance as WCAG defines it.
func luminance(hex string) (l float64) {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		panic(err)
	}
	for i, w := range []float64{0.0722, 0.7152, 0.2126} {
		v := float64(n>>(8*i)&0xff) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += w * v
	}
	return l
}
