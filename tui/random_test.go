package tui

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"raftviz/tui/keys"
)

// Whatever is pressed, clicked and resized, nothing panics, the position stays
// within the recording, and the screen has its size.
func TestRandomKeys(t *testing.T) {
	rounds := 4
	if n, err := strconv.Atoi(os.Getenv("RAFTVIZ_SOAK")); err == nil {
		rounds = n
	}
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := drive(t, Options{}, elected)
		for range 400 {
			d.random(r)
			if s := d.a.show; s.pos < 0 || s.pos > s.rec().Len() {
				t.Fatalf("seed %d: the position is %d of %d", seed, s.pos, s.rec().Len())
			}
		}
		if err := d.a.close(); err != nil {
			t.Error(err)
		}
	}
}

var lines = []string{"put x 1", "crash n2", "restart n2", "cut n1,n2", "heal", "step 20", "run 300ms", "campaign n4", "goto 5", "nonsense", "branches 1"}

func (d *driver) random(r *rand.Rand) {
	switch r.IntN(12) {
	case 0:
		d.size(40+r.IntN(180), 10+r.IntN(55))
	case 1:
		d.send(tea.MouseClickMsg{X: r.IntN(200), Y: r.IntN(60), Button: tea.MouseLeft})
	case 2:
		d.send(tea.MouseWheelMsg{X: r.IntN(200), Y: r.IntN(60), Button: tea.MouseWheelUp + tea.MouseButton(r.IntN(2))})
	case 3:
		d.press("esc", "esc")
		d.command(lines[r.IntN(len(lines))])
	case 4:
		d.pass(100_000_000)
	default:
		b := keys.Table[r.IntN(len(keys.Table))]
		for b.Action == keys.Quit || b.Action == keys.Continue || b.Action == keys.Search {
			b = keys.Table[r.IntN(len(keys.Table))]
		}
		d.press(b.Keys[r.IntN(len(b.Keys))])
		d.a.show.left = false
	}
}
