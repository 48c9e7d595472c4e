package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A comparison is the page that shows two branches side by side: the one that was
// shown and another.
type comparison struct {
	readingPage
	a, b   int // branches
	pos    int // the first position at which they differ
	differ bool
}

// compare shows another branch beside the one that is shown, at the step at
// which they part.
func (v *viewer) compare(other int) {
	if other == v.branches.at {
		v.say("%s", v.appearance.words.SameBranch)
		return
	}
	c := &comparison{readingPage: newReadingPage(v), a: v.branches.at, b: other}
	c.pos, c.differ = recording.Parting(v.branches.list[c.a].rec, v.branches.list[c.b].rec)
	v.modes.push(c)
}

// draw draws the page: where the branches part, what each did there,
// and in what the clusters differ afterwards.
func (c *comparison) draw(a canvas.Area) *tea.Cursor {
	w := c.v.appearance.words
	kit.Title(a, kit.Text(fmt.Sprintf(w.CompareTitleF, c.v.branches.name(c.a), c.v.branches.name(c.b)), canvas.Accent|canvas.Bold))
	if !c.differ {
		a.Fit(1, 2, a.W-2, w.EqualRuns, canvas.Text)
		return nil
	}
	a.Fit(1, 1, a.W-2, fmt.Sprintf(w.PartF, kit.Millis(int64(c.pos))), canvas.Text)
	half := (a.W - 3) / 2
	sides := [2]int{c.a, c.b}
	var frames [2]*frame.Frame
	y := 3
	for i, branch := range sides {
		col := a.Sub(1+i*(half+2), 2, half, 6)
		kit.Title(col, kit.Text(c.v.branches.name(branch), canvas.Text|canvas.Bold))
		st, text := c.stepOf(branch, c.pos)
		if st == nil {
			col.Fit(0, 1, half, w.EndsHere, canvas.Quiet)
			continue
		}
		frames[i] = st.Frame
		for k, line := range termtext.Wrap(text, half, 4) {
			col.Text(0, 1+k, line, canvas.Text)
		}
	}
	y += 5
	if frames[0] == nil || frames[1] == nil {
		return nil
	}
	c.drawDifferences(a.Sub(0, y, a.W, a.H-y), frames)
	return nil
}

// stepOf returns a step of a branch and what is to be said of it; nil if it has
// none there.
func (c *comparison) stepOf(branch, pos int) (*event.Step, string) {
	rec := c.v.branches.list[branch].rec
	if pos > rec.Len() {
		return nil, ""
	}
	st, err := rec.At(pos)
	if err != nil {
		return nil, ""
	}
	var before *frame.Frame
	if pos > 0 {
		if prev, err := rec.At(pos - 1); err == nil {
			before = prev.Frame
		}
	}
	text := explain.Step(before, st, c.v.appearance.lang).String()
	if st.Cause.Type == event.Command {
		text = ":" + termtext.Printable(st.Cause.Text) + "  " + text
	}
	return st, text
}

// drawDifferences lists the fields in which two clusters differ, a line each.
func (c *comparison) drawDifferences(a canvas.Area, frames [2]*frame.Frame) {
	list := differences(frames[0], frames[1])
	if len(list) == 0 {
		a.Fit(1, 0, a.W-2, c.v.appearance.words.NoFields, canvas.Quiet)
		return
	}
	const name = 22
	half := (a.W - name - 4) / 2
	last := max(len(list)-(a.H-1), 0)
	c.scrolled = min(c.scrolled, last)
	a.Text(1, 0, c.v.appearance.words.FieldHead, canvas.Quiet)
	for y, d := range list[c.scrolled:min(c.scrolled+a.H-1, len(list))] {
		a.Fit(1, y+1, name-1, d.field, canvas.Quiet)
		a.Fit(1+name, y+1, half, d.a, canvas.Accent)
		a.Fit(3+name+half, y+1, half, d.b, canvas.Accent)
	}
	kit.Edges(a.Sub(0, 1, a.W, a.H-1), 0, c.scrolled > 0, c.scrolled < last)
}

// A difference is a field that two clusters have unlike.
type difference struct{ field, a, b string }

// nodeFields are what nodes are compared by.
var nodeFields = []struct {
	name string
	get  func(*frame.Node) string
}{
	{"status", func(n *frame.Node) string { return n.Status.String() }},
	{"role", func(n *frame.Node) string { return n.Role.String() }},
	{"term", func(n *frame.Node) string { return number(n.Term) }},
	{"vote", func(n *frame.Node) string { return n.Vote }},
	{"lead", func(n *frame.Node) string { return n.Lead }},
	{"commit", func(n *frame.Node) string { return number(n.Commit) }},
	{"applied", func(n *frame.Node) string { return number(n.Applied) }},
	{"first", func(n *frame.Node) string { return number(n.First) }},
	{"last", func(n *frame.Node) string { return number(n.Last()) }},
	{"log", logTerms},
	{"snapshot", func(n *frame.Node) string { return number(n.Snapshot.Index) }},
	{"durable", func(n *frame.Node) string { return number(n.Durable) }},
	{"timer", func(n *frame.Node) string { return strconv.Itoa(n.Timer.Elapsed) + "/" + strconv.Itoa(n.Timer.Timeout) }},
	{"voters", func(n *frame.Node) string {
		if n.Config == nil {
			return ""
		}
		return strings.Join(n.Config.Voters, ",")
	}},
	{"disk", func(n *frame.Node) string { return n.Disk.State.String() + " " + strconv.Itoa(len(n.Disk.Queue)) }},
	{"revision", func(n *frame.Node) string { return strconv.FormatInt(n.OpenStore().Rev, 10) }},
	{"compacted", func(n *frame.Node) string { return strconv.FormatInt(n.OpenStore().ScheduledCompactRev, 10) }},
	{"hash", func(n *frame.Node) string { return strconv.FormatUint(n.OpenStore().Hash, 16) }},
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

// logTerms writes the terms of a log's last entries.
func logTerms(n *frame.Node) string {
	const most = 12
	var b strings.Builder
	from := max(len(n.Log)-most, 0)
	if from > 0 {
		b.WriteString("… ")
	}
	for i, e := range n.Log[from:] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(number(e.Term))
	}
	return b.String()
}

// differences lists in what two clusters differ.
func differences(x, y *frame.Frame) (list []difference) {
	if x.Time != y.Time {
		list = append(list, difference{"time", kit.Millis(x.Time) + " ms", kit.Millis(y.Time) + " ms"})
	}
	for _, name := range nodeNames(x, y) {
		a, b := x.Node(name), y.Node(name)
		if a == b {
			continue
		}
		if a == nil || b == nil {
			list = append(list, difference{name, there(a), there(b)})
			continue
		}
		for _, f := range nodeFields {
			if va, vb := f.get(a), f.get(b); va != vb {
				list = append(list, difference{name + " " + f.name, orDash(va), orDash(vb)})
			}
		}
	}
	if fa, fb := flying(x), flying(y); fa != fb {
		list = append(list, difference{"messages", orDash(fa), orDash(fb)})
	}
	return list
}

func there(n *frame.Node) string {
	if n == nil {
		return "–"
	}
	return n.Status.String()
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// nodeNames lists the nodes of either cluster, by number.
func nodeNames(x, y *frame.Frame) (names []string) {
	for _, n := range x.Nodes {
		names = append(names, n.Name)
	}
	for _, n := range y.Nodes {
		if x.Node(n.Name) == nil {
			names = append(names, n.Name)
		}
	}
	return names
}

// flying lists the messages under way.
func flying(f *frame.Frame) string {
	parts := make([]string, len(f.Flight))
	for i, m := range f.Flight {
		parts[i] = m.From + "→" + m.To + " " + scene.Brief(m)
	}
	return strings.Join(parts, ", ")
}
