package termtext

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"", ""},
		{"put foo bar", "put foo bar"},
		{"键　值 é ▲ 😀", "键　值 é ▲ 😀"},
		{"a\nb\tc\x00d", `a\nb\tc\x00d`},
		{"\x1b[2Jgone", `\x1b[2Jgone`},
		{"\u009b31m", `\u009b31m`},
		{"a\u202eb\u2066c\u200bd\ufeff", `a\u202eb\u2066c\u200bd\ufeff`},
		{"\U000e0041tag", `\U000e0041tag`},
		{"bad\xff\xc3", `bad\xff\xc3`},
		{"�", "�"},
		{"�\x80", "�\\x80"},
		{`back\slash 'q' "d"`, `back\slash 'q' "d"`},
		{"'\x01'", `'\x01'`},
	} {
		if got := Printable(c.in); got != c.out {
			t.Errorf("Printable(%q) = %q, want %q", c.in, got, c.out)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("a\x1b[31m\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := Printable(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if !unicode.IsPrint(r) && r != '\u3000' {
				t.Errorf("Printable(%q) holds %U", s, r)
			}
		}
		if Printable(got) != got {
			t.Errorf("Printable(%q) changes when repeated", s)
		}
	})
}
