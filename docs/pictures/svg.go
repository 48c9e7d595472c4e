package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// The geometry of a cell, in pixels, for a font whose advance is 0.6 em.
const (
	fontSize = 20
	cellW    = 12
	cellH    = 25
	baseline = 19
	margin   = 14
)

// A ground is the terminal's own colours: what is drawn on, and with.
type ground struct{ paper, ink color.RGBA }

var (
	dark  = ground{color.RGBA{0x0d, 0x11, 0x17, 0xff}, color.RGBA{0xd0, 0xd7, 0xde, 0xff}}
	light = ground{color.RGBA{0xff, 0xff, 0xff, 0xff}, color.RGBA{0x1f, 0x23, 0x28, 0xff}}
)

// A drawing is a screen that becomes an SVG.
type drawing struct {
	strings.Builder
	screen *vt.SafeEmulator
	ground
}

// svg draws the screen. Runs of plain ASCII, and of one and the same mark, are
// one text each whose length is said; any other character is placed by itself.
// So a font's idea of a width shifts nothing.
func svg(screen *vt.SafeEmulator, on ground) string {
	w, h := screen.Width(), screen.Height()
	d := drawing{screen: screen, ground: on}
	fmt.Fprintf(&d, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %[2]d" width="%[1]d" height="%[2]d" xml:space="preserve" font-size="%d" font-family="JetBrains Mono, DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace" fill="%s">`+"\n",
		w*cellW+2*margin, h*cellH+2*margin, fontSize, hex(on.ink))
	fmt.Fprintf(&d, `<rect width="100%%" height="100%%" rx="10" fill="%s"/>`+"\n", hex(on.paper))
	for y := range h {
		for x := 0; x < w; {
			c := screen.CellAt(x, y)
			if c == nil || c.Width == 0 {
				x++
				continue
			}
			x += d.run(c, x, y)
		}
	}
	d.WriteString("</svg>\n")
	return d.String()
}

// run draws the cell at x, y and those to its right that go with it, and
// returns how many columns these are.
func (d *drawing) run(c *uv.Cell, x, y int) int {
	text, n := c.Content, c.Width
	for x+n < d.screen.Width() {
		next := d.screen.CellAt(x+n, y)
		if next == nil || !goes(c, next) {
			break
		}
		text, n = text+next.Content, n+1
	}
	fg, bg := or(c.Style.Fg, d.ink), or(c.Style.Bg, d.paper)
	if c.Style.Attrs&uv.AttrReverse != 0 {
		fg, bg = bg, fg
	}
	if c.Style.Attrs&uv.AttrFaint != 0 {
		fg = between(fg, bg)
	}
	left, top := margin+x*cellW, margin+y*cellH
	if hex(bg) != hex(d.paper) {
		fmt.Fprintf(d, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", left, top, n*cellW, cellH, hex(bg))
	}
	if strings.TrimSpace(text) == "" && c.Style.Underline == 0 {
		return n
	}
	if c.Style.Underline == 0 {
		text = strings.TrimRight(text, " ")
	}
	style := ""
	if hex(fg) != hex(d.ink) {
		style = ` fill="` + hex(fg) + `"`
	}
	if c.Style.Attrs&uv.AttrBold != 0 {
		style += ` font-weight="bold"`
	}
	if c.Style.Attrs&uv.AttrItalic != 0 {
		style += ` font-style="italic"`
	}
	if c.Style.Underline != 0 {
		style += ` text-decoration="underline"`
	}
	if long := len([]rune(text)); long > 1 && c.Width == 1 {
		style += fmt.Sprintf(` textLength="%d"`, long*cellW)
	}
	fmt.Fprintf(d, `<text x="%d" y="%d"%s>%s</text>`+"\n", left, top+baseline, style, html.EscapeString(text))
	return n
}

// goes reports whether a cell is drawn in one text with the one before it.
func goes(c, next *uv.Cell) bool {
	alike := plain(c) && plain(next) || c.Width == 1 && c.Content == next.Content
	return alike && next.Style.Equal(&c.Style)
}

// plain reports whether the cell is one printable ASCII character.
func plain(c *uv.Cell) bool {
	return len(c.Content) == 1 && c.Content[0] >= ' ' && c.Content[0] < 0x7f
}

func or(c, otherwise color.Color) color.Color {
	if c == nil {
		return otherwise
	}
	return c
}

func between(a, b color.Color) color.Color {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	return color.RGBA64{uint16((ar + br) / 2), uint16((ag + bg) / 2), uint16((ab + bb) / 2), 0xffff}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
