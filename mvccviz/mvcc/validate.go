package mvcc

import (
	"bytes"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/protobuf/proto"
)

// etcd's default limits (--max-txn-ops, --max-request-bytes).
const (
	DefaultTxnOps       = 128
	DefaultRequestBytes = 3 << 19
)

// Validate checks a request as etcd does before proposing it: first as its gRPC
// service does (server/etcdserver/api/v3rpc/key.go), then the size of the
// entry. The errors are from rpctypes, as a client sees them. Apply, Query and
// the other methods of Store accept only requests that passed.
func Validate(r *etcdserverpb.InternalRaftRequest) error {
	var err error
	switch {
	case r.GetRange() != nil:
		err = ValidateRange(r.GetRange())
	case r.GetPut() != nil:
		err = ValidatePut(r.GetPut())
	case r.GetDeleteRange() != nil:
		err = ValidateDeleteRange(r.GetDeleteRange())
	case r.GetTxn() != nil:
		err = ValidateTxn(r.GetTxn(), DefaultTxnOps)
	}
	if err == nil && proto.Size(r) > DefaultRequestBytes {
		return rpctypes.ErrRequestTooLarge
	}
	return err
}

// ValidateRange returns ErrEmptyKey, ErrInvalidSortOption or nil.
func ValidateRange(r *etcdserverpb.RangeRequest) error {
	if len(r.GetKey()) == 0 {
		return rpctypes.ErrEmptyKey
	}
	_, order := etcdserverpb.RangeRequest_SortOrder_name[int32(r.GetSortOrder())]
	_, target := etcdserverpb.RangeRequest_SortTarget_name[int32(r.GetSortTarget())]
	if !order || !target {
		return rpctypes.ErrInvalidSortOption
	}
	return nil
}

// ValidatePut returns ErrEmptyKey, ErrValueProvided, ErrLeaseProvided or nil.
func ValidatePut(r *etcdserverpb.PutRequest) error {
	switch {
	case len(r.GetKey()) == 0:
		return rpctypes.ErrEmptyKey
	case r.GetIgnoreValue() && len(r.GetValue()) != 0:
		return rpctypes.ErrValueProvided
	case r.GetIgnoreLease() && r.GetLease() != 0:
		return rpctypes.ErrLeaseProvided
	}
	return nil
}

// ValidateDeleteRange returns ErrEmptyKey or nil.
func ValidateDeleteRange(r *etcdserverpb.DeleteRangeRequest) error {
	if len(r.GetKey()) == 0 {
		return rpctypes.ErrEmptyKey
	}
	return nil
}

// ValidateTxn checks a transaction and those nested in it. A list of compares
// or operations has at most maxOps elements, and a nested transaction only what
// its parent's longest list leaves of that (ErrTooManyOps). Each operation must
// be valid by itself. No key may be put twice, or both put and deleted, if both
// could happen (ErrDuplicateKey).
func ValidateTxn(r *etcdserverpb.TxnRequest, maxOps int) error {
	if err := checkTxnRequest(r, maxOps); err != nil {
		return err
	}
	for _, ops := range [][]*etcdserverpb.RequestOp{r.GetSuccess(), r.GetFailure()} {
		if _, err := checkIntervals(ops); err != nil {
			return err
		}
	}
	return nil
}

func checkTxnRequest(r *etcdserverpb.TxnRequest, maxOps int) error {
	left := maxOps - max(len(r.GetCompare()), len(r.GetSuccess()), len(r.GetFailure()))
	if left < 0 {
		return rpctypes.ErrTooManyOps
	}
	for _, c := range r.GetCompare() {
		if len(c.GetKey()) == 0 {
			return rpctypes.ErrEmptyKey
		}
	}
	for _, ops := range [][]*etcdserverpb.RequestOp{r.GetSuccess(), r.GetFailure()} {
		for _, op := range ops {
			if err := checkRequestOp(op, left); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkRequestOp(op *etcdserverpb.RequestOp, maxOps int) error {
	switch u := op.GetRequest().(type) {
	case *etcdserverpb.RequestOp_RequestRange:
		return ValidateRange(u.RequestRange)
	case *etcdserverpb.RequestOp_RequestPut:
		return ValidatePut(u.RequestPut)
	case *etcdserverpb.RequestOp_RequestDeleteRange:
		return ValidateDeleteRange(u.RequestDeleteRange)
	case *etcdserverpb.RequestOp_RequestTxn:
		return checkTxnRequest(u.RequestTxn, maxOps)
	}
	return rpctypes.ErrKeyNotFound // etcd's error for an empty operation
}

// txnWrites are the keys that a list of operations may put and the ranges that
// it may delete, whichever branch its nested transactions take.
type txnWrites struct {
	puts map[string]struct{}
	dels []keyRange
}

// A keyRange is [key, end).
type keyRange struct{ key, end []byte }

// checkIntervals collects the writes of a list in etcd's order, which decides
// what counts as a conflict. First come the list's own deletions. Then, for one
// nested transaction after the other, its puts, which must not conflict with
// any write so far, and its deletions, which may cover puts of earlier ones.
// The list's own puts come last. Both branches of one nested transaction may
// put the same key: only one of them runs.
func checkIntervals(ops []*etcdserverpb.RequestOp) (w txnWrites, err error) {
	w.puts = map[string]struct{}{}
	for _, op := range ops {
		if d := op.GetRequestDeleteRange(); d != nil {
			w.addDelete(d)
		}
	}
	for _, op := range ops {
		if _, ok := op.GetRequest().(*etcdserverpb.RequestOp_RequestTxn); !ok {
			continue
		}
		t := op.GetRequestTxn()
		then, err := checkIntervals(t.GetSuccess())
		if err != nil {
			return w, err
		}
		other, err := checkIntervals(t.GetFailure())
		if err != nil {
			return w, err
		}
		if !w.addNested(then, other) {
			return w, rpctypes.ErrDuplicateKey
		}
	}
	for _, op := range ops {
		if p := op.GetRequestPut(); p != nil && !w.addPut(string(p.GetKey())) {
			return w, rpctypes.ErrDuplicateKey
		}
	}
	return w, nil
}

// addNested adds the writes of both branches of a nested transaction. It
// returns false if a put conflicts with an earlier write.
func (w *txnWrites) addNested(then, other txnWrites) bool {
	for k := range then.puts {
		if !w.addPut(k) {
			return false
		}
	}
	for k := range other.puts {
		if _, both := then.puts[k]; !both && !w.addPut(k) {
			return false
		}
	}
	w.dels = append(append(w.dels, then.dels...), other.dels...)
	return true
}

// addPut adds a put. It returns false if the key is already written.
func (w *txnWrites) addPut(key string) bool {
	if _, ok := w.puts[key]; ok {
		return false
	}
	for _, d := range w.dels {
		if string(d.key) <= key && key < string(d.end) {
			return false
		}
	}
	w.puts[key] = struct{}{}
	return true
}

// addDelete adds a deletion. As in etcd, an open-ended range (end "\x00")
// counts as empty here, so it does not conflict with puts.
func (w *txnWrites) addDelete(d *etcdserverpb.DeleteRangeRequest) {
	r := keyRange{d.GetKey(), d.GetRangeEnd()}
	if len(r.end) == 0 {
		r.end = append(bytes.Clone(r.key), 0)
	}
	w.dels = append(w.dels, r)
}
