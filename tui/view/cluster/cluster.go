// Package cluster draws the pane that shows the nodes: who they are, what they
// wait for and what is on its way between them. With room it is a ring, else a
// table.
//
//	        ▸ ★ n1 leader ◂              ▸ chosen, ◂ where the step happened
//	          term 2 · voted n1
//	          ━━━━━━── lease
//	              ·    ·
//	       #6 App✓5↑  #7 App 5↓          messages, where they are on their way
//	       ░░   ·        ·               a cut that parts the cluster
//	 ● n3 follower      ● n2 follower
//	 term 2 · voted n1  term 2 · voted n1
//	 ━━━━━━── 900 ms    ━━━━━━━━ 1 174 ms
//
//	quorum 2 of 3 · cut n1 n2 │ n3       what the picture cannot show
//	n1: entry 5 is on 1 of 3
package cluster

import (
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// Least sizes of the ring; below them the pane is a table.
const (
	ringWidth = 52
	rowsANode = 4 // of the ring, for every two nodes
	leastFoot = 4
	mostFoot  = 6
)

// ringRows returns how many rows a ring of n nodes needs.
func ringRows(n int) int { return (n/2 + 1) * rowsANode }

// TableRows returns how many rows the table of n nodes takes, with what stands
// under it.
func TableRows(n int) int { return n + 2 }

// A view is the pane while it is being drawn.
type view struct {
	canvas.Area
	*scene.Scene
	w    *words.Table
	t    *texts
	conf *frame.Membership
	mark string // the node that keys act on; "" if none was chosen and keys go elsewhere
	hits *kit.Hits[hit]
}

// A hit is what a part of the picture stands for: a node or a message.
type hit struct {
	node string
	msg  uint64
}

func newView(a canvas.Area, s *scene.Scene, hits *kit.Hits[hit]) *view {
	v := &view{Area: a, Scene: s, w: s.Words, t: catalogue.In(s.Words.Lang), conf: s.Membership(), hits: hits}
	hits.Begin(a)
	if n := s.SelectedNode(); n != nil && (s.Focused || n.Name == s.Selected.Node) {
		v.mark = n.Name
	}
	return v
}

// pointer marks the node that keys act on.
func (v *view) pointer(a canvas.Area, x, y int, n *frame.Node) {
	if n.Name == v.mark {
		a.Text(x, y, "▸", canvas.Accent|canvas.Bold)
	}
}

// isRing reports whether there is room for a ring.
func (v *view) isRing() bool {
	return v.W >= ringWidth && v.H >= ringRows(len(v.Frame().Nodes))+leastFoot
}

// draw draws the pane. A table that has more rows than there is room for shows
// those from top on; the row it really began with is returned.
func (v *view) draw(top int) int {
	if !v.isRing() {
		return v.table(top)
	}
	n := len(v.Frame().Nodes)
	rows := min(leastFoot+(v.H-ringRows(n)-leastFoot)/5, mostFoot)
	v.ring(v.Sub(0, 0, v.W, v.H-rows))
	v.foot(v.Sub(1, v.H-rows, v.W-1, rows))
	return 0
}
