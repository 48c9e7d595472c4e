package main

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"raftviz/engine/termtext"
)

// columns prints rows in aligned columns. Cells are made printable and cut to
// the width that their column has at most.
type columns struct {
	head  []string
	right string // a column each: 'r' aligns it right
	most  int    // the width of a cell; 0 is any
	rows  [][]string
}

func (c *columns) add(cells ...string) {
	for i, cell := range cells {
		cells[i] = fit(cell, c.most)
	}
	c.rows = append(c.rows, cells)
}

// fit makes text printable and no wider than most; 0 is any width.
func fit(text string, most int) string {
	if most > 0 && len(text) > 8*most {
		text = text[:8*most] // a value may have megabytes
	}
	text = termtext.Printable(text)
	if most > 0 {
		text = ansi.Truncate(text, most, "…")
	}
	return text
}

// print prints the head and the rows, or nothing if there are none.
func (c *columns) print(w io.Writer, ink ink) error {
	if len(c.rows) == 0 {
		return nil
	}
	wide := make([]int, len(c.head))
	for _, row := range append([][]string{c.head}, c.rows...) {
		for i, cell := range row {
			wide[i] = max(wide[i], ansi.StringWidth(cell))
		}
	}
	if _, err := io.WriteString(w, "\n"+ink.dim(c.line(c.head, wide))); err != nil {
		return err
	}
	for _, row := range c.rows {
		if _, err := io.WriteString(w, c.line(row, wide)); err != nil {
			return err
		}
	}
	return nil
}

func (c *columns) line(row []string, wide []int) string {
	var b strings.Builder
	for i, cell := range row {
		space := strings.Repeat(" ", wide[i]-ansi.StringWidth(cell))
		if i > 0 {
			b.WriteString("  ")
		}
		if i < len(c.right) && c.right[i] == 'r' {
			b.WriteString(space + cell)
		} else {
			b.WriteString(cell + space)
		}
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}
