package logs

import (
	"fmt"
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/samples"
)

// BenchmarkDraw draws nine nodes with a hundred and with ten thousand entries,
// at the end and in the middle: it costs the same.
func BenchmarkDraw(b *testing.B) {
	for _, entries := range []int{100, 10_000} {
		s := samples.Of(samples.Nine(entries), lang.English)
		for _, chosen := range []int{0, entries / 2} {
			b.Run(fmt.Sprintf("entries=%d/index=%d", entries, chosen), func(b *testing.B) {
				s.Selected.Index = uint64(chosen)
				c, p := canvas.New(106, 22), New()
				for b.Loop() {
					c.Reset(106, 22)
					p.Draw(c.Area(), s)
				}
			})
		}
	}
}

// Drawing makes as much garbage whatever the length of the logs.
func TestFlat(t *testing.T) {
	allocs := func(entries int) float64 {
		s := samples.Of(samples.Nine(entries), lang.English)
		s.Selected.Index = uint64(entries / 2)
		c, p := canvas.New(106, 22), New()
		return testing.AllocsPerRun(20, func() { p.Draw(c.Area(), s) })
	}
	if small, large := allocs(1_000), allocs(10_000); large > small*1.1+10 {
		t.Errorf("a picture of 10 000 entries takes %v allocations, of 1 000 %v", large, small)
	}
}
