package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// draw draws a run on the screen and returns where the cursor stands, if a
// line is typed.
func (s *viewer) draw(a canvas.Area, l layout) *tea.Cursor {
	st := s.step(s.pos)
	if st == nil {
		a.Text(1, 0, fmt.Sprintf(s.appearance.words.NoStepF, strconv.Itoa(s.pos), s.rec().Len()), canvas.Alarm)
		return nil
	}
	sc := s.scene(st)
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
	case comparePage:
		s.drawComparison(a.Sub(0, l.body.y, a.W, l.body.h))
	case breaksPage:
		s.drawBreaks(a.Sub(0, l.body.y, a.W, l.body.h))
	default:
		for _, slot := range l.slots {
			s.pane(a, slot, sc)
		}
	}
	if s.line != nil {
		cursor := s.drawLine(a, l)
		lineFooter(a.Sub(0, l.footer, a.W, 1), s.appearance, s.line.kind)
		return cursor
	}
	if s.tour != nil && s.page == noPage {
		above := l.message
		if at, ok := l.find(pane.Why); ok {
			above = at.y
		}
		s.drawTour(a, above)
	}
	s.message(a, l.message)
	s.footer(a.Sub(0, l.footer, a.W, 1))
	return nil
}

// pane draws a pane under its titled rule.
func (s *viewer) pane(a canvas.Area, at slot, sc *scene.Scene) {
	name, digit := canvas.Text, canvas.Faint
	if at.pane == s.focus {
		name, digit = canvas.Accent|canvas.Bold, canvas.Accent
	}
	a = a.Sub(at.x, at.y, at.w, at.h)
	text := s.appearance.words.Panes[at.pane]
	if at.pane == pane.Lesson && sc.LessonStep != nil {
		text = fmt.Sprintf("%s · %s · %d/%d", text, sc.LessonStep.Title, sc.LessonStep.N, sc.LessonStep.Of)
	}
	kit.Title(a, kit.Text(kit.Number((int(at.pane)+1)%10), digit), kit.Text(text, name))
	sc.Focused = at.pane == s.focus
	s.panes[at.pane].Draw(a.Sub(0, 1, at.w, at.h-1), sc)
}

// header says what is shown, and when: on the right as much as fits, the most
// important last to go.
func (s *viewer) header(a canvas.Area, sc *scene.Scene) {
	left := []part{{text: "raftviz", ink: canvas.Accent | canvas.Bold}, {text: s.name()}}
	if len(s.branches) > 1 {
		left = append(left, part{text: fmt.Sprintf(s.appearance.words.BranchF, s.branchName(s.at)), ink: canvas.Quiet})
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
		w += termtext.Width(p.text) + 3
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
func (s *viewer) status(sc *scene.Scene) []part {
	w, f := s.appearance.words, sc.Frame()
	step := part{fmt.Sprintf(w.StepF, kit.Millis(int64(s.pos))), canvas.Text, 0}
	if last := s.rec().Len(); s.pos < last {
		step = part{fmt.Sprintf(w.StepOfF, kit.Millis(int64(s.pos)), kit.Millis(int64(last))), canvas.Accent, 0}
	}
	parts := []part{step, {fmt.Sprintf(w.MsF, kit.Millis(sc.Now)), canvas.Text, 1}}
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
func (s *viewer) name() string {
	if s.lecture != nil {
		return s.lecture.session.Lesson().Title(s.appearance.lang)
	}
	name := s.branches[0].rec.Header().Name
	if name == "" || name == words.For(lang.English).Sandbox {
		return s.appearance.words.Sandbox
	}
	return safe(name)
}

// banner says which property broke, and how.
func (s *viewer) banner(a canvas.Area, sc *scene.Scene) {
	v := sc.Frame().Violations[0]
	for y := range a.H {
		a.Fill(0, y, a.W, canvas.Danger)
	}
	x := a.Text(1, 0, "✗ "+fmt.Sprintf(s.appearance.words.BrokeF, safe(v.Property)), canvas.Danger|canvas.Bold) + 2
	first := termtext.Wrap(safe(v.Text), a.W-x-1, 1<<10)
	if len(first) == 0 {
		return
	}
	a.Text(x, 0, first[0], canvas.Danger)
	if rest := safe(v.Text)[len(first[0]):]; trim(rest) != "" {
		a.Fit(3, 1, a.W-4, trim(rest), canvas.Danger)
	}
}

// message writes the note, or how far a job is.
//
// A note that is longer than the row takes rows above it.
func (s *viewer) message(a canvas.Area, y int) {
	row := a.Sub(0, y, a.W, 1)
	switch {
	case s.job != nil && s.job.ticks >= blink:
		s.progress(row)
	case s.note.text != "":
		upwards(a, y, s.note.text, s.note.ink)
	case s.search != nil:
		row.Fit(1, 0, a.W-2, fmt.Sprintf(s.appearance.words.SearchF, s.search.name), canvas.Quiet)
	}
}

// upwards writes text whose last line is at y, with as many lines above as it
// takes, up to three.
func upwards(a canvas.Area, y int, text string, ink canvas.Ink) {
	lines := termtext.Wrap(text, a.W-2, 3)
	for i, line := range lines {
		row := a.Sub(0, y-len(lines)+1+i, a.W, 1)
		row.Clear()
		row.Text(1, 0, line, ink)
	}
}

// progress draws how far a job is: a bar if it knows, else only its name.
func (s *viewer) progress(a canvas.Area) {
	x := a.Fit(1, 0, a.W/2, safe(s.job.name()), canvas.Accent) + 2
	if part, ok := s.job.part(); ok {
		const width = 24
		full := int(part * width)
		x = kit.Bar(a, x, 0, width, full, canvas.Accent)
		x = a.Text(x+1, 0, strconv.Itoa(int(part*100))+"%", canvas.Text) + 2
	}
	end := s.appearance.words.EscStops
	if s.job.stopped.Load() {
		end = s.appearance.words.Stopping
	}
	a.Text(x, 0, end, canvas.Quiet)
}

// scopes are where keys hold now: those of the focused pane go first.
func (s *viewer) scopes() []keys.Scope {
	switch s.page {
	case helpPage, comparePage:
		return []keys.Scope{keys.Page}
	case branchesPage:
		return []keys.Scope{keys.List}
	case breaksPage:
		return []keys.Scope{keys.Breaks}
	}
	return []keys.Scope{scopes[s.focus], keys.Show}
}

// footer lists the keys that matter most, as many as fit: first those of the
// place where one is, and last the one that lists them all.
func footer(a canvas.Area, l *appearance, scopes ...keys.Scope) {
	list, help := footed(l, scopes...)
	drawFooter(a, l, list, help)
}

// footer leaves out what only a lesson has where there is none.
func (s *viewer) footer(a canvas.Area) {
	list, help := footed(s.appearance, s.scopes()...)
	task := false
	if s.lecture != nil {
		_, task = s.task()
	}
	if !task {
		list = slices.DeleteFunc(list, func(b keys.Binding) bool {
			return b.Action == keys.Hint || b.Action == keys.Solve || s.lecture == nil && b.Action == keys.Retry
		})
	}
	list = essentialFirst(list)
	if s.lecture != nil && s.focus != pane.Lesson && s.page == noPage {
		for _, b := range s.appearance.keys.List() {
			if b.Scope == keys.Show && b.Action == keys.Pane10 {
				list = append([]keys.Binding{b}, list...)
			}
		}
	}
	drawFooter(a, s.appearance, list, help)
}

// essential are the keys without which nobody gets on.
var essential = []keys.Action{keys.GoOn, keys.Forward, keys.Command}

// essentialFirst puts those keys before all others.
func essentialFirst(list []keys.Binding) []keys.Binding {
	rank := func(b keys.Binding) int {
		if i := slices.Index(essential, b.Action); i >= 0 {
			return i
		}
		return len(essential)
	}
	slices.SortStableFunc(list, func(a, b keys.Binding) int { return rank(a) - rank(b) })
	return list
}

// lineFooter is the footer while a line is typed: it promises completion, and
// lines typed before, only where there are any.
func lineFooter(a canvas.Area, l *appearance, kind lineKind) {
	list, _ := footed(l, keys.Line)
	drawFooter(a, l, slices.DeleteFunc(list, func(b keys.Binding) bool {
		return b.Action == keys.Complete && !completes[kind] || b.Action == keys.Earlier && !recalls[kind]
	}), nil)
}

// footed returns the bindings that belong in the footer, and the one that lists
// them all.
func footed(l *appearance, scopes ...keys.Scope) (list []keys.Binding, help *keys.Binding) {
	seen := map[string]bool{}
	for _, scope := range scopes {
		for _, b := range l.keys.Footer(scope) {
			first := b.Keys[0]
			if b.Action == keys.Help {
				help = &b
			} else if !seen[first] {
				list = append(list, b)
			}
			seen[first] = true
		}
	}
	return list, help
}

// drawFooter writes as many of the list as fit, and help always.
func drawFooter(a canvas.Area, l *appearance, list []keys.Binding, help *keys.Binding) {
	x, end := 1, a.W
	if help != nil {
		end -= footWidth(l, help) + 1
	}
	for i := range list {
		if x+footWidth(l, &list[i]) > end {
			break
		}
		x = footKey(a, x, l, &list[i])
	}
	if help != nil {
		footKey(a, x, l, help)
	}
}

// footLabel is the first of a binding's keys.
func footLabel(b *keys.Binding) string {
	label, _, _ := strings.Cut(b.Label, " ")
	return label
}

func footWidth(l *appearance, b *keys.Binding) int {
	return termtext.Width(footLabel(b)) + 1 + termtext.Width(l.words.Short[b.Action]) + 3
}

func footKey(a canvas.Area, x int, l *appearance, b *keys.Binding) int {
	x = a.Text(x, 0, footLabel(b), canvas.Text|canvas.Bold)
	return a.Text(x+1, 0, l.words.Short[b.Action], canvas.Quiet) + 3
}

// drawTooSmall says what size is needed.
func drawTooSmall(a canvas.Area, l *appearance) {
	text := fmt.Sprintf(l.words.TooSmallF, leastWidth, leastHeight, a.W, a.H)
	lines := termtext.Wrap(text, a.W-2, max(a.H-1, 1))
	y := max((a.H-len(lines))/2, 0)
	for i, line := range lines {
		a.Text(max((a.W-termtext.Width(line))/2, 0), y+i, line, canvas.Text)
	}
	a.Text(1, a.H-1, "q", canvas.Text|canvas.Bold)
	a.Text(3, a.H-1, l.words.Short[keys.Quit], canvas.Quiet)
}
