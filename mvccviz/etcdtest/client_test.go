package etcdtest

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
)

// An asked is one request, as a line and as a call of etcd's own client.
type asked struct {
	line string
	call func(ctx context.Context, c *clientv3.Client, member uint64) (any, error)
}

func op(o clientv3.Op) func(context.Context, *clientv3.Client, uint64) (any, error) {
	return func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) {
		r, err := c.Do(ctx, o)
		switch {
		case err != nil:
			return nil, err
		case r.Put() != nil:
			return r.Put(), nil
		case r.Get() != nil:
			return r.Get(), nil
		case r.Del() != nil:
			return r.Del(), nil
		}
		return nil, nil // a txn, which etcdctl prints with names of its own
	}
}

var askedOfBoth = []asked{
	{`put "" x`, op(clientv3.OpPut("", "x"))},
	{`get ""`, op(clientv3.OpGet(""))},
	{`del ""`, op(clientv3.OpDelete(""))},
	{`txn mod("") > "1" then`, op(clientv3.OpTxn([]clientv3.Cmp{clientv3.Compare(clientv3.ModRevision(""), ">", 1)}, nil, nil))},
	{`txn then`, op(clientv3.OpTxn(nil, nil, nil))},
	{`txn then put a 1; put a 2`, op(clientv3.OpTxn(nil, []clientv3.Op{clientv3.OpPut("a", "1"), clientv3.OpPut("a", "2")}, nil))},
	{`put big x --val-size=1572700`, op(clientv3.OpPut("big", strings.Repeat("x", 1572700)))},
	{`put big x --val-size=1572864`, op(clientv3.OpPut("big", strings.Repeat("x", 1572864)))},
	{`txn then put a x --val-size=900000; put b y --val-size=900000`, op(clientv3.OpTxn(nil, []clientv3.Op{clientv3.OpPut("a", strings.Repeat("x", 900000)), clientv3.OpPut("b", strings.Repeat("x", 900000))}, nil))},
	{`del big`, op(clientv3.OpDelete("big"))},
	{`put foo bar -w json`, op(clientv3.OpPut("foo", "bar"))},
	{`put foo 2 --prev-kv -w json`, op(clientv3.OpPut("foo", "2", clientv3.WithPrevKV()))},
	{`get foo --rev=-1 -w json`, op(clientv3.OpGet("foo", clientv3.WithRev(-1)))},
	{`get foo --limit=-3 -w json`, op(clientv3.OpGet("foo", clientv3.WithLimit(-3)))},
	{`get "" --prefix --keys-only -w json`, op(clientv3.OpGet("", clientv3.WithPrefix(), clientv3.WithKeysOnly()))},
	{`get foo --rev=99`, op(clientv3.OpGet("foo", clientv3.WithRev(99)))},
	{`put foo 3 --lease=77`, op(clientv3.OpPut("foo", "3", clientv3.WithLease(0x77)))},
	{`put no --ignore-value`, op(clientv3.OpPut("no", "", clientv3.WithIgnoreValue()))},
	{`del foo --prev-kv -w json`, op(clientv3.OpDelete("foo", clientv3.WithPrevKV()))},
	{`lease grant 60 --id=5d2a -w json`, func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) {
		return c.Lease.(interface {
			Grant(context.Context, int64) (*clientv3.LeaseGrantResponse, error)
		}).Grant(ctx, 60)
	}},
	{`lease revoke 77`, func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) { return c.Revoke(ctx, 0x77) }},
	{`lease timetolive 77 -w json`, func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) { return c.TimeToLive(ctx, 0x77) }},
	{`lease list -w json`, func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) { return c.Leases(ctx) }},
	{`compaction 0`, compactTo(0)},
	{`compaction 0`, compactTo(0)},
	{`compaction 99`, compactTo(99)},
	{`compaction 4`, compactTo(4)},
	{`compaction 4`, compactTo(4)},
	{`get foo --rev=3`, op(clientv3.OpGet("foo", clientv3.WithRev(3)))},
	{`alarm list -w json`, func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) { return c.AlarmList(ctx) }},
	{`member list -w json`, func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) { return c.MemberList(ctx) }},
	{`member remove n1`, func(ctx context.Context, c *clientv3.Client, id uint64) (any, error) { return c.MemberRemove(ctx, id) }},
	{`member promote n1`, func(ctx context.Context, c *clientv3.Client, id uint64) (any, error) { return c.MemberPromote(ctx, id) }},
	{`member update n1 --peer-urls=http://10.0.0.1:2380 -w json`, func(ctx context.Context, c *clientv3.Client, id uint64) (any, error) {
		return c.MemberUpdate(ctx, id, []string{"http://10.0.0.1:2380"})
	}},
	{`move-leader n1 -w json`, func(ctx context.Context, c *clientv3.Client, id uint64) (any, error) { return c.MoveLeader(ctx, id) }},
}

func compactTo(rev int64) func(context.Context, *clientv3.Client, uint64) (any, error) {
	return func(ctx context.Context, c *clientv3.Client, _ uint64) (any, error) { return c.Compact(ctx, rev) }
}

// TestClientsAreToldTheSame asks a real etcd and a cluster of one the same:
// errors bear the same words and codes, and JSON is that of what etcd's client
// hands on, but for numbers and addresses that each makes up.
func TestClientsAreToldTheSame(t *testing.T) {
	etcdClient := startEtcd(t, t.TempDir())
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	members, err := etcdClient.MemberList(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ours := startOurs(t)
	for _, a := range askedOfBoth {
		answer := ours.ask(t, a.line)
		want, err := a.call(ctx, etcdClient, members.Members[0].ID)
		var known rpctypes.EtcdError
		switch e := answer.Err(); {
		case err != nil && e == nil:
			t.Errorf("%s: %s, where etcd says %v", a.line, answer.Text(), err)
		case err == nil && e != nil:
			t.Errorf("%s: %s, where etcd says nothing of the kind", a.line, e.Text)
		case err != nil && (!errors.As(err, &known) || known.Error() != e.Text || known.Code() != e.Code):
			t.Errorf("%s: %v %q, etcd %v", a.line, e.Code, e.Text, err)
		case err == nil && strings.Contains(a.line, "-w json"):
			data, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := settle(answer.Text()), settle(string(data)); got != want {
				t.Errorf("%s:\n%s\netcd:\n%s", a.line, got, want)
			}
		}
	}
}

var madeUp = regexp.MustCompile(`"(cluster_id|member_id|ID|id|raft_term|name|peerURLs|clientURLs)":("[^"]*"|\[[^\]]*\]|\d+)`)

func settle(s string) string { return madeUp.ReplaceAllString(s, `"$1":…`) }

// An ourEtcd is a cluster of one that leads.
type ourEtcd struct{ c *engine.Cluster }

func startOurs(t *testing.T) *ourEtcd {
	t.Helper()
	cfg := config.Default()
	cfg.Nodes = 1
	c, err := engine.New(cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	o := &ourEtcd{c}
	o.do(t, "campaign n1")
	return o
}

// do gives a command and lets all that is due within a second happen.
func (o *ourEtcd) do(t *testing.T, line string) {
	t.Helper()
	cmd, err := command.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.c.Do(cmd); err != nil {
		t.Fatal(err)
	}
	for end := o.c.Frame().Time + 1000; o.c.Frame().Time < end; {
		if _, err := o.c.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

func (o *ourEtcd) ask(t *testing.T, line string) etcd.Answer {
	t.Helper()
	o.do(t, line)
	return o.c.Frame().Clients[0].Last.Answer
}
