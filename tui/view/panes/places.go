package panes

import "raftviz/tui/view/cluster"

// An Arrangement is what stands on a wide screen: a preset, at a size.
type Arrangement uint8

// The arrangements: to study a run, to show it to a class (few panes, large) and
// to probe it (many). Teach is the same at every size.
const (
	Study Arrangement = iota
	StudyLarge
	Teach
	Probe
	ProbeLarge
)

// A Place is where a pane stands in an arrangement.
type Place struct {
	In     Arrangement
	Column int
	Rank   int  // in the column: lower ones stand above, equal ones as in Table
	Least  Rows // it has at least, its title included; nil is none
	Share  int  // of the rows that are left
	Stage  bool // a pane that has the focus and no place in the arrangement stands here instead
}

// Rows says how many rows a pane needs in some room.
type Rows func(Room) int

// A Room is what a pane's rows depend on: how many nodes there are, how many rows
// its column has, and how many the screen.
type Room struct{ Nodes, Rows, Screen int }

func rows(n int) Rows { return func(Room) int { return n } }

func aNode(more int) Rows { return func(r Room) int { return r.Nodes + more } }

// ring is enough for the ring of nodes, and so many pairs of nodes more.
func ring(more int) Rows { return func(r Room) int { return 4 * (r.Nodes/2 + more) } }

// table is what the table of nodes takes.
func table(r Room) int { return 1 + cluster.TableRows(r.Nodes) }

// logRows is a row a node, or two if there is plenty.
func logRows(r Room) int {
	n := r.Nodes + 5
	if two := 2*r.Nodes + 5; two <= r.Rows*11/20 {
		n = two
	}
	n = min(n, r.Rows-6)
	if r.Screen >= 50 {
		n++
	}
	return n
}
