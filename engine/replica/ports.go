package replica

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
	"raftviz/engine/schedule"
)

// A Host is the machine that a replica lives on.
type Host interface {
	// Schedule has a cause happen to the replica. If it has no generation, it
	// happens only if the process still runs.
	Schedule(r *Replica, c schedule.Cause)
	// Output takes what raft asked for, for the loop, the disk and the apply loop.
	Output(r *Replica, out Ready)
	Paused() bool          // whether the process is
	Disk() frame.DiskState // how the disk behaves
	// Clock is what the machine's clock shows, ms; When is when it shows a time,
	// which may be past, unless it stands.
	Clock() int64
	When(clock int64) (at int64, ok bool)
	// Ticking reports whether the loop has taken a tick lately.
	Ticking() bool
	// Applied tells that the apply loop has done something.
	Applied()
	// Fail ends the process and loses what was not synced, as an fsync that fails
	// does.
	Fail()
}

// Ports are what the replicas of a group need of the world around them.
type Ports interface {
	Now() int64   // virtual ms
	Step() uint64 // the step under way; 0 is the start
	Emit(node string, p event.Payload)
	// TimerFired says that the election timer fired, and the step in which it was
	// last set back: if a tick made it fire, that is the step's parent.
	TimerFired(since uint64)
	// SendPeer sends a message to another member of a group, SendClient to a
	// client.
	SendPeer(group uint32, from, to uint64, p message.Payload)
	SendClient(group uint32, from uint64, client string, p message.Payload)
	// Connected reports whether a node is connected to another, and since when;
	// before 0 is before the run.
	Connected(from, to uint64) (since int64, ok bool)
	// Join starts a replica on a machine that a configuration names for the
	// first time.
	Join(group uint32, id uint64)
	Callers
}

// Callers are the clients, as far as a connection tells a node of them.
type Callers interface {
	// Responding tells a client that the answer to its attempt is on its way.
	Responding(op uint64, attempt int)
	// Waits reports whether the client still waits for an attempt.
	Waits(op uint64, attempt int) bool
	// Doubt tells that an attempt has happened although it is answered with an
	// error.
	Doubt(op uint64, attempt int)
	// ConnectionLost tells that the named node died with all it worked on.
	ConnectionLost(node string)
	// Open opens a stream to a client and returns its number; StreamLost breaks
	// one.
	Open(client, node string) uint64
	StreamLost(stream uint64)
}
