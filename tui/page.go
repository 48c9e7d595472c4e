package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/screen"
)

// pageTop is how many rows of a page stand above its lines.
const pageTop = 2

// A page stands in place of the panes. Modes embed it.
type page struct {
	passive
	v     *viewer
	scope keys.Scope // of its keys
}

func (p *page) reach() reach { return hiding }

func (p *page) footer() *screen.Footer {
	f := screen.FooterOf(p.v.appearance.keys, p.scope)
	return &f
}

func (p *page) action(k tea.KeyPressMsg) keys.Action {
	return p.v.appearance.keys.Find(p.scope, k.String())
}

// clicked returns which of the page's rows a click is on, below its top.
func (p *page) clicked(msg tea.MouseMsg) (row int, ok bool) {
	if m, is := msg.(tea.MouseClickMsg); !is || m.Button != tea.MouseLeft {
		return 0, false
	}
	l := p.v.layout()
	row = msg.Mouse().Y - l.Body.Y - pageTop
	return row, row >= 0
}

// turned returns which way the wheel was turned: Up, Down or None.
func (p *page) turned(msg tea.MouseMsg) keys.Action {
	if _, is := msg.(tea.MouseWheelMsg); !is || p.v.jobs.job != nil {
		return keys.None
	}
	switch _, dy := wheeled(msg.Mouse()); {
	case dy < 0:
		return keys.Up
	case dy > 0:
		return keys.Down
	}
	return keys.None
}

// A readingPage is a page of which nothing can be chosen: it only scrolls.
type readingPage struct {
	page
	scrolled int
}

func newReadingPage(v *viewer) readingPage { return readingPage{page: page{v: v, scope: keys.Page}} }

// act scrolls, and reports whether the page is to be left.
func (p *readingPage) act(a keys.Action) (leave bool) {
	switch a {
	case keys.Up:
		p.scrolled = max(p.scrolled-1, 0)
	case keys.Down:
		p.scrolled++
	case keys.Language:
		p.v.appearance.nextLang()
	case keys.Leave:
		return true
	}
	return false
}

func (p *readingPage) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.act(p.action(k)) {
		p.v.modes.closePages()
	}
	return nil, true
}

func (p *readingPage) mouse(msg tea.MouseMsg) (tea.Cmd, bool) {
	p.act(p.turned(msg))
	return nil, true
}
