package etcd

import (
	"errors"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/grpc/codes"

	"raftviz/engine/command"
)

// A request's text is the command it stands for, whatever the message.
func TestRequestText(t *testing.T) {
	for _, line := range []string{
		"put foo bar --lease=7b --prev-kv", "put foo --ignore-value", "get foo --rev=3 --consistency=s", "get foo --prefix --count-only",
		"get a c", "del foo --prefix", "compaction 5 --physical", "lease grant 10", "lease revoke 7b", "lease keep-alive 7b",
		"lease timetolive 7b --keys", "lease list", "watch foo --rev=2 --no-put", "progress", "alarm list", "alarm disarm", "defrag",
		"snapshot save backup.db", "endpoint status", "endpoint hashkv --rev=5", "member add n4 --learner", "member remove n2",
		"member promote n4", "member change +n4 ~n5 -n1 --leave=explicit", "member leave",
	} {
		cmd, err := command.Parse(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if r := RequestOf(cmd); r.Text() != line || !r.Valid() {
			t.Errorf("%s reads as %s", line, r.Text())
		}
	}
	if got := RequestOf(command.Unwatch{ID: 3<<8 | 1}).Text(); got != "unwatch 3" {
		t.Errorf("a watch's end reads as %s", got)
	}
}

// An answer reads as what was asked has it, and its message is etcd's.
func TestAnswerText(t *testing.T) {
	found := &etcdserverpb.RangeResponse{Header: &etcdserverpb.ResponseHeader{Revision: 9}, Kvs: []*mvccpb.KeyValue{{Key: []byte("k"), Value: []byte("v")}}, Count: 3}
	inTxn := &etcdserverpb.TxnResponse{Succeeded: true, Responses: []*etcdserverpb.ResponseOp{
		{Response: &etcdserverpb.ResponseOp_ResponseRange{ResponseRange: found}}, {Response: &etcdserverpb.ResponseOp_ResponseRange{ResponseRange: found}},
	}}
	one, all := command.Get{Range: command.Range{Key: "k"}}, command.Get{Range: command.Range{Key: "k", Prefix: true}}
	for _, c := range []struct {
		a    Answer
		want string
	}{
		{AnswerOf(found, one), "v"},
		{AnswerOf(found, all), "k=v"},
		{AnswerOf(found, command.Get{KeysOnly: true}), "k"},
		{AnswerOf(found, command.Get{CountOnly: true}), "3"},
		{AnswerOf(inTxn, command.Txn{Then: []command.Command{one, all}}), "SUCCESS: v, k=v"},
		{AnswerOf(&etcdserverpb.CompactionResponse{}, command.Compaction{Rev: 5}), "compacted revision 5"},
		{Backup(&etcdserverpb.SnapshotResponse{}, 40), "40 B at revision 0"},
		{Backup(&etcdserverpb.SnapshotResponse{}, 40).SavedAs("b.db"), "Snapshot saved at b.db"},
		{Changed(nil, Membership{Voters: []uint64{2, 1}, Learners: []uint64{4}}), "OK: voters n1,n2; learners n4"},
		{Watching(&etcdserverpb.WatchResponse{}, 7), "watching from revision 7"},
		{OnStream(&etcdserverpb.WatchResponse{Created: true}), "created"},
	} {
		if got := c.a.Text(); got != c.want || !c.a.Valid() || c.a.Err() != nil {
			t.Errorf("it reads as %q, want %q", got, c.want)
		}
	}
	if rev := AnswerOf(found, one).Revision(); rev != 9 {
		t.Errorf("revision %d, want 9", rev)
	}
}

// An error keeps its code and etcd's exact words.
func TestErrors(t *testing.T) {
	a := FailedWith(rpctypes.ErrNoSpace)
	if e := a.Err(); e == nil || e.Code != codes.ResourceExhausted || e.Text != rpctypes.ErrNoSpace.Error() || !a.Is(rpctypes.ErrNoSpace) || a.Is(rpctypes.ErrCompacted) {
		t.Errorf("it became %+v", e)
	}
	if e := FailedWith(errors.New("x")).Err(); e.Code != codes.Unknown || e.Text != "x" {
		t.Errorf("it became %+v", e)
	}
	if a.Brief() != "mvcc: database space exceeded" {
		t.Errorf("in brief %q", a.Brief())
	}
}

// What is no message is not valid, and is read without a panic.
func TestForeign(t *testing.T) {
	for _, s := range []string{"?", "P\xff", "e", "e\x05", "G\x09", "T\x01\x00\xff", "J\x00", "+"} {
		_, _, _ = Request(s).Text(), Answer(s).Text(), Answer(s).SavedAs("x")
		_ = Event(s).Valid()
	}
	for _, s := range []string{"?", "P\xff"} {
		if Request(s).Valid() || Answer(s).Valid() {
			t.Errorf("%q is taken for a message", s)
		}
	}
}
