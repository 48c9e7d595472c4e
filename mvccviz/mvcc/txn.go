package mvcc

import (
	"bytes"
	"cmp"
	"fmt"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// ApplyTxn performs a transaction and the transactions nested in it as one,
// under one main revision (Txn in etcd's server/etcdserver/txn/txn.go).
//
// It goes through the request three times. First it evaluates all compares,
// including nested ones, against the store as it was. Then it checks the chosen
// operations, also against the store as it was. Then it executes them, and each
// operation sees the effects of those before it. So a nested compare does not
// see an earlier put of the same request, but a nested range does.
//
// The errors are rpctypes.ErrCompacted, rpctypes.ErrFutureRev,
// rpctypes.ErrLeaseNotFound and rpctypes.ErrKeyNotFound; the store is then
// unchanged. After a *FileError it keeps the changes made so far, and must be
// closed.
func (s *Store) ApplyTxn(r *etcdserverpb.TxnRequest) (*etcdserverpb.TxnResponse, error) {
	path, err := s.compareToPath(r, nil)
	if err != nil {
		return nil, err
	}
	if _, err := s.checkTxn(r, path); err != nil {
		return nil, err
	}
	resp, _, err := s.executeTxn(r, path)
	if err != nil { // the file is damaged: the changes made so far stay
		s.endTxn()
		return nil, err
	}
	resp.Header.Revision = s.endTxn()
	return resp, nil
}

// chosenOps returns the operations of the chosen branch.
func chosenOps(r *etcdserverpb.TxnRequest, succeeded bool) []*etcdserverpb.RequestOp {
	if succeeded {
		return r.GetSuccess()
	}
	return r.GetFailure()
}

// compareToPath appends to path whether the compares of the transaction hold,
// then the same for the transactions nested in the chosen branch, depth first.
// The other functions here consume such a path and return the rest of it.
func (s *Store) compareToPath(r *etcdserverpb.TxnRequest, path []bool) ([]bool, error) {
	succeeded, err := s.applyCompares(r.GetCompare())
	if err != nil {
		return nil, err
	}
	path = append(path, succeeded)
	for _, op := range chosenOps(r, succeeded) {
		if u, ok := op.GetRequest().(*etcdserverpb.RequestOp_RequestTxn); ok {
			if path, err = s.compareToPath(u.RequestTxn, path); err != nil {
				return nil, err
			}
		}
	}
	return path, nil
}

// applyCompares reports whether all compares hold.
func (s *Store) applyCompares(cs []*etcdserverpb.Compare) (bool, error) {
	for _, c := range cs {
		if ok, err := s.applyCompare(c); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// applyCompare reports whether a compare holds for every key of its range. For
// an empty range it compares with a zero key-value pair, but a compare of
// values is false.
func (s *Store) applyCompare(c *etcdserverpb.Compare) (bool, error) {
	needsValue := c.GetTarget() == etcdserverpb.Compare_VALUE || c.GetTarget() == etcdserverpb.Compare_LEASE
	res, err := s.Range(c.GetKey(), c.GetRangeEnd(), RangeOptions{KeysOnly: !needsValue})
	if err != nil {
		return false, err
	}
	if len(res.KVs) == 0 {
		return c.GetTarget() != etcdserverpb.Compare_VALUE && compareKV(c, &mvccpb.KeyValue{}), nil
	}
	for _, kv := range res.KVs {
		if !compareKV(c, kv) {
			return false, nil
		}
	}
	return true, nil
}

// compareKV reports whether a compare holds for a key-value pair.
func compareKV(c *etcdserverpb.Compare, kv *mvccpb.KeyValue) bool {
	var order int
	switch c.GetTarget() {
	case etcdserverpb.Compare_VALUE:
		order = bytes.Compare(kv.GetValue(), c.GetValue())
	case etcdserverpb.Compare_CREATE:
		order = cmp.Compare(kv.GetCreateRevision(), c.GetCreateRevision())
	case etcdserverpb.Compare_MOD:
		order = cmp.Compare(kv.GetModRevision(), c.GetModRevision())
	case etcdserverpb.Compare_VERSION:
		order = cmp.Compare(kv.GetVersion(), c.GetVersion())
	case etcdserverpb.Compare_LEASE:
		order = cmp.Compare(kv.GetLease(), c.GetLease())
	}
	switch c.GetResult() {
	case etcdserverpb.Compare_EQUAL:
		return order == 0
	case etcdserverpb.Compare_NOT_EQUAL:
		return order != 0
	case etcdserverpb.Compare_GREATER:
		return order > 0
	case etcdserverpb.Compare_LESS:
		return order < 0
	}
	return true
}

// checkTxn checks the chosen operations against the store.
func (s *Store) checkTxn(r *etcdserverpb.TxnRequest, path []bool) (rest []bool, err error) {
	ops, rest := chosenOps(r, path[0]), path[1:]
	for _, op := range ops {
		switch u := op.GetRequest().(type) {
		case *etcdserverpb.RequestOp_RequestRange:
			err = s.checkRange(u.RequestRange.GetRevision())
		case *etcdserverpb.RequestOp_RequestPut:
			_, err = s.checkPut(u.RequestPut)
		case *etcdserverpb.RequestOp_RequestTxn:
			rest, err = s.checkTxn(u.RequestTxn, rest)
		}
		if err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// checkRange checks the revision of a range inside a transaction.
func (s *Store) checkRange(rev int64) error {
	switch {
	case rev == 0:
		return nil
	case rev > s.currentRev:
		return rpctypes.ErrFutureRev
	case rev < s.compactMainRev:
		return rpctypes.ErrCompacted
	}
	return nil
}

// executeTxn executes the chosen operations.
func (s *Store) executeTxn(r *etcdserverpb.TxnRequest, path []bool) (resp *etcdserverpb.TxnResponse, rest []bool, err error) {
	ops, rest := chosenOps(r, path[0]), path[1:]
	resp = &etcdserverpb.TxnResponse{
		Header:    &etcdserverpb.ResponseHeader{},
		Succeeded: path[0],
		Responses: make([]*etcdserverpb.ResponseOp, len(ops)),
	}
	for i, op := range ops {
		resp.Responses[i] = &etcdserverpb.ResponseOp{}
		if rest, err = s.executeOp(op, resp.Responses[i], rest); err != nil {
			return nil, nil, err
		}
	}
	return resp, rest, nil
}

func (s *Store) executeOp(op *etcdserverpb.RequestOp, out *etcdserverpb.ResponseOp, path []bool) (rest []bool, err error) {
	switch u := op.GetRequest().(type) {
	case *etcdserverpb.RequestOp_RequestRange:
		resp, err := s.Query(u.RequestRange)
		out.Response = &etcdserverpb.ResponseOp_ResponseRange{ResponseRange: resp}
		return path, err
	case *etcdserverpb.RequestOp_RequestPut:
		prev, err := s.getPrevKV(u.RequestPut)
		if err != nil {
			return nil, err
		}
		out.Response = &etcdserverpb.ResponseOp_ResponsePut{ResponsePut: s.executePut(u.RequestPut, prev)}
		return path, nil
	case *etcdserverpb.RequestOp_RequestDeleteRange:
		resp, err := s.executeDeleteRange(u.RequestDeleteRange)
		out.Response = &etcdserverpb.ResponseOp_ResponseDeleteRange{ResponseDeleteRange: resp}
		return path, err
	case *etcdserverpb.RequestOp_RequestTxn:
		resp, rest, err := s.executeTxn(u.RequestTxn, path)
		out.Response = &etcdserverpb.ResponseOp_ResponseTxn{ResponseTxn: resp}
		return rest, err
	}
	panic(fmt.Sprintf("mvcc: a transaction was not validated: it has the operation %T", op.GetRequest()))
}
