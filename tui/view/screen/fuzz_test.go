package screen

import (
	"bytes"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/recordings/recording"
	"raftviz/recordings/recording/recordingtest"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/words"
)

// FuzzPanes holds that no recording ends the screen: whatever its lines claim,
// every pane draws every position in either language.
func FuzzPanes(f *testing.F) {
	run := begin(f)
	for _, line := range []string{"campaign n1", "put x 1", "run 300ms", "watch x", "c2 get x", "run 100ms", "crash n2", "cut n3"} {
		give(f, run, line)
	}
	lines := recordingtest.Lines(recordingtest.Text(f, run.Recording()))
	for k := range lines[2:] {
		f.Add(unnumbered(lines[k+1]), unnumbered(lines[k+2]))
	}
	for kind := range event.NumKinds { // any kind, of a node that is not there, and empty
		f.Add(`,"t":0,"c":"wait","ev":[{"k":"`+kind.String()+`","n":"x"}]}`, `,"t":0,"c":"wait","ev":[{"k":"`+kind.String()+`"}]}`)
	}
	f.Add(`,"t":0,"c":"wait","ev":[{"k":"applied","n":"n1","i":1,"l":4611686018427387904}]}`, `,"t":0,"c":"deliver","m":7}`)
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, l := range []string{a, b} {
			if len(l) < 2 || l[len(l)-1] != '}' || strings.Contains(l, "\n") {
				return
			}
		}
		r, err := recording.Read(bytes.NewReader(recordingtest.Forge(lines[0], `{"i":1`+a, `{"i":2`+b)), "f")
		if err != nil {
			return
		}
		drawEverything(r)
	})
}

// unnumbered is a line without its first member.
func unnumbered(line string) string { return line[strings.IndexByte(line, ','):] }

// drawEverything draws each pane over the whole screen, at every position.
func drawEverything(r *recording.Recording) {
	track := NewTrack(0, r)
	for _, l := range lang.All {
		s := New()
		s.Zoom = true
		for pos := range r.Len() + 1 {
			for _, row := range panes.Table {
				s.Focus = row.ID
				sc := track.Scene(pos, r.Time(pos), words.For(l))
				if row.ID == "lesson" && !Told(sc) {
					continue
				}
				layout := s.Layout(sc, 100, 30)
				c := canvas.New(100, 30)
				s.DrawAll(c.Area(), &layout, &Picture{Scene: sc, Header: Header{Name: "a run", Speed: "4"}, Scrubber: Scrubber{Track: track, Pos: pos, Fork: -1}})
			}
		}
	}
}
