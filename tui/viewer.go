package tui

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/words"
)

// A viewer shows a run, or a recording. It holds its parts together: the
// branches, the position in time, the panes, what runs beside the screen, and
// the modes in which the person uses them.
type viewer struct {
	appearance *appearance
	screen     *screen.Screen
	branches   branches
	head       playhead
	play       player
	jobs       jobs
	commands   commander
	completer  completer
	breaks     breakpoints
	finder     finder
	marks      bookmarks
	history    lineHistory
	lesson     *lessonDriver // nil unless a lesson is gone through here
	modes      stack

	selected scene.Selection
	verdict  *scene.Verdict
	note     note
	after    tea.Cmd // what a word of the prompt leaves to be done
	left     bool    // the person wants to leave
	tourDone func()  // called when the tour is over

	session *autosave.Session // keeps what is done here while it is done; nil in a lesson
}

// A note is one line to the person; the next key takes it away.
type note struct {
	text string
	ink  canvas.Ink
}

func newViewer(o Opened, l *appearance) *viewer {
	v := &viewer{appearance: l, screen: screen.New(), marks: bookmarks{}}
	v.branches = branches{v: v}
	v.branches.begin(o)
	b := v.branch()
	v.head = playhead{v: v}
	v.play = player{v: v, speed: usualSpeed}
	v.jobs = jobs{v: v}
	v.commands = commander{v}
	v.completer = completer{v}
	v.breaks = breakpoints{v: v}
	v.finder = finder{v: v}
	v.modes = stack{&panesMode{v: v}}
	if b.run != nil {
		v.head.seek(b.rec.Len())
	}
	if torn := b.rec.Torn(); torn != nil {
		v.complain(torn.In(v.appearance.lang))
	}
	return v
}

// branch returns the branch that is shown.
func (v *viewer) branch() *branch { return v.branches.current() }

// rec returns the recording of the branch that is shown.
func (v *viewer) rec() *recording.Recording { return v.branch().rec }

// track is the recording that is shown, as the screen reads it.
func (v *viewer) track() *screen.Track { return v.branch().read(v.branches.at) }

// step returns the step at a position, nil if it cannot be had.
func (v *viewer) step(pos int) *event.Step { return v.track().Step(pos) }

func (v *viewer) say(format string, a ...any) {
	v.note = note{fmt.Sprintf(format, a...), canvas.Text}
}

func (v *viewer) complain(text string) { v.note = note{text, canvas.Alarm} }

// moving reports whether the screen changes by itself.
func (v *viewer) moving() bool { return v.play.on || v.jobs.job != nil }

// typing returns the line that is being typed, nil if none is.
func (v *viewer) typing() *prompt {
	p, _ := v.modes.top().(*prompt)
	return p
}

// scene returns what the panes draw: the step at the position, nil if it cannot
// be had.
func (v *viewer) scene() *scene.Scene {
	sc := v.track().Scene(v.head.pos, int64(v.head.now), v.appearance.words)
	if sc == nil {
		return nil
	}
	sc.Selected, sc.Verdict, sc.Narration, sc.LessonStep = v.selected, v.verdict, v.branch().narration, v.lesson.shown()
	if v.finder.search != nil {
		sc.Matches = v.finder.search.finds(v.branches.at)
	}
	return sc
}

// told reports whether there is anything in the pane lesson.
func (v *viewer) told() bool { return v.branch().narration != nil || v.lesson != nil }

// setFocus gives a pane the focus, if there is anything in it.
func (v *viewer) setFocus(p pane.ID) {
	if p == pane.Lesson && !v.told() {
		v.say("%s", v.appearance.words.NoLesson)
		return
	}
	v.screen.Focus = p
}

// layout returns where everything lies.
func (v *viewer) layout() screen.Layout {
	return v.screen.Layout(v.scene(), v.appearance.w, v.appearance.h)
}

// scrubber is the row that shows where in the recording the position is.
func (v *viewer) scrubber() screen.Scrubber {
	s := screen.Scrubber{Track: v.track(), Pos: v.head.pos, Fork: -1, Marks: v.marks.on(v.branches.at)}
	if b := v.branch(); b.parent >= 0 {
		s.Fork = b.from
	}
	return s
}

// The viewer is a mode itself: all keys go to its own modes.

func (v *viewer) reach() reach           { return hiding }
func (v *viewer) footer() *screen.Footer { return nil }

func (v *viewer) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	defer v.lesson.checkGoal()
	if v.typing() == nil {
		v.note = note{}
	}
	return v.modes.key(k), true
}

func (v *viewer) mouse(m tea.MouseMsg) (tea.Cmd, bool) {
	defer v.lesson.checkGoal()
	return v.modes.mouse(m), true
}

func (v *viewer) paste(m tea.PasteMsg) tea.Cmd { return v.modes.paste(m) }

// draw draws the run on the screen and returns where the cursor stands, if a
// line is typed.
func (v *viewer) draw(a canvas.Area) (cursor *tea.Cursor) {
	sc := v.scene()
	if sc == nil {
		a.Text(1, 0, fmt.Sprintf(v.appearance.words.NoStepF, strconv.Itoa(v.head.pos), v.rec().Len()), canvas.Alarm)
		return nil
	}
	l := v.screen.Layout(sc, a.W, a.H)
	p := screen.Picture{
		Scene: sc, Scrubber: v.scrubber(), Message: v.drawMessage, Footer: v.modes.footer(),
		Header: screen.Header{Name: v.name(), Speed: v.play.String(), Playing: v.play.on},
	}
	if len(v.branches.list) > 1 {
		p.Header.Branch = v.branches.name(v.branches.at)
	}
	base := v.modes.base()
	if base > 0 {
		p.Page = func(a canvas.Area) { v.modes[base].draw(a) }
	}
	v.screen.DrawAll(a, &l, &p)
	for _, m := range v.modes[base+1:] {
		cursor = m.draw(a)
	}
	return cursor
}

// name is what the run is called; a sandbox in the person's language.
func (v *viewer) name() string {
	if v.lesson != nil {
		return v.lesson.session.Lesson().Title(v.appearance.lang)
	}
	name := v.branches.list[0].rec.Header().Name
	if name == "" || name == words.For(lang.English).Sandbox {
		return v.appearance.words.Sandbox
	}
	return safe(name)
}

// drawMessage writes the note, or how far a job is.
func (v *viewer) drawMessage(a canvas.Area, l *screen.Layout) {
	row := a.Sub(0, l.Message, a.W, 1)
	switch {
	case v.jobs.job != nil && v.jobs.job.ticks >= blink:
		v.jobs.job.draw(row, v.appearance.words)
	case v.note.text != "":
		screen.Upwards(a, l.Message, v.note.text, v.note.ink)
	case v.finder.search != nil:
		row.Fit(1, 0, a.W-2, fmt.Sprintf(v.appearance.words.SearchF, v.finder.search.name), canvas.Quiet)
	}
}

// draw draws how far a job is: a bar if it knows, else only its name.
func (j *job) draw(a canvas.Area, w *words.Table) {
	x := a.Fit(1, 0, a.W/2, safe(j.name()), canvas.Accent) + 2
	if part, ok := j.part(); ok {
		const width = 24
		x = kit.Bar(a, x, 0, width, int(part*width), canvas.Accent)
		x = a.Text(x+1, 0, strconv.Itoa(int(part*100))+"%", canvas.Text) + 2
	}
	end := w.EscStops
	if j.stopped.Load() {
		end = w.Stopping
	}
	a.Text(x, 0, end, canvas.Quiet)
}

// unsaved reports whether something was done here that leaving ends.
func (v *viewer) unsaved() bool {
	for _, b := range v.branches.list {
		if !b.closed && b.rec.Len() > b.saved {
			return true
		}
	}
	return false
}

// close stops what runs and closes all branches. What was done in a sandbox stays
// kept if it would be lost, unless the person has gone and wants none of it.
func (v *viewer) close(gone bool) error {
	if v.jobs.job != nil {
		v.jobs.job.stop()
	}
	first := v.session.End(!gone && v.unsaved())
	for _, b := range v.branches.list {
		if err := b.close(); first == nil {
			first = err
		}
	}
	return first
}

// safe is text that a person or a file wrote, fit to be shown.
func safe(s string) string { return termtext.Printable(s) }
