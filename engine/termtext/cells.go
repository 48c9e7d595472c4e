// Package termtext handles text that is shown on a terminal: how wide it is,
// wrapping and cutting it, making it safe to show, its ASCII form, and finding
// the known word that a mistyped one is nearest to.
package termtext

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Cluster returns the first cluster of s as it may be shown, its width and the
// bytes it takes.
func Cluster(s string) (text string, w, n int) {
	if b := s[0]; b < utf8.RuneSelf {
		if b < 0x20 || b == 0x7f {
			return "·", 1, 1
		}
		if len(s) == 1 || s[1] < utf8.RuneSelf {
			return s[:1], 1, 1
		}
	}
	r, size := utf8.DecodeRuneInString(s)
	if steers(r) {
		return "·", 1, size
	}
	if _, mark := folds[s[:size]]; mark {
		return s[:size], 1, size // also where RUNEWIDTH_EASTASIAN gives it two: there it is folded
	}
	seq, w, n, _ := ansi.WcWidth.DecodeSequenceInString(s, 0, nil)
	if n == 0 {
		return "·", 1, size
	}
	if !utf8.ValidString(seq) || w > 2 { // it may take a broken byte along, or a mark with a column of its own
		return s[:size], ansi.StringWidthWc(s[:size]), size
	}
	return seq, w, n
}

// steers reports whether a rune could steer the terminal or reorder the line.
func steers(r rune) bool {
	switch {
	case r == utf8.RuneError, r >= 0x80 && r < 0xa0:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x2069, r == 0xfeff:
		return true
	}
	return false
}

// Width returns how many columns Text needs for s.
func Width(s string) (width int) {
	for len(s) > 0 {
		_, w, n := Cluster(s)
		width += w
		s = s[n:]
	}
	return width
}

// Cut returns s, or as much of it as fits into w columns with … at its end.
func Cut(s string, w int) string {
	if len(s) <= w || Width(s) <= w {
		return s
	}
	if w < 1 {
		return ""
	}
	width, end := 0, 0
	for end < len(s) {
		_, cw, n := Cluster(s[end:])
		if width+cw > w-1 {
			break
		}
		width += cw
		end += n
	}
	return s[:end] + "…"
}
