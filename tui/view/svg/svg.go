// Package svg makes pictures of what is drawn on a canvas, without a terminal.
package svg

import (
	"fmt"
	"html"
	"strings"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/theme"
)

// The geometry of a cell, in pixels, for a font whose advance is 0.6 em.
const (
	fontSize = 20
	cellW    = 12
	cellH    = 25
	baseline = 19
	margin   = 14
)

// A Ground is the default colours, as rrggbb: what is drawn
// on, and with.
type Ground struct{ Paper, Ink string }

// The grounds of a dark and of a light terminal.
var (
	Dark  = Ground{"0d1117", "d0d7de"}
	Light = Ground{"ffffff", "1f2328"}
)

// A mark is what stands in a cell.
type mark struct {
	x, y, width int
	text        string
	ink         canvas.Ink
}

// A drawing is a canvas that becomes an SVG.
type drawing struct {
	strings.Builder
	Ground
	styles [canvas.NumRoles]theme.Style
}

// Draw returns the picture of a canvas. Runs of plain ASCII, and of one and the
// same mark, are one text each whose length is said; any other mark is placed by
// itself. So a font's idea of a width shifts nothing.
func Draw(c *canvas.Canvas, on Ground, styles [canvas.NumRoles]theme.Style) string {
	w, h := c.Size()
	d := drawing{Ground: on, styles: styles}
	fmt.Fprintf(&d, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %[2]d" width="%[1]d" height="%[2]d" xml:space="preserve" font-size="%d" font-family="JetBrains Mono, DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace" fill="#%s">`+"\n",
		w*cellW+2*margin, h*cellH+2*margin, fontSize, on.Ink)
	fmt.Fprintf(&d, `<rect width="100%%" height="100%%" rx="10" fill="#%s"/>`+"\n", on.Paper)
	var run []mark
	c.Each(func(x, y int, text string, ink canvas.Ink, width int) {
		m := mark{x, y, width, text, ink}
		if len(run) > 0 && !goes(&run[len(run)-1], &m) {
			d.run(run)
			run = run[:0]
		}
		run = append(run, m)
	})
	if len(run) > 0 {
		d.run(run)
	}
	d.WriteString("</svg>\n")
	return d.String()
}

// run draws marks that stand next to each other in one ink.
func (d *drawing) run(run []mark) {
	first, text, n := run[0], "", 0
	for _, m := range run {
		text += m.text
		n += m.width
	}
	style := d.styles[first.ink.Role()]
	left, top := margin+first.x*cellW, margin+first.y*cellH
	if style.Block != "" {
		fmt.Fprintf(d, `<rect x="%d" y="%d" width="%d" height="%d" fill="#%s"/>`+"\n", left, top, n*cellW, cellH, style.Block)
	}
	if text = strings.TrimRight(text, " "); text == "" {
		return
	}
	attrs := ""
	if style.Text != "" {
		attrs = ` fill="#` + style.Text + `"`
	}
	if first.ink&canvas.Bold != 0 {
		attrs += ` font-weight="bold"`
	}
	if long := len([]rune(text)); long > 1 && first.width == 1 {
		attrs += fmt.Sprintf(` textLength="%d"`, long*cellW)
	}
	fmt.Fprintf(d, `<text x="%d" y="%d"%s>%s</text>`+"\n", left, top+baseline, attrs, html.EscapeString(text))
}

// goes reports whether a mark is drawn in one text with the one before it.
func goes(m, next *mark) bool {
	alike := plain(m) && plain(next) || m.width == 1 && m.text == next.text
	return alike && next.ink == m.ink && next.y == m.y
}

// plain reports whether a mark is one printable ASCII character.
func plain(m *mark) bool { return len(m.text) == 1 && m.text[0] >= ' ' && m.text[0] < 0x7f }
