package mvcc

import (
	"unicode/utf8"

	"raftviz/engine/termtext"
)

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
