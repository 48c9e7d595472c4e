package mvccviz

import (
	"bytes"
	"encoding/binary"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

// A Lease is an entry of the bucket "lease", with the keys attached to it.
type Lease struct {
	ID        int64
	TTL       int64    // seconds, as granted
	Remaining int64    // seconds left at the last checkpoint; 0 if there was none
	Keys      [][]byte // in key order; filled in by Attached
	More      bool     // Keys is incomplete: there were more than the budget allowed
}

// EachLease calls f with the leases whose ID is at least from, in order,
// without their keys.
func EachLease(src Source, from int64, f func(*Lease) error) error {
	start := binary.BigEndian.AppendUint64(nil, uint64(from))
	return unstop(src.Scan("lease", start, func(key, value []byte) error {
		l, err := parseLease(key, value)
		if err != nil {
			return err
		}
		return f(l)
	}))
}

// The fields of etcd's leasepb.Lease.
const (
	leaseID protowire.Number = 1 + iota
	leaseTTL
	leaseRemaining
)

func parseLease(key, value []byte) (*Lease, error) {
	l := new(Lease)
	err := eachField(value, func(num protowire.Number, n uint64, _ []byte) {
		switch num {
		case leaseID:
			l.ID = int64(n)
		case leaseTTL:
			l.TTL = int64(n)
		case leaseRemaining:
			l.Remaining = int64(n)
		}
	})
	switch {
	case len(key) != 8:
		return nil, &EntryError{"lease", bytes.Clone(key), "its key is not a lease ID"}
	case err != nil:
		return nil, &EntryError{"lease", bytes.Clone(key), "it is not a lease"}
	case l.ID != int64(binary.BigEndian.Uint64(key)):
		return nil, &EntryError{"lease", bytes.Clone(key), "it is the value of another lease"}
	}
	return l, nil
}

// Attached finds the keys of some leases. Add must be called with every
// revision in order, then Finish once.
type Attached struct {
	Range  Range // finds only keys of this range
	Budget int   // approximate limit of memory, in bytes; 0 means 64 MB

	leases map[int64]*Lease
	keys   map[string]*Lease
	size   int
}

// attachCost is the approximate memory of an attached key, in bytes, in
// addition to the key itself.
const attachCost = 120

// NewAttached returns an Attached that finds the keys of these leases.
func NewAttached(leases []*Lease) *Attached {
	a := &Attached{Range: AllKeys(), leases: make(map[int64]*Lease, len(leases)), keys: map[string]*Lease{}}
	for _, l := range leases {
		a.leases[l.ID] = l
	}
	return a
}

// Add processes a revision. It does not keep r or its slices.
func (a *Attached) Add(r *Revision) {
	if len(a.leases) == 0 || !a.Range.Has(r.Key) {
		return
	}
	l := a.leases[r.Lease]
	if r.Tombstone || r.Lease == 0 {
		l = nil
	}
	switch was, ok := a.keys[string(r.Key)]; {
	case ok && was == l || !ok && l == nil:
		return
	case l == nil:
		delete(a.keys, string(r.Key))
		a.size -= attachCost + len(r.Key)
		return
	case !ok:
		budget := a.Budget
		if budget <= 0 {
			budget = defaultBudget
		}
		if a.size+attachCost+len(r.Key) > budget {
			l.More = true
			return
		}
		a.size += attachCost + len(r.Key)
	}
	a.keys[string(r.Key)] = l
}

// Finish sets the keys of the leases.
func (a *Attached) Finish() {
	for key, l := range a.keys {
		l.Keys = append(l.Keys, []byte(key))
	}
	for _, l := range a.leases {
		slices.SortFunc(l.Keys, bytes.Compare)
	}
}
