package lesson

import (
	"strconv"
	"strings"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A telling shows what a script says of the position, with what it said before
// above it as far as there is room:
//
//	stranded-leader                                                        2/3
//	Two nodes call themselves leader, in different terms.
//	✓ node("n1").role == "leader"
//
//	▸ n1 hears of the later term and follows. Its entry is gone.
//	✓ node("n1").role == "follower"
type telling struct {
	lesson *scene.Narration
	stops  []stop // of it

	drawn  []row // what was drawn last
	hidden int   // rows of what belongs to the position that found no room
}

// of makes the stops again for another lesson.
func (t *telling) of(l *scene.Narration) {
	if t.lesson != l {
		t.lesson, t.stops = l, stopsOf(l)
	}
}

// draw draws what belongs to the scene's position.
func (t *telling) draw(a canvas.Area, s *scene.Scene) {
	t.of(s.Narration)
	t.drawn, t.hidden = nil, 0
	if a.W < 12 || a.H < 1 {
		return
	}
	now := at(t.stops, int(s.Step.Index))
	count := ""
	if len(t.stops) > 0 {
		count = strconv.Itoa(now+1) + "/" + strconv.Itoa(len(t.stops))
	}
	const titled = 5 // rows from which there is room for a title
	w := a.W - 2
	if a.H >= titled {
		t.drawn = append(t.drawn, row{text: s.Narration.Title, ink: canvas.Text | canvas.Bold, pos: -1})
	} else {
		w -= termtext.Width(count) + 1
	}
	t.drawn = append(t.drawn, t.fill(a.H-len(t.drawn), w, now, s)...)
	for y, r := range t.drawn {
		r.draw(a, y)
	}
	if a.H >= titled {
		a.Fill(a.W-2-termtext.Width(count), 0, termtext.Width(count)+2, canvas.Text)
	}
	a.Right(a.W-1, 0, count, canvas.Quiet)
	if y := len(t.drawn) - 1; t.hidden > 0 && y > 0 {
		a.Right(a.W-1, y, "▾ "+strconv.Itoa(t.hidden), canvas.Quiet)
	}
}

// fill makes h rows: first what belongs to the position, then above it what was
// said before, as far as it fits, and at the top what the script is about.
func (t *telling) fill(h, w, now int, s *scene.Scene) []row {
	about := textRows(s.Narration.About, canvas.Quiet, w)
	if now < 0 {
		for i := range about {
			about[i].ink = canvas.Text
		}
		return t.cut(about, h, w)
	}
	tone := present
	if t.stops[now].pos == int(s.Step.Index) {
		tone = fresh
	}
	rows := t.cut(t.stops[now].rows(tone, w), h, w)
	i := now - 1
	for ; i >= 0; i-- {
		before := t.stops[i].rows(earlier, w)
		if len(before)+1+len(rows) > h {
			break
		}
		rows = above(before, rows)
	}
	if i < 0 && len(about)+1+len(rows) <= h {
		rows = above(about, rows)
	}
	return rows
}

// above puts rows above others, with a blank one between.
func above(upper, lower []row) []row {
	return append(append(upper, row{pos: -1}), lower...)
}

// cut returns the first h rows and notes how many are left out, which is written
// at the end of the last; where there is only one, it ends in ….
func (t *telling) cut(rows []row, h, w int) []row {
	if len(rows) <= h || h < 1 {
		return rows[:min(len(rows), max(h, 0))]
	}
	t.hidden = len(rows) - h
	rows = rows[:h:h]
	last := &rows[h-1]
	if h == 1 {
		last.text = strings.TrimSuffix(termtext.Cut(last.text, w-markWidth-1), "…") + "…"
		return rows
	}
	const room = 5 // for how many there are
	last.text = termtext.Cut(last.text, w-markWidth-room)
	return rows
}

// act goes from note to note.
func (t *telling) act(a keys.Action, s *scene.Scene) (pane.Intent, bool) {
	t.of(s.Narration)
	here, w := int(s.Step.Index), catalogue.In(s.Words.Lang)
	now := at(t.stops, here)
	switch a {
	case keys.ScrollUp, keys.StepBack:
		if now >= 0 && t.stops[now].pos == here {
			now--
		}
		if now < 0 {
			return pane.Intent{Say: w.first}, true
		}
		return pane.Seek(t.stops[now].pos), true
	case keys.ScrollDown, keys.GoOn:
		if now+1 == len(t.stops) {
			return pane.Intent{Say: w.last}, true
		}
		return pane.Seek(t.stops[now+1].pos), true
	}
	return pane.Intent{}, false
}

// click goes to the position of the note that is clicked.
func (t *telling) click(y int) pane.Intent {
	if y < 0 || y >= len(t.drawn) || t.drawn[y].pos < 0 {
		return pane.Intent{}
	}
	return pane.Seek(t.drawn[y].pos)
}
