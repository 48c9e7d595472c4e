package checks

import (
	"fmt"
	"slices"

	"raftviz/engine/frame"
	"raftviz/recordings/linear"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// open goes to the step that broke what is chosen, and chooses what the violation
// names: a node after the other.
func (p *Pane) open(s *scene.Scene, r *row) pane.Intent {
	w := catalogue.In(s.Words.Lang)
	v := r.broken
	if v == nil {
		v = r.later
	}
	switch {
	case r.judged:
		return openHistory(s)
	case v == nil:
		return pane.Intent{Say: fmt.Sprintf(w.NeverBrokeF, inSentence(r.title), step(held(s)))}
	}
	c := s.Selected
	if len(v.Nodes) > 0 {
		c.Node = nextOf(v.Nodes, c.Node, c.Index == v.Index && v.Step == s.Step.Index)
	}
	if v.Index > 0 {
		c.Index, c.Key, c.Main, c.Sub = v.Index, "", 0, 0
	}
	want := pane.Select(c)
	if at := int(v.Step); v.Step != s.Step.Index {
		want.Seek = &at
	}
	return want
}

// nextOf returns the name after the one that is chosen, if it is one of these;
// else the first.
func nextOf(names []string, chosen string, turning bool) string {
	if i := slices.Index(names, chosen); i >= 0 && turning {
		return names[(i+1)%len(names)]
	}
	return names[0]
}

// openHistory goes to the clients: to the first of the operations that contradict
// each other, at the step when the last of them was answered.
func openHistory(s *scene.Scene) pane.Intent {
	v := s.Verdict
	if v == nil {
		return judge(s)
	}
	want := pane.Focus(pane.Clients)
	if v.Running || v.Result != linear.NotLinearizable || len(v.Piece) == 0 {
		return want
	}
	c := s.Selected
	c.Op = v.Piece[0].ID
	want.Select = &c
	last := 0
	for i := range v.Piece {
		last = max(last, int(v.Piece[i].EndStep), int(v.Piece[i].CallStep))
	}
	if last != int(s.Step.Index) {
		want.Seek = &last
	}
	return want
}

// judge asks for a verdict, if there is anything to judge.
func judge(s *scene.Scene) pane.Intent {
	w := catalogue.In(s.Words.Lang)
	switch {
	case s.Verdict != nil && s.Verdict.Running:
		return pane.Intent{Say: w.Judging}
	case !slices.ContainsFunc(s.Frame().Clients, func(c *frame.Client) bool { return c.Last != nil || len(c.Open) > 0 }):
		return pane.Intent{Say: w.NothingToJudge}
	}
	return pane.Intent{Judge: true}
}
