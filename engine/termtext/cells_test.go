package termtext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// A cluster is a character that takes columns, or a mark that takes none and
// stands on the one before. What could steer the terminal, or is not text, is
// shown as a dot.
func TestCluster(t *testing.T) {
	const dot = "·"
	for _, c := range []struct {
		name, s, text string
		w, n          int
	}{
		{"a letter", "ab", "a", 1, 1},
		{"the last letter", "a", "a", 1, 1},
		{"a space", " a", " ", 1, 1},
		{"the last of ASCII", "~", "~", 1, 1},
		{"a letter before a wide one", "a领", "a", 1, 1},
		{"Chinese", "领导", "领", 2, 3},
		{"a wide mark", "，a", "，", 2, 3},
		{"a letter before a mark", "e\u0301x", "e", 1, 1},
		{"a combining mark", "\u0301x", "\u0301", 0, 2},
		{"a letter with its mark in one", "ña", "ñ", 1, 2},
		{"emoji", "😀a", "😀", 2, 4},
		{"a mark of the panes", "▲a", "▲", 1, 3},
		{"a mark that East Asian terminals show wide", "…", "…", 1, 3},
		{"ESC", "\x1b[31m", dot, 1, 1},
		{"NUL", "\x00", dot, 1, 1},
		{"the last control character", "\x1fa", dot, 1, 1},
		{"DEL", "\x7fa", dot, 1, 1},
		{"a line end", "\n", dot, 1, 1},
		{"CSI in one", "\u009b31m", dot, 1, 2},
		{"the first of C1", "\u0080", dot, 1, 2},
		{"no space after C1", "\u00a0a", "\u00a0", 1, 2},
		{"a direction mark", "\u202ea", dot, 1, 3},
		{"no width", "\u200ba", dot, 1, 3},
		{"right to left", "\u200f", dot, 1, 3},
		{"a line separator", "\u2028", dot, 1, 3},
		{"a word joiner", "\u2060", dot, 1, 3},
		{"an isolate", "\u2069", dot, 1, 3},
		{"a byte order mark", "\ufeffa", dot, 1, 3},
		{"a broken byte", "\xffa", dot, 1, 1},
		{"a byte that begins nothing", "\x80", dot, 1, 1},
		{"half a character", "\xe9\xa2", dot, 1, 1},
		{"the sign for a broken one", "\ufffd", dot, 1, 3},
		{"a character before a broken byte", "领\xff", "领", 2, 3},
	} {
		if text, w, n := Cluster(c.s); text != c.text || w != c.w || n != c.n {
			t.Errorf("%s: %q, %d columns, %d bytes; want %q, %d, %d", c.name, text, w, n, c.text, c.w, c.n)
		}
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "a": 1, "put foo bar": 11,
		"领导者": 6, "n1 领导": 7, "，": 2,
		"e\u0301te\u0301": 3, "😀😀": 4, "▲ ok": 4,
		"\x1b[0m": 4, "a\nb": 3, "\u202eab": 3, "\xff\xfe": 2, "领\xff": 3,
	} {
		if got := Width(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"", 0, ""}, {"", 5, ""},
		{"leader", 7, "leader"}, {"leader", 6, "leader"}, {"leader", 5, "lead…"}, {"leader", 2, "l…"}, {"leader", 1, "…"},
		{"leader", 0, ""}, {"leader", -1, ""},
		{"领导者", 6, "领导者"}, {"领导者", 5, "领导…"},
		{"领导者", 4, "领…"}, // a wide character is not halved
		{"领导者", 3, "领…"}, {"领导者", 2, "…"},
		{"a领", 3, "a领"}, {"a领", 2, "a…"},
		{"e\u0301e\u0301", 2, "e\u0301e\u0301"},  // many bytes, few columns
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"}, // a letter keeps its mark
		{"😀😀", 3, "😀…"},
	} {
		if got := Cut(c.s, c.w); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"", 5, ""},
		{"  put x 1\n", 20, "put x 1"},
		{"put x 1", 7, "put x 1"}, {"put x 1", 6, "put x…"},
		{"a\nb", 9, `a\nb`}, {"\x1b[31mred", 20, `\x1b[31mred`}, {"a\u202eb", 20, `a\u202eb`}, {"bad\xff", 20, `bad\xff`},
		{"领导者", 5, "领导…"},
		{"\x1b\x1b", 5, `\x1b…`}, // what spells it out counts
		{strings.Repeat("a", 16), 2, "a…"},
		{strings.Repeat("\u0301", 20) + "b", 2, strings.Repeat("\u0301", 8) + "…"}, // only the beginning is looked at
	} {
		if got := Clean(c.s, c.w); got != c.want {
			t.Errorf("Clean(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

// Whatever a text holds, it is cut to valid text of the width asked for, and
// its clusters are all of it.
func FuzzCells(f *testing.F) {
	f.Add("a领\x1b[31m\u202e\xffe\u0301😀", 5)
	f.Fuzz(func(t *testing.T, s string, w int) {
		w = (w%200 + 200) % 200
		taken := 0
		for rest := s; rest != ""; {
			text, cw, n := Cluster(rest)
			if n < 1 || n > len(rest) || cw < 0 || cw > 2 || !utf8.ValidString(text) {
				t.Fatalf("the first cluster of %q is %q, %d columns, %d bytes", rest, text, cw, n)
			}
			taken, rest = taken+n, rest[n:]
		}
		if taken != len(s) {
			t.Errorf("%d bytes of %q are in no cluster", len(s)-taken, s)
		}
		if got := Cut(s, w); Width(got) > w || !strings.HasPrefix(s, strings.TrimSuffix(got, "…")) {
			t.Errorf("Cut(%q, %d) = %q", s, w, got)
		}
		if got := Clean(s, w); Width(got) > w || !utf8.ValidString(got) {
			t.Errorf("Clean(%q, %d) = %q", s, w, got)
		}
	})
}
