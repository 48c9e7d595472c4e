package lessons

import (
	"fmt"
	"strings"

	"raftviz/engine/termtext"
)

// nearest ends a message about a wrong name: with the right name that was
// meant, or with all of them if none is near.
func nearest(wrong string, right []string) string {
	if name := termtext.Nearest(wrong, right); name != "" {
		return fmt.Sprintf("did you mean %q?", name)
	}
	return "it is one of " + strings.Join(right, ", ")
}
