package clients

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
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
func (p *Pane) drawTotals(a canvas.Area, s *scene.Scene) kit.Hidden {
	t := catalogue.In(s.Words.Lang)
	list, all := p.totalsOf(s)
	if a.H >= 4 {
		text := t.AllOps
		if p.history.from > 0 {
			text = fmt.Sprintf(t.LatestF, p.history.past())
		}
		a.Fit(1, 0, a.W-1, text, canvas.Quiet)
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	rows := make([][]kit.Span, 0, len(list)+1)
	for i := range list {
		rows = append(rows, list[i].cells(t, s))
	}
	sum := all.cells(t, s)
	if len(list) > 1 {
		rows = append(rows, sum)
	}
	g := totalsGrid(t)
	for _, r := range rows {
		g.Measure(r)
	}
	g.Fit(a.W)
	if a.H >= 3 {
		g.Head(a)
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	at := p.clientOf(s, list)
	top := kit.Around(len(rows), a.H, at)
	bottom := min(top+a.H, len(rows))
	for i := top; i < bottom; i++ {
		row := a.Sub(0, i-top, a.W, 1)
		g.Row(row, s.Focused, i == at, false, rows[i])
		if i < len(list) {
			p.rows.Add(row, list[i].newest)
		}
	}
	return kit.Hidden{Above: top, Below: len(rows) - bottom}
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

func totalsGrid(t *texts) kit.Grid {
	return kit.Grid{Columns: []kit.Column{
		{Name: t.Client, Most: 12}, {Name: t.Node, Most: 5, Rank: 6},
		{Name: t.OK, Most: 9, Right: true}, {Name: t.Failed, Most: 9, Right: true, Rank: 1}, {Name: t.Unknown, Most: 9, Right: true, Rank: 2}, {Name: t.Open, Most: 7, Right: true, Rank: 4},
		{Name: t.Mean, Most: 12, Right: true, Rank: 3}, {Name: t.Slowest, Most: 12, Right: true, Rank: 5},
		{Name: t.Patience, Most: 12, Right: true, Rank: 7}, {Name: t.Retries, Most: 8, Right: true, Rank: 8}, {Name: "", Most: 14, Rank: 9},
	}}
}

// cells are the columns of a total.
func (t *total) cells(w *texts, s *scene.Scene) []kit.Span {
	ms := func(n int64) string { return fmt.Sprintf(s.Words.MsF, kit.Millis(n)) }
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
	cells := []kit.Span{
		kit.Text(w.All, canvas.Quiet), {}, kit.Text(kit.Number(t.ended[frame.OpOK]), canvas.Text),
		kit.Text(kit.Number(t.ended[frame.OpFailed]), bad(t.ended[frame.OpFailed])), kit.Text(kit.Number(t.ended[frame.OpUnknown]), bad(t.ended[frame.OpUnknown])),
		kit.Text(kit.Number(t.ended[frame.OpOpen]), canvas.Text), kit.Text(mean, canvas.Text), kit.Text(slowest, canvas.Text), {}, {}, {},
	}
	if c := t.client; c != nil {
		cells[0] = kit.Text(termtext.Printable(c.Name), canvas.Text)
		cells[1] = kit.Text(termtext.Printable(c.Endpoint), canvas.Quiet)
		cells[8], cells[9] = kit.Text(ms(c.Timeout), canvas.Quiet), kit.Text(kit.Number(c.Retries), canvas.Quiet)
		if c.Deaf {
			cells[10] = kit.Text("‖ "+w.NotRead, canvas.Alarm)
		}
	}
	return cells
}
