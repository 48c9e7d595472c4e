package lessonstep

import (
	"raftviz/engine/lang"
	"raftviz/tui/view/scene"
)

// texts is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type texts struct {
	Away     string // the person looks elsewhere
	Answer   string // before the value that was given
	Right    string
	WrongF   string // what was right
	So       string // right, where nothing was let happen
	NotSoF   string // the same, wrong
	HintF    string // its number, of how many
	MoreF    string // how many hints there still are
	Solution string // before the commands that reach the goal
	Reached  string
	Read     string // before where to read on
	Notes    string // before the teacher's notes
	Next     [scene.NumNexts]string
	Ticks    string // several choices may be picked
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
