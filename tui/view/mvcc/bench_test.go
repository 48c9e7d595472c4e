package mvcc

import (
	"testing"

	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A store of 10,000 keys and 100,000 revisions on the largest screen.
func BenchmarkDraw(b *testing.B) {
	c := many(10_000, 100_000)
	for v := range view(numViews) {
		b.Run(english.Views[v], func(b *testing.B) {
			p := New()
			p.view = v
			s := in(c, c, lang.English)
			s.Selected = scene.Selection{Key: c.Revs[50_000].Key, Main: 50_000}
			screen := canvas.New(200, 60)
			p.Draw(screen.Area(), s)
			b.ReportAllocs()
			for b.Loop() {
				screen.Reset(200, 60)
				p.Draw(screen.Area(), s)
			}
		})
	}
}

// The same where the store changes before each drawing.
func BenchmarkFollow(b *testing.B) {
	c := many(10_000, 100_000)
	cut := func(to int) *store.State {
		part := *c
		part.Revs, part.Rev = c.Revs[:to:to], int64(to+1)
		return &part
	}
	swept := *c
	swept.ScheduledCompactRev, swept.IndexedCompactRev = 12_000, 12_000
	swept.Revs = kept(c.Revs, 12_000)
	for _, k := range []struct {
		name string
		a, b *store.State
	}{
		{"a step and back", cut(99_999), cut(100_000)},
		{"a batch of a compaction and back", c, &swept},
		{"from the start to the end", cut(0), c},
	} {
		b.Run(k.name, func(b *testing.B) {
			p := New()
			screen := canvas.New(200, 60)
			for i := 0; b.Loop(); i++ {
				now, was := k.a, k.b
				if i%2 == 0 {
					now, was = was, now
				}
				screen.Reset(200, 60)
				p.Draw(screen.Area(), in(now, was, lang.English))
			}
		})
	}
}
