package timeline

import (
	"strconv"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A column is a line through the picture: a node's, a client's, or that of all
// clients.
type column struct {
	name   string
	client bool
	x      int
}

// Widths of the parts of the picture.
const (
	leastStamp = 10 // marker and time
	leastSpace = 4
	ownSpace   = 6 // below this, clients share a line
	mostSpace  = 13
	leastText  = 16
)

// everybody is what the line is called that clients share.
const everybody = "c"

// columns finds a place for every line: clients first, each with one of its own
// if there is room, else one for all; without room for that, none.
func (c *chart) columns() {
	c.stamp = leastStamp
	if n := len(c.pic.Rows); n > 0 {
		c.stamp = max(c.stamp, len(kit.Millis(c.pic.Rows[n-1].Step.Time))+4)
	}
	text := leastText
	if c.W > 80 {
		text = c.W / 4
	}
	nodes, clients := c.scene.Frame().Nodes, c.asking()
	room := c.W - c.stamp - text - 1
	own := len(clients) == 1 || len(clients) > 0 && room/(len(clients)+len(nodes)) >= ownSpace
	switch {
	case own:
	case len(clients) > 0:
		c.cols = append(c.cols, column{name: everybody, client: true})
	}
	if own {
		for _, name := range clients {
			c.cols = append(c.cols, column{name: name, client: true})
		}
	}
	if len(c.cols) > 0 && c.W-c.stamp < (len(c.cols)+len(nodes))*leastSpace+leastText/2 {
		c.cols = nil
	}
	c.clients = len(c.cols) > 0
	for _, n := range nodes {
		c.cols = append(c.cols, column{name: n.Name})
	}
	c.space = min(max(room/max(len(c.cols), 1), leastSpace), mostSpace)
	c.caption = c.stamp + len(c.cols)*c.space + 1
	c.settle(clients)
}

// settle says where each line is.
func (c *chart) settle(clients []string) {
	c.places = make(map[string]int, len(c.cols)+len(clients))
	for i := range c.cols {
		col := &c.cols[i]
		col.x = c.stamp + 1 + i*c.space
		c.places[col.name] = col.x
	}
	if c.clients && c.cols[0].name == everybody {
		for _, name := range clients {
			c.places[name] = c.cols[0].x
		}
	}
}

// asking lists the clients that there are by the end of the picture.
func (c *chart) asking() (names []string) {
	f := c.scene.Frame()
	if n := len(c.pic.Rows); n > 0 {
		f = c.pic.Rows[n-1].Step.Frame
	}
	for _, cl := range f.Clients {
		names = append(names, cl.Name)
	}
	return names
}

// x returns the column of a line, -1 if there is none.
func (c *chart) x(name string) int {
	if x, ok := c.places[name]; ok {
		return x
	}
	return -1
}

// head writes whose lines they are and, above the captions, how much of the run
// has rows.
func (c *chart) head() {
	for _, col := range c.cols {
		gap := 2
		if c.space == leastSpace {
			gap = 1
		}
		if col.client {
			c.Fit(col.x, 0, c.space, col.name, canvas.Quiet)
			continue
		}
		n := c.scene.Frame().Node(col.name)
		st, ink := scene.StandingOf(n), canvas.Quiet
		if st == scene.Leader {
			ink = canvas.TermText(n.Term) | canvas.Bold
		}
		c.Text(col.x, 0, st.Mark(), ink)
		c.Fit(col.x+gap, 0, c.space-gap, col.name, canvas.Text)
	}
	end := c.Fit(c.caption, 0, c.W-c.caption, c.texts.levels[c.pic.Level], canvas.Faint)
	before, after := c.beyondRows()
	if before > 0 {
		c.Fit(1, 0, c.stamp-1, "▴ "+strconv.Itoa(before), canvas.Faint)
	}
	if text := "▾ " + strconv.Itoa(after); after > 0 && end+2+termtext.Width(text) < c.W {
		c.Right(c.W-1, 0, text, canvas.Faint)
	}
}

// beyondRows counts the steps before the first row and after the last.
func (c *chart) beyondRows() (before, after int) {
	n := len(c.pic.Rows)
	if n == 0 {
		return 0, 0
	}
	first, last := &c.pic.Rows[0], &c.pic.Rows[n-1]
	before, after = first.Pos, c.scene.Reel.Len-last.Pos
	if first.Folded > 0 && c.pic.Now > 0 {
		before -= first.Folded - 1
	}
	if last.Folded > 0 && c.pic.Now < n-1 {
		after -= last.Folded - 1
	}
	return before, after
}
