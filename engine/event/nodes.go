package event

import "raftviz/engine/frame"

// Nodes: their processes, disks and clocks.
const (
	KindStarted Kind = endSnapshots + iota
	KindCrashed
	KindPoweredOff
	KindEntriesLost
	KindRestarted
	KindPaused
	KindResumed
	KindWiped
	KindRemoved
	endNodes
)

var nodesKinds = []kind{
	describe[Started](notable, "started", "a node that joins was started"),
	describe[Crashed](notable, "crashed", "a node's process died"),
	describe[PoweredOff](notable, "powered_off", "a node's machine lost its power"),
	describe[EntriesLost](notable, "entries_lost", "entries a node had are in no file that is left to it"),
	describe[Restarted](notable, "restarted", "a node came back with what its files hold"),
	describe[Paused](notable, "paused", "a node's process was stopped (SIGSTOP)"),
	describe[Resumed](notable, "resumed", "a paused process went on"),
	describe[Wiped](notable, "wiped", "a node's files were deleted"),
	describe[Removed](notable, "removed", "a node that left the configuration stopped for good"),
}

type (
	// Started reports that a node that joins was started.
	Started struct{}
	// Crashed reports that a node's process died.
	Crashed struct {
		Term uint64     `key:"term" says:"the term it was in"`
		Was  frame.Role `key:"was" says:"the role it had"`
	}
	// PoweredOff reports that a node's machine lost its power, and with it what
	// no fsync had put on its disk.
	PoweredOff struct {
		Term uint64     `key:"term" says:"the term it was in"`
		Was  frame.Role `key:"was" says:"the role it had"`
	}
	// EntriesLost reports that entries a node had are in no file that is left to
	// it.
	EntriesLost struct {
		First uint64 `key:"i" name:"index" says:"the first log index"`
		Last  uint64 `key:"l" says:"the last log index"`
	}
	// Restarted reports that a node came back with what its files hold.
	Restarted struct {
		Term  uint64 `key:"term" says:"the term in its files"`
		Index uint64 `key:"i" says:"the last log index in its files"`
	}
	// Paused reports that a node's process was stopped (SIGSTOP).
	Paused struct{}
	// Resumed reports that a paused process went on.
	Resumed struct{}
	// Wiped reports that a node's files were deleted.
	Wiped struct{}
	// Removed reports that a node that left the configuration stopped for good.
	Removed struct{}
)

func (*Started) kind() Kind     { return KindStarted }
func (*Crashed) kind() Kind     { return KindCrashed }
func (*PoweredOff) kind() Kind  { return KindPoweredOff }
func (*EntriesLost) kind() Kind { return KindEntriesLost }
func (*Restarted) kind() Kind   { return KindRestarted }
func (*Paused) kind() Kind      { return KindPaused }
func (*Resumed) kind() Kind     { return KindResumed }
func (*Wiped) kind() Kind       { return KindWiped }
func (*Removed) kind() Kind     { return KindRemoved }
