package events

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.Open, Keys: []string{"enter"}, Label: "enter", Footer: 1},
	{Action: keys.OtherView, Keys: []string{"o"}, Label: "o", Footer: 2},
}
