package network

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.OtherView, Keys: []string{"o"}, Label: "o", Footer: 1},
	{Action: keys.Deliver, Keys: []string{"d"}, Label: "d", Footer: 2},
	{Action: keys.DropMessage, Keys: []string{"x"}, Label: "x", Footer: 3},
	{Action: keys.Duplicate, Keys: []string{"u"}, Label: "u", Footer: 4},
	{Action: keys.Delay, Keys: []string{"y"}, Label: "y", Footer: 5},
	{Action: keys.Hold, Keys: []string{"w"}, Label: "w", Footer: 6},
	{Action: keys.Isolate, Keys: []string{"i"}, Label: "i", Footer: 7},
	{Action: keys.Open, Keys: []string{"enter"}, Label: "enter"},
}
