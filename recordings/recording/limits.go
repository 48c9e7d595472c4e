package recording

import (
	"sync/atomic"

	"raftviz/engine/lang"
)

// Limits of what a recording may hold. They are far above what a run reaches;
// they bound the memory that a hostile file can ask for. Append keeps to them
// as well, so that nothing is written that cannot be read.
const (
	maxNumber  = 1 << 62  // so that no sum of two overflows
	maxLine    = 32 << 20 // bytes of one line
	maxEvents  = 1 << 18  // of one step
	maxRaft    = 1 << 19  // lines that raft logged in one step
	maxFlight  = 1 << 16  // messages under way
	maxClients = 1 << 12
	maxOpen    = 1 << 14 // operations of one client without an answer
	maxQueue   = 1 << 16 // writes that wait for one disk
	maxLinks   = 1 << 10
	maxStrings = 64 // nodes in a list of nodes
	maxBroken  = 1 << 10
	maxLeases  = 1 << 16
	maxRaw     = 1 << 12
	maxAlarms  = 1 << 8
	maxPending = 1 << 6  // buckets with something that waits
	maxStreams = 1 << 12 // of one store
	maxWatches = 1 << 14 // of one client or stream

	// A compressed file may expand to expandBase bytes and expandBy times its
	// own size; recordings stay below a fortieth of that.
	expandBase = 128 << 20
	expandBy   = 400
)

// memory is how many bytes a recording may take, as far as is counted: see
// LimitMemory.
var memory atomic.Int64

// DefaultMemory is how many bytes a recording may take unless LimitMemory is
// called.
const DefaultMemory = 400 << 20

func init() { memory.Store(DefaultMemory) }

// LimitMemory sets how many bytes any recording may take, whether it is read or
// still grows. Half of them are for what a recording keeps, a quarter for the
// steps of one block, and the rest for what is decoded to be looked at.
func LimitMemory(bytes int64) { memory.Store(bytes) }

// A FullError says that a recording takes more memory than is allowed.
type FullError struct{ Limit int64 }

func (e *FullError) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *FullError) In(l lang.Lang) string {
	return texts.Sayf("the recording takes more memory than the %d MB it may; --memory allows more", e.Limit>>20).In(l)
}

// errTooMany says which limit a step breaks; what is the name of a field, or a
// message.
func errTooMany(what any, n, limit int) error {
	return texts.Errorf("%d %s; a recording holds %d at most", n, what, limit)
}

var (
	errWild      = texts.Errorf("a number is below 0 or above 1<<62")
	errIndex     = texts.Errorf("a log's entries must follow one another, from index 1 or later")
	errRevs      = texts.Errorf("a store's revisions must be in order")
	errLease     = texts.Errorf("a store's leases and the keys of each must be in order")
	errTombstone = texts.Errorf("a tombstone has a key only")
	errConf      = texts.Errorf("a node must have a configuration")
)
