package samples

import (
	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A Variant is one way to show the same picture.
type Variant struct {
	Name  string
	Lang  lang.Lang
	ASCII bool
}

// Variants are English, Chinese and English in ASCII.
var Variants = []Variant{{"en", lang.English, false}, {"zh", lang.Chinese, false}, {"ascii", lang.English, true}}

// Of returns a scene of a single step, 2 ms after it.
func Of(s *event.Step, l lang.Lang) *scene.Scene {
	return &scene.Scene{Step: s, Now: s.Time + 2, Words: words.For(l)}
}

// InStory returns the scene at the story's moment.
func InStory(l lang.Lang) *scene.Scene {
	s := StoryRun().Scene("committed", l)
	s.Reel = scene.Reel{} // a pane that needs the recording asks for the run's scene
	return s
}
