package checks

var english = texts{
	Linearizability: "Linearizability", Panic: "No panic in Raft",

	HeadHoldF: "✓ all %d hold", HeadBrokeF: "✗ %s broke at step %s", HeadBrokeMoreF: "✗ %s and %d more broke at step %s",
	HeadBreaksF: "✓ all %d hold here; %s breaks at step %s",
	HeadPanicF:  "✗ raft panicked at step %s", HeadPanicsF: "✓ all %d hold here; raft panics at step %s",
	HeadContradictF: "✓ all %d hold, but ✗ %d answers contradict each other",

	Held:  [3]string{"held through step %s", "to step %s", "to %s"},
	Broke: [3]string{"broke at step %s", "step %s", "at %s"}, Breaks: [3]string{"holds; breaks at step %s", "till step %s", "till %s"},
	JudgedTo:  [3]string{"linearizable to step %s; a: again", "to step %s", "to %s"},
	NotJudged: [2]string{"not judged yet: a does", "a judges"}, NobodyAsked: [2]string{"no client has asked for anything", "nothing"},
	Judging: "judging", Undecided: "undecided",
	LinearF: "%d operations, one store", LinearShortF: "%d fit",
	ContradictF: "%d answers contradict each other", Contradict: "it is not",

	ToComeF:     "to come, at step %s:",
	CountsF:     "Judged: %d operations, %d of them of unknown outcome; not judged: %d.",
	JudgedOnlyF: " That was at step %s; a judges again.",
	PieceF:      "No order of the operations gives these %d answers:", OpF: "≠ %s: %s → %s  %s–%s ms", NoAnswer: "no answer",
	NeverBrokeF: "%s has held after every step up to %s: there is nothing to go to", NothingToJudge: "no client has asked for anything: :put x 1 writes a key",
	Matters: map[string]string{
		"election-safety": "Two leaders of one term would give out different entries under the same index and term, and nobody could tell them apart. " +
			"Raft prevents it by votes: a node has one in each term, keeps it on disk, and a leader needs a majority.",
		"leader-append-only": "Followers copy the leader's log, so while it leads it can only grow. Where logs conflict, it is the follower that removes entries.",
		"log-matching": "It is what lets a leader compare whole logs by one index and one term: each append names the entry before it, " +
			"and a follower refuses what does not follow on.",
		"leader-completeness": "So a new leader need not ask what was committed. A voter refuses a candidate whose log is behind its own, " +
			"and in every majority there is one who holds what was committed, unless a disk has lost what it promised to keep.",
		"state-machine-safety": "This is what Raft is for. What is applied is what clients were told, and no node may ever tell another story.",
		"store-equality": "Nodes fill their stores from the same log, so equal logs must make equal keys, revisions and hashes. " +
			"If not, applying depends on something else than the log, or a file was damaged.",
		"one-vote":          "Two majorities share a voter. If it gives each its vote, a term has two leaders; and so it would if a crash let it forget the first.",
		"terms-rise":        "Terms are Raft's clock. Who goes back to an earlier term votes in it again, and obeys a leader that others have replaced.",
		"commits-durable":   "Any two majorities share a node. So what is on the disks of one survives as long as some majority does, and every later leader has it.",
		"matches-durable":   "A leader commits by counting. Whatever it counts wrongly, an old acknowledgement or one of another's log, can make a commit that is none.",
		"answers-durable":   "The leader counts an acknowledgement as a copy. If a power failure can take the copy away, what was committed is lost.",
		"applied-committed": "What is applied cannot be taken back, and what is not committed may be replaced.",
		"fresh-reads": "Whoever was told of a write, and tells others, must not be contradicted by what they read then. " +
			"So a leader that answers a read asks a majority first whether it still leads, and waits until it has applied what it knew to be committed.",
		panicked: "Raft would rather stop than go on from a state that cannot be: it misses an entry it must have, or something committed is to be undone. " +
			"The step that did it is the last one, and was not checked.",
		linearizability: "Every operation must seem to happen at one moment between its invocation and its answer, as in one store that never fails. " +
			"It is judged by what clients asked and were told, and by nothing else.",
	},
}
