package mvcc

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// head names the views; at the right it says whose store it is, and how much is
// out of sight.
func (p *Pane) head(a canvas.Area, st *Store, t *texts, hidden kit.Hidden) {
	end := a.W - 1
	if st.Node != nil {
		mark := scene.StandingOf(st.Node).Mark() + " "
		end -= termtext.Width(mark) + termtext.Width(st.Node.Name)
		x := a.Text(end, 0, mark, canvas.Quiet)
		a.Text(x, 0, st.Node.Name, canvas.Text|canvas.Bold)
	}
	tabs := make([]kit.Tab, numViews)
	for v, name := range t.Views {
		tabs[v].Name = name
	}
	p.tabs.Draw(a, a.Sub(0, 0, hidden.Draw(a.Sub(0, 0, end, 1))-1, 1), tabs, int(p.view))
}

// paragraph writes text that may take several rows.
func paragraph(a canvas.Area, text string) {
	kit.Parts(a, []kit.Span{{Text: text, Ink: canvas.Quiet}})
}
