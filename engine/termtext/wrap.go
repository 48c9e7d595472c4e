package termtext

import (
	"strings"
	"unicode/utf8"
)

// Wrap breaks text into at most rows lines of at most w columns: between words,
// and between any two Chinese characters, but never before a closing mark.
func Wrap(text string, w, rows int) (lines []string) {
	for text = strings.TrimSpace(strings.ToValidUTF8(text, "·")); text != "" && len(lines) < rows && w > 0; {
		if len(lines) == rows-1 {
			return append(lines, Cut(text, w))
		}
		n := breakAt(text, w)
		lines = append(lines, strings.TrimRight(text[:n], " "))
		text = strings.TrimLeft(text[n:], " ")
	}
	return lines
}

// breakAt returns how many bytes of text go into a line of w columns.
func breakAt(text string, w int) int {
	width, last := 0, 0
	for i, r := range text {
		width += Width(string(r))
		if width > w {
			if r == ' ' {
				return i
			}
			if last == 0 {
				_, first := utf8.DecodeRuneInString(text)
				return max(i, first)
			}
			return last
		}
		end := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(text[end:])
		switch {
		case r == ' ':
			last = end
		case end < len(text) && (wide(r) || wide(next)) && !closes(next) && !begins(r):
			last = end
		}
	}
	return len(text)
}

func wide(r rune) bool { return r >= 0x2e80 && Width(string(r)) == 2 }

func closes(r rune) bool {
	return strings.ContainsRune("，。：；！？、）》」』”’,.:;!?)", r)
}

func begins(r rune) bool { return strings.ContainsRune("（《「『“‘(", r) }
