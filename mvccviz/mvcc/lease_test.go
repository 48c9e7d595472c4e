package mvcc

import (
	"fmt"
	"testing"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
)

// showLeases returns every lease with its keys, as "id ttl/remaining keys;
// ...".
func showLeases(s *Store) (out string) {
	for _, l := range s.Leases() {
		out += fmt.Sprintf("%d %d/%d %v; ", l.ID, l.TTL, l.Remaining, s.LeaseKeys(l.ID))
	}
	return out
}

func TestLeases(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	for _, c := range []struct{ request, want, held string }{
		{`lease_grant:{TTL:60}`, "etcdserver: requested lease not found", ""},
		{`lease_grant:{ID:1 TTL:9000000001}`, "etcdserver: too large lease TTL", ""},
		{`lease_grant:{ID:1 TTL:60}`, `header:{revision:1} ID:1 TTL:60`, "1 60/0 []; "},
		{`lease_grant:{ID:1 TTL:70}`, "etcdserver: lease already exists", "1 60/0 []; "},
		{`lease_grant:{ID:-2 TTL:5}`, `header:{revision:1} ID:-2 TTL:5`, "-2 5/0 []; 1 60/0 []; "},
		{`put:{key:"b" lease:1}`, `header:{revision:2}`, "-2 5/0 []; 1 60/0 [b]; "},
		{`put:{key:"a" lease:1}`, `header:{revision:3}`, "-2 5/0 []; 1 60/0 [a b]; "},
		{`put:{key:"a" lease:1}`, `header:{revision:4}`, "-2 5/0 []; 1 60/0 [a b]; "},
		{`put:{key:"c" lease:-2}`, `header:{revision:5}`, "-2 5/0 [c]; 1 60/0 [a b]; "},
		{`put:{key:"a" lease:-2}`, `header:{revision:6}`, "-2 5/0 [a c]; 1 60/0 [b]; "},
		{`put:{key:"c"}`, `header:{revision:7}`, "-2 5/0 [a]; 1 60/0 [b]; "},
		{`delete_range:{key:"b"}`, `header:{revision:8} deleted:1`, "-2 5/0 [a]; 1 60/0 []; "},
		{`put:{key:"b" lease:-2}`, `header:{revision:9}`, "-2 5/0 [a b]; 1 60/0 []; "},
		{`lease_checkpoint:{checkpoints:{ID:1 remaining_TTL:7} checkpoints:{ID:9 remaining_TTL:7}}`, `header:{revision:9}`, "-2 5/0 [a b]; 1 60/7 []; "},
		{`lease_revoke:{ID:9}`, "etcdserver: requested lease not found", "-2 5/0 [a b]; 1 60/7 []; "},
		{`lease_revoke:{ID:-2}`, `header:{revision:10}`, "1 60/7 []; "},
		{`range:{key:"a" range_end:"\x00" keys_only:true}`, `header:{revision:10} kvs:{key:"c" create_revision:5 mod_revision:7 version:2} count:1`, "1 60/7 []; "},
		{`put:{key:"d" lease:1}`, `header:{revision:11}`, "1 60/7 [d]; "},
	} {
		if got := apply(t, s, c.request); got != c.want || showLeases(s) != c.held {
			t.Errorf("%s\ngot  %s %s\nwant %s %s", c.request, got, showLeases(s), c.want, c.held)
		}
	}
	commit(t, s)
	apply(t, s, `lease_revoke:{ID:1}`)
	if showLeases(s) != "" || s.Keys() != 1 {
		t.Errorf("revoked: %s, %d keys", showLeases(s), s.Keys())
	}
	closeStore(t, s) // a crash: both effects of the revocation are lost
	if got, want := dump(t, path, "lease"), "\x00\x00\x00\x00\x00\x00\x00\x01=0801103c1807 "; got != want {
		t.Errorf("bucket lease: %q, want %q", got, want)
	}
	s = open(t, path)
	if showLeases(s) != "1 60/7 [d]; " || s.Keys() != 2 || s.LeaseOf([]byte("d")) != 1 {
		t.Errorf("after the crash: %s, %d keys", showLeases(s), s.Keys())
	}
	apply(t, s, `lease_revoke:{ID:1}`)
	commit(t, s)
	closeStore(t, s)
	if got := dump(t, path, "lease"); got != "" {
		t.Errorf("bucket lease: %q", got)
	}
}

func TestMinLeaseTTL(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	apply(t, s, `lease_grant:{ID:1 TTL:1}`)
	commit(t, s)
	closeStore(t, s)
	s, err := Open(path, Options{MinLeaseTTL: 5})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	apply(t, s, `lease_grant:{ID:2 TTL:-3}`)
	if got, want := showLeases(s), "1 5/0 []; 2 5/0 []; "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestParseLease(t *testing.T) {
	for _, l := range []Lease{{}, {ID: 1}, {ID: -1, TTL: MaxLeaseTTL, Remaining: 3}} {
		if got, err := parseLease(l.marshal()); err != nil || got != l {
			t.Errorf("%+v came back as %+v, %v", l, got, err)
		}
	}
	unknown := append(Lease{ID: 7}.marshal(), 0x22, 1, 'x', 0x10, 9) // a field 4, then the TTL
	if got, err := parseLease(unknown); err != nil || got != (Lease{ID: 7, TTL: 9}) {
		t.Errorf("with an unknown field: %+v, %v", got, err)
	}
	for _, b := range []string{"\x08", "\x0a\x01x", "\x08\xff", "\x22\x05x", "\xff"} {
		if l, err := parseLease([]byte(b)); err == nil {
			t.Errorf("%x is %+v", b, l)
		}
	}
	path := newPath(t)
	closeStore(t, open(t, path))
	edit(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("lease")).Put(leaseKey(5), Lease{ID: 6}.marshal())
	})
	if _, err := Open(path, Options{}); err == nil {
		t.Error("a lease under another's key was taken")
	}
}

func TestAlarmsAndQuota(t *testing.T) {
	path := newPath(t)
	s, err := Open(path, Options{Quota: 30 * layout.PageSize})
	if err != nil {
		t.Fatal(err)
	}
	exchanges(t, s, []exchange{{`put:{key:"a"}`, `header:{revision:2}`}, {`lease_grant:{ID:1 TTL:60}`, `header:{revision:2} ID:1 TTL:60`}})
	big := &etcdserverpb.InternalRaftRequest{Put: &etcdserverpb.PutRequest{Key: []byte("b"), Value: make([]byte, 30*layout.PageSize)}}
	if resp, err := s.Apply(big); resp == nil || fmt.Sprint(err) != "etcdserver: mvcc: database space exceeded" || s.Rev() != 3 {
		t.Errorf("beyond the quota: %v, %v, rev %d", resp, err, s.Rev())
	}
	const full, corrupt = "etcdserver: mvcc: database space exceeded", "etcdserver: corrupt cluster"
	exchanges(t, s, []exchange{
		{`alarm:{action:ACTIVATE memberID:9 alarm:NOSPACE}`, `header:{revision:3} alarms:{memberID:9 alarm:NOSPACE}`},
		{`alarm:{action:ACTIVATE memberID:9 alarm:NOSPACE}`, `header:{revision:3} alarms:{memberID:9 alarm:NOSPACE}`},
		{`alarm:{action:ACTIVATE memberID:2 alarm:NOSPACE}`, `header:{revision:3} alarms:{memberID:2 alarm:NOSPACE}`},
		{`alarm:{action:ACTIVATE memberID:2}`, `header:{revision:3}`},
		{`put:{key:"c"}`, full},
		{`lease_grant:{ID:2 TTL:60}`, full},
		{`txn:{failure:{request_put:{key:"c"}}}`, full},
		{`txn:{success:{request_delete_range:{key:"c"}}}`, `header:{revision:3} succeeded:true responses:{response_delete_range:{header:{revision:3}}}`},
		{`delete_range:{key:"b"}`, `header:{revision:4} deleted:1`},
		{`range:{key:"b"}`, `header:{revision:4}`},
		{`compaction:{revision:4}`, `header:{revision:4}`},
		{`lease_revoke:{ID:1}`, `header:{revision:4}`},
	})
	commit(t, s)
	closeStore(t, s)
	if got, want := dump(t, path, "alarm"), "\x08\x02\x10\x01= \x08\x09\x10\x01= "; got != want {
		t.Errorf("bucket alarm: %q, want %q", got, want)
	}
	s = open(t, path)
	exchanges(t, s, []exchange{
		{`put:{key:"c"}`, full},
		{`alarm:{}`, `header:{revision:4} alarms:{memberID:2 alarm:NOSPACE} alarms:{memberID:9 alarm:NOSPACE}`},
		{`alarm:{alarm:CORRUPT}`, `header:{revision:4}`},
		{`alarm:{action:DEACTIVATE memberID:9 alarm:NOSPACE}`, `header:{revision:4} alarms:{memberID:9 alarm:NOSPACE}`},
		{`alarm:{action:DEACTIVATE memberID:9 alarm:NOSPACE}`, `header:{revision:4}`},
		{`put:{key:"c"}`, full},
		{`alarm:{action:DEACTIVATE memberID:2 alarm:NOSPACE}`, `header:{revision:4} alarms:{memberID:2 alarm:NOSPACE}`},
		{`put:{key:"c"}`, `header:{revision:5}`},
		{`alarm:{action:ACTIVATE memberID:2 alarm:CORRUPT}`, `header:{revision:5} alarms:{memberID:2 alarm:CORRUPT}`},
		{`range:{key:"c"}`, corrupt},
		{`delete_range:{key:"c"}`, corrupt},
		{`lease_checkpoint:{}`, `header:{revision:5}`},
	})
}
