package timeline

var english = texts{
	levels: [numLevels]string{"every step", "beats folded", "notable events", "leaders, commits"},
	stepsF: "%s steps", because: "because", leads: "leads to",
	unknown: "a step that is not near", nothing: "nothing directly",
	underwayF: "#%d %s to %s, under way", lostF: "#%d %s to %s, lost",
	byCommand: "a person's command", byStart: "the start", byClockF: "%s's clock", byNoneF: "%s",
	noCauseF: "no earlier step brought this one about: it is %s",
	noEffect: "nothing in the recording follows from this step",
	farCause: "the step that this one comes from is too far back to be found",
	waitF:    "what this step sent is still under way: #%d to %s",
	widest:   "this is the longest view: %s", closest: "this is the closest view: %s", levelF: "the timeline shows %s",
	atStart: "nothing is shown before this", atEnd: "nothing is shown after this",
}
