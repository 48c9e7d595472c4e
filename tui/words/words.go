// Package words holds everything the screen says, one file a language.
//
// A field that ends in F is a format; its verbs are the same in every
// language.
package words

import (
	"raftviz/engine/explain"
	"raftviz/tui/keys"
)

// For returns the table of a language; English for one that has none.
func For(l explain.Lang) *Table {
	if l == explain.Chinese {
		return &chinese
	}
	return &english
}

// A Table is the screen's words in one language.
type Table struct {
	Lang explain.Lang

	Learner string // what a node is that no role tells

	// Panes.
	Cluster, Log, Timeline, Why string

	// The cluster.
	TermF                           string // a term
	ForF                            string // whom a node voted for
	HandsToF                        string // whom a leader hands over to
	Lease                           string // what a leader's bar counts: the time to its next quorum check
	MsF                             string // milliseconds, already spaced
	TickStands                      string // a clock stands
	QuorumF                         string // votes that decide, of voters
	JointF                          string // the same, for both halves of a joint configuration
	LearnersF                       string
	CutF                            string
	MoreF                           string // how many messages there was no room for
	HeldWord                        string
	WaitingF                        string // messages that wait for a paused node
	DiskLies, DiskStalls, DiskFails string
	LastF, CommitF                  string

	// The timeline.
	Heartbeats string // what a row that stands for many shows

	// The log.
	CommitHead, AppliedHead string
	InflightF               string
	EntryF                  string // an index in the line of entries
	NoEntries               string
	Committed, Stored, Unsynced, Unsafe, Compacted,
	MatchWord, NextWord string // the legend

	// Header.
	StepF, StepOfF, SeedF, SpeedF, BranchF string
	Paused, Ended                          string
	Sandbox                                string // the name of a run that has none

	// Messages.
	TooSmallF   string // columns and rows needed, columns and rows there are
	IdleF       string // nothing is due
	AtEnd       string // the recording ends
	AtStart     string
	StoppedRun  string // a property broke; what to do
	ForkedF     string // branched off at a step
	Kept        string // what becomes of the old branch
	NothingF    string // nothing found
	NotableWord string // what ] looks for
	NoBreak     string // no breakpoint is set
	BreakSetF   string
	BreakGone   string
	SearchF     string // what ] and [ now look for
	SavedF      string
	ThereF      string
	Stopping    string // a job that was told to stop
	Stopped     string
	RerunF      string // re-running to a step
	LookingF    string // looking for
	EscStops    string
	OpeningF    string
	NoStepF     string // no such position; the last is
	NoBranchF   string
	BrokeF      string // a property broke: its name

	// The prompt.
	CommandTitle, SearchTitle, BreakTitle string
	BranchesHelp, GotoHelp, SaveHelp      string // of the screen's own commands
	QuitHelp, HelpHelp                    string

	// The branches.
	BranchesTitle, MainBranch, FromF, StepsF string

	// Home.
	Motto, Scripts, Recordings, OpenSandbox string
	Nodes, Seed, PreVote, CheckQuorum       string
	On, Off                                 string
	NoneYet                                 string

	// Keys.
	Groups    [keys.NumGroups]string
	Does      [keys.NumActions]string // in the help
	Short     [keys.NumActions]string // in the footer, for those that are there
	HelpTitle string
	MarksHead string // the marks on the picture

	TimerMark, LeaseMark, AskedMark, AnsweredMark, CommitMark string
}
