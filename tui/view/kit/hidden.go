package kit

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A Hidden says how much of a list or a picture is out of sight on each side.
type Hidden struct {
	Above, Below int
	Left, Right  int
	Open         bool // there is more above than is known
}

// String writes the counts that are not 0, each with a blank before it.
func (h Hidden) String() (text string) {
	add := func(mark string, n int, end string) {
		if n > 0 {
			text += " " + mark + " " + Number(n) + end
		}
	}
	add("◂", h.Left, "")
	add("▸", h.Right, "")
	switch {
	case h.Open && h.Above == 0:
		text += " ▴ …"
	case h.Open:
		add("▴", h.Above, "+")
	default:
		add("▴", h.Above, "")
	}
	add("▾", h.Below, "")
	return text
}

// Draw writes it at the right end of the area's first row, and returns the
// column before which it begins: the area's width if nothing is hidden.
func (h Hidden) Draw(a canvas.Area) (begin int) {
	text := h.String()
	if text == "" {
		return a.W
	}
	a.Right(a.W-1, 0, text, canvas.Quiet)
	return a.W - 1 - termtext.Width(text)
}
