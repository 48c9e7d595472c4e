package tui

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/theme"
	"raftviz/tui/view/words"
)

// What moves by itself moves so many times a second. What is drawn is written to
// the terminal more often: a key must not wait for that.
const (
	framesPerSecond = 30
	writesPerSecond = 120
)

// An app is the whole program: the home screen, or a run that is shown.
type app struct {
	opts   Options
	look   look
	w, h   int
	canvas canvas.Canvas
	home   *home   // nil if the program was started on a run
	show   *show   // nil while the home screen is shown
	file   *file   // nil unless the program was started on a data file
	ticks  bool    // a tick is under way
	lesson *Opened // that was opened and is to be entered
	saves  saves
}

// A look is how the screen is drawn and what it speaks.
type look struct {
	lang  lang.Lang
	words *words.Table
	theme theme.Choice
	dark  bool
	depth theme.Depth
	ascii bool
	mouse bool
	paint *canvas.Paint
	saves *saves
	keys  *keys.Bindings
}

// setTheme changes the theme; what depends on the background keeps what is
// known of it.
func (l *look) setTheme(c theme.Choice) {
	l.theme = c
	switch c {
	case theme.Dark:
		l.dark = true
	case theme.Light:
		l.dark = false
	}
	l.settle()
}

func (l *look) settle() {
	l.words = words.For(l.lang)
	l.paint = theme.Paint(l.theme, l.dark, l.depth, l.ascii)
}

// An Opened is what the screen shows: a live run, or else a recording.
type Opened struct {
	Run       *recordings.Run
	Recording *recording.Recording
	Lesson    *scene.Lesson    // what is to be told along it, or nil
	Session   *lessons.Session // a lesson that drives Run, which is its own
	Diary     Diary            // is told how far its learner comes; nil is nobody
}

func newApp(o Options) *app {
	a := &app{opts: o}
	a.saves.write = o.Save
	a.look = look{saves: &a.saves, lang: o.Lang, theme: o.Theme, dark: o.Theme != theme.Light, ascii: o.ASCII, mouse: !o.NoMouse, keys: o.Keys}
	if a.look.keys == nil {
		a.look.keys = keys.Default()
	}
	if wide, _ := strconv.ParseBool(a.getenv("RUNEWIDTH_EASTASIAN")); wide {
		a.look.ascii = true // the terminal gives lines and marks two columns
	}
	if o.NoColour || theme.NoColour(a.getenv) {
		a.look.depth = theme.None
	}
	a.look.settle()
	return a
}

func (a *app) open(o Opened) {
	a.show = newShow(o, &a.look)
	if o.Session != nil {
		a.lesson = &o
	}
	a.show.preset, _ = parsePreset(a.opts.Preset)
	a.show.play.speed = nearestSpeed(a.opts.Speed)
	a.show.toldTour = a.opts.TourDone
	if a.opts.Tour && o.Session == nil {
		a.opts.Tour = false
		a.show.startTour()
	}
}

// close ends what still runs and closes all live runs.
func (a *app) close() error {
	if a.home != nil && a.home.job != nil {
		a.home.job.stop()
		a.home.job = nil
	}
	if a.show == nil {
		return nil
	}
	err := a.show.close()
	a.show = nil
	return err
}

// Init asks the terminal for its background if the theme depends on it.
func (a *app) Init() tea.Cmd {
	var ask tea.Cmd
	if a.look.theme.Asks() {
		ask = tea.RequestBackgroundColor
	}
	return ask
}

// begin enters the lesson that was opened, if it is one.
func (a *app) begin() tea.Cmd {
	if a.show == nil || a.lesson == nil {
		return nil
	}
	o := *a.lesson
	a.lesson = nil
	return a.show.teach(o, a.opts.Present)
}

// A tickMsg is the one place where wall-clock time enters: it turns playback
// speed into steps.
type tickMsg time.Time

// tick asks for the next tick if anything moves by itself.
func (a *app) tick() tea.Cmd {
	if a.ticks || !a.moving() {
		return nil
	}
	a.ticks = true
	return tea.Tick(time.Second/framesPerSecond, func(t time.Time) tea.Msg { return tickMsg(t) })
}

func (a *app) moving() bool {
	return a.show != nil && a.show.moving() || a.home != nil && a.home.job != nil
}

// Update handles one message.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.update(msg)
	if a.show != nil {
		a.show.goal()
	}
	if a.show != nil && a.lesson != nil && a.w > 0 {
		cmd = tea.Batch(cmd, a.begin())
	}
	return a, tea.Batch(cmd, a.tick())
}

func (a *app) update(msg tea.Msg) tea.Cmd {
	defer a.heedSaves()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		return nil
	case tea.BackgroundColorMsg:
		if a.look.theme.Asks() {
			a.look.dark = msg.IsDark()
			a.look.settle()
		}
		return nil
	case tea.ColorProfileMsg:
		a.profile(msg.Profile)
		return nil
	case tickMsg:
		a.ticks = false
		if a.show != nil {
			return a.show.tick(time.Time(msg))
		}
		return nil
	case jobDone:
		return msg.job.settle()
	case tea.BlurMsg:
		if a.show != nil {
			a.show.blur()
		}
		return nil
	case tea.FocusMsg:
		if a.show != nil {
			a.show.refocus()
		}
		return nil
	}
	if a.small() {
		return a.tooSmall(msg)
	}
	switch {
	case a.show != nil:
		return a.shown(msg)
	case a.file != nil:
		return a.file.update(msg)
	}
	return a.atHome(msg)
}

// profile takes the terminal's colours into account, unless none are wanted.
func (a *app) profile(p colorprofile.Profile) {
	if a.opts.NoColour || theme.NoColour(a.getenv) {
		return
	}
	switch {
	case p <= colorprofile.ASCII && p != colorprofile.Unknown:
		a.look.depth = theme.None
	case p == colorprofile.ANSI:
		a.look.depth = theme.Sixteen
	default:
		a.look.depth = theme.Full
	}
	a.look.settle()
}

// shown passes a message to the run that is shown, and goes home or quits when
// the person leaves it.
func (a *app) shown(msg tea.Msg) tea.Cmd {
	cmd := a.show.update(msg, a.layout())
	if !a.show.left {
		return cmd
	}
	if a.home == nil {
		return tea.Quit
	}
	if err := a.close(); err != nil {
		a.home.note = err.Error()
	}
	a.home.refresh()
	a.home.settle(&a.look)
	return nil
}

func (a *app) small() bool { return a.w < leastWidth || a.h < leastHeight }

// tooSmall handles keys where nothing can be read: only leaving.
func (a *app) tooSmall(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && (k.String() == "q" || k.String() == "ctrl+c" || k.String() == "esc") {
		return tea.Quit
	}
	return nil
}

func (a *app) layout() layout {
	if a.show == nil {
		return layout{}
	}
	return arrange(a.show.want(a.w, a.h))
}

// View draws the screen.
func (a *app) View() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: "raftviz", ReportFocus: true}
	if a.look.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if a.w == 0 || a.h == 0 {
		return v
	}
	a.canvas.Reset(a.w, a.h)
	v.Cursor = a.draw(a.canvas.Area())
	v.SetContent(a.canvas.Render(a.look.paint))
	return v
}

func (a *app) draw(area canvas.Area) *tea.Cursor {
	switch {
	case a.small():
		drawTooSmall(area, &a.look)
	case a.show != nil:
		return a.show.draw(area, a.layout())
	case a.file != nil:
		a.file.draw(area)
	case a.home != nil:
		return a.home.draw(area, &a.look, a.opts.Version)
	}
	return nil
}
