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

// leads starts or ends the countdown of leases with the leadership of a node.
// A new leader gives every lease its whole time again, and an election timeout
// for clients to find it (etcd's lessor.Promote).
func (n *node) leads(yes bool) {
	if n.lessor == nil {
		return
	}
	if !yes {
		n.lessor.Demote()
		return
	}
	n.lessor.Promote(n.c.now, int64(n.c.cfg.Election)*n.c.cfg.Tick)
	n.scheduleLeases()
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

// leasesDue proposes to revoke what has expired. The leases and their keys live
// until that has come through the log.
func (n *node) leasesDue() {
	n.leaseAt = 0
	for _, id := range n.lessor.Expired(n.c.now) {
		n.c.emit(event.Event{Kind: event.LeaseExpired, Node: n.name, Term: n.st.term, Text: leaseHex(id)})
		r := &etcdserverpb.InternalRaftRequest{
			Header:      &etcdserverpb.RequestHeader{},
			LeaseRevoke: &etcdserverpb.LeaseRevokeRequest{ID: id},
		}
		data, err := proto.Marshal(r)
		n.must(err)
		n.proposeMessage(&raftpb.Message{
			Type: raftpb.MsgProp.Enum(), From: new(n.id),
			Entries: []*raftpb.Entry{{Type: raftpb.EntryNormal.Enum(), Data: data}},
		}, 0)
	}
	n.scheduleLeases()
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
	switch cmd := o.cmd.(type) {
	case command.LeaseKeepAlive:
		ttl, _, err := n.lessor.Renew(cmd.ID, n.c.now)
		if err != nil {
			n.respond(o, result{text: err.Error(), fail: true})
			return
		}
		n.scheduleLeases()
		n.respond(o, result{text: fmt.Sprintf("lease %s keepalived with TTL(%d)", leaseHex(cmd.ID), ttl), rev: n.store.Rev()})
	case command.LeaseTimeToLive:
		r := n.lessor.TimeToLive(&etcdserverpb.LeaseTimeToLiveRequest{ID: cmd.ID, Keys: cmd.Keys}, n.c.now)
		n.respond(o, result{text: timeToLiveText(r, cmd), rev: n.store.Rev()})
	}
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
