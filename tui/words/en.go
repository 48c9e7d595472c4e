package words

import (
	"raftviz/engine/explain"
	"raftviz/tui/keys"
)

var english = Table{
	Lang:    explain.English,
	Learner: "learner",

	Cluster: "cluster", Log: "log", Timeline: "timeline", Why: "why",

	TermF: "term %d", ForF: "voted %s", HandsToF: "to %s", Lease: "lease", MsF: "%s ms", TickStands: "clock stands",
	QuorumF: "quorum %d of %d", JointF: "joint: %d of %s and %d of %s", LearnersF: "learners %s",
	CutF: "cut %s", MoreF: "+%d more", HeldWord: "held", WaitingF: "%d waiting",
	DiskLies: "disk lies", DiskStalls: "disk stalls", DiskFails: "disk fails",
	LastF: "log %d", CommitF: "commit %d",

	Heartbeats: "heartbeats",

	CommitHead: "commit", AppliedHead: "applied",
	InflightF: "%d in flight", EntryF: "index %d", NoEntries: "no entries yet",
	Committed: "committed", Stored: "on disk", Unsynced: "not synced", Unsafe: "disk lied", Compacted: "compacted",
	MatchWord: "match", NextWord: "next",

	StepF: "step %s", StepOfF: "step %s of %s", SeedF: "seed %d", SpeedF: "%s steps/s", BranchF: "branch %s",
	Paused: "paused", Ended: "ended", Sandbox: "sandbox",

	TooSmallF:   "raftviz needs %d×%d; this terminal has %d×%d",
	IdleF:       "nothing is due: no node runs and nothing is on its way",
	AtEnd:       "the recording ends here; f branches off into a live run",
	AtStart:     "this is the start",
	StoppedRun:  "the run ended here; go back and branch off with f",
	ForkedF:     "branched off at step %d; ",
	Kept:        "the old branch is kept, B goes back to it",
	NothingF:    "no %s there",
	NotableWord: "notable event",
	NoBreak:     "no breakpoint; b sets one",
	BreakSetF:   "c and C go to: %s",
	BreakGone:   "breakpoint removed",
	SearchF:     "] and [ go to: %s",
	SavedF:      "saved to %s",
	ThereF:      "%s is there already; give another name",
	Stopping:    "stopping",
	Stopped:     "stopped",
	RerunF:      "running again to step %d",
	LookingF:    "looking for %s",
	EscStops:    "esc stops",
	OpeningF:    "opening %s",
	NoStepF:     "there is no step %s; the last is %d",
	NoBranchF:   "there is no branch %s; there are %d",
	BrokeF:      "%s broke",

	CommandTitle: "command", SearchTitle: "search", BreakTitle: "break on",
	BranchesHelp: "list the branches", GotoHelp: "go to a step", SaveHelp: "save the recording to a file",
	QuitHelp: "leave", HelpHelp: "show the keys",

	BranchesTitle: "branches", MainBranch: "main", FromF: "from %s at step %d",

	StepsF: "%s steps",

	Motto:   "a time machine for a real Raft cluster",
	Scripts: "scripts", Recordings: "recordings", OpenSandbox: "start a cluster",
	Nodes: "nodes", Seed: "seed", PreVote: "pre-vote", CheckQuorum: "check quorum",
	On: "on", Off: "off", NoneYet: "none here",

	Groups: [keys.NumGroups]string{
		keys.Time: "Moving in time", keys.Acting: "Acting", keys.Looking: "Looking",
		keys.Choosing: "Choosing from a list", keys.Typing: "Typing a line",
	},
	Does: [keys.NumActions]string{
		keys.PlayPause: "play or pause", keys.Forward: "a step forward", keys.Back: "a step back",
		keys.TickForward: "a tick forward", keys.TickBack: "a tick back",
		keys.NextNotable: "next notable event", keys.PrevNotable: "notable event before",
		keys.ToStart: "to the start", keys.ToEnd: "to the end",
		keys.Faster: "play faster", keys.Slower: "play slower",
		keys.Breakpoint: "set a breakpoint", keys.Continue: "run on to the breakpoint", keys.ContinueBack: "back to the breakpoint",
		keys.Command: "give a command", keys.Search: "search the events", keys.Fork: "branch off here", keys.Branches: "list the branches",
		keys.NextPane: "next pane", keys.PrevPane: "pane before",
		keys.Pane1: "cluster", keys.Pane2: "log", keys.Pane3: "timeline", keys.Pane4: "why",
		keys.Zoom: "zoom the pane, or back", keys.ScrollUp: "scroll the pane up", keys.ScrollDown: "scroll the pane down",
		keys.ScrollLeft: "scroll the pane left", keys.ScrollRight: "scroll the pane right",
		keys.Language: "next language", keys.Help: "these keys", keys.Escape: "stop, or undo a zoom", keys.Quit: "back, or quit",
		keys.Up: "up", keys.Down: "down", keys.Choose: "open", keys.Less: "less", keys.More: "more", keys.Leave: "back, or quit",
		keys.Accept: "do it", keys.Complete: "complete", keys.CompleteBack: "the completion before",
		keys.Earlier: "the line before", keys.Later: "the line after", keys.Abandon: "leave it",
	},
	Short: [keys.NumActions]string{
		keys.PlayPause: "play", keys.Forward: "step", keys.Back: "back", keys.NextNotable: "next event",
		keys.Command: "command", keys.Help: "help", keys.NextPane: "pane", keys.Zoom: "zoom",
		keys.Fork: "fork", keys.Search: "search", keys.Quit: "quit",
		keys.Down: "choose", keys.More: "change", keys.Choose: "open", keys.Language: "中文", keys.Leave: "back",
		keys.Accept: "do it", keys.Complete: "complete", keys.Earlier: "earlier", keys.Abandon: "leave",
	},
	HelpTitle: "keys", MarksHead: "Marks",
	TimerMark: "until its timer runs out", LeaseMark: "until its quorum check",
	AskedMark: "a client asks", AnsweredMark: "a client is answered", CommitMark: "more is committed",
}
