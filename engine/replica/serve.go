package replica

import (
	"fmt"
	"maps"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/message"
	"raftviz/engine/request"
	"raftviz/mvccviz/mvcc"
)

// A server is what a replica does for clients.
type server struct {
	r        *Replica
	waiters  map[uint64]*call // to answer when their entry is applied
	reads    map[uint64]*call // linearizable reads without an index yet
	waitRead []pendingRead    // with an index that is not applied yet

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
	text string
	rev  int64
	fail bool
	data []byte // a store
}

// Serve takes a client's request. passedOn says that another node passed it on.
func (r *Replica) Serve(q *message.Request, passedOn bool) {
	hops := 0
	if passedOn {
		hops = 1
	}
	r.server.forgetLate()
	r.server.serve(&call{Request: q, taken: r.now()}, hops)
}

// serve takes a client's request.
func (s *server) serve(o *call, hops int) {
	switch cmd := o.Command.(type) {
	case command.Get:
		if cmd.Serializable {
			s.respond(o, s.read(cmd))
			return
		}
		s.askIndex(o)
	case command.Txn:
		if request.ReadsOnly(cmd) {
			s.askIndex(o)
			return
		}
		s.serveWrite(o)
	case command.Put, command.Del, command.Compaction, command.LeaseGrant, command.LeaseRevoke:
		s.serveWrite(o)
	case command.LeaseKeepAlive, command.LeaseTimeToLive:
		s.r.leases.serve(o, hops)
	case command.Watch, command.Unwatch, command.Progress:
		s.r.watches.serve(o)
	case command.AlarmList, command.AlarmDisarm:
		s.serveAlarm(o)
	case command.LeaseList, command.Defrag, command.SnapshotSave, command.EndpointStatus, command.EndpointHashKV:
		s.serveMaintenance(o)
	default:
		s.serveMember(o)
	}
}

// serveWrite proposes what must come through the log, if etcd would.
func (s *server) serveWrite(o *call) {
	r := request.Of(o.Command)
	if s.overQuota(o, r) {
		return
	}
	if err := mvcc.Validate(r); err != nil {
		s.respond(o, result{text: err.Error(), fail: true})
		return
	}
	s.propose(o, raftpb.EntryNormal, request.Encode(o.ID(), o.Command))
}

// serveMaintenance answers what each node answers for itself.
func (s *server) serveMaintenance(o *call) {
	rev := s.r.store.Rev()
	switch cmd := o.Command.(type) {
	case command.LeaseList:
		s.respond(o, result{text: s.leaseList(), rev: rev})
	case command.Defrag:
		s.defrag(o)
	case command.SnapshotSave:
		s.saveStore(o)
	case command.EndpointStatus:
		s.respond(o, result{text: s.statusText(), rev: rev})
	case command.EndpointHashKV:
		h, err := s.r.store.HashKV(cmd.Rev)
		if err != nil {
			s.respond(o, result{text: err.Error(), rev: rev, fail: true})
			return
		}
		s.respond(o, result{text: fmt.Sprintf("hash %d at revision %d, compacted at %d", h.Hash, h.Rev, max(h.CompactRev, 0)), rev: rev})
	}
}

// respond sends an answer back to the client.
func (s *server) respond(o *call, res result) {
	if !s.r.Up() {
		return
	}
	ports := s.r.group.ports
	ports.Responding(o.Op, o.Attempt)
	ports.SendClient(s.r.group.ID, s.r.id, o.Client, &message.Response{
		Op: o.Op, Attempt: o.Attempt, Client: o.Client, Text: res.text, Rev: res.rev, Fail: res.fail, Data: res.data,
	})
}

// timeout is how long a node keeps a request that no client waits for any more:
// etcd's limit for a request, five seconds and two election timeouts.
func (s *server) timeout() int64 {
	return 5000 + 2*int64(s.r.cfg.Election)*s.r.cfg.Tick
}

// forgetLate lets go of requests whose client gave up long ago: their proposal
// or their question was lost.
func (s *server) forgetLate() {
	late := func(_ uint64, o *call) bool {
		return s.r.now()-o.taken > s.timeout() && !s.r.group.ports.Waits(o.Op, o.Attempt)
	}
	maps.DeleteFunc(s.waiters, late)
	maps.DeleteFunc(s.reads, late)
}

// answerApplied goes on with an operation whose request was applied: mostly by
// answering it.
func (s *server) answerApplied(o *call, r *etcdserverpb.InternalRaftRequest, res result) {
	switch cmd := o.Command.(type) {
	case command.Compaction:
		if cmd.Physical && !res.fail {
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
