package etcdtest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
)

// minTTL is the least TTL that a lease is granted, on both sides.
const minTTL = 2

// A run of TestTwins uses about 100 stores and 8,000 requests, different ones
// each time: -rapid.seed repeats those of the printed seed.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("rapid.seed").Value.String() == "0" {
		flag.Set("rapid.seed", fmt.Sprint(time.Now().UnixNano()))
	}
	if flag.Lookup("rapid.steps").Value.String() == "30" {
		flag.Set("rapid.steps", "80")
	}
	fmt.Println("-rapid.seed", flag.Lookup("rapid.seed").Value)
	os.Exit(m.Run())
}

// A pair is our store and etcd's.
type pair struct {
	*rapid.T
	dir      string
	ours     *mvcc.Store
	theirs   *theirs
	requests *int
}

func (p *pair) open() {
	var err error
	if p.ours, err = mvcc.Open(filepath.Join(p.dir, "ours"), mvcc.Options{MinLeaseTTL: minTTL}); err != nil {
		p.Fatal(err)
	}
	if p.theirs, err = openTheirs(filepath.Join(p.dir, "theirs"), compactBatch); err != nil {
		p.Fatal(err)
	}
}

// close commits and closes both, and compares their files.
func (p *pair) close() {
	if err := p.ours.Commit(); err != nil {
		p.Fatal(err)
	}
	p.theirs.kv.Commit()
	if err := p.ours.Close(); err != nil {
		p.Fatal(err)
	}
	if err := p.theirs.close(); err != nil {
		p.Fatal(err)
	}
	if _, ok := p.ours.Compacting(); ok {
		return // etcd's compaction is finished
	}
	var dumps [2][][2]string
	for i, name := range []string{"ours", "theirs"} {
		var err error
		if dumps[i], err = dump(filepath.Join(p.dir, name), "key", "lease", "alarm", "meta"); err != nil {
			p.Fatal(err)
		}
	}
	if !reflect.DeepEqual(dumps[0], dumps[1]) {
		p.Fatalf("our file:\n%q\netcd's:\n%q", dumps[0], dumps[1])
	}
}

// applyBoth performs a request on both stores and compares the responses.
func (p *pair) applyBoth(r *etcdserverpb.InternalRaftRequest) {
	*p.requests++
	ours, err := p.ours.Apply(r)
	theirs, theirErr := p.theirs.apply(r)
	if fmt.Sprint(err) != fmt.Sprint(theirErr) {
		p.Fatalf("%v\nwe say: %v\netcd:   %v", r, err, theirErr)
	}
	if err == nil && !equal(ours, theirs) {
		p.Fatalf("%v\nwe say: %v\netcd:   %v", r, ours, theirs)
	}
}

// equal compares responses, ignoring the header of an alarm response, which
// etcd's service adds, and the order of alarms, which is map order in etcd.
func equal(a, b proto.Message) bool {
	if x, ok := a.(*etcdserverpb.AlarmResponse); ok {
		x.Header = nil
	}
	return proto.Equal(a, b)
}

func (p *pair) drawer() drawer { return drawer{T: p.T, rev: p.ours.Rev()} }

func (p *pair) actions() map[string]func(*rapid.T) {
	do := func(f func(drawer) *etcdserverpb.InternalRaftRequest) func(*rapid.T) {
		return func(t *rapid.T) {
			p.T = t
			r := f(p.drawer())
			if mvcc.Validate(r) == nil {
				p.applyBoth(r)
			}
		}
	}
	put := do(func(d drawer) *etcdserverpb.InternalRaftRequest {
		return &etcdserverpb.InternalRaftRequest{Put: d.put()}
	})
	txn := do(func(d drawer) *etcdserverpb.InternalRaftRequest {
		return &etcdserverpb.InternalRaftRequest{Txn: d.txn(0)}
	})
	return map[string]func(*rapid.T){
		"put": put, "put 2": put, "put 3": put, "txn": txn, "txn 2": txn, "txn 3": txn,
		"range": do(func(d drawer) *etcdserverpb.InternalRaftRequest {
			return &etcdserverpb.InternalRaftRequest{Range: d.rangeRequest()}
		}),
		"delete": do(func(d drawer) *etcdserverpb.InternalRaftRequest {
			d.fromKey = rarely.Draw(d.T, "from key")
			return &etcdserverpb.InternalRaftRequest{DeleteRange: d.deleteRange()}
		}),
		"lease": do(drawer.lease),
		"alarm": p.alarm,
		"compact": func(t *rapid.T) {
			p.T = t
			p.compactOurs(1 << 30)
			rev := rapid.Int64Range(max(0, p.ours.Rev()-12), p.ours.Rev()+1).Draw(t, "revision")
			p.applyBoth(&etcdserverpb.InternalRaftRequest{Compaction: &etcdserverpb.CompactionRequest{Revision: rev}})
			p.compactOurs(rapid.IntRange(0, 9).Draw(t, "steps"))
		},
		"steps":   func(t *rapid.T) { p.T = t; p.compactOurs(rapid.IntRange(1, 4).Draw(t, "steps")) },
		"inspect": p.compareInternals,
		"commit": func(t *rapid.T) {
			if err := p.ours.Commit(); err != nil {
				t.Fatal(err)
			}
		},
		"defrag": func(t *rapid.T) {
			if _, _, err := p.ours.Defrag(); err != nil {
				t.Fatal(err)
			}
		},
		"reopen": func(t *rapid.T) {
			p.T = t
			p.compactOurs(1 << 30)
			p.close()
			p.open()
		},
	}
}

// alarm raises one or two alarms for a single request. If they stayed raised,
// most requests would fail.
func (p *pair) alarm(t *rapid.T) {
	p.T = t
	if !rarely.Draw(t, "alarms at all") {
		return
	}
	d := p.drawer()
	p.applyBoth(d.alarm())
	p.applyBoth(&etcdserverpb.InternalRaftRequest{Put: d.put()})
	p.applyBoth(&etcdserverpb.InternalRaftRequest{Range: d.rangeRequest()})
	p.applyBoth(&etcdserverpb.InternalRaftRequest{Compaction: &etcdserverpb.CompactionRequest{Revision: p.ours.Rev() + 1}})
	if r := (&etcdserverpb.InternalRaftRequest{Txn: d.txn(0)}); mvcc.Validate(r) == nil {
		p.applyBoth(r)
	}
	p.applyBoth(d.lease())
	p.applyBoth(d.alarm())
	for _, a := range p.ours.Alarms() {
		p.applyBoth(&etcdserverpb.InternalRaftRequest{Alarm: &etcdserverpb.AlarmRequest{
			Action: etcdserverpb.AlarmRequest_DEACTIVATE, Alarm: a.Type, MemberID: a.Member}})
	}
}

// compactOurs continues our compaction; etcd's has already finished.
func (p *pair) compactOurs(n int) {
	for ; n > 0; n-- {
		r, err := p.ours.CompactStep(compactBatch)
		if err != nil {
			p.Fatal(err)
		}
		if r.Done {
			return
		}
	}
}

// compareInternals compares what clients cannot see: index, leases and hashes.
func (p *pair) compareInternals(t *rapid.T) {
	p.T = t
	p.compactOurs(1 << 30)
	var ours []mvcc.KeyHistory
	p.ours.Histories(nil, []byte{0}, func(h mvcc.KeyHistory) bool {
		ours = append(ours, h)
		return true
	})
	if a, b := show(ours), show(p.theirs.index()); a != b {
		t.Fatalf("our index:\n%s\netcd's:\n%s", a, b)
	}
	rev := rapid.Int64Range(0, p.ours.Rev()+1).Draw(t, "hash at")
	h, err := p.ours.HashKV(rev)
	e, _, theirErr := p.theirs.kv.HashStorage().HashByRev(rev)
	if fmt.Sprint(err) != fmt.Sprint(theirErr) || err == nil && (h.Hash != e.Hash || h.Rev != e.Revision || h.CompactRev != e.CompactRevision) {
		t.Fatalf("hash at %d: we say %+v, %v; etcd %+v, %v", rev, h, err, e, theirErr)
	}
	for _, l := range p.theirs.lessor.Leases() {
		le, ok := p.ours.Lease(int64(l.ID))
		if !ok || le.TTL != l.TTL() || len(p.ours.LeaseKeys(le.ID)) != len(l.Keys()) {
			t.Fatalf("lease %d: we have %+v with %q, etcd %d with %q", l.ID, le, p.ours.LeaseKeys(le.ID), l.TTL(), l.Keys())
		}
	}
	if a, b := len(p.ours.Leases()), len(p.theirs.lessor.Leases()); a != b {
		t.Fatalf("we have %d leases, etcd %d", a, b)
	}
}

func show(index []mvcc.KeyHistory) string {
	var b strings.Builder
	for _, h := range index {
		fmt.Fprintf(&b, "%q %v", h.Key, h.Modified)
		for _, g := range h.Generations {
			created := g.Created
			if len(g.Revs) == 0 {
				created = layout.Revision{} // nothing has been created yet
			}
			fmt.Fprintf(&b, " {%v v%d %v %v}", created, g.Version, g.Revs, g.Ended)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestTwins(t *testing.T) {
	dir, n, requests := t.TempDir(), 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		p := &pair{T: rt, dir: filepath.Join(dir, fmt.Sprint(n)), requests: &requests}
		if err := os.Mkdir(p.dir, 0o700); err != nil {
			rt.Fatal(err)
		}
		p.open()
		actions := p.actions()
		actions[""] = func(*rapid.T) {
			if a, b := p.ours.Rev(), p.theirs.kv.Rev(); a != b {
				rt.Fatalf("we are at revision %d, etcd at %d", a, b)
			}
		}
		rt.Repeat(actions)
		p.compareInternals(rt)
		p.close()
		os.RemoveAll(p.dir)
	})
	t.Logf("%d stores, %d requests", n, requests)
}
