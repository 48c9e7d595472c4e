package mvcc

import (
	"cmp"
	"errors"

	"github.com/google/btree"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// etcd's constants: durations in milliseconds, the others in leases.
const (
	LessorTick                   = 500                     // interval at which etcd looks for expired leases
	RevokeRetry                  = 3_000                   // after this, an expired lease that is not revoked is returned again
	CheckpointEvery              = 300_000                 // interval between checkpoints of a lease
	leaseRevokeRate              = 1_000                   // most leases revoked per second
	maxCheckpointBatch           = 1_000                   // most leases per checkpoint request
	targetExpiresPerSecond       = 3 * leaseRevokeRate / 4 // most leases that may expire in the same second
	second                 int64 = 1_000
)

var (
	// ErrNotPrimary says that this lessor is not the leader's and cannot renew;
	// the text is etcd's.
	ErrNotPrimary = errors.New("not a primary lessor")

	// ErrExpired says that a lease has expired but is not revoked yet. etcd
	// makes the client wait: until the lease is revoked (then
	// rpctypes.ErrLeaseNotFound) or the leader changes (then ErrNotPrimary).
	ErrExpired = errors.New("mvcc: lease has expired and is being revoked")
)

// A Lessor counts down the leases of a store: the time side of etcd's
// lease.lessor. Callers pass the current time, in milliseconds.
//
// Only the leader's lessor is primary and counts; with any other, no lease
// expires. When a leader takes over, every lease starts with its whole TTL, or
// with the remaining TTL of its last checkpoint. An expired lease and its keys
// still exist until its revocation has come through the log.
type Lessor struct {
	store           *Store
	checkpointEvery int64 // ms; 0 means no checkpoints

	primary     bool
	changes     uint64 // number of countdowns begun, renewed or ended
	leases      map[int64]*countdown
	expiries    *btree.BTreeG[leaseWithTime]
	checkpoints *btree.BTreeG[leaseWithTime]
}

// A countdown is the state of one lease in a primary lessor.
type countdown struct {
	expiry          int64
	expiryEntry     leaseWithTime // its entry in expiries
	checkpointEntry leaseWithTime // its entry in checkpoints; id 0 if it has none
}

// A leaseWithTime is a lease and the time at which it expires or is
// checkpointed, in ms (LeaseWithTime in etcd's lease_queue.go).
type leaseWithTime struct{ time, id int64 }

func (d leaseWithTime) less(o leaseWithTime) bool {
	return cmp.Or(cmp.Compare(d.time, o.time), cmp.Compare(d.id, o.id)) < 0
}

// NewLessor returns the lessor of a store, not primary. Checkpoints of a lease
// are checkpointEvery milliseconds apart (etcd uses CheckpointEvery); 0 means
// no checkpoints, which is what etcd does without its feature gate
// LeaseCheckpoint.
func NewLessor(s *Store, checkpointEvery int64) *Lessor {
	l := &Lessor{store: s, checkpointEvery: checkpointEvery}
	l.Demote()
	return l
}

// Primary reports whether the lessor is primary.
func (l *Lessor) Primary() bool { return l.primary }

// Promote makes the lessor primary. Every lease starts a countdown, extended by
// extend milliseconds, the time that clients may need to find the new leader
// (etcd passes its election timeout).
func (l *Lessor) Promote(now, extend int64) {
	l.Demote()
	l.primary = true
	all := l.store.Leases()
	for _, le := range all {
		l.refresh(le, now, extend)
	}
	if len(all) >= leaseRevokeRate {
		l.spreadExpiries(now, extend)
	}
}

// spreadExpiries delays expiries so that not more leases expire in a second
// than can be revoked.
func (l *Lessor) spreadExpiries(now, extend int64) {
	order := make([]leaseWithTime, 0, l.expiries.Len())
	l.expiries.Ascend(func(d leaseWithTime) bool { order = append(order, d); return true })
	base := order[0].time - now
	next, expires := base+second, int64(0)
	for _, d := range order {
		left := d.time - now
		if left > next {
			base, next, expires = left, left+second, 1
			continue
		}
		if expires++; expires <= targetExpiresPerSecond {
			continue
		}
		delay := second*expires/targetExpiresPerSecond - (left - base)
		next = base + delay
		le, _ := l.store.Lease(d.id)
		l.refresh(le, now, delay+extend)
	}
}

// Demote ends all countdowns, as on losing leadership: no lease expires.
func (l *Lessor) Demote() {
	l.primary = false
	l.changes++
	l.leases = map[int64]*countdown{}
	l.expiries, l.checkpoints = btree.NewG(btreeDegree, leaseWithTime.less), btree.NewG(btreeDegree, leaseWithTime.less)
}

// Applied updates the countdowns after the store has applied a request. It must
// be called after each request.
func (l *Lessor) Applied(r *etcdserverpb.InternalRaftRequest, now int64) {
	if !l.primary {
		return
	}
	switch {
	case r.GetLeaseGrant() != nil:
		if le, ok := l.store.Lease(r.GetLeaseGrant().GetID()); ok && l.leases[le.ID] == nil {
			l.refresh(le, now, 0)
		}
	case r.GetLeaseRevoke() != nil:
		if id := r.GetLeaseRevoke().GetID(); l.leases[id] != nil {
			if _, ok := l.store.Lease(id); !ok {
				l.remove(id)
			}
		}
	case r.GetLeaseCheckpoint() != nil:
		for _, c := range r.GetLeaseCheckpoint().GetCheckpoints() {
			if le, ok := l.store.Lease(c.GetID()); ok && l.leases[le.ID] != nil {
				l.scheduleCheckpointIfNeeded(le, now)
			}
		}
	}
}

// refresh starts or restarts the countdown of a lease.
func (l *Lessor) refresh(le Lease, now, extend int64) {
	c := l.leases[le.ID]
	if c == nil {
		c = &countdown{}
		l.leases[le.ID] = c
	}
	l.changes++
	c.expiry = now + extend + le.remainingTTL()*second
	l.setExpiryEntry(c, leaseWithTime{c.expiry, le.ID})
	l.scheduleCheckpointIfNeeded(le, now)
}

// Changes returns a number that changes whenever the expiry of any lease
// changes.
func (l *Lessor) Changes() uint64 { return l.changes }

func (l *Lessor) setExpiryEntry(c *countdown, d leaseWithTime) {
	l.expiries.Delete(c.expiryEntry)
	c.expiryEntry = d
	l.expiries.ReplaceOrInsert(d)
}

// scheduleCheckpointIfNeeded schedules the next checkpoint of a lease, if its
// remaining TTL is longer than the interval between checkpoints.
func (l *Lessor) scheduleCheckpointIfNeeded(le Lease, now int64) {
	if l.checkpointEvery == 0 || le.remainingTTL() <= l.checkpointEvery/second {
		return
	}
	c := l.leases[le.ID]
	l.checkpoints.Delete(c.checkpointEntry)
	c.checkpointEntry = leaseWithTime{now + l.checkpointEvery, le.ID}
	l.checkpoints.ReplaceOrInsert(c.checkpointEntry)
}

func (l *Lessor) remove(id int64) {
	l.changes++
	c := l.leases[id]
	l.expiries.Delete(c.expiryEntry)
	l.checkpoints.Delete(c.checkpointEntry)
	delete(l.leases, id)
}

// Expired returns the IDs of expired leases, to be revoked, in order of expiry:
// per call at most half of the leases that etcd revokes in a second. A lease
// that is not revoked is returned again after RevokeRetry.
func (l *Lessor) Expired(now int64) (ids []int64) {
	for len(ids) < leaseRevokeRate/2 {
		d, ok := l.expiries.Min()
		if !ok || d.time > now {
			break
		}
		l.setExpiryEntry(l.leases[d.id], leaseWithTime{now + RevokeRetry, d.id})
		ids = append(ids, d.id)
	}
	return ids
}

// Checkpoints returns the checkpoints that are due, or nil.
func (l *Lessor) Checkpoints(now int64) *etcdserverpb.LeaseCheckpointRequest {
	r := &etcdserverpb.LeaseCheckpointRequest{}
	for len(r.Checkpoints) < maxCheckpointBatch {
		d, ok := l.checkpoints.Min()
		if !ok || d.time > now {
			break
		}
		l.checkpoints.DeleteMin()
		c := l.leases[d.id]
		c.checkpointEntry = leaseWithTime{}
		le, _ := l.store.Lease(d.id)
		if left := (c.expiry - now + second - 1) / second; left > 0 && left < le.TTL {
			r.Checkpoints = append(r.Checkpoints, &etcdserverpb.LeaseCheckpoint{ID: d.id, Remaining_TTL: left})
		}
	}
	if len(r.Checkpoints) == 0 {
		return nil
	}
	return r
}

// Next returns the earliest time at which Expired or Checkpoints returns
// something. ok is false if nothing is scheduled.
func (l *Lessor) Next() (at int64, ok bool) {
	expiry, ok := l.expiries.Min()
	if checkpoint, exists := l.checkpoints.Min(); exists && (!ok || checkpoint.time < expiry.time) {
		return checkpoint.time, true
	}
	return expiry.time, ok
}

// Renew restarts the countdown of a lease, for a keep-alive, and returns its
// TTL in seconds. If a checkpoint has shortened the lease, Renew changes
// nothing and returns a checkpoint request instead: the caller must propose it
// and call Renew again after it is applied.
//
// The errors are ErrNotPrimary, rpctypes.ErrLeaseNotFound and ErrExpired.
func (l *Lessor) Renew(id, now int64) (ttl int64, first *etcdserverpb.LeaseCheckpointRequest, err error) {
	if !l.primary {
		return 0, nil, ErrNotPrimary
	}
	le, ok := l.store.Lease(id)
	c := l.leases[id]
	switch {
	case !ok || c == nil:
		return 0, nil, rpctypes.ErrLeaseNotFound
	case c.expiry <= now:
		return 0, nil, ErrExpired
	case l.checkpointEvery > 0 && le.Remaining > 0:
		return 0, &etcdserverpb.LeaseCheckpointRequest{Checkpoints: []*etcdserverpb.LeaseCheckpoint{{ID: id}}}, nil
	}
	l.changes++
	c.expiry = now + le.remainingTTL()*second
	l.setExpiryEntry(c, leaseWithTime{c.expiry, id})
	return le.TTL, nil, nil
}

// Left returns how many milliseconds are left until a lease expires, 0 or less
// if it has expired. ok is false if the lessor is not primary or does not have
// the lease.
func (l *Lessor) Left(id, now int64) (ms int64, ok bool) {
	c := l.leases[id]
	if c == nil {
		return 0, false
	}
	return c.expiry - now, true
}

// TimeToLive answers a client's query as etcd's leader does: in whole seconds,
// -1 for a lease that does not exist or has expired.
func (l *Lessor) TimeToLive(r *etcdserverpb.LeaseTimeToLiveRequest, now int64) *etcdserverpb.LeaseTimeToLiveResponse {
	resp := &etcdserverpb.LeaseTimeToLiveResponse{Header: l.store.header(), ID: r.GetID(), TTL: -1}
	left, ok := l.Left(r.GetID(), now)
	if le, exists := l.store.Lease(r.GetID()); ok && exists && left > 0 {
		resp.TTL, resp.GrantedTTL = left/second, le.TTL
		if r.GetKeys() {
			for _, k := range l.store.LeaseKeys(le.ID) {
				resp.Keys = append(resp.Keys, []byte(k))
			}
		}
	}
	return resp
}
