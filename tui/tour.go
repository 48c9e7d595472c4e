package tui

import (
	"strconv"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
)

// A tour shows someone who is here for the first time what to press: a card at
// a time, which goes when what it asks for was done.
type tour struct{ at int }

// tourActions are what the cards ask for, in order; None is only read.
var tourActions = [...]keys.Action{keys.Forward, keys.PlayPause, keys.NextNotable, keys.Back, keys.Command, keys.NextPane, keys.None}

// TourCards is how many cards there are.
const TourCards = len(tourActions)

func (s *viewer) startTour() { s.tour = &tour{} }

// toured notes that something was done.
func (s *viewer) toured(a keys.Action) {
	t := s.tour
	if t == nil {
		return
	}
	switch want := tourActions[t.at]; {
	case a == keys.Escape:
		s.endTour()
		return
	case want != keys.None && a != want:
		return
	}
	if t.at++; t.at == TourCards {
		s.endTour()
	}
}

func (s *viewer) endTour() {
	s.tour = nil
	if s.toldTour != nil {
		s.toldTour()
	}
}

// drawTour draws the card so that it ends above a row.
func (s *viewer) drawTour(a canvas.Area, bottom int) {
	w := s.appearance.words
	text := w.Tour[s.tour.at]
	width := min(a.W-4, 72)
	lines := termtext.Wrap(text, width-4, 4)
	rows := len(lines) + 2
	card := a.Sub((a.W-width)/2, bottom-rows, width, rows)
	card.Clear()
	card.Rule(0, 0, card.W, canvas.Accent)
	card.Rule(0, card.H-1, card.W, canvas.Accent)
	for i, line := range lines {
		card.Text(2, 1+i, line, canvas.Text|canvas.Bold)
	}
	card.Text(2, 0, " "+strconv.Itoa(s.tour.at+1)+"/"+strconv.Itoa(TourCards)+" ", canvas.Accent)
	card.Right(card.W-2, 0, " "+w.TourEnds+" ", canvas.Quiet)
}
