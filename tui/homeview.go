package tui

import (
	"strings"

	"raftviz/tui/canvas"
	"raftviz/tui/keys"
	"raftviz/tui/words"
)

// draw draws the home screen.
func (h *home) draw(a canvas.Area, l *look, version string) {
	w := l.words
	a.Text(3, 1, "raftviz", canvas.Accent|canvas.Bold)
	a.Text(12, 1, w.Motto, canvas.Quiet)
	a.Right(a.W-3, 1, version, canvas.Quiet)
	list := homeList{area: a.Sub(0, 3, a.W, a.H-5), home: h}
	list.scroll()
	above := list.y < 0
	list.title(w.Sandbox)
	list.line(0, w.OpenSandbox, "", "")
	for i, s := range settings {
		list.line(1+i, "  "+s.name(w), s.value(&h.config, w), "")
	}
	at := 1 + len(settings)
	at = list.items(w.Scripts, h.Scripts, at, w)
	list.items(w.Recordings, h.Recordings, at, w)
	more(list.area, 1, above, list.y > list.area.H)
	switch {
	case h.job != nil:
		a.Fit(3, a.H-2, a.W-4, safe(h.job.name()), canvas.Accent)
	case h.note != "":
		a.Fit(3, a.H-2, a.W-4, safe(h.note), canvas.Alarm)
	}
	footer(a.Sub(2, a.H-1, a.W-2, 1), l, keys.Home)
}

// A homeList draws the lines of the home screen one beneath the other.
type homeList struct {
	area canvas.Area
	home *home
	y    int
}

// scroll begins above the area if the chosen line would lie below it.
func (l *homeList) scroll() {
	row := l.home.choice + 1
	if l.home.choice > len(settings) {
		row += 2
	}
	if l.home.choice > len(settings)+len(l.home.Scripts) {
		row += 2
	}
	if over := row - (l.area.H - 2); over > 0 {
		l.y = -over
	}
}

func (l *homeList) title(name string) {
	if l.y >= 0 && l.y < l.area.H {
		title(l.area.Sub(2, l.y, l.area.W-4, 1), "", name, canvas.Quiet, canvas.Text|canvas.Bold)
	}
	l.y++
}

// line draws one line that can be chosen.
func (l *homeList) line(i int, name, value, about string) {
	ink := canvas.Text
	if i == l.home.choice {
		ink = canvas.Accent | canvas.Bold
		l.area.Text(3, l.y, "▸", ink)
	}
	const col = 30
	x := l.area.Fit(5, l.y, col-1, name, ink)
	switch {
	case value != "" && i == l.home.choice:
		l.area.Text(20, l.y, "◂ "+value+" ▸", ink)
	case value != "":
		l.area.Text(22, l.y, value, canvas.Text)
	}
	l.area.Fit(max(x+2, 5+col), l.y, l.area.W-max(x+2, 5+col)-2, about, canvas.Quiet)
	l.y++
}

func (l *homeList) items(name string, list []Item, at int, w *words.Table) int {
	l.y++
	l.title(name)
	if len(list) == 0 {
		l.area.Text(5, l.y, w.NoneYet, canvas.Quiet)
		l.y++
	}
	for i, it := range list {
		about, _, _ := strings.Cut(it.About, "\n")
		l.line(at+i, safe(it.Name), "", safe(about))
	}
	return at + len(list)
}
