package mvccviz

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// worked is the example that package mvcc works through, compacted at a revision.
func worked(t *testing.T, compact int64, steps int) *mvcc.Store {
	t.Helper()
	s, err := mvcc.Open(filepath.Join(t.TempDir(), "db"), mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a, b := []byte("a"), []byte("b")
	s.Put(a, []byte("1"), 0)
	s.Put(b, []byte("x"), 0)
	s.Put(a, []byte("2"), 0)
	s.DeleteRange(a, []byte("c"))
	s.Put(a, []byte("3"), 0)
	s.Put(a, []byte("4"), 0)
	if compact > 0 {
		if err := s.Compact(compact); err != nil {
			t.Fatal(err)
		}
	}
	for range steps {
		if _, err := s.CompactStep(1); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func read(t *testing.T, s *mvcc.Store) *store.State {
	t.Helper()
	c, more, err := ReadContents(s, Limit{})
	if err != nil || more {
		t.Fatal(err, more)
	}
	c.ScheduledCompactRev, c.IndexedCompactRev, c.FinishedCompactRev = s.Compacted()
	return c
}

// drawn writes a grid: of each key its generations, and the changes with the
// number of their generation; ! is doomed.
func drawn(g *Grid) string {
	var rows []string
	for _, r := range g.Rows {
		text := fmt.Sprintf("%s %v:", r.Key, r.History)
		for _, c := range r.Cells {
			mark := ""
			if c.Rev.Tombstone {
				mark = "t"
			}
			if c.Doomed {
				mark += "!"
			}
			text += fmt.Sprintf(" %d.%d%s/%d", c.Rev.Main, c.Rev.Sub, mark, c.Generation)
		}
		rows = append(rows, text)
	}
	return strings.Join(rows, " | ")
}

func TestGrid(t *testing.T) {
	for _, c := range []struct {
		compact  int64
		steps    int
		from, to int64
		want     string
	}{
		{0, 0, 0, 9, "a {2.0 4.0 5.0t}{6.0 7.0}: 2.0/0 4.0/0 5.0t/0 6.0/1 7.0/1 | b {3.0 5.1t}{}: 3.0/0 5.1t/0"},
		{0, 0, 4, 6, "a {2.0 4.0 5.0t}{6.0 7.0}: 4.0/0 5.0t/0 6.0/1 | b {3.0 5.1t}{}: 5.1t/0"},
		{4, 0, 0, 9, "a {2.0 4.0 5.0t}{6.0 7.0}: 2.0!/0 4.0/0 5.0t/0 6.0/1 7.0/1 | b {3.0 5.1t}{}: 3.0/0 5.1t/0"},
		{4, 9, 0, 9, "a {4.0 5.0t}{6.0 7.0}: 4.0/0 5.0t/0 6.0/1 7.0/1 | b {3.0 5.1t}{}: 3.0/0 5.1t/0"},
		{5, 1, 0, 9, "a {5.0t}{6.0 7.0}: 4.0!/-1 5.0t/0 6.0/1 7.0/1 | b {5.1t}{}: 3.0!/-1 5.1t/0"},
		{5, 9, 0, 9, "a {5.0t}{6.0 7.0}: 5.0t/0 6.0/1 7.0/1 | b {5.1t}{}: 5.1t/0"},
		{6, 0, 0, 9, "a {2.0 4.0 5.0t}{6.0 7.0}: 2.0!/0 4.0!/0 5.0t!/0 6.0/1 7.0/1 | b {3.0 5.1t}{}: 3.0!/0 5.1t!/0"},
		{6, 1, 0, 9, "a {6.0 7.0}: 4.0!/-1 5.0t!/-1 6.0/0 7.0/0 | b {}: 3.0!/-1 5.1t!/-1"},
		{6, 9, 0, 9, "a {6.0 7.0}: 6.0/0 7.0/0"},
		{7, 9, 0, 9, "a {7.0}: 7.0/0"},
	} {
		s := worked(t, c.compact, c.steps)
		if got := drawn(GridOf(read(t, s), AllKeys(), 0, 0, c.from, c.to)); got != c.want {
			t.Errorf("at %d after %d steps:\n%s\nwant\n%s", c.compact, c.steps, got, c.want)
		}
	}
}

func TestGridParts(t *testing.T) {
	c := &store.State{}
	for i := range 6 {
		c.Revs = append(c.Revs, &store.Rev{Main: int64(i + 2), Key: string(rune('f' - i)), Created: int64(i + 2), Version: 1})
	}
	for _, w := range []struct {
		r          Range
		skip, keys int
		want       string
	}{
		{AllKeys(), 0, 0, "abcdef 0 0"},
		{AllKeys(), 2, 3, "cde 2 1"},
		{AllKeys(), 9, 3, " 6 0"},
		{Range{[]byte("b"), []byte("e")}, 1, 1, "c 1 1"},
		{OneKey([]byte("z")), 0, 0, " 0 0"},
	} {
		g, keys := GridOf(c, w.r, w.skip, w.keys, 0, 9), ""
		for _, r := range g.Rows {
			keys += r.Key
		}
		if got := fmt.Sprint(keys, " ", g.Before, " ", g.After); got != w.want {
			t.Errorf("%q: %s, want %s", w.r, got, w.want)
		}
	}
}

// What a grid says a compaction will take is what it takes, and what it says
// the key index has is what that has, however far the compaction has come.
func TestGridLikeTheStore(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 2))
		s, err := mvcc.Open(filepath.Join(t.TempDir(), "db"), mvcc.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			key := []byte{byte('a' + r.IntN(4))}
			if r.IntN(3) == 0 {
				s.DeleteRange(key, []byte{'z'})
			} else {
				s.Put(key, nil, 0)
			}
			if r.IntN(8) == 0 {
				_ = s.Compact(max(s.CompactRev(), 0) + 1 + int64(r.IntN(5)))
			}
			if _, err := s.CompactStep(2); err != nil {
				t.Fatal(err)
			}
			likeTheStore(t, s)
		}
		s.Close()
	}
}

func likeTheStore(t *testing.T, s *mvcc.Store) {
	t.Helper()
	g := GridOf(read(t, s), AllKeys(), 0, 0, 0, s.Rev())
	index := map[string]string{}
	keys := indexOf(s)
	for _, k := range keys {
		index[string(k.Key)] = k.String()
	}
	for _, r := range g.Rows {
		want, ok := index[r.Key]
		if !ok {
			want = "{}" // the file still has something of a key that the index has forgotten
		}
		if got := r.History.String(); got != want {
			t.Fatalf("%s is drawn as %s, but the index has %s", r.Key, got, want)
		}
	}
}

// A compaction takes from the file what a grid says that it will.
func TestDoomed(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 3))
		s, err := mvcc.Open(filepath.Join(t.TempDir(), "db"), mvcc.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			key := []byte{byte('a' + r.IntN(4))}
			if r.IntN(3) == 0 {
				s.DeleteRange(key, []byte{'z'})
			} else {
				s.Put(key, nil, 0)
			}
		}
		if err := s.Compact(int64(2 + r.IntN(int(s.Rev())-1))); err != nil {
			t.Fatal(err)
		}
		var kept []string
		for _, row := range GridOf(read(t, s), AllKeys(), 0, 0, 0, s.Rev()).Rows {
			for _, c := range row.Cells {
				if !c.Doomed {
					kept = append(kept, fmt.Sprintf("%02d.%d", c.Rev.Main, c.Rev.Sub))
				}
			}
		}
		slices.Sort(kept)
		if _, err := s.CompactStep(0); err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, v := range read(t, s).Revs {
			left = append(left, fmt.Sprintf("%02d.%d", v.Main, v.Sub))
		}
		if !slices.Equal(kept, left) {
			t.Fatalf("compaction at %d leaves %s, and the grid keeps %s", s.CompactRev(), left, kept)
		}
		s.Close()
	}
}

// Contents that are read from a store, or from a frame of it, have the store's
// bytes.
func TestOf(t *testing.T) {
	s := worked(t, 4, 1)
	s.SetConsistentIndex(9, 3)
	s.Found()
	for _, id := range []int64{7, -3} {
		if _, err := s.Grant(id, 60+id); err != nil {
			t.Fatal(err)
		}
	}
	s.Checkpoint(7, 12)
	s.Put([]byte("\xff"), []byte{0}, 7)
	for _, id := range []uint64{3, 1} {
		if _, err := s.Apply(&etcdserverpb.InternalRaftRequest{Alarm: &etcdserverpb.AlarmRequest{
			Action: etcdserverpb.AlarmRequest_ACTIVATE, MemberID: id, Alarm: etcdserverpb.AlarmType_NOSPACE}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	c := read(t, s)
	src := Of(c)
	var from []byte
	for _, bucket := range s.Buckets() {
		for range 2 {
			if got, want := raw(t, src, bucket, from), raw(t, s, bucket, from); got != want {
				t.Errorf("%s from %q:\n%s\nwant\n%s", bucket, from, got, want)
			}
			from, _ = s.Last(bucket)
		}
		if last, err := src.Last(bucket); !bytes.Equal(last, from) || err != nil {
			t.Errorf("%s ends with %q, %v; want %q", bucket, last, err, from)
		}
		from = nil
	}
	for _, f := range []func(Source) any{
		func(src Source) any { i, err := ReadInfo(src); return []any{i, err} },
		func(src Source) any { r, err := Lookup(src, layout.Revision{Main: 5, Sub: 1}); return []any{r, err} },
		func(src Source) any { r, err := Lookup(src, layout.Revision{Main: 5, Sub: 2}); return []any{r, err} },
		func(src Source) any {
			p, err := src.Pages()
			p.Buckets = nil
			return []any{p, err}
		},
	} {
		if got, want := f(src), f(s); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	again, more, err := ReadContents(src, Limit{})
	if err != nil || more || !reflect.DeepEqual(again.Revs, c.Revs) || !reflect.DeepEqual(again.Leases, c.Leases) || *again.File != *c.File {
		t.Errorf("%+v, %v, %v", again, more, err)
	}
	c.File = nil
	if _, err := src.Pages(); !errors.Is(err, ErrNoPages) {
		t.Error(err)
	}
	c.Alarms = []store.Alarm{{Member: "n1", Type: "NOSPACE"}, {Member: "n3", Type: "NOSPACE"}}
	if got, want := raw(t, src, "alarm", nil), raw(t, s, "alarm", nil); got != want {
		t.Errorf("alarms %s, want %s", got, want)
	}
}

func raw(t *testing.T, src Source, bucket string, from []byte) (text string) {
	t.Helper()
	if err := src.Scan(bucket, from, func(k, v []byte) error { text += fmt.Sprintf("%q=%q ", k, v); return nil }); err != nil {
		t.Fatal(err)
	}
	return text
}

func TestReadContentsLimits(t *testing.T) {
	s := worked(t, 0, 0)
	for i := range 5 {
		if _, err := s.Grant(int64(i+1), 60); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range []struct {
		limit Limit
		want  string
		more  bool
	}{
		{Limit{}, "2.0 3.0 4.0 5.0 5.1 6.0 7.0", false},
		{Limit{Revs: 7}, "2.0 3.0 4.0 5.0 5.1 6.0 7.0", false},
		{Limit{Revs: 6}, "3.0 4.0 5.0 5.1 6.0 7.0", true},
		{Limit{Revs: 1}, "7.0", true},
		{Limit{Bytes: 4}, "6.0 7.0", true},
		{Limit{Bytes: 1}, "7.0", true},
		{Limit{Keys: 4}, "2.0 3.0 4.0 5.0 5.1 6.0 7.0", true},
	} {
		c, more, err := ReadContents(s, w.limit)
		if err != nil {
			t.Fatal(err)
		}
		var revs []string
		for _, r := range c.Revs {
			revs = append(revs, fmt.Sprintf("%d.%d", r.Main, r.Sub))
		}
		if got := strings.Join(revs, " "); got != w.want || more != w.more || !slices.IsSortedFunc(c.Revs, (*store.Rev).Compare) {
			t.Errorf("%+v: %s, %v; want %s", w.limit, got, more, w.want)
		}
	}
}
