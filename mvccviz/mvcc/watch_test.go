package mvcc

import (
	"errors"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
)

func TestWatch(t *testing.T) {
	for _, c := range []struct {
		name         string
		buffer       int
		script, want string
	}{
		{"from now on", 0, "put a 1; watch a; put a 2; put b 1; del a; put a 3; read; who; moves", `
0 @2 created
0 @3: a=2@3
0 @5: a=@5
0 @6: a=3@6
0 is synced, next 7, kept 0`},

		{"a range, one to infinity, and a key; events in order of sub revisions", 0,
			"watch b d; watch c -; watch c; put b 1; put c 1; put d 1; del a e; read", `
0 @1 created
1 @1 created
2 @1 created
0 @2: b=1@2
0 @3: c=1@3
1 @3: c=1@3
2 @3: c=1@3
1 @4: d=1@4
0 @5: b=@5 c=@5
1 @5: c=@5 d=@5
2 @5: c=@5`},

		{"from the past", 0, "put a 1; put b 1; put a 2; put b 2; watch a from=3; watch b from=5; watch c from=1; who; sync; who; read; moves", `
0 is unsynced, next 3, kept 0
1 is unsynced, next 5, kept 0
2 is unsynced, next 1, kept 0
0 is synced, next 6, kept 0
1 is synced, next 6, kept 0
2 is synced, next 6, kept 0
0 @5 created
1 @5 created
2 @5 created
0 @5: a=2@4
1 @5: b=2@5
0 from unsynced to synced
1 from unsynced to synced
2 from unsynced to synced`},

		{"what is written before its turn is not told twice", 0,
			"put a 1; watch a from=2; put a 2; sync; put a 3; read", `
0 @2 created
0 @3: a=1@2 a=2@3
0 @4: a=3@4`},

		{"from the future", 0, "watch a from=4; who; put a 1; put a 2; progress; put a 3; progress; read", `
0 is synced, next 4, kept 0
0 @1 created
0 @4: a=3@4
-1 @4`},

		{"deletions and generations in the past", 0, "put a 1; del a; put a 2; put b 1; watch a -  from=2; sync; read", `
0 @5 created
0 @5: a=1@2 a=@3 a=2@4 b=1@5`},

		{"IDs", 0, "watch a id=1; watch a; watch a; watch a id=1; watch a id=-5; cancel 0; watch a; cancel 9; read", `
mvcc: duplicate watch ID provided on the WatchStream
mvcc: watcher does not exist
1 @1 created
0 @1 created
2 @1 created
-1 @1 created canceled: mvcc: duplicate watch ID provided on the WatchStream
-5 @1 created
0 @1 canceled
3 @1 created`},

		{"ranges that are none", 0, "watch b a; watch b b; watch a from=-1; read; who", `
mvcc: watcher range is empty
mvcc: watcher range is empty
etcdserver: mvcc: required revision has been compacted
-1 @1 created canceled: mvcc: watcher range is empty
-1 @1 created canceled: mvcc: watcher range is empty
-1 @1 created canceled: etcdserver: mvcc: required revision has been compacted`},

		{"canceled", 0, "watch a prev; put a 1; put a 2; cancel 0; put a 3; cancel 0; read; who", `
mvcc: watcher does not exist
0 @1 created
0 @2: a=1@2
0 @3: a=2@3
0 @3 canceled`},

		{"filters", 0, "put a 1; del a; watch a noput; watch a nodelete; watch a noput nodelete; watch a noput from=1; put a 2; del a; sync; read", `
0 @3 created
1 @3 created
2 @3 created
3 @3 created
1 @4: a=2@4
0 @5: a=@5
3 @5: a=@3 a=@5`},

		{"previous values", 0, "put a 1; watch a - prev from=1; put a 2; del a; put a 3; put b 1; sync; put b 2; read", `
0 @2 created
0 @6: a=1@2 a=2@3 was 1@2 a=@4 was 2@3 a=3@5 b=1@6
0 @7: b=2@7 was 1@6`},

		{"previous values that are compacted before they are read", 0,
			"watch a prev; put a 1; put a 2; put a 3; put a 4; read 3; compact 4; read; compacted; put a 5; read", `
0 @1 created
0 @2: a=1@2
0 @3: a=2@3 was 1@2
0 @4: a=3@4
0 @5: a=4@5 was 3@4
0 @6: a=5@6 was 4@5`},

		{"compacted: canceled when its turn comes", 0,
			"put a 1; put a 2; put a 3; watch a from=2; watch a from=3; compact 3; who; sync; who; read; progress; read; cancel 0; progress; read; moves", `
0 is unsynced, next 2, kept 0
1 is unsynced, next 3, kept 0
1 is synced, next 5, kept 0
0 @4 created
1 @4 created
0 @0 canceled compacted 3
1 @4: a=2@3 a=3@4
0 @4 canceled
-1 @4
1 from unsynced to synced`},

		{"compacted: a synced watcher is not canceled", 0,
			"put a 1; watch a; put b 1; put b 2; compact 4; compacted; put a 2; sync; read; who", `
0 @2 created
0 @5: a=2@5
0 is synced, next 6, kept 0`},

		{"compacted, with a full buffer", 1,
			"put a 1; put a 2; put a 3; watch b; watch a from=2; compact 4; put b 1; sync; who; read; sync; who; read", `
0 is synced, next 6, kept 0
1 is unsynced, next 2, kept 0
0 @4 created
1 @4 created
0 @5: b=1@5
0 is synced, next 6, kept 0
1 @0 canceled compacted 4`},

		{"victims", 2, "watch a; watch a; put a 1; put b 1; put a 2; who; victims; who; put a 3; read 3; victims; who; read; victims; who; sync; who; read; moves", `
0 is victim, next 5, kept 1
1 is victim, next 5, kept 1
0 is victim, next 5, kept 1
1 is victim, next 5, kept 1
0 @1 created
1 @1 created
0 @2: a=1@2
0 is unsynced, next 5, kept 0
1 is victim, next 5, kept 1
1 @2: a=1@2
0 @4: a=2@4
0 is unsynced, next 5, kept 0
1 is unsynced, next 5, kept 0
0 is synced, next 6, kept 0
1 is victim, next 6, kept 1
1 @4: a=2@4
0 @5: a=3@5
0 from synced to victim
1 from synced to victim
0 from victim to unsynced
1 from victim to unsynced
0 from unsynced to synced
1 from unsynced to victim`},

		{"a victim that has missed nothing is synced", 1, "watch a; put a 1; put a 2; read 2; victims; who; read; put a 3; read", `
0 @1 created
0 @2: a=1@2
0 is synced, next 4, kept 0
0 @3: a=2@3
0 @4: a=3@4`},

		{"a victim loses what a compaction takes after it", 1,
			"watch a; put a 1; put a 2; put a 3; put a 4; compact 5; read; victims; read; sync; read", `
0 @1 created
0 @2: a=1@2
0 @3: a=2@3
0 @0 canceled compacted 5`},

		{"a victim of the past", 1, "put a 1; put a 2; watch b; put b 1; watch a from=1; sync; who; read; victims; who; read", `
0 is synced, next 5, kept 0
1 is victim, next 5, kept 2
0 @3 created
0 @4: b=1@4
1 @4 created
0 is synced, next 5, kept 0
1 is synced, next 5, kept 0
1 @4: a=1@2 a=2@3`},

		{"a victim canceled", 1, "watch a; put a 1; put a 2; cancel 0; who; victims; read", `
0 @1 created
0 @2: a=1@2
0 @3 canceled`},

		{"a full buffer takes nothing filtered out", 1, "watch a; watch a noput; put a 1; who", `
0 is synced, next 3, kept 0
1 is synced, next 3, kept 0`},

		{"a response has so many revisions", 0,
			"revs 3; put a 1; put a 2; put a 3; put b 4; put a 5; put a 6; put a 7; watch a from=1; watch b from=1; sync; who; sync; who; sync; who; read", `
0 is unsynced, next 6, kept 0
1 is synced, next 9, kept 0
0 is synced, next 9, kept 0
1 is synced, next 9, kept 0
0 is synced, next 9, kept 0
1 is synced, next 9, kept 0
0 @8 created
1 @8 created
0 @8: a=1@2 a=2@3 a=3@4
1 @8: b=4@5
0 @8: a=5@6 a=6@7 a=7@8`},

		{"a response never ends in the middle of a transaction", 0,
			"revs 1; put a 1; put b 1; del a c; watch a c from=3; sync; read; sync; read", `
0 @4 created
0 @4: b=1@3
0 @4: a=@4 b=@4`},

		{"a victim with more to come goes on from there", 1,
			"revs 3; put a 1; put a 2; put a 3; put a 4; watch b; put b 1; watch a from=1; sync; who; read; victims; who; read; sync; read", `
0 is synced, next 7, kept 0
1 is victim, next 5, kept 3
0 @5 created
0 @6: b=1@6
1 @6 created
0 is synced, next 7, kept 0
1 is unsynced, next 5, kept 0
1 @4: a=1@2 a=2@3 a=3@4
1 @6: a=4@5`},

		{"progress", 1, "progress; watch a; watch b from=1; progress; read; put c 1; sync; progress; progress; read; put a 1; progress; read", `
0 @1 created
1 @1 created
-1 @2
0 @3: a=1@3`},

		{"progress at intervals", 0,
			"watch a notify; watch b; watch c notify from=5; tick; put a 1; read; tick; read; tick; tick; put d 1; put d 2; put d 3; tick; read", `
0 @1 created
1 @1 created
2 @1 created
0 @1
0 @2: a=1@2
0 @2
0 @2
0 @5
2 @5`},

		{"closed", 0, "watch a; put a 1; close; put a 2; watch a; cancel 0; read; who", `
mvcc: watcher range is empty
mvcc: watcher does not exist`},
	} {
		t.Run(c.name, func(t *testing.T) {
			wt := newWatchTest(t, c.buffer)
			if got := wt.run(c.script); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("%s\ngives\n%s\nnot%s", c.script, got, c.want)
			}
		})
	}
}

// An empty key means the key "\x00", so that a watch can cover all keys.
func TestWatchAllKeys(t *testing.T) {
	wt := newWatchTest(t, 0)
	if _, err := wt.st.Watch(&etcdserverpb.WatchCreateRequest{RangeEnd: []byte(all)}); err != nil {
		t.Fatal(err)
	}
	want := []store.Watcher{{Key: all, End: all, Next: 2}}
	if got := wt.st.Watchers(); len(got) != 1 || got[0] != want[0] {
		t.Errorf("%+v, not %+v", got, want)
	}
	if got := wt.run("put \x01 x; read"); got != "0 @1 created\n0 @2: \x01=x@2" {
		t.Error(got)
	}
}

// Streams have separate buffers and watch IDs.
func TestWatchStreams(t *testing.T) {
	wt := newWatchTest(t, 1)
	other := wt.w.NewStream()
	for _, st := range []*WatchStream{wt.st, other} {
		if id, err := st.Watch(watchRequest([]string{"a"})); id != 0 || err != nil {
			t.Fatal(id, err)
		}
	}
	wt.run("put a 1; read; put a 2")
	if a, b := wt.st.Buffered(), other.Buffered(); a != 1 || b != 1 {
		t.Errorf("%d and %d are buffered", a, b)
	}
	moves := wt.w.Moves()
	if len(moves) != 1 || moves[0] != (Move{other, 0, store.Synced, store.Victim}) {
		t.Errorf("%+v", moves)
	}
	if unsynced, victims := wt.w.Behind(); unsynced || !victims {
		t.Error(unsynced, victims)
	}
	other.Close()
	if unsynced, victims := wt.w.Behind(); unsynced || victims {
		t.Error(unsynced, victims)
	}
}

// A round serves a limited number of watchers, those that have waited longest.
// If more are unsynced, a canceled one stays, as in etcd.
func TestWatchersOfARound(t *testing.T) {
	wt := newWatchTest(t, 0)
	wt.w.Limits.Watchers = 2
	got := wt.run("put a 1; put a 2; put a 3; compact 3; watch a from=1; watch a from=3; watch a from=4; watch a from=3; read; sync; who; read; sync; read; sync; who; read")
	want := `0 @4 created
1 @4 created
2 @4 created
3 @4 created
0 is unsynced, next 1, kept 0
1 is synced, next 5, kept 0
2 is unsynced, next 4, kept 0
3 is unsynced, next 3, kept 0
0 @0 canceled compacted 3
1 @4: a=2@3 a=3@4
2 @4: a=3@4
3 @4: a=2@3 a=3@4
1 is synced, next 5, kept 0
2 is synced, next 5, kept 0
3 is synced, next 5, kept 0
0 @0 canceled compacted 3`
	if got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

// When a snapshot replaces the store, the watchers stay: they receive what the
// snapshot contains, or are canceled if that is compacted.
func TestWatchRestore(t *testing.T) {
	wt := newWatchTest(t, 3)
	wt.run("watch a; watch b; watch c from=9; put b 1; read; put b 2; put b 3; put b 4; put b 5; moves")
	leader := open(t, newPath(t))
	do(t, leader, "put b 1; put b 2; put b 3; put b 4; put b 5; put b 6; put a 1; put c 1; put c 2")
	compact(t, leader, 4)
	compactAll(t, leader, 0)
	data, err := leader.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	path := newPath(t)
	if err := Install(path, data); err != nil {
		t.Fatal(err)
	}
	wt.s = open(t, path)
	wt.w.Restore(wt.s)
	got := wt.run("who; read; sync; victims; sync; who; put a 2; read; moves")
	want := `0 is unsynced, next 2, kept 0
1 is victim, next 7, kept 1
2 is unsynced, next 9, kept 0
1 @3: b=2@3
1 @4: b=3@4
1 @5: b=4@5
1 is victim, next 11, kept 1
2 is synced, next 11, kept 0
0 @0 canceled compacted 4
2 @10: c=1@9 c=2@10
1 @6: b=5@6
0 from synced to unsynced
2 from synced to unsynced
2 from unsynced to synced
1 from victim to unsynced
1 from unsynced to victim`
	if got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

// If Notify is called late, events are still sent one revision at a time.
func TestNotifyLate(t *testing.T) {
	wt := newWatchTest(t, 0)
	wt.run("watch a")
	for range 3 {
		wt.s.Put([]byte("a"), []byte("x"), 0)
	}
	if got, want := wt.run("read"), "0 @1 created\n0 @2: a=x@2\n0 @3: a=x@3\n0 @4: a=x@4"; got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

// SyncUnsynced returns an error if the file is damaged.
func TestWatchDamagedFile(t *testing.T) {
	wt := newWatchTest(t, 0)
	wt.run("put a 1; watch a from=1")
	wt.s.b.put(layout.KeyBucket, layout.Revision{Main: 2}.AppendKey(nil, false), []byte{0xff})
	if err := wt.w.SyncUnsynced(); !errors.Is(err, ErrCorrupt) {
		t.Errorf("the error is %v", err)
	}
}
