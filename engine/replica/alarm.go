package replica

import (
	"errors"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// A heldAnswer waits until this node's alarm has come through the log.
type heldAnswer struct {
	o   *call
	res result
}

// overQuota reports whether r does not fit into the quota. r is then dropped; a
// NOSPACE alarm is proposed instead, and the client is told when that has been
// applied here, as etcd's gRPC service does it (api/v3rpc/quota.go).
func (s *server) overQuota(o *call, r *etcdserverpb.InternalRaftRequest) bool {
	if s.r.store.Fits(r) {
		return false
	}
	res := result{answer: etcd.FailedWith(rpctypes.ErrNoSpace), rev: s.r.store.Rev()}
	if slices.Contains(s.r.store.Alarms(), s.noSpace()) {
		s.respond(o, res)
		return true
	}
	s.hold(o, res)
	s.raiseNoSpace()
	return true
}

// exceeded is overQuota for a request that came through the log: it was
// performed, and yet its client gets the error. o is nil if none waits here.
func (s *server) exceeded(o *call, res result) {
	if o != nil {
		s.r.group.ports.Doubt(o.Op, o.Attempt)
		s.hold(o, res)
	}
	s.raiseNoSpace()
}

// hold keeps an answer until this node's alarm is applied, or the time for that is
// over.
func (s *server) hold(o *call, res result) {
	s.awaitingAlarm = append(s.awaitingAlarm, heldAnswer{o, res})
	s.limit(o, func() {
		s.awaitingAlarm = slices.DeleteFunc(s.awaitingAlarm, func(h heldAnswer) bool { return h.o == o })
		s.respond(o, res)
	})
}

// noSpace is the alarm that this node raises.
func (s *server) noSpace() mvcc.Alarm {
	return mvcc.Alarm{Member: s.r.id, Type: etcdserverpb.AlarmType_NOSPACE}
}

// raiseNoSpace proposes this node's alarm, unless it has done so and may still
// see it applied. Those who wait for an alarm that cannot be proposed wait no
// longer.
func (s *server) raiseNoSpace() {
	if s.r.now() < s.alarmUntil {
		return
	}
	a := s.noSpace()
	r := &etcdserverpb.AlarmRequest{MemberID: a.Member, Alarm: a.Type, Action: etcdserverpb.AlarmRequest_ACTIVATE}
	if s.r.proposer.own(&etcdserverpb.InternalRaftRequest{Alarm: r}) != event.NoReason {
		s.answerAwaitingAlarm()
		return
	}
	s.alarmUntil = s.r.now() + s.timeout()
}

func (s *server) answerAwaitingAlarm() {
	all := s.awaitingAlarm
	s.awaitingAlarm, s.alarmUntil = nil, 0
	for _, h := range all {
		s.respond(h.o, h.res)
	}
}

// isNoSpace reports whether a request was performed although it did not fit.
func isNoSpace(resp any, err error) bool {
	return resp != nil && errors.Is(err, rpctypes.ErrNoSpace)
}

// noteAlarms reports what a request for alarms changed. It is called with the
// alarms there were before.
func (s *server) noteAlarms(before []mvcc.Alarm, r *etcdserverpb.AlarmRequest) {
	after := s.r.store.Alarms()
	for _, a := range after {
		if !slices.Contains(before, a) {
			s.r.emit(s.r.name, &event.AlarmRaised{Member: config.NodeName(a.Member), Alarm: a.Type.String()})
		}
	}
	for _, a := range before {
		if !slices.Contains(after, a) {
			s.r.emit(s.r.name, &event.AlarmDisarmed{Member: config.NodeName(a.Member), Alarm: a.Type.String()})
		}
	}
	if r.GetAction() == etcdserverpb.AlarmRequest_ACTIVATE && r.GetMemberID() == s.r.id {
		s.answerAwaitingAlarm()
	}
}

// serveAlarm begins what a client asks about alarms. Even the list comes
// through the log, as in etcd.
func (s *server) serveAlarm(o *call) {
	s.askAlarm(o, &etcdserverpb.AlarmRequest{Action: etcdserverpb.AlarmRequest_GET})
}

func (s *server) askAlarm(o *call, r *etcdserverpb.AlarmRequest) {
	s.ask(o, &etcdserverpb.InternalRaftRequest{Alarm: r})
}

// alarmAnswered goes on after a request about alarms was applied. To disarm is
// to list the alarms and then to lower one after the other: etcdctl does it by
// separate requests, here the node does it for the client.
func (s *server) alarmAnswered(o *call, r *etcdserverpb.AlarmRequest) {
	if _, disarms := o.Command.(command.AlarmDisarm); !disarms {
		s.answer(o, s.alarms(s.r.store.Alarms()))
		return
	}
	if r.GetAction() == etcdserverpb.AlarmRequest_GET {
		o.alarms = s.r.store.Alarms()
	} else {
		o.lowered++
	}
	if o.lowered == len(o.alarms) {
		s.answer(o, s.alarms(o.alarms))
		return
	}
	a := o.alarms[o.lowered]
	s.askAlarm(o, &etcdserverpb.AlarmRequest{MemberID: a.Member, Alarm: a.Type, Action: etcdserverpb.AlarmRequest_DEACTIVATE})
}

// alarms is the answer that lists alarms.
func (s *server) alarms(all []mvcc.Alarm) *etcdserverpb.AlarmResponse {
	r := &etcdserverpb.AlarmResponse{Header: s.header()}
	for _, a := range all {
		r.Alarms = append(r.Alarms, &etcdserverpb.AlarmMember{MemberID: a.Member, Alarm: a.Type})
	}
	return r
}
