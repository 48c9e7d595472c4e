package etcdtest

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"pgregory.net/rapid"
)

// Few keys, leases and values, so that they meet often.
var (
	keys   = rapid.SampledFrom([]string{"a", "aa", "ab", "b", "b\x00", "c", "d", "e", "\xff"})
	values = rapid.SampledFrom([]string{"", "1", "2", "3", "a longer value, so that pages fill and split", "\x00"})
	leases = rapid.SampledFrom([]int64{0, 0, 0, 1, 2, 3})
	rarely = rapid.Map(rapid.IntRange(0, 9), func(n int) bool { return n == 9 })

	veryRarely = rapid.Map(rapid.IntRange(0, 49), func(n int) bool { return n == 49 })
)

// A drawer draws random requests for a store at some revision.
type drawer struct {
	*rapid.T
	rev int64

	fromKey bool // also draw open-ended deletions
	faulty  bool // also draw invalid requests
}

// span draws the key and the end of a range.
func (d drawer) span(fromKey bool) (key, end []byte) {
	key = []byte(keys.Draw(d.T, "key"))
	switch n := rapid.IntRange(0, 5).Draw(d.T, "kind of range"); {
	case n < 2:
		return key, nil
	case n == 2 && fromKey:
		return key, []byte{0}
	}
	return key, []byte(keys.Draw(d.T, "end"))
}

func (d drawer) maybeRev(name string) int64 {
	if rapid.Bool().Draw(d.T, name+"?") {
		return 0
	}
	return rapid.Int64Range(-1, d.rev+1).Draw(d.T, name)
}

func (d drawer) rangeRequest() *etcdserverpb.RangeRequest {
	r := &etcdserverpb.RangeRequest{}
	r.Key, r.RangeEnd = d.span(true)
	r.Revision = d.maybeRev("revision")
	r.Limit = rapid.Int64Range(-1, 4).Draw(d.T, "limit")
	r.SortOrder = etcdserverpb.RangeRequest_SortOrder(rapid.Int32Range(0, 2).Draw(d.T, "order"))
	r.SortTarget = etcdserverpb.RangeRequest_SortTarget(rapid.Int32Range(0, 4).Draw(d.T, "target"))
	r.KeysOnly, r.CountOnly = rapid.Bool().Draw(d.T, "keys only"), rarely.Draw(d.T, "count only")
	if rarely.Draw(d.T, "filtered") {
		r.MinModRevision, r.MaxModRevision = d.maybeRev("min mod"), d.maybeRev("max mod")
		r.MinCreateRevision, r.MaxCreateRevision = d.maybeRev("min create"), d.maybeRev("max create")
	}
	return r
}

func (d drawer) put() *etcdserverpb.PutRequest {
	r := &etcdserverpb.PutRequest{
		Key: []byte(keys.Draw(d.T, "key")), PrevKv: rapid.Bool().Draw(d.T, "prev"),
		IgnoreValue: rarely.Draw(d.T, "ignore value"), IgnoreLease: rarely.Draw(d.T, "ignore lease"),
	}
	if !r.IgnoreValue {
		r.Value = []byte(values.Draw(d.T, "value"))
	}
	if !r.IgnoreLease {
		r.Lease = leases.Draw(d.T, "lease")
	}
	return r
}

func (d drawer) deleteRange() *etcdserverpb.DeleteRangeRequest {
	r := &etcdserverpb.DeleteRangeRequest{PrevKv: rapid.Bool().Draw(d.T, "prev")}
	r.Key, r.RangeEnd = d.span(d.fromKey)
	return r
}

func (d drawer) compare() *etcdserverpb.Compare {
	c := &etcdserverpb.Compare{
		Result: etcdserverpb.Compare_CompareResult(rapid.Int32Range(0, 3).Draw(d.T, "result")),
		Target: etcdserverpb.Compare_CompareTarget(rapid.Int32Range(0, 4).Draw(d.T, "target")),
	}
	c.Key, c.RangeEnd = d.span(true)
	n := rapid.Int64Range(0, max(d.rev, 3)).Draw(d.T, "number")
	switch rapid.IntRange(0, 5).Draw(d.T, "union") {
	case 0:
		c.TargetUnion = &etcdserverpb.Compare_Value{Value: []byte(values.Draw(d.T, "value"))}
	case 1:
		c.TargetUnion = &etcdserverpb.Compare_CreateRevision{CreateRevision: n}
	case 2:
		c.TargetUnion = &etcdserverpb.Compare_ModRevision{ModRevision: n}
	case 3:
		c.TargetUnion = &etcdserverpb.Compare_Version{Version: n}
	case 4:
		c.TargetUnion = &etcdserverpb.Compare_Lease{Lease: n % 4}
	}
	return c
}

func (d drawer) txn(depth int) *etcdserverpb.TxnRequest {
	r := &etcdserverpb.TxnRequest{}
	for range rapid.IntRange(0, 2).Draw(d.T, "compares") {
		r.Compare = append(r.Compare, d.compare())
	}
	r.Success, r.Failure = d.ops(depth), d.ops(depth)
	return r
}

func (d drawer) ops(depth int) (ops []*etcdserverpb.RequestOp) {
	for range rapid.IntRange(0, 3).Draw(d.T, "operations") {
		op := &etcdserverpb.RequestOp{}
		switch rapid.IntRange(0, 6-depth/3).Draw(d.T, "operation") {
		case 0, 1, 2:
			op.Request = &etcdserverpb.RequestOp_RequestPut{RequestPut: d.put()}
		case 3:
			op.Request = &etcdserverpb.RequestOp_RequestDeleteRange{RequestDeleteRange: d.deleteRange()}
		case 4, 5:
			op.Request = &etcdserverpb.RequestOp_RequestRange{RequestRange: d.rangeRequest()}
		default:
			op.Request = &etcdserverpb.RequestOp_RequestTxn{RequestTxn: d.txn(depth + 1)}
		}
		if d.faulty && veryRarely.Draw(d.T, "faulty") {
			spoil(op)
		}
		ops = append(ops, op)
	}
	return ops
}

// spoil makes an operation invalid.
func spoil(op *etcdserverpb.RequestOp) {
	switch u := op.Request.(type) {
	case *etcdserverpb.RequestOp_RequestPut:
		u.RequestPut.IgnoreLease, u.RequestPut.IgnoreValue = true, !u.RequestPut.PrevKv
		u.RequestPut.Value = []byte("1")
	case *etcdserverpb.RequestOp_RequestDeleteRange:
		u.RequestDeleteRange.Key = nil
	case *etcdserverpb.RequestOp_RequestRange:
		u.RequestRange.SortOrder += 2
	default:
		op.Request = nil
	}
}

func (d drawer) lease() *etcdserverpb.InternalRaftRequest {
	id := rapid.Int64Range(0, 3).Draw(d.T, "lease")
	switch rapid.IntRange(0, 3).Draw(d.T, "of lease") {
	case 0:
		return &etcdserverpb.InternalRaftRequest{LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: id}}
	case 1:
		return &etcdserverpb.InternalRaftRequest{LeaseCheckpoint: &etcdserverpb.LeaseCheckpointRequest{Checkpoints: []*etcdserverpb.LeaseCheckpoint{
			{ID: id, Remaining_TTL: rapid.Int64Range(0, 3).Draw(d.T, "remaining")}}}}
	}
	ttl := rapid.SampledFrom([]int64{-1, 0, 1, 10, 600, 9000000000, 9000000001}).Draw(d.T, "ttl")
	return &etcdserverpb.InternalRaftRequest{LeaseGrant: &etcdserverpb.LeaseGrantRequest{ID: id, TTL: ttl}}
}

func (d drawer) alarm() *etcdserverpb.InternalRaftRequest {
	return &etcdserverpb.InternalRaftRequest{Alarm: &etcdserverpb.AlarmRequest{
		Action:   etcdserverpb.AlarmRequest_AlarmAction(rapid.Int32Range(1, 2).Draw(d.T, "action")),
		Alarm:    etcdserverpb.AlarmType(rapid.Int32Range(0, 2).Draw(d.T, "alarm")),
		MemberID: rapid.Uint64Range(1, 2).Draw(d.T, "member"),
	}}
}
