// Package checks draws the pane of what must hold in every run, whatever fails:
// each safety property, through which step it held and the step that broke it;
// and whether clients saw one store.
//
//	✗ log matching broke at step 812
//	  ✓ Election safety        held through step 812   Raft §5.2
//	  ✓ Leader append-only     held through step 812   Raft §5.3
//	▸ ✗ Log matching           broke at step 812       n1, n3 · index 7
//	  …
//	  ? Linearizability        not judged yet: press a
//
//	n1 and n3 both hold an entry of term 2 at index 7, but not the same one …
//	Log matching · Raft §5.3
//	Logs that hold an entry of the same index and term are the same up to there.
package checks

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A Pane is the checks on the screen.
type Pane struct {
	chosen string // the name of a row; "" is what broke or will, or the first
	end    end
	rows   kit.Hits[string] // by name
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	list := p.collect(s)
	at := p.at(list)
	p.rows.Begin(a)
	head := a.Sub(0, 0, a.W, min(a.H, 1))
	headed := a.H >= 2
	if headed {
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	lines := detail(a.W-2, s, &list[at])
	told := p.share(a.H, &list[at], len(list), len(lines))
	rows := min(len(list), a.H)
	if told > 0 {
		rows = min(len(list), a.H-told-1)
		kit.Tell(a.Sub(0, rows+1, a.W, told), lines)
	}
	top := kit.Around(len(list), rows, at)
	c := columnsFor(a.W, list, s)
	for i := range rows {
		row := a.Sub(0, i, a.W, 1)
		c.draw(row, s, &list[top+i], top+i == at)
		p.rows.Add(row, list[top+i].name)
	}
	if headed {
		end := kit.Hidden{Above: top, Below: len(list) - rows - top}.Draw(head)
		headline(head.Sub(0, 0, end, 1), s, list)
	}
}

// share returns how many rows of so many the detail has: what the list leaves
// or, if the chosen row broke or a person has asked for it, a few at the list's
// expense.
func (p *Pane) share(h int, r *row, rows, lines int) int {
	const leastRows, most = 4, 4
	told := h - rows - 1
	if r.broken != nil || p.chosen != "" {
		told = max(told, min(h-leastRows-1, most))
	}
	return max(min(told, lines), 0)
}

// at returns which row is chosen.
func (p *Pane) at(list []row) int {
	first, bad := 0, false
	for i := range list {
		if list[i].name == p.chosen {
			return i
		}
		if !bad && (list[i].broken != nil || list[i].later != nil) {
			first, bad = i, true
		}
	}
	return first
}

// Act goes from row to row, to the step that broke what is chosen, and has the
// history judged.
func (p *Pane) Act(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch k {
	case keys.ScrollUp:
		return p.move(-1, s), true
	case keys.ScrollDown:
		return p.move(1, s), true
	case keys.Open:
		list := p.collect(s)
		return p.open(s, &list[p.at(list)]), true
	case keys.Judge:
		return judge(s), true
	}
	return pane.Intent{}, false
}

// move chooses another row.
func (p *Pane) move(by int, s *scene.Scene) pane.Intent {
	list := p.collect(s)
	p.chosen = list[kit.Step(p.at(list), by, len(list))].name
	return pane.Intent{}
}

// Click chooses the row that stands there.
func (p *Pane) Click(x, y int, _ *scene.Scene) pane.Intent {
	if name, ok := p.rows.At(x, y); ok {
		p.chosen = name
	}
	return pane.Intent{}
}

// Wheel goes from row to row.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent { return p.move(dy, s) }
