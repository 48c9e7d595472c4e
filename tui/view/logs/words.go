package logs

import (
	"raftviz/engine/lang"
)

// texts is what the pane says in one language, besides the words it shares
// with others. A field that ends in F is a format; its verbs are the same in
// every language.
type texts struct {
	OnF       string // who holds an entry, how many that is, of how many
	RevF      string // the revision that it wrote
	Compacted string // no log holds the entry any more

	// Why a key does nothing now.
	NoCommitF     string // a node that knows of nothing committed
	NoSnapshotF   string // a node without one
	Same          string // all logs are the same
	LacksF        string // no entry differs, but a node lacks those from here on
	WroteNothingF string // an entry that wrote nothing, or nothing that is left
	NotAppliedF   string // an entry that no store has yet
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
