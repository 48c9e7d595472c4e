package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// shows fails the test unless a frame shows of a node's store what it holds:
// every bucket byte for byte, leases with their keys and countdowns, the key
// index, what is pending and the pages of the file.
func shows(t *testing.T, c *Cluster, n *inside, s *event.Step) {
	t.Helper()
	v := s.Frame.Node(n.name)
	if n.Store == nil || !v.Up() {
		if v.Store != nil {
			t.Fatalf("step %d: %s is down and shows its store", s.Index, n.name)
		}
		return
	}
	src := mvccviz.Of(v.Store)
	if !slices.Equal(src.Buckets(), n.Store.Buckets()) {
		t.Fatalf("step %d: %s: buckets %q", s.Index, n.name, src.Buckets())
	}
	for _, bucket := range n.Store.Buckets() {
		if got, want := dump(t, src, bucket), dump(t, n.Store, bucket); got != want {
			t.Fatalf("step %d %+v: %s: bucket %s is shown as\n%s\nbut it is\n%s", s.Index, s.Cause, n.name, bucket, got, want)
		}
	}
	if got, want := shownLeases(v.Store), trueLeases(n, c.now); got != want {
		t.Fatalf("step %d %+v: %s: leases are shown as\n%s\nbut they are\n%s", s.Index, s.Cause, n.name, got, want)
	}
	asked, indexed, finished := n.Store.Compacted()
	pending := 0
	for _, c := range v.Store.Pending {
		pending += c.Puts + c.Gone
	}
	got := fmt.Sprint(v.Store.Rev, v.Store.ScheduledCompactRev, v.Store.IndexedCompactRev, v.Store.FinishedCompactRev, v.Store.DurableIndex, pending)
	want := fmt.Sprint(n.Store.Rev(), asked, indexed, finished, n.Store.DurableIndex(), n.Store.Pending())
	if got != want {
		t.Fatalf("step %d %+v: %s is shown as %s, but it is %s", s.Index, s.Cause, n.name, got, want)
	}
	pages(t, n, v)
}

func pages(t *testing.T, n *inside, v *frame.Node) {
	t.Helper()
	is, err := n.Store.Pages()
	if err != nil {
		t.Fatal(err)
	}
	want := store.File{
		Size: is.Size(), InUse: is.InUse(), Meta: int(is.Meta), Freelist: int(is.Freelist),
		Branch: int(is.Branch), Leaf: int(is.Leaf), Overflow: int(is.Overflow), Free: int(is.Free),
	}
	if v.Store.File == nil || *v.Store.File != want {
		t.Fatalf("%s: the file is shown as %+v, but it is %+v", n.name, v.Store.File, want)
	}
}

func dump(t *testing.T, src mvccviz.Source, bucket string) string {
	var b strings.Builder
	if err := src.Scan(bucket, nil, func(k, v []byte) error {
		_, err := fmt.Fprintf(&b, "%q %q\n", k, v)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func shownLeases(c *store.State) (text string) {
	for _, l := range c.Leases {
		text += fmt.Sprintln(l.ID, l.TTL, l.Remaining, l.Expiry, l.Keys)
	}
	return text
}

func trueLeases(n *inside, now int64) (text string) {
	for _, l := range n.Store.Leases() {
		expiry := int64(0)
		if left, ok := n.Lessor.Left(l.ID, now); ok {
			expiry = now + left
		}
		text += fmt.Sprintln(l.ID, l.TTL, l.Remaining, expiry, n.Store.LeaseKeys(l.ID))
	}
	return text
}

// indexed fails the test unless the key index as it is made from the contents
// is the store's own, whose compaction has come as far as the file's.
func indexed(t *testing.T, n *inside, v *frame.Node) {
	t.Helper()
	if v.Store.ScheduledCompactRev != v.Store.FinishedCompactRev {
		return
	}
	var want, got []*mvccviz.KeyHistory
	all := mvccviz.AllKeys()
	n.Store.Histories(all.Key, all.End, func(h mvcc.KeyHistory) bool {
		want = append(want, &mvccviz.KeyHistory{Key: h.Key, Generations: h.Generations, Lease: n.Store.LeaseOf(h.Key)})
		return true
	})
	if err := mvccviz.EachHistory(mvccviz.Of(v.Store), mvccviz.Histories{Range: all}, func(k *mvccviz.KeyHistory) error {
		got = append(got, k)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || string(got[i].Key) != string(want[i].Key) || got[i].String() != want[i].String() || got[i].Lease != want[i].Lease {
			t.Fatalf("%s: the key index is made as %v, but it is %v", n.name, got, want)
		}
	}
}

// stores is a storm that is mostly about what is in the stores.
func stores() []storm.Maker {
	of := slices.Clone(storm.Faults)
	for range 12 {
		of = append(of,
			func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("put k%d v%d", n(4), n(9)) },
			func(f *frame.Frame, n func(int) int) string {
				return fmt.Sprintf("compaction %d", max(1, int(f.Revision())-n(6)))
			},
			func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("del k%d --prefix", n(4)) },
			func(f *frame.Frame, n func(int) int) string { return "heal" },
		)
	}
	return of
}

// TestContents storms and looks into every store after each few steps.
func TestContents(t *testing.T) {
	compacted, leased, known, shared := 0, 0, 0, 0
	for seed := range uint64(scale(6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			cfg := extremes(seed + 3)
			cfg.CompactBatch = 1 + int(seed%3)*4
			c := open(t, cfg)
			rage(t, c, 4000, stores(), func(s *event.Step) {
				if s.Index%3 != 0 {
					return
				}
				for _, m := range c.order {
					n := insideOf(m)
					shows(t, c, n, s)
					v := s.Frame.Node(n.name)
					if v.Store == nil {
						continue
					}
					indexed(t, n, v)
					if v.Store.FinishedCompactRev > 0 && len(v.Store.Revs) > 0 {
						compacted++
					}
					leased += len(v.Store.Leases)
					for _, r := range v.Store.Revs {
						if r.Index > 0 {
							known++
							wroteIt(t, v, r)
						}
					}
				}
				shared += alike(t, s.Frame)
			})
		})
	}
	t.Logf("%d compacted, %d leases, %d revisions with their entry, %d shared", compacted, leased, known, shared)
	if compacted < 500 || leased < 300 || known < 5000 || shared < 5000 {
		t.Error("the test has lost its force")
	}
}

// wroteIt fails the test unless the log entry that a revision names, if the log
// still has it, asks for the key.
func wroteIt(t *testing.T, v *frame.Node, r *store.Rev) {
	t.Helper()
	if !slices.Contains(v.Store.Wrote(r.Index), r) {
		t.Fatalf("%s: entry %d wrote %+v, but is not said to", v.Name, r.Index, *r)
	}
	if e := v.Entry(r.Index); e != nil && !r.Tombstone && strings.HasPrefix(e.Text(), "put ") && !strings.Contains(e.Text(), r.Key) {
		t.Fatalf("%s: entry %d, %s, should have written %+v", v.Name, r.Index, e.Text(), *r)
	}
}

// alike fails the test if two stores show equal entries that are not the same
// and whose raft entry is known to both. It returns how many are the same.
func alike(t *testing.T, f *frame.Frame) (n int) {
	t.Helper()
	seen := map[layout.Revision]*store.Rev{}
	for _, v := range f.Nodes {
		if v.Store == nil {
			continue
		}
		for _, r := range v.Store.Revs {
			at := layout.Revision{Main: r.Main, Sub: r.Sub}
			switch o := seen[at]; {
			case o == nil:
				seen[at] = r
			case o == r:
				n++
			case o.Index > 0 && r.Index > 0:
				t.Fatalf("step %d: %+v and %+v are not the same", f.Step, *o, *r)
			}
		}
	}
	return n
}

// A long run that compacts keeps no more in mind than its stores hold.
func TestContentsForgets(t *testing.T) {
	cfg := config.Default()
	cfg.Nodes = 3
	c := open(t, cfg)
	if err := during(c, "campaign n1", 200); err != nil {
		t.Fatal(err)
	}
	for i := range 6000 {
		if err := during(c, fmt.Sprintf("put k%d v%d", i%7, i), 30); err != nil {
			t.Fatal(err)
		}
		if i%500 == 499 {
			if err := during(c, fmt.Sprintf("compaction %d", c.Frame().Revision()-10), 300); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := insideOf(c.order[0]).Revisions; n > 3000 {
		t.Errorf("%d revisions are remembered; the stores hold %d", n, len(c.Frame().Nodes[0].Store.Revs))
	}
}

// What a step does not touch is shared with the frame before.
func TestContentsShare(t *testing.T) {
	cfg := config.Default()
	c := open(t, cfg)
	prev := c.frame
	rage(t, c, 4000, storm.Faults, func(s *event.Step) {
		for _, v := range s.Frame.Nodes {
			was := prev.Node(v.Name)
			if was == nil || was.Store == nil || v.Store == nil || was.Store == v.Store {
				continue
			}
			a, b := *was.Store, *v.Store
			if reflect.DeepEqual(a, b) {
				t.Fatalf("step %d: %s: the contents are equal and not the same", s.Index, v.Name)
			}
		}
		prev = s.Frame
	})
}
