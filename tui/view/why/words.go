package why

import (
	"raftviz/engine/lang"
)

// texts are the pane's own words. What ends in F is a format.
type texts struct {
	space    string `lang:"optional"` // between two sentences
	lastF    string // when, which step, what it did
	zoomSays string // there is more if the pane is larger

	cause    string
	colon    string
	messageF string // a message: number, kind, from, to, when sent, how long ago
	atF      string // a cause and where
	eventsF  string
	changed  string
	raft     string
	none     string
	made     string // there is nothing before the start

	isNew, clients, network, flight, cuts string
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
