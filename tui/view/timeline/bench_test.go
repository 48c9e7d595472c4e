package timeline

import (
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
)

// BenchmarkDraw draws nine nodes at 200×60: the same step, as while time flows,
// and each time another one; plain, and with causes and effects.
func BenchmarkDraw(b *testing.B) {
	steps := nine()
	for _, mode := range []struct {
		name          string
		moves, traces bool
	}{{"still", false, false}, {"moving", true, false}, {"traced", true, true}} {
		b.Run(mode.name, func(b *testing.B) {
			p, c := New(), canvas.New(200, 60)
			p.tracing = mode.traces
			s := at(steps, 150, lang.English)
			s.Caption = nil // the screen keeps captions
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if mode.moves {
					s.Step = steps[100+i%100]
				}
				c.Reset(200, 60)
				p.Draw(c.Area(), s)
			}
		})
	}
}
