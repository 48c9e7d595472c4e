package tui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
)

// A Home is what the home screen offers. Sections with nothing in them are not
// shown.
type Home struct {
	Lessons    []Item
	CutShort   []Item // sandboxes that were cut short, which can be deleted
	Scripts    []Item
	Recordings []Item
	Sandbox    func(config.Config) (Opened, error)
	OpenFile   func(path string) (Opened, error) // a recording or a script by its path; nil offers none

	Note lang.Message // what the person should know at first

	// Refresh returns what there is to open when the person comes back from
	// something; nil is the same as before.
	Refresh func() Home
}

// An Item is something to open. Open may take its time; it runs beside the
// screen.
type Item struct {
	Name     string
	About    string // what it is about: the first line is its gist
	Path     string
	Done     bool   // the person has been through it
	Progress string // how far they are, such as 4/14; "" if they have not begun
	Open     func() (Opened, error)
	Delete   func() error // nil if it cannot be deleted here

	// In returns what it is called and about in a language; nil is Name and
	// About in all.
	In func(lang.Lang) (name, about string)
}

// called returns the item's name and what it is about in a language.
func (it *Item) called(l lang.Lang) (name, about string) {
	if it.In == nil {
		return it.Name, it.About
	}
	return it.In(l)
}

// A home is the home screen.
type home struct {
	passive
	Home
	a      *app
	config config.Config
	choice int    // among the entries
	top    int    // the row of the list that is drawn first
	filter string // only entries that have it are shown
	note   string
	line   *line // what is being typed: the filter or a path; or nil
	job    *job
	delete *Item    // is deleted if that is asked for again
	asked  bool     // whether to leave, which esc does when it is pressed again
	drawn  homeList // what was drawn last, for the mouse
}

func newHome(h Home, a *app) *home {
	cfg := config.Default()
	cfg.Nodes = 5
	m := &home{Home: h, a: a, config: cfg, note: h.Note.In(a.look.lang)}
	for i, e := range m.entries() {
		fresh := e.kind == itemEntry && e.section == lessonSection && !e.item.Done
		short := e.kind == itemEntry && e.section == sandboxSection
		if short || fresh && len(h.CutShort) == 0 {
			m.choice = i
			break
		}
	}
	return m
}

// start shows the home screen.
func (a *app) start(h Home) {
	a.home = newHome(h, a)
	a.modes.push(a.home)
}

// refresh takes over what there is to open now; the choice stays where it was.
func (h *home) refresh() {
	if h.Refresh == nil {
		return
	}
	was := h.entries()[h.choice]
	again := h.Refresh
	h.Home = h.Refresh()
	h.Refresh = again
	h.choice = 0
	for i, e := range h.entries() {
		if e.is(was) {
			h.choice = i
		}
	}
}

func (h *home) reach() reach { return hiding }

func (h *home) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	h.note = ""
	if h.line != nil {
		return h.a.homeLineKey(k), true
	}
	do := h.a.look.keys.Find(keys.Home, k.String())
	if do != keys.Remove {
		h.delete = nil
	}
	h.asked = h.asked && do == keys.Leave
	return h.a.homeKey(do), true
}

// remove deletes what is chosen, if it was asked for twice and can be.
func (h *home) remove(l *appearance) {
	if h.job != nil || len(h.shown(l)) == 0 {
		return
	}
	e := h.entries()[h.choice]
	if e.item == nil || e.item.Delete == nil {
		return
	}
	name := e.name(l.words)
	if h.delete != e.item {
		h.delete = e.item
		h.note = fmt.Sprintf(l.words.DeleteAskF, name)
		return
	}
	h.delete = nil
	if err := e.item.Delete(); err != nil {
		h.note = l.says(err)
		return
	}
	h.note = fmt.Sprintf(l.words.DeletedF, name)
	at := h.choice
	h.refresh()
	h.choice = min(at, len(h.entries())-1) // what follows has its place now
	h.settle(l)
}

func (h *home) paste(msg tea.PasteMsg) tea.Cmd {
	if h.line == nil {
		return nil
	}
	cmd := h.line.update(msg)
	h.typed(&h.a.look)
	return cmd
}

func (h *home) mouse(msg tea.MouseMsg) (tea.Cmd, bool) {
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg:
		return h.a.homeClick(m), true
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelUp:
			h.move(-1, &h.a.look)
		case tea.MouseWheelDown:
			h.move(1, &h.a.look)
		}
	}
	return nil, true
}

func (a *app) homeKey(do keys.Action) tea.Cmd {
	h := a.home
	switch do {
	case keys.Up:
		h.move(-1, &a.look)
	case keys.Down:
		h.move(1, &a.look)
	case keys.ToStart, keys.ToEnd:
		if shown := h.shown(&a.look); len(shown) > 0 {
			h.choice = shown[0]
			if do == keys.ToEnd {
				h.choice = shown[len(shown)-1]
			}
		}
	case keys.NextSection:
		h.toSection(1, &a.look)
	case keys.PrevSection:
		h.toSection(-1, &a.look)
	case keys.Less:
		h.change(-1)
	case keys.More:
		h.change(1)
	case keys.Choose:
		return a.choose()
	case keys.Remove:
		h.remove(&a.look)
	case keys.Filter:
		h.line = newLine(filterLine)
		h.line.set(h.filter, len([]rune(h.filter)))
	case keys.Language:
		a.look.nextLang()
		h.settle(&a.look)
	case keys.Quit, keys.Leave:
		return h.leave(do == keys.Quit)
	}
	return nil
}

// leave shows all again, if there is a filter; else it leaves the program, but asks
// before if one is not sure to want that.
func (h *home) leave(sure bool) tea.Cmd {
	switch {
	case h.filter != "":
		h.filter = ""
	case sure || h.asked:
		return tea.Quit
	default:
		h.asked = true
		h.note = h.a.look.words.LeaveHome
	}
	return nil
}

// homeClick chooses what is clicked; what is chosen already is opened.
func (a *app) homeClick(m tea.Mouse) tea.Cmd {
	h := a.home
	if m.Button != tea.MouseLeft || h.line != nil {
		return nil
	}
	i, ok := h.drawn.at(m.X, m.Y)
	switch {
	case !ok:
		return nil
	case i != h.choice:
		h.choice = i
		return nil
	}
	return a.choose()
}

// move goes to the next entry that is shown, round and round.
func (h *home) move(by int, l *appearance) {
	shown := h.shown(l)
	if len(shown) == 0 {
		return
	}
	at := 0
	for i, e := range shown {
		if e == h.choice {
			at = i
		}
	}
	h.choice = shown[(at+by+len(shown))%len(shown)]
}

// toSection goes to the first entry of the next section that is shown, or of
// the one before, round and round.
func (h *home) toSection(by int, l *appearance) {
	entries := h.entries()
	var firsts []int // of the sections that are shown
	at := 0
	for _, i := range h.shown(l) {
		if n := len(firsts); n == 0 || entries[firsts[n-1]].section != entries[i].section {
			firsts = append(firsts, i)
		}
		if i == h.choice {
			at = len(firsts) - 1
		}
	}
	if n := len(firsts); n > 0 {
		h.choice = firsts[(at+by+n)%n]
	}
}

// settle chooses the first entry that is shown if the chosen one is not.
func (h *home) settle(l *appearance) {
	shown := h.shown(l)
	for _, i := range shown {
		if i == h.choice {
			return
		}
	}
	if len(shown) > 0 {
		h.choice = shown[0]
	}
}

// change changes the setting that is chosen, if one is.
func (h *home) change(by int) {
	if e := h.entries()[h.choice]; e.kind == settingEntry {
		sandboxSettings[e.n].change(&h.config, by)
	}
}

// choose opens what is chosen, or asks for what is missing.
func (a *app) choose() tea.Cmd {
	h := a.home
	if h.job != nil || len(h.shown(&a.look)) == 0 {
		return nil
	}
	switch e := h.entries()[h.choice]; e.kind {
	case itemEntry:
		return a.opening(e.name(a.look.words), e.item.Open)
	case fileEntry:
		h.line = newLine(pathLine)
		return nil
	case settingEntry:
		if sandboxSettings[e.n].turns {
			h.change(1)
			return nil
		}
	}
	if err := h.config.Validate(); err != nil {
		h.note = a.look.refusal(err)
		return nil
	}
	cfg := h.config
	return a.opening(a.look.words.OpenSandbox, func() (Opened, error) { return h.Sandbox(cfg) })
}

// refusal says in a person's words why a cluster cannot be as it is set: the
// name of the setting, and the remedy.
func (l *appearance) refusal(err error) string {
	var bad *config.FieldError
	if !errors.As(err, &bad) {
		return l.says(err)
	}
	for i, s := range sandboxSettings {
		if s.field == bad.Field {
			return l.words.Settings[i] + ": " + bad.Msg.In(l.lang)
		}
	}
	return l.says(err)
}

// opening opens something beside the screen. If that fails the reason is shown;
// a path that was typed stays for correction.
func (a *app) opening(name string, open func() (Opened, error)) tea.Cmd {
	h := a.home
	var opened Opened
	j := &job{name: func() string { return fmt.Sprintf(a.look.words.OpeningF, name) }}
	j.drop = func() {
		if opened.Run != nil {
			_ = opened.Run.Close()
		}
		if opened.Resumed != nil {
			_ = opened.Resumed.Session.End(true)
		}
	}
	j.then = func(err error) tea.Cmd {
		h.job = nil
		switch {
		case err == nil:
			h.line = nil
			a.open(opened)
		case h.line != nil:
			h.line.err = a.look.says(err)
		default:
			h.note = a.look.says(err)
		}
		return nil
	}
	h.job = j
	return j.begin(func(*job) (err error) {
		opened, err = open()
		return err
	})
}
