package node

import (
	"fmt"
	"strconv"

	"raftviz/engine/config"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// raft repeats what raft itself logged of this node in this step, word for
// word.
func (o *subject) raft(w int) *sheet {
	t := newSheet(w)
	t.heading(o.w.Raft)
	said := false
	var others []string
	for _, line := range o.Step.Raft {
		if line.Node == o.n.Name {
			said = true
			o.said(t, line.Text)
			continue
		}
		if k := len(others); k == 0 || others[k-1] != line.Node {
			others = append(others, line.Node)
		}
	}
	if !said {
		t.wrap(fmt.Sprintf(o.w.SilentF, o.n.Name), canvas.Quiet)
	}
	if len(others) > 0 {
		t.row().text(0, fmt.Sprintf(o.w.OthersF, list(others)), canvas.Quiet)
	}
	if id, ok := config.NodeID(o.n.Name); ok && said {
		t.row().text(0, fmt.Sprintf(o.w.WritesF, o.n.Name, strconv.FormatUint(id, 16)), canvas.Quiet)
	}
	return t
}

// mostLines is how many rows a line of raft's may take.
const mostLines = 6

// said writes a line, broken where it is too long.
func (o *subject) said(t *sheet, line string) {
	const indent = 2
	first := true
	for _, l := range termtext.Wrap(termtext.Printable(line), t.w-indent, mostLines) {
		x := indent
		if first {
			x = 0
		}
		t.row().text(x, l, canvas.Accent)
		first = false
	}
}

// countSaid returns how many lines raft logged of the node in this step.
func (o *subject) countSaid() (n int) {
	for _, line := range o.Step.Raft {
		if line.Node == o.n.Name {
			n++
		}
	}
	return n
}
