package logs

var english = texts{
	OnF: "on %s · %d of %d", RevF: "→ rev %d", Compacted: "compacted in every log",
	NoCommitF: "%s knows of nothing that is committed", NoSnapshotF: "%s has no snapshot; :snapshot takes one",
	Same: "all logs are the same", LacksF: "no entry differs; %s lacks those from here on",
	WroteNothingF: "index %d wrote no revision to the store, or it has been compacted", NotAppliedF: "index %d is not applied by any node yet",
}
