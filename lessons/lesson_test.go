package lessons

import (
	"io/fs"
	"testing"
)

// What the program takes on trust is right.
func TestShippedAreRight(t *testing.T) {
	dirs, err := fs.ReadDir(shipped, ".")
	if err != nil || len(dirs) == 0 {
		t.Fatal(dirs, err)
	}
	for _, d := range dirs {
		if _, err := loadLesson(shipped, d.Name(), "lessons/"+d.Name(), false); err != nil {
			t.Error(err)
		}
	}
}

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
