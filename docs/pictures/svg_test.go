package main

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

func TestScreenBecomesSVG(t *testing.T) {
	screen := vt.NewSafeEmulator(20, 2)
	if _, err := screen.Write([]byte("n1 \x1b[1;38;2;255;0;0m<ab>\x1b[0m★ 领导──\r\n\x1b[7mx\x1b[0m")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		on   ground
		want []string
	}{
		{dark, []string{
			`width="268" height="78"`, ` fill="#d0d7de">` + "\n" + `<rect width="100%" height="100%" rx="10" fill="#0d1117"/>`,
			`<text x="14" y="33" textLength="24">n1</text>`,
			`<text x="50" y="33" fill="#ff0000" font-weight="bold" textLength="48">&lt;ab&gt;</text>`,
			`<text x="98" y="33">★</text>`,
			`<text x="122" y="33">领</text>`,
			`<text x="146" y="33">导</text>`,
			`<text x="170" y="33" textLength="24">──</text>`,
			`<rect x="14" y="39" width="12" height="25" fill="#d0d7de"/>`,
			`<text x="14" y="58" fill="#0d1117">x</text>`,
		}},
		{light, []string{` fill="#1f2328">`, `fill="#ffffff"/>`, `<text x="14" y="58" fill="#ffffff">x</text>`}},
	} {
		got := svg(screen, c.on)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("no %s in\n%s", want, got)
			}
		}
	}
}
