package lessons

import "testing"

// Every shipped lesson holds: with right answers and solutions, and with each
// wrong answer.
func TestShipped(t *testing.T) {
	for _, l := range Shipped() {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			r, err := l.Rehearse(RehearseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Failure != nil {
				t.Fatal(r.Failure)
			}
			t.Logf("%d plays, %d held", r.Plays, r.Held)
		})
	}
}
