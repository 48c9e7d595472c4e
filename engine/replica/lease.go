package replica

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/schedule"
	"raftviz/mvccviz/mvcc"
)

// leases count down the leases of a store while its replica leads.
type leases struct {
	r              *Replica
	lessor         *mvcc.Lessor
	at             int64   // when the look at leases is due that is scheduled; 0 if none is
	generation     uint64  // of that look; others are stale
	awaitingLessor []*call // wait until the lessor of this leader counts
}

// open begins with a store that was opened.
func (l *leases) open(store *mvcc.Store) {
	l.lessor, l.at = mvcc.NewLessor(store, l.r.cfg.Checkpoint), 0
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
	l.lessor.Promote(l.r.now(), int64(l.r.cfg.Election)*l.r.cfg.Tick)
	l.schedule()
	l.serveWaiting()
}

// serveWaiting goes on with what waited for the lessor.
func (l *leases) serveWaiting() {
	waited := l.awaitingLessor
	l.awaitingLessor = nil
	for _, o := range waited {
		l.serve(o, 0)
	}
}

// schedule schedules a look at the leases for when the next one expires. It is
// called after every write, so a look that is already scheduled stays.
func (l *leases) schedule() {
	at, ok := l.lessor.Next()
	at = max(at, l.r.now())
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

// expire proposes to revoke what has expired, and to note what is left of
// the leases whose checkpoint is due. The leases and their keys live until that
// has come through the log.
func (l *leases) expire() {
	l.at = 0
	for _, id := range l.lessor.Expired(l.r.now()) {
		l.r.emit(l.r.name, &event.LeaseExpired{Term: l.r.st.term, Lease: event.LeaseID(id)})
		l.r.proposer.own(&etcdserverpb.InternalRaftRequest{LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: id}})
	}
	for r := l.lessor.Checkpoints(l.r.now()); r != nil; r = l.lessor.Checkpoints(l.r.now()) {
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

// serve answers what only the leader's countdown can answer. Another node
// passes the request on to it, as etcd's do.
func (l *leases) serve(o *call, hops int) {
	if l.r.st.role != raft.StateLeader {
		if l.r.st.lead == 0 || hops > 0 {
			l.r.server.respond(o, result{answer: etcd.FailedWith(rpctypes.ErrNoLeader)})
			return
		}
		q := *o.Request
		l.r.group.ports.SendPeer(l.r.group.ID, l.r.id, l.r.st.lead, &q)
		return
	}
	if !l.lessor.Primary() {
		l.awaitingLessor = append(l.awaitingLessor, o)
		return
	}
	switch cmd := o.Command.(type) {
	case command.LeaseKeepAlive:
		l.keepAlive(o, cmd.ID)
	case command.LeaseTimeToLive:
		r := l.lessor.TimeToLive(&etcdserverpb.LeaseTimeToLiveRequest{ID: cmd.ID, Keys: cmd.Keys}, l.r.now())
		r.Header, r.ID = l.r.server.header(), cmd.ID
		l.r.server.answer(o, r)
	}
}

// keepAlive renews a lease. If a checkpoint has cut it short, that must first be
// taken back through the log; when it has been applied, the operation comes here
// again.
func (l *leases) keepAlive(o *call, id int64) {
	ttl, first, err := l.lessor.Renew(id, l.r.now())
	switch {
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
