package mvcc

import (
	"bytes"
	"cmp"
	"fmt"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// ApplyTxn performs a transaction, and those nested in it, as one: under one
// main revision, all or nothing (etcd's txn.Txn in server/etcdserver/txn).
//
// It goes through the request three times: first every compare is decided, of
// the nested transactions, too, by the store as it was before; then what will
// run is checked, by the same; then it runs, each operation seeing what those
// before it did. So a nested compare does not see a put before it, but a
// nested range does.
//
// The errors are rpctypes.ErrCompacted, ErrFutureRev, ErrLeaseNotFound and
// ErrKeyNotFound.
func (s *Store) ApplyTxn(r *etcdserverpb.TxnRequest) (*etcdserverpb.TxnResponse, error) {
	path, err := s.compareToPath(r, nil)
	if err != nil {
		return nil, err
	}
	if _, err := s.checkTxn(r, path); err != nil {
		return nil, err
	}
	resp, _, err := s.executeTxn(r, path)
	if err != nil { // the file is damaged: what has happened stays
		s.endTxn()
		return nil, err
	}
	resp.Header.Revision = s.endTxn()
	return resp, nil
}

// branchOf returns the operations of the branch that was decided on.
func chosenOps(r *etcdserverpb.TxnRequest, then bool) []*etcdserverpb.RequestOp {
	if then {
		return r.GetSuccess()
	}
	return r.GetFailure()
}

// decide appends to path how the transaction decides, then how those nested in
// the branch that will run do, depth first. The other functions here take
// such a path and return what is left of it.
func (s *Store) compareToPath(r *etcdserverpb.TxnRequest, path []bool) ([]bool, error) {
	then, err := s.applyCompares(r.GetCompare())
	if err != nil {
		return nil, err
	}
	path = append(path, then)
	for _, op := range chosenOps(r, then) {
		if u, ok := op.GetRequest().(*etcdserverpb.RequestOp_RequestTxn); ok {
			if path, err = s.compareToPath(u.RequestTxn, path); err != nil {
				return nil, err
			}
		}
	}
	return path, nil
}

// compares reports whether all compares hold.
func (s *Store) applyCompares(cs []*etcdserverpb.Compare) (bool, error) {
	for _, c := range cs {
		if ok, err := s.applyCompare(c); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// compareRange reports whether a compare holds for every key of its range. For
// a range without keys it is made with a key that has only zeros, except that no
// compare of a value holds then.
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

// compareKV reports whether a compare holds for a key.
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

// checkTxn checks what will run against the store as it is.
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

// checkRev checks the revision that a range inside a transaction reads at.
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

// runTxn runs what was decided and checked.
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
