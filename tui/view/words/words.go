// Package words holds everything the screen says, one file a language.
//
// A field that ends in F is a format; its verbs are the same in every
// language.
package words

import (
	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
)

// For returns the table of a language; English for one that has none.
func For(l lang.Lang) *Table { return catalogue.In(l) }

var catalogue = lang.Catalogue[Table]{lang.English: &english, lang.Chinese: &chinese}

// The settings of a sandbox, in the order in which the home screen has them.
const (
	Nodes = iota
	Seed
	PreVote
	CheckQuorum
	Election
	Latency
	Jitter
	Fsync
	DiskMode
	Reads
	NumSettings
)

// A Table is the screen's words in one language.
type Table struct {
	Lang lang.Lang

	Learner string // what a node is that no role tells

	Presets  [3]string // study, teach, probe
	PresetF  string    // the arrangement is now
	MarkAsk  string    // a letter is wanted
	MarkedF  string    // marked: letter, step
	NoMarkF  string    // no such mark
	NoLesson string    // nothing is told
	Judging  string    // the history is being judged

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

	// Why a key does nothing to a node now, and what would: its name.
	HasLeftF, IsDownF, IsPausedF, LeadsF, LearnsF, AloneF string

	// The timeline.
	Heartbeats string // what a row that stands for many shows

	// The log.
	CommitHead, AppliedHead string
	InflightF               string
	EntryF                  string // an index in the line of entries
	NoEntries               string
	Committed, Stored, Unsynced, Unsafe, Compacted,
	MatchWord, NextWord string // the legend
	AppliedWord, Conflicts, Gone, SnapWord string

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

	// The prompt.
	CommandTitle, SearchTitle, BreakTitle string
	NearWordF                             string // a word that may have been meant
	BranchesHelp, GotoHelp, SaveHelp      string // of the screen's own commands
	QuitHelp, HelpHelp, NameHelp          string
	CompareHelp, JudgeHelp, PaneHelp      string
	PresetHelp, ThemeHelp, LangHelp       string
	MouseHelp, TourHelp                   string
	OneOfF                                string // a word, what may follow it, what did
	MouseOff, LeaveAsk, LeaveHome         string
	NotKept                               string // before why
	DeleteAskF, DeletedF                  string // a sandbox that was cut short

	// Breakpoints.
	BreaksTitle, BreaksHelp string
	NoBreak, BreaksOff      string // none is set, none is enabled
	BreakSetF, BreakGoneF   string
	BreakThereF             string // the same is there: its number, itself
	BreakHitF               string // a step, the breakpoints that match there
	BreakNoneF              string // the breakpoints that match nowhere there
	BreakNodeF              string // what is no node
	BreakTailF              string // what cannot follow
	NoKindF, NearKindF      string // what is no event, and one that is near
	BreakFormsHead          string
	BreakForms              [4]string // what the examples mean

	// Two branches side by side.
	CompareTitleF, PartF            string
	EqualRuns, EndsHere, SameBranch string
	NoFields, FieldHead             string

	// The tour.
	Tour     [7]string
	TourEnds string

	// A lesson.
	LessonBroke, NoDiary, NoHint, NoTask, NotReached, Reached, WantNumber, NoNotes, TickFirst string
	AnswerTitle, LessonMoves                                                                  string

	// The branches.
	BranchesTitle, MainBranch, FromF, StepsF string
	ShownWord, LiveWord, StillWord           string
	CloseShown, CloseChildrenF, CloseAskF    string // why one cannot be closed; or whether it is to be: its name, its own steps
	ClosedF, NameTitle                       string
	Busy                                     string // something runs that must end first

	// Home.
	Motto, Lessons, Scripts, Recordings string
	OpenSandbox, SandboxAbout           string
	OpenFile, OpenFileAbout             string
	Settings                            [NumSettings]string
	SettingsAbout                       [NumSettings]string
	On, Off                             string
	DoneWord                            string
	FilterTitle, PathTitle              string
	FilterF, NothingLikeF               string

	// Keys.
	Groups    [keys.NumGroups]string
	Does      [keys.NumActions]string `lang:"optional"` // in the help
	Short     [keys.NumActions]string `lang:"optional"` // in the footer, for those that are there
	HelpTitle string
	MarksHead string // the marks on the picture

	TimerMark, LeaseMark, AskedMark, AnsweredMark, CommitMark string
	NotableMark, TurnMark, ForkMark, LetterMark               string // on the scrubber
}
