package screen

import (
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/words"
)

// The whole screen is drawn from a recording at a position, with all that stands
// on it, in either language; a pane that gets the focus is there.
func TestDrawAll(t *testing.T) {
	run := begin(t)
	give(t, run, "put x 1")
	give(t, run, "run 200ms")
	rec := run.Recording()
	track := NewTrack(0, rec)
	for _, l := range lang.All {
		w := words.For(l)
		s := New()
		for _, size := range [][2]int{{LeastWidth, LeastHeight}, {80, 24}, {120, 40}, {200, 60}} {
			for _, id := range []pane.ID{pane.Cluster, pane.Node, pane.Checks} {
				s.Focus = id
				sc := track.Scene(rec.Len(), rec.Time(rec.Len()), w)
				layout := s.Layout(sc, size[0], size[1])
				c := canvas.New(size[0], size[1])
				s.DrawAll(c.Area(), &layout, &Picture{
					Scene: sc, Header: Header{Name: "a run", Speed: "4"}, Scrubber: Scrubber{Track: track, Pos: rec.Len(), Fork: -1},
				})
				got := c.Plain(false)
				for _, want := range []string{"raftviz  a run", "─ 4 ", hereMark} {
					if !strings.Contains(got, want) && (want != hereMark || layout.Scrub >= 0) {
						t.Errorf("%s %v: %q is not there:\n%s", l, size, want, got)
					}
				}
				if _, ok := layout.Find(id); !ok {
					t.Errorf("%s %v: %s has the focus and is not there", l, size, id)
				}
			}
		}
	}
	if track.Scene(rec.Len()+1, 0, words.For(lang.English)) != nil {
		t.Error("there is a scene after the end")
	}
}
