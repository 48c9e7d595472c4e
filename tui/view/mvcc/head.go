package mvcc

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A more says how much is out of sight on each side.
type more struct {
	above, below int
	left, right  int64
}

// draw writes it so that it ends before a column, and returns where it begins.
func (m more) draw(a canvas.Area, end int) int {
	text := ""
	add := func(mark string, n int64) {
		if n > 0 {
			text += " " + mark + " " + number(n)
		}
	}
	add("◂", m.left)
	add("▸", m.right)
	add("▴", int64(m.above))
	add("▾", int64(m.below))
	if text == "" {
		return end
	}
	a.Right(end, 0, text, canvas.Quiet)
	return end - termtext.Width(text)
}

// tabGap is between the names of views, the mark included.
const tabGap = 3

// head names the view, and the others quietly in the order in which they come;
// at the right whose store it is, and how much is out of sight.
func (p *Pane) head(a canvas.Area, st *Store, t *texts, m more) {
	end := a.W - 1
	if st.Node != nil {
		mark := scene.StandingOf(st.Node).Mark() + " "
		end -= termtext.Width(mark) + termtext.Width(st.Node.Name)
		x := a.Text(end, 0, mark, canvas.Quiet)
		a.Text(x, 0, st.Node.Name, canvas.Text|canvas.Bold)
		end--
	}
	end = m.draw(a, end) - 1
	whole := -1
	for _, name := range t.Views {
		whole += termtext.Width(name) + tabGap
	}
	first := view(0)
	if whole > end {
		first = p.view
	}
	x := 0
	for i := range numViews {
		v := (first + view(i)) % numViews
		w := termtext.Width(t.Views[v])
		switch {
		case v == p.view:
			a.Fit(x, 0, end-x, "▸", canvas.Accent)
			a.Fit(x+2, 0, end-x-2, t.Views[v], canvas.Text|canvas.Bold)
		case x+2+w > end:
			a.Fit(x+2, 0, end-x-2, t.Views[v], canvas.Quiet)
			return
		default:
			a.Text(x+2, 0, t.Views[v], canvas.Quiet)
		}
		p.hit(a.Sub(x, 0, w+2, 1), hit{view: v})
		x += w + tabGap
	}
}

// paragraph writes text that may take several rows.
func paragraph(a canvas.Area, text string) {
	flow(a, 0, []part{{text: text, ink: canvas.Quiet}})
}
