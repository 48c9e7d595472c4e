package replica

import (
	"maps"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/schedule"
)

// A limit is what becomes of a request that this node still works on when the time
// for that is over.
type limit struct {
	o    *call
	late func() // answers it
}

// timeout is how long a node works on a request, ms: five seconds and two election
// timeouts (ReqTimeout in server/config/config.go).
func (s *server) timeout() int64 {
	return 5000 + 2*int64(s.r.cfg.Election)*s.r.cfg.Tick
}

// Causes of the server's own: what their ID says.
const (
	retryRead    = iota // the read loop's patience ended
	firstRequest        // a request's did; this and above is the request's ID
)

// limited is the generation of the end of a request's time; 0 is none.
const limited = 1

// limit has late called if a request is not answered in time and its client still
// waits then.
func (s *server) limit(o *call, late func()) {
	if _, ok := s.limits[o.ID()]; !ok {
		s.r.host.Schedule(s.r, schedule.Cause{At: o.taken + s.timeout(), Type: event.Server, ID: o.ID(), Generation: limited})
	}
	s.limits[o.ID()] = limit{o, late}
}

// waits reports whether the client of a request still waits for it.
func (s *server) waits(o *call) bool { return s.r.group.ports.Waits(o.Op, o.Attempt) }

// generation returns the generation of the server's own cause that counts.
func (s *server) generation(id uint64) uint64 {
	if id < firstRequest {
		return s.reads.retry
	}
	if l, ok := s.limits[id]; ok && s.waits(l.o) {
		return limited
	}
	return 0
}

// happen carries out a cause of the server's own.
func (s *server) happen(id uint64) {
	if id < firstRequest {
		s.reads.again()
		return
	}
	s.limits[id].late()
}

// await has a request wait until its entry is applied.
func (s *server) await(o *call) {
	s.waiters[o.ID()] = o
	s.limit(o, func() {
		delete(s.waiters, o.ID())
		s.unpark(o.ID())
		s.respond(o, result{answer: etcd.FailedWith(s.whyLate(o))})
	})
}

// awaited returns the request whose entry has been applied, nil if none waits for
// it. It waits no longer.
func (s *server) awaited(id uint64) *call {
	o := s.waiters[id]
	delete(s.waiters, id)
	delete(s.limits, id)
	return o
}

// whyLate is the error of a proposal whose time is over
// (EtcdServer.parseProposeCtxErr).
func (s *server) whyLate(o *call) error {
	lost := s.led - 2*int64(s.r.cfg.Election)*s.r.cfg.Tick
	switch lead := s.r.st.lead; {
	case s.led > 0 && o.taken > lost && o.taken < s.led:
		return rpctypes.ErrTimeoutDueToLeaderFail
	case lead == 0:
	case lead == s.r.id && 2*s.r.connected(o.taken, s.r.members.GetVoters()) <= len(s.r.members.GetVoters()),
		lead != s.r.id && !s.r.connectedSince(lead, o.taken):
		return rpctypes.ErrTimeoutDueToConnectionLost
	}
	return rpctypes.ErrTimeout
}

// forgetLate lets go of requests whose client gave up long ago: their proposal
// was lost.
func (s *server) forgetLate() {
	maps.DeleteFunc(s.limits, func(id uint64, l limit) bool {
		late := s.r.now()-l.o.taken > s.timeout() && !s.waits(l.o)
		if late {
			delete(s.waiters, id)
		}
		return late
	})
}
