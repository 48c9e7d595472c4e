package faults

import (
	"reflect"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/replica"
)

// Faults in applying, snapshots and reads.

func appliedAgain() *replica.Fault {
	return &replica.Fault{Started: func(r *replica.Replica) {
		store := r.Inside().Store
		field(reflect.ValueOf(store), "consistentIndex").SetUint(min(r.Snapshot(), field(reflect.ValueOf(store), "consistentIndex").Uint()))
	}}
}

func snapshotTerm() *replica.Fault {
	return taking(raftpb.MsgSnap, func(_ core, m *raftpb.Message) *raftpb.Message {
		m = proto.CloneOf(m)
		m.Snapshot.Metadata.Term = new(m.GetSnapshot().GetMetadata().GetTerm() + 1)
		return m
	})
}

func snapshotIndex() *replica.Fault {
	return taking(raftpb.MsgSnap, func(_ core, m *raftpb.Message) *raftpb.Message {
		m = proto.CloneOf(m)
		m.Snapshot.Metadata.Index = new(m.GetSnapshot().GetMetadata().GetIndex() + 1)
		return m
	})
}

func readsUnasked() *replica.Fault {
	return &replica.Fault{Started: func(r *replica.Replica) {
		Private(r.Inside().Raft, "readOnly", "option").SetInt(int64(raft.ReadOnlyLeaseBased))
	}}
}

func readsUnapplied() *replica.Fault {
	return &replica.Fault{Ready: func(_ *replica.Replica, rd *raft.Ready) {
		for i := range rd.ReadStates {
			rd.ReadStates[i].Index = 0
		}
	}}
}
