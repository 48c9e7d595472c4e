package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/mvcc"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
)

// A DataFile is what is in an etcd data file.
type DataFile struct {
	Name string
	Data *store.State
	More bool   // the file holds more than Data
	Key  string // the key to look at first; "" is what was written last
	Note string // what the person is told at first, such as that the file is damaged
}

// File shows what is in a data file until the person leaves.
func File(ctx context.Context, f DataFile, o Options) error {
	a := newApp(o)
	a.showFile(f)
	return a.run(ctx)
}

// showFile puts a data file on the screen.
func (a *app) showFile(f DataFile) {
	a.file = newFile(f, &a.look)
	a.modes.push(a.file)
}

// A file is a data file on the screen: the pane mvcc, alone.
type file struct {
	passive
	DataFile
	look     *appearance
	pane     *mvcc.Pane
	selected scene.Selection
	note     string
	help     bool
	scroll   int // of the help
}

func newFile(f DataFile, l *appearance) *file {
	return &file{DataFile: f, look: l, pane: mvcc.New(), selected: scene.Selection{Key: f.Key}, note: f.Note}
}

// store is what the pane draws.
func (f *file) store() *mvcc.Store {
	return &mvcc.Store{Data: f.Data, More: f.More, Chosen: f.selected, Focused: true, Lang: f.look.lang}
}

// Rows above the pane, and beneath it.
const fileTop, fileBottom = 2, 2

func (f *file) reach() reach { return hiding }

// mouse selects what is clicked, and scrolls.
func (f *file) mouse(msg tea.MouseMsg) (tea.Cmd, bool) {
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft && !f.help {
			f.fulfil(f.pane.ClickStore(m.X, m.Y-fileTop, f.store()))
		}
	case tea.MouseWheelMsg:
		dx, dy := wheeled(m)
		if f.help {
			f.scroll = max(f.scroll+dy, 0)
			return nil, true
		}
		f.fulfil(f.pane.WheelStore(dx, dy, f.store()))
	}
	return nil, true
}

func (f *file) key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := msg.String()
	f.note = ""
	if f.help {
		f.helpKey(f.look.keys.Find(keys.Page, k))
		return nil, true
	}
	a := f.look.keys.Find(pane.MVCC.Scope(), k)
	if a == keys.None {
		a = f.look.keys.Find(keys.File, k)
	}
	switch a {
	case keys.Language:
		f.look.nextLang()
	case keys.Help:
		f.help, f.scroll = true, 0
	case keys.Quit:
		return tea.Quit, true
	default:
		w, _ := f.pane.ActStore(a, f.store())
		f.fulfil(w)
	}
	return nil, true
}

func (f *file) helpKey(a keys.Action) {
	switch a {
	case keys.Up:
		f.scroll = max(f.scroll-1, 0)
	case keys.Down:
		f.scroll++
	case keys.Language:
		f.look.nextLang()
	case keys.Leave:
		f.help = false
	}
}

// fulfil does what the pane asks for, as far as there is anything but the pane.
func (f *file) fulfil(w pane.Intent) {
	if w.Select != nil {
		f.selected = *w.Select
	}
	f.note = w.Say
}

func (f *file) draw(a canvas.Area) *tea.Cursor {
	w := f.look.words
	f.header(a)
	footing := []keys.Scope{pane.MVCC.Scope(), keys.File}
	body := a.Sub(0, fileTop, a.W, a.H-fileTop-fileBottom)
	if f.help {
		kit.Title(a.Sub(0, fileTop-1, a.W, 1), kit.Text(w.HelpTitle, canvas.Accent|canvas.Bold))
		f.scroll = drawGroups(body.Sub(0, 1, body.W, body.H-1), f.helpGroups(), f.scroll)
		footing = []keys.Scope{keys.Page}
	} else {
		kit.Title(a.Sub(0, fileTop-1, a.W, 1), kit.Text(panes.Title(pane.MVCC, w.Lang), canvas.Accent|canvas.Bold))
		f.pane.DrawStore(body, f.store())
		screen.Upwards(a, a.H-fileBottom, safe(f.note), canvas.Text)
	}
	foot := screen.FooterOf(f.look.keys, footing...)
	foot.Draw(a.Sub(0, a.H-1, a.W, 1), w)
	return nil
}

// header says which file it is, and what is true of all of it.
func (f *file) header(a canvas.Area) {
	parts := kit.Line{kit.Text("raftviz", canvas.Accent|canvas.Bold), kit.Text(safe(f.Name), canvas.Text)}
	lang := f.look.words.Lang.Name()
	end := a.W - termtext.Width(lang) - 1
	a.Text(end, 0, lang, canvas.Quiet)
	about := f.pane.About(f.store())
	if from := end - termtext.Width(about) - 3; from > parts[:1].Width()+9 {
		a.Text(from, 0, about, canvas.Text)
		a.Text(end-3, 0, " · ", canvas.Faint)
		end = from
	}
	x := 1
	for _, p := range parts {
		x = a.Fit(x, 0, end-x-1, p.Text, p.Ink) + 2
	}
}

// helpGroups are the keys, and what the marks of the pane mean.
func (f *file) helpGroups() []helpGroup {
	w := f.look.words
	own := helpGroup{head: fmt.Sprintf(w.Groups[keys.InPane], panes.Title(pane.MVCC, w.Lang))}
	for _, b := range f.look.keys.List() {
		if b.Scope == pane.MVCC.Scope() || b.Scope == keys.File {
			own.lines = append(own.lines, [2]string{b.Label, panes.Does(w, b.Action)})
		}
	}
	return []helpGroup{own, {w.MarksHead, mvcc.Marks(f.look.lang)}}
}
