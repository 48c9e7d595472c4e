package command

import (
	"fmt"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
)

// A StoreCommand is a command that a node's store carries out. Request returns
// etcd's message for it, without a header.
//
// etcd sends it through its log, but for a Get and a Txn that only reads.
type StoreCommand interface {
	Command
	Request() *etcdserverpb.InternalRaftRequest
}

// Request returns etcd's message.
func (c Put) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{Put: c.put()}
}

// Request returns etcd's message.
func (c Get) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{Range: c.get()}
}

// Request returns etcd's message.
func (c Del) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{DeleteRange: c.del()}
}

// Request returns etcd's message.
func (t Txn) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{Txn: t.txn()}
}

// Request returns etcd's message.
func (c Compaction) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{Compaction: &etcdserverpb.CompactionRequest{Revision: c.Rev, Physical: c.Physical}}
}

// Request returns etcd's message; an ID of 0 is still to be chosen.
func (c LeaseGrant) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{LeaseGrant: &etcdserverpb.LeaseGrantRequest{ID: c.ID, TTL: c.TTL}}
}

// Request returns etcd's message.
func (c LeaseRevoke) Request() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: c.ID}}
}

func (c Put) put() *etcdserverpb.PutRequest {
	return &etcdserverpb.PutRequest{
		Key: []byte(c.Key), Value: []byte(c.WholeValue()), Lease: c.Lease,
		PrevKv: c.PrevKV, IgnoreValue: c.IgnoreValue, IgnoreLease: c.IgnoreLease,
	}
}

func (c Del) del() *etcdserverpb.DeleteRangeRequest {
	key, end := c.Bounds()
	return &etcdserverpb.DeleteRangeRequest{Key: key, RangeEnd: end, PrevKv: c.PrevKV}
}

func (c Get) get() *etcdserverpb.RangeRequest {
	key, end := c.Bounds()
	return &etcdserverpb.RangeRequest{
		Key: key, RangeEnd: end, Limit: c.Limit, Revision: c.Rev,
		SortTarget: sortTargets[c.SortBy], SortOrder: sortOrders[c.Order], Serializable: c.Serializable,
		KeysOnly: c.KeysOnly, CountOnly: c.CountOnly,
		MinCreateRevision: c.MinCreate, MaxCreateRevision: c.MaxCreate, MinModRevision: c.MinMod, MaxModRevision: c.MaxMod,
	}
}

func (t Txn) txn() *etcdserverpb.TxnRequest {
	r := &etcdserverpb.TxnRequest{Success: requestOps(t.Then), Failure: requestOps(t.Else)}
	for _, c := range t.Compares {
		r.Compare = append(r.Compare, c.request())
	}
	return r
}

// Serializable reports whether a transaction holds nothing but reads of what the
// node has, or nothing at all: the node answers it without asking the leader
// (server/etcdserver/txn, IsTxnSerializable).
func (t Txn) Serializable() bool {
	for _, ops := range [][]Command{t.Then, t.Else} {
		for _, op := range ops {
			if get, ok := op.(Get); !ok || !get.Serializable {
				return false
			}
		}
	}
	return true
}

// ReadsOnly reports whether a transaction changes nothing; etcd does not send it
// through the log then.
func (t Txn) ReadsOnly() bool {
	for _, ops := range [][]Command{t.Then, t.Else} {
		for _, op := range ops {
			nested, isTxn := op.(Txn)
			if _, get := op.(Get); !get && (!isTxn || !nested.ReadsOnly()) {
				return false
			}
		}
	}
	return true
}

// CreateRequest returns what etcd's client sends on a stream to begin the watch
// under that ID. An empty key is the first that there can be (v3rpc/watch.go).
func (c Watch) CreateRequest(id int64) *etcdserverpb.WatchCreateRequest {
	key, end := c.Bounds()
	if len(key) == 0 {
		key = []byte{0}
	}
	r := &etcdserverpb.WatchCreateRequest{
		Key: key, RangeEnd: end, StartRevision: c.Rev, WatchId: id,
		PrevKv: c.PrevKV, ProgressNotify: c.ProgressNotify, Fragment: c.Fragment,
	}
	if c.NoPut {
		r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_NOPUT)
	}
	if c.NoDelete {
		r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_NODELETE)
	}
	return r
}

var sortTargets = map[string]etcdserverpb.RangeRequest_SortTarget{
	"version": etcdserverpb.RangeRequest_VERSION, "create": etcdserverpb.RangeRequest_CREATE,
	"modify": etcdserverpb.RangeRequest_MOD, "value": etcdserverpb.RangeRequest_VALUE,
}

var sortOrders = map[string]etcdserverpb.RangeRequest_SortOrder{
	"ascend": etcdserverpb.RangeRequest_ASCEND, "descend": etcdserverpb.RangeRequest_DESCEND,
}

func requestOps(cmds []Command) []*etcdserverpb.RequestOp {
	ops := make([]*etcdserverpb.RequestOp, 0, len(cmds))
	for _, cmd := range cmds {
		op := &etcdserverpb.RequestOp{}
		switch x := cmd.(type) {
		case Put:
			op.Request = &etcdserverpb.RequestOp_RequestPut{RequestPut: x.put()}
		case Get:
			op.Request = &etcdserverpb.RequestOp_RequestRange{RequestRange: x.get()}
		case Del:
			op.Request = &etcdserverpb.RequestOp_RequestDeleteRange{RequestDeleteRange: x.del()}
		case Txn:
			op.Request = &etcdserverpb.RequestOp_RequestTxn{RequestTxn: x.txn()}
		default:
			panic(fmt.Sprintf("command: %T in a txn", cmd))
		}
		ops = append(ops, op)
	}
	return ops
}

func (c Compare) request() *etcdserverpb.Compare {
	r := &etcdserverpb.Compare{Key: []byte(c.Key), Result: compareResults[c.Op]}
	if c.End != "" {
		r.RangeEnd = []byte(c.End)
	}
	switch c.Of {
	case OfValue:
		r.Target, r.TargetUnion = etcdserverpb.Compare_VALUE, &etcdserverpb.Compare_Value{Value: []byte(c.Value)}
	case OfVersion:
		r.Target, r.TargetUnion = etcdserverpb.Compare_VERSION, &etcdserverpb.Compare_Version{Version: c.N}
	case OfCreate:
		r.Target, r.TargetUnion = etcdserverpb.Compare_CREATE, &etcdserverpb.Compare_CreateRevision{CreateRevision: c.N}
	case OfMod:
		r.Target, r.TargetUnion = etcdserverpb.Compare_MOD, &etcdserverpb.Compare_ModRevision{ModRevision: c.N}
	case OfLease:
		r.Target, r.TargetUnion = etcdserverpb.Compare_LEASE, &etcdserverpb.Compare_Lease{Lease: c.N}
	}
	return r
}

var compareResults = map[byte]etcdserverpb.Compare_CompareResult{
	'=': etcdserverpb.Compare_EQUAL, '!': etcdserverpb.Compare_NOT_EQUAL,
	'<': etcdserverpb.Compare_LESS, '>': etcdserverpb.Compare_GREATER,
}
