package svg

import (
	"strings"
	"testing"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/theme"
)

func TestDraw(t *testing.T) {
	c := canvas.New(20, 2)
	a := c.Area()
	a.Text(a.Text(a.Text(0, 0, "n1 ", canvas.Text), 0, "<ab>", canvas.Alarm|canvas.Bold), 0, "★ 领导──", canvas.Text)
	a.Text(0, 1, "x", canvas.Focus)
	for _, k := range []struct {
		on     Ground
		choice theme.Choice
		want   []string
	}{
		{Dark, theme.Dark, []string{
			`width="268" height="78"`, ` fill="#d0d7de">` + "\n" + `<rect width="100%" height="100%" rx="10" fill="#0d1117"/>`,
			`<text x="14" y="33" textLength="24">n1</text>`,
			`<text x="50" y="33" fill="#ff6b5e" font-weight="bold" textLength="48">&lt;ab&gt;</text>`,
			`<text x="98" y="33">★</text>`,
			`<text x="122" y="33">领</text>`,
			`<text x="146" y="33">导</text>`,
			`<text x="170" y="33" textLength="24">──</text>`,
			`<rect x="14" y="39" width="12" height="25" fill="#ff6ad5"/>`,
			`<text x="14" y="58" fill="#14181d">x</text>`,
		}},
		{Light, theme.Light, []string{` fill="#1f2328">`, `fill="#ffffff"/>`, `<text x="14" y="58" fill="#ffffff">x</text>`}},
	} {
		got := Draw(c, k.on, theme.Styles(k.choice, k.choice == theme.Dark))
		for _, want := range k.want {
			if !strings.Contains(got, want) {
				t.Errorf("no %s in\n%s", want, got)
			}
		}
	}
}
