package keys

import "strconv"

// actionNames are what settings call the actions.
var actionNames = [NumActions]string{
	PlayPause: "play", Forward: "step", Back: "back", TickForward: "tick", TickBack: "tick-back",
	NextNotable: "next-event", PrevNotable: "previous-event", ToStart: "start", ToEnd: "end",
	Faster: "faster", Slower: "slower", Breakpoint: "breakpoint", Continue: "continue", ContinueBack: "continue-back",
	Mark: "mark", ToMark: "to-mark",
	Command: "command", Search: "search", Fork: "fork", Branches: "branches",
	NextPane: "next-pane", PrevPane: "previous-pane",
	Zoom: "zoom", Preset: "preset", ScrollUp: "scroll-up", ScrollDown: "scroll-down", ScrollLeft: "scroll-left", ScrollRight: "scroll-right",
	Language: "language", Help: "help", Escape: "escape", Quit: "quit",
	Open: "open", OtherView: "other-view", CrashRestart: "crash", PauseResume: "pause", Campaign: "campaign", Isolate: "isolate",
	Deliver: "deliver", DropMessage: "drop", Duplicate: "duplicate", Delay: "delay", Hold: "hold",
	Wider: "wider", Closer: "closer", Judge: "judge", GoOn: "go-on", Toggle: "toggle", Hint: "hint", Solve: "solution", Retry: "retry", StepBack: "step-back",
	PageLeft: "page-left", PageRight: "page-right", ToCommit: "to-commit", ToSnapshot: "to-snapshot", ToDifference: "to-difference",
	ShowCauses: "causes", ToCause: "to-cause", ToEffect: "to-effect",
	Up: "up", Down: "down", Choose: "choose", Less: "less", More: "more", Compare: "compare", Rename: "rename", CloseBranch: "close", Edit: "edit", Enable: "enable", Remove: "delete", Filter: "filter", NextSection: "next-section", PrevSection: "previous-section", Leave: "leave",
	Accept: "accept", Complete: "complete", CompleteBack: "complete-back", Earlier: "earlier", Later: "later", Abandon: "abandon",
}

// name is what settings call the action.
func (a Action) name() string {
	if i, ok := a.Pane(); ok {
		return "pane-" + strconv.Itoa(i+1)
	}
	return actionNames[a]
}

// Name is what settings call the binding: step, network.deliver.
func (b *Binding) Name() string {
	if b.Scope == Show {
		return b.Action.name()
	}
	return string(b.Scope) + "." + b.Action.name()
}
