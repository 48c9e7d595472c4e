package lessons

import (
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// nearest ends a message about a wrong name: with the right name that was
// meant, or with all of them if none is near.
func nearest(wrong string, right []string) lang.Message {
	if name := termtext.Nearest(wrong, right); name != "" {
		return lang.Meant(name)
	}
	return texts.Sayf("it is one of %s", lang.List(right))
}
