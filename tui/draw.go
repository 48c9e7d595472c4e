package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/explain"
	"raftviz/tui/canvas"
	"raftviz/tui/keys"
	"raftviz/tui/scene"
	"raftviz/tui/why"
	"raftviz/tui/words"
)

// draw draws a run on the screen and returns where the cursor stands, if a
// line is typed.
func (s *show) draw(a canvas.Area, l layout) *tea.Cursor {
	st := s.step(s.pos)
	if st == nil {
		a.Text(1, 0, fmt.Sprintf(s.look.words.NoStepF, strconv.Itoa(s.pos), s.rec().Len()), canvas.Alarm)
		return nil
	}
	sc := &scene.Scene{Step: st, Before: s.frameBefore(s.pos), Now: int64(s.now), Words: s.look.words}
	s.header(a.Sub(0, l.header, a.W, 1), sc)
	if l.scrub >= 0 {
		s.scrub(a.Sub(0, l.scrub, a.W, 1))
	}
	if l.banner >= 0 {
		s.banner(a.Sub(0, l.banner, a.W, bannerRows), sc)
	}
	switch s.page {
	case helpPage:
		s.drawHelp(a.Sub(0, l.body.y, a.W, l.body.h))
	case branchesPage:
		s.drawBranches(a.Sub(0, l.body.y, a.W, l.body.h))
	default:
		for _, slot := range l.slots {
			s.pane(a, slot, sc)
		}
	}
	if s.line != nil {
		cursor := s.drawLine(a, l)
		footer(a.Sub(0, l.footer, a.W, 1), s.look, keys.Line)
		return cursor
	}
	s.message(a.Sub(0, l.message, a.W, 1))
	footer(a.Sub(0, l.footer, a.W, 1), s.look, [...]keys.Scope{noPage: keys.Show, helpPage: keys.Page, branchesPage: keys.List}[s.page])
	return nil
}

// pane draws a pane under its titled rule.
func (s *show) pane(a canvas.Area, at slot, sc *scene.Scene) {
	name, digit := canvas.Text, canvas.Faint
	if at.pane == s.focus {
		name, digit = canvas.Accent|canvas.Bold, canvas.Accent
	}
	a = a.Sub(at.x, at.y, at.w, at.h)
	title(a, strconv.Itoa(int(at.pane)+1), panes[at.pane].name(s.look.words), digit, name)
	panes[at.pane].draw(s, a.Sub(0, 1, at.w, at.h-1), sc)
}

// title draws a rule across the area with a name in it.
func title(a canvas.Area, number, name string, digit, ink canvas.Ink) {
	x := a.Text(0, 0, "─ ", canvas.Faint)
	if number != "" {
		x = a.Text(x, 0, number, digit) + 1
	}
	x = a.Text(x, 0, name, ink) + 1
	a.Rule(x, 0, a.W-x, canvas.Faint)
}

// header says what is shown, and when: on the right as much as fits, the most
// important last to go.
func (s *show) header(a canvas.Area, sc *scene.Scene) {
	left := []part{{text: "raftviz", ink: canvas.Accent | canvas.Bold}, {text: s.name()}}
	if len(s.branches) > 1 {
		left = append(left, part{text: fmt.Sprintf(s.look.words.BranchF, s.branchName(s.at)), ink: canvas.Quiet})
	}
	right := s.status(sc)
	for len(right) > 1 && width(left)+width(right)+2 > a.W {
		least := 0
		for i := range right {
			if right[i].rank > right[least].rank {
				least = i
			}
		}
		right = slices.Delete(right, least, least+1)
	}
	x, end := 1, a.W-width(right)
	for _, p := range left {
		x = a.Fit(x, 0, end-x, p.text, p.ink) + 2
	}
	for i, p := range right {
		if i > 0 {
			end = a.Text(end, 0, " · ", canvas.Faint)
		}
		end = a.Text(end, 0, p.text, p.ink)
	}
}

// width is how many columns parts take, with three between.
func width(parts []part) (w int) {
	for _, p := range parts {
		w += canvas.Width(p.text) + 3
	}
	return w - 2
}

// A part is one thing that the header says; the higher its rank, the sooner it
// gives way.
type part struct {
	text string
	ink  canvas.Ink
	rank int
}

// status lists what the header says on the right.
func (s *show) status(sc *scene.Scene) []part {
	w, f := s.look.words, sc.Frame()
	step := part{fmt.Sprintf(w.StepF, scene.Millis(int64(s.pos))), canvas.Text, 0}
	if last := s.rec().Len(); s.pos < last {
		step = part{fmt.Sprintf(w.StepOfF, scene.Millis(int64(s.pos)), scene.Millis(int64(last))), canvas.Accent, 0}
	}
	parts := []part{step, {fmt.Sprintf(w.MsF, scene.Millis(sc.Now)), canvas.Text, 1}}
	if f.Config != nil {
		parts = append(parts, part{fmt.Sprintf(w.SeedF, f.Config.Seed), canvas.Quiet, 3})
	}
	speed := fmt.Sprintf(w.SpeedF, s.play.String())
	switch {
	case len(f.Violations) > 0:
		parts = append(parts, part{w.Ended, canvas.Alarm | canvas.Bold, 2})
	case s.play.on:
		parts = append(parts, part{"▶ " + speed, canvas.Accent | canvas.Bold, 2})
	default:
		parts = append(parts, part{"‖ " + speed, canvas.Quiet, 2})
	}
	return append(parts, part{w.Lang.Name(), canvas.Quiet, 4})
}

// name is what the run is called; a sandbox in the person's language.
func (s *show) name() string {
	name := s.branches[0].rec.Header().Name
	if name == "" || name == words.For(explain.English).Sandbox {
		return s.look.words.Sandbox
	}
	return safe(name)
}

// scrub draws where in the recording the position is.
func (s *show) scrub(a canvas.Area) {
	w := a.W - 2
	at := scrubColumn(s.pos, s.rec().Len(), w)
	for x := range w {
		switch {
		case x < at:
			a.Text(1+x, 0, "━", canvas.Quiet)
		case x == at:
			a.Text(1+x, 0, "■", canvas.Accent)
		default:
			a.Text(1+x, 0, "─", canvas.Faint)
		}
	}
}

func scrubColumn(pos, last, w int) int {
	if last == 0 {
		return 0
	}
	return pos * (w - 1) / last
}

// banner says which property broke, and how.
func (s *show) banner(a canvas.Area, sc *scene.Scene) {
	v := sc.Frame().Violations[0]
	for y := range a.H {
		a.Fill(0, y, a.W, canvas.Danger)
	}
	x := a.Text(1, 0, "✗ "+fmt.Sprintf(s.look.words.BrokeF, safe(v.Property)), canvas.Danger|canvas.Bold) + 2
	first := why.Wrap(safe(v.Text), a.W-x-1, 1<<10)
	if len(first) == 0 {
		return
	}
	a.Text(x, 0, first[0], canvas.Danger)
	if rest := safe(v.Text)[len(first[0]):]; trim(rest) != "" {
		a.Fit(3, 1, a.W-4, trim(rest), canvas.Danger)
	}
}

// message writes the note, or how far a job is.
func (s *show) message(a canvas.Area) {
	if s.job != nil && s.job.ticks >= blink {
		s.progress(a)
		return
	}
	if s.note.text != "" {
		a.Fit(1, 0, a.W-2, s.note.text, s.note.ink)
		return
	}
	if s.search != nil {
		a.Fit(1, 0, a.W-2, fmt.Sprintf(s.look.words.SearchF, s.search.name), canvas.Quiet)
	}
}

// progress draws how far a job is: a bar if it knows, else only its name.
func (s *show) progress(a canvas.Area) {
	x := a.Fit(1, 0, a.W/2, safe(s.job.name()), canvas.Accent) + 2
	if part, ok := s.job.part(); ok {
		const width = 24
		full := int(part * width)
		for i := range width {
			if i < full {
				x = a.Text(x, 0, "━", canvas.Accent)
			} else {
				x = a.Text(x, 0, "─", canvas.Faint)
			}
		}
		x = a.Text(x+1, 0, strconv.Itoa(int(part*100))+"%", canvas.Text) + 2
	}
	end := s.look.words.EscStops
	if s.job.stopped.Load() {
		end = s.look.words.Stopping
	}
	a.Text(x, 0, end, canvas.Quiet)
}

// footer lists the keys that matter most, as many as fit.
func footer(a canvas.Area, l *look, scope keys.Scope) {
	x := 1
	for _, b := range keys.Footer(scope) {
		does := l.words.Short[b.Action]
		label, _, _ := strings.Cut(b.Label, " ")
		if x+canvas.Width(label)+1+canvas.Width(does) > a.W {
			break
		}
		x = a.Text(x, 0, label, canvas.Text|canvas.Bold)
		x = a.Text(x+1, 0, does, canvas.Quiet) + 3
	}
}

// drawTooSmall says what size is needed.
func drawTooSmall(a canvas.Area, l *look) {
	text := fmt.Sprintf(l.words.TooSmallF, leastWidth, leastHeight, a.W, a.H)
	lines := why.Wrap(text, a.W-2, max(a.H-1, 1))
	y := max((a.H-len(lines))/2, 0)
	for i, line := range lines {
		a.Text(max((a.W-canvas.Width(line))/2, 0), y+i, line, canvas.Text)
	}
	a.Text(1, a.H-1, "q", canvas.Text|canvas.Bold)
	a.Text(3, a.H-1, l.words.Short[keys.Quit], canvas.Quiet)
}
