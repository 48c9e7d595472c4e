package mvcc

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// The worked example that other tests draw is what the store has after these
// requests, and what it keeps after a compaction.
func TestWorkedIsReal(t *testing.T) {
	for _, moment := range []string{"written", "finished"} {
		var b strings.Builder
		list := worked(7)
		if moment == "finished" {
			list = kept(list, 5)
		}
		for _, r := range list {
			fmt.Fprintf(&b, "%s %s=%s %d %d\n", revision(r), r.Key, r.Value, r.Created, r.Version)
		}
		want := b.String()
		b.Reset()
		for _, r := range samples.Compacted().At(moment).Frame.Nodes[0].Store.Revs {
			fmt.Fprintf(&b, "%s %s=%s %d %d\n", revision(r), r.Key, r.Value, r.Created, r.Version)
		}
		if b.String() != want {
			t.Errorf("%s: the store has\n%swant\n%s", moment, b.String(), want)
		}
	}
}

// Stores of real runs, each in the view that it is about.
func TestReal(t *testing.T) {
	var sheet golden.Sheet
	for _, c := range []struct {
		name string
		view view
		at   func(l lang.Lang) *scene.Scene
	}{
		{"compaction scheduled", gridView, func(l lang.Lang) *scene.Scene { return samples.Compacted().Scene("scheduled", l) }},
		{"compaction finished", generationsView, func(l lang.Lang) *scene.Scene { return samples.Compacted().Scene("finished", l) }},
		{"a victim", watchersView, func(l lang.Lang) *scene.Scene { return samples.Watching().Scene("victim", l) }},
		{"unsynced", watchersView, func(l lang.Lang) *scene.Scene { return samples.Watching().Scene("unsynced", l) }},
		{"leases", leasesView, func(l lang.Lang) *scene.Scene { return samples.Leased().Scene("granted", l) }},
		{"hostile keys", gridView, func(l lang.Lang) *scene.Scene { return samples.Hostile().Scene("written", l) }},
		{"hostile keys in buckets", bucketsView, func(l lang.Lang) *scene.Scene { return samples.Hostile().Scene("written", l) }},
	} {
		for _, l := range lang.All {
			p := New()
			p.view = c.view
			sheet.Add(fmt.Sprintf("%s %s", c.name, l), picture(p, 90, 14, c.at(l), false))
		}
	}
	sheet.Check(t, "real")
}

// Nothing that a client wrote reaches the screen as a control character.
func TestHostile(t *testing.T) {
	for v := range view(numViews) {
		for _, size := range sizes {
			p := New()
			p.view = v
			pic := picture(p, size[0], size[1], samples.Hostile().Scene("written", lang.English), false)
			for _, r := range pic {
				if r < ' ' && r != '\n' || r == 0x7f || r == '\ufffd' {
					t.Errorf("view %d of %v has the character %q", v, size, r)
				}
			}
		}
	}
}
