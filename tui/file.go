package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/mvcc"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
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
	a.file = newFile(f, &a.look)
	return a.run(ctx)
}

// A file is a data file on the screen: the pane mvcc, alone.
type file struct {
	DataFile
	look   *look
	pane   *mvcc.Pane
	chosen scene.Choice
	note   string
	help   bool
	scroll int // of the help
}

func newFile(f DataFile, l *look) *file {
	return &file{DataFile: f, look: l, pane: mvcc.New(), chosen: scene.Choice{Key: f.Key}, note: f.Note}
}

// store is what the pane draws.
func (f *file) store() *mvcc.Store {
	return &mvcc.Store{Data: f.Data, More: f.More, Chosen: f.chosen, Focused: true, Lang: f.look.lang}
}

// Rows above the pane, and beneath it.
const fileTop, fileBottom = 2, 2

// update handles a key, or the mouse.
func (f *file) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.key(msg.String())
	case tea.MouseClickMsg:
		if m := msg.Mouse(); m.Button == tea.MouseLeft && !f.help {
			f.fulfil(f.pane.ClickStore(m.X, m.Y-fileTop, f.store()))
		}
	case tea.MouseWheelMsg:
		dx, dy := wheeled(msg.Mouse())
		if f.help {
			f.scroll = max(f.scroll+dy, 0)
			return nil
		}
		f.fulfil(f.pane.WheelStore(dx, dy, f.store()))
	}
	return nil
}

func (f *file) key(k string) tea.Cmd {
	f.note = ""
	if f.help {
		f.helpKey(f.look.keys.Find(keys.Page, k))
		return nil
	}
	a := f.look.keys.Find(keys.InMVCC, k)
	if a == keys.None {
		a = f.look.keys.Find(keys.File, k)
	}
	switch a {
	case keys.Language:
		f.look.nextLang()
	case keys.Help:
		f.help, f.scroll = true, 0
	case keys.Quit:
		return tea.Quit
	default:
		w, _ := f.pane.ActStore(a, f.store())
		f.fulfil(w)
	}
	return nil
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
	if w.Choose != nil {
		f.chosen = *w.Choose
	}
	f.note = w.Say
}

func (f *file) draw(a canvas.Area) {
	w := f.look.words
	f.header(a)
	footing := []keys.Scope{keys.InMVCC, keys.File}
	body := a.Sub(0, fileTop, a.W, a.H-fileTop-fileBottom)
	if f.help {
		title(a.Sub(0, fileTop-1, a.W, 1), "", w.HelpTitle, canvas.Quiet, canvas.Accent|canvas.Bold)
		f.scroll = drawGroups(body.Sub(0, 1, body.W, body.H-1), f.helpGroups(), f.scroll)
		footing = []keys.Scope{keys.Page}
	} else {
		title(a.Sub(0, fileTop-1, a.W, 1), "", w.Panes[pane.MVCC], canvas.Quiet, canvas.Accent|canvas.Bold)
		f.pane.DrawStore(body, f.store())
		upwards(a, a.H-fileBottom, safe(f.note), canvas.Text)
	}
	footer(a.Sub(0, a.H-1, a.W, 1), f.look, footing...)
}

// header says which file it is, and what is true of all of it.
func (f *file) header(a canvas.Area) {
	parts := []part{{text: "raftviz", ink: canvas.Accent | canvas.Bold}, {text: safe(f.Name)}}
	lang := f.look.words.Lang.Name()
	end := a.W - termtext.Width(lang) - 1
	a.Text(end, 0, lang, canvas.Quiet)
	about := f.pane.About(f.store())
	if from := end - termtext.Width(about) - 3; from > width(parts[:1])+8 {
		a.Text(from, 0, about, canvas.Text)
		a.Text(end-3, 0, " · ", canvas.Faint)
		end = from
	}
	x := 1
	for _, p := range parts {
		x = a.Fit(x, 0, end-x-1, p.text, p.ink) + 2
	}
}

// helpGroups are the keys, and what the marks of the pane mean.
func (f *file) helpGroups() []helpGroup {
	w := f.look.words
	own := helpGroup{head: sprint(w.Groups[keys.InPane], w.Panes[pane.MVCC])}
	for _, b := range f.look.keys.List() {
		if b.Scope == keys.InMVCC || b.Scope == keys.File {
			own.lines = append(own.lines, [2]string{b.Label, w.Does[b.Action]})
		}
	}
	return []helpGroup{own, {w.MarksHead, mvcc.Marks(f.look.lang)}}
}
