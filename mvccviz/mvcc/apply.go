package mvcc

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/protobuf/proto"
)

// Apply performs the request of a log entry and returns the response, of the
// type that belongs to it; nil for a request that is none of the store's. It
// follows etcd's appliers (server/etcdserver/apply), each inside the other:
//
//   - while the alarm CORRUPT is raised, what reads or writes keys or leases
//     gets ErrCorrupt;
//   - while NOSPACE is raised, what adds to the file gets ErrNoSpace;
//   - a request that does not fit into the quota is performed, and gets
//     ErrNoSpace beside its response: the member is to raise the alarm;
//   - else the request is performed.
//
// The errors are those a client sees, from rpctypes. After one nothing has
// changed, but for the quota's. A *FileError says that the file is damaged: the
// store must then be closed.
//
// Headers carry the revision alone; who knows cluster, member and term adds
// them.
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

// refused returns the error that a raised alarm gives a request.
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

// response returns a response as the interface: nil if there is none.
func asMessage[M proto.Message](m M, err error) (proto.Message, error) {
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (s *Store) header() *etcdserverpb.ResponseHeader {
	return &etcdserverpb.ResponseHeader{Revision: s.currentRev}
}

// ApplyPut performs a put as a transaction of its own. The errors are
// rpctypes.ErrLeaseNotFound, and ErrKeyNotFound if the value or lease of a key
// that does not exist shall stay.
func (s *Store) ApplyPut(r *etcdserverpb.PutRequest) (*etcdserverpb.PutResponse, error) {
	prev, err := s.checkPut(r)
	if err != nil {
		return nil, err
	}
	resp := s.executePut(r, prev)
	s.endTxn()
	return resp, nil
}

// checkPut checks what of a put depends on the store, and returns the key as it
// is, if the put needs it and it exists.
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

// prevKV returns the key that a put is to change, if the put needs it and it
// exists.
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

// putRequest performs a put that was checked, in the transaction under way.
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

// ApplyDeleteRange performs a deletion as a transaction of its own.
func (s *Store) ApplyDeleteRange(r *etcdserverpb.DeleteRangeRequest) (*etcdserverpb.DeleteRangeResponse, error) {
	resp, err := s.executeDeleteRange(r)
	s.endTxn()
	return resp, err
}

// deleteRequest performs a deletion in the transaction under way.
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

// ApplyCompaction schedules a compaction, which CompactStep carries out. The
// errors are rpctypes.ErrCompacted and ErrFutureRev.
func (s *Store) ApplyCompaction(r *etcdserverpb.CompactionRequest) (*etcdserverpb.CompactionResponse, error) {
	if err := s.Compact(r.GetRevision()); err != nil {
		return nil, clientError(err)
	}
	return &etcdserverpb.CompactionResponse{Header: s.header()}, nil
}

// ApplyLeaseGrant makes a lease; see Grant.
func (s *Store) ApplyLeaseGrant(r *etcdserverpb.LeaseGrantRequest) (*etcdserverpb.LeaseGrantResponse, error) {
	l, err := s.Grant(r.GetID(), r.GetTTL())
	if err != nil {
		return nil, err
	}
	return &etcdserverpb.LeaseGrantResponse{Header: s.header(), ID: l.ID, TTL: l.TTL}, nil
}

// ApplyLeaseRevoke ends a lease; see Revoke.
func (s *Store) ApplyLeaseRevoke(r *etcdserverpb.LeaseRevokeRequest) (*etcdserverpb.LeaseRevokeResponse, error) {
	if _, _, err := s.Revoke(r.GetID()); err != nil {
		return nil, err
	}
	return &etcdserverpb.LeaseRevokeResponse{Header: s.header()}, nil
}

// ApplyLeaseCheckpoint notes what is left of leases; see Checkpoint.
func (s *Store) ApplyLeaseCheckpoint(r *etcdserverpb.LeaseCheckpointRequest) *etcdserverpb.LeaseCheckpointResponse {
	for _, c := range r.GetCheckpoints() {
		s.Checkpoint(c.GetID(), c.GetRemaining_TTL())
	}
	return &etcdserverpb.LeaseCheckpointResponse{Header: s.header()}
}
