package mvcc

import (
	"unicode/utf8"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A part is a piece of text in one ink.
type part struct {
	text string
	ink  canvas.Ink
}

const partGap = 3

// flow writes parts one after the other, on the next row where one does not fit
// any more, and cuts what does not fit into the last row. It returns how many
// rows that took. One that is alone too long is wrapped.
func flow(a canvas.Area, y int, parts []part) (rows int) {
	if a.H <= y || a.W <= 0 {
		return 0
	}
	if len(parts) == 1 {
		lines := termtext.Wrap(parts[0].text, a.W, a.H-y)
		for i, line := range lines {
			a.Text(0, y+i, line, parts[0].ink)
		}
		return len(lines)
	}
	x, first := 0, y
	for _, p := range parts {
		w := termtext.Width(p.text)
		if x > 0 && x+w > a.W {
			if y == a.H-1 {
				if a.W-x >= 6 {
					a.Fit(x, y, a.W-x, p.text, p.ink)
				}
				break
			}
			x, y = 0, y+1
		}
		x = a.Fit(x, y, a.W-x, p.text, p.ink) + partGap
	}
	return y - first + 1
}

// flowRows returns how many rows parts need in a width.
func flowRows(parts []part, w int) (rows int) {
	if len(parts) == 0 || w <= 0 {
		return 0
	}
	rows = 1
	x := 0
	for _, p := range parts {
		pw := termtext.Width(p.text)
		if x > 0 && x+pw > w {
			x, rows = 0, rows+1
		}
		x += pw + partGap
	}
	return rows
}

// mostText is how much of a key or value is looked at.
const mostText = 400

// text makes what a user wrote fit to be shown. Of what is very long it returns
// the beginning only.
func text(s string) string { return termtext.Printable(clip(s)) }

func clip(s string) string {
	if len(s) <= mostText {
		return s
	}
	n := mostText
	for n > mostText-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// tail is text cut at its front: keys that are paths are told apart by their
// ends.
func tail(s string, w int) string {
	if termtext.Width(s) <= w {
		return s
	}
	if w < 1 {
		return ""
	}
	for i := range s {
		if termtext.Width(s[i:]) <= w-1 {
			return "…" + s[i:]
		}
	}
	return "…"
}
