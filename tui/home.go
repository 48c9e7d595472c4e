package tui

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/config"
	"raftviz/tui/keys"
	"raftviz/tui/words"
)

// A Home is what the home screen offers.
type Home struct {
	Scripts    []Item
	Recordings []Item
	Sandbox    func(config.Config) (Opened, error)
}

// An Item is something to open. Open may take its time; it runs beside the
// screen.
type Item struct {
	Name  string
	About string
	Path  string
	Open  func() (Opened, error)
}

// A home is the home screen.
type home struct {
	Home
	config config.Config
	choice int
	note   string
	job    *job
}

func newHome(h Home) *home {
	cfg := config.Default()
	cfg.Nodes = 5
	return &home{Home: h, config: cfg}
}

// A setting of the sandbox can be changed on the home screen.
type setting struct {
	name   func(*words.Table) string
	value  func(*config.Config, *words.Table) string
	change func(c *config.Config, by int)
}

var settings = []setting{
	{
		func(w *words.Table) string { return w.Nodes },
		func(c *config.Config, _ *words.Table) string { return strconv.Itoa(c.Nodes) },
		func(c *config.Config, by int) { c.Nodes = min(max(c.Nodes+by, 1), config.MaxNodes) },
	},
	{
		func(w *words.Table) string { return w.Seed },
		func(c *config.Config, _ *words.Table) string { return strconv.FormatUint(c.Seed, 10) },
		func(c *config.Config, by int) { c.Seed = uint64(max(int64(c.Seed)+int64(by), 0)) },
	},
	{
		func(w *words.Table) string { return w.PreVote },
		func(c *config.Config, w *words.Table) string { return onOff(c.PreVote, w) },
		func(c *config.Config, _ int) { c.PreVote = !c.PreVote },
	},
	{
		func(w *words.Table) string { return w.CheckQuorum },
		func(c *config.Config, w *words.Table) string { return onOff(c.CheckQuorum, w) },
		func(c *config.Config, _ int) { c.CheckQuorum = !c.CheckQuorum },
	},
}

func onOff(on bool, w *words.Table) string {
	if on {
		return w.On
	}
	return w.Off
}

// rows is how many lines can be chosen: the sandbox, its settings, the items.
func (h *home) rows() int { return 1 + len(settings) + len(h.Scripts) + len(h.Recordings) }

// setting returns the setting in a line, nil if it is something else.
func (h *home) setting(i int) *setting {
	if i < 1 || i > len(settings) {
		return nil
	}
	return &settings[i-1]
}

// item returns the item in a line, nil if it is something else.
func (h *home) item(i int) *Item {
	i -= 1 + len(settings)
	switch {
	case i < 0:
		return nil
	case i < len(h.Scripts):
		return &h.Scripts[i]
	case i < len(h.Scripts)+len(h.Recordings):
		return &h.Recordings[i-len(h.Scripts)]
	}
	return nil
}

// atHome handles a message on the home screen.
func (a *app) atHome(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	h := a.home
	h.note = ""
	switch keys.Find(keys.Home, k.String()) {
	case keys.Up:
		h.choice = (h.choice + h.rows() - 1) % h.rows()
	case keys.Down:
		h.choice = (h.choice + 1) % h.rows()
	case keys.Less:
		h.change(-1)
	case keys.More:
		h.change(1)
	case keys.Choose:
		return a.choose()
	case keys.Language:
		a.look.nextLang()
	case keys.Quit:
		return tea.Quit
	}
	return nil
}

func (h *home) change(by int) {
	if s := h.setting(h.choice); s != nil {
		s.change(&h.config, by)
	}
}

// choose opens what is chosen, beside the screen.
func (a *app) choose() tea.Cmd {
	h := a.home
	if h.job != nil {
		return nil
	}
	open, name := func() (Opened, error) { return h.Sandbox(h.config) }, a.look.words.OpenSandbox
	if it := h.item(h.choice); it != nil {
		open, name = it.Open, it.Name
	} else if h.setting(h.choice) != nil && h.choice > 2 {
		h.change(1)
		return nil
	}
	var opened Opened
	j := &job{name: func() string { return fmt.Sprintf(a.look.words.OpeningF, name) }}
	j.drop = func() {
		if opened.Run != nil {
			_ = opened.Run.Close()
		}
	}
	j.then = func(err error) tea.Cmd {
		h.job = nil
		if err != nil {
			h.note = err.Error()
			return nil
		}
		a.open(opened)
		return nil
	}
	h.job = j
	return j.begin(func(*job) (err error) {
		opened, err = open()
		return err
	})
}
