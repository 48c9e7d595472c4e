package mvcc

import (
	"encoding/json"
	"strconv"

	"go.etcd.io/raft/v3/raftpb"
)

// EtcdVersion is the version of etcd whose data files a store writes, as the
// file says it: without a patch level.
const EtcdVersion = "3.7.0"

// Keys beside those that revisions, leases and alarms need. A store does not
// look at their values; etcd, and etcdutl, read them when they open the file.
var (
	metaConfState      = []byte("confState")
	metaStorageVersion = []byte("storageVersion")
	clusterVersionKey  = []byte("clusterVersion")
	authRevisionKey    = []byte("authRevision")
)

// A Member is a member of the cluster as a data file has it
// (membership.Member in etcd).
type Member struct {
	ID         uint64   `json:"id"`
	PeerURLs   []string `json:"peerURLs"`
	Learner    bool     `json:"isLearner,omitempty"`
	Name       string   `json:"name,omitempty"`
	ClientURLs []string `json:"clientURLs,omitempty"`
}

// Found notes, in the batch under way, what a data file of etcd has from the
// start: the versions of cluster and file, and that the auth store, which is
// off, has never changed.
func (s *Store) Found() {
	s.putClusterEntry(bucketCluster, clusterVersionKey, []byte(EtcdVersion))
	s.putClusterEntry(bucketMeta, metaStorageVersion, []byte(EtcdVersion))
	s.putClusterEntry(bucketAuth, authRevisionKey, []byte{0, 0, 0, 0, 0, 0, 0, 1})
}

// Founded reports whether Found was called for the store's file.
func (s *Store) Founded() bool { return s.b.get(bucketMeta, metaStorageVersion) != nil }

// SetConfState notes, in the batch under way, the configuration that raft has
// applied, as etcd does with each change of membership.
func (s *Store) SetConfState(cs *raftpb.ConfState) {
	s.putClusterEntry(bucketMeta, metaConfState, marshalJSON(cs))
}

// SetMember notes a member, in place of what was noted of it.
func (s *Store) SetMember(m Member) {
	s.putClusterEntry(bucketMembers, memberKey(m.ID), marshalJSON(m))
}

// RemoveMember notes that a member is one no more. etcd never takes an ID again.
func (s *Store) RemoveMember(id uint64) {
	key := s.b.arena.copied(memberKey(id))
	s.clusterChanges++
	s.b.del(bucketMembers, key)
	s.putClusterEntry(bucketMembersRemoved, key, []byte("removed"))
}

// Members returns the members that the file names, in the order of their keys.
func (s *Store) Members() (all []Member, err error) {
	err = s.b.scan(bucketMembers, nil, func(key, value []byte) error {
		var m Member
		if err := json.Unmarshal(value, &m); err != nil {
			return corrupt(s.b.path, "member %q does not decode: %v", clip(key), err)
		}
		all = append(all, m)
		return nil
	})
	return all, err
}

// Notes returns how often something of what this file is about was noted since
// the store was opened.
func (s *Store) Notes() uint64 { return s.clusterChanges }

func (s *Store) putClusterEntry(id bucket, key, value []byte) {
	s.clusterChanges++
	s.b.put(id, s.b.arena.copied(key), s.b.arena.copied(value))
}

// memberKey is the key of a member: its ID as etcd prints it.
func memberKey(id uint64) []byte { return strconv.AppendUint(nil, id, 16) }

func marshalJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("mvcc: " + err.Error()) // numbers, texts and lists of them
	}
	return b
}
