package timeline

import "raftviz/tui/view/keys"

// Keys are the pane's own.
var Keys = []keys.Binding{
	{Action: keys.ShowCauses, Keys: []string{"enter"}, Label: "enter", Footer: 1},
	{Action: keys.ToCause, Keys: []string{"h", "shift+left"}, Label: "h", Footer: 2},
	{Action: keys.ToEffect, Keys: []string{"l", "shift+right"}, Label: "l", Footer: 3},
	{Action: keys.Wider, Keys: []string{"<", "《"}, Label: "<", Footer: 4},
	{Action: keys.Closer, Keys: []string{">", "》"}, Label: ">", Footer: 5},
}
