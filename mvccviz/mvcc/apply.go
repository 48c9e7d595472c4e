package mvcc

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/protobuf/proto"
)

// Apply performs the request of a log entry and returns the response, whose
// type matches the request. It returns nil for a request that the store does
// not handle. It follows etcd's chain of appliers (server/etcdserver/apply):
//
//   - while the alarm CORRUPT is raised, requests that read or write keys or
//     leases get ErrCorrupt;
//   - while the alarm NOSPACE is raised, requests that add to the file get
//     ErrNoSpace;
//   - a request that exceeds the quota is performed, and returns ErrNoSpace
//     together with its response; the caller must then raise NOSPACE;
//   - every other request is performed.
//
// The errors are from rpctypes, as a client sees them. After an error the store
// is unchanged, except for a request over the quota. A *FileError says that the
// file is damaged; the store must then be closed.
//
// Headers carry only the revision. The caller adds cluster ID, member ID and
// term.
func (s *Store) Apply(r *etcdserverpb.InternalRaftRequest) (proto.Message, error) {
	if err := s.alarmError(r); err != nil {
		return nil, err
	}
	fits := s.Fits(r)
	resp, err := s.dispatch(r)
	if err == nil && !fits {
		return resp, rpctypes.ErrNoSpace
	}
	return resp, err
}

// alarmError returns the error that the raised alarms cause for a request, or
// nil.
func (s *Store) alarmError(r *etcdserverpb.InternalRaftRequest) error {
	if len(s.alarms) == 0 || r.GetAlarm() != nil || r.GetLeaseCheckpoint() != nil {
		return nil
	}
	switch {
	case s.Alarmed(etcdserverpb.AlarmType_CORRUPT):
		return rpctypes.ErrCorrupt
	case s.Alarmed(etcdserverpb.AlarmType_NOSPACE) && Cost(r) > 0:
		return rpctypes.ErrNoSpace
	}
	return nil
}

// dispatch calls the method for the request (dispatch in etcd's appliers).
func (s *Store) dispatch(r *etcdserverpb.InternalRaftRequest) (proto.Message, error) {
	switch {
	case r.GetRange() != nil:
		return asMessage(s.Query(r.GetRange()))
	case r.GetPut() != nil:
		return asMessage(s.ApplyPut(r.GetPut()))
	case r.GetDeleteRange() != nil:
		return asMessage(s.ApplyDeleteRange(r.GetDeleteRange()))
	case r.GetTxn() != nil:
		return asMessage(s.ApplyTxn(r.GetTxn()))
	case r.GetCompaction() != nil:
		return asMessage(s.ApplyCompaction(r.GetCompaction()))
	case r.GetLeaseGrant() != nil:
		return asMessage(s.ApplyLeaseGrant(r.GetLeaseGrant()))
	case r.GetLeaseRevoke() != nil:
		return asMessage(s.ApplyLeaseRevoke(r.GetLeaseRevoke()))
	case r.GetLeaseCheckpoint() != nil:
		return s.ApplyLeaseCheckpoint(r.GetLeaseCheckpoint()), nil
	case r.GetAlarm() != nil:
		return s.applyAlarm(r.GetAlarm()), nil
	}
	return nil, nil
}

// asMessage converts a response to the interface type, and returns a nil
// interface on error.
func asMessage[M proto.Message](m M, err error) (proto.Message, error) {
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (s *Store) header() *etcdserverpb.ResponseHeader {
	return &etcdserverpb.ResponseHeader{Revision: s.currentRev}
}

// ApplyPut performs a put in its own transaction. The errors are
// rpctypes.ErrLeaseNotFound, and rpctypes.ErrKeyNotFound if IgnoreValue or
// IgnoreLease is set and the key does not exist.
func (s *Store) ApplyPut(r *etcdserverpb.PutRequest) (*etcdserverpb.PutResponse, error) {
	prev, err := s.checkPut(r)
	if err != nil {
		return nil, err
	}
	resp := s.executePut(r, prev)
	s.endTxn()
	return resp, nil
}

// checkPut makes the checks of a put that depend on the store. It returns the
// current key-value pair if the put needs it and the key exists.
func (s *Store) checkPut(r *etcdserverpb.PutRequest) (prev *mvccpb.KeyValue, err error) {
	if id := r.GetLease(); id != 0 && s.leases.leaseMap[id] == nil {
		return nil, rpctypes.ErrLeaseNotFound
	}
	if prev, err = s.getPrevKV(r); err != nil {
		return nil, err
	}
	if prev == nil && (r.GetIgnoreValue() || r.GetIgnoreLease()) {
		return nil, rpctypes.ErrKeyNotFound
	}
	return prev, nil
}

// getPrevKV returns the current key-value pair of the key that a put changes,
// or nil if the put does not need it or the key does not exist.
func (s *Store) getPrevKV(r *etcdserverpb.PutRequest) (*mvccpb.KeyValue, error) {
	if !r.GetPrevKv() && !r.GetIgnoreValue() && !r.GetIgnoreLease() {
		return nil, nil
	}
	res, err := s.Range(r.GetKey(), nil, RangeOptions{})
	if err != nil || len(res.KVs) == 0 {
		return nil, err
	}
	return res.KVs[0], nil
}

// executePut performs a checked put in the current transaction.
func (s *Store) executePut(r *etcdserverpb.PutRequest, prev *mvccpb.KeyValue) *etcdserverpb.PutResponse {
	resp := &etcdserverpb.PutResponse{}
	value, lease := r.GetValue(), r.GetLease()
	if r.GetIgnoreValue() {
		value = prev.GetValue()
	}
	if r.GetIgnoreLease() {
		lease = prev.GetLease()
	}
	if r.GetPrevKv() {
		resp.PrevKv = prev
	}
	s.put(r.GetKey(), value, lease)
	resp.Header = &etcdserverpb.ResponseHeader{Revision: s.visibleRev()}
	return resp
}

// ApplyDeleteRange performs a deletion in its own transaction.
func (s *Store) ApplyDeleteRange(r *etcdserverpb.DeleteRangeRequest) (*etcdserverpb.DeleteRangeResponse, error) {
	resp, err := s.executeDeleteRange(r)
	s.endTxn()
	return resp, err
}

// executeDeleteRange performs a deletion in the current transaction.
func (s *Store) executeDeleteRange(r *etcdserverpb.DeleteRangeRequest) (*etcdserverpb.DeleteRangeResponse, error) {
	resp := &etcdserverpb.DeleteRangeResponse{}
	if r.GetPrevKv() {
		res, err := s.Range(r.GetKey(), r.GetRangeEnd(), RangeOptions{})
		if err != nil {
			return nil, err
		}
		resp.PrevKvs = res.KVs
	}
	resp.Deleted = s.deleteRange(r.GetKey(), r.GetRangeEnd())
	resp.Header = &etcdserverpb.ResponseHeader{Revision: s.visibleRev()}
	return resp, nil
}

// ApplyCompaction schedules a compaction; CompactStep carries it out. The
// errors are rpctypes.ErrCompacted and rpctypes.ErrFutureRev.
func (s *Store) ApplyCompaction(r *etcdserverpb.CompactionRequest) (*etcdserverpb.CompactionResponse, error) {
	if err := s.Compact(r.GetRevision()); err != nil {
		return nil, clientError(err)
	}
	return &etcdserverpb.CompactionResponse{Header: s.header()}, nil
}

// ApplyLeaseGrant creates a lease; see Grant.
func (s *Store) ApplyLeaseGrant(r *etcdserverpb.LeaseGrantRequest) (*etcdserverpb.LeaseGrantResponse, error) {
	l, err := s.Grant(r.GetID(), r.GetTTL())
	if err != nil {
		return nil, err
	}
	return &etcdserverpb.LeaseGrantResponse{Header: s.header(), ID: l.ID, TTL: l.TTL}, nil
}

// ApplyLeaseRevoke revokes a lease; see Revoke.
func (s *Store) ApplyLeaseRevoke(r *etcdserverpb.LeaseRevokeRequest) (*etcdserverpb.LeaseRevokeResponse, error) {
	if _, _, err := s.Revoke(r.GetID()); err != nil {
		return nil, err
	}
	return &etcdserverpb.LeaseRevokeResponse{Header: s.header()}, nil
}

// ApplyLeaseCheckpoint stores the remaining TTL of leases; see Checkpoint.
func (s *Store) ApplyLeaseCheckpoint(r *etcdserverpb.LeaseCheckpointRequest) *etcdserverpb.LeaseCheckpointResponse {
	for _, c := range r.GetCheckpoints() {
		s.Checkpoint(c.GetID(), c.GetRemaining_TTL())
	}
	return &etcdserverpb.LeaseCheckpointResponse{Header: s.header()}
}
