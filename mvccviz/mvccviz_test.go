package mvccviz

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

var _ Source = (*mvcc.Store)(nil)

func openStore(t rapid.TB, path string) *mvcc.Store {
	s, err := mvcc.Open(path, mvcc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var keyNames = rapid.SampledFrom([]string{"a", "b", "b\x00", "bb", "c", "d", "\xff"})

// change modifies a store.
func change(t *rapid.T, s *mvcc.Store) {
	key := []byte(keyNames.Draw(t, "key"))
	switch rapid.IntRange(0, 9).Draw(t, "op") {
	case 0, 1:
		s.DeleteRange(key, []byte(keyNames.Draw(t, "end")))
	case 2, 3:
		s.DeleteRange(key, nil)
	case 4:
		if err := s.Commit(); err != nil {
			t.Fatal(err)
		}
	case 5:
		lowest := max(s.CompactRev(), 0) + 1
		if _, busy := s.Compacting(); busy || lowest > s.Rev() {
			return
		}
		if err := s.Compact(rapid.Int64Range(lowest, s.Rev()).Draw(t, "compact")); err != nil {
			t.Fatal(err)
		}
		for busy := true; busy; _, busy = s.Compacting() {
			if _, err := s.CompactStep(3); err != nil {
				t.Fatal(err)
			}
		}
	default:
		s.Put(key, []byte(keyNames.Draw(t, "value")), 0)
	}
}

func show(keys []*KeyHistory) string {
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%q %v", k.Key, k)
		for _, g := range k.Generations {
			fmt.Fprintf(&b, " %v/%d/%v", g.Created, g.Version, g.Ended)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func all(t *rapid.T, src Source, h Histories) (keys []*KeyHistory) {
	if err := EachHistory(src, h, func(k *KeyHistory) error { keys = append(keys, k); return nil }); err != nil {
		t.Fatal(err)
	}
	return keys
}

// The histories built from the entries equal the key index of the store after
// it is opened again, read at once or in pages. Counts and reads agree with the
// store's.
func TestLikeTheStore(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		s := openStore(t, path)
		defer func() { s.Close() }()
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			change(t, s)
		}
		before := show(all(t, s, Histories{Range: AllKeys()})) // with pending changes
		if err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = openStore(t, path)
		want := indexOf(s)
		if got := show(all(t, s, Histories{Range: AllKeys()})); got != show(want) || got != before {
			t.Fatalf("the histories are\n%s\nbefore commit\n%s\nwant\n%s", got, before, show(want))
		}
		if got := show(all(t, s, Histories{Range: AllKeys(), Keys: 2})); got != show(want) {
			t.Fatalf("two at a time, the histories are\n%s\nwant\n%s", got, show(want))
		}
		compareReads(t, s)
	})
}

func compareReads(t *rapid.T, s *mvcc.Store) {
	info, err := ReadInfo(s)
	if err != nil || info.Revision != s.Rev() || info.Compacted != max(s.CompactRev(), 0) || info.Oldest != max(s.CompactRev(), 1) || !info.Exact() {
		t.Fatalf("%+v, %v; want %d, %d", info, err, s.Rev(), s.CompactRev())
	}
	for _, at := range []int64{info.Oldest, (info.Oldest + info.Revision) / 2, info.Revision} {
		r := Range{[]byte(keyNames.Draw(t, "from")), []byte(rapid.SampledFrom([]string{"", "\x00", "c", "b"}).Draw(t, "end"))}
		want, err := s.Range(r.Key, r.End, mvcc.RangeOptions{Rev: at})
		if err != nil || info.Check(at) != nil {
			t.Fatal(err, info.Check(at))
		}
		tally := Tally{Range: r, At: at, Compacted: info.Compacted}
		if err := EachRevision(s, layout.Revision{}, func(r *Revision) error { tally.Add(r); return nil }); err != nil {
			t.Fatal(err)
		}
		i := 0
		err = EachAt(s, r, at, 1, func(r *Revision) error {
			kv := want.KVs[i]
			i++
			if !bytes.Equal(r.Key, kv.Key) || !bytes.Equal(r.Value, kv.Value) || r.Main != kv.ModRevision ||
				r.Created != kv.CreateRevision || r.Version != kv.Version {
				t.Fatalf("%+v, want %v", r, kv)
			}
			return nil
		})
		if err != nil || i != len(want.KVs) || tally.Living != want.Count {
			t.Fatalf("%q at %d: %d keys, %d living, %v; want %d", r, at, i, tally.Living, err, want.Count)
		}
	}
}

func put(rev int64, key string, lease int64) *Revision {
	return &Revision{Revision: layout.Revision{Main: rev}, Key: []byte(key), Created: rev, Version: 1, Lease: lease}
}

func gone(rev int64, key string) *Revision {
	return &Revision{Revision: layout.Revision{Main: rev}, Key: []byte(key), Tombstone: true}
}

func TestHistories(t *testing.T) {
	feed := []*Revision{gone(2, "z"), put(3, "c", 0), put(4, "a", 0), put(5, "c", 0), gone(6, "c"), put(7, "b", 0), gone(8, "c"), put(9, "c", 0), put(10, "z", 0)}
	for _, c := range []struct {
		h    Histories
		want string
		more bool
	}{
		{Histories{Range: AllKeys()}, "a{4.0} b{7.0} c{3.0 5.0 6.0t}{9.0} z{2.0t}{10.0}", false},
		{Histories{Range: AllKeys(), At: 8}, "a{4.0} b{7.0} c{3.0 5.0 6.0t}{} z{2.0t}{}", false},
		{Histories{Range: AllKeys(), Keys: 2}, "a{4.0} b{7.0}", true},
		{Histories{Range: AllKeys(), Budget: 1}, "a{4.0}", true},
		{Histories{Range: AllKeys(), Revisions: 2}, "a{4.0} b{7.0} c{… 6.0t}{9.0} z{2.0t}{10.0}", false},
		{Histories{Range: AllKeys(), Revisions: 1}, "a{4.0} b{7.0} c{… 9.0} z{… 10.0}", false},
		{Histories{Range: OneKey([]byte("c")), Budget: 1}, "c{… 9.0}", false},
		{Histories{Range: Prefix([]byte("z"))}, "z{2.0t}{10.0}", false},
		{Histories{Range: Range{[]byte("b"), []byte("c")}}, "b{7.0}", false},
		{Histories{Range: OneKey([]byte("none"))}, "", false},
	} {
		h := c.h
		for _, r := range feed {
			h.Add(r)
		}
		keys, more := h.Result()
		var got []string
		for _, k := range keys {
			got = append(got, string(k.Key)+k.String())
		}
		if strings.Join(got, " ") != c.want || more != c.more {
			t.Errorf("%+v: %s, %v; want %s", c.h, strings.Join(got, " "), more, c.want)
		}
	}
}

func TestAttached(t *testing.T) {
	feed := []*Revision{put(2, "c", 7), put(3, "a", 7), put(4, "b", 8), put(5, "b", 7), put(6, "d", 8), put(7, "d", 0),
		put(8, "e", 8), gone(9, "e"), put(10, "f", 9), put(11, "g", 8)}
	for _, c := range []struct {
		r      Range
		budget int
		want   string
	}{
		{AllKeys(), 0, "7[a b c]false 8[g]false"},
		{Range{[]byte("b"), []byte("f")}, 0, "7[b c]false 8[]false"},
		{AllKeys(), 2 * (attachCost + 1), "7[a c]true 8[g]true"},
	} {
		ls := []*Lease{{ID: 7}, {ID: 8}}
		a := NewAttached(ls)
		a.Range, a.Budget = c.r, c.budget
		for _, r := range feed {
			a.Add(r)
		}
		a.Finish()
		var got []string
		for _, l := range ls {
			got = append(got, fmt.Sprintf("%d%s%v", l.ID, l.Keys, l.More))
		}
		if c.budget > 0 { // the budget goes to the first keys
			got, c.want = []string{fmt.Sprint(len(ls[0].Keys)+len(ls[1].Keys) <= 2, ls[0].More || ls[1].More)}, "true true"
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %s, want %s", c.r, got, c.want)
		}
	}
}

// The leases of an open store can be read from its buckets, too.
func TestLeasesOfStore(t *testing.T) {
	s := openStore(t, filepath.Join(t.TempDir(), "db"))
	defer s.Close()
	for _, id := range []int64{5, -3} {
		if _, err := s.Grant(id, 60+id); err != nil {
			t.Fatal(err)
		}
	}
	s.Put([]byte("k"), []byte("v"), 5)
	var got []string
	if err := EachLease(s, 0, func(l *Lease) error { got = append(got, fmt.Sprint(l.ID, l.TTL, l.Remaining)); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []string{"5 65 0", "-3 57 0"}; !slices.Equal(got, want) {
		t.Errorf("leases %q, want %q", got, want)
	}
	keys := indexOf(s)
	if len(keys) != 1 || keys[0].Lease != 5 {
		t.Errorf("keys %v", show(keys))
	}
}

func TestRange(t *testing.T) {
	for _, c := range []struct {
		r    Range
		want string
	}{
		{AllKeys(), " a a\x00 ab b \xff"},
		{OneKey([]byte("a")), "a"},
		{Prefix([]byte("a")), "a a\x00 ab"},
		{Prefix([]byte("\xff")), "\xff"},
		{Range{[]byte("a\x00"), []byte("b")}, "a\x00 ab"},
		{AllKeys().after([]byte("a")), "a\x00 ab b \xff"},
		{OneKey([]byte("a")).after([]byte("a")), ""},
		{Prefix([]byte("a")).after([]byte("a\x00")), "ab"},
	} {
		var got []string
		for _, k := range []string{"", "a", "a\x00", "ab", "b", "\xff"} {
			if c.r.Has([]byte(k)) {
				got = append(got, k)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, want %q", c.r, got, c.want)
		}
	}
}

func TestDecodeEntry(t *testing.T) {
	rev := func(r layout.Revision, tombstone bool) string { return string(r.AppendKey(nil, tombstone)) }
	for _, c := range []struct{ bucket, key, value, name, text, err string }{
		{"key", rev(layout.Revision{Main: 5, Sub: 1}, true), "\x0a\x01a", "5.1t", `"a" deleted`, ""},
		{"key", rev(layout.Revision{Main: 5}, false), "\x0a\x01a\x10\x04\x18\x05\x20\x02\x2a\x01\x1b\x30\x10", "5.0", `"a" = "\x1b", created 4, version 2, lease 0000000000000010`, ""},
		{"key", rev(layout.Revision{Main: 5}, false), "\x0a\x01a\x18\x06", rev(layout.Revision{Main: 5}, false), "\n\x01a\x18\x06", "has the value of another revision"},
		{"key", "k", "", "k", "", "1 bytes, not 17 or 18"},
		{"meta", "consistent_index", "\x00\x00\x00\x00\x00\x00\x01\x00", "consistent_index", "256", ""},
		{"meta", "consistent_index", "\x01", "consistent_index", "\x01", "it has 1 bytes, not 8"},
		{"meta", "finishedCompactRev", rev(layout.Revision{Main: 9}, false), "finishedCompactRev", "9", ""},
		{"meta", "storageVersion", "3.7.0", "storageVersion", "3.7.0", ""},
		{"lease", "\x00\x00\x00\x00\x00\x00\x00\x10", "\x08\x10\x10\x3c\x18\x05", "0000000000000010", "TTL 60 s, 5 s remained at the last checkpoint", ""},
		{"lease", "\x00\x00\x00\x00\x00\x00\x00\x10", "\x08\x11", "\x00\x00\x00\x00\x00\x00\x00\x10", "\x08\x11", "it is the value of another lease"},
		{"alarm", "\x08\x10\x10\x01", "", "NOSPACE", "member 0000000000000010", ""},
		{"authUsers", "root", "\x0a\x04root\x12\x06secret\x1a\x04root", "root", "roles root", ""},
		{"authRoles", "r", "\x0a\x01r\x12\x07\x08\x01\x12\x01a\x1a\x00", "r", `WRITE "a" ""`, ""},
		{"auth", "authEnabled", "\x01", "authEnabled", "true", ""},
		{"other", "\xff", "x", "0xff", "x", ""},
	} {
		e := DecodeEntry(c.bucket, []byte(c.key), []byte(c.value))
		err := ""
		if e.Err != nil {
			err = e.Err.Error()
		}
		if e.Name != c.name || e.Text != c.text || (c.err == "") != (err == "") || !strings.Contains(err, c.err) {
			t.Errorf("%s %q: %q %q %s, want %q %q %s", c.bucket, c.key, e.Name, e.Text, err, c.name, c.text, c.err)
		}
	}
}

func TestInfoCheck(t *testing.T) {
	for _, c := range []struct {
		info Info
		rev  int64
		want error
	}{
		{Info{Revision: 1}, 0, nil},
		{Info{Revision: 1}, 1, nil},
		{Info{Revision: 1}, 2, layout.ErrFutureRev},
		{Info{Revision: 9, Compacted: 5, Oldest: 5}, 4, layout.ErrCompacted},
		{Info{Revision: 9, Compacted: 5, Oldest: 5}, 5, nil},
		{Info{Revision: 9, Compacted: 5, Scheduled: 7, Oldest: 7}, 6, layout.ErrCompacted},
		{Info{Revision: 9, Compacted: 5, Scheduled: 7, Oldest: 7}, 0, nil},
	} {
		if err := c.info.Check(c.rev); err != c.want {
			t.Errorf("%+v at %d: %v, want %v", c.info, c.rev, err, c.want)
		}
	}
}

// indexOf returns what the key index of an open store holds of all keys.
func indexOf(s *mvcc.Store) (keys []*KeyHistory) {
	all := AllKeys()
	s.Histories(all.Key, all.End, func(h mvcc.KeyHistory) bool {
		keys = append(keys, &KeyHistory{Key: h.Key, Generations: h.Generations, Lease: s.LeaseOf(h.Key)})
		return true
	})
	return keys
}
