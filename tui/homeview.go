package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/screen"
)

// draw draws the home screen and returns where the cursor stands, if a line is
// typed.
func (h *home) draw(a canvas.Area) *tea.Cursor {
	l := &h.a.look
	w, version := l.words, h.a.opts.Version
	a.Text(3, 1, "raftviz", canvas.Accent|canvas.Bold)
	a.Text(12, 1, w.Motto, canvas.Quiet)
	a.Right(a.W-3, 1, version, canvas.Quiet)
	list, about := h.arrange(a)
	h.drawn = homeList{area: list, home: h, look: l, beside: list.W < a.W}
	h.drawn.draw()
	h.drawAbout(about, l)
	row := a.Sub(0, a.H-2, a.W, 1)
	switch {
	case h.job != nil:
		row.Fit(3, 0, a.W-4, safe(h.job.name()), canvas.Accent)
	case h.line != nil:
		cursor := h.drawHomeLine(a, l)
		lineFooter(l, h.line.kind).Draw(a.Sub(2, a.H-1, a.W-2, 1), w)
		return cursor
	case h.note != "":
		screen.Upwards(a.Sub(2, 0, a.W-2, a.H), a.H-2, safe(h.note), canvas.Alarm)
	case h.filter != "" && len(h.shown(l)) > 0:
		row.Fit(3, 0, a.W-4, fmt.Sprintf(w.FilterF, h.filter), canvas.Quiet)
	}
	foot := screen.FooterOf(l.keys, keys.Home)
	foot.Draw(a.Sub(2, a.H-1, a.W-2, 1), w)
	return nil
}

// DrawHome draws the home screen on a canvas, for a picture of it.
func DrawHome(c *canvas.Canvas, h Home, o Options) {
	a := newApp(o)
	a.look.w, a.look.h = c.Size()
	a.start(h)
	a.draw(c.Area())
}

// The home screen's parts: beside the list, where there is room, or beneath it
// stands what is to be said of the chosen line.
const (
	homeTop      = 3
	homeAboutTop = 4 // rows beneath the list, its rule included
)

func (h *home) arrange(a canvas.Area) (list, about canvas.Area) {
	rows := a.H - homeTop - 2
	if a.W >= screen.WideWidth {
		side := min(a.W-50, 76)
		return a.Sub(0, homeTop, a.W-side-2, rows), a.Sub(a.W-side-1, homeTop, side, rows)
	}
	below := homeAboutTop
	if a.H >= screen.WideHeight {
		below += 2
	}
	if rows < 3*below {
		return a.Sub(0, homeTop, a.W, rows), canvas.Area{}
	}
	return a.Sub(0, homeTop, a.W, rows-below), a.Sub(2, a.H-2-below, a.W-4, below)
}

// drawAbout says what the chosen line is about.
func (h *home) drawAbout(a canvas.Area, l *appearance) {
	if a.H < 2 || len(h.shown(l)) == 0 {
		return
	}
	e := h.entries()[h.choice]
	kit.Title(a, kit.Text(safe(e.name(l.words)), canvas.Text|canvas.Bold))
	y := 1
	if a.H > 2*homeAboutTop {
		y = 2
	}
	for _, par := range paragraphs(e.about(l.words)) {
		for _, line := range termtext.Wrap(safe(par), a.W-1, max(a.H-y, 0)) {
			a.Text(0, y, line, canvas.Text)
			y++
		}
	}
	if e.item != nil && e.item.Path != "" && y+1 < a.H {
		a.Fit(0, y+1, a.W-1, safe(e.item.Path), canvas.Quiet)
	}
}

// paragraphs joins the lines of each paragraph of a text.
func paragraphs(text string) (list []string) {
	for _, par := range strings.Split(text, "\n\n") {
		if par = strings.Join(strings.Fields(par), " "); par != "" {
			list = append(list, par)
		}
	}
	return list
}

// progressOf says how far the person is with an item, by mark and word.
func progressOf(it *Item, l *appearance) string {
	switch {
	case it.Done:
		return "✓ " + l.words.DoneWord
	case it.Progress != "":
		return safe(it.Progress)
	}
	return ""
}

// drawHomeLine draws the line that is typed above the footer.
func (h *home) drawHomeLine(a canvas.Area, l *appearance) *tea.Cursor {
	ln, y := h.line, a.H-2
	switch {
	case ln.err != "":
		screen.Upwards(a, y-1, safe(ln.err), canvas.Alarm)
	case !ln.drawOffers(a, y) && ln.input.Value() == "":
		ln.drawTitle(a, y, l.words)
	}
	return ln.draw(a, y)
}

// A homeList draws the lines of the home screen one beneath the other.
type homeList struct {
	area canvas.Area
	home *home
	look *appearance

	beside bool // what an entry is about stands beside the list
	rows   []homeRow
	top    int // the row at the top
}

// A homeRow is a line: a heading, an entry, or nothing.
type homeRow struct {
	heading string
	entry   int // -1 for none
}

// lay makes the rows, and begins so that the choice is among those seen.
func (l *homeList) lay() {
	entries := l.home.entries()
	for n, i := range l.home.shown(l.look) {
		e := entries[i]
		if n == 0 || e.section != entries[l.rows[len(l.rows)-1].entry].section {
			if n > 0 {
				l.rows = append(l.rows, homeRow{entry: -1})
			}
			l.rows = append(l.rows, homeRow{heading: e.section.name(l.look.words), entry: -1})
		}
		l.rows = append(l.rows, homeRow{entry: i})
	}
	for y, r := range l.rows {
		if r.entry == l.home.choice { // with a row above and one beneath it
			l.home.top = max(min(l.home.top, y-1), y+2-l.area.H)
		}
	}
	l.home.top = max(min(l.home.top, len(l.rows)-l.area.H), 0)
	l.top = l.home.top
}

func (l *homeList) draw() {
	l.lay()
	if len(l.rows) == 0 {
		l.area.Fit(5, 0, l.area.W-6, fmt.Sprintf(l.look.words.NothingLikeF, l.home.filter), canvas.Quiet)
		return
	}
	entries := l.home.entries()
	for y := range min(l.area.H, len(l.rows)-l.top) {
		row := l.area.Sub(0, y, l.area.W, 1)
		switch r := l.rows[l.top+y]; {
		case r.heading != "":
			kit.Title(row.Sub(2, 0, row.W-4, 1), kit.Text(r.heading, canvas.Text|canvas.Bold))
		case r.entry >= 0:
			l.entry(row, entries[r.entry], r.entry == l.home.choice)
		}
	}
	kit.Edges(l.area, 1, l.top > 0, len(l.rows)-l.top > l.area.H)
}

// at returns the entry at a place of the screen.
func (l *homeList) at(x, y int) (entry int, ok bool) {
	x0, y0 := l.area.Origin()
	row := l.top + y - y0
	if x < x0 || x >= x0+l.area.W || y < y0 || y >= y0+l.area.H || row >= len(l.rows) || l.rows[row].entry < 0 {
		return 0, false
	}
	return l.rows[row].entry, true
}

// The columns of the list.
const (
	homeName  = 5
	homeValue = 26
	homeGist  = 37
)

// entry draws a line that can be chosen.
func (l *homeList) entry(a canvas.Area, e entry, chosen bool) {
	w := l.look.words
	ink := canvas.Text
	if chosen {
		ink = canvas.Accent | canvas.Bold
		a.Text(3, 0, "▸", ink)
	}
	if e.kind == settingEntry {
		a.Fit(homeName+2, 0, homeValue-homeName-4, e.name(w), ink)
		value := sandboxSettings[e.n].value(&l.home.config, w)
		if chosen {
			a.Text(homeValue-2, 0, "◂ "+value+" ▸", ink)
		} else {
			a.Text(homeValue, 0, value, canvas.Text)
		}
		return
	}
	end := a.W - 2
	if e.item != nil {
		if p := progressOf(e.item, l.look); p != "" {
			end -= termtext.Width(p) + 2
			a.Text(end+2, 0, p, canvas.Quiet)
		}
	}
	least := 20
	if l.beside {
		least = 44 // it is told in full
	}
	if e.item == nil || end-homeGist < least {
		a.Fit(homeName, 0, end-homeName, safe(e.name(w)), ink)
		return
	}
	a.Fit(homeName, 0, homeGist-homeName-2, safe(e.name(w)), ink)
	gist, _, _ := strings.Cut(e.about(w), "\n")
	a.Fit(homeGist, 0, end-homeGist, safe(gist), canvas.Quiet)
}
