package lesson

import (
	"raftviz/engine/lang"
)

// texts are the pane's own words.
type texts struct {
	first, last string // why a key goes no further
}

var tables = map[lang.Lang]*texts{
	lang.English: {first: "nothing is said before this", last: "nothing more is said after this"},
	lang.Chinese: {first: "在此之前没有讲解", last: "在此之后没有更多讲解"},
}

// textsOf returns the words of a language; English for one that has none.
func textsOf(l lang.Lang) *texts {
	if t, ok := tables[l]; ok {
		return t
	}
	return tables[lang.English]
}
