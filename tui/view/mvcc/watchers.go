package mvcc

import (
	"fmt"

	"raftviz/engine/termtext"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

const groups = 3

// groupMarks are the shapes of the groups of watchers.
var groupMarks = [groups]string{store.Synced: "•", store.Unsynced: "◌", store.Victim: "!"}

// drawWatchers draws the streams of the clients that watch: how full each is,
// and its watchers.
//
//	  c1   buffered ━━━───── 3 of 8   unread ━─────── 1 of 4
//	    • 0   foo          synced     next 8
//	▸   ◌ 1   prefix job/  unsynced   next 4   4 behind
//	    ! 2   all keys     victim     next 6   2 kept
//	  • told of each write   ◌ reads the history   ! its buffer was full
func (p *Pane) drawWatchers(a canvas.Area, d *drawing) kit.Hidden {
	n := d.watcherRows()
	if n == 0 {
		text := d.t.NoWatchers
		if d.Node == nil {
			text = d.t.NoWatchersInFile
		}
		paragraph(a.Sub(1, 0, a.W-2, a.H), text)
		return kit.Hidden{}
	}
	rows := a.H
	if rows >= 4 {
		rows--
	}
	l := &p.lists[watchersView]
	l.move(0, n)
	top := l.Settle(n, rows, l.at)
	shown := min(rows, n-top)
	keys := d.keysWidth(top, shown, a.W)
	for i := range shown {
		s, w := d.watcherAt(top + i)
		at := top+i == l.at && d.Focused && p.view == watchersView
		if at {
			a.Text(0, i, "▸", changed)
		}
		if w < 0 {
			d.stream(a, i, s)
		} else {
			d.watcher(a, i, s, &s.Watchers[w], keys, at)
		}
	}
	if rows < a.H {
		y := shown + min(a.H-shown-1, 1)
		kit.Parts(a.Sub(1, y, a.W-2, a.H-y), d.groupsLegend())
	}
	p.hits.Add(a.Sub(0, 0, a.W, shown), hit{view: watchersView, rows: true, first: top})
	return kit.Hidden{Above: top, Below: n - top - shown}
}

// watcherRows is how many rows streams and watchers take.
func (d *drawing) watcherRows() (n int) {
	for _, s := range d.Data.Streams {
		n += 1 + len(s.Watchers)
	}
	return n
}

// watcherAt returns what is in a row: a stream, or a watcher of it by its place,
// which else is -1.
func (d *drawing) watcherAt(row int) (*store.Stream, int) {
	for _, s := range d.Data.Streams {
		if row <= len(s.Watchers) {
			return s, row - 1
		}
		row -= 1 + len(s.Watchers)
	}
	return nil, -1
}

// keysWidth is the room for the keys that are watched in the rows shown.
func (d *drawing) keysWidth(top, n, w int) (width int) {
	for i := range n {
		if s, at := d.watcherAt(top + i); at >= 0 {
			width = max(width, termtext.Width(d.watched(&s.Watchers[at])))
		}
	}
	return min(width, max(w/3, 8))
}

// watched writes the keys of a watcher.
func (d *drawing) watched(w *store.Watcher) string {
	key := text(w.Key)
	switch {
	case w.End == "":
		return key
	case w.End == "\x00" && (w.Key == "" || w.Key == "\x00"):
		return d.t.AllKeys
	case w.End == "\x00":
		return fmt.Sprintf(d.t.FromF, key)
	case w.End == string(layout.PrefixEnd([]byte(w.Key))):
		return fmt.Sprintf(d.t.PrefixF, key)
	}
	return fmt.Sprintf(d.t.RangeF, key, text(w.End))
}

// stream draws a client's: how many responses wait to be sent, and how many to
// be read.
func (d *drawing) stream(a canvas.Area, y int, s *store.Stream) {
	was := d.streamWas(s)
	x := a.Fit(2, y, max(a.W/4, 4), text(s.Client), canvas.Text|canvas.Bold) + 3
	x = d.gauge(a, x, y, d.t.Buffered, s.Buffered, s.Buffer, was != nil && was.Buffered != s.Buffered) + 3
	d.gauge(a, x, y, d.t.UnreadHead, s.Unread, s.Window, was != nil && was.Unread != s.Unread)
}

// gauge draws how much of something is taken.
func (d *drawing) gauge(a canvas.Area, x, y int, name string, n, of int, moved bool) int {
	ink, count := canvas.Quiet, fmt.Sprintf(d.t.OfF, n, of)
	if a.W < 44 {
		count = kit.Number(n) + "/" + kit.Number(of)
	}
	if n >= of && of > 0 {
		ink, count = canvas.Alarm, count+" "+d.t.Full
	}
	if moved {
		ink = changed
	}
	bar := 8
	switch {
	case a.W < 44:
		bar = 0
	case a.W < 72:
		bar = 4
	}
	x = a.Fit(x, y, a.W-x-1, name, canvas.Quiet) + 1
	x = drawBar(a, x, y, bar, int64(n), int64(of), ink)
	return a.Fit(x, y, a.W-x-1, count, ink)
}

// drawBar draws which part of a whole there is, and returns the column after it
// and a blank.
func drawBar(a canvas.Area, x, y, w int, part, whole int64, ink canvas.Ink) int {
	if w == 0 {
		return x
	}
	full := 0
	if whole > 0 && part > 0 {
		full = int(min(max(part*int64(w)/whole, 1), int64(w)))
	}
	return kit.Bar(a, x, y, w, full, ink) + 1
}

// watcher draws one, and what it has yet to see.
func (d *drawing) watcher(a canvas.Area, y int, s *store.Stream, w *store.Watcher, keys int, at bool) {
	was := d.watcherWas(s, w)
	ink := canvas.Text
	switch {
	case was != nil && was.Group != w.Group:
		ink = changed
	case w.Group == store.Victim:
		ink = canvas.Alarm
	}
	x := a.Text(4, y, groupMarks[w.Group]+" ", ink)
	x = a.Fit(x, y, a.W-x, kit.Number(w.ID), canvas.Quiet) + 2
	name := canvas.Text
	if at {
		name = canvas.Focus | canvas.Bold
	}
	a.Fit(x, y, min(keys, a.W-x), d.watched(w), name)
	x += keys + 2
	a.Fit(x, y, a.W-x-1, d.t.Groups[w.Group], ink)
	x += d.groupsWidth() + 2
	ink = canvas.Quiet
	if was != nil && was.Next != w.Next {
		ink = changed
	}
	next := d.t.Next + " " + kit.Number(w.Next)
	if x+termtext.Width(next) >= a.W {
		next = kit.Number(w.Next)
	}
	x = a.Fit(x, y, a.W-x-1, next, ink) + 2
	if behind := d.Data.Rev + 1 - w.Next; behind > 0 && w.Group != store.Synced {
		x = a.Fit(x, y, a.W-x-1, fmt.Sprintf(d.t.BehindF, behind), canvas.Quiet) + 2
	}
	if w.Kept > 0 {
		a.Fit(x, y, a.W-x-1, fmt.Sprintf(d.t.KeptF, w.Kept), canvas.Alarm)
	}
}

// groupsWidth is the room for the names of groups.
func (d *drawing) groupsWidth() (w int) {
	for _, name := range d.t.Groups {
		w = max(w, termtext.Width(name))
	}
	return w
}

// streamWas returns a stream as it was before the step, or nil.
func (d *drawing) streamWas(s *store.Stream) *store.Stream {
	if d.Was == nil {
		return nil
	}
	for _, o := range d.Was.Streams {
		if o.Client == s.Client {
			return o
		}
	}
	return nil
}

// watcherWas returns a watcher as it was before the step, or nil.
func (d *drawing) watcherWas(s *store.Stream, w *store.Watcher) *store.Watcher {
	was := d.streamWas(s)
	if was == nil {
		return nil
	}
	for i := range was.Watchers {
		if was.Watchers[i].ID == w.ID {
			return &was.Watchers[i]
		}
	}
	return nil
}

func (d *drawing) groupsLegend() []kit.Span {
	t := d.t
	return []kit.Span{
		kit.Text(groupMarks[store.Synced]+" "+t.SaysSynced, canvas.Quiet),
		kit.Text(groupMarks[store.Unsynced]+" "+t.SaysUnsynced, canvas.Quiet),
		kit.Text(groupMarks[store.Victim]+" "+t.SaysVictim, canvas.Quiet),
	}
}
