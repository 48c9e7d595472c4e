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
	seq    uint64 // order of creation, among all watchers of the store

	// The range, as in a request: end is empty for a single key, "\x00" for all
	// keys from key on.
	key, end []byte

	startRev int64 // the requested start revision; 0 means from now on
	minRev   int64 // the least revision that it must still receive

	noPut, noDelete                  bool // the client filters out these events
	prevKV, fragment, progressNotify bool // options of the request
	progressDue                      bool // progressNotify: no events were sent since the last interval

	group     store.Group
	compacted bool       // canceled by a compaction, and in no group
	batch     eventBatch // events to be sent; for a victim, those that wait for room

	setIndex int // its index in the watcherSet of its range
}

// send applies the watcher's filters and puts the events into the stream's
// buffer. It reports whether there was room; if no events are left, there
// always is.
func (wa *watcher) send(rev int64, events []*mvccpb.Event) bool {
	if wa.noPut || wa.noDelete {
		if events = wa.filter(events); len(events) == 0 {
			return true
		}
	}
	return wa.stream.tryPut(streamResponse{id: wa.id, rev: rev, events: events})
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
// storage/mvcc/watcher_group.go). A search takes time linear in the watchers
// found and logarithmic in the number of ranges.
type watcherGroup struct {
	keyWatchers map[string]*watcherSet // watchers of a single key
	ranges      intervalTree
}

// A watcherSet holds the watchers of one range, in no particular order.
type watcherSet []*watcher

func newWatcherGroup() watcherGroup { return watcherGroup{keyWatchers: map[string]*watcherSet{}} }

func (g *watcherGroup) add(wa *watcher) {
	if len(wa.end) > 0 {
		g.ranges.set(wa.key, wa.end).add(wa)
		return
	}
	set := g.keyWatchers[string(wa.key)]
	if set == nil {
		set = new(watcherSet)
		g.keyWatchers[string(wa.key)] = set
	}
	set.add(wa)
}

// delete removes a watcher. The watcher must be in this group, and must not
// have been added to another group since.
func (g *watcherGroup) delete(wa *watcher) {
	if len(wa.end) > 0 {
		if set := g.ranges.set(wa.key, wa.end); set.delete(wa) {
			g.ranges.delete(wa.key, wa.end)
		}
		return
	}
	if g.keyWatchers[string(wa.key)].delete(wa) {
		delete(g.keyWatchers, string(wa.key))
	}
}

// visit calls f with each watcher of a key. f must not change the group.
func (g *watcherGroup) visit(key []byte, f func(*watcher)) {
	if set := g.keyWatchers[string(key)]; set != nil {
		for _, wa := range *set {
			f(wa)
		}
	}
	g.ranges.root.visit(key, f)
}

func (s *watcherSet) add(wa *watcher) {
	wa.setIndex = len(*s)
	*s = append(*s, wa)
}

// delete removes a watcher and reports whether the set is now empty.
func (s *watcherSet) delete(wa *watcher) (empty bool) {
	last := len(*s) - 1
	(*s)[wa.setIndex] = (*s)[last]
	(*s)[wa.setIndex].setIndex = wa.setIndex
	(*s)[last] = nil
	*s = (*s)[:last]
	return last == 0
}

// isOpenEnded reports whether a range with this end has no upper bound.
func isOpenEnded(end []byte) bool { return bytes.Equal(end, allKeys) }
