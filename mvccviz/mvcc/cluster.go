package mvcc

import (
	"encoding/json"
	"strconv"

	"raftviz/mvccviz/layout"

	"go.etcd.io/raft/v3/raftpb"
)

// EtcdVersion is the etcd version of the data files that a store writes, in the
// form that the file uses: the patch level is 0.
const EtcdVersion = "3.7.0"

// Keys that the store itself does not use. etcd and etcdutl read them when they
// open the file.
var (
	metaConfState      = []byte("confState")
	metaStorageVersion = []byte("storageVersion")
	clusterVersionKey  = []byte("clusterVersion")
	authRevisionKey    = []byte("authRevision")
)

// A Member is a cluster member as the data file stores it (membership.Member in
// etcd).
type Member struct {
	ID         uint64   `json:"id"`
	PeerURLs   []string `json:"peerURLs"`
	Learner    bool     `json:"isLearner,omitempty"`
	Name       string   `json:"name,omitempty"`
	ClientURLs []string `json:"clientURLs,omitempty"`
}

// Found writes to the current batch what every etcd data file contains from the
// start: the versions of cluster and storage, and the first revision of the
// auth store, which is off.
func (s *Store) Found() {
	s.putClusterEntry(layout.ClusterBucket, clusterVersionKey, []byte(EtcdVersion))
	s.putClusterEntry(layout.MetaBucket, metaStorageVersion, []byte(EtcdVersion))
	s.putClusterEntry(layout.AuthBucket, authRevisionKey, []byte{0, 0, 0, 0, 0, 0, 0, 1})
}

// Founded reports whether Found was ever called for this file.
func (s *Store) Founded() bool { return s.b.get(layout.MetaBucket, metaStorageVersion) != nil }

// SetConfState writes the applied raft configuration to the current batch. etcd
// does this on each change of membership.
func (s *Store) SetConfState(cs *raftpb.ConfState) {
	s.putClusterEntry(layout.MetaBucket, metaConfState, marshalJSON(cs))
}

// SetMember adds a member, or replaces the member with the same ID.
func (s *Store) SetMember(m Member) {
	s.putClusterEntry(layout.MembersBucket, memberKey(m.ID), marshalJSON(m))
}

// RemoveMember moves a member to the bucket "members_removed". etcd never
// reuses its ID.
func (s *Store) RemoveMember(id uint64) {
	key := s.b.arena.copied(memberKey(id))
	s.clusterChanges++
	s.b.del(layout.MembersBucket, key)
	s.putClusterEntry(layout.MembersRemovedBucket, key, []byte("removed"))
}

// Members returns the members in the file, in key order.
func (s *Store) Members() (all []Member, err error) {
	err = s.b.scan(layout.MembersBucket, nil, func(key, value []byte) error {
		var m Member
		if err := json.Unmarshal(value, &m); err != nil {
			return corrupt(s.b.path, "member %q does not decode: %v", clip(key), err)
		}
		all = append(all, m)
		return nil
	})
	return all, err
}

// Notes counts the changes made through this file's methods (versions, raft
// configuration, members) since the store was opened.
func (s *Store) Notes() uint64 { return s.clusterChanges }

func (s *Store) putClusterEntry(id layout.Bucket, key, value []byte) {
	s.clusterChanges++
	s.b.put(id, s.b.arena.copied(key), s.b.arena.copied(value))
}

// memberKey returns the key of a member: its ID in hexadecimal, without
// padding.
func memberKey(id uint64) []byte { return strconv.AppendUint(nil, id, 16) }

func marshalJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("mvcc: " + err.Error()) // cannot fail: the types hold only numbers, strings and slices
	}
	return b
}
