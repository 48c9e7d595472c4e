package engine

import (
	"errors"
	"slices"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// A heldAnswer waits until this node's alarm has come through the log.
type heldAnswer struct {
	o   *op
	res result
}

// overQuota reports whether a client's request does not fit into the quota. It
// is then not proposed; the alarm is, and the client is told when that has been
// applied here, as etcd's gRPC service does it (api/v3rpc/quota.go).
func (n *node) overQuota(o *op, r *etcdserverpb.InternalRaftRequest) bool {
	if n.store.Fits(r) {
		return false
	}
	res := result{text: rpctypes.ErrNoSpace.Error(), rev: n.store.Rev(), fail: true}
	if slices.Contains(n.store.Alarms(), n.noSpace()) {
		n.respond(o, res)
		return true
	}
	n.heldBack = append(n.heldBack, heldAnswer{o, res})
	n.raiseNoSpace()
	return true
}

// exceeded is overQuota for a request that came through the log: it was
// performed, and yet its client gets the error. o is nil if none waits here.
func (n *node) exceeded(o *op, res result) {
	if o != nil {
		if open := n.c.openAttempt(o.ID, o.Attempt); open != nil {
			open.doubt = true
		}
		n.heldBack = append(n.heldBack, heldAnswer{o, res})
	}
	n.raiseNoSpace()
}

// noSpace is the alarm that this node raises.
func (n *node) noSpace() mvcc.Alarm {
	return mvcc.Alarm{Member: n.id, Type: etcdserverpb.AlarmType_NOSPACE}
}

// raiseNoSpace proposes this node's alarm, unless it has done so and may still
// see it applied. Those who wait for an alarm that cannot be proposed wait no
// longer.
func (n *node) raiseNoSpace() {
	if n.c.now < n.alarmUntil {
		return
	}
	a := n.noSpace()
	r := &etcdserverpb.AlarmRequest{MemberID: a.Member, Alarm: a.Type, Action: etcdserverpb.AlarmRequest_ACTIVATE}
	if n.proposeOwn(&etcdserverpb.InternalRaftRequest{Alarm: r}) != event.NoReason {
		n.answerHeld()
		return
	}
	n.alarmUntil = n.c.now + n.c.serverTimeout()
}

func (n *node) answerHeld() {
	all := n.heldBack
	n.heldBack, n.alarmUntil = nil, 0
	for _, h := range all {
		n.respond(h.o, h.res)
	}
}

// isNoSpace reports whether a request was performed although it did not fit.
func isNoSpace(resp any, err error) bool {
	return resp != nil && errors.Is(err, rpctypes.ErrNoSpace)
}

// noteAlarms reports what a request for alarms changed. It is called with the
// alarms there were before.
func (n *node) noteAlarms(before []mvcc.Alarm, r *etcdserverpb.AlarmRequest) {
	after := n.store.Alarms()
	for _, a := range after {
		if !slices.Contains(before, a) {
			n.c.emit(n.name, &event.AlarmRaised{Member: config.NodeName(a.Member), Alarm: a.Type.String()})
		}
	}
	for _, a := range before {
		if !slices.Contains(after, a) {
			n.c.emit(n.name, &event.AlarmDisarmed{Member: config.NodeName(a.Member), Alarm: a.Type.String()})
		}
	}
	if r.GetAction() == etcdserverpb.AlarmRequest_ACTIVATE && r.GetMemberID() == n.id {
		n.answerHeld()
	}
}

// serveAlarm begins what a client asks about alarms. Even the list comes
// through the log, as in etcd.
func (n *node) serveAlarm(o *op) {
	n.askAlarm(o, &etcdserverpb.AlarmRequest{Action: etcdserverpb.AlarmRequest_GET})
}

func (n *node) askAlarm(o *op, r *etcdserverpb.AlarmRequest) {
	n.waiters[o.request()] = o
	if why := n.proposeRequest(&etcdserverpb.InternalRaftRequest{Alarm: r}, o); why != event.NoReason {
		delete(n.waiters, o.request())
		n.respond(o, result{text: proposalErrors[why], fail: true})
	}
}

// alarmAnswered goes on after a request about alarms was applied. To disarm is
// to list the alarms and then to lower one after the other: etcdctl does it by
// requests of its own, here the node does it for the client.
func (n *node) alarmAnswered(o *op, r *etcdserverpb.AlarmRequest) {
	if _, disarms := o.cmd.(command.AlarmDisarm); !disarms {
		n.respond(o, result{text: alarmText(n.store.Alarms()), rev: n.store.Rev()})
		return
	}
	if r.GetAction() == etcdserverpb.AlarmRequest_GET {
		o.alarms = n.store.Alarms()
	} else {
		o.lowered++
	}
	if o.lowered == len(o.alarms) {
		n.respond(o, result{text: alarmText(o.alarms), rev: n.store.Rev()})
		return
	}
	a := o.alarms[o.lowered]
	n.askAlarm(o, &etcdserverpb.AlarmRequest{MemberID: a.Member, Alarm: a.Type, Action: etcdserverpb.AlarmRequest_DEACTIVATE})
}

// alarmText lists alarms as etcdctl does, but by the names of nodes.
func alarmText(all []mvcc.Alarm) string {
	if len(all) == 0 {
		return "(no alarm)"
	}
	parts := make([]string, len(all))
	for i, a := range all {
		parts[i] = "memberID:" + config.NodeName(a.Member) + " alarm:" + a.Type.String()
	}
	return strings.Join(parts, "; ")
}
