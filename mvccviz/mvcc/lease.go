package mvcc

import (
	"encoding/binary"
	"maps"
	"slices"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/protobuf/encoding/protowire"
)

// MaxLeaseTTL is the longest TTL, in seconds, that etcd grants.
const MaxLeaseTTL = 9_000_000_000

// A Lease is a lease as the store holds it; all durations are in seconds. A
// Store does not count them down: only the leader's Lessor does.
type Lease struct {
	ID  int64
	TTL int64

	// Remaining is the remaining TTL at the last checkpoint; 0 means that there
	// is no checkpoint and the whole TTL counts.
	Remaining int64
}

// remainingTTL returns how many seconds the lease gets when a countdown begins
// (getRemainingTTL in etcd).
func (l Lease) remainingTTL() int64 {
	if l.Remaining > 0 {
		return l.Remaining
	}
	return l.TTL
}

// leases holds every lease and the keys attached to it: etcd's lease.lessor
// without time. An existing key is attached to the lease of its last put, if
// that lease exists.
type leases struct {
	minTTL   int64 // seconds; a shorter TTL is raised to it
	leaseMap map[int64]*leaseWithKeys
	itemMap  map[string]int64 // key: lease ID

	observer func(id int64) // called with a lease that changes; may be nil
}

// ObserveLeases sets the function that is called with the ID of every lease
// that is granted, revoked or checkpointed or whose keys change, just before or
// just after the change. f must not use the store.
func (s *Store) ObserveLeases(f func(id int64)) { s.leases.observer = f }

func (l *leases) notify(id int64) {
	if l.observer != nil {
		l.observer(id)
	}
}

// A leaseWithKeys is a lease and the set of keys attached to it.
type leaseWithKeys struct {
	Lease
	keys map[string]struct{}
}

func newLeases(minTTL int64) leases {
	return leases{minTTL: minTTL, leaseMap: map[int64]*leaseWithKeys{}, itemMap: map[string]int64{}}
}

// attach records that key was put with the lease id, 0 for none.
func (l *leases) attach(key []byte, id int64) {
	if id == 0 && len(l.itemMap) == 0 {
		return
	}
	if old := l.itemMap[string(key)]; old == id {
		return
	}
	l.detach(key)
	if a := l.leaseMap[id]; a != nil {
		k := string(key)
		a.keys[k], l.itemMap[k] = struct{}{}, id
		l.notify(id)
	}
}

// detach removes key from its lease, if it has one.
func (l *leases) detach(key []byte) {
	if id, ok := l.itemMap[string(key)]; ok {
		delete(l.leaseMap[id].keys, string(key))
		delete(l.itemMap, string(key))
		l.notify(id)
	}
}

func (l *leases) add(le Lease) {
	le.TTL = max(le.TTL, l.minTTL)
	l.leaseMap[le.ID] = &leaseWithKeys{Lease: le, keys: map[string]struct{}{}}
}

// Leases returns every lease, ordered by ID.
func (s *Store) Leases() []Lease {
	all := make([]Lease, 0, len(s.leases.leaseMap))
	for _, id := range slices.Sorted(maps.Keys(s.leases.leaseMap)) {
		all = append(all, s.leases.leaseMap[id].Lease)
	}
	return all
}

// Lease returns the lease with the given ID.
func (s *Store) Lease(id int64) (Lease, bool) {
	if a := s.leases.leaseMap[id]; a != nil {
		return a.Lease, true
	}
	return Lease{}, false
}

// LeaseKeys returns the keys attached to a lease, sorted.
func (s *Store) LeaseKeys(id int64) []string {
	if a := s.leases.leaseMap[id]; a != nil {
		return slices.Sorted(maps.Keys(a.keys))
	}
	return nil
}

// LeaseOf returns the ID of the lease that a key is attached to, 0 for none.
func (s *Store) LeaseOf(key []byte) int64 { return s.leases.itemMap[string(key)] }

// Grant creates a lease. A TTL below Options.MinLeaseTTL is raised to it. The
// errors are rpctypes.ErrLeaseNotFound for ID 0, rpctypes.ErrLeaseTTLTooLarge
// and rpctypes.ErrLeaseExist.
func (s *Store) Grant(id, ttl int64) (Lease, error) {
	switch {
	case id == 0:
		return Lease{}, rpctypes.ErrLeaseNotFound
	case ttl > MaxLeaseTTL:
		return Lease{}, rpctypes.ErrLeaseTTLTooLarge
	case s.leases.leaseMap[id] != nil:
		return Lease{}, rpctypes.ErrLeaseExist
	}
	s.leases.add(Lease{ID: id, TTL: ttl})
	l := s.leases.leaseMap[id].Lease
	s.putLease(l)
	s.leases.notify(id)
	return l, nil
}

// Revoke deletes a lease and the keys attached to it, in key order, in one
// transaction. It returns the keys and the resulting revision of the store, or
// rpctypes.ErrLeaseNotFound.
func (s *Store) Revoke(id int64) (keys []string, rev int64, err error) {
	if s.leases.leaseMap[id] == nil {
		return nil, s.currentRev, rpctypes.ErrLeaseNotFound
	}
	keys = s.LeaseKeys(id)
	for _, k := range keys {
		s.deleteRange([]byte(k), nil)
	}
	delete(s.leases.leaseMap, id)
	s.leases.notify(id)
	s.b.del(layout.LeaseBucket, s.b.arena.copied(leaseKey(id)))
	return keys, s.endTxn(), nil
}

// Checkpoint stores the remaining TTL of a lease, in seconds; 0 restores the
// whole TTL. Like etcd, it ignores a lease that does not exist.
func (s *Store) Checkpoint(id, remaining int64) {
	if a := s.leases.leaseMap[id]; a != nil {
		a.Remaining = remaining
		s.putLease(a.Lease)
		s.leases.notify(id)
	}
}

func (s *Store) putLease(l Lease) {
	s.b.put(layout.LeaseBucket, s.b.arena.copied(leaseKey(l.ID)), s.b.arena.copied(l.marshal()))
}

// leaseKey returns the key of a lease in the bucket "lease".
func leaseKey(id int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(id)) }

// The fields of etcd's leasepb.Lease, whose Go type is in etcd's server module.
const (
	leaseFieldID protowire.Number = 1 + iota
	leaseFieldTTL
	leaseFieldRemaining
)

// marshal returns the value of the lease in the bucket "lease".
func (l Lease) marshal() (b []byte) {
	for i, v := range [...]int64{l.ID, l.TTL, l.Remaining} {
		if v != 0 {
			b = protowire.AppendTag(b, leaseFieldID+protowire.Number(i), protowire.VarintType)
			b = protowire.AppendVarint(b, uint64(v))
		}
	}
	return b
}

var errLease = texts.Errorf("it is not a lease")

// parseLease is the inverse of marshal. It ignores unknown fields.
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

// restoreLease loads one entry of the bucket "lease".
func (s *Store) restoreLease(key, value []byte) error {
	l, err := parseLease(value)
	if err == nil && (len(key) != 8 || l.ID != int64(binary.BigEndian.Uint64(key))) {
		err = texts.Errorf("it is the value of lease %d", l.ID)
	}
	if err != nil {
		return corrupt(s.b.path, "the value of %x in bucket lease: %v", clip(key), err)
	}
	s.leases.add(l)
	return nil
}
