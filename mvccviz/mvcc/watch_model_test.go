package mvcc

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

// A watchModel is a simple and slow model of watchers: a list of all changes,
// from which each watcher selects its own.
type watchModel struct {
	*rapid.T
	s       *Store
	w       *Watchable
	streams []*modelStream
	changes []*mvccpb.Event
}

type modelStream struct {
	st       *WatchStream
	watchers map[int64]*modelWatcher
}

// A modelWatcher is a watcher's request and the events it has received.
type modelWatcher struct {
	ask   *etcdserverpb.WatchCreateRequest
	start int64
	seen  []*mvccpb.Event

	created, ended bool
}

func (m *watchModel) actions() map[string]func(*rapid.T) {
	put := func(t *rapid.T) {
		m.s.Put([]byte(keys.Draw(t, "key")), []byte(values.Draw(t, "value")), 0)
	}
	return map[string]func(*rapid.T){
		"put": put, "put 2": put, "put 3": put,
		"delete": func(t *rapid.T) { m.s.DeleteRange([]byte(keys.Draw(t, "key")), []byte(keys.Draw(t, "end"))) },
		"notify": func(*rapid.T) { m.w.Notify() },
		"commit": func(t *rapid.T) {
			if err := m.s.Commit(); err != nil {
				t.Fatal(err)
			}
		},
		"compact": func(t *rapid.T) {
			if rev := rapid.Int64Range(m.s.Rev()-10, m.s.Rev()).Draw(t, "revision"); rev > m.s.CompactRev() && rev > 0 {
				compact(t, m.s, rev)
				compactAll(t, m.s, 3)
			}
		},
		"watch": m.watch,
		"cancel": func(t *rapid.T) {
			ms := rapid.SampledFrom(m.streams).Draw(t, "stream")
			id := rapid.Int64Range(0, 5).Draw(t, "id")
			if err := ms.st.Cancel(id); (err == nil) != (ms.watchers[id] != nil) {
				t.Fatal(err)
			}
			m.read(ms, 1<<30)
			delete(ms.watchers, id)
		},
		"read": func(t *rapid.T) {
			m.read(rapid.SampledFrom(m.streams).Draw(t, "stream"), rapid.IntRange(1, 9).Draw(t, "responses"))
		},
		"sync":     func(*rapid.T) { m.sync() },
		"victims":  func(*rapid.T) { m.w.SyncVictims() },
		"progress": func(t *rapid.T) { rapid.SampledFrom(m.streams).Draw(t, "stream").st.Progress() },
		"tick":     func(*rapid.T) { m.w.TickProgress() },
	}
}

func (m *watchModel) sync() {
	if err := m.w.SyncUnsynced(); err != nil {
		m.Fatal(err)
	}
}

func (m *watchModel) watch(t *rapid.T) {
	ms := rapid.SampledFrom(m.streams).Draw(t, "stream")
	r := &etcdserverpb.WatchCreateRequest{Key: []byte(keys.Draw(t, "key")),
		PrevKv: rapid.Bool().Draw(t, "prev"), ProgressNotify: rapid.Bool().Draw(t, "notify"), Fragment: rapid.Bool().Draw(t, "fragment")}
	switch rapid.IntRange(0, 2).Draw(t, "kind of range") {
	case 0:
		r.RangeEnd = []byte(all)
	case 1:
		r.RangeEnd = layout.PrefixEnd(r.Key)
	}
	if rapid.Bool().Draw(t, "from a revision") {
		r.StartRevision = rapid.Int64Range(max(1, m.s.CompactRev()), m.s.Rev()+3).Draw(t, "start")
	}
	if f := rapid.IntRange(0, 5).Draw(t, "filter"); f < 2 {
		r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_FilterType(f))
	}
	id, err := ms.st.Watch(r)
	if err != nil {
		t.Fatal(err)
	}
	wa := &modelWatcher{ask: r, start: r.StartRevision}
	if wa.start == 0 {
		wa.start = m.s.Rev() + 1
	}
	ms.watchers[id] = wa
}

// read reads from a stream and compares the responses with the model.
func (m *watchModel) read(ms *modelStream, n int) {
	for ; n > 0; n-- {
		r, ok := ms.st.Next()
		if !ok {
			return
		}
		if r.WatchId == invalidWatchID {
			for id, wa := range ms.watchers {
				if wa.created {
					m.checkRevision(wa, id, r)
				}
			}
			continue
		}
		wa := ms.watchers[r.WatchId]
		switch {
		case r.CompactRevision != 0:
			if wa.start >= r.CompactRevision {
				m.Fatalf("watcher %d starts at %d, and is canceled by the compaction at %d", r.WatchId, wa.start, r.CompactRevision)
			}
			wa.ended = true
		case r.Created:
			wa.created = true
		case r.Canceled:
		case wa.ended || !wa.created:
			m.Fatalf("watcher %d receives %v too early or too late", r.WatchId, r)
		default:
			wa.seen = append(wa.seen, r.Events...)
			m.checkRevision(wa, r.WatchId, r)
		}
	}
}

// checkRevision checks the revision of a response: the watcher must not have
// received later events and, if the response has no events, it must have
// received all events up to that revision. If it has events, more may follow:
// etcd sends the store's revision in both cases.
func (m *watchModel) checkRevision(wa *modelWatcher, id int64, r *etcdserverpb.WatchResponse) {
	rev := r.Header.Revision
	if n := len(wa.seen); n > 0 && wa.seen[n-1].Kv.ModRevision > rev {
		m.Fatalf("watcher %d has received an event after %d, the revision of the response", id, rev)
	}
	if next := m.missing(wa); len(r.Events) == 0 && len(next) > 0 && next[0].Kv.ModRevision <= rev {
		m.Fatalf("watcher %d has not received everything up to %d: %s is missing", id, rev, events(next))
	}
}

// missing returns the events that a watcher must still receive, and fails if
// those it has received are not the ones before.
func (m *watchModel) missing(wa *modelWatcher) []*mvccpb.Event {
	var want []*mvccpb.Event
	for _, ev := range m.changes {
		k, end := ev.Kv.Key, wa.ask.RangeEnd
		in := bytes.Equal(k, wa.ask.Key) || len(end) > 0 && bytes.Compare(k, wa.ask.Key) >= 0 && beforeEnd(k, end)
		for _, f := range wa.ask.Filters {
			in = in && (ev.Type == mvccpb.Event_PUT) != (f == etcdserverpb.WatchCreateRequest_NOPUT)
		}
		if in && ev.Kv.ModRevision >= wa.start {
			want = append(want, ev)
		}
	}
	if len(wa.seen) > len(want) {
		m.Fatalf("a watcher with %v has seen\n%s\nnot\n%s", wa.ask, events(wa.seen), events(want))
	}
	for i, ev := range wa.seen {
		if ev.Type != want[i].Type || !proto.Equal(ev.Kv, want[i].Kv) || ev.PrevKv != nil && !wa.ask.PrevKv {
			m.Fatalf("a watcher with %v has seen\n%s\nnot\n%s", wa.ask, events(wa.seen), events(want))
		}
	}
	return want[len(wa.seen):]
}

func events(all []*mvccpb.Event) string {
	var out []string
	for _, ev := range all {
		out = append(out, showEvent(ev))
	}
	return strings.Join(out, " ")
}

// settle syncs and reads until every watcher has all events.
func (m *watchModel) settle() {
	for range 1000 {
		m.sync()
		m.w.SyncVictims()
		for _, ms := range m.streams {
			m.read(ms, 1<<30)
		}
		if unsynced, victims := m.w.Behind(); !unsynced && !victims {
			return
		}
	}
	m.Fatal("there are always watchers behind")
}

// A watcher that reads receives its history in order, without gap or
// repetition, until a compaction removes what it must still receive.
func TestWatchModel(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		s, err := Open(filepath.Join(dir, fmt.Sprint(n)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		m := &watchModel{T: t, s: s, w: NewWatchable(s, rapid.IntRange(1, 4).Draw(t, "buffer"))}
		m.w.Limits = WatchLimits{Watchers: 100, Revs: rapid.IntRange(1, 4).Draw(t, "revisions"), Bytes: rapid.IntRange(1, 300).Draw(t, "bytes")}
		for range 3 {
			m.streams = append(m.streams, &modelStream{m.w.NewStream(), map[int64]*modelWatcher{}})
		}
		s.Observe(func(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue) {
			m.changes = append(m.changes, newEvent(rev, tombstone, kv))
		})
		t.Repeat(m.actions())
		m.settle()
		for _, ms := range m.streams {
			for id, wa := range ms.watchers {
				if missing := m.missing(wa); len(missing) > 0 && !wa.ended {
					t.Fatalf("watcher %d misses %s", id, events(missing))
				}
			}
		}
	})
}

// Fragments put together are the response. Each is below the limit or a single
// event, and has no room for the next event.
func TestFragments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := &etcdserverpb.WatchResponse{Header: &etcdserverpb.ResponseHeader{Revision: 1000}, WatchId: rapid.Int64Range(0, 3).Draw(t, "id")}
		for _, n := range rapid.SliceOf(rapid.IntRange(0, 300)).Draw(t, "sizes") {
			whole.Events = append(whole.Events, &mvccpb.Event{Kv: &mvccpb.KeyValue{Key: []byte("k"), Value: make([]byte, n)}})
		}
		limit := rapid.IntRange(1, 600).Draw(t, "limit")
		var together []*mvccpb.Event
		parts := splitIntoFragments(whole, limit)
		for i, p := range parts {
			together = append(together, p.Events...)
			if last := i == len(parts)-1; p.Fragment == last || len(p.Events) > 1 && proto.Size(p) >= limit {
				t.Fatalf("part %d of %d has %d bytes, fragment %v", i, len(parts), proto.Size(p), p.Fragment)
			} else if !last {
				more := proto.CloneOf(p)
				if more.Events = append(more.Events, parts[i+1].Events[0]); proto.Size(more) < limit {
					t.Fatalf("part %d could have held more", i)
				}
			}
		}
		if !slices.Equal(together, whole.Events) {
			t.Fatal("the parts are not the whole")
		}
	})
}

// A group finds exactly the watchers of a key after any additions and
// deletions.
func TestWatcherGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, in := newWatcherGroup(), []*watcher(nil)
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				wa := &watcher{key: []byte(keys.Draw(t, "key"))}
				switch rapid.IntRange(0, 3).Draw(t, "kind of range") {
				case 0:
					wa.end = []byte(all)
				case 1, 2:
					if end := []byte(keys.Draw(t, "end")); bytes.Compare(wa.key, end) < 0 {
						wa.end = end
					}
				}
				in = append(in, wa)
				g.add(wa)
			},
			"delete": func(t *rapid.T) {
				if len(in) > 0 {
					i := rapid.IntRange(0, len(in)-1).Draw(t, "which")
					g.delete(in[i])
					in = slices.Delete(in, i, i+1)
				}
			},
			"": func(t *rapid.T) {
				for _, k := range []string{"\x00", "a", "aa", "ab", "ac", "b", "b\x00", "c", "\xff", "\xff\xff"} {
					found := map[*watcher]bool{}
					g.visit([]byte(k), func(wa *watcher) {
						if found[wa] {
							t.Fatalf("%q finds a watcher twice", k)
						}
						found[wa] = true
					})
					for _, wa := range in {
						want := string(wa.key) == k || len(wa.end) > 0 && string(wa.key) <= k && beforeEnd([]byte(k), wa.end)
						if found[wa] != want {
							t.Fatalf("%q finds [%q, %q): %v", k, wa.key, wa.end, found[wa])
						}
					}
				}
			},
		})
		for _, wa := range in {
			g.delete(wa)
		}
		if len(g.keyWatchers) > 0 || g.ranges.root != nil {
			t.Fatal("something is left")
		}
	})
}

// The interval tree stays shallow for any order of insertion.
func TestRangeTreeDepth(t *testing.T) {
	var depth func(*intervalNode) int
	depth = func(n *intervalNode) int {
		if n == nil {
			return 0
		}
		return 1 + max(depth(n.left), depth(n.right))
	}
	var tree intervalTree
	for i := range 10_000 {
		key := fmt.Appendf(nil, "key%06d", i)
		tree.set(key, layout.PrefixEnd(key))
	}
	if d := depth(tree.root); d > 50 {
		t.Errorf("10,000 ranges are %d deep", d)
	}
}
