package mvcc

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
)

// A watchTest is a store with one stream of watchers.
type watchTest struct {
	testing.TB
	s  *Store
	w  *Watchable
	st *WatchStream
}

func newWatchTest(t testing.TB, buffer int) *watchTest {
	s := open(t, newPath(t))
	w := NewWatchable(s, buffer)
	return &watchTest{t, s, w, w.NewStream()}
}

// run executes lines joined by ";" and returns their output:
//
//	put a 1 · del a · del a c · commit     as do executes them
//	compact 4 · compacted                  schedules a compaction; carries it out
//	watch a [end|-] [from=3] [id=7] [prev] [notify] [fragment] [noput] [nodelete]
//	cancel 0 · progress · tick · close
//	revs 3                                 bounds the revisions in a response
//	sync · victims                         a round of each loop
//	read [2]                               prints all responses, or so many
//	who                                    prints the watchers
//	moves                                  prints the changes of group
func (t *watchTest) run(script string) string {
	t.Helper()
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for line := range strings.SplitSeq(script, ";") {
		f := strings.Fields(line)
		arg := 1 << 30
		if len(f) > 1 {
			arg, _ = strconv.Atoi(f[1])
		}
		switch f[0] {
		case "put", "del", "commit":
			do(t, t.s, strings.TrimSpace(line))
			t.w.Notify()
		case "compact":
			compact(t, t.s, int64(arg))
		case "compacted":
			compactAll(t, t.s, 0)
		case "watch":
			if _, err := t.st.Watch(watchRequest(f[1:])); err != nil {
				say("%v", err)
			}
		case "cancel":
			if err := t.st.Cancel(int64(arg)); err != nil {
				say("%v", err)
			}
		case "progress":
			t.st.Progress()
		case "tick":
			t.w.TickProgress()
		case "close":
			t.st.Close()
		case "revs":
			t.w.Limits.Revs = arg
		case "sync":
			if err := t.w.SyncUnsynced(); err != nil {
				t.Fatal(err)
			}
		case "victims":
			t.w.SyncVictims()
		case "read":
			for range arg {
				r, ok := t.st.Next()
				if !ok {
					break
				}
				say("%s", showResponse(r))
			}
		case "who":
			for _, wa := range t.st.Watchers() {
				say("%d is %v, next %d, kept %d", wa.ID, wa.Group, wa.Next, wa.Kept)
			}
		case "moves":
			for _, m := range t.w.Moves() {
				say("%d from %v to %v", m.ID, m.From, m.To)
			}
		default:
			t.Fatalf("unknown step %q", line)
		}
	}
	return strings.Join(out, "\n")
}

func watchRequest(args []string) *etcdserverpb.WatchCreateRequest {
	r := &etcdserverpb.WatchCreateRequest{Key: []byte(args[0])}
	for _, arg := range args[1:] {
		name, value, _ := strings.Cut(arg, "=")
		n, _ := strconv.ParseInt(value, 10, 64)
		switch name {
		case "from":
			r.StartRevision = n
		case "id":
			r.WatchId = n
		case "prev":
			r.PrevKv = true
		case "notify":
			r.ProgressNotify = true
		case "fragment":
			r.Fragment = true
		case "noput":
			r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_NOPUT)
		case "nodelete":
			r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_NODELETE)
		case "-":
			r.RangeEnd = []byte(all)
		default:
			r.RangeEnd = []byte(arg)
		}
	}
	return r
}

// showResponse returns a response as "0 @5: a=1@4 b=@5 was x@3"; a deletion has
// no value.
func showResponse(r *etcdserverpb.WatchResponse) string {
	out := fmt.Sprintf("%d @%d", r.WatchId, r.Header.Revision)
	if r.Created {
		out += " created"
	}
	if r.Canceled {
		out += " canceled"
	}
	if r.CompactRevision != 0 {
		out += fmt.Sprintf(" compacted %d", r.CompactRevision)
	}
	if r.CancelReason != "" {
		out += ": " + r.CancelReason
	}
	if r.Fragment {
		out += " fragment"
	}
	for i, ev := range r.Events {
		if i == 0 {
			out += ":"
		}
		out += " " + showEvent(ev)
	}
	return out
}

func showEvent(ev *mvccpb.Event) string {
	out := fmt.Sprintf("%s=%s@%d", ev.Kv.Key, ev.Kv.Value, ev.Kv.ModRevision)
	if (ev.Type == mvccpb.Event_DELETE) != (ev.Kv.Version == 0) {
		out += "?"
	}
	if p := ev.PrevKv; p != nil {
		out += fmt.Sprintf(" was %s@%d", p.Value, p.ModRevision)
	}
	return out
}
