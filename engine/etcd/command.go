package etcd

import (
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// Command returns the command that the request stands for, without a target;
// nil if there is none.
func (r Request) Command() command.Command {
	if r == "" {
		return nil
	}
	switch r[0] {
	case change:
		return readChange(string(r[1:]))
	case leave:
		return command.MemberLeave{}
	case health:
		return command.EndpointHealth{}
	case backup:
		return command.SnapshotSave{File: string(r[1:])}
	}
	switch x := r.Message().(type) {
	case *etcdserverpb.PutRequest:
		return command.FromRequest(&etcdserverpb.InternalRaftRequest{Put: x})
	case *etcdserverpb.RangeRequest:
		return command.FromRequest(&etcdserverpb.InternalRaftRequest{Range: x})
	case *etcdserverpb.DeleteRangeRequest:
		return command.FromRequest(&etcdserverpb.InternalRaftRequest{DeleteRange: x})
	case *etcdserverpb.TxnRequest:
		return command.FromRequest(&etcdserverpb.InternalRaftRequest{Txn: x})
	case *etcdserverpb.CompactionRequest:
		return command.FromRequest(&etcdserverpb.InternalRaftRequest{Compaction: x})
	case *etcdserverpb.LeaseGrantRequest:
		return command.LeaseGrant{TTL: x.GetTTL(), ID: x.GetID()}
	case *etcdserverpb.LeaseRevokeRequest:
		return command.LeaseRevoke{ID: x.GetID()}
	case *etcdserverpb.LeaseKeepAliveRequest:
		return command.LeaseKeepAlive{ID: x.GetID()}
	case *etcdserverpb.LeaseTimeToLiveRequest:
		return command.LeaseTimeToLive{ID: x.GetID(), Keys: x.GetKeys()}
	case *etcdserverpb.LeaseLeasesRequest:
		return command.LeaseList{}
	case *etcdserverpb.WatchCreateRequest:
		return command.FromWatch(x)
	case *etcdserverpb.WatchCancelRequest:
		return command.Unwatch{ID: uint64(max(x.GetWatchId(), 0)) >> 8} // the attempt's ID, see message.Request.ID
	case *etcdserverpb.WatchProgressRequest:
		return command.Progress{}
	case *etcdserverpb.AlarmRequest:
		return alarmCommand(r, x)
	case *etcdserverpb.DefragmentRequest:
		return command.Defrag{}
	case *etcdserverpb.StatusRequest:
		return command.EndpointStatus{}
	case *etcdserverpb.HashKVRequest:
		return command.EndpointHashKV{Rev: x.GetRevision()}
	case *etcdserverpb.MemberAddRequest:
		return command.MemberAdd{Node: nodeAt(x.GetPeerURLs()), Learner: x.GetIsLearner()}
	case *etcdserverpb.MemberRemoveRequest:
		return command.MemberRemove{Node: config.NodeName(x.GetID())}
	case *etcdserverpb.MemberUpdateRequest:
		return command.MemberUpdate{Node: config.NodeName(x.GetID()), PeerURLs: strings.Join(x.GetPeerURLs(), ",")}
	case *etcdserverpb.MemberListRequest:
		return command.MemberList{Serializable: !x.GetLinearizable()}
	case *etcdserverpb.MoveLeaderRequest:
		return command.MoveLeader{To: config.NodeName(x.GetTargetID())}
	case *etcdserverpb.MemberPromoteRequest:
		return command.MemberPromote{Node: config.NodeName(x.GetID())}
	}
	return nil
}

// alarmCommand returns a client's command; what the log holds of alarms is a
// node's doing.
func alarmCommand(r Request, x *etcdserverpb.AlarmRequest) command.Command {
	switch {
	case r[0] == internal:
		return nil
	case x.GetAction() == etcdserverpb.AlarmRequest_GET:
		return command.AlarmList{}
	}
	return command.AlarmDisarm{}
}

// Linearizable reports whether the request is a read that claims to be
// linearizable, or a transaction that may be one.
func (r Request) Linearizable() bool {
	switch cmd := r.Command().(type) {
	case command.Get:
		return !cmd.Serializable
	case command.Txn:
		return !cmd.Serializable()
	}
	return false
}
