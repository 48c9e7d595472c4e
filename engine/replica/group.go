package replica

import (
	"slices"

	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/config"
	"raftviz/engine/request"
	"raftviz/mvccviz/store"
)

// A Group is what the replicas of one raft group share.
type Group struct {
	ID    uint32
	Forms *request.Forms // of the entries in their logs

	cfg      *config.Config
	ports    Ports
	replicas []*Replica   // by number of their machine
	history  []*store.Rev // what their stores hold, each once, by revision; see revision
	forgetAt int          // how long it may grow before what no store holds is dropped
	fault    *Fault       // that a test has planted, else nil
}

// NewGroup returns a group without replicas.
func NewGroup(id uint32, cfg *config.Config, ports Ports) *Group {
	return &Group{ID: id, Forms: request.NewForms(), cfg: cfg, ports: ports}
}

func (g *Group) add(r *Replica) {
	i, _ := slices.BinarySearchFunc(g.replicas, r.id, func(r *Replica, id uint64) int { return int(r.id) - int(id) })
	g.replicas = slices.Insert(g.replicas, i, r)
}

// removed reports whether some replica knows a node to have left the group.
func (g *Group) removed(id uint64) bool {
	return slices.ContainsFunc(g.replicas, func(r *Replica) bool { return r.Disowns(id) })
}

// baseConf is the configuration the group started with, on which every log that
// begins at index 1 is based.
func (g *Group) baseConf() *raftpb.ConfState {
	cs := &raftpb.ConfState{AutoLeave: proto.Bool(false)}
	for id := uint64(1); id <= uint64(g.cfg.Nodes); id++ {
		cs.Voters = append(cs.Voters, id)
	}
	return cs
}

// forget drops the shared forms of entries that no log holds any more.
func (g *Group) forget() {
	low := ^uint64(0)
	for _, r := range g.replicas {
		if !r.retired {
			low = min(low, r.first)
		}
	}
	g.Forms.Forget(low)
}
