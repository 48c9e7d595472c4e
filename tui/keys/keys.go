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
	Zoom
	ScrollUp
	ScrollDown
	ScrollLeft
	ScrollRight
	Language
	Help
	Escape
	Quit

	// Choosing: from the branches, on the home screen.
	Up
	Down
	Choose
	Less
	More
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

// A Scope is where a binding holds.
type Scope uint8

// The scopes: while a run is shown, on a page to read, in the list of branches,
// on the home screen and while a line is typed.
const (
	Show Scope = iota
	Page
	List
	Home
	Line
	NumScopes
)

// A Group gathers bindings in the help.
type Group uint8

// The groups, in the order of the help.
const (
	Time Group = iota
	Acting
	Looking
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
	{Zoom, Show, Looking, []string{"z"}, "z", 8},
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
	{Language, List, Choosing, []string{"L"}, "L", 3},
	{Leave, List, Choosing, []string{"q", "esc", "ctrl+c", "B"}, "q", 4},

	{Up, Home, Choosing, []string{"up", "k"}, "↑", 0},
	{Down, Home, Choosing, []string{"down", "j"}, "↓", 1},
	{Less, Home, Choosing, []string{"left", "h", "-"}, "←", 0},
	{More, Home, Choosing, []string{"right", "l", "+", "="}, "→", 2},
	{Choose, Home, Choosing, []string{"enter", "space"}, "enter", 3},
	{Language, Home, Choosing, []string{"L"}, "L", 4},
	{Quit, Home, Choosing, []string{"q", "esc", "ctrl+c"}, "q", 5},

	{Accept, Line, Typing, []string{"enter"}, "enter", 1},
	{Complete, Line, Typing, []string{"tab"}, "tab", 2},
	{CompleteBack, Line, Typing, []string{"shift+tab"}, "shift+tab", 0},
	{Earlier, Line, Typing, []string{"up", "ctrl+p"}, "↑", 3},
	{Later, Line, Typing, []string{"down", "ctrl+n"}, "↓", 0},
	{Abandon, Line, Typing, []string{"esc", "ctrl+c"}, "esc", 4},
}

var byKey = func() (m [NumScopes]map[string]Action) {
	for s := range m {
		m[s] = map[string]Action{}
	}
	for _, b := range Table {
		for _, k := range b.Keys {
			m[b.Scope][k] = b.Action
		}
	}
	return m
}()

// Find returns what a key does in a scope, None if nothing.
func Find(s Scope, key string) Action { return byKey[s][key] }

// Footer returns the bindings of a scope that belong in the footer, in order.
func Footer(s Scope) (list []Binding) {
	for place := 1; ; place++ {
		n := len(list)
		for _, b := range Table {
			if b.Scope == s && b.Footer == place {
				list = append(list, b)
			}
		}
		if len(list) == n {
			return list
		}
	}
}
