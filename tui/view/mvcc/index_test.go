package mvcc

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/store"
)

func (x *index) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d living, %d bytes", x.living, x.bytes)
	for _, l := range x.keys {
		fmt.Fprintf(&b, " %s", l.key)
		for _, r := range l.revs {
			fmt.Fprintf(&b, " %s", revision(r))
		}
		if x.life(l.key) != l {
			b.WriteString(" astray")
		}
	}
	return b.String()
}

// However contents follow each other, the index is what it would be if it had
// been made for the last ones.
func TestFollow(t *testing.T) {
	all := many(5, 60).Revs
	r := rand.New(rand.NewPCG(1, 2))
	var x index
	for range 500 {
		c := &store.State{}
		switch to := r.IntN(len(all) + 1); r.IntN(4) {
		case 0: // a compaction, or another node's store
			c.Revs = kept(all[:to], int64(r.IntN(62)))
		case 1: // what is not known of another node
			for _, v := range all[:to] {
				if r.IntN(3) == 0 {
					w := *v
					w.Index = 0
					v = &w
				}
				c.Revs = append(c.Revs, v)
			}
		default: // forwards or back
			c.Revs = all[:to]
		}
		x.follow(c)
		var fresh index
		fresh.follow(c)
		if got, want := x.String(), fresh.String(); got != want {
			t.Fatalf("%s\nwant %s", got, want)
		}
	}
}

// A compaction leaves what package mvcc's documentation says.
func TestKept(t *testing.T) {
	for main, want := range map[int64]string{
		0: "2.0 3.0 4.0 5.0t 5.1t 6.0 7.0",
		3: "2.0 3.0 4.0 5.0t 5.1t 6.0 7.0",
		4: "3.0 4.0 5.0t 5.1t 6.0 7.0",
		5: "5.0t 5.1t 6.0 7.0",
		6: "6.0 7.0",
		7: "7.0",
	} {
		var got []string
		for _, r := range kept(worked(7), main) {
			got = append(got, revision(r))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("at %d: %s, want %s", main, s, want)
		}
	}
}

// The bytes of entries are those that the protocol buffers have.
func TestBytes(t *testing.T) {
	for _, r := range append(worked(7), &store.Rev{Main: 1 << 40, Key: strings.Repeat("k", 200), Value: strings.Repeat("v", 70000), Created: 300, Version: 129, Lease: -5}) {
		kv := &mvccpb.KeyValue{Key: []byte(r.Key)}
		key := 17
		if r.Tombstone {
			key = 18
		} else {
			kv.Value, kv.CreateRevision, kv.ModRevision, kv.Version, kv.Lease = []byte(r.Value), r.Created, r.Main, r.Version, r.Lease
		}
		if got, want := size(r), int64(key+proto.Size(kv)); got != want {
			t.Errorf("%s: %d bytes, want %d", revision(r), got, want)
		}
		if e := revEntry(r, &english); len(e.key) != key {
			t.Errorf("%s: a key of %d bytes, want %d", revision(r), len(e.key), key)
		}
	}
	for _, a := range []store.Alarm{{Member: "n3", Type: "CORRUPT"}, {Member: "8e9e05c52164694d", Type: "NOSPACE"}} {
		id := map[string]uint64{"n3": 3, "8e9e05c52164694d": 0x8e9e05c52164694d}[a.Member]
		want, err := proto.Marshal(&etcdserverpb.AlarmMember{MemberID: id, Alarm: etcdserverpb.AlarmType(etcdserverpb.AlarmType_value[a.Type])})
		if got := alarmEntry(&a); err != nil || !slices.Equal(got.key, want) {
			t.Errorf("%v: %x, want %x", a, got.key, want)
		}
	}
}

func (c *columns) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d|", c.left)
	for _, k := range c.list {
		mark := ""
		if k.gone {
			mark = "▒"
		}
		fmt.Fprintf(&b, " %s%s", mark, k.head())
	}
	fmt.Fprintf(&b, " |%d", c.right)
	return b.String()
}

// A window of revisions moves no further than it must, and stops at the ends.
func TestWindow(t *testing.T) {
	revs := func(mains ...int64) *store.State {
		c := &store.State{Rev: mains[len(mains)-1]}
		for _, m := range mains {
			c.Revs = append(c.Revs, &store.Rev{Main: m, Key: "k"})
		}
		return c
	}
	whole := revs(2, 3, 4, 5, 6, 7, 8, 9)
	for _, c := range []struct {
		name string
		of   *store.State
		look []int64 // one after the other; 0 is free
		want string
	}{
		{"the newest", whole, []int64{0}, "4| 6 7 8 9 |0"},
		{"one that is seen", whole, []int64{0, 8}, "4| 6 7 8 9 |0"},
		{"to the left", whole, []int64{0, 5}, "2| 4 5 6 7 |2"},
		{"step by step", whole, []int64{0, 6, 5, 4}, "1| 3 4 5 6 |3"},
		{"to the first", whole, []int64{0, 2}, "0| 2 3 4 5 |4"},
		{"and back", whole, []int64{0, 2, 3, 4, 5}, "1| 3 4 5 6 |3"},
		{"far to the right", whole, []int64{2, 8}, "4| 6 7 8 9 |0"},
		{"free again", whole, []int64{2, 0}, "4| 6 7 8 9 |0"},
		{"gaps", revs(2, 3, 6, 200, 201), []int64{0}, "5| ▒7–199 200 201 |0"},
		{"more gaps", revs(2, 3, 6, 8, 9), []int64{6}, "2| ▒4–5 6 ▒7 8 |1"},
		{"a wide gap", revs(2, 20000, 20001), []int64{0}, "0| 2 ▒… 20000 20001 |0"},
		{"gone at first", revs(5, 6), []int64{0}, "0| ▒2–4 5 6 |0"},
		{"in a gap", revs(5, 6), []int64{3}, "0| ▒2–4 5 6 |0"},
		{"too late", revs(5, 6), []int64{9}, "0| ▒2–4 5 6 |0"},
	} {
		var x index
		x.follow(c.of)
		var w window
		cols := columns{step: 4}
		for _, main := range c.look {
			at := cursor{main: main, held: main != 0}
			if main == 0 {
				at.main = c.of.Rev
			}
			w.settle(&x, &cols, &at, 0, 17)
		}
		if got := cols.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
