package timeline

import (
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/samples"
)

// refusal takes the cross out of the labels of refusing answers.
var refusal = strings.NewReplacer("App✗", "App", "Vote✗", "Vote")

// The row of a step that delivered a message has one head of an arrow, of one
// that lost a message in this step a cross, and no other row has either: as many
// arrows arrive as messages do.
func TestArrowsAreTheSteps(t *testing.T) {
	for _, run := range []*samples.Run{samples.StoryRun(), samples.SplitRun(), samples.JointRun(), samples.Unsynced()} {
		for pos := 0; pos < len(run.Steps); pos += 7 {
			p, c := &Pane{level: Every}, canvas.New(180, 33)
			s := run.SceneAt(pos, lang.English)
			p.Draw(c.Area(), s)
			pic, lines := p.picture(s), strings.Split(c.Plain(false), "\n")[1:]
			for i, row := range pic.Rows {
				if row.Folded > 0 || row.Gap > 0 || row.Step == nil {
					continue
				}
				came, lost := 0, 0
				for k := range row.Step.Events {
					e := &row.Step.Events[k]
					if m := e.Msg(); m != nil && m.To[0] == 'n' && s.Frame().Node(m.To) == nil {
						continue // a node that joins later has no line yet
					}
					switch e.Kind() {
					case event.KindReceived, event.KindResponded:
						came = 1
					case event.KindDropped:
						lost++
					}
				}
				heads := strings.Count(lines[i], "▶") + strings.Count(lines[i], "◀")
				if heads != came {
					t.Errorf("at %d: %d heads of arrows in the row of step %d, want %d\n%s", pos, heads, row.Pos, came, c.Plain(false))
				}
				if crosses := strings.Count(refusal.Replace(lines[i]), "✗"); (crosses > 0) != (lost > 0) {
					t.Errorf("at %d: %d crosses in the row of step %d, which lost %d messages\n%s", pos, crosses, row.Pos, lost, c.Plain(false))
				}
			}
		}
	}
}
