package event

import (
	"raftviz/engine/etcd"
	"raftviz/engine/frame"
)

// Watches.
const (
	KindWatchCreated Kind = endStorage + iota
	KindWatchSynced
	KindWatchUnsynced
	KindWatchVictim
	KindWatchReceived
	KindWatchCanceled
	KindWatchLost
	KindWatchResumed
	endWatches
)

var watchesKinds = []kind{
	describe[WatchCreated](notable, "watch_created", "a node began to watch for a client"),
	describe[WatchSynced](notable, "watch_synced", "a watcher caught up with its store"),
	describe[WatchUnsynced](notable, "watch_unsynced", "a watcher is behind its store, which has to read the history for it"),
	describe[WatchVictim](notable, "watch_victim", "a watcher's events found the client's buffer full, and wait"),
	describe[WatchReceived](usual, "watch_received", "a client read what one of its watches was sent"),
	describe[WatchCanceled](notable, "watch_canceled", "a watch ended"),
	describe[WatchLost](notable, "watch_lost", "a client lost the connection its watches came through"),
	describe[WatchResumed](notable, "watch_resumed", "a client asked for a lost watch again, from where it had come to"),
}

type (
	// WatchCreated reports that a node began to watch for a client.
	WatchCreated struct {
		Client string `key:"p" says:"whose watch it is"`
		Op     uint64 `key:"op" says:"the operation that asked for the watch"`
		Next   int64  `key:"i" says:"the first revision it tells of"`
	}
	// WatchSynced reports that a watcher caught up with its store.
	WatchSynced struct {
		Client string `key:"p" says:"whose watch it is"`
		Op     uint64 `key:"op" says:"the operation that asked for the watch"`
		Next   int64  `key:"i" says:"the first revision it has not told of"`
	}
	// WatchUnsynced reports that a watcher is behind its store, which has to read the history for it.
	WatchUnsynced struct {
		Client string `key:"p" says:"whose watch it is"`
		Op     uint64 `key:"op" says:"the operation that asked for the watch"`
		Next   int64  `key:"i" says:"the first revision it has not told of"`
	}
	// WatchVictim reports that a watcher's events found the client's buffer full, and wait.
	WatchVictim struct {
		Client string `key:"p" says:"whose watch it is"`
		Op     uint64 `key:"op" says:"the operation that asked for the watch"`
		Next   int64  `key:"i" says:"the first revision it has not told of"`
	}
	// WatchReceived reports that a client read what one of its watches was sent.
	WatchReceived struct {
		Client   string         `key:"p" says:"who read it"`
		Msg      *frame.Message `key:"m" says:"the message"`
		Revision int64          `key:"i" says:"the revision of the store that sent it"`
	}
	// WatchCanceled reports that a watch ended.
	WatchCanceled struct {
		Client    string `key:"p" says:"whose watch it is"`
		Op        uint64 `key:"op" says:"the operation that asked for the watch"`
		Next      int64  `key:"i" says:"the first revision its client has not seen"`
		Why       string `key:"x" says:"what the server or the client says of it, if anything"`
		Compacted bool   `key:"comp" says:"the next revision its client had to see is compacted"`
	}
	// WatchLost reports that a client lost the connection its watches came through.
	WatchLost struct {
		Client  string   `key:"p" says:"who lost it"`
		Watches []string `key:"ws" says:"the operations that had asked for them"`
	}
	// WatchResumed reports that a client asked for a lost watch again, from where it had come to.
	WatchResumed struct {
		Client  string       `key:"p" says:"whose watch it is"`
		Op      uint64       `key:"op" says:"the operation that asked for the watch"`
		Next    int64        `key:"i" says:"the first revision it has not seen"`
		Request etcd.Request `key:"x" says:"what it asks, as a command"`
	}
)

func (*WatchCreated) kind() Kind  { return KindWatchCreated }
func (*WatchSynced) kind() Kind   { return KindWatchSynced }
func (*WatchUnsynced) kind() Kind { return KindWatchUnsynced }
func (*WatchVictim) kind() Kind   { return KindWatchVictim }
func (*WatchReceived) kind() Kind { return KindWatchReceived }
func (*WatchCanceled) kind() Kind { return KindWatchCanceled }
func (*WatchLost) kind() Kind     { return KindWatchLost }
func (*WatchResumed) kind() Kind  { return KindWatchResumed }
