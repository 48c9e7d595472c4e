package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
)

// A tour shows someone who is here for the first time what to press: a card at
// a time, which goes when what it asks for was done. It takes no keys; it sees
// what is done.
type tour struct {
	passive
	v  *viewer
	at int
}

// tourActions are what the cards ask for, in order; None is only read.
var tourActions = [...]keys.Action{keys.Forward, keys.PlayPause, keys.NextNotable, keys.Back, keys.Command, keys.NextPane, keys.None}

// TourCards is how many cards there are.
const TourCards = len(tourActions)

func (v *viewer) startTour() {
	if t, ok := find[*tour](v.modes); ok {
		v.modes.remove(t)
	}
	v.modes.under(&tour{v: v})
}

// key notes that something is done.
func (t *tour) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	a, inPane := t.v.action(k.String())
	if inPane {
		return nil, false
	}
	switch ask := tourActions[t.at]; {
	case a == keys.Escape:
		t.end()
	case ask == keys.None || a == ask:
		if t.at++; t.at == TourCards {
			t.end()
		}
	}
	return nil, false
}

func (t *tour) end() {
	t.v.modes.remove(t)
	if t.v.tourDone != nil {
		t.v.tourDone()
	}
}

// draw draws the card above the explanation.
func (t *tour) draw(a canvas.Area) *tea.Cursor {
	if t.at >= TourCards {
		return nil
	}
	l := t.v.layout()
	bottom := l.Message
	if at, ok := l.Find(pane.Why); ok {
		bottom = at.Y
	}
	w := t.v.appearance.words
	width := min(a.W-4, 72)
	lines := termtext.Wrap(w.Tour[t.at], width-4, 4)
	rows := len(lines) + 2
	card := a.Sub((a.W-width)/2, bottom-rows, width, rows)
	card.Clear()
	card.Rule(0, 0, card.W, canvas.Accent)
	card.Rule(0, card.H-1, card.W, canvas.Accent)
	for i, line := range lines {
		card.Text(2, 1+i, line, canvas.Text|canvas.Bold)
	}
	card.Text(2, 0, " "+strconv.Itoa(t.at+1)+"/"+strconv.Itoa(TourCards)+" ", canvas.Accent)
	card.Right(card.W-2, 0, " "+w.TourEnds+" ", canvas.Quiet)
	return nil
}
