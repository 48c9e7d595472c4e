package logs

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.Open, Keys: []string{"enter"}, Label: "enter", Footer: 1},
	{Action: keys.ToDifference, Keys: []string{"d"}, Label: "d", Footer: 2},
	{Action: keys.ToCommit, Keys: []string{"u"}, Label: "u", Footer: 3},
	{Action: keys.ToSnapshot, Keys: []string{"s"}, Label: "s", Footer: 4},
	{Action: keys.PageLeft, Keys: []string{"<", "《", "shift+left"}, Label: "<"},
	{Action: keys.PageRight, Keys: []string{">", "》", "shift+right"}, Label: ">"},
}
