package node

import (
	"fmt"
	"regexp"
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Sizes: narrow, medium and large.
var sizes = [][2]int{{38, 10}, {60, 14}, {100, 40}}

func picture(p *Pane, w, h int, s *scene.Scene, ascii bool) string {
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c.Plain(ascii)
}

// The leader of the story, and a follower in each state that there is.
func TestGoldens(t *testing.T) {
	var sheet golden.Sheet
	for _, size := range sizes {
		for _, v := range samples.Variants {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, picture(New(), size[0], size[1], story("n1", v.Lang), v.ASCII))
		}
	}
	sheet.Check(t, "sizes")
}

// seen is a moment of a real run with a node chosen.
func seen(r *samples.Run, moment, node string, l lang.Lang) *scene.Scene {
	s := r.Scene(moment, l)
	s.Focused, s.Selected.Node = true, node
	return s
}

// Whatever a node of a run is like, its pane says its term, its log's end, and how
// far that is committed, applied and on disk.
func TestNumbersAreTheFrames(t *testing.T) {
	for _, r := range []*samples.Run{samples.StoryRun(), samples.ElectionRun(), samples.JointRun(), samples.Queued(), samples.Snapshotting(), samples.BrokenRun()} {
		for moment := range r.Moments() {
			for _, n := range r.At(moment).Frame.Nodes {
				if !n.Up() {
					continue
				}
				pic := picture(New(), 100, 40, seen(r, moment, n.Name, lang.English), false)
				for label, want := range map[string]uint64{"term": n.Term, "commit": n.Commit, "applied": n.Applied, "synced": n.Synced} {
					if !regexp.MustCompile(fmt.Sprintf(`(?m)(^|\s)%s +%d(\D|$)`, label, want)).MatchString(pic) {
						t.Errorf("%s, %s: %s is not %d\n%s", moment, n.Name, label, want, pic)
					}
				}
				if n.Durable > 0 && !regexp.MustCompile(fmt.Sprintf(`last entry +%d +%d\D`, n.Last(), n.Durable)).MatchString(pic) {
					t.Errorf("%s, %s: it does not say that %d of %d entries are durable\n%s", moment, n.Name, n.Durable, n.Last(), pic)
				}
			}
		}
	}
}

func TestStates(t *testing.T) {
	for _, v := range samples.Variants[:2] {
		var sheet golden.Sheet
		for _, s := range []struct {
			name string
			at   *scene.Scene
		}{
			{"becoming a candidate", seen(samples.ElectionRun(), "asked", "n4", v.Lang)},
			{"candidate with votes", seen(samples.ElectionRun(), "counting", "n4", v.Lang)},
			{"paused", seen(samples.ElectionRun(), "counting", "n3", v.Lang)},
			{"joint, the leader", seen(samples.JointRun(), "entered", "n3", v.Lang)},
			{"joint, a member", seen(samples.JointRun(), "joint", "n4", v.Lang)},
			{"a disk that lies", seen(samples.JointRun(), "joint", "n5", v.Lang)},
			{"an islander", seen(samples.Wired(), "islander", "n2", v.Lang)},
			{"down", seen(samples.StoryRun(), "committed", "n4", v.Lang)},
			{"a slow disk's queue", seen(samples.Queued(), "queued", "n2", v.Lang)},
			{"a stalled disk", seen(samples.OddRun(), "odd", "n3", v.Lang)},
			{"sending a snapshot", seen(samples.Snapshotting(), "sent", "n1", v.Lang)},
			{"installing it", seen(samples.Snapshotting(), "installed", "n3", v.Lang)},
			{"a learner", paused().scene("n4", v.Lang)},
			{"joint, with a learner and a handover", joint().scene("n3", v.Lang)},
			{"a disk that lies, cut off", lying().scene("n2", v.Lang)},
		} {
			sheet.Add(s.name, picture(New(), 100, 40, s.at, false))
		}
		sheet.Check(t, "states-"+v.Name)
	}
}

// Where there is not room for everything the views take turns.
func TestViews(t *testing.T) {
	for _, size := range sizes[:2] {
		var sheet golden.Sheet
		for _, v := range samples.Variants {
			for view := range numViews {
				name := fmt.Sprintf("%s, the leader, %s", v.Name, english.Views[view])
				sheet.Add(name, picture(&Pane{view: view}, size[0], size[1], joint().scene("n3", v.Lang), v.ASCII))
			}
			sheet.Add(v.Name+", a follower's progress", picture(&Pane{view: progress}, size[0], size[1], joint().scene("n4", v.Lang), v.ASCII))
			sheet.Add(v.Name+", silent", picture(&Pane{view: raftsWords}, size[0], size[1], joint().scene("n4", v.Lang), v.ASCII))
			sheet.Add(v.Name+", scrolled", picture(&Pane{top: 9, of: "n2"}, size[0], size[1], lying().scene("n2", v.Lang), v.ASCII))
		}
		sheet.Check(t, fmt.Sprintf("views-%dx%d", size[0], size[1]))
	}
}

// The pane draws at any size, in every state.
func TestAnySize(t *testing.T) {
	scenes := []*scene.Scene{lying().scene("n2", lang.Chinese), joint().scene("n3", lang.English), candidate().scene("n3", lang.Chinese), paused().scene("n5", lang.English), newWorld(15).scene("n15", lang.English)}
	for w := 0; w < 210; w += 1 + w/20 {
		for _, h := range []int{0, 1, 2, 3, 5, 6, 9, 17, 60} {
			for _, s := range scenes {
				for v := range numViews {
					picture(&Pane{view: v, top: 3}, w, h, s, false)
				}
			}
		}
	}
}

// BenchmarkDraw draws a leader of nine on the largest pane.
func BenchmarkDraw(b *testing.B) {
	p, c, s := New(), canvas.New(200, 60), newWorld(9).scene("n1", lang.English)
	for b.Loop() {
		c.Reset(200, 60)
		p.Draw(c.Area(), s)
	}
}
