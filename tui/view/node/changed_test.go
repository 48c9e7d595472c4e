package node

import (
	"slices"
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/scene"
)

// inked returns what is written in an ink on a pane of the largest size.
func inked(s *scene.Scene, ink canvas.Ink) []string {
	s.Focused = false
	c := canvas.New(100, 40)
	New().Draw(c.Area(), s)
	return golden.Inked(c, ink)
}

// What the step changed is in the accent, and nothing else.
func TestChanged(t *testing.T) {
	for _, c := range []struct {
		name string
		s    *scene.Scene
		want []string
	}{
		{"commit", story("n1", lang.English), []string{"0 of 512", "5", "5"}}, // commit, and n5's match and window
		{"nothing", story("n3", lang.English), nil},
		{"a candidate", becoming().scene("n3", lang.English), []string{
			"◆", "candidate", "4", "none", "n3", "0 of 17 ticks", "term 4", "vote n3", "4", "n3",
			"3 is starting a new election at term 3", "3 became candidate at term 4", "3 [logterm: 3, index: 8] sent MsgVote request to 2 at term 4",
		}},
		{"a vote", candidate().scene("n3", lang.English), []string{"n2", "3 received MsgVoteResp from 2 at term 4", "3 has received 2 MsgVoteResp votes and 1 vote rejections"}},
		{"an inbox", paused().scene("n3", lang.English), []string{"3 waiting"}},
	} {
		got := inked(c.s, canvas.Accent)
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: changed are %q, want %q", c.name, got, c.want)
		}
	}
}

// What a crash would lose is an alarm only if the node believes it is safe.
func TestAtRisk(t *testing.T) {
	if got, want := inked(becoming().scene("n3", lang.English), canvas.Alarm), []string(nil); !slices.Equal(got, want) {
		t.Errorf("a write under way alarms: %q", got)
	}
	want := []string{"2 ≠", "none ≠", "5 ≠", "a power cut leaves the durable", "lies", "the disk lied", "✗ all others"}
	got := inked(lying().scene("n2", lang.English), canvas.Alarm)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("alarms are %q, want %q", got, want)
	}
}
