package tui

import (
	"fmt"
	"strconv"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/keys"
	"raftviz/tui/scene"
	"raftviz/tui/words"
)

// A helpGroup is a heading of the help with its lines: keys, or marks, and
// what they mean.
type helpGroup struct {
	head  string
	lines [][2]string
}

// helpGroups is the help, from the table of bindings.
func helpGroups(w *words.Table) (list []helpGroup) {
	for g := range keys.NumGroups {
		if g == keys.Choosing {
			continue // its keys say themselves what they do
		}
		group := helpGroup{head: w.Groups[g]}
		for _, b := range keys.Table {
			if b.Group == g {
				group.lines = append(group.lines, [2]string{b.Label, w.Does[b.Action]})
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
		{scene.Leader.Mark(), l.Role(frame.Leader)}, {scene.Follower.Mark(), l.Role(frame.Follower)},
		{scene.Candidate.Mark(), l.Role(frame.Candidate)}, {scene.PreCandidate.Mark(), l.Role(frame.PreCandidate)},
		{scene.Learner.Mark(), w.Learner}, {scene.Down.Mark(), l.Status(frame.Down)},
		{scene.Paused.Mark(), l.Status(frame.Paused)}, {scene.Removed.Mark(), l.Status(frame.Removed)},
		{"[2]", w.Committed}, {"│2│", w.Stored}, {"╎2╎", w.Unsynced}, {"~2~", w.Unsafe}, {"▒", w.Compacted},
		{"▲", w.MatchWord}, {"△", w.NextWord},
		{"━━━ 950 ms", w.TimerMark}, {"━━━ " + w.Lease, w.LeaseMark},
		{"»", w.AskedMark}, {"«", w.AnsweredMark}, {"■", w.CommitMark}, {"┊", w.Heartbeats},
	}
}

const (
	helpColumn = 40
	helpKeys   = 11 // of a column, for the keys
)

// drawHelp writes the help: in columns of whole groups if they fit, else in one
// that scrolls by s.choice.
func (s *show) drawHelp(a canvas.Area) {
	title(a, "", s.look.words.HelpTitle, canvas.Quiet, canvas.Accent|canvas.Bold)
	a = a.Sub(0, 2, a.W, a.H-2)
	groups := helpGroups(s.look.words)
	at, columns, _ := pack(groups, a.H)
	last := 0 // what it may be scrolled by
	if columns*helpColumn > a.W {
		var rows int
		at, _, rows = pack(groups, 1<<10)
		last = max(rows-a.H, 0)
	}
	s.choice = min(s.choice, last)
	for i, g := range groups {
		col := a.Sub(at[i].x*helpColumn, 0, helpColumn-1, a.H)
		y := at[i].y - s.choice
		col.Text(3, y, g.head, canvas.Text|canvas.Bold)
		for k, l := range g.lines {
			col.Text(3, y+1+k, l[0], canvas.Accent)
			col.Fit(3+helpKeys, y+1+k, col.W-3-helpKeys, l[1], canvas.Text)
		}
	}
	more(a, 1, s.choice > 0, s.choice < last)
}

// more marks the first and the last row of a list if it goes on beyond them.
func more(a canvas.Area, x int, above, below bool) {
	if above {
		a.Text(x, 0, "▴", canvas.Quiet)
	}
	if below {
		a.Text(x, a.H-1, "▾", canvas.Quiet)
	}
}

// pack lays groups out in columns of at most h rows, one after another.
func pack(groups []helpGroup, h int) (at []rect, columns, rows int) {
	x, y := 0, 0
	for _, g := range groups {
		need := len(g.lines) + 1
		if y > 0 && y+need > h {
			x, y = x+1, 0
		}
		at = append(at, rect{x: x, y: y, h: need})
		y += need + 1
		rows = max(rows, y-1)
	}
	return at, x + 1, rows
}

// helpKey handles a key on the help: scrolling, or closing it.
func (s *show) helpKey(a keys.Action) {
	switch a {
	case keys.Up:
		s.choice = max(s.choice-1, 0)
	case keys.Down:
		s.choice++
	case keys.Language:
		s.look.nextLang()
	case keys.Leave:
		s.page = noPage
	}
}

// drawBranches lists the branches.
func (s *show) drawBranches(a canvas.Area) {
	w := s.look.words
	title(a, "", w.BranchesTitle, canvas.Quiet, canvas.Accent|canvas.Bold)
	first := max(s.choice-(a.H-3), 0)
	for i := first; i < len(s.branches) && i-first+2 < a.H; i++ {
		b, y := s.branches[i], i-first+2
		ink := canvas.Text
		if i == s.choice {
			ink = canvas.Accent | canvas.Bold
			a.Text(1, y, "▸", ink)
		}
		a.Text(3, y, strconv.Itoa(i+1), ink)
		name := w.MainBranch
		if b.parent >= 0 {
			name = fmt.Sprintf(w.FromF, s.branchName(b.parent), b.from)
		}
		x := a.Text(6, y, name, ink)
		a.Text(max(x+3, 36), y, fmt.Sprintf(w.StepsF, scene.Millis(int64(b.rec.Len()))), canvas.Quiet)
	}
}

func safe(s string) string { return frame.Printable(s) }

func itoa(n int) string { return strconv.Itoa(n) }
