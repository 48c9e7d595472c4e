package replica

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/message"
	"raftviz/engine/request"
	"raftviz/mvccviz/mvcc"
)

// A server is what a replica does for clients.
type server struct {
	r       *Replica
	limits  map[uint64]limit // of the requests that are worked on
	waiters map[uint64]*call // to answer when their entry is applied
	parked  []parked         // wait for a leader to be proposed
	reads   *reads
	lead    uint64 // the leader that the loop has noticed last
	led     int64  // when this node was last elected

	moves []leaderMove // wait until leadership has been handed over

	awaitingAlarm []heldAnswer // wait until this node's alarm is applied
	alarmUntil    int64        // no other alarm is proposed before; 0 if none was
}

// A call is a request that a replica works on.
type call struct {
	*message.Request
	taken   int64        // when
	alarms  []mvcc.Alarm // alarm disarm: those to lower
	lowered int          // how many of them have been
}

// A result is the answer to a call.
type result struct {
	answer etcd.Answer
	rev    int64
	data   []byte // a store
}

// A Service is how a replica serves one kind of request.
type Service struct {
	// serve takes a request; hops is how often it was passed on.
	serve func(s *server, o *call, hops int)
}

// The services.
var (
	Write     = by((*server).serveWrite) // through the log
	Get       = by((*server).serveGet)
	Txn       = by((*server).serveTxn)
	Lease     = &Service{func(s *server, o *call, hops int) { s.r.leases.serve(o, hops) }} // at the leader
	LeaseList = by((*server).leaseList)
	Watch     = by(func(s *server, o *call) { s.r.watches.serve(o) })
	Alarm     = by((*server).serveAlarm)
	Member    = by((*server).serveMember)
	Members   = by((*server).serveMemberList)
	Move      = by((*server).serveMoveLeader)
	Health    = by((*server).serveRead)
	Defrag    = by((*server).defrag)
	SaveStore = by((*server).saveStore)
	Status    = by((*server).status)
	HashKV    = by((*server).serveHashKV)
)

// by is a service for which it makes no difference whether a request was passed
// on.
func by(serve func(s *server, o *call)) *Service {
	return &Service{func(s *server, o *call, _ int) { serve(s, o) }}
}

// Serve takes a client's request. passedOn says that another node passed it on.
func (r *Replica) Serve(q *message.Request, by *Service, passedOn bool) {
	hops := 0
	if passedOn {
		hops = 1
	}
	r.server.forgetLate()
	o := &call{Request: q, taken: r.now()}
	if r.isLearner() && !servedByLearners(q.Command) {
		r.server.respond(o, result{answer: etcd.FailedWith(rpctypes.Error(rpctypes.ErrGRPCNotSupportedForLearner))})
		return
	}
	by.serve(r.server, o, hops)
}

// servedByLearners reports whether a learner serves a command: serializable reads,
// its status and its store (isRPCSupportedForLearner and newStreamInterceptor in
// server/etcdserver/api/v3rpc).
func servedByLearners(cmd command.Command) bool {
	switch cmd := cmd.(type) {
	case command.Get:
		return cmd.Serializable
	case command.EndpointStatus, command.SnapshotSave:
		return true
	}
	return false
}

// serveGet answers from this node's store, if that is what is asked for, or
// first learns from the leader how far it must have come.
func (s *server) serveGet(o *call) {
	if s.invalid(o) {
		return
	}
	if o.Command.(command.Get).Serializable {
		s.respond(o, s.read(o.Command.(command.StoreCommand)))
		return
	}
	s.serveRead(o)
}

func (s *server) serveTxn(o *call) {
	txn := o.Command.(command.Txn)
	switch {
	case !txn.ReadsOnly():
		s.serveWrite(o)
	case s.invalid(o):
	case txn.Serializable():
		s.respond(o, s.read(txn))
	default:
		s.serveRead(o)
	}
}

// invalid reports whether etcd's gRPC service refuses a request as it stands;
// then it answers.
func (s *server) invalid(o *call) bool {
	err := mvcc.Validate(o.Command.(command.StoreCommand).Request())
	if err != nil {
		s.fail(o, err)
	}
	return err != nil
}

// serveWrite proposes what must come through the log, if etcd would.
func (s *server) serveWrite(o *call) {
	cmd := o.Command.(command.StoreCommand)
	r := cmd.Request()
	if s.overQuota(o, r) {
		return
	}
	if err := mvcc.Validate(r); err != nil {
		s.respond(o, result{answer: etcd.FailedWith(err)})
		return
	}
	s.propose(o, raftpb.EntryNormal, request.Encode(o.ID(), cmd))
}

func (s *server) serveHashKV(o *call) {
	h, err := s.r.store.HashKV(o.Command.(command.EndpointHashKV).Rev)
	if err != nil {
		s.fail(o, err)
		return
	}
	s.answer(o, &etcdserverpb.HashKVResponse{Header: s.header(), Hash: h.Hash, CompactRevision: h.CompactRev, HashRevision: h.Rev})
}

// respond sends an answer back to the client.
func (s *server) respond(o *call, res result) {
	if !s.r.Up() {
		return
	}
	delete(s.limits, o.ID())
	ports := s.r.group.ports
	ports.Responding(o.Op, o.Attempt)
	ports.SendClient(s.r.group.ID, s.r.id, o.Client, &message.Response{
		Op: o.Op, Attempt: o.Attempt, Client: o.Client, Answer: res.answer, Rev: res.rev, Data: res.data,
	})
}

// noticeLeader is the loop learning from raft who leads.
func (s *server) noticeLeader() {
	was := s.lead
	s.lead = s.r.st.lead
	if s.lead == 0 || s.lead == was {
		return
	}
	if s.lead == s.r.id {
		s.led = s.r.now()
	}
	s.reads.changed = true
}

// react does what the loop has noticed, and what a leader makes possible. It calls
// raft, so raft must have nothing left to hand out.
func (s *server) react() {
	r := s.reads
	if r.changed {
		r.changed = false
		r.leaderChanged()
	}
	if rs := r.state; rs != nil {
		r.state = nil
		r.confirmed(rs)
	}
	if s.r.st.lead != 0 && len(s.parked) > 0 {
		s.proposeParked()
	}
	if s.r.st.lead != 0 && len(s.r.leases.awaitingLeader) > 0 {
		s.r.leases.leaderKnown()
	}
}

// answerApplied goes on with an operation whose request was applied: mostly by
// answering it.
func (s *server) answerApplied(o *call, r *etcdserverpb.InternalRaftRequest, res result) {
	switch cmd := o.Command.(type) {
	case command.Compaction:
		if cmd.Physical && res.answer.Err() == nil {
			s.r.compactor.physical = append(s.r.compactor.physical, pendingCompaction{o, cmd.Rev})
			return
		}
	case command.LeaseKeepAlive:
		s.r.leases.serve(o, 0)
		return
	case command.AlarmList, command.AlarmDisarm:
		s.alarmAnswered(o, r.GetAlarm())
		return
	}
	s.respond(o, res)
}
