package events

var english = texts{
	All:  "all",
	Step: "step", Time: "ms", Node: "node", Event: "event", Says: "what happened",
	Nothing: "nothing has happened here",
}
