package canvas

import (
	"strings"

	"raftviz/engine/termtext"
)

// A Paint is how inks look: the SGR parameters of each role, and whether marks
// are folded to ASCII.
type Paint struct {
	Roles [NumRoles]string // "" is the terminal's own colours
	ASCII bool
	table [numInks]string
}

// Ready computes the sequences. It must be called once after Roles is set.
func (p *Paint) Ready() *Paint {
	for i := range Ink(numInks) {
		if i.Role() >= NumRoles {
			continue
		}
		seq := "\x1b[0"
		if i&Bold != 0 {
			seq += ";1"
		}
		if r := p.Roles[i.Role()]; r != "" {
			seq += ";" + r
		}
		p.table[i] = seq + "m"
	}
	return p
}

// Render returns the canvas as lines of styled text.
func (c *Canvas) Render(p *Paint) string {
	var b strings.Builder
	b.Grow(c.w*c.h*2 + 4096)
	for y := range c.h {
		if y > 0 {
			b.WriteByte('\n')
		}
		renderRow(&b, c.cells[y*c.w:(y+1)*c.w], p)
	}
	return b.String()
}

func renderRow(b *strings.Builder, row []cell, p *Paint) {
	pen := Text
	for i := range row {
		cell := &row[i]
		if cell.half {
			continue
		}
		if cell.ink != pen {
			pen = cell.ink
			b.WriteString(p.table[pen])
		}
		b.WriteString(cell.mark(p.ASCII))
	}
	if pen != Text {
		b.WriteString("\x1b[m")
	}
}

// mark returns what the cell shows.
func (c *cell) mark(ascii bool) string {
	shown := c.text
	switch {
	case shown == "" && c.arms != 0:
		shown = joints[c.arms]
	case shown == "":
		return " "
	}
	if ascii && shown[0] >= 0x80 {
		return termtext.Fold(shown)
	}
	return shown
}

// Plain returns the canvas as lines of text without inks, trailing blanks cut:
// what goldens hold.
func (c *Canvas) Plain(ascii bool) string {
	var b strings.Builder
	for y := range c.h {
		var line strings.Builder
		for x := range c.w {
			if cell := &c.cells[y*c.w+x]; !cell.half {
				line.WriteString(cell.mark(ascii))
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// Each calls do for every mark on the canvas, row by row: where it stands, what
// it is, in which ink and how many columns it takes.
func (c *Canvas) Each(do func(x, y int, mark string, ink Ink, width int)) {
	for y := range c.h {
		for x := 0; x < c.w; x++ {
			i := y*c.w + x
			if c.cells[i].half {
				continue
			}
			width := 1
			if x+1 < c.w && c.cells[i+1].half {
				width = 2
			}
			do(x, y, c.cells[i].mark(false), c.cells[i].ink, width)
		}
	}
}

// Size returns how many columns and rows the canvas has.
func (c *Canvas) Size() (w, h int) { return c.w, c.h }
