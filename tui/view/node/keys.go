package node

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.OtherView, Keys: []string{"o"}, Label: "o", Footer: 1},
	{Action: keys.CrashRestart, Keys: []string{"x"}, Label: "x", Footer: 2},
	{Action: keys.PauseResume, Keys: []string{"p"}, Label: "p", Footer: 3},
	{Action: keys.Campaign, Keys: []string{"e"}, Label: "e", Footer: 4},
	{Action: keys.Isolate, Keys: []string{"i"}, Label: "i", Footer: 5},
}
