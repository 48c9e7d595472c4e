package clients

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// chosen returns where the chosen operation is; if none is, or it is not known,
// the newest at the position.
func (h *history) chosen(s *scene.Scene) int {
	if i := h.find(s.Selected.Op); i >= 0 {
		return i
	}
	return h.past() - 1
}

// window says which operations n rows show: the newest at the bottom, with a
// few of what is to come, and the chosen one in any case.
func (h *history) window(s *scene.Scene, n int) (top, bottom int) {
	past := h.past()
	bottom = past + min(len(h.ops)-past, ahead, n/4)
	if at := h.find(s.Selected.Op); at >= 0 {
		bottom = min(bottom, at+n)
		bottom = max(bottom, at+1)
	}
	bottom = max(bottom, min(n, len(h.ops)))
	return max(bottom-n, 0), bottom
}

// drawBars draws the verdict, the operations and, beneath them, what is to be
// said of the chosen one.
func (p *Pane) drawBars(a canvas.Area, s *scene.Scene) kit.Hidden {
	h := &p.history
	if a.H >= 3 {
		n := drawVerdict(a.Sub(0, 0, a.W, max(a.H/6, 1)), s)
		a = a.Sub(0, n, a.W, a.H-n)
	}
	if a.H >= 14 && a.W >= 56 {
		t := catalogue.In(s.Words.Lang)
		kit.Legend(a.Sub(1, a.H-1, a.W-1, 1), kit.Meanings(
			"»", t.MarkAsked, "«", t.MarkAnswered, "✗", t.Failed, "?", t.MarkSilent, "▸", t.MarkWaits, "┊", t.MarkIdle, "▏", t.MarkHere,
		))
		a.H -= 2
	}
	a = share(a, len(h.ops)+1, p.detailLines(a.W-2, s))
	head := a.H >= 4
	if head {
		a.H--
	}
	top, bottom := h.window(s, a.H)
	c := columnsFor(a.W, h.ops[top:bottom], s)
	c.goesOn = h.to > h.pos
	if head {
		a.H++
		c.head(a, s)
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	at := h.chosen(s)
	for i := top; i < bottom; i++ {
		row := a.Sub(0, i-top, a.W, 1)
		c.draw(row, s, h.ops[i], i == at)
		p.rows.Add(row, h.ops[i].ID)
	}
	return kit.Hidden{Above: top, Below: len(h.ops) - bottom, Open: h.from > 0}
}
