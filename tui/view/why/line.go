package why

import "raftviz/tui/view/kit"

// A line is a row of the pane.
type line struct {
	kit.Line
	step int // another step that it is about, -1 if none
}
