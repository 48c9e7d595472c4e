package network

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// A pane with room for everything shows each message under way once, says how
// many there are, and tells held, waiting, lost and arrived ones apart.
func TestMessagesAreTheFrames(t *testing.T) {
	story, end := samples.StoryRun(), "lost"
	scenes := map[string]*scene.Scene{
		"election": of(samples.Election(), lang.English), "split": of(samples.Split(), lang.English), "held": samples.Held().Scene("sent", lang.English),
		"snapshot": samples.Snapshotting().Scene("sent", lang.English), "nine": of(samples.Nine(30), lang.English), "odd": of(samples.Odd(), lang.English),
	}
	for pos := 0; pos <= story.Pos(end); pos++ {
		scenes[fmt.Sprintf("story at %d", pos)] = story.SceneAt(pos, lang.English)
	}
	for name, s := range scenes {
		lines := strings.Split(picture(&Pane{detail: never}, 100, 60, s, false), "\n")
		rows := map[string]string{}
		for _, line := range lines {
			from, id, ok := strings.Cut(line, "#")
			if ok && len(id) > 0 && id[0] != ' ' && strings.Contains(line, "→") && strings.Trim(from, " ▸") == "" {
				id = "#" + strings.Fields(id)[0]
				if rows[id] != "" {
					t.Errorf("%s: %s is listed twice", name, id)
				}
				rows[id] = line
			}
		}
		flight := s.Frame().Flight
		if !strings.Contains(lines[0], fmt.Sprintf("messages %d", len(flight))) && len(flight) > 0 {
			t.Errorf("%s: %q, want %d messages", name, lines[0], len(flight))
		}
		for _, m := range flight {
			row := rows[fmt.Sprintf("#%d", m.ID)]
			if !strings.Contains(row, m.From+"→"+m.To) || strings.Contains(row, "held") != m.Held || strings.Contains(row, "lost") {
				t.Errorf("%s: #%d from %s to %s, held %v, is drawn as %q", name, m.ID, m.From, m.To, m.Held, row)
			}
			to := s.Frame().Node(m.To)
			late := !m.Held && m.Due <= s.Frame().Time && to != nil && to.Status == frame.Paused
			if strings.Contains(row, "waits") != late {
				t.Errorf("%s: #%d, due at %d, is drawn as %q", name, m.ID, m.Due, row)
			}
			delete(rows, fmt.Sprintf("#%d", m.ID))
		}
		for id, row := range rows { // what this step ended
			ended := false
			for i := range s.Step.Events {
				e := &s.Step.Events[i]
				if m := e.Msg(); m != nil && fmt.Sprintf("#%d", m.ID) == id {
					ended = ended || e.Kind() == event.KindDropped && strings.Contains(row, "lost") || e.Kind() != event.KindDropped && strings.Contains(row, "arrived")
				}
			}
			if !ended {
				t.Errorf("%s: %q is neither under way nor has it ended in this step", name, row)
			}
		}
	}
}

// The links view has a cross for each direction that is cut, and no other.
func TestLinksAreTheFrames(t *testing.T) {
	for name, s := range map[string]*scene.Scene{
		"split": of(samples.Split(), lang.English), "links": samples.Wired().Scene("links", lang.English),
		"islander": samples.Wired().Scene("islander", lang.English), "story": samples.InStory(lang.English),
	} {
		cut := 0
		for _, l := range s.Frame().Network.Links {
			if l.Cut {
				cut++
			}
		}
		lines := strings.Split(picture(&Pane{view: links}, 100, 40, s, false), "\n")
		got := 0
		for _, n := range s.Frame().Nodes {
			for _, line := range lines {
				if strings.HasPrefix(strings.TrimSpace(line), n.Name+" ") {
					got += strings.Count(line, "✗")
				}
			}
		}
		if got != cut {
			t.Errorf("%s: %d crosses for %d links that are cut:\n%s", name, got, cut, strings.Join(lines, "\n"))
		}
	}
}
