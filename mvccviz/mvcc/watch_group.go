package mvcc

import (
	"bytes"

	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/mvccviz/store"
)

// A watcher is one watch of a stream (watcher in etcd's
// storage/mvcc/watchable_store.go).
type watcher struct {
	stream *WatchStream
	id     int64
	seq    uint64 // order of creation, among all of the store

	// The range. A single key has no end; one to infinity has the end "\x00",
	// as in a request.
	key, end []byte

	start int64 // the revision asked for; 0 is from now on
	next  int64 // the revision it has yet to see, and all from there on (etcd's minRev)

	noPut, noDelete          bool // filters
	prevKV, fragment, notify bool // asked for
	progressDue              bool // notify: it is sent progress at the next interval

	group     store.Group
	compacted bool       // canceled by a compaction: it is in no group any more
	batch     eventBatch // what it is about to be sent; a victim: what is kept for it

	at int // its place among those of a watcherGroup with the same range
}

// send puts events on the buffer of the stream, those that are filtered out
// left away, and reports whether there was room. Nothing always has room.
func (wa *watcher) send(rev int64, events []*mvccpb.Event) bool {
	if wa.noPut || wa.noDelete {
		if events = wa.filter(events); len(events) == 0 {
			return true
		}
	}
	return wa.stream.put(outgoing{id: wa.id, rev: rev, events: events})
}

func (wa *watcher) filter(events []*mvccpb.Event) (kept []*mvccpb.Event) {
	for _, ev := range events {
		if isPut := ev.Type == mvccpb.Event_PUT; isPut && !wa.noPut || !isPut && !wa.noDelete {
			kept = append(kept, ev)
		}
	}
	return kept
}

// A watcherGroup finds watchers by the keys they watch (watcherGroup in etcd's
// storage/mvcc/watcher_group.go). It takes as long as the watchers found, and
// the logarithm of how many ranges there are.
type watcherGroup struct {
	keys   map[string]*watcherSet // of a single key
	ranges rangeTree
}

// A watcherSet is watchers of the same range, in no particular order.
type watcherSet []*watcher

func newWatcherGroup() watcherGroup { return watcherGroup{keys: map[string]*watcherSet{}} }

func (g *watcherGroup) add(wa *watcher) {
	if len(wa.end) > 0 {
		g.ranges.set(wa.key, wa.end).add(wa)
		return
	}
	set := g.keys[string(wa.key)]
	if set == nil {
		set = new(watcherSet)
		g.keys[string(wa.key)] = set
	}
	set.add(wa)
}

// delete removes a watcher that is in this group, and was added to none since.
func (g *watcherGroup) delete(wa *watcher) {
	if len(wa.end) > 0 {
		if set := g.ranges.set(wa.key, wa.end); set.delete(wa) {
			g.ranges.delete(wa.key, wa.end)
		}
		return
	}
	if g.keys[string(wa.key)].delete(wa) {
		delete(g.keys, string(wa.key))
	}
}

// visit calls f with the watchers of a key. f must not change the group.
func (g *watcherGroup) visit(key []byte, f func(*watcher)) {
	if set := g.keys[string(key)]; set != nil {
		for _, wa := range *set {
			f(wa)
		}
	}
	g.ranges.root.visit(key, f)
}

func (s *watcherSet) add(wa *watcher) {
	wa.at = len(*s)
	*s = append(*s, wa)
}

// delete reports whether nobody is left.
func (s *watcherSet) delete(wa *watcher) (empty bool) {
	last := len(*s) - 1
	(*s)[wa.at] = (*s)[last]
	(*s)[wa.at].at = wa.at
	(*s)[last] = nil
	*s = (*s)[:last]
	return last == 0
}

// toInfinity reports whether the end of a range is none.
func toInfinity(end []byte) bool { return bytes.Equal(end, allKeys) }
