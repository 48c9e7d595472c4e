package mvcc

import (
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
)

func TestQuery(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, "put a 3; put b 1 lease=7; put c 2; put b 1; put d 1; put a 3")
	// a: created 2, changed 7, version 2; b: 3, 5, 2; c: 4, 4, 1; d: 6, 6, 1
	for _, c := range []struct{ request, want string }{
		{``, "a b c d; 4"},
		{`limit:2`, "a b; 4 more"},
		{`limit:4`, "a b c d; 4"},
		{`limit:9223372036854775807`, "a b c d; 4"},
		{`limit:-1`, "a b c d; 4"},
		{`count_only:true`, "; 4"},
		{`count_only:true limit:1`, "; 4"},
		{`sort_order:ASCEND`, "a b c d; 4"},
		{`sort_order:DESCEND`, "d c b a; 4"},
		{`sort_order:DESCEND limit:3`, "d c b; 4 more"},
		{`sort_target:VALUE sort_order:ASCEND`, "b d c a; 4"},
		{`sort_target:VALUE sort_order:DESCEND limit:1`, "a; 4 more"},
		{`sort_target:VERSION sort_order:DESCEND`, "a b c d; 4"},
		{`sort_target:CREATE sort_order:DESCEND`, "d c b a; 4"},
		{`sort_target:MOD sort_order:ASCEND`, "c b d a; 4"},
		{`sort_target:MOD`, "c b d a; 4"},
		{`sort_target:MOD limit:2`, "c b; 4 more"}, // of the first three keys
		{`sort_target:MOD limit:1`, "b; 4 more"},
		{`min_mod_revision:5`, "a b d; 4"},
		{`max_mod_revision:5`, "b c; 4"},
		{`min_mod_revision:5 max_mod_revision:6 limit:1`, "b; 4 more"},
		{`min_create_revision:3 max_create_revision:4`, "b c; 4"},
		{`revision:4`, "a b c; 3"},
		{`revision:4 sort_target:MOD sort_order:DESCEND limit:1`, "c; 3 more"},
		{`revision:-3`, "a b c d; 4"},
	} {
		r := parse(t, `key:"a" range_end:"\x00" `+c.request, &etcdserverpb.RangeRequest{})
		resp, err := s.Query(r)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, kv := range resp.Kvs {
			keys = append(keys, string(kv.Key))
		}
		got := fmt.Sprintf("%s; %d", strings.Join(keys, " "), resp.Count)
		if resp.More {
			got += " more"
		}
		if got != c.want || resp.Header.Revision != 7 {
			t.Errorf("%s: %s at %d, want %s", c.request, got, resp.Header.Revision, c.want)
		}
	}
}

// Keys-only leaves out values and, except when sorting by value, leases.
func TestQueryKeysOnly(t *testing.T) {
	s := open(t, newPath(t))
	do(t, s, "put a 1 lease=7; commit")
	exchanges(t, s, []exchange{
		{`range:{key:"a" keys_only:true}`, `header:{revision:2} kvs:{key:"a" create_revision:2 mod_revision:2 version:1} count:1`},
		{`range:{key:"a" keys_only:true sort_target:VALUE}`, `header:{revision:2} kvs:{key:"a" create_revision:2 mod_revision:2 version:1 lease:7} count:1`},
		{`range:{key:"a"}`, `header:{revision:2} kvs:{key:"a" create_revision:2 mod_revision:2 version:1 value:"1" lease:7} count:1`},
		{`range:{key:"a" revision:3}`, "etcdserver: mvcc: required revision is a future revision"},
	})
}

func TestValidate(t *testing.T) {
	const (
		empty, sorting = "etcdserver: key is not provided", "etcdserver: invalid sort option"
		value, lease   = "etcdserver: value is provided", "etcdserver: lease is provided"
		many, dup      = "etcdserver: too many operations in txn request", "etcdserver: duplicate key given in txn request"
		none, large    = "etcdserver: key not found", "etcdserver: request is too large"
	)
	put := func(k string) string { return `success:{request_put:{key:"` + k + `"}} ` }
	del := func(k, e string) string {
		return `success:{request_delete_range:{key:"` + k + `" range_end:"` + e + `"}} `
	}
	nest := func(ops ...string) string { return `success:{request_txn:{` + strings.Join(ops, "") + `}} ` }
	other := func(op string) string { return strings.ReplaceAll(op, "success", "failure") }
	for _, c := range []struct{ request, want string }{
		{`range:{}`, empty},
		{`range:{key:"a" sort_order:3}`, sorting},
		{`range:{key:"a" sort_target:5}`, sorting},
		{`range:{key:"a" sort_target:4 sort_order:2}`, ""},
		{`put:{}`, empty},
		{`put:{key:"a" ignore_value:true value:"x"}`, value},
		{`put:{key:"a" ignore_lease:true lease:1}`, lease},
		{`put:{key:"a" ignore_lease:true ignore_value:true}`, ""},
		{`put:{key:"a" value:"` + strings.Repeat("x", DefaultRequestBytes) + `"}`, large},
		{`delete_range:{}`, empty},
		{`delete_range:{key:"a"}`, ""},
		{`txn:{}`, ""},
		{`txn:{compare:{}}`, empty},
		{`txn:{success:{}}`, none},
		{`txn:{` + put("") + `}`, empty},
		{`txn:{failure:{request_range:{}}}`, empty},
		{`txn:{` + strings.Repeat(`compare:{key:"a"}`, 128) + `}`, ""},
		{`txn:{` + strings.Repeat(`compare:{key:"a"}`, 129) + `}`, many},
		{`txn:{` + strings.Repeat(other(del("a", "")), 129) + `}`, many},
		{`txn:{` + strings.Repeat(`compare:{key:"a"}`, 120) + nest(strings.Repeat(del("a", ""), 8)) + `}`, ""},
		{`txn:{` + strings.Repeat(`compare:{key:"a"}`, 120) + nest(strings.Repeat(del("a", ""), 9)) + `}`, many},
		{`txn:{` + put("a") + put("b") + `}`, ""},
		{`txn:{` + put("a") + put("a") + `}`, dup},
		{`txn:{` + other(put("a")+put("a")) + `}`, dup},
		{`txn:{` + put("a") + other(put("a")) + `}`, ""},
		{`txn:{` + put("a") + del("a", "") + `}`, dup},
		{`txn:{` + del("a", "") + put("a") + `}`, dup},
		{`txn:{` + del("a", "b") + put("b") + `}`, ""},
		{`txn:{` + del("a", "c") + put("b") + `}`, dup},
		{`txn:{` + del("a", "c") + del("a", "") + `}`, ""},
		{`txn:{` + del("a", "\\x00") + put("b") + `}`, ""}, // etcd's way
		{`txn:{` + put("a") + nest(put("a")) + `}`, dup},
		{`txn:{` + put("a") + nest(other(put("a"))) + `}`, dup},
		{`txn:{` + nest(put("a"), other(put("a"))) + `}`, ""},
		{`txn:{` + nest(put("a")) + nest(put("a")) + `}`, dup},
		{`txn:{` + nest(put("a")) + nest(del("a", "")) + `}`, ""}, // etcd's way
		{`txn:{` + nest(del("a", "")) + nest(put("a")) + `}`, dup},
		{`txn:{` + nest(del("a", "")) + put("a") + `}`, dup},
		{`txn:{` + nest(nest(put("a"))) + put("a") + `}`, dup},
		{`txn:{` + nest(put("a"), put("a")) + `}`, dup},
		{`compaction:{}`, ""},
	} {
		got := ""
		if err := Validate(parse(t, c.request, &etcdserverpb.InternalRaftRequest{})); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%.200s: %q, want %q", c.request, got, c.want)
		}
	}
}
