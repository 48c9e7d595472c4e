// Package scripts holds the scripts that are shipped: scenarios in YAML, each
// of which proves what it says about itself.
package scripts

import (
	"embed"
	"strings"
)

//go:embed *.yaml
var files embed.FS

// List returns the names of all scripts, sorted.
func List() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("scripts: " + err.Error())
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	return names
}

// Open returns the text of the script with that name. The error is
// fs.ErrNotExist for a name that List does not return.
func Open(name string) ([]byte, error) { return files.ReadFile(name + ".yaml") }

// Shipped reports whether a text is that of a shipped script, wherever it lies.
func Shipped(text string) bool {
	for _, name := range List() {
		if own, err := Open(name); err == nil && string(own) == text {
			return true
		}
	}
	return false
}
