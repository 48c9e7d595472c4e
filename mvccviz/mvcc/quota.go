package mvcc

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
)

// DefaultQuota is the largest size of a data file in bytes (etcd's
// --quota-backend-bytes) unless configured.
const DefaultQuota = 2 << 30

// The overhead that etcd's quota assumes for a lease, and for a key in addition
// to the bytes of key and value.
const (
	leaseOverhead = 64
	kvOverhead    = 256
)

// Cost returns by how many bytes a request grows the file, as etcd estimates it
// (storage/quota.go); 0 for a request that adds nothing.
func Cost(r *etcdserverpb.InternalRaftRequest) int64 {
	switch {
	case r.GetPut() != nil:
		return costPut(r.GetPut())
	case r.GetTxn() != nil:
		return costTxnReq(r.GetTxn())
	case r.GetLeaseGrant() != nil:
		return leaseOverhead
	}
	return 0
}

func costPut(r *etcdserverpb.PutRequest) int64 {
	return kvOverhead + int64(len(r.GetKey())) + int64(len(r.GetValue()))
}

// costTxnReq returns the cost of the more expensive branch: it is not known
// beforehand which one will run.
func costTxnReq(r *etcdserverpb.TxnRequest) int64 {
	return max(costOps(r.GetSuccess()), costOps(r.GetFailure()))
}

func costOps(ops []*etcdserverpb.RequestOp) (cost int64) {
	for _, op := range ops {
		if p := op.GetRequestPut(); p != nil {
			cost += costPut(p)
		} else if t := op.GetRequestTxn(); t != nil {
			cost += costTxnReq(t)
		}
	}
	return cost
}

// Fits reports whether a request fits into the quota, given the size of the
// file as of the last commit. A request that adds nothing always fits.
//
// etcd checks the quota twice: before proposing a request, which it rejects if
// it does not fit; and when applying one, which it still performs but answers
// with ErrNoSpace. In both cases the member then raises the alarm NOSPACE
// through the log.
func (s *Store) Fits(r *etcdserverpb.InternalRaftRequest) bool {
	cost := Cost(r)
	if cost == 0 || s.quota < 0 {
		return true
	}
	return s.b.readTx().Size()+cost < s.quota // not Store.Size, which also reads the freelist
}

// Quota returns the largest size of the file in bytes; negative means no limit.
func (s *Store) Quota() int64 { return s.quota }
