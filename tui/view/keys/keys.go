// Package keys is the one table of key bindings. It feeds the handler, the
// footer, the help and docs/keys.md; what a binding is called in each language
// is in package words, by Action.
package keys

// An Action is something a key does.
type Action uint8

// The actions.
const (
	None Action = iota

	// Moving in time.
	PlayPause
	Forward
	Back
	TickForward
	TickBack
	NextNotable
	PrevNotable
	ToStart
	ToEnd
	Faster
	Slower
	Breakpoint
	Continue
	ContinueBack
	Mark
	ToMark

	// Acting.
	Command
	Search
	Fork
	Branches

	// Looking.
	NextPane
	PrevPane
	Pane1
	Pane2
	Pane3
	Pane4
	Pane5
	Pane6
	Pane7
	Pane8
	Pane9
	Pane10
	Zoom
	Preset
	ScrollUp
	ScrollDown
	ScrollLeft
	ScrollRight
	Language
	Help
	Escape
	Quit

	// In a pane.
	Open
	OtherView
	CrashRestart
	PauseResume
	Campaign
	Isolate
	Deliver
	DropMessage
	Duplicate
	Delay
	Hold
	Wider
	Closer
	Judge
	GoOn
	Toggle
	Hint
	Solve
	Retry
	StepBack
	PageLeft
	PageRight
	ToCommit
	ToSnapshot
	ToDifference
	ShowCauses
	ToCause
	ToEffect

	// Choosing: from the branches, on the home screen.
	Up
	Down
	Choose
	Less
	More
	Compare
	Rename
	CloseBranch
	Edit
	Enable
	Remove
	Filter
	NextSection
	PrevSection
	Leave

	// Typing a line.
	Accept
	Complete
	CompleteBack
	Earlier
	Later
	Abandon

	NumActions
)

// NumPanes is how many panes there are: each has a key that goes to it.
const NumPanes = int(Pane10 - Pane1 + 1)

// A Scope is where a binding holds.
type Scope uint8

// The scopes: while a run is shown, on a page to read, in the list of branches
// and of breakpoints, on the home screen, while a line is typed and while a data
// file is shown; and in each pane, whose keys go before those of Show while it
// has the focus.
const (
	Show Scope = iota
	InCluster
	InLog
	InTimeline
	InWhy
	InNode
	InNetwork
	InMVCC
	InClients
	InChecks
	InLesson
	Page
	List
	Breaks
	Home
	Line
	File
	NumScopes
)

// A Group gathers bindings in the help.
type Group uint8

// The groups, in the order of the help.
const (
	Time Group = iota
	Acting
	Looking
	InPane
	Choosing
	Typing
	NumGroups
)

// A Binding says which keys do an action, and where.
type Binding struct {
	Action Action
	Scope  Scope
	Group  Group
	Keys   []string // as the terminal reports them; the first ones are shown
	Label  string   // the keys as a person reads them
	Footer int      // its place in the footer, 1 first; 0 is not there
}

// Table holds all bindings. Where a key of a Chinese input method stands for
// one of ASCII, it is bound as well.
var Table = []Binding{
	{PlayPause, Show, Time, []string{"space"}, "space", 1},
	{Forward, Show, Time, []string{"right", "n"}, "→ n", 2},
	{Back, Show, Time, []string{"left", "N"}, "← N", 3},
	{TickForward, Show, Time, []string{"t"}, "t", 0},
	{TickBack, Show, Time, []string{"T"}, "T", 0},
	{NextNotable, Show, Time, []string{"]", "】"}, "]", 4},
	{PrevNotable, Show, Time, []string{"[", "【"}, "[", 0},
	{ToStart, Show, Time, []string{"g", "home"}, "g", 0},
	{ToEnd, Show, Time, []string{"G", "end"}, "G", 0},
	{Faster, Show, Time, []string{"+", "="}, "+", 0},
	{Slower, Show, Time, []string{"-", "_"}, "-", 0},
	{Breakpoint, Show, Time, []string{"b"}, "b", 0},
	{Continue, Show, Time, []string{"c"}, "c", 0},
	{ContinueBack, Show, Time, []string{"C"}, "C", 0},
	{Mark, Show, Time, []string{"m"}, "m", 0},
	{ToMark, Show, Time, []string{"'", "’", "‘"}, "'", 0},

	{Command, Show, Acting, []string{":", "：", ";"}, ":", 5},
	{Search, Show, Acting, []string{"/", "、"}, "/", 10},
	{Fork, Show, Acting, []string{"f"}, "f", 9},
	{Branches, Show, Acting, []string{"B"}, "B", 0},

	{NextPane, Show, Looking, []string{"tab"}, "tab", 7},
	{PrevPane, Show, Looking, []string{"shift+tab"}, "shift+tab", 0},
	{Pane1, Show, Looking, []string{"1"}, "1", 0},
	{Pane2, Show, Looking, []string{"2"}, "2", 0},
	{Pane3, Show, Looking, []string{"3"}, "3", 0},
	{Pane4, Show, Looking, []string{"4"}, "4", 0},
	{Pane5, Show, Looking, []string{"5"}, "5", 0},
	{Pane6, Show, Looking, []string{"6"}, "6", 0},
	{Pane7, Show, Looking, []string{"7"}, "7", 0},
	{Pane8, Show, Looking, []string{"8"}, "8", 0},
	{Pane9, Show, Looking, []string{"9"}, "9", 0},
	{Pane10, Show, Looking, []string{"0"}, "0", 0},
	{Zoom, Show, Looking, []string{"z"}, "z", 8},
	{Preset, Show, Looking, []string{"v"}, "v", 0},
	{ScrollUp, Show, Looking, []string{"up", "k", "shift+up"}, "↑ k", 0},
	{ScrollDown, Show, Looking, []string{"down", "j", "shift+down"}, "↓ j", 0},
	{ScrollLeft, Show, Looking, []string{"h", "shift+left"}, "h", 0},
	{ScrollRight, Show, Looking, []string{"l", "shift+right"}, "l", 0},
	{Language, Show, Looking, []string{"L"}, "L", 0},
	{Help, Show, Looking, []string{"?", "？"}, "?", 6},
	{Escape, Show, Looking, []string{"esc"}, "esc", 0},
	{Quit, Show, Looking, []string{"q", "ctrl+c"}, "q", 11},

	{Open, InCluster, InPane, []string{"enter"}, "enter", 1},
	{CrashRestart, InCluster, InPane, []string{"x"}, "x", 2},
	{PauseResume, InCluster, InPane, []string{"p"}, "p", 3},
	{Campaign, InCluster, InPane, []string{"e"}, "e", 4},
	{Isolate, InCluster, InPane, []string{"i"}, "i", 5},

	{Open, InLog, InPane, []string{"enter"}, "enter", 1},
	{ToDifference, InLog, InPane, []string{"d"}, "d", 2},
	{ToCommit, InLog, InPane, []string{"u"}, "u", 3},
	{ToSnapshot, InLog, InPane, []string{"s"}, "s", 4},
	{PageLeft, InLog, InPane, []string{"<", "《", "shift+left"}, "<", 0},
	{PageRight, InLog, InPane, []string{">", "》", "shift+right"}, ">", 0},

	{ShowCauses, InTimeline, InPane, []string{"enter"}, "enter", 1},
	{ToCause, InTimeline, InPane, []string{"h", "shift+left"}, "h", 2},
	{ToEffect, InTimeline, InPane, []string{"l", "shift+right"}, "l", 3},
	{Wider, InTimeline, InPane, []string{"<", "《"}, "<", 4},
	{Closer, InTimeline, InPane, []string{">", "》"}, ">", 5},

	{OtherView, InNode, InPane, []string{"o"}, "o", 1},
	{CrashRestart, InNode, InPane, []string{"x"}, "x", 2},
	{PauseResume, InNode, InPane, []string{"p"}, "p", 3},
	{Campaign, InNode, InPane, []string{"e"}, "e", 4},
	{Isolate, InNode, InPane, []string{"i"}, "i", 5},

	{OtherView, InNetwork, InPane, []string{"o"}, "o", 1},
	{Deliver, InNetwork, InPane, []string{"d"}, "d", 2},
	{DropMessage, InNetwork, InPane, []string{"x"}, "x", 3},
	{Duplicate, InNetwork, InPane, []string{"u"}, "u", 4},
	{Delay, InNetwork, InPane, []string{"y"}, "y", 5},
	{Hold, InNetwork, InPane, []string{"w"}, "w", 6},
	{Isolate, InNetwork, InPane, []string{"i"}, "i", 7},
	{Open, InNetwork, InPane, []string{"enter"}, "enter", 0},

	{OtherView, InMVCC, InPane, []string{"o"}, "o", 1},
	{Open, InMVCC, InPane, []string{"enter"}, "enter", 2},

	{Open, InClients, InPane, []string{"enter"}, "enter", 1},
	{Judge, InClients, InPane, []string{"a"}, "a", 2},
	{OtherView, InClients, InPane, []string{"o"}, "o", 3},

	{Open, InChecks, InPane, []string{"enter"}, "enter", 1},
	{Judge, InChecks, InPane, []string{"a"}, "a", 2},

	{GoOn, InLesson, InPane, []string{"enter", "pgdown"}, "enter", 1},
	{StepBack, InLesson, InPane, []string{"backspace", "pgup"}, "backspace", 2},
	{Hint, InLesson, InPane, []string{"i"}, "i", 3},
	{Solve, InLesson, InPane, []string{"s"}, "s", 4},
	{Retry, InLesson, InPane, []string{"r"}, "r", 5},
	{Toggle, InLesson, InPane, []string{"x"}, "x", 0},
	{OtherView, InLesson, InPane, []string{"o"}, "o", 0},

	{Up, Page, Choosing, []string{"up", "k"}, "↑", 0},
	{Down, Page, Choosing, []string{"down", "j", "space"}, "↓", 0},
	{Language, Page, Choosing, []string{"L"}, "L", 1},
	{Leave, Page, Choosing, []string{"q", "esc", "ctrl+c", "?", "？", "enter"}, "q", 2},

	{Up, List, Choosing, []string{"up", "k"}, "↑", 0},
	{Down, List, Choosing, []string{"down", "j"}, "↓", 1},
	{Choose, List, Choosing, []string{"enter", "space"}, "enter", 2},
	{Compare, List, Choosing, []string{"d", "="}, "d", 3},
	{Rename, List, Choosing, []string{"r"}, "r", 4},
	{CloseBranch, List, Choosing, []string{"x"}, "x", 5},
	{Language, List, Choosing, []string{"L"}, "L", 6},
	{Leave, List, Choosing, []string{"q", "esc", "ctrl+c", "B"}, "q", 7},

	{Up, Breaks, Choosing, []string{"up", "k"}, "↑", 0},
	{Down, Breaks, Choosing, []string{"down", "j"}, "↓", 0},
	{Breakpoint, Breaks, Choosing, []string{"b", "a"}, "b", 1},
	{Enable, Breaks, Choosing, []string{"space"}, "space", 2},
	{Edit, Breaks, Choosing, []string{"enter"}, "enter", 3},
	{Remove, Breaks, Choosing, []string{"d", "x"}, "d", 4},
	{Continue, Breaks, Choosing, []string{"c"}, "c", 5},
	{ContinueBack, Breaks, Choosing, []string{"C"}, "C", 0},
	{Language, Breaks, Choosing, []string{"L"}, "L", 0},
	{Leave, Breaks, Choosing, []string{"q", "esc", "ctrl+c"}, "q", 6},

	{Up, Home, Choosing, []string{"up", "k"}, "↑", 0},
	{Down, Home, Choosing, []string{"down", "j"}, "↓", 1},
	{Less, Home, Choosing, []string{"left", "h", "-"}, "←", 0},
	{More, Home, Choosing, []string{"right", "l", "+", "="}, "→", 2},
	{Choose, Home, Choosing, []string{"enter", "space"}, "enter", 3},
	{Filter, Home, Choosing, []string{"/", "、"}, "/", 4},
	{NextSection, Home, Choosing, []string{"tab"}, "tab", 5},
	{PrevSection, Home, Choosing, []string{"shift+tab"}, "shift+tab", 0},
	{ToStart, Home, Choosing, []string{"g", "home"}, "g", 0},
	{ToEnd, Home, Choosing, []string{"G", "end"}, "G", 0},
	{Language, Home, Choosing, []string{"L"}, "L", 6},
	{Quit, Home, Choosing, []string{"q", "esc", "ctrl+c"}, "q", 7},

	{Accept, Line, Typing, []string{"enter"}, "enter", 1},
	{Complete, Line, Typing, []string{"tab"}, "tab", 2},
	{CompleteBack, Line, Typing, []string{"shift+tab"}, "shift+tab", 0},
	{Earlier, Line, Typing, []string{"up", "ctrl+p"}, "↑", 3},
	{Later, Line, Typing, []string{"down", "ctrl+n"}, "↓", 0},
	{Abandon, Line, Typing, []string{"esc", "ctrl+c"}, "esc", 4},

	{ScrollUp, File, Choosing, []string{"up", "k", "shift+up"}, "↑ k", 0},
	{ScrollDown, File, Choosing, []string{"down", "j", "shift+down"}, "↓ j", 0},
	{ScrollLeft, File, Choosing, []string{"left", "h", "shift+left"}, "← h", 0},
	{ScrollRight, File, Choosing, []string{"right", "l", "shift+right"}, "→ l", 0},
	{Language, File, Choosing, []string{"L"}, "L", 1},
	{Help, File, Choosing, []string{"?", "？"}, "?", 2},
	{Escape, File, Choosing, []string{"esc"}, "esc", 0},
	{Quit, File, Choosing, []string{"q", "ctrl+c"}, "q", 3},
}

// Used reports whether a scope has any bindings.
func Used(s Scope) bool {
	for _, b := range Table {
		if b.Scope == s {
			return true
		}
	}
	return false
}
