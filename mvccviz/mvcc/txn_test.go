package mvcc

import (
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
)

// parse reads a request as prototext: `put:{key:"a"}`.
func parse[M proto.Message](t testing.TB, text string, m M) M {
	t.Helper()
	if err := prototext.Unmarshal([]byte(text), m); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

// apply validates and applies a request and returns the response in one line,
// or the error.
func apply(t testing.TB, s *Store, text string) string {
	t.Helper()
	r := parse(t, text, &etcdserverpb.InternalRaftRequest{})
	if err := Validate(r); err != nil {
		return "invalid: " + err.Error()
	}
	resp, err := s.Apply(r)
	if err != nil {
		return err.Error()
	}
	return oneLine(resp)
}

// oneLine prints a message with single spaces, which prototext varies.
func oneLine(m proto.Message) string {
	return strings.Join(strings.Fields(prototext.MarshalOptions{}.Format(m)), " ")
}

// A step of a script is a request and the response to it.
type exchange struct{ request, want string }

func exchanges(t *testing.T, s *Store, script []exchange) {
	t.Helper()
	for _, e := range script {
		if got := apply(t, s, e.request); got != e.want {
			t.Errorf("%s\ngot  %s\nwant %s", e.request, got, e.want)
		}
	}
}

func TestPutRequests(t *testing.T) {
	exchanges(t, open(t, newPath(t)), []exchange{
		{`put:{key:"a" value:"1"}`, `header:{revision:2}`},
		{`put:{key:"a" value:"2" prev_kv:true}`, `header:{revision:3} prev_kv:{key:"a" create_revision:2 mod_revision:2 version:1 value:"1"}`},
		{`put:{key:"b" prev_kv:true}`, `header:{revision:4}`},
		{`put:{key:"c" ignore_value:true}`, "etcdserver: key not found"},
		{`put:{key:"c" ignore_lease:true}`, "etcdserver: key not found"},
		{`put:{key:"a" lease:7}`, "etcdserver: requested lease not found"},
		{`lease_grant:{ID:7 TTL:60}`, `header:{revision:4} ID:7 TTL:60`},
		{`put:{key:"a" value:"3" lease:7}`, `header:{revision:5}`},
		{`put:{key:"a" ignore_value:true}`, `header:{revision:6}`},
		{`range:{key:"a"}`, `header:{revision:6} kvs:{key:"a" create_revision:2 mod_revision:6 version:4 value:"3"} count:1`},
		{`put:{key:"a" value:"4" lease:7}`, `header:{revision:7}`},
		{`put:{key:"a" value:"5" ignore_lease:true}`, `header:{revision:8}`},
		{`range:{key:"a"}`, `header:{revision:8} kvs:{key:"a" create_revision:2 mod_revision:8 version:6 value:"5" lease:7} count:1`},
		{`delete_range:{key:"a" prev_kv:true}`, `header:{revision:9} deleted:1 prev_kvs:{key:"a" create_revision:2 mod_revision:8 version:6 value:"5" lease:7}`},
		{`delete_range:{key:"a" prev_kv:true}`, `header:{revision:9}`},
		{`delete_range:{key:"a" range_end:"\x00"}`, `header:{revision:10} deleted:1`},
	})
}

const (
	putA = `request_put:{key:"a" value:"x"}`
	getA = `request_range:{key:"a"}`
)

// Compares of a missing key m, of a (created at 2, changed at 4, version 2,
// value "2", lease 7) and of b (created at 3, value "x", no lease).
func TestCompares(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, "put a 1; put b x; put a 2 lease=7")
	for text, want := range map[string]bool{
		`key:"a" target:VALUE value:"2"`:                                      true,
		`key:"a" target:VALUE value:"3"`:                                      false,
		`key:"a" target:VALUE result:LESS value:"3"`:                          true,
		`key:"a" target:VALUE result:GREATER value:"10"`:                      true,
		`key:"a" target:VALUE result:NOT_EQUAL value:"3"`:                     true,
		`key:"a" target:CREATE create_revision:2`:                             true,
		`key:"a" target:MOD mod_revision:4`:                                   true,
		`key:"a" target:MOD result:LESS mod_revision:4`:                       false,
		`key:"a" target:VERSION version:2`:                                    true,
		`key:"a" target:VERSION result:GREATER version:1`:                     true,
		`key:"a" target:LEASE lease:7`:                                        true,
		`key:"b" target:LEASE lease:0`:                                        true,
		`key:"m" target:VERSION version:0`:                                    true,
		`key:"m" target:CREATE result:GREATER create_revision:0`:              false,
		`key:"m" target:LEASE lease:0`:                                        true,
		`key:"m" target:VALUE result:NOT_EQUAL value:"x"`:                     false,
		`key:"m" target:VALUE`:                                                false,
		`key:"a" range_end:"c" target:MOD result:GREATER mod_revision:2`:      true,
		`key:"a" range_end:"c" target:MOD result:GREATER mod_revision:3`:      false,
		`key:"a" range_end:"\x00" target:LEASE lease:7`:                       false,
		`key:"m" range_end:"\x00" target:VALUE value:"x"`:                     false,
		`key:"m" range_end:"\x00" target:VERSION result:LESS version:1`:       true,
		`key:"a" target:MOD version:4`:                                        false, // a number for another target counts as 0
		`key:"a" target:VERSION result:NOT_EQUAL version:2} compare:{key:"a"`: false,
	} {
		got := apply(t, s, "txn:{compare:{"+text+"}}")
		if (got == "header:{revision:4} succeeded:true") != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestTxn(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, "put a 1; put b 2")
	exchanges(t, s, []exchange{
		{`txn:{}`, `header:{revision:3} succeeded:true`},
		{`txn:{success:{` + getA + `}}`, `header:{revision:3} succeeded:true responses:{response_range:{header:{revision:3} kvs:{key:"a" create_revision:2 mod_revision:2 version:1 value:"1"} count:1}}`},
		{ // a range sees the operations before it, not those after it
			`txn:{success:{` + getA + `} success:{` + putA + `} success:{request_range:{key:"a" range_end:"c" keys_only:true}} success:{request_delete_range:{key:"b"}} success:{request_range:{key:"b"}}}`,
			`header:{revision:4} succeeded:true` +
				` responses:{response_range:{header:{revision:3} kvs:{key:"a" create_revision:2 mod_revision:2 version:1 value:"1"} count:1}}` +
				` responses:{response_put:{header:{revision:4}}}` +
				` responses:{response_range:{header:{revision:4} kvs:{key:"a" create_revision:2 mod_revision:4 version:2} kvs:{key:"b" create_revision:3 mod_revision:3 version:1} count:2}}` +
				` responses:{response_delete_range:{header:{revision:4} deleted:1}}` +
				` responses:{response_range:{header:{revision:4}}}`,
		},
		{ // a nested compare sees the store as it was
			`txn:{success:{request_put:{key:"n"}} success:{request_txn:{compare:{key:"n" target:VERSION version:0} success:{request_range:{key:"n"}} failure:{request_range:{key:"q"}}}}}`,
			`header:{revision:5} succeeded:true responses:{response_put:{header:{revision:5}}}` +
				` responses:{response_txn:{header:{} succeeded:true responses:{response_range:{header:{revision:5} kvs:{key:"n" create_revision:5 mod_revision:5 version:1} count:1}}}}`,
		},
		{ // failure branches, two deep, and the operation after the nested one
			`txn:{compare:{key:"a" target:VERSION version:9} failure:{request_txn:{compare:{key:"a" target:VERSION version:9} success:{request_put:{key:"no"}} failure:{request_put:{key:"x"}}}} failure:{request_put:{key:"y"}}}`,
			`header:{revision:6} responses:{response_txn:{header:{} responses:{response_put:{header:{revision:6}}}}} responses:{response_put:{header:{revision:6}}}`,
		},
		// an error in one operation undoes all
		{`txn:{success:{request_put:{key:"z"}} success:{request_range:{key:"a" revision:7}}}`, "etcdserver: mvcc: required revision is a future revision"},
		{`txn:{success:{request_put:{key:"z"}} success:{request_put:{key:"q" lease:5}}}`, "etcdserver: requested lease not found"},
		{`txn:{success:{request_put:{key:"z"}} success:{request_txn:{success:{request_put:{key:"q" ignore_value:true}}}}}`, "etcdserver: key not found"},
		{`txn:{success:{request_put:{key:"z"}} success:{request_put:{key:"z"}}}`, "invalid: etcdserver: duplicate key given in txn request"},
		{`range:{key:"z"}`, `header:{revision:6}`},
	})
	got := ""
	s.Histories(nil, allKeys, func(h KeyHistory) bool {
		got += fmt.Sprintf("%s %v;", h.Key, s.kvindex.get(h.Key))
		return true
	})
	if want := "a {2.0 4.0};b {3.0 4.1t}{};n {5.0};x {6.0};y {6.1};"; got != want {
		t.Errorf("index %s, want %s", got, want)
	}
}

func TestTxnBelowCompaction(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, "put a 1; put a 2; put a 3")
	exchanges(t, s, []exchange{
		{`compaction:{revision:3}`, `header:{revision:4}`},
		{`range:{key:"a" revision:2}`, "etcdserver: mvcc: required revision has been compacted"},
		{`txn:{success:{request_range:{key:"a" revision:2}}}`, "etcdserver: mvcc: required revision has been compacted"},
		{`txn:{success:{request_range:{key:"a" revision:3}}}`, `header:{revision:4} succeeded:true responses:{response_range:{header:{revision:4} kvs:{key:"a" create_revision:2 mod_revision:3 version:2 value:"2"} count:1}}`},
		{`compaction:{revision:3}`, "etcdserver: mvcc: required revision has been compacted"},
		{`compaction:{revision:5}`, "etcdserver: mvcc: required revision is a future revision"},
	})
}
