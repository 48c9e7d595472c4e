package replica

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/request"
)

// defrag rewrites the store's file.
func (s *server) defrag(o *call) {
	if s.r.host.Disk() != frame.DiskOK {
		s.respond(o, result{text: "the disk does not take writes: " + s.r.host.Disk().String(), fail: true})
		return
	}
	before, after, err := s.r.store.Defrag()
	s.r.must(err)
	s.r.emit(s.r.name, &event.Defragmented{Before: before, After: after})
	s.respond(o, result{text: fmt.Sprintf("finished defragmenting: %d B, now %d B", before, after), rev: s.r.store.Rev()})
}

// statusText is what etcdctl endpoint status tells.
func (s *server) statusText() string {
	total, inUse := s.r.store.Size()
	lead := "none"
	if s.r.st.lead == s.r.id {
		lead = "itself"
	} else if s.r.st.lead != 0 {
		lead = config.NodeName(s.r.st.lead)
	}
	return fmt.Sprintf("%s: db %d B, in use %d B, leader %s, raft term %d, raft index %d, applied %d",
		s.r.name, total, inUse, lead, s.r.st.term, s.r.st.commit, s.r.applier.applied)
}

// saveStore answers with the node's whole store, as etcd's Maintenance.Snapshot
// does: what is pending is committed, and the file goes out with its SHA-256
// behind it.
func (s *server) saveStore(o *call) {
	if s.r.host.Disk() != frame.DiskOK {
		s.respond(o, result{text: "the disk does not take writes: " + s.r.host.Disk().String(), fail: true})
		return
	}
	pending := s.r.store.Pending() > 0
	data, err := s.r.store.Snapshot()
	s.r.must(err)
	if pending {
		s.r.emit(s.r.name, &event.StoreCommitted{Index: s.r.store.DurableIndex()})
	}
	sum := sha256.Sum256(data)
	s.respond(o, result{
		text: fmt.Sprintf("%d B at revision %d", len(data), s.r.store.Rev()), rev: s.r.store.Rev(),
		data: append(data, sum[:]...),
	})
}

// leaseList lists the leases this node's store holds.
func (s *server) leaseList() string {
	all := s.r.store.Leases()
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = request.LeaseHex(l.ID)
	}
	return strings.TrimSpace(fmt.Sprintf("found %d leases %s", len(all), strings.Join(ids, " ")))
}
