package tui

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/theme"
	"raftviz/tui/view/words"
)

// What moves by itself moves so many times a second. What is drawn is written to
// the terminal more often: a key must not wait for that.
const (
	framesPerSecond = 30
	writesPerSecond = 120
)

// An app is the whole program: the home screen, and a run or a data file that is
// shown.
type app struct {
	opts   Options
	look   appearance
	modes  stack // home, and what was opened from it
	canvas canvas.Canvas
	home   *home   // nil if the program was started on a run
	viewer *viewer // nil while the home screen is shown
	file   *file   // nil unless the program was started on a data file
	ticks  bool    // a tick is under way
	lesson *Opened // that was opened and is to be entered
	saves  saves
	asked  bool // whether to leave, in a terminal that is too small
	gone   bool // the person has left what is shown, and wants none of it
}

// An appearance is how the screen is drawn, and the language it uses.
type appearance struct {
	lang  lang.Lang
	words *words.Table
	theme theme.Choice
	dark  bool
	depth theme.Depth
	ascii bool
	mouse bool
	paint *canvas.Paint
	saves *saves
	kept  *autosave.Store // nil keeps no sandboxes
	keys  *keys.Bindings
	w, h  int // of the terminal
}

// setTheme changes the theme; what depends on the background keeps what is
// known of it.
func (l *appearance) setTheme(c theme.Choice) {
	l.theme = c
	switch c {
	case theme.Dark:
		l.dark = true
	case theme.Light:
		l.dark = false
	}
	l.settle()
}

// says tells an error in the person's language.
func (l *appearance) says(err error) string { return lang.Error(err, l.lang) }

func (l *appearance) settle() {
	l.words = words.For(l.lang)
	l.paint = theme.Paint(l.theme, l.dark, l.depth, l.ascii)
}

// An Opened is what the screen shows: a live run, or else a recording.
type Opened struct {
	Run       *recordings.Run
	Recording *recording.Recording
	Narration *scene.Narration // what is to be told along it, or nil
	Session   *lessons.Session // a lesson that drives Run, which is its own
	Diary     Diary            // is told how far the learner comes; nil if none is kept
	Resumed   *Resumed         // a sandbox that was cut short, with which Run goes on; or nil
}

// A Resumed is a sandbox that was cut short.
type Resumed struct {
	Branches []autosave.Branch
	Shown    int // the one that grew last, with which the run goes on
	Session  *autosave.Session
}

func newApp(o Options) *app {
	a := &app{opts: o}
	a.saves.write = o.Save
	a.look = appearance{saves: &a.saves, kept: o.Kept, lang: o.Lang, theme: o.Theme, dark: o.Theme != theme.Light, ascii: o.ASCII, mouse: !o.NoMouse, keys: o.Keys}
	if a.look.keys == nil {
		a.look.keys = keys.New(panes.Bindings())
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
	a.viewer = newViewer(o, &a.look)
	a.modes.open(a.viewer)
	if o.Session != nil {
		a.lesson = &o
	}
	a.viewer.screen.Preset, _ = screen.ParsePreset(a.opts.Preset)
	a.viewer.play.speed = nearestSpeed(a.opts.Speed)
	a.viewer.tourDone = a.opts.TourDone
	if !a.opts.Note.IsZero() {
		a.viewer.complain(a.opts.Note.In(a.look.lang))
		a.opts.Note = lang.Message{}
	}
	if a.opts.Tour && o.Session == nil {
		a.opts.Tour = false
		a.viewer.startTour()
	}
}

// close ends what still runs and closes all live runs.
func (a *app) close() error {
	if a.home != nil && a.home.job != nil {
		a.home.job.stop()
		a.home.job = nil
	}
	if a.viewer == nil {
		return nil
	}
	err := a.viewer.close(a.gone)
	a.modes.remove(a.viewer)
	a.viewer, a.gone = nil, false
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
	if a.viewer == nil || a.lesson == nil {
		return nil
	}
	o := *a.lesson
	a.lesson = nil
	return a.viewer.teach(o, a.opts.Present)
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
	return a.viewer != nil && a.viewer.moving() || a.home != nil && a.home.job != nil
}

// Update handles one message.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.update(msg)
	if a.viewer != nil {
		a.viewer.lesson.checkGoal()
	}
	if a.viewer != nil && a.lesson != nil && a.look.w > 0 {
		cmd = tea.Batch(cmd, a.begin())
	}
	return a, tea.Batch(cmd, a.tick())
}

func (a *app) update(msg tea.Msg) tea.Cmd {
	defer a.heedSaves()
	defer a.heedKept()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.look.w, a.look.h, a.asked = msg.Width, msg.Height, false
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
		if a.viewer != nil {
			return a.viewer.play.tick(time.Time(msg))
		}
		return nil
	case jobDone:
		return msg.job.settle()
	case tea.BlurMsg:
		if a.viewer != nil {
			a.viewer.play.blur()
		}
		return nil
	case tea.FocusMsg:
		if a.viewer != nil {
			a.viewer.play.refocus()
		}
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "ctrl+z" {
		return tea.Suspend
	}
	if a.small() {
		return a.tooSmall(msg)
	}
	if len(a.modes) == 0 {
		return nil
	}
	cmd := a.give(msg)
	if a.viewer != nil && a.viewer.left {
		return a.leave()
	}
	return cmd
}

// give gives the top mode what the person did.
func (a *app) give(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.modes.key(msg)
	case tea.MouseMsg:
		return a.modes.mouse(msg)
	case tea.PasteMsg:
		return a.modes.paste(msg)
	}
	return nil
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

// leave goes home, or quits, from a run that is shown.
func (a *app) leave() tea.Cmd {
	a.gone = true
	if a.home == nil {
		return tea.Quit
	}
	if err := a.close(); err != nil {
		a.home.note = a.look.says(err)
	}
	a.home.refresh()
	a.home.settle(&a.look)
	return nil
}

func (a *app) small() bool { return a.look.w < screen.LeastWidth || a.look.h < screen.LeastHeight }

// tooSmall handles keys where nothing can be read: only leaving, which asks once
// more where a live run would be lost.
func (a *app) tooSmall(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	leaves := k.String() == "q" || k.String() == "ctrl+c"
	if leaves && (a.asked || a.viewer == nil || !a.viewer.unsaved()) {
		a.gone = true
		return tea.Quit
	}
	a.asked = leaves
	return nil
}

// View draws the screen.
func (a *app) View() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: "raftviz", ReportFocus: true}
	if a.look.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if a.look.w == 0 || a.look.h == 0 {
		return v
	}
	a.canvas.Reset(a.look.w, a.look.h)
	v.Cursor = a.draw(a.canvas.Area())
	v.SetContent(a.canvas.Render(a.look.paint))
	return v
}

func (a *app) draw(area canvas.Area) *tea.Cursor {
	if a.small() {
		screen.DrawTooSmall(area, a.look.words)
		if a.asked {
			screen.Upwards(area, area.H-1, a.look.words.LeaveAsk, canvas.Alarm)
		}
		return nil
	}
	if len(a.modes) == 0 {
		return nil
	}
	return a.modes.top().draw(area)
}

// nextLang goes on to the next language.
func (l *appearance) nextLang() {
	for i, have := range lang.All {
		if have == l.lang {
			l.lang = lang.All[(i+1)%len(lang.All)]
			break
		}
	}
	l.settle()
}
