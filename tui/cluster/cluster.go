// Package cluster draws the pane that shows the nodes: who they are, what they
// wait for and what is on its way between them. With room it is a ring, else a
// table.
package cluster

import (
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// Least sizes of the ring; below them the pane is a table.
const (
	ringWidth = 52
	rowsANode = 4 // of the ring, for every two nodes
)

// Draw draws the pane.
func Draw(a canvas.Area, s *scene.Scene) {
	if a.W >= ringWidth && a.H >= ringRows(len(s.Frame().Nodes))+footRows {
		ring(a.Sub(0, 0, a.W, a.H-footRows), s)
		foot(a.Sub(0, a.H-footRows, a.W, footRows), s)
		return
	}
	table(a, s)
}

// ringRows returns how many rows a ring of n nodes needs.
func ringRows(n int) int { return (n/2 + 1) * rowsANode }

// TableRows returns how many rows the table of n nodes takes, with what stands
// under it.
func TableRows(n int) int { return n + 2 }
