package mvccviz

import (
	"bytes"
	"encoding/binary"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

// A Lease is one of the bucket "lease", with the keys attached to it.
type Lease struct {
	ID        int64
	TTL       int64    // seconds, as granted
	Remaining int64    // seconds, by the last checkpoint; 0 if there was none
	Keys      [][]byte // in order; see Attached
	More      bool     // there are more keys than there was room for
}

// EachLease calls f with the leases whose ID is from or above, in order, without
// their keys.
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
		return nil, &EntryError{"lease", bytes.Clone(key), texts.Errorf("its key is no lease ID")}
	case err != nil:
		return nil, &EntryError{"lease", bytes.Clone(key), texts.Errorf("it is no lease")}
	case l.ID != int64(binary.BigEndian.Uint64(key)):
		return nil, &EntryError{"lease", bytes.Clone(key), texts.Errorf("it is another lease's")}
	}
	return l, nil
}

// Attached finds the keys of some leases. Feed it every revision in order.
type Attached struct {
	Range  Range // only keys of this range
	Budget int   // bytes to keep at most, about; 0 is 64 MB

	leases map[int64]*Lease
	keys   map[string]*Lease
	size   int
}

// attachCost is what a key takes besides itself, about.
const attachCost = 120

// NewAttached returns one for these leases.
func NewAttached(leases []*Lease) *Attached {
	a := &Attached{Range: AllKeys(), leases: make(map[int64]*Lease, len(leases)), keys: map[string]*Lease{}}
	for _, l := range leases {
		a.leases[l.ID] = l
	}
	return a
}

// Add notes a revision. It keeps no part of it.
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

// Finish gives the leases their keys.
func (a *Attached) Finish() {
	for key, l := range a.keys {
		l.Keys = append(l.Keys, []byte(key))
	}
	for _, l := range a.leases {
		slices.SortFunc(l.Keys, bytes.Compare)
	}
}
