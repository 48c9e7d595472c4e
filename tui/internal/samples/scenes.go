package samples

import (
	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/tui/scene"
	"raftviz/tui/words"
)

// A Variant is one way to show the same picture.
type Variant struct {
	Name  string
	Lang  explain.Lang
	ASCII bool
}

// Variants are English, Chinese and English in ASCII.
var Variants = []Variant{{"en", explain.English, false}, {"zh", explain.Chinese, false}, {"ascii", explain.English, true}}

// Of returns a scene of a single step, 2 ms after it.
func Of(s *event.Step, l explain.Lang) *scene.Scene {
	return &scene.Scene{Step: s, Now: s.Time + 2, Words: words.For(l)}
}

// InStory returns the scene at the story's moment.
func InStory(l explain.Lang) *scene.Scene {
	steps, now := Story()
	return &scene.Scene{Step: steps[now], Before: steps[now-1].Frame, Now: steps[now].Time + 2, Words: words.For(l)}
}
