package logs

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// edge is how the left edge of an entry must look, by the frame alone.
func edge(f *frame.Frame, n *frame.Node, index uint64) rune {
	switch {
	case conflicts(f, n, index):
		return '≠'
	case index > n.Durable && index <= n.Synced:
		return '~'
	case index > n.Synced:
		return '╎'
	case index <= n.Applied:
		return '['
	case index <= n.Commit:
		return '('
	}
	return '│'
}

// conflicts reports whether the leader has another entry at the index, or at one
// before: it will have the node remove all from there on.
func conflicts(f *frame.Frame, n *frame.Node, index uint64) bool {
	l := f.Leader()
	for i := n.First; l != nil && i <= index; i++ {
		if e := l.Entry(i); e != nil && e.Term != n.Entry(i).Term {
			return true
		}
	}
	return false
}

// Every entry of every picture is drawn as its frame has it: its term, and
// whether it is applied, committed, on disk, in memory only or lost by a disk
// that lied. Where a cell is, the pane itself says: a click there chooses it.
func TestCellsAreTheFrames(t *testing.T) {
	run := samples.StoryRun()
	scenes := map[string]*scene.Scene{
		"two leaders": at(samples.Split(), scene.Selection{}), "replaced": removal(), "a lying disk": at(samples.Joint(), scene.Selection{}),
		"trimmed": kept(), "nine": at(samples.Nine(30), scene.Selection{}), "catching up": behind(),
		"unsynced": samples.Unsynced().Scene("unsynced", lang.English), "crashed": samples.Unsynced().Scene("crashed", lang.English),
		"queued": samples.Queued().Scene("queued", lang.English), "a snapshot": samples.Snapshotting().Scene("installed", lang.English),
		"broken": at(samples.Broken(), scene.Selection{}), "hostile": samples.Hostile().Scene("written", lang.Chinese),
	}
	for pos := run.Pos("asked"); pos < len(run.Steps); pos++ {
		scenes[fmt.Sprintf("story at %d", pos)] = run.SceneAt(pos, lang.English)
	}
	for name, s := range scenes {
		for _, size := range sizes {
			judge(t, fmt.Sprintf("%s, %d×%d", name, size[0], size[1]), size[0], size[1], s)
		}
	}
}

func judge(t *testing.T, name string, w, h int, s *scene.Scene) {
	t.Helper()
	p, c := New(), canvas.New(w, h)
	p.Draw(c.Area(), s)
	seen := map[string]map[uint64]bool{}
	for y, line := range strings.Split(c.Plain(false), "\n") {
		cells := []rune(line) // no rune of these pictures' logs is wider than one cell
		node := ""
		if fields := strings.Fields(line); len(fields) > 1 {
			node = fields[1]
		}
		n := s.Frame().Node(node)
		if n == nil || p.Click(3, y, s).Select == nil || p.Click(3, y, s).Select.Node != node {
			continue // not the line with a node's log
		}
		seen[node] = map[uint64]bool{}
		for index := p.drawn.lo; index <= min(p.drawn.hi, n.Last()); index++ {
			e, left := n.Entry(index), -1
			for x := range cells {
				if got := p.Click(x, y, s).Select; got != nil && got.Node == node && got.Index == index {
					left = x
					break
				}
			}
			if e == nil || left < 0 {
				continue
			}
			seen[node][index] = true
			text := strings.Trim(string(cells[left:min(left+4, len(cells))]), " ")
			got := []rune(text)[0]
			if want := edge(s.Frame(), n, index); got != want {
				t.Errorf("%s: index %d on %s begins with %q, want %q\n%s", name, index, node, got, want, c.Plain(false))
			}
			if !strings.Contains(text, fmt.Sprint(e.Term)) {
				t.Errorf("%s: index %d on %s is drawn as %q, want term %d", name, index, node, text, e.Term)
			}
		}
	}
	if len(seen) == 0 {
		t.Errorf("%s: no log is drawn", name)
	}
	for node, list := range seen {
		n := s.Frame().Node(node)
		for index := max(n.First, p.drawn.lo); index <= min(n.Last(), p.drawn.hi); index++ {
			if !list[index] {
				t.Errorf("%s: index %d on %s is not drawn", name, index, node)
			}
		}
	}
}
