package checks

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.Open, Keys: []string{"enter"}, Label: "enter", Footer: 1},
	{Action: keys.Judge, Keys: []string{"a"}, Label: "a", Footer: 2},
}
