package replica

import (
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/request"
	"raftviz/mvccviz/mvcc"
)

// What a store's file says of the cluster, for etcd to open it.

// seedStore writes into a new file what a member of etcd has from the start, and
// the members that every log is based on.
func (r *Replica) seedStore() error {
	if r.store.Founded() {
		return nil
	}
	r.store.Found()
	r.noteMembers(&raftpb.ConfState{}, r.group.baseConf())
	return r.store.Commit()
}

// noteMembers notes a configuration that takes the place of another.
func (r *Replica) noteMembers(was, now *raftpb.ConfState) {
	r.store.SetConfState(now)
	before, after := request.Members(was), request.Members(now)
	for _, id := range after {
		learner := slices.Contains(now.GetLearners(), id)
		if !slices.Contains(before, id) || learner != slices.Contains(was.GetLearners(), id) {
			r.store.SetMember(r.memberWith(id, learner))
		}
	}
	for _, id := range before {
		if !slices.Contains(after, id) {
			r.store.RemoveMember(id)
		}
	}
}

// memberOf makes up the addresses that a node would have in a network where it
// goes by its name.
func memberOf(id uint64, learner bool) mvcc.Member {
	name := config.NodeName(id)
	return mvcc.Member{
		ID: id, Name: name, Learner: learner,
		PeerURLs: []string{"http://" + name + ":2380"}, ClientURLs: []string{"http://" + name + ":2379"},
	}
}
