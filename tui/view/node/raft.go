package node

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// raft repeats what raft itself logged of this node in this step, word for
// word.
func (o *subject) raft(w int) *sheet {
	t := newSheet(w)
	t.heading(o.w.Raft)
	by := speakers(o.Step)
	said := false
	var others []string
	for i, line := range o.Step.Raft {
		if by[i] == o.n.Name {
			said = true
			o.said(t, line)
			continue
		}
		if k := len(others); by[i] != "" && (k == 0 || others[k-1] != by[i]) {
			others = append(others, by[i])
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
	for _, by := range speakers(o.Step) {
		if by == o.n.Name {
			n++
		}
	}
	return n
}

// speakers returns, for each of raft's lines of a step, the node that it is
// about. Most begin with its number, in hexadecimal. Those that do not follow
// one that does, or else belong to the node the step is about.
func speakers(s *event.Step) []string {
	by := make([]string, len(s.Raft))
	last := s.Cause.Node
	if last == "" && s.Frame != nil {
		for i := range s.Events {
			if n := s.Frame.Node(s.Events[i].Node); n != nil {
				last = n.Name
				break
			}
		}
	}
	for i, line := range s.Raft {
		if name, ok := speaker(line); ok {
			last = name
		}
		by[i] = last
	}
	return by
}

// speaker reads the number of the node with which raft begins a line: "3
// became candidate at term 2", "newRaft 3 [peers: …".
func speaker(line string) (name string, ok bool) {
	line = strings.TrimPrefix(strings.TrimPrefix(line, "newRaft "), "raft.node: ")
	word, _, found := strings.Cut(line, " ")
	if !found {
		return "", false
	}
	id, err := strconv.ParseUint(word, 16, 8)
	if err != nil || id < 1 || id > config.MaxID {
		return "", false
	}
	return config.NodeName(id), true
}
