package request

import (
	"fmt"
	"strconv"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
)

// Encode makes the entry data etcd would replicate for a command.
func Encode(id uint64, cmd command.Command) []byte {
	r := Of(cmd)
	if r == nil {
		panic(fmt.Sprintf("request: %T does not go through the log", cmd))
	}
	if g := r.GetLeaseGrant(); g != nil && g.GetID() == 0 {
		g.ID = int64(id) // as etcd takes the id of the request
	}
	r.Header = &etcdserverpb.RequestHeader{ID: id}
	data, err := proto.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("request: %v", err))
	}
	return data
}

// Of makes the request a command stands for; nil if etcd has none that
// could go through its log.
func Of(cmd command.Command) *etcdserverpb.InternalRaftRequest {
	switch x := cmd.(type) {
	case command.Put:
		return &etcdserverpb.InternalRaftRequest{Put: putRequest(x)}
	case command.Get:
		return &etcdserverpb.InternalRaftRequest{Range: rangeRequest(x)}
	case command.Del:
		return &etcdserverpb.InternalRaftRequest{DeleteRange: deleteRequest(x)}
	case command.Txn:
		return &etcdserverpb.InternalRaftRequest{Txn: txnRequest(x)}
	case command.Compaction:
		return &etcdserverpb.InternalRaftRequest{Compaction: &etcdserverpb.CompactionRequest{Revision: x.Rev, Physical: x.Physical}}
	case command.LeaseGrant:
		return &etcdserverpb.InternalRaftRequest{LeaseGrant: &etcdserverpb.LeaseGrantRequest{ID: x.ID, TTL: x.TTL}}
	case command.LeaseRevoke:
		return &etcdserverpb.InternalRaftRequest{LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: x.ID}}
	}
	return nil
}

func putRequest(x command.Put) *etcdserverpb.PutRequest {
	return &etcdserverpb.PutRequest{
		Key: []byte(x.Key), Value: []byte(x.Value), Lease: x.Lease,
		PrevKv: x.PrevKV, IgnoreValue: x.IgnoreValue, IgnoreLease: x.IgnoreLease,
	}
}

func deleteRequest(x command.Del) *etcdserverpb.DeleteRangeRequest {
	return &etcdserverpb.DeleteRangeRequest{Key: RangeKey(x.Key), RangeEnd: RangeEnd(x.Key, x.End, x.Prefix), PrevKv: x.PrevKV}
}

func rangeRequest(x command.Get) *etcdserverpb.RangeRequest {
	return &etcdserverpb.RangeRequest{
		Key: RangeKey(x.Key), RangeEnd: RangeEnd(x.Key, x.End, x.Prefix), Limit: x.Limit, Revision: x.Rev,
		SortTarget: sortTargets[x.SortBy], SortOrder: sortOrders[x.Order], Serializable: x.Serializable,
		KeysOnly: x.KeysOnly, CountOnly: x.CountOnly,
		MinCreateRevision: x.MinCreate, MaxCreateRevision: x.MaxCreate, MinModRevision: x.MinMod, MaxModRevision: x.MaxMod,
	}
}

var sortTargets = map[string]etcdserverpb.RangeRequest_SortTarget{
	"version": etcdserverpb.RangeRequest_VERSION, "create": etcdserverpb.RangeRequest_CREATE,
	"modify": etcdserverpb.RangeRequest_MOD, "value": etcdserverpb.RangeRequest_VALUE,
}

var sortOrders = map[string]etcdserverpb.RangeRequest_SortOrder{
	"ascend": etcdserverpb.RangeRequest_ASCEND, "descend": etcdserverpb.RangeRequest_DESCEND,
}

// RangeKey is the first key of a range: etcd has no empty key, and its clients
// say "\x00" for everything.
func RangeKey(key string) []byte {
	if key == "" {
		return []byte{0}
	}
	return []byte(key)
}

func txnRequest(x command.Txn) *etcdserverpb.TxnRequest {
	r := &etcdserverpb.TxnRequest{Success: requestOps(x.Then), Failure: requestOps(x.Else)}
	for _, c := range x.Compares {
		r.Compare = append(r.Compare, compareRequest(c))
	}
	return r
}

func requestOps(cmds []command.Command) []*etcdserverpb.RequestOp {
	ops := make([]*etcdserverpb.RequestOp, 0, len(cmds))
	for _, cmd := range cmds {
		op := &etcdserverpb.RequestOp{}
		switch x := cmd.(type) {
		case command.Put:
			op.Request = &etcdserverpb.RequestOp_RequestPut{RequestPut: putRequest(x)}
		case command.Get:
			op.Request = &etcdserverpb.RequestOp_RequestRange{RequestRange: rangeRequest(x)}
		case command.Del:
			op.Request = &etcdserverpb.RequestOp_RequestDeleteRange{RequestDeleteRange: deleteRequest(x)}
		case command.Txn:
			op.Request = &etcdserverpb.RequestOp_RequestTxn{RequestTxn: txnRequest(x)}
		default:
			panic(fmt.Sprintf("request: %T in a txn", cmd))
		}
		ops = append(ops, op)
	}
	return ops
}

func compareRequest(c command.Compare) *etcdserverpb.Compare {
	r := &etcdserverpb.Compare{Key: []byte(c.Key), Result: compareResults[c.Op]}
	if c.End != "" {
		r.RangeEnd = []byte(c.End)
	}
	switch c.Of {
	case command.OfValue:
		r.Target, r.TargetUnion = etcdserverpb.Compare_VALUE, &etcdserverpb.Compare_Value{Value: []byte(c.Value)}
	case command.OfVersion:
		r.Target, r.TargetUnion = etcdserverpb.Compare_VERSION, &etcdserverpb.Compare_Version{Version: c.N}
	case command.OfCreate:
		r.Target, r.TargetUnion = etcdserverpb.Compare_CREATE, &etcdserverpb.Compare_CreateRevision{CreateRevision: c.N}
	case command.OfMod:
		r.Target, r.TargetUnion = etcdserverpb.Compare_MOD, &etcdserverpb.Compare_ModRevision{ModRevision: c.N}
	case command.OfLease:
		r.Target, r.TargetUnion = etcdserverpb.Compare_LEASE, &etcdserverpb.Compare_Lease{Lease: c.N}
	}
	return r
}

var compareResults = map[byte]etcdserverpb.Compare_CompareResult{
	'=': etcdserverpb.Compare_EQUAL, '!': etcdserverpb.Compare_NOT_EQUAL,
	'<': etcdserverpb.Compare_LESS, '>': etcdserverpb.Compare_GREATER,
}

// ReadsOnly reports whether a transaction changes nothing; etcd does not send
// such a one through the log.
func ReadsOnly(x command.Txn) bool {
	for _, cmds := range [][]command.Command{x.Then, x.Else} {
		for _, cmd := range cmds {
			t, nested := cmd.(command.Txn)
			if _, get := cmd.(command.Get); !get && (!nested || !ReadsOnly(t)) {
				return false
			}
		}
	}
	return true
}

// LeaseHex writes a lease's id as etcdctl does.
func LeaseHex(id int64) string { return strconv.FormatInt(id, 16) }
