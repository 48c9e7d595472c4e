// Package request knows how the entries of raft's log carry requests: of a store,
// and for changes of the membership.
package request

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/etcd"
)

// Decode reads an entry's data. What is in a log was put there by Encode, so
// anything else is a mistake of ours.
func Decode(data []byte) *etcdserverpb.InternalRaftRequest {
	r := &etcdserverpb.InternalRaftRequest{}
	if err := proto.Unmarshal(data, r); err != nil {
		panic(fmt.Sprintf("request: an entry that is no request: %v", err))
	}
	return r
}

// OfEntry returns what an entry asks for.
func OfEntry(e *raftpb.Entry) etcd.Request {
	if e.GetType() != raftpb.EntryNormal {
		return etcd.RequestOf(confCommand(e))
	}
	return etcd.InLog(e.GetData())
}

// Op returns the client operation an entry carries out, or 0.
func Op(e *raftpb.Entry) uint64 {
	if e.GetType() != raftpb.EntryNormal {
		return ConfID(e) >> 8
	}
	if len(e.GetData()) == 0 {
		return 0
	}
	return Decode(e.GetData()).GetHeader().GetID() >> 8
}

// ReadContext is the context of a ReadIndex: the client operation it is for, 0 if
// none, and the number of the question at its node.
func ReadContext(op, number uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, op), number)
}

// ReadOf returns what a ReadContext is made of, and zeros for anything else.
func ReadOf(ctx []byte) (op, number uint64) {
	if len(ctx) != 16 {
		return 0, 0
	}
	return binary.BigEndian.Uint64(ctx), binary.BigEndian.Uint64(ctx[8:])
}
