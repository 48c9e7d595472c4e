package clients

var english = texts{
	History: "history", Watches: "watches", Totals: "totals",
	Client: "client", Node: "node", Asked: "asked", Answer: "answer",
	Number: "#", Watch: "watch", State: "state", Next: "next rev", Events: "events", LastEvent: "last event",
	OK: "ok", Failed: "failed", Unknown: "unknown", Open: "open",
	Mean: "mean", Slowest: "slowest", Patience: "waits for", Retries: "retries", All: "all",
	AllOps: "what became of all operations so far", LatestF: "what became of the latest %d operations",
	Colon:     ": ",
	NoOps:     "no client has asked for anything yet",
	NoOpsPut:  ":put x 1 writes a key",
	NoOpsGet:  ":c2@n3 get x reads it, as client c2 from n3",
	NoWatches: "no client watches anything", NoWatchesPut: ":watch x tells a client of every change of a key",

	Took: "took", Later: "later",
	MarkAsked: "asked, asked again", MarkAnswered: "answered", MarkSilent: "no answer", MarkWaits: "waits", MarkIdle: "idle time left out", MarkHere: "here",
	NotJudged: "? linearizable or not? a finds out", Judging: "judging what the clients were told",
	LinearizableF: "✓ linearizable: %d operations",
	BrokenF:       "≠ not linearizable: these %d answers contradict each other",
	UndecidedF:    "? undecided: %d operations have too many orders to try",
	WithUnknownF:  ", %d of unknown outcome", WithIgnoredF: ", %d not judged",
	OneStore: ": one store could have given these answers", Linear: "✓ linearizable",
	UpToF: " up to step %s; a judges again",

	ToF: " to %s", AtF: " at %s",
	LaterF: "asked for later, at %s ms",
	Told:   "told: ", AtRevF: "%s, at revision %d", FailedWith: "failed: ",
	DoubtF: "may or may not have happened: %s", WaitsF: "waiting for an answer: %s ms",
	AskedAtF: "asked at %s ms", StepF: " (step %s)", EndedF: ", ended %s ms later",
	TriesF: "%d attempts", AgainF: ", again to %s at %s ms",
	Contradicts: "≠ this answer and the others marked so cannot all be true: no order of the operations gives them",
	NotAbout:    "the verdict is not about this: it is no read or write of a key that must be fresh",

	States: [3]string{"opening", "open", "canceled"}, NotRead: "not read",
	CanceledBy: "the node has canceled it: ", CanceledSelf: "the client has canceled it", OpeningNow: "asked for, or lost and asked for again: no node serves it",
	DeafF: "%s does not read what its watches are sent; it waits at the node", NextF: "has yet to see revision %d; %d events so far", LastWas: "last: ",

	NotFound: "its beginning is not in the recording", NoEnd: "it has no answer as far as the recording goes, or not for long",
	NobodyServesF: "watch %d is canceled: no node serves it",
}
