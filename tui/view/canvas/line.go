package canvas

// Arms are the directions in which a line leaves the middle of its cell. Lines
// drawn over each other join: a cell shows the union of their arms.
type Arms uint8

// The arms. Heavy makes the vertical ones thick; it joins nothing by itself.
const (
	Left Arms = 1 << iota
	Right
	Up
	Down
	Heavy

	Across = Left | Right
	Along  = Up | Down
)

// joints has the mark for every union of arms.
var joints = [32]string{
	Left: "╴", Right: "╶", Up: "╵", Down: "╷",
	Across: "─", Along: "│",
	Right | Down: "╭", Left | Down: "╮", Left | Up: "╯", Right | Up: "╰",
	Along | Right: "├", Along | Left: "┤", Across | Down: "┬", Across | Up: "┴",
	Across | Along:        "┼",
	Heavy | Along:         "┃",
	Heavy | Up:            "╹",
	Heavy | Down:          "╻",
	Heavy | Left:          "╴",
	Heavy | Right:         "╶",
	Heavy | Across:        "─",
	Heavy:                 " ",
	Heavy | Along | Right: "┠", Heavy | Along | Left: "┨",
	Heavy | Across | Along: "╂",
	Heavy | Right | Down:   "╭", Heavy | Left | Down: "╮", Heavy | Left | Up: "╯", Heavy | Right | Up: "╰",
	Heavy | Across | Down: "┬", Heavy | Across | Up: "┴",
}

// Line adds arms to the cell at x, y. Text that stands there stays.
func (a Area) Line(x, y int, arms Arms, ink Ink) {
	c := a.at(x, y)
	if c == nil || c.text != "" || c.half {
		return
	}
	c.arms |= arms
	c.ink = ink
}

// Row draws a line across from x to to, both included.
func (a Area) Row(x, to, y int, ink Ink) {
	for ; x <= to; x++ {
		a.Line(x, y, Across, ink)
	}
}

// Rule draws a line across with text, never joining with others.
func (a Area) Rule(x, y, w int, ink Ink) {
	for i := range w {
		a.put(x+i, y, "─", 1, ink)
	}
}
