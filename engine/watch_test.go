package engine

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/request"
	"raftviz/engine/storm"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

// A chronicle is what was committed, applied to a store of its own, and what
// each watch was told.
type chronicle struct {
	t       testing.TB
	store   *mvcc.Store
	applied uint64
	changes []change
	told    map[uint64][]change
	from    map[uint64]int64 // by watch: the revision it starts at
	what    map[uint64]command.Watch
	ended   map[uint64]string // why
	cut     map[uint64]bool   // was told more than is written out
}

type change struct {
	rev  int64
	text string // PUT k v
	key  string
}

func newChronicle(t testing.TB) *chronicle {
	t.Helper()
	s, err := mvcc.Open(filepath.Join(t.TempDir(), "chronicle.db"), mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h := &chronicle{t: t, store: s, told: map[uint64][]change{}, from: map[uint64]int64{}, what: map[uint64]command.Watch{}, ended: map[uint64]string{}, cut: map[uint64]bool{}}
	s.Observe(func(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue) {
		c := change{rev.Main, "DELETE " + string(kv.Key), string(kv.Key)}
		if !tombstone {
			c.text = fmt.Sprintf("PUT %s %s", kv.Key, kv.Value)
		}
		h.changes = append(h.changes, c)
	})
	return h
}

// commit applies what has been committed since the last call.
func (h *chronicle) commit(c *Cluster) {
	for _, m := range c.order {
		last := uint64(0)
		n := insideOf(m)
		if m.Up() {
			stored, err := n.Storage.LastIndex()
			if err != nil {
				h.t.Fatal(err)
			}
			last = min(n.Raft.BasicStatus().GetCommit(), stored)
		}
		for h.applied < last {
			es, err := n.Storage.Entries(h.applied+1, h.applied+2, 1<<30)
			if err != nil {
				break // in its snapshot
			}
			h.applied++
			if es[0].GetType() == raftpb.EntryNormal && len(es[0].GetData()) > 0 {
				_, _ = h.store.Apply(request.Decode(es[0].GetData()))
			}
		}
	}
}

var written = regexp.MustCompile(`^(PUT \S+ \S+|DELETE \S+) @(\d+)( \(was .*\))?$`)

// watch notes what the clients were told in a step.
func (h *chronicle) watch(c *Cluster, s *event.Step) {
	for _, e := range s.Events {
		switch p := e.Payload.(type) {
		case *event.Invoked:
			if w, ok := p.Request.Command().(command.Watch); ok {
				h.what[p.Op] = w
			}
		case *event.Responded:
			var from int64
			if _, err := fmt.Sscanf(p.Answer.Text(), "watching from revision %d", &from); err == nil {
				h.from[p.Op] = from
			}
		case *event.WatchCanceled:
			h.ended[p.Op] = p.Why
		case *event.WatchReceived:
			text := p.Msg.Text()
			if text == "created" || strings.HasPrefix(text, "canceled") || strings.HasPrefix(text, "progress") {
				continue
			}
			if _, ok := c.clients.WatchState(e.Op()); !ok || h.from[e.Op()] == 0 {
				continue // the client does not know it
			}
			for part := range strings.SplitSeq(text, "; ") {
				m := written.FindStringSubmatch(part)
				if strings.HasSuffix(part, " more") {
					h.cut[e.Op()] = true // not written out
					break
				}
				if m == nil {
					h.t.Fatalf("watch %d was told %q", e.Op(), text)
				}
				rev, _ := strconv.ParseInt(m[2], 10, 64)
				h.told[e.Op()] = append(h.told[e.Op()], change{rev: rev, text: m[1]})
			}
		}
	}
}

// due is what a watch has to be told of, up to a revision.
func (h *chronicle) due(id uint64, to int64) (list []change) {
	cmd := h.what[id]
	_, last := cmd.Bounds()
	end := string(last)
	for _, c := range h.changes {
		in := c.key == cmd.Key
		if end != "" {
			in = c.key >= cmd.Key && (end == "\x00" || c.key < end)
		}
		put := strings.HasPrefix(c.text, "PUT")
		if in && c.rev >= h.from[id] && c.rev <= to && !(put && cmd.NoPut) && !(!put && cmd.NoDelete) {
			list = append(list, change{rev: c.rev, text: c.text})
		}
	}
	return list
}

// check compares what each watch was told with what it had to be told, whole
// for those that are open, a beginning of it for the others.
func (h *chronicle) check(c *Cluster) {
	for id := range h.from {
		if h.cut[id] {
			continue
		}
		got := h.told[id]
		w, ok := c.clients.WatchState(id)
		open := ok && w.State == frame.WatchOpen
		to := h.store.Rev()
		if open {
			to = insideOf(c.named(w.Server)).Store.Rev()
			if len(got) > 0 {
				to = max(to, got[len(got)-1].rev) // a server may have lost its latest with its power
			}
		}
		want := h.due(id, to)
		if !open && len(got) < len(want) {
			want = want[:len(got)]
		}
		if !slices.Equal(got, want) {
			h.t.Fatalf("watch %d, %v from %d, ended %q, was told\n%v\nand not\n%v", id, h.what[id], h.from[id], h.ended[id], got, want)
		}
		if open && w.Events != len(got) {
			h.t.Fatalf("watch %d counts %d events of %d", id, w.Events, len(got))
		}
	}
}

// TestWatchesMissNothing has clients watch random runs, over crashes, lost
// connections and snapshots: a watch that reads is told of every change in its
// range, from its start on, in order and once.
func TestWatchesMissNothing(t *testing.T) {
	opened, resumed, victims, compacted, snapshots := 0, 0, 0, 0, 0
	for seed := range uint64(scale(40)) {
		cfg := config.Default()
		cfg.Nodes, cfg.Seed = 3, seed+1
		cfg.WatchBuffer, cfg.WatchWindow = 1+int(seed%3), 1+int(seed%4)
		cfg.DiskMode = []string{config.DiskEtcd, config.DiskAsync}[seed%2]
		if seed%2 == 0 {
			cfg.SnapshotEvery, cfg.SnapshotKeep = 6, 2
		}
		c := open(t, cfg)
		h := newChronicle(t)
		note := func(s *event.Step) {
			h.commit(c)
			h.watch(c, s)
			for _, e := range s.Events {
				switch p := e.Payload.(type) {
				case *event.WatchCreated:
					opened++
				case *event.WatchResumed:
					resumed++
				case *event.WatchVictim:
					victims++
				case *event.WatchCanceled:
					if p.Why == etcd.CompactedText {
						compacted++
					}
				case *event.SnapshotInstalled:
					if insideOf(c.named(e.Node)).Streams > 0 {
						snapshots++
					}
				}
			}
		}
		rage(t, c, 6000, slices.Concat(storm.Faults, storm.Watching, storm.Watching, storm.Watching), note)
		calmDown(t, c, note)
		h.check(c)
	}
	t.Logf("%d watches created, %d resumed, %d victims, %d compacted, %d snapshots under watches", opened, resumed, victims, compacted, snapshots)
	if opened < 100 || resumed < 20 || victims < 20 || compacted < 5 || snapshots < 1 {
		t.Error("the runs do not show what they are for")
	}
}

// calmDown ends all faults and waits until clients have been told everything.
func calmDown(t testing.TB, c *Cluster, note func(*event.Step)) {
	lines := []string{"heal"}
	for _, n := range c.order {
		lines = append(lines, "disk "+n.Name()+" ok latency=1ms", "clock "+n.Name()+" rate=1", "resume "+n.Name(), "restart "+n.Name())
		for _, m := range c.order {
			if m != n {
				lines = append(lines, "release "+n.Name()+">"+m.Name(), "link "+n.Name()+">"+m.Name()+" loss=0 dup=0 latency=5ms jitter=0ms")
			}
		}
	}
	for _, cl := range c.clients.States() {
		lines = append(lines, "client "+cl.Name+" reading=on")
	}
	for _, line := range lines {
		s, err := give(c, line)
		var refused *Refused
		if err != nil && !errors.As(err, &refused) {
			t.Fatalf("%s: %v", line, err)
		}
		if err == nil {
			note(s)
		}
	}
	for until := c.now + 30_000; c.now < until; {
		s, err := c.Step()
		if err != nil {
			t.Fatal(err)
		}
		note(s)
	}
}

// TestNobodyWatches: what is not asked for is not there.
func TestNobodyWatches(t *testing.T) {
	c := open(t, config.Default())
	for _, line := range []string{"campaign n1", "put k v", "client c1 reading=off"} {
		if _, err := give(c, line); err != nil {
			t.Fatal(err)
		}
		for range 200 {
			if _, err := c.Step(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, m := range c.order {
		if n := insideOf(m); n.Watchable || n.Streams > 0 {
			t.Errorf("%s watches for nobody", n.name)
		}
	}
}
