package lesson

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.GoOn, Keys: []string{"enter", "pgdown"}, Label: "enter", Footer: 1},
	{Action: keys.StepBack, Keys: []string{"backspace", "pgup"}, Label: "backspace", Footer: 2},
	{Action: keys.Hint, Keys: []string{"i"}, Label: "i", Footer: 3},
	{Action: keys.Solve, Keys: []string{"s"}, Label: "s", Footer: 4},
	{Action: keys.Retry, Keys: []string{"r"}, Label: "r", Footer: 5},
	{Action: keys.Toggle, Keys: []string{"x"}, Label: "x"},
	{Action: keys.OtherView, Keys: []string{"o"}, Label: "o"},
}
