package mvcc

import (
	"fmt"
	"slices"
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// worked are the revisions of the example in package mvcc's documentation, up
// to a main revision: put a 1, put b x, put a 2, delete both, put a 3, put a 4.
func worked(to int64) (revs []*store.Rev) {
	for _, r := range []*store.Rev{
		{Main: 2, Key: "a", Value: "1", Created: 2, Version: 1},
		{Main: 3, Key: "b", Value: "x", Created: 3, Version: 1},
		{Main: 4, Key: "a", Value: "2", Created: 2, Version: 2},
		{Main: 5, Key: "a", Tombstone: true},
		{Main: 5, Sub: 1, Key: "b", Tombstone: true},
		{Main: 6, Key: "a", Value: "3", Created: 6, Version: 1},
		{Main: 7, Key: "a", Value: "4", Created: 6, Version: 2, Lease: 16},
	} {
		if r.Main <= to {
			r.Index = uint64(r.Main) + 1
			if r.Main > 4 {
				r.Index++ // an entry between wrote nothing
			}
			revs = append(revs, r)
		}
	}
	return revs
}

// kept are the revisions that a compaction leaves.
func kept(revs []*store.Rev, main int64) []*store.Rev {
	var x index
	x.follow(&store.State{Revs: revs})
	return slices.DeleteFunc(slices.Clone(revs), func(r *store.Rev) bool {
		l := x.life(r.Key)
		return slices.Index(l.revs, r) < l.kept(main)
	})
}

// compacted is the worked example after a compaction, or in its course.
func compacted(main int64, ph phase) *store.State {
	c := &store.State{
		Rev: 7, Index: 9, Term: 2, DurableIndex: 8, Revs: worked(7),
		Pending: []store.Change{{Bucket: "key", Puts: 1}, {Bucket: "meta", Puts: 2}},
		Leases: []*store.Lease{
			{ID: 16, TTL: 60, Remaining: 40, Expiry: samples.InStory(lang.English).Now + 34200, Keys: []string{"a"}},
			{ID: 0x694d5c04a1b2c3d4, TTL: 10, Expiry: samples.InStory(lang.English).Now + 2100, Keys: []string{"lock/1", "lock/2", "lock/3", "session/of/a/client/with/a/long/name", "z"}},
		},
		Alarms:     []store.Alarm{{Member: "n2", Type: "NOSPACE"}},
		Streams:    streams(),
		RawEntries: []store.RawEntry{{Bucket: "cluster", Key: "clusterVersion", Value: "3.7.0"}, {Bucket: "members", Key: "1", Value: `{"name":"n1"}`}, {Bucket: "meta", Key: "storageVersion", Value: "3.7.0"}},
		File:       &store.File{Size: 40960, InUse: 32768, Meta: 2, Freelist: 1, Leaf: 5, Free: 2},
	}
	if ph != never {
		c.ScheduledCompactRev = main
	}
	if ph >= sweeping {
		c.IndexedCompactRev = main
	}
	if ph == finished {
		c.FinishedCompactRev = main
		c.Revs = kept(c.Revs, main)
	}
	return c
}

func streams() []*store.Stream {
	return []*store.Stream{
		{Client: "c1", Buffered: 3, Buffer: 8, Unread: 1, Window: 4, Watchers: []store.Watcher{
			{ID: 0, Key: "a", Group: store.Synced, Next: 8},
			{ID: 1, Key: "job/", End: "job0", Group: store.Unsynced, Next: 4},
		}},
		{Client: "c2", Buffered: 8, Buffer: 8, Unread: 4, Window: 4, Watchers: []store.Watcher{
			{ID: 0, Key: "\x00", End: "\x00", Group: store.Victim, Next: 6, Kept: 2},
			{ID: 1, Key: "b", End: "k", Group: store.Synced, Next: 8},
		}},
	}
}

// in returns a scene in which n1 leads and has a store, which was another before
// the step.
func in(now, was *store.State, l lang.Lang) *scene.Scene {
	s := samples.InStory(l)
	at := *s.Step
	at.Frame = with(at.Frame, now)
	s.Step, s.Before = &at, with(s.Before, was)
	return s
}

func with(f *frame.Frame, c *store.State) *frame.Frame {
	g := *f
	g.Nodes = slices.Clone(f.Nodes)
	n := *g.Nodes[0]
	n.Store = c
	g.Nodes[0] = &n
	return &g
}

func picture(p *Pane, w, h int, s *scene.Scene, ascii bool) string {
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c.Plain(ascii)
}

// written is the last put of the worked example: what it was before, and after.
func written() (was, now *store.State) {
	now = compacted(0, never)
	before := *now
	before.Rev, before.Revs, before.Index = 6, now.Revs[:6], 8
	return &before, now
}

var sizes = [][2]int{{38, 10}, {60, 14}, {110, 40}}

// Every view at the three sizes, in the step of the last put.
func TestSizes(t *testing.T) {
	var sheet golden.Sheet
	for _, v := range samples.Variants {
		for _, size := range sizes {
			p := New()
			for v1 := range view(numViews) {
				p.view = v1
				was, now := written()
				s := in(now, was, v.Lang)
				s.Focused = true
				sheet.Add(fmt.Sprintf("%s %d×%d %s", catalogue.In(v.Lang).Views[v1], size[0], size[1], v.Name), picture(p, size[0], size[1], s, v.ASCII))
			}
		}
	}
	sheet.Check(t, "sizes")
}

// The worked example after compactions, and while one is under way.
func TestCompactions(t *testing.T) {
	var sheet golden.Sheet
	for _, main := range []int64{4, 5, 6} {
		for ph := scheduled; ph <= finished; ph++ {
			for _, v1 := range []view{gridView, generationsView} {
				p := New()
				p.view = v1
				s := in(compacted(main, ph), nil, lang.English)
				sheet.Add(fmt.Sprintf("%d %v %s", main, ph, english.Views[v1]), picture(p, 60, 9, s, false))
			}
		}
	}
	sheet.Check(t, "compactions")
}

// many is a store of so many keys and revisions: each key is put in turn, and
// every seventh change deletes its key.
func many(keys, revs int) *store.State {
	c := &store.State{Rev: int64(revs + 1), Index: uint64(revs + 2), DurableIndex: uint64(revs + 2)}
	last := make([]*store.Rev, keys)
	for i := range revs {
		k := i * 7919 % keys
		r := &store.Rev{Main: int64(i + 2), Key: fmt.Sprintf("/registry/pods/default/web-%05d", k), Index: uint64(i + 3)}
		switch was := last[k]; {
		case was != nil && !was.Tombstone && i%7 == 0:
			r.Tombstone = true
		case was == nil || was.Tombstone:
			r.Created, r.Version, r.Value = r.Main, 1, "Running"
		default:
			r.Created, r.Version, r.Value = was.Created, was.Version+1, "Running"
		}
		last[k] = r
		c.Revs = append(c.Revs, r)
	}
	return c
}

// Whatever there is to draw, and is not.
func TestStates(t *testing.T) {
	var sheet golden.Sheet
	none := func(name string) *scene.Scene {
		s := in(nil, nil, lang.English)
		s.Selected.Node = name
		return s
	}
	was, now := written()
	chosen := func(c scene.Selection) *scene.Scene {
		s := in(now, was, lang.English)
		s.Selected = c
		return s
	}
	long := many(400, 3000)
	longAt := func(c scene.Selection) *scene.Scene {
		s := in(long, nil, lang.English)
		s.Selected, s.Focused = c, true
		return s
	}
	swept := compacted(5, finished)
	for _, c := range []struct {
		name string
		view view
		s    *scene.Scene
	}{
		{"an old recording", gridView, none("n1")},
		{"the node is down", gridView, none("n4")},
		{"nothing is written", gridView, in(&store.State{Rev: 1}, nil, lang.English)},
		{"no watchers", watchersView, in(&store.State{Rev: 1}, nil, lang.English)},
		{"no leases", leasesView, in(&store.State{Rev: 1}, nil, lang.English)},
		{"nothing in the file", bucketsView, in(&store.State{Rev: 1}, nil, lang.English)},
		{"b as of 4", gridView, chosen(scene.Selection{Key: "b", Main: 4})},
		{"b as of 7", gridView, chosen(scene.Selection{Key: "b", Main: 7})},
		{"b as of 2", gridView, chosen(scene.Selection{Key: "b", Main: 2})},
		{"5.1", generationsView, chosen(scene.Selection{Key: "b", Main: 5, Sub: 1})},
		{"what raft index 7 wrote", gridView, chosen(scene.Selection{Index: 7})},
		{"a key that there is not", gridView, chosen(scene.Selection{Key: "c"})},
		{"a revision to come", gridView, chosen(scene.Selection{Main: 12})},
		{"a revision that is gone", gridView, func() *scene.Scene {
			s := in(swept, compacted(5, sweeping), lang.English)
			s.Selected = scene.Selection{Key: "a", Main: 3}
			return s
		}()},
		{"many", gridView, longAt(scene.Selection{})},
		{"many, in the middle", gridView, longAt(scene.Selection{Key: "/registry/pods/default/web-00200", Main: 1500})},
		{"many generations", generationsView, longAt(scene.Selection{Key: "/registry/pods/default/web-00200", Main: 1500})},
		{"many entries", bucketsView, longAt(scene.Selection{Main: 1500})},
	} {
		p := New()
		p.view = c.view
		sheet.Add(c.name, picture(p, 76, 12, c.s, false))
	}
	sheet.Check(t, "states")
}
