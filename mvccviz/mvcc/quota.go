package mvcc

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
)

// DefaultQuota is how many bytes a data file may have (etcd's
// --quota-backend-bytes) if no other number is given.
const DefaultQuota = 2 << 30

// What etcd reckons a lease and a key with its metadata to cost, beside the
// bytes of key and value.
const (
	leaseOverhead = 64
	kvOverhead    = 256
)

// Cost returns how many bytes etcd reckons a request to add to the file; 0 for
// one that adds nothing (storage/quota.go).
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

// costTxn takes the dearer branch: which one will run is not known beforehand.
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

// Fits reports whether a request fits into the quota, beside the file as it was
// at the last commit. One that adds nothing always does.
//
// etcd asks twice: before it proposes a request, which it then refuses; and
// when it applies one, which it still performs, but answers with ErrNoSpace.
// Either way the member then raises the alarm NOSPACE through the log.
func (s *Store) Fits(r *etcdserverpb.InternalRaftRequest) bool {
	cost := Cost(r)
	if cost == 0 || s.quota < 0 {
		return true
	}
	return s.b.readTx().Size()+cost < s.quota // not Size, which reads the list of free pages
}

// Quota returns how many bytes the file may have; negative is no limit.
func (s *Store) Quota() int64 { return s.quota }
