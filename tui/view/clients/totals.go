package clients

import (
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A total is what became of a client's operations.
type total struct {
	client *frame.Client // nil: of all together
	ended  [len(ends)]int
	took   int64 // ms, all successful ones together
	most   int64 // ms, the slowest of them
	newest uint64
}

// totalsOf counts what became of each client's operations up to the position.
func (p *Pane) totalsOf(s *scene.Scene) (list []total, all total) {
	f, h, pos := s.Frame(), &p.history, int(s.Step.Index)
	list = make([]total, len(f.Clients))
	at := make(map[string]int, len(list))
	for i, c := range f.Clients {
		list[i].client, at[c.Name] = c, i
	}
	for _, o := range h.ops[:h.past()] {
		i, ok := at[o.Client]
		if !ok {
			continue
		}
		for _, t := range []*total{&list[i], &all} {
			t.count(o, o.state(pos))
		}
	}
	return list, all
}

func (t *total) count(o *operation, state frame.OpState) {
	t.ended[state]++
	t.newest = o.ID
	if state == frame.OpOK {
		t.took += o.End - o.Start
		t.most = max(t.most, o.End-o.Start)
	}
}

// drawTotals draws a row for each client, and one for all.
func (p *Pane) drawTotals(a canvas.Area, s *scene.Scene) more {
	t := catalogue.In(s.Words.Lang)
	list, all := p.totalsOf(s)
	if a.H >= 4 {
		text := t.AllOps
		if p.history.from > 0 {
			text = sprintf(t.LatestF, p.history.past())
		}
		a.Fit(1, 0, a.W-1, text, canvas.Quiet)
		a = a.Sub(0, 1, a.W, a.H-1)
		p.list.top++
	}
	rows := make([][]cell, 0, len(list)+1)
	for i := range list {
		rows = append(rows, list[i].cells(t, s))
	}
	sum := all.cells(t, s)
	if len(list) > 1 {
		rows = append(rows, sum)
	}
	g := totalsGrid(t)
	for _, r := range rows {
		g.measure(r)
	}
	g.fit(a.W)
	if a.H >= 3 {
		g.head(a)
		a = a.Sub(0, 1, a.W, a.H-1)
		p.list.top++
	}
	at := p.clientOf(s, list)
	top := max(min(at-a.H/2, len(rows)-a.H), 0)
	bottom := min(top+a.H, len(rows))
	for i := top; i < bottom; i++ {
		g.row(a.Sub(0, i-top, a.W, 1), s, i == at, false, rows[i])
		if i < len(list) {
			p.list.ids = append(p.list.ids, list[i].newest)
		}
	}
	return more{above: top, below: len(rows) - bottom}
}

// clientOf returns where the client of the chosen operation is in the list; the
// first if none is.
func (p *Pane) clientOf(s *scene.Scene, list []total) int {
	if i := p.history.find(s.Selected.Op); i >= 0 {
		for k := range list {
			if list[k].client.Name == p.history.ops[i].Client {
				return k
			}
		}
	}
	return 0
}

// moveClient chooses the newest operation of another client.
func (p *Pane) moveClient(by int, s *scene.Scene) pane.Intent {
	p.gather(s)
	list, _ := p.totalsOf(s)
	if len(list) == 0 {
		return pane.Intent{}
	}
	at := p.clientOf(s, list) + by
	for ; at >= 0 && at < len(list); at += by {
		if id := list[at].newest; id != 0 {
			return choose(s, id)
		}
	}
	return pane.Intent{}
}

func totalsGrid(t *texts) grid {
	return grid{cols: []col{
		{name: t.Client, most: 12}, {name: t.Node, most: 5, rank: 6},
		{name: t.OK, most: 9, right: true}, {name: t.Failed, most: 9, right: true, rank: 1}, {name: t.Unknown, most: 9, right: true, rank: 2}, {name: t.Open, most: 7, right: true, rank: 4},
		{name: t.Mean, most: 12, right: true, rank: 3}, {name: t.Slowest, most: 12, right: true, rank: 5},
		{name: t.Patience, most: 12, right: true, rank: 7}, {name: t.Retries, most: 8, right: true, rank: 8}, {name: "", most: 14, rank: 9},
	}}
}

// cells are the columns of a total.
func (t *total) cells(w *texts, s *scene.Scene) []cell {
	ms := func(n int64) string { return sprintf(s.Words.MsF, scene.Millis(n)) }
	mean, slowest := "", ""
	if n := int64(t.ended[frame.OpOK]); n > 0 {
		mean, slowest = ms((t.took+n/2)/n), ms(t.most)
	}
	bad := func(n int) canvas.Ink {
		if n > 0 {
			return canvas.Alarm
		}
		return canvas.Quiet
	}
	cells := []cell{
		{w.All, canvas.Quiet}, {}, {number(t.ended[frame.OpOK]), canvas.Text},
		{number(t.ended[frame.OpFailed]), bad(t.ended[frame.OpFailed])}, {number(t.ended[frame.OpUnknown]), bad(t.ended[frame.OpUnknown])},
		{number(t.ended[frame.OpOpen]), canvas.Text}, {mean, canvas.Text}, {slowest, canvas.Text}, {}, {}, {},
	}
	if c := t.client; c != nil {
		cells[0] = cell{termtext.Printable(c.Name), canvas.Text}
		cells[1] = cell{termtext.Printable(c.Endpoint), canvas.Quiet}
		cells[8], cells[9] = cell{ms(c.Timeout), canvas.Quiet}, cell{number(c.Retries), canvas.Quiet}
		if c.Deaf {
			cells[10] = cell{"‖ " + w.NotRead, canvas.Alarm}
		}
	}
	return cells
}
