package cluster

import (
	"math"
	"slices"
	"strings"

	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
)

// Cuts writes the cuts as groups where they part the nodes cleanly
// (n1 n2 │ n3) or only some from some (n1 n2 ✗ n3, while n4 reaches all), and
// else as links (n1→n2); "" if there are none.
func Cuts(f *frame.Frame) string {
	pairs := cutPairs(f)
	if len(pairs) == 0 {
		return ""
	}
	if groups, clean := parts(f); clean {
		var names []string
		for _, g := range groups {
			names = append(names, strings.Join(g, " "))
		}
		return strings.Join(names, " │ ")
	}
	if a, b := facing(f, pairs[0].From), facing(f, pairs[0].To); len(a)*len(b) == len(pairs) && both(f, a, b) {
		return strings.Join(b, " ") + " ✗ " + strings.Join(a, " ")
	}
	var links []string
	for _, l := range pairs {
		mark := "→"
		if f.Network.Cut(l.To, l.From) {
			mark = "✗"
		}
		links = append(links, l.From+mark+l.To)
	}
	return strings.Join(links, " ")
}

// facing lists the nodes to which nothing passes from the named one.
func facing(f *frame.Frame, from string) (names []string) {
	for _, n := range f.Nodes {
		if f.Network.Cut(from, n.Name) {
			names = append(names, n.Name)
		}
	}
	return names
}

// both reports whether every link between two groups is cut, both ways.
func both(f *frame.Frame, a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if !f.Network.Cut(x, y) || !f.Network.Cut(y, x) {
				return false
			}
		}
	}
	return true
}

// parts splits the nodes into groups that reach each other; clean reports
// whether there are several, every link between two is cut, and none within
// one.
func parts(f *frame.Frame) (groups [][]string, clean bool) {
	if f.Network == nil {
		return nil, false
	}
	for _, n := range f.Nodes {
		at := slices.IndexFunc(groups, func(g []string) bool { return !f.Network.Cut(g[0], n.Name) && !f.Network.Cut(n.Name, g[0]) })
		if at < 0 {
			groups = append(groups, []string{n.Name})
			continue
		}
		groups[at] = append(groups[at], n.Name)
	}
	for _, x := range f.Nodes {
		for _, y := range f.Nodes {
			if x != y && (groupOf(groups, x.Name) != groupOf(groups, y.Name)) != f.Network.Cut(x.Name, y.Name) {
				return groups, false
			}
		}
	}
	return groups, len(groups) > 1
}

func groupOf(groups [][]string, name string) int {
	return slices.IndexFunc(groups, func(g []string) bool { return slices.Contains(g, name) })
}

// parts draws a wall between the groups into which the nodes are cut, if each
// stands together on the ring: a ray from its middle between two neighbours.
func (p *picture) parts() {
	groups, clean := parts(p.view.Frame())
	if !clean {
		return
	}
	n := len(p.blocks)
	group := func(i int) int { return groupOf(groups, p.blocks[i%n].node.Name) }
	var gaps []int
	for i := range n {
		if group(i) != group(i+1) {
			gaps = append(gaps, i)
		}
	}
	if len(gaps) != len(groups) {
		return
	}
	p.walled = true
	cx, cy := float64(p.W-1)/2, float64(p.H-2)/2
	if n == 2 {
		p.ray(cx, cy, 0, 1)
		p.ray(cx, cy, 0, -1)
		return
	}
	for _, i := range gaps {
		ax, ay := p.blocks[i].middle()
		bx, by := p.blocks[(i+1)%n].middle()
		p.ray(cx, cy, (ax+bx)/2-cx, (ay+by)/2-cy)
	}
}

// ray draws a wall from a point to the edge of the picture.
func (p *picture) ray(x, y, dx, dy float64) {
	step := 1 / max(math.Abs(dy), math.Abs(dx)/2, 0.01) // a row, or two columns
	for t := 0.0; ; t += step / 2 {
		px, py := int(math.Round(x+t*dx)), int(math.Round(y+t*dy))
		if px < 0 || py < 0 || px >= p.W || py >= p.H || t > 1e3 {
			return
		}
		p.Text(px, py, "░", canvas.Alarm)
	}
}
