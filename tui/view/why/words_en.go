package why

var english = texts{
	space:    " ",
	lastF:    "Before it, at %s ms (step %s): %s",
	zoomSays: "that is all there is room for; z makes the pane larger",
	cause:    "caused by", colon: ": ", messageF: "#%d %s from %s to %s, sent at %s ms, %s ms ago",
	atF: "%s, at %s", eventsF: "events (%d)", changed: "changed", raft: "raft's own log", none: "none", made: "this is how the cluster was made",
	isNew: "new", clients: "clients", network: "network", flight: "under way", cuts: "cut",
}
