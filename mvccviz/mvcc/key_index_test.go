package mvcc

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"raftviz/mvccviz/layout"
)

// history builds a keyIndex from changes like "2.0 4.0 5.0t 6.0 7.0".
func history(t *testing.T, changes string) *keyIndex {
	ki := newKeyIndex([]byte("a"))
	for _, c := range strings.Fields(changes) {
		rev, tomb := parseRev(t, c)
		if !tomb {
			ki.put(rev)
		} else if !ki.tombstone(rev) {
			t.Fatalf("%s: nothing to delete at %s", changes, c)
		}
	}
	return ki
}

func parseRev(t *testing.T, s string) (r layout.Revision, tomb bool) {
	s, tomb = strings.CutSuffix(s, "t")
	main, sub, _ := strings.Cut(s, ".")
	var err1, err2 error
	r.Main, err1 = strconv.ParseInt(main, 10, 64)
	r.Sub, err2 = strconv.ParseInt(sub, 10, 64)
	if err1 != nil || err2 != nil {
		t.Fatalf("%q is no revision", s)
	}
	return r, tomb
}

// at returns what get says, as "modified created vVersion", or "-".
func at(ki *keyIndex, rev int64) string {
	m, c, v, ok := ki.get(rev)
	if !ok {
		return "-"
	}
	return fmt.Sprintf("%v %v v%d", m, c, v)
}

// The example of the package comment, and other histories of a key.
func TestGenerations(t *testing.T) {
	for _, c := range []struct {
		changes     string
		generations string
		gets        []string // by main revision, from 1
	}{
		{
			"2.0 4.0 5.0t 6.0 7.0",
			"{2.0 4.0 5.0t}{6.0 7.0}",
			[]string{"-", "2.0 2.0 v1", "2.0 2.0 v1", "4.0 2.0 v2", "-", "6.0 6.0 v1", "7.0 6.0 v2", "7.0 6.0 v2"},
		}, {
			"3.0 5.1t",
			"{3.0 5.1t}{}",
			[]string{"-", "-", "3.0 3.0 v1", "3.0 3.0 v1", "-", "-"},
		}, {
			"2.0 3.0t 5.0 6.0t",
			"{2.0 3.0t}{5.0 6.0t}{}",
			[]string{"-", "2.0 2.0 v1", "-", "-", "5.0 5.0 v1", "-"},
		}, { // several changes in one transaction: readers see the last
			"2.0 2.1 3.0t 3.1 4.0 4.1t",
			"{2.0 2.1 3.0t}{3.1 4.0 4.1t}{}",
			[]string{"-", "2.1 2.0 v2", "3.1 3.1 v1", "-", "-"},
		},
	} {
		ki := history(t, c.changes)
		if got := ki.String(); got != c.generations {
			t.Errorf("%s: generations are %s, want %s", c.changes, got, c.generations)
		}
		for i, want := range c.gets {
			if got := at(ki, int64(i+1)); got != want {
				t.Errorf("%s at %d: %s, want %s", c.changes, i+1, got, want)
			}
		}
	}
}

func TestTombstoneOfNothing(t *testing.T) {
	for _, changes := range []string{"", "2.0 3.0t"} {
		ki := history(t, changes)
		before := ki.String()
		if ki.tombstone(layout.Revision{Main: 9, Sub: 0}) || ki.String() != before {
			t.Errorf("%q: deleted what does not exist; now %v", changes, ki)
		}
	}
}

func TestPutMustRise(t *testing.T) {
	for _, rev := range []layout.Revision{{Main: 1, Sub: 9}, {Main: 2, Sub: 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("put at %v after 2.1: no panic", rev)
				}
			}()
			history(t, "2.0 2.1").put(rev)
		}()
	}
}

// The index of a key that is restored from a compacted file.
func TestRestoredGenerations(t *testing.T) {
	put := newKeyIndex(nil)
	put.restore(layout.Revision{Main: 2}, layout.Revision{Main: 4, Sub: 0}, 2)
	put.put(layout.Revision{Main: 6, Sub: 0})
	tomb := newKeyIndex(nil)
	tomb.restoreTombstone(layout.Revision{Main: 5, Sub: 1})
	again := newKeyIndex(nil)
	again.restoreTombstone(layout.Revision{Main: 5, Sub: 1})
	again.put(layout.Revision{Main: 6, Sub: 0})
	for _, c := range []struct {
		ki          *keyIndex
		generations string
		gets        []string // from 3
	}{
		{put, "{4.0 6.0}", []string{"-", "4.0 2.0 v2", "4.0 2.0 v2", "6.0 2.0 v3"}},
		{tomb, "{5.1t}{}", []string{"-", "-", "-", "-"}},
		{again, "{5.1t}{6.0}", []string{"-", "-", "-", "6.0 6.0 v1"}},
	} {
		if got := c.ki.String(); got != c.generations {
			t.Errorf("generations are %s, want %s", got, c.generations)
		}
		for i, want := range c.gets {
			if got := at(c.ki, int64(i+3)); got != want {
				t.Errorf("%v at %d: %s, want %s", c.ki, i+3, got, want)
			}
		}
	}
}

func TestKeep(t *testing.T) {
	const none = "-"
	for _, c := range []struct {
		changes string
		keeps   []string // by main revision, from 1
	}{
		{"2.0 4.0 5.0t 6.0 7.0", []string{none, "2.0", "2.0", "4.0", none, "6.0", "7.0", "7.0"}},
		{"3.0 5.1t", []string{none, none, "3.0", "3.0", none, none}},
		{"2.0 2.1", []string{none, "2.1", "2.1"}},
	} {
		for i, want := range c.keeps {
			got := none
			if rev, ok := history(t, c.changes).keep(int64(i + 1)); ok {
				got = rev.String()
			}
			if got != want {
				t.Errorf("%s: compaction at %d keeps %s, want %s", c.changes, i+1, got, want)
			}
		}
	}
}
