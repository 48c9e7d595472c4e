package network

import (
	"slices"
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
)

// New messages are in the accent, lost ones alarm, and so does a link that is
// cut; one that this step changed is in the accent.
func TestChanged(t *testing.T) {
	s := held().scene(lang.English)
	s.Focused = false
	draw := func(v view, ink canvas.Ink) []string {
		c := canvas.New(70, 12)
		(&Pane{view: v, detail: never, link: link{"n3", "n2"}}).Draw(c.Area(), s)
		return golden.Inked(c, ink)
	}
	for _, c := range []struct {
		view view
		ink  canvas.Ink
		want []string
	}{
		{messages, canvas.Accent, []string{"▸", "#74", "Request", "━━━━━━━━━▶", "arrived", "#76", "App 7"}},
		{messages, canvas.Alarm, []string{"#77", "App 7", "━━━━━✗", "lost"}},
		{links, canvas.Accent, []string{"▸", "•1"}}, // #76 on n1→n2
		{links, canvas.Alarm, []string{"✗", "-20%", "✗"}},
	} {
		if got := draw(c.view, c.ink); !slices.Equal(got, c.want) {
			t.Errorf("view %d, ink %d: %q, want %q", c.view, c.ink, got, c.want)
		}
	}
	before := *s.Frame()
	before.Network = &frame.Network{Links: slices.Clone(s.Frame().Network.Links)}
	before.Network.Links[1].Cut = false
	s.Before = &before
	if got, want := draw(links, canvas.Accent), []string{"▸", "•1", "✗"}; !slices.Equal(got, want) {
		t.Errorf("changed are %q, want %q", got, want)
	}
}
