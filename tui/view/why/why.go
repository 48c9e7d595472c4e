// Package why draws the pane that says in words what the step did and why.
package why

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// MaxRows is how many lines an explanation takes at 80 columns.
const MaxRows = 3

// Draw writes the explanation, wrapped; what does not fit is cut with ….
func Draw(a canvas.Area, s string) {
	for y, line := range termtext.Wrap(s, a.W-2, a.H) {
		a.Text(1, y, line, canvas.Text)
	}
}
