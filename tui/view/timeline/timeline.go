// Package timeline draws the pane that shows what happened as a space-time
// diagram: time runs down, a column is a client or a node, and a message is an
// arrow from the row in which it was sent to the row in which it arrived.
//
//	         c1      ★ n1     ● n2    ● n3
//	  1 180  »─╮     ┃        │       │       put x 1
//	  1 181  ┃ ╰────▶•─╮      │       │       n1 proposed 5
//	  1 191  ┃       ┃ ├App 5▶•       │       n2 append 5
//	▸ 1 200  ┃       ┃ ╰──────┼─App 5▶•       n3 append 5
//	⋮ 800 ms ┊       ┊        ┊       ┊       12 steps
//
// A leader's line is thick and has the colour of its term; a node that is down
// has none. A client's line is thick while it waits for an answer. What is after
// the position is faint.
package timeline

import (
	"fmt"
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A Hit is a part of the picture that means a message: the cells from x on, w of
// them, in row y.
type Hit struct {
	X, Y, W int
	Msg     uint64
}

// A chart is the pane while it is being drawn.
type chart struct {
	canvas.Area
	pic     Picture
	scene   *scene.Scene
	texts   *texts
	cols    []column
	places  map[string]int // where the line of a node or client is
	clients bool           // clients have lines
	stamp   int            // columns of the marker and the time
	space   int            // from one column to the next
	caption int            // where captions begin
	lanes   map[lane][]span
	hits    []Hit
}

// Draw draws the pane and returns where its messages are.
func Draw(a canvas.Area, s *scene.Scene, p Picture) []Hit {
	c := &chart{pic: p, scene: s, texts: catalogue.In(s.Words.Lang), lanes: map[lane][]span{}}
	foot := 0
	if p.Trace != nil {
		foot = footRows(a.H)
	}
	c.Area = a.Sub(0, 0, a.W, a.H-foot)
	c.columns()
	c.head()
	c.lifelines()
	list := c.bundles()
	c.arrows(list)
	c.marks()
	c.stamps()
	c.future()
	c.trace(list)
	c.chosen(list)
	if foot > 0 {
		c.foot(a.Sub(0, a.H-foot, a.W, foot))
	}
	return c.hits
}

// row returns where row i of the picture is drawn.
func (c *chart) row(i int) int { return i + 1 }

// future makes what is after the position faint.
func (c *chart) future() {
	if n := c.pic.Now + 1; c.pic.Now >= 0 && n < len(c.pic.Rows) {
		c.Sub(0, c.row(n), c.W, c.H).Recolour(canvas.Faint)
	}
}

// lifelines draws each node's line through all rows.
func (c *chart) lifelines() {
	for i := range c.pic.Rows {
		r := &c.pic.Rows[i]
		for _, col := range c.cols {
			if col.client {
				c.clientLine(i, r, col)
				continue
			}
			arms, ink := lifeline(r.Step.Frame.Node(col.name))
			switch {
			case arms == 0:
			case r.single():
				c.Line(col.x, c.row(i), arms, ink)
			default:
				c.Text(col.x, c.row(i), "┊", canvas.Faint)
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

// stamps writes the times, the captions, the position's marker and which rows
// are looked for.
func (c *chart) stamps() {
	before := int64(-1)
	for i := range c.pic.Rows {
		r, y := &c.pic.Rows[i], c.row(i)
		if r.Gap > 0 {
			c.Right(c.stamp-2, y, "⋮ "+short(r.Gap), canvas.Faint)
			if r.Hidden > 0 {
				c.Fit(c.caption, y, c.W-c.caption, fmt.Sprintf(c.texts.stepsF, strconv.Itoa(r.Hidden)), canvas.Faint)
			}
			before = -1
			continue
		}
		ink, text := canvas.Quiet, canvas.Quiet
		switch {
		case i == c.pic.Now:
			c.Text(0, y, "▸", canvas.Accent|canvas.Bold)
			ink, text = canvas.Accent, canvas.Text|canvas.Bold
		case r.single() && r.Step.Kinds().Meets(event.Notables):
			text = canvas.Text
		}
		if r.Step.Time != before || i == c.pic.Now {
			c.Right(c.stamp-2, y, kit.Millis(r.Step.Time), ink)
		}
		before = r.Step.Time
		if r.Folded > 0 {
			c.Fit(c.caption, y, c.W-c.caption, c.folded(r), canvas.Faint)
			continue
		}
		if c.matches(r) {
			c.Text(1, y, "/", canvas.Accent|canvas.Bold)
			text = canvas.Accent
		}
		c.Fit(c.caption, y, c.W-c.caption, c.label(r.Step), text)
	}
}

// label is a step in a few words.
func (c *chart) label(s *event.Step) string {
	if c.pic.Caption == nil {
		return ""
	}
	return c.pic.Caption(s)
}

// matches reports whether the person looks for steps like this one.
func (c *chart) matches(r *Row) bool {
	return c.scene.Matches != nil && c.scene.Matches(r.Pos, r.Step)
}

// folded says what a row that stands for many steps stands for.
func (c *chart) folded(r *Row) string {
	if r.Folded == 1 {
		return c.scene.Words.Heartbeats
	}
	text := c.scene.Words.Heartbeats + " ×" + strconv.Itoa(r.Folded)
	if ms := r.to - r.from; ms > 0 {
		text += " · " + short(ms)
	}
	return text
}

// short writes a length of time in at most six columns: 900 ms, 1.2 s, 40 s,
// 12 min.
func short(ms int64) string {
	switch {
	case ms < 1000:
		return strconv.FormatInt(ms, 10) + " ms"
	case ms < 10_000:
		s := strconv.FormatInt(ms/1000, 10)
		if tenth := ms / 100 % 10; tenth > 0 {
			s += "." + strconv.FormatInt(tenth, 10)
		}
		return s + " s"
	case ms < 600_000:
		return strconv.FormatInt(ms/1000, 10) + " s"
	}
	return strconv.FormatInt(ms/60_000, 10) + " min"
}
