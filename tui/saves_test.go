package tui

import (
	"errors"
	"slices"
	"testing"
)

// What a client saves of a store is written once, when it happens; a branch
// that goes through it again writes only what it does again.
func TestSaveStore(t *testing.T) {
	var names []string
	full := error(nil)
	d := drive(t, Options{Save: func(name string, data []byte) error {
		if len(data) < 4096 {
			t.Errorf("%d bytes", len(data))
		}
		names = append(names, name)
		return full
	}}, elected, "run 300ms")
	d.command("snapshot save a.db")
	d.command("run 100ms")
	d.shows("saved to a.db")
	d.press("left")
	d.command("snapshot save b.db")
	if len(d.a.viewer.branches.list) != 2 {
		t.Fatal("there is no branch")
	}
	full = errors.New("the disk is full")
	d.command("run 100ms")
	d.shows("b.db: the disk is full")
	if want := []string{"a.db", "b.db"}; !slices.Equal(names, want) {
		t.Errorf("%q was written, want %q", names, want)
	}
}
