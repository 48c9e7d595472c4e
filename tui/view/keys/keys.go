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

// firstPane is the action that gives the first pane the focus; those of the other
// panes follow.
const firstPane Action = 192

// ToPane is the action that gives a pane the focus: the one in place i, from 0,
// of the panes there are.
func ToPane(i int) Action { return firstPane + Action(i) }

// Scroll returns how far an action scrolls; ok is false for one that does not.
func (a Action) Scroll() (dx, dy int, ok bool) {
	switch a {
	case ScrollUp:
		return 0, -1, true
	case ScrollDown:
		return 0, 1, true
	case ScrollLeft:
		return -1, 0, true
	case ScrollRight:
		return 1, 0, true
	}
	return 0, 0, false
}

// Pane returns which pane an action gives the focus to; ok is false if it does
// something else.
func (a Action) Pane() (i int, ok bool) { return int(a) - int(firstPane), a >= firstPane }

// A Scope is where a binding holds; its name stands before an action's in
// settings. A pane's scope has the name of the pane.
type Scope string

// The scopes besides those of panes: while a run is shown, on a page to read, in
// the list of branches and of breakpoints, on the home screen, while a line is
// typed and while a data file is shown. The keys of a pane go before those of
// Show while it has the focus.
const (
	Show   Scope = ""
	Page   Scope = "page"
	List   Scope = "branches"
	Breaks Scope = "breakpoints"
	Home   Scope = "home"
	Line   Scope = "line"
	File   Scope = "file"
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

// Table holds all bindings but those of panes, which package panes has. Where a
// key of a Chinese input method stands for one of ASCII, it is bound as well.
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
	{Remove, Home, Choosing, []string{"d"}, "d", 0},
	{Language, Home, Choosing, []string{"L"}, "L", 6},
	{Quit, Home, Choosing, []string{"q", "ctrl+c"}, "q", 7},
	{Leave, Home, Choosing, []string{"esc"}, "esc", 0},

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
