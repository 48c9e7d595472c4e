package clients

import (
	"fmt"

	"raftviz/engine/termtext"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// pieceOf returns the operations whose answers contradict each other.
func pieceOf(s *scene.Scene) map[uint64]bool {
	if v := s.Verdict; v == nil || v.Running || v.Result != linear.NotLinearizable {
		return nil
	}
	ids := make(map[uint64]bool, len(s.Verdict.Piece))
	for i := range s.Verdict.Piece {
		ids[s.Verdict.Piece[i].ID] = true
	}
	return ids
}

// drawVerdict says whether the answers are those of one store, in as many rows
// as it takes; it returns how many that is.
func drawVerdict(a canvas.Area, s *scene.Scene) int {
	text, ink := verdict(s)
	lines := termtext.Wrap(text, a.W-2, a.H)
	for y, l := range lines {
		a.Text(1, y, l, ink)
	}
	return max(len(lines), 1)
}

// verdict is what is known about the history, and how to know more.
func verdict(s *scene.Scene) (string, canvas.Ink) {
	t, v := catalogue.In(s.Words.Lang), s.Verdict
	switch {
	case v == nil:
		return t.NotJudged, canvas.Quiet
	case v.Running:
		return t.Judging, canvas.Accent
	}
	var text string
	old := int(s.Step.Index) > v.Pos
	switch v.Result {
	case linear.NotLinearizable: // whatever came after
		return fmt.Sprintf(t.BrokenF, len(v.Piece)), canvas.Alarm | canvas.Bold
	case linear.Undecided:
		text = fmt.Sprintf(t.UndecidedF, v.Operations)
	default:
		if old {
			return t.Linear + fmt.Sprintf(t.UpToF, kit.Millis(int64(v.Pos))), canvas.Text
		}
		text = fmt.Sprintf(t.LinearizableF, v.Operations)
	}
	if v.Unknown > 0 {
		text += fmt.Sprintf(t.WithUnknownF, v.Unknown)
	}
	if v.Ignored > 0 {
		text += fmt.Sprintf(t.WithIgnoredF, v.Ignored)
	}
	if v.Result == linear.Linearizable {
		text += t.OneStore
	}
	if old {
		text += fmt.Sprintf(t.UpToF, kit.Millis(int64(v.Pos)))
	}
	return text, canvas.Text
}

// judge asks for a verdict, if there is anything to judge.
func judge(s *scene.Scene) pane.Intent {
	t := catalogue.In(s.Words.Lang)
	switch {
	case s.Verdict != nil && s.Verdict.Running:
		return pane.Intent{Say: t.Judging}
	case len(s.Frame().Clients) == 0:
		return pane.Intent{Say: t.NoOps + t.Colon + t.NoOpsPut}
	}
	return pane.Intent{Judge: true}
}
