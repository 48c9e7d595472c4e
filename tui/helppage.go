package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/words"
)

// A helpPage lists the keys, and what the marks on the picture mean.
type helpPage struct{ readingPage }

func (v *viewer) openHelp() { v.modes.push(&helpPage{newReadingPage(v)}) }

// draw writes the help: in columns of whole groups if they fit, else in one that
// scrolls.
func (p *helpPage) draw(a canvas.Area) *tea.Cursor {
	w := p.v.appearance.words
	kit.Title(a, kit.Text(w.HelpTitle, canvas.Accent|canvas.Bold))
	p.scrolled = drawGroups(a.Sub(0, pageTop, a.W, a.H-pageTop), helpGroups(p.v.appearance.keys.List(), w, p.v.screen.Focus), p.scrolled)
	return nil
}

// A helpGroup is a heading of the help with its lines: keys, or marks, and
// what they mean.
type helpGroup struct {
	head  string
	lines [][2]string
}

// helpGroups is the help, from the table of bindings: first the keys of the pane
// that has the focus.
func helpGroups(bindings []keys.Binding, w *words.Table, focus pane.ID) (list []helpGroup) {
	own := helpGroup{head: fmt.Sprintf(w.Groups[keys.InPane], panes.Title(focus, w.Lang))}
	for _, b := range bindings {
		if b.Scope == focus.Scope() {
			own.lines = append(own.lines, [2]string{b.Label, panes.Does(w, b.Action)})
		}
	}
	if len(own.lines) > 0 {
		list = append(list, own)
	}
	for g := range keys.NumGroups {
		if g == keys.Choosing || g == keys.InPane {
			continue // its keys say themselves what they do, or it was first
		}
		group := helpGroup{head: w.Groups[g]}
		for _, b := range bindings {
			if b.Group == g {
				group.lines = append(group.lines, [2]string{b.Label, panes.Does(w, b.Action)})
			}
		}
		list = append(list, group)
	}
	return append(list, helpGroup{w.MarksHead, marks(w)})
}

// marks explains the shapes on the picture.
func marks(w *words.Table) [][2]string {
	l := w.Lang
	return [][2]string{
		{scene.Leader.Mark(), explain.Role(l, frame.Leader)}, {scene.Follower.Mark(), explain.Role(l, frame.Follower)},
		{scene.Candidate.Mark(), explain.Role(l, frame.Candidate)}, {scene.PreCandidate.Mark(), explain.Role(l, frame.PreCandidate)},
		{scene.Learner.Mark(), w.Learner}, {scene.Down.Mark(), explain.Status(l, frame.Down)},
		{scene.Paused.Mark(), explain.Status(l, frame.Paused)}, {scene.Removed.Mark(), explain.Status(l, frame.Removed)},
		{"[2]", w.AppliedWord}, {"(2)", w.Committed}, {"│2│", w.Stored}, {"╎2╎", w.Unsynced}, {"~2~", w.Unsafe},
		{"≠2", w.Conflicts}, {"✗2✗", w.Gone}, {"▒", w.Compacted}, {"┃", w.SnapWord},
		{"▲", w.MatchWord}, {"△", w.NextWord},
		{"━━━ 950 ms", w.TimerMark}, {"━━━ " + w.Lease, w.LeaseMark},
		{"»", w.AskedMark}, {"«", w.AnsweredMark}, {"■", w.CommitMark}, {"┊", w.Heartbeats},
		{"━┻━", w.NotableMark}, {"━╋━", w.TurnMark}, {"━┳━", w.ForkMark}, {"━a━", w.LetterMark},
	}
}

const (
	helpColumn = 40
	helpKeys   = 11 // of a column, for the keys
)

// drawGroups writes groups as drawHelp does, and returns how far they are
// scrolled.
func drawGroups(a canvas.Area, groups []helpGroup, scrolled int) int {
	at, columns, _ := pack(groups, a.H)
	last := 0 // what it may be scrolled by
	if columns*helpColumn > a.W {
		var rows int
		at, _, rows = pack(groups, 1<<10)
		last = max(rows-a.H, 0)
	}
	scrolled = min(scrolled, last)
	wide := a.W
	if last == 0 {
		wide = max(helpColumn, min(a.W/max(columns, 1), 64))
	}
	for i, g := range groups {
		col := a.Sub(at[i].X*wide, 0, wide-1, a.H)
		y := at[i].Y - scrolled
		col.Text(3, y, g.head, canvas.Text|canvas.Bold)
		for k, l := range g.lines {
			col.Text(3, y+1+k, l[0], canvas.Accent)
			col.Fit(3+helpKeys, y+1+k, col.W-3-helpKeys, l[1], canvas.Text)
		}
	}
	kit.Edges(a, 1, scrolled > 0, scrolled < last)
	return scrolled
}

// pack lays groups out in columns of at most h rows, one after another.
func pack(groups []helpGroup, h int) (at []screen.Rect, columns, rows int) {
	x, y := 0, 0
	for _, g := range groups {
		need := len(g.lines) + 1
		if y > 0 && y+need > h {
			x, y = x+1, 0
		}
		at = append(at, screen.Rect{X: x, Y: y, H: need})
		y += need + 1
		rows = max(rows, y-1)
	}
	return at, x + 1, rows
}
