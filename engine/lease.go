package engine

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
)

// leads ends the countdown of leases with the leadership of a node. A new
// leader begins it when it has applied the empty entry of its term, and with it
// all that came before: see promote.
func (n *node) leads(yes bool) {
	if n.lessor == nil || yes {
		return
	}
	n.lessor.Demote()
	n.serveUnled()
}

// promote has a leader count leases down. It gives every lease its whole time
// again, or what its last checkpoint left, and an election timeout for clients
// to find the leader (etcd's lessor.Promote).
func (n *node) promote() {
	n.lessor.Promote(n.c.now, int64(n.c.cfg.Election)*n.c.cfg.Tick)
	n.scheduleLeases()
	n.serveUnled()
}

// serveUnled goes on with what waited for the lessor.
func (n *node) serveUnled() {
	waited := n.unled
	n.unled = nil
	for _, o := range waited {
		n.serveLease(o, 0)
	}
}

// scheduleLeases sees to it that the next lease to expire is noticed. It is
// called after every write, so a look that is already scheduled stays.
func (n *node) scheduleLeases() {
	at, ok := n.lessor.Next()
	at = max(at, n.c.now)
	if ok && at == n.leaseAt {
		return
	}
	n.leaseTicket++
	n.leaseAt = 0
	if ok && n.up {
		n.leaseAt = at
		n.c.queue.push(due{at: at, cause: event.Lease, node: n, life: n.leaseTicket})
	}
}

// leasesDue proposes to revoke what has expired, and to note what is left of
// the leases whose checkpoint is due. The leases and their keys live until that
// has come through the log.
func (n *node) leasesDue() {
	n.leaseAt = 0
	for _, id := range n.lessor.Expired(n.c.now) {
		n.c.emit(n.name, &event.LeaseExpired{Term: n.st.term, Lease: event.LeaseID(id)})
		n.proposeOwn(&etcdserverpb.InternalRaftRequest{LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: id}})
	}
	for r := n.lessor.Checkpoints(n.c.now); r != nil; r = n.lessor.Checkpoints(n.c.now) {
		n.proposeOwn(&etcdserverpb.InternalRaftRequest{LeaseCheckpoint: r})
	}
	n.scheduleLeases()
}

// proposeOwn proposes what no client asked for. It returns why raft did not
// take it, or NoReason.
func (n *node) proposeOwn(r *etcdserverpb.InternalRaftRequest) event.Reason {
	return n.proposeRequest(r, nil)
}

// proposeRequest proposes a request that no command stands for, for a client's
// operation or for none.
func (n *node) proposeRequest(r *etcdserverpb.InternalRaftRequest, o *op) event.Reason {
	r.Header = &etcdserverpb.RequestHeader{}
	var id uint64
	if o != nil {
		r.Header.ID, id = o.request(), o.ID
	}
	data, err := proto.Marshal(r)
	n.must(err)
	return n.proposeMessage(&raftpb.Message{
		Type: raftpb.MsgProp.Enum(), From: new(n.id),
		Entries: []*raftpb.Entry{{Type: raftpb.EntryNormal.Enum(), Data: data}},
	}, id)
}

// noteCheckpoint reports that a checkpoint was applied to the store: each lease
// and the seconds it has left, where 0 is all it was granted.
func (n *node) noteCheckpoint(r *etcdserverpb.LeaseCheckpointRequest) {
	for _, c := range r.GetCheckpoints() {
		if _, ok := n.store.Lease(c.GetID()); ok {
			n.c.emit(n.name, &event.LeaseCheckpointed{Lease: event.LeaseID(c.GetID()), Remaining: c.GetRemaining_TTL()})
		}
	}
}

// serveLease answers what only the leader's countdown can answer. Another node
// passes the request on to it, as etcd's do.
func (n *node) serveLease(o *op, hops int) {
	if n.st.role != raft.StateLeader {
		if n.st.lead == 0 || hops > 0 {
			n.respond(o, result{text: rpctypes.ErrNoLeader.Error(), fail: true})
			return
		}
		n.c.mail(o, "Request", n.name, config.NodeName(n.st.lead), result{text: o.Text})
		return
	}
	if !n.lessor.Primary() {
		n.unled = append(n.unled, o)
		return
	}
	switch cmd := o.cmd.(type) {
	case command.LeaseKeepAlive:
		n.keepAlive(o, cmd.ID)
	case command.LeaseTimeToLive:
		r := n.lessor.TimeToLive(&etcdserverpb.LeaseTimeToLiveRequest{ID: cmd.ID, Keys: cmd.Keys}, n.c.now)
		n.respond(o, result{text: timeToLiveText(r, cmd), rev: n.store.Rev()})
	}
}

// keepAlive renews a lease. If a checkpoint has cut it short, that must first be
// taken back through the log; when it has been applied, the operation comes here
// again.
func (n *node) keepAlive(o *op, id int64) {
	ttl, first, err := n.lessor.Renew(id, n.c.now)
	switch {
	case err != nil:
		n.respond(o, result{text: err.Error(), fail: true})
		return
	case first != nil:
		n.waiters[o.request()] = o
		if why := n.proposeRequest(&etcdserverpb.InternalRaftRequest{LeaseCheckpoint: first}, o); why != event.NoReason {
			delete(n.waiters, o.request())
			n.respond(o, result{text: proposalErrors[why], fail: true})
		}
		return
	}
	n.scheduleLeases()
	n.respond(o, result{text: fmt.Sprintf("lease %s keepalived with TTL(%d)", leaseHex(id), ttl), rev: n.store.Rev()})
}

func timeToLiveText(r *etcdserverpb.LeaseTimeToLiveResponse, cmd command.LeaseTimeToLive) string {
	if r.GetTTL() < 0 {
		return "lease " + leaseHex(cmd.ID) + " already expired"
	}
	text := fmt.Sprintf("lease %s granted with TTL(%ds), remaining(%ds)", leaseHex(cmd.ID), r.GetGrantedTTL(), r.GetTTL())
	if !cmd.Keys {
		return text
	}
	keys := make([]string, len(r.GetKeys()))
	for i, k := range r.GetKeys() {
		keys[i] = string(k)
	}
	return text + fmt.Sprintf(", attached keys([%s])", strings.Join(keys, " "))
}

// leaseList lists the leases this node's store holds.
func (n *node) leaseList() string {
	all := n.store.Leases()
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = leaseHex(l.ID)
	}
	return strings.TrimSpace(fmt.Sprintf("found %d leases %s", len(all), strings.Join(ids, " ")))
}
