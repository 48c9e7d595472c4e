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

// showAround has the screen show someone who is here for the first time around.
// Where that cannot be noted nobody is, lest it be every time.
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
