package event

import "raftviz/engine/frame"

// Surroundings: links, disks and clocks as commands set them.
const (
	KindCut Kind = endNodes + iota
	KindHealed
	KindLinkChanged
	KindDiskChanged
	KindClockChanged
	KindClockSkewed
	endSurroundings
)

var surroundingsKinds = []kind{
	describe[Cut](notable, "cut", "links were severed"),
	describe[Healed](notable, "healed", "links were mended"),
	describe[LinkChanged](usual, "link_changed", "a link's latency, loss or hold was changed"),
	describe[DiskChanged](notable, "disk_changed", "a disk's behaviour was changed"),
	describe[ClockChanged](notable, "clock_changed", "a clock's rate was changed"),
	describe[ClockSkewed](notable, "clock_skewed", "a clock jumped ahead or back"),
}

type (
	// Cut reports that links were severed.
	Cut struct {
		A      []string `key:"a" says:"the nodes on one side"`
		B      []string `key:"b" says:"the nodes on the other"`
		OneWay bool     `key:"one" says:"only what the first send to the second is lost"`
	}
	// Healed reports that links were mended.
	Healed struct {
		From string `key:"from" says:"where the link begins; none if all links were mended"`
		To   string `key:"to" says:"where it ends"`
	}
	// LinkChanged reports that a link's latency, loss or hold was changed.
	LinkChanged struct {
		To      string     `key:"p" says:"where the link ends; it begins at the node"`
		Change  LinkChange `key:"c" says:"what was done to it"`
		Type    string     `key:"x" says:"the type of the messages that are held; none is all"`
		Latency int64      `key:"lat" says:"its latency now, ms"`
		Jitter  int64      `key:"jit" says:"its jitter now, ms"`
		Loss    int        `key:"loss" says:"how many of 1000 messages it loses now"`
		Dup     int        `key:"dup" says:"how many of 1000 messages it doubles now"`
	}
	// DiskChanged reports that a disk's behaviour was changed.
	DiskChanged struct {
		State   frame.DiskState `key:"st" says:"what an fsync does now"`
		Mode    string          `key:"mode" says:"whether the node waits for an fsync now (etcd) or not (async)"`
		Latency int64           `key:"lat" says:"how long an fsync takes now, ms"`
	}
	// ClockChanged reports that a clock's rate was changed.
	ClockChanged struct {
		Rate int `key:"i" says:"its rate now, in thousandths"`
	}
	// ClockSkewed reports that a clock jumped.
	ClockSkewed struct {
		By int64 `key:"by" signed:"true" says:"how far it jumped ahead, ms; back if negative"`
	}
)

func (*Cut) kind() Kind          { return KindCut }
func (*Healed) kind() Kind       { return KindHealed }
func (*LinkChanged) kind() Kind  { return KindLinkChanged }
func (*DiskChanged) kind() Kind  { return KindDiskChanged }
func (*ClockChanged) kind() Kind { return KindClockChanged }
func (*ClockSkewed) kind() Kind  { return KindClockSkewed }

// A LinkChange is what a command did to a link.
type LinkChange uint8

// The changes of links.
const (
	LinkSet    LinkChange = iota // latency, jitter, loss or duplication was set
	LinkHeld                     // its messages wait
	LinkUnheld                   // they no longer wait
)

var linkChanges = [...]string{"set", "hold", "release"}

func (c LinkChange) String() string { return linkChanges[c] }

// Names returns the names of all values, by value.
func (LinkChange) Names() []string { return linkChanges[:] }
