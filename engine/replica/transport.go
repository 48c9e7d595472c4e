package replica

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/message"
)

// Send hands raft's messages to the network.
func (r *Replica) Send(ms []*raftpb.Message) {
	for _, m := range ms {
		if m.GetType() == raftpb.MsgSnap {
			r.attachStore(m)
		}
		r.group.ports.SendPeer(r.group.ID, r.id, m.GetTo(), message.Raft{Message: m})
	}
}

// Unreachable tells raft what the transport found out about a peer.
func (r *Replica) Unreachable(peer uint64) {
	if !r.Up() || r.host.Paused() || r.st.role != raft.StateLeader {
		return
	}
	r.emit(r.name, &event.Unreachable{Peer: config.NodeName(peer)})
	before := r.st
	r.rn.ReportUnreachable(peer)
	r.after(nil, before)
}

// SnapshotReport tells a leader how the snapshot it sent has fared.
func (r *Replica) SnapshotReport(peer uint64, ok bool) {
	if !r.Up() || r.st.role != raft.StateLeader {
		return
	}
	e := &event.SnapshotReported{Follower: config.NodeName(peer), Reason: event.Delivered}
	status := raft.SnapshotFinish
	if !ok {
		e.Reason, status = event.Failed, raft.SnapshotFailure
	}
	r.emit(r.name, e)
	before := r.st
	r.rn.ReportSnapshot(peer, status)
	r.after(nil, before)
}
