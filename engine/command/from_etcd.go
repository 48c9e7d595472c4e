package command

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
)

// FromRequest returns the command that a request stands for; nil if there is
// none.
func FromRequest(r *etcdserverpb.InternalRaftRequest) Command {
	switch {
	case r.GetPut() != nil:
		return putCommand(r.GetPut())
	case r.GetRange() != nil:
		return getCommand(r.GetRange())
	case r.GetDeleteRange() != nil:
		return deleteCommand(r.GetDeleteRange())
	case r.GetTxn() != nil:
		return txnCommand(r.GetTxn())
	case r.GetCompaction() != nil:
		return Compaction{Rev: r.GetCompaction().GetRevision(), Physical: r.GetCompaction().GetPhysical()}
	case r.GetLeaseGrant() != nil:
		return LeaseGrant{TTL: r.GetLeaseGrant().GetTTL(), ID: r.GetLeaseGrant().GetID()}
	case r.GetLeaseRevoke() != nil:
		return LeaseRevoke{ID: r.GetLeaseRevoke().GetID()}
	}
	return nil
}

// FromWatch returns the command that begins a watch.
func FromWatch(r *etcdserverpb.WatchCreateRequest) Watch {
	return Watch{
		Range: rangeFrom(r.GetKey(), r.GetRangeEnd()), Rev: r.GetStartRevision(),
		PrevKV: r.GetPrevKv(), ProgressNotify: r.GetProgressNotify(), Fragment: r.GetFragment(),
		NoPut:    slices.Contains(r.GetFilters(), etcdserverpb.WatchCreateRequest_NOPUT),
		NoDelete: slices.Contains(r.GetFilters(), etcdserverpb.WatchCreateRequest_NODELETE),
	}
}

// Whole returns the command with every value written out that it gives as one to
// repeat.
func Whole(c Command) Command {
	switch x := c.(type) {
	case Put:
		x.Value, x.ValSize = x.WholeValue(), 0
		return x
	case Txn:
		x.Then, x.Else = wholeOps(x.Then), wholeOps(x.Else)
		return x
	}
	return c
}

func wholeOps(ops []Command) []Command {
	ops = slices.Clone(ops)
	for i, op := range ops {
		ops[i] = Whole(op)
	}
	return ops
}

func putCommand(r *etcdserverpb.PutRequest) Put {
	value, size := repeated(string(r.GetValue()))
	return Put{
		Key: string(r.GetKey()), Value: value, ValSize: size, Lease: r.GetLease(),
		PrevKV: r.GetPrevKv(), IgnoreValue: r.GetIgnoreValue(), IgnoreLease: r.GetIgnoreLease(),
	}
}

func deleteCommand(r *etcdserverpb.DeleteRangeRequest) Del {
	return Del{Range: rangeFrom(r.GetKey(), r.GetRangeEnd()), PrevKV: r.GetPrevKv()}
}

func txnCommand(r *etcdserverpb.TxnRequest) Txn {
	t := Txn{Then: opCommands(r.GetSuccess()), Else: opCommands(r.GetFailure())}
	for _, c := range r.GetCompare() {
		t.Compares = append(t.Compares, compareCommand(c))
	}
	return t
}

func opCommands(ops []*etcdserverpb.RequestOp) []Command {
	var cmds []Command
	for _, op := range ops {
		switch r := op.GetRequest().(type) {
		case *etcdserverpb.RequestOp_RequestPut:
			cmds = append(cmds, putCommand(r.RequestPut))
		case *etcdserverpb.RequestOp_RequestDeleteRange:
			cmds = append(cmds, deleteCommand(r.RequestDeleteRange))
		case *etcdserverpb.RequestOp_RequestTxn:
			cmds = append(cmds, txnCommand(r.RequestTxn))
		case *etcdserverpb.RequestOp_RequestRange:
			cmds = append(cmds, getCommand(r.RequestRange))
		}
	}
	return cmds
}

func getCommand(r *etcdserverpb.RangeRequest) Get {
	g := Get{
		Range: rangeFrom(r.GetKey(), r.GetRangeEnd()), Limit: r.GetLimit(), Rev: r.GetRevision(),
		Serializable: r.GetSerializable(), KeysOnly: r.GetKeysOnly(), CountOnly: r.GetCountOnly(),
		MinCreate: r.GetMinCreateRevision(), MaxCreate: r.GetMaxCreateRevision(), MinMod: r.GetMinModRevision(), MaxMod: r.GetMaxModRevision(),
	}
	for name, target := range sortTargets { // each target has one name
		if target == r.GetSortTarget() {
			g.SortBy = name
		}
	}
	for name, order := range sortOrders {
		if order == r.GetSortOrder() {
			g.Order = name
		}
	}
	return g
}

func compareCommand(r *etcdserverpb.Compare) Compare {
	c := Compare{Key: string(r.GetKey()), End: string(r.GetRangeEnd())}
	for op, result := range compareResults {
		if result == r.GetResult() {
			c.Op = op
		}
	}
	switch u := r.GetTargetUnion().(type) {
	case *etcdserverpb.Compare_Value:
		c.Of, c.Value = OfValue, string(u.Value)
	case *etcdserverpb.Compare_Version:
		c.Of, c.N = OfVersion, u.Version
	case *etcdserverpb.Compare_CreateRevision:
		c.Of, c.N = OfCreate, u.CreateRevision
	case *etcdserverpb.Compare_ModRevision:
		c.Of, c.N = OfMod, u.ModRevision
	case *etcdserverpb.Compare_Lease:
		c.Of, c.N = OfLease, u.Lease
	}
	return c
}
