package termtext

import (
	"strings"
	"unicode/utf8"
)

// Clean returns text of a user or a file as it may stand in a sentence: on one
// line, without characters that could disturb a terminal (see Printable),
// and at most width cells wide; what is cut off is shown by "…".
//
// It looks at no more than the beginning of a long text.
func Clean(s string, width int) string {
	s = strings.TrimSpace(s)
	cut := false
	if limit := 8 * width; len(s) > limit {
		for limit > 0 && !utf8.RuneStart(s[limit]) {
			limit--
		}
		s, cut = s[:limit], true
	}
	s = Printable(s)
	if cut {
		s += "…"
	}
	return Cut(s, width)
}
