package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"raftviz/tui"
)

// touredPath is the file that says that a person has been shown around.
func touredPath() string { return filepath.Join(xdg.StateHome, "raftviz", "toured") }

// showAround has the screen begin with the tour for a person who has not seen it.
// Where that cannot be noted it does not, or the tour would begin every time.
func showAround(o *tui.Options) {
	path := touredPath()
	if _, err := os.Stat(path); err == nil {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return
	}
	o.Tour = true
	o.TourDone = func() {
		_ = os.WriteFile(path, []byte(time.Now().UTC().Format(time.RFC3339)+"\n"), 0o600) // else it comes again
	}
}
