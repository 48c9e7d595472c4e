package events

import "raftviz/engine/lang"

// texts is what the pane says in one language.
type texts struct {
	All                           string // the view of all nodes
	Step, Time, Node, Event, Says string // headings
	Nothing                       string // there is no event
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
