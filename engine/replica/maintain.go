package replica

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/grpc/codes"

	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
)

// defrag rewrites the store's file.
func (s *server) defrag(o *call) {
	if s.diskRefuses(o) {
		return
	}
	before, after, err := s.r.store.Defrag()
	s.r.must(err)
	s.r.emit(s.r.name, &event.Defragmented{Before: before, After: after})
	m := &etcdserverpb.DefragmentResponse{Header: s.header()}
	s.respond(o, result{answer: etcd.Defragmented(m, before, after), rev: s.r.store.Rev()})
}

// diskRefuses reports whether the disk does not take writes; then it answers.
func (s *server) diskRefuses(o *call) bool {
	state := s.r.host.Disk()
	if state == frame.DiskOK {
		return false
	}
	s.refuse(o, codes.Unavailable, "the disk does not take writes: "+state.String())
	return true
}

// status answers what etcdctl endpoint status asks for.
func (s *server) status(o *call) {
	total, inUse := s.r.store.Size()
	m := &etcdserverpb.StatusResponse{
		Header: s.header(), DbSize: total, DbSizeInUse: inUse, Leader: s.r.st.lead,
		RaftTerm: s.r.st.term, RaftIndex: s.r.st.commit, RaftAppliedIndex: s.r.applier.applied,
		Version: mvcc.EtcdVersion, StorageVersion: mvcc.EtcdVersion, DbSizeQuota: cmp.Or(s.r.cfg.Quota, mvcc.DefaultQuota),
		IsLearner: slices.Contains(s.r.members.GetLearners(), s.r.id), DowngradeInfo: &etcdserverpb.DowngradeInfo{},
	}
	if m.Leader == 0 {
		m.Errors = append(m.Errors, rpctypes.ErrNoLeader.Error())
	}
	for _, a := range s.r.store.Alarms() {
		m.Errors = append(m.Errors, fmt.Sprintf("memberID:%d alarm:%s ", a.Member, a.Type))
	}
	s.answer(o, m)
}

// saveStore answers with the node's whole store, as etcd's Maintenance.Snapshot
// does: what is pending is committed, and the file goes out with its SHA-256
// behind it.
func (s *server) saveStore(o *call) {
	if s.diskRefuses(o) {
		return
	}
	pending := s.r.store.Pending() > 0
	data, err := s.r.store.Snapshot()
	s.r.must(err)
	if pending {
		s.r.emit(s.r.name, &event.StoreCommitted{Index: s.r.store.DurableIndex()})
	}
	sum := sha256.Sum256(data)
	m := &etcdserverpb.SnapshotResponse{Header: s.header(), Blob: sum[:]}
	s.respond(o, result{answer: etcd.Backup(m, int64(len(data))), rev: s.r.store.Rev(), data: append(data, sum[:]...)})
}

// leaseList lists the leases this node's store holds: on a node that counts them
// down by the time they have left, the shortest first (server/lease/lessor.go,
// Leases). Elsewhere none has an expiry, and they come by ID.
func (s *server) leaseList(o *call) {
	m := &etcdserverpb.LeaseLeasesResponse{Header: s.header()}
	all := s.r.store.Leases()
	slices.SortStableFunc(all, func(a, b mvcc.Lease) int {
		x, _ := s.r.leases.lessor.Left(a.ID, s.r.leases.clock())
		y, _ := s.r.leases.lessor.Left(b.ID, s.r.leases.clock())
		return cmp.Compare(x, y)
	})
	for _, l := range all {
		m.Leases = append(m.Leases, &etcdserverpb.LeaseStatus{ID: l.ID})
	}
	s.answer(o, m)
}
