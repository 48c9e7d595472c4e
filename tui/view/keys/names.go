package keys

// actionNames are what settings call the actions.
var actionNames = [NumActions]string{
	PlayPause: "play", Forward: "step", Back: "back", TickForward: "tick", TickBack: "tick-back",
	NextNotable: "next-event", PrevNotable: "previous-event", ToStart: "start", ToEnd: "end",
	Faster: "faster", Slower: "slower", Breakpoint: "breakpoint", Continue: "continue", ContinueBack: "continue-back",
	Mark: "mark", ToMark: "to-mark",
	Command: "command", Search: "search", Fork: "fork", Branches: "branches",
	NextPane: "next-pane", PrevPane: "previous-pane", Pane1: "pane-1", Pane2: "pane-2", Pane3: "pane-3", Pane4: "pane-4", Pane5: "pane-5",
	Pane6: "pane-6", Pane7: "pane-7", Pane8: "pane-8", Pane9: "pane-9", Pane10: "pane-10",
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

// scopeNames stand before an action's name, but for Show's.
var scopeNames = [NumScopes]string{
	InCluster: "cluster", InLog: "log", InTimeline: "timeline", InWhy: "why", InNode: "node", InNetwork: "network",
	InMVCC: "mvcc", InClients: "clients", InChecks: "checks", InLesson: "lesson",
	Page: "page", List: "branches", Breaks: "breakpoints", Home: "home", Line: "line", File: "file",
}

// Name is what settings call the binding: step, network.deliver.
func (b *Binding) Name() string {
	if b.Scope == Show {
		return actionNames[b.Action]
	}
	return scopeNames[b.Scope] + "." + actionNames[b.Action]
}
