package mvcc

import (
	"encoding/binary"
	"maps"
	"slices"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/protobuf/encoding/protowire"
)

// MaxLeaseTTL is the longest time to live, in seconds, that etcd grants.
const MaxLeaseTTL = 9_000_000_000

// A Lease is what the store knows of a lease; all numbers are seconds. Nothing
// in a Store counts them down: that is the Lessor's part, on the leader alone.
type Lease struct {
	ID  int64
	TTL int64

	// Remaining is what was left of it at its last checkpoint; 0 is none, and
	// then the whole TTL counts.
	Remaining int64
}

// left returns how many seconds a leader that takes over has to give.
func (l Lease) left() int64 {
	if l.Remaining > 0 {
		return l.Remaining
	}
	return l.TTL
}

// leases holds every lease and the keys attached to each (etcd's lease.lessor,
// but for the time). A key that exists is attached to the lease of its last
// put, if that lease exists.
type leases struct {
	min  int64 // seconds; shorter grants are extended
	byID map[int64]*attached
	of   map[string]int64 // key: lease

	tell func(id int64) // of a lease that is changing, or nil
}

// ObserveLeases has f told of every lease that is granted, revoked or
// checkpointed, or whose keys change, just before or after it does. f must not
// use the store.
func (s *Store) ObserveLeases(f func(id int64)) { s.leases.tell = f }

func (l *leases) changed(id int64) {
	if l.tell != nil {
		l.tell(id)
	}
}

// attached is a lease with its keys.
type attached struct {
	Lease
	keys map[string]struct{}
}

func newLeases(least int64) leases {
	return leases{min: least, byID: map[int64]*attached{}, of: map[string]int64{}}
}

// attach notes that key was put with a lease, 0 for none.
func (l *leases) attach(key []byte, id int64) {
	if id == 0 && len(l.of) == 0 {
		return
	}
	if old := l.of[string(key)]; old == id {
		return
	}
	l.detach(key)
	if a := l.byID[id]; a != nil {
		k := string(key)
		a.keys[k], l.of[k] = struct{}{}, id
		l.changed(id)
	}
}

// detach notes that key is no more, or no more attached.
func (l *leases) detach(key []byte) {
	if id, ok := l.of[string(key)]; ok {
		delete(l.byID[id].keys, string(key))
		delete(l.of, string(key))
		l.changed(id)
	}
}

func (l *leases) add(le Lease) {
	le.TTL = max(le.TTL, l.min)
	l.byID[le.ID] = &attached{Lease: le, keys: map[string]struct{}{}}
}

// Leases returns every lease, by ID.
func (s *Store) Leases() []Lease {
	all := make([]Lease, 0, len(s.leases.byID))
	for _, id := range slices.Sorted(maps.Keys(s.leases.byID)) {
		all = append(all, s.leases.byID[id].Lease)
	}
	return all
}

// Lease returns the lease with the given ID, if there is one.
func (s *Store) Lease(id int64) (Lease, bool) {
	if a := s.leases.byID[id]; a != nil {
		return a.Lease, true
	}
	return Lease{}, false
}

// LeaseKeys returns the keys attached to a lease, sorted.
func (s *Store) LeaseKeys(id int64) []string {
	if a := s.leases.byID[id]; a != nil {
		return slices.Sorted(maps.Keys(a.keys))
	}
	return nil
}

// LeaseOf returns the ID of the lease that a key is attached to, 0 if none.
func (s *Store) LeaseOf(key []byte) int64 { return s.leases.of[string(key)] }

// Grant makes a lease. A TTL below the least one is raised to it. The errors
// are rpctypes.ErrLeaseNotFound for ID 0, ErrLeaseTTLTooLarge and ErrLeaseExist.
func (s *Store) Grant(id, ttl int64) (Lease, error) {
	switch {
	case id == 0:
		return Lease{}, rpctypes.ErrLeaseNotFound
	case ttl > MaxLeaseTTL:
		return Lease{}, rpctypes.ErrLeaseTTLTooLarge
	case s.leases.byID[id] != nil:
		return Lease{}, rpctypes.ErrLeaseExist
	}
	s.leases.add(Lease{ID: id, TTL: ttl})
	l := s.leases.byID[id].Lease
	s.putLease(l)
	s.leases.changed(id)
	return l, nil
}

// Revoke ends a lease and deletes the keys attached to it, sorted, in one
// transaction. It returns the keys and the revision of the store afterwards;
// rpctypes.ErrLeaseNotFound if there is no such lease.
func (s *Store) Revoke(id int64) (keys []string, rev int64, err error) {
	if s.leases.byID[id] == nil {
		return nil, s.rev, rpctypes.ErrLeaseNotFound
	}
	keys = s.LeaseKeys(id)
	for _, k := range keys {
		s.deleteRange([]byte(k), nil)
	}
	delete(s.leases.byID, id)
	s.leases.changed(id)
	s.b.del(bucketLease, s.b.arena.copied(leaseKey(id)))
	return keys, s.end(), nil
}

// Checkpoint notes how many seconds are left of a lease; 0 gives it its whole
// TTL again. Like etcd's, it takes no notice of a lease that does not exist.
func (s *Store) Checkpoint(id, remaining int64) {
	if a := s.leases.byID[id]; a != nil {
		a.Remaining = remaining
		s.putLease(a.Lease)
		s.leases.changed(id)
	}
}

func (s *Store) putLease(l Lease) {
	s.b.put(bucketLease, s.b.arena.copied(leaseKey(l.ID)), s.b.arena.copied(l.marshal()))
}

// leaseKey is the key of a lease in the bucket "lease".
func leaseKey(id int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(id)) }

// The fields of etcd's leasepb.Lease, which only its server module has.
const (
	leaseFieldID protowire.Number = 1 + iota
	leaseFieldTTL
	leaseFieldRemaining
)

// marshal returns the lease as its value in the bucket "lease".
func (l Lease) marshal() (b []byte) {
	for i, v := range [...]int64{l.ID, l.TTL, l.Remaining} {
		if v != 0 {
			b = protowire.AppendTag(b, leaseFieldID+protowire.Number(i), protowire.VarintType)
			b = protowire.AppendVarint(b, uint64(v))
		}
	}
	return b
}

var errLease = texts.Errorf("it is no lease")

// parseLease is the inverse of marshal. Fields it does not know it skips.
func parseLease(b []byte) (l Lease, err error) {
	for len(b) > 0 {
		field, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			return l, errLease
		}
		b = b[n:]
		if field > leaseFieldRemaining {
			if n = protowire.ConsumeFieldValue(field, typ, b); n < 0 {
				return l, errLease
			}
			b = b[n:]
			continue
		}
		v, n := protowire.ConsumeVarint(b)
		if n < 0 || typ != protowire.VarintType {
			return l, errLease
		}
		b = b[n:]
		*[...]*int64{&l.ID, &l.TTL, &l.Remaining}[field-leaseFieldID] = int64(v)
	}
	return l, nil
}

// restoreLease takes one entry of the bucket "lease".
func (s *Store) restoreLease(key, value []byte) error {
	l, err := parseLease(value)
	if err == nil && (len(key) != 8 || l.ID != int64(binary.BigEndian.Uint64(key))) {
		err = texts.Errorf("it says it is of lease %d", l.ID)
	}
	if err != nil {
		return corrupt(s.b.path, "the value of %x in bucket lease: %v", clip(key), err)
	}
	s.leases.add(l)
	return nil
}
