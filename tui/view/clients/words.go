package clients

import (
	"raftviz/engine/lang"
)

// texts is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type texts struct {
	History, Watches, Totals string // the views

	// Headings.
	Client, Node, Asked, Answer                 string // of operations
	Number, Watch, State, Next, Events          string // of watches
	LastEvent                                   string
	OK, Failed, Unknown, Open                   string // how operations stand, also in a row
	Mean, Slowest, Patience, Retries, All       string // of totals
	AllOps                                      string // that are counted
	LatestF                                     string
	Colon                                       string
	NoOps, NoOpsPut, NoOpsGet                   string // nothing was asked yet; how to ask
	NoWatches, NoWatchesPut                     string
	NotJudged, Judging                          string // the verdict
	LinearizableF, BrokenF, UndecidedF          string // operations
	WithUnknownF, WithIgnoredF, UpToF           string // what follows these
	OneStore, Linear                            string
	ToF, AtF                                    string // a node, after a client
	LaterF                                      string // invoked after the position: ms
	Told, AtRevF, FailedWith, DoubtF, WaitsF    string // what came of an operation
	AskedAtF, StepF, EndedF                     string // when; a step in brackets
	TriesF, AgainF                              string // how often; where and when again
	Contradicts, NotAbout                       string // what the verdict says of it
	Took, Later                                 string // a heading; in place of an answer that comes later
	MarkAsked, MarkAnswered, MarkSilent         string // the legend
	MarkWaits, MarkIdle, MarkHere               string
	States                                      [3]string
	NotRead                                     string // by a deaf client
	CanceledBy, CanceledSelf, OpeningNow, DeafF string // of a watch
	NextF                                       string // revision, events so far
	LastWas                                     string

	// Why a key does nothing now.
	NotFound, NoEnd string
	NobodyServesF   string // a canceled watch
}

var catalogue = lang.Catalogue[texts]{lang.English: &english, lang.Chinese: &chinese}
