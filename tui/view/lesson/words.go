package lesson

import (
	"raftviz/engine/lang"
)

// texts are the pane's own words.
type texts struct {
	first, last string // why a key goes no further
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
