package mvcc

import (
	"cmp"
	"errors"

	"github.com/google/btree"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

// etcd's numbers, in milliseconds and leases.
const (
	LessorTick            = 500                // how often etcd looks for what has expired
	RevokeRetry           = 3_000              // an expired lease not revoked by then is reported again
	CheckpointEvery       = 300_000            // between checkpoints of a lease
	revokeRate            = 1_000              // leases revoked a second at most
	checkpointBatch       = 1_000              // leases a checkpoint request has at most
	expirySpread          = 3 * revokeRate / 4 // leases that may expire in the same second
	second          int64 = 1_000
)

var (
	// ErrNotPrimary says that only the leader's lessor renews; the text is etcd's.
	ErrNotPrimary = errors.New("not a primary lessor")

	// ErrExpired says that a lease has expired but is not revoked yet. etcd lets
	// the client wait: for rpctypes.ErrLeaseNotFound once it is, or for
	// ErrNotPrimary if the leader changes before.
	ErrExpired = errors.New("mvcc: lease has expired and is being revoked")
)

// A Lessor counts leases down, for the store of a leader (the other half of
// etcd's lease.lessor). Time is what its callers say, in milliseconds.
//
// Only the leader's is primary and counts; all others let every lease live
// forever. When a leader takes over, every lease begins anew with its whole TTL,
// or with what its last checkpoint left. An expired lease still exists, with
// its keys, until its revocation has come through the log.
type Lessor struct {
	s               *Store
	checkpointEvery int64 // 0 is never

	primary bool
	changes uint64 // times a countdown began, began anew or ended
	leases  map[int64]*countdown
	expire  *btree.BTreeG[due]
	save    *btree.BTreeG[due]
}

// A countdown is what a primary lessor knows of one lease.
type countdown struct {
	expiry int64
	report due // its place among those to expire
	saving due // its place among those to checkpoint; id 0 if it has none
}

// due is when something is to be done about a lease.
type due struct{ at, id int64 }

func (d due) less(o due) bool { return cmp.Or(cmp.Compare(d.at, o.at), cmp.Compare(d.id, o.id)) < 0 }

// NewLessor returns the lessor of a store, not primary. It proposes checkpoints
// so many milliseconds apart, CheckpointEvery being etcd's, or never if 0: what
// etcd does without its feature gate LeaseCheckpoint.
func NewLessor(s *Store, checkpointEvery int64) *Lessor {
	l := &Lessor{s: s, checkpointEvery: checkpointEvery}
	l.Demote()
	return l
}

// Primary reports whether the lessor counts.
func (l *Lessor) Primary() bool { return l.primary }

// Promote makes the lessor primary: every lease begins anew, and gets so many
// milliseconds more, for the time that clients may need to find the new leader
// (etcd gives its election timeout).
func (l *Lessor) Promote(now, extend int64) {
	l.Demote()
	l.primary = true
	all := l.s.Leases()
	for _, le := range all {
		l.start(le, now, extend)
	}
	if len(all) >= revokeRate {
		l.spread(now, extend)
	}
}

// spread moves the expiries of leases apart, so that at no time more expire
// than can be revoked.
func (l *Lessor) spread(now, extend int64) {
	order := make([]due, 0, l.expire.Len())
	l.expire.Ascend(func(d due) bool { order = append(order, d); return true })
	base := order[0].at - now
	next, expires := base+second, int64(0)
	for _, d := range order {
		left := d.at - now
		if left > next {
			base, next, expires = left, left+second, 1
			continue
		}
		if expires++; expires <= expirySpread {
			continue
		}
		delay := second*expires/expirySpread - (left - base)
		next = base + delay
		le, _ := l.s.Lease(d.id)
		l.start(le, now, delay+extend)
	}
}

// Demote makes the lessor a follower's: nothing expires.
func (l *Lessor) Demote() {
	l.primary = false
	l.changes++
	l.leases = map[int64]*countdown{}
	l.expire, l.save = btree.NewG(btreeDegree, due.less), btree.NewG(btreeDegree, due.less)
}

// Applied notes what a request that was applied to the store has done to its
// leases. It must be called after each.
func (l *Lessor) Applied(r *etcdserverpb.InternalRaftRequest, now int64) {
	if !l.primary {
		return
	}
	switch {
	case r.GetLeaseGrant() != nil:
		if le, ok := l.s.Lease(r.GetLeaseGrant().GetID()); ok && l.leases[le.ID] == nil {
			l.start(le, now, 0)
		}
	case r.GetLeaseRevoke() != nil:
		if id := r.GetLeaseRevoke().GetID(); l.leases[id] != nil {
			if _, ok := l.s.Lease(id); !ok {
				l.forget(id)
			}
		}
	case r.GetLeaseCheckpoint() != nil:
		for _, c := range r.GetLeaseCheckpoint().GetCheckpoints() {
			if le, ok := l.s.Lease(c.GetID()); ok && l.leases[le.ID] != nil {
				l.schedule(le, now)
			}
		}
	}
}

// start begins the countdown of a lease, or begins it anew.
func (l *Lessor) start(le Lease, now, extend int64) {
	c := l.leases[le.ID]
	if c == nil {
		c = &countdown{}
		l.leases[le.ID] = c
	}
	l.changes++
	c.expiry = now + extend + le.left()*second
	l.reportAt(c, due{c.expiry, le.ID})
	l.schedule(le, now)
}

// Changes returns a number that is another whenever what Left would return, as a
// point in time, has changed for any lease.
func (l *Lessor) Changes() uint64 { return l.changes }

func (l *Lessor) reportAt(c *countdown, d due) {
	l.expire.Delete(c.report)
	c.report = d
	l.expire.ReplaceOrInsert(d)
}

// schedule plans the next checkpoint of a lease that has more left than the
// time until then.
func (l *Lessor) schedule(le Lease, now int64) {
	if l.checkpointEvery == 0 || le.left() <= l.checkpointEvery/second {
		return
	}
	c := l.leases[le.ID]
	l.save.Delete(c.saving)
	c.saving = due{now + l.checkpointEvery, le.ID}
	l.save.ReplaceOrInsert(c.saving)
}

func (l *Lessor) forget(id int64) {
	l.changes++
	c := l.leases[id]
	l.expire.Delete(c.report)
	l.save.Delete(c.saving)
	delete(l.leases, id)
}

// Expired returns the IDs of leases that have expired and are to be revoked, in
// the order in which they did, half of etcd's revocations a second at most. One
// that is not revoked is returned again after RevokeRetry.
func (l *Lessor) Expired(now int64) (ids []int64) {
	for len(ids) < revokeRate/2 {
		d, ok := l.expire.Min()
		if !ok || d.at > now {
			break
		}
		l.reportAt(l.leases[d.id], due{now + RevokeRetry, d.id})
		ids = append(ids, d.id)
	}
	return ids
}

// Checkpoints returns the checkpoints that are due, or nil.
func (l *Lessor) Checkpoints(now int64) *etcdserverpb.LeaseCheckpointRequest {
	r := &etcdserverpb.LeaseCheckpointRequest{}
	for len(r.Checkpoints) < checkpointBatch {
		d, ok := l.save.Min()
		if !ok || d.at > now {
			break
		}
		l.save.DeleteMin()
		c := l.leases[d.id]
		c.saving = due{}
		le, _ := l.s.Lease(d.id)
		if left := (c.expiry - now + second - 1) / second; left > 0 && left < le.TTL {
			r.Checkpoints = append(r.Checkpoints, &etcdserverpb.LeaseCheckpoint{ID: d.id, Remaining_TTL: left})
		}
	}
	if len(r.Checkpoints) == 0 {
		return nil
	}
	return r
}

// Next returns when Expired or Checkpoints will have something to return.
func (l *Lessor) Next() (at int64, ok bool) {
	d, ok := l.expire.Min()
	if s, saves := l.save.Min(); saves && (!ok || s.at < d.at) {
		return s.at, true
	}
	return d.at, ok
}

// Renew begins the countdown of a lease anew, for a keep-alive, and returns its
// TTL in seconds. If a checkpoint had cut the lease short, it renews nothing
// yet but returns the request that must come through the log first; when it has
// been applied, Renew is to be called again.
//
// The errors are ErrNotPrimary, rpctypes.ErrLeaseNotFound and ErrExpired.
func (l *Lessor) Renew(id, now int64) (ttl int64, first *etcdserverpb.LeaseCheckpointRequest, err error) {
	if !l.primary {
		return 0, nil, ErrNotPrimary
	}
	le, ok := l.s.Lease(id)
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
	c.expiry = now + le.left()*second
	l.reportAt(c, due{c.expiry, id})
	return le.TTL, nil, nil
}

// Left returns how many milliseconds a lease has left, 0 or below if it has
// expired; ok is false if the lessor does not count or there is no such lease.
func (l *Lessor) Left(id, now int64) (ms int64, ok bool) {
	c := l.leases[id]
	if c == nil {
		return 0, false
	}
	return c.expiry - now, true
}

// TimeToLive answers what a client asks of a lease, as etcd's leader does: in
// whole seconds; -1 for one that does not exist or has expired.
func (l *Lessor) TimeToLive(r *etcdserverpb.LeaseTimeToLiveRequest, now int64) *etcdserverpb.LeaseTimeToLiveResponse {
	resp := &etcdserverpb.LeaseTimeToLiveResponse{Header: l.s.header(), ID: r.GetID(), TTL: -1}
	left, ok := l.Left(r.GetID(), now)
	if le, exists := l.s.Lease(r.GetID()); ok && exists && left > 0 {
		resp.TTL, resp.GrantedTTL = left/second, le.TTL
		if r.GetKeys() {
			for _, k := range l.s.LeaseKeys(le.ID) {
				resp.Keys = append(resp.Keys, []byte(k))
			}
		}
	}
	return resp
}
