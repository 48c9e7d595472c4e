// Package timeline draws the pane that shows what happened as a space-time
// diagram: time runs down, a column is a node, and a message is an arrow from
// the row in which it was sent to the row in which it arrived.
//
//	         n1      n2      n3
//	  1 180  ┃ »     │       │       put x 1
//	  1 181  •─╮     │       │       n1 proposes 5
//	  1 191  ┃ ├App5▶•       │       n2 appends 5
//	▸ 1 200  ┃ ╰─────┼─App 5▶•       n3 appends 5
//
// A leader's line is thick and has the colour of its term; a node that is down
// has none.
package timeline

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// A Row is a step that has something to show, or several that have not much.
type Row struct {
	Pos    int
	Step   *event.Step
	Folded int // how many steps of mere heartbeats this row stands for; 0 is one step
}

// A Picture is what the pane shows: rows in order, and which of them is at the
// position (-1 if none). Rows after it are the future.
type Picture struct {
	Rows    []Row
	Now     int
	Caption func(*event.Step) string
}

// Widths of the parts beside the columns.
const (
	leastStamp = 10 // marker and time
	leastSpace = 4
	mostSpace  = 13
)

// A chart is the pane while it is being drawn.
type chart struct {
	canvas.Area
	pic     Picture
	scene   *scene.Scene
	names   []string
	stamp   int // columns of the marker and the time
	space   int // from one column to the next
	caption int // where captions begin
	lanes   map[lane][]span
}

// Draw draws the pane.
func Draw(a canvas.Area, s *scene.Scene, p Picture) {
	c := &chart{Area: a, pic: p, scene: s, lanes: map[lane][]span{}}
	for _, n := range s.Frame().Nodes {
		c.names = append(c.names, n.Name)
	}
	c.stamp = leastStamp
	if n := len(p.Rows); n > 0 {
		c.stamp = max(c.stamp, len(scene.Millis(p.Rows[n-1].Step.Time))+4)
	}
	text := 16
	if a.W > 80 {
		text = a.W / 4
	}
	c.space = min(max((a.W-c.stamp-text)/max(len(c.names), 1), leastSpace), mostSpace)
	c.caption = c.stamp + len(c.names)*c.space
	c.head()
	c.lifelines()
	c.arrows()
	c.marks()
	c.stamps()
	if n := p.Now + 1; p.Now >= 0 && n < len(p.Rows) {
		a.Sub(0, n+1, a.W, a.H).Recolour(canvas.Faint)
	}
}

// x returns the column of a node's line, -1 if it has none.
func (c *chart) x(node string) int {
	for i, n := range c.names {
		if n == node {
			return c.stamp + 1 + i*c.space
		}
	}
	return -1
}

// row returns where row i of the picture is drawn.
func (c *chart) row(i int) int { return i + 1 }

func (c *chart) head() {
	for _, name := range c.names {
		st := scene.StandingOf(c.scene.Frame().Node(name))
		ink := canvas.Quiet
		if st == scene.Leader {
			ink = canvas.TermText(c.scene.Frame().Node(name).Term) | canvas.Bold
		}
		c.Text(c.x(name), 0, st.Mark(), ink)
		gap := 2
		if c.space == leastSpace {
			gap = 1
		}
		c.Fit(c.x(name)+gap, 0, c.space-gap, name, canvas.Text)
	}
}

// lifelines draws each node's line through all rows.
func (c *chart) lifelines() {
	for i, r := range c.pic.Rows {
		for _, name := range c.names {
			arms, ink := lifeline(r.Step.Frame.Node(name))
			if arms != 0 {
				c.Line(c.x(name), c.row(i), arms, ink)
			}
		}
	}
}

func lifeline(n *frame.Node) (canvas.Arms, canvas.Ink) {
	switch {
	case n == nil || !n.Up():
		return 0, canvas.Faint
	case n.Running() && n.Role == frame.Leader:
		return canvas.Along | canvas.Heavy, canvas.TermText(n.Term)
	case !n.Running():
		return canvas.Up, canvas.Faint
	}
	return canvas.Along, canvas.Faint
}

// stamps writes the times, the captions and the position's marker.
func (c *chart) stamps() {
	before := int64(-1)
	for i, r := range c.pic.Rows {
		y := c.row(i)
		ink, text := canvas.Quiet, canvas.Quiet
		if i == c.pic.Now {
			c.Text(0, y, "▸", canvas.Accent|canvas.Bold)
			ink, text = canvas.Accent, canvas.Text|canvas.Bold
		} else if r.Step.Kinds().Meets(event.Notables) {
			text = canvas.Text
		}
		if r.Step.Time != before || i == c.pic.Now {
			c.Right(c.stamp-2, y, scene.Millis(r.Step.Time), ink)
		}
		before = r.Step.Time
		if c.pic.Caption != nil && r.Folded == 0 {
			c.Fit(c.caption, y, c.W-c.caption, c.pic.Caption(r.Step), text)
		}
	}
}
