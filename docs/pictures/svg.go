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

var (
	paper = color.RGBA{0x0d, 0x11, 0x17, 0xff}
	ink   = color.RGBA{0xd0, 0xd7, 0xde, 0xff}
)

// svg draws the screen. Runs of plain ASCII are one text each; any other
// character is placed by itself, so that a font's idea of its width does not
// shift what follows.
func svg(screen *vt.SafeEmulator) string {
	w, h := screen.Width(), screen.Height()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" xml:space="preserve" font-size="%d" font-family="JetBrains Mono, DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace">`+"\n",
		w*cellW+2*margin, h*cellH+2*margin, fontSize)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="10" fill="%s"/>`+"\n", hex(paper))
	for y := range h {
		for x := 0; x < w; {
			c := screen.CellAt(x, y)
			if c == nil || c.Width == 0 {
				x++
				continue
			}
			x += cell(&b, screen, c, x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// cell draws the cell at x, y and those to its right that go with it, and
// returns how many columns these are.
func cell(b *strings.Builder, screen *vt.SafeEmulator, c *uv.Cell, x, y int) int {
	text, n := c.Content, c.Width
	for plain(c) && x+n < screen.Width() {
		next := screen.CellAt(x+n, y)
		if next == nil || !plain(next) || !next.Style.Equal(&c.Style) {
			break
		}
		text, n = text+next.Content, n+1
	}
	fg, bg := or(c.Style.Fg, ink), or(c.Style.Bg, paper)
	if c.Style.Attrs&uv.AttrReverse != 0 {
		fg, bg = bg, fg
	}
	if c.Style.Attrs&uv.AttrFaint != 0 {
		fg = between(fg, bg)
	}
	left, top := margin+x*cellW, margin+y*cellH
	if hex(bg) != hex(paper) {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", left, top, n*cellW, cellH, hex(bg))
	}
	if strings.TrimSpace(text) == "" && c.Style.Underline == 0 {
		return n
	}
	style := ""
	if c.Style.Attrs&uv.AttrBold != 0 {
		style += ` font-weight="bold"`
	}
	if c.Style.Attrs&uv.AttrItalic != 0 {
		style += ` font-style="italic"`
	}
	if c.Style.Underline != 0 {
		style += ` text-decoration="underline"`
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" fill="%s"%s>%s</text>`+"\n", left, top+baseline, hex(fg), style, html.EscapeString(text))
	return n
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
