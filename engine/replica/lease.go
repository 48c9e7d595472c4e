package replica

import (
	"errors"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"
	"google.golang.org/grpc/codes"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/schedule"
	"raftviz/mvccviz/mvcc"
)

// leases count down the leases of a store while its replica leads, by the clock of
// its machine, as etcd's lessor does.
type leases struct {
	r              *Replica
	lessor         *mvcc.Lessor
	at             int64   // when the look at leases is due that is scheduled; 0 if none is
	generation     uint64  // of that look; others are stale
	turns          uint64  // how often the clock was changed
	awaitingLessor []*call // wait until the lessor of this leader counts
	awaitingLeader []*call // wait until this node knows a leader
	awaitingRevoke []*call // would renew what has expired, and wait until it is revoked
}

// open begins with a store that was opened.
func (l *leases) open(store *mvcc.Store) {
	l.lessor, l.at = mvcc.NewLessor(store, l.r.cfg.Checkpoint), 0
}

// clock is the time by which leases are counted, ms.
func (l *leases) clock() int64 { return l.r.host.Clock() }

// changes counts what changes when leases run out.
func (l *leases) changes() uint64 { return l.lessor.Changes() + l.turns }

// end returns when a lease runs out, in virtual ms; 0 if it does not, because this
// node does not count it or its clock stands.
func (l *leases) end(id int64) int64 {
	left, ok := l.lessor.Left(id, l.clock())
	if !ok {
		return 0
	}
	if at, ok := l.r.host.When(l.clock() + left); ok {
		return at
	}
	return 0
}

// demote ends the countdown when the replica loses the leadership. A new leader
// begins it when it has applied the empty entry of its term, and with it all
// that came before: see promote.
func (l *leases) demote() {
	l.lessor.Demote()
	l.serveWaiting()
}

// promote has a leader count leases down. It gives every lease its whole time
// again, or what its last checkpoint left, and an election timeout for clients
// to find the leader (etcd's lessor.Promote).
func (l *leases) promote() {
	l.lessor.Promote(l.clock(), int64(l.r.cfg.Election)*l.r.cfg.Tick)
	l.schedule()
	l.serveWaiting()
}

// serveWaiting goes on with what waited for the lessor, or for what it would
// revoke: if the leadership is lost the new leader is asked.
func (l *leases) serveWaiting() {
	for _, o := range append(l.awaited(&l.awaitingLessor), l.awaited(&l.awaitingRevoke)...) {
		l.serve(o, 0)
	}
}

// awaited returns who waited for something, and waits no longer.
func (l *leases) awaited(who *[]*call) []*call {
	all := *who
	*who = nil
	for _, o := range all {
		delete(l.r.server.limits, o.ID())
	}
	return all
}

// schedule schedules a look at the leases for when the next one expires. It is
// called after every write, so a look that is already scheduled stays.
func (l *leases) schedule() {
	next, ok := l.lessor.Next()
	at := int64(0)
	if ok {
		at, ok = l.r.host.When(next)
		at = max(at, l.r.now())
	}
	if ok && at == l.at {
		return
	}
	l.generation++
	l.at = 0
	if ok && l.r.Up() {
		l.at = at
		l.r.host.Schedule(l.r, schedule.Cause{At: at, Type: event.Lease, Generation: l.generation})
	}
}

// ClockChanged has what was planned by the machine's clock planned again.
func (r *Replica) ClockChanged() {
	if r.Up() {
		r.leases.turns++
		r.leases.schedule()
	}
}

// expire looks for what has expired, and for checkpoints that are due. A leader
// whose loop stands still first makes sure that it still leads
// (EtcdServer.revokeExpiredLeases).
func (l *leases) expire() {
	l.at = 0
	l.sure(0, func(err error) {
		if err == nil && l.r.st.role == raft.StateLeader {
			l.revoke()
		}
	})
	l.schedule()
}

// sure calls done at once if the loop ticks, and else when a majority has
// confirmed the leader, or with an error (EtcdServer.ensureLeadership).
func (l *leases) sure(op uint64, done func(error)) {
	if l.r.host.Ticking() {
		done(nil)
		return
	}
	l.r.server.reads.linearizable(op, done)
}

// revoke proposes to revoke what has expired, and to note what is left of the
// leases whose checkpoint is due. The leases and their keys live until that has
// come through the log.
func (l *leases) revoke() {
	for _, id := range l.lessor.Expired(l.clock()) {
		l.r.emit(l.r.name, &event.LeaseExpired{Term: l.r.st.term, Lease: event.LeaseID(id)})
		l.r.proposer.own(&etcdserverpb.InternalRaftRequest{LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: id}})
	}
	for r := l.lessor.Checkpoints(l.clock()); r != nil; r = l.lessor.Checkpoints(l.clock()) {
		l.r.proposer.own(&etcdserverpb.InternalRaftRequest{LeaseCheckpoint: r})
	}
	l.schedule()
}

// noteCheckpoint reports that a checkpoint was applied to the store: each lease
// and the seconds it has left, where 0 is all it was granted.
func (l *leases) noteCheckpoint(r *etcdserverpb.LeaseCheckpointRequest) {
	for _, c := range r.GetCheckpoints() {
		if _, ok := l.r.store.Lease(c.GetID()); ok {
			l.r.emit(l.r.name, &event.LeaseCheckpointed{Lease: event.LeaseID(c.GetID()), Remaining: c.GetRemaining_TTL()})
		}
	}
}

// noteRevoked goes on with who waited for a lease to be revoked.
func (l *leases) noteRevoked(id int64) {
	waited := l.awaitingRevoke
	l.awaitingRevoke = nil
	for _, o := range waited {
		if cmd, ok := o.Command.(command.LeaseKeepAlive); ok && cmd.ID == id {
			l.r.server.respond(o, result{answer: etcd.FailedWith(rpctypes.ErrLeaseNotFound)})
			continue
		}
		l.awaitingRevoke = append(l.awaitingRevoke, o)
	}
}

// leaderKnown goes on with who waited for a leader.
func (l *leases) leaderKnown() {
	for _, o := range l.awaited(&l.awaitingLeader) {
		l.serve(o, 0)
	}
}

// serve answers what only the leader's countdown can answer. Another node
// passes the request on to it, as etcd's do (EtcdServer.LeaseRenew).
func (l *leases) serve(o *call, hops int) {
	switch {
	case l.r.st.role != raft.StateLeader && l.r.st.lead == 0:
		l.wait(&l.awaitingLeader, o, rpctypes.ErrNoLeader)
	case l.r.st.role != raft.StateLeader:
		q := *o.Request
		l.r.group.ports.SendPeer(l.r.group.ID, l.r.id, l.r.st.lead, &q)
	case hops > 0: // another node has chosen this one: it does not doubt itself
		l.answer(o)
	default:
		l.sure(o.Op, func(err error) {
			switch {
			case err != nil:
				l.r.server.respond(o, result{answer: etcd.Failed(codes.Unknown, mvcc.ErrNotPrimary.Error())})
			case l.r.st.role != raft.StateLeader:
				l.serve(o, 0)
			default:
				l.answer(o)
			}
		})
	}
}

// wait has a request wait, or fail with an error when its time here is over.
func (l *leases) wait(who *[]*call, o *call, late error) {
	*who = append(*who, o)
	l.r.server.limit(o, func() {
		*who = slices.DeleteFunc(*who, func(x *call) bool { return x == o })
		l.r.server.respond(o, result{answer: etcd.FailedWith(late)})
	})
}

// answer answers by this leader's countdown.
func (l *leases) answer(o *call) {
	if !l.lessor.Primary() {
		l.wait(&l.awaitingLessor, o, rpctypes.ErrTimeout)
		return
	}
	switch cmd := o.Command.(type) {
	case command.LeaseKeepAlive:
		l.keepAlive(o, cmd.ID)
	case command.LeaseTimeToLive:
		r := l.lessor.TimeToLive(&etcdserverpb.LeaseTimeToLiveRequest{ID: cmd.ID, Keys: cmd.Keys}, l.clock())
		r.Header, r.ID = l.r.server.header(), cmd.ID
		l.r.server.answer(o, r)
	}
}

// keepAlive renews a lease. If a checkpoint has cut it short, that must first be
// taken back through the log; when it has been applied, the operation comes here
// again. One that has expired waits until it is revoked, or asks the next leader,
// if this one loses its leadership before.
func (l *leases) keepAlive(o *call, id int64) {
	ttl, first, err := l.lessor.Renew(id, l.clock())
	switch {
	case errors.Is(err, mvcc.ErrExpired):
		l.wait(&l.awaitingRevoke, o, rpctypes.ErrTimeout)
		return
	case err != nil:
		l.r.server.respond(o, result{answer: etcd.FailedWith(err)})
		return
	case first != nil:
		l.r.server.ask(o, &etcdserverpb.InternalRaftRequest{LeaseCheckpoint: first})
		return
	}
	l.schedule()
	l.r.server.answer(o, &etcdserverpb.LeaseKeepAliveResponse{Header: l.r.server.header(), ID: id, TTL: ttl})
}
