package golden

import (
	"strconv"
	"strings"

	"raftviz/tui/view/canvas"
)

// Inked returns the pieces of a canvas that are written in an ink, Bold or not,
// row by row: what a plain golden does not show.
func Inked(c *canvas.Canvas, ink canvas.Ink) (pieces []string) {
	p := &canvas.Paint{}
	for i := range p.Roles {
		p.Roles[i] = "r" + strconv.Itoa(i)
	}
	want := "r" + strconv.Itoa(int(ink.Role()))
	for _, row := range strings.Split(c.Render(p.Ready()), "\n") {
		for _, part := range strings.Split(row, "\x1b[")[1:] {
			sgr, text, _ := strings.Cut(part, "m")
			if text = strings.TrimSpace(text); text != "" && sgr[strings.LastIndexByte(sgr, ';')+1:] == want {
				pieces = append(pieces, text)
			}
		}
	}
	return pieces
}
