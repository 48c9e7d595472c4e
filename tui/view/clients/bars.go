package clients

import (
	"fmt"
	"strconv"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
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
func (p *Pane) drawBars(a canvas.Area, s *scene.Scene) more {
	h := &p.history
	if a.H >= 3 {
		n := drawVerdict(a.Sub(0, 0, a.W, max(a.H/6, 1)), s)
		a = a.Sub(0, n, a.W, a.H-n)
		p.list.top += n
	}
	if a.H >= 14 && a.W >= 56 {
		legend(a.Sub(0, a.H-1, a.W, 1), s)
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
		p.list.top++
	}
	at := h.chosen(s)
	for i := top; i < bottom; i++ {
		c.draw(a.Sub(0, i-top, a.W, 1), s, h.ops[i], i == at)
		p.list.ids = append(p.list.ids, h.ops[i].ID)
	}
	return more{above: top, below: len(h.ops) - bottom, vague: h.from > 0}
}

// legend says what the marks of the bars mean.
func legend(a canvas.Area, s *scene.Scene) {
	t := catalogue.In(s.Words.Lang)
	x := 1
	for _, m := range []struct{ mark, word string }{
		{"»", t.MarkAsked}, {"«", t.MarkAnswered}, {"✗", t.Failed}, {"?", t.MarkSilent}, {"▸", t.MarkWaits}, {"┊", t.MarkIdle}, {"▏", t.MarkHere},
	} {
		if x+2+termtext.Width(m.word) > a.W {
			return
		}
		x = a.Text(x, 0, m.mark+" ", canvas.Quiet)
		x = a.Text(x, 0, m.word, canvas.Faint) + 2
	}
}

func sprintf(format string, a ...any) string { return fmt.Sprintf(format, a...) }

func number[T int | int64 | uint64](n T) string { return strconv.FormatInt(int64(n), 10) }
