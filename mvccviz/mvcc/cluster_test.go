package mvcc

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/raft/v3/raftpb"
)

// showCluster returns the entries that describe the cluster.
func showCluster(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, bucket := range []string{"meta", "cluster", "members", "members_removed", "auth"} {
		err := s.Scan(bucket, nil, func(key, value []byte) error {
			fmt.Fprintf(&b, "%s %s %q\n", bucket, key, value)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestCluster(t *testing.T) {
	path := newPath(t)
	s := open(t, path)
	if s.Founded() {
		t.Error("a new store says that it is founded")
	}
	s.Found()
	for id := range uint64(11) {
		s.SetMember(Member{ID: id + 1, Name: fmt.Sprint("n", id+1), PeerURLs: []string{"http://a:1"}, Learner: id == 10})
	}
	for id := range uint64(9) {
		s.RemoveMember(id + 1)
	}
	s.SetConfState(&raftpb.ConfState{Voters: []uint64{10}, Learners: []uint64{11}, AutoLeave: new(false)})
	const want = `meta confState "{\"voters\":[10],\"learners\":[11],\"auto_leave\":false}"
meta storageVersion "3.7.0"
cluster clusterVersion "3.7.0"
members a "{\"id\":10,\"peerURLs\":[\"http://a:1\"],\"name\":\"n10\"}"
members b "{\"id\":11,\"peerURLs\":[\"http://a:1\"],\"isLearner\":true,\"name\":\"n11\"}"
members_removed 1 "removed"
members_removed 2 "removed"
members_removed 3 "removed"
members_removed 4 "removed"
members_removed 5 "removed"
members_removed 6 "removed"
members_removed 7 "removed"
members_removed 8 "removed"
members_removed 9 "removed"
auth authRevision "\x00\x00\x00\x00\x00\x00\x00\x01"
`
	if got := showCluster(t, s); got != want {
		t.Errorf("in the batch\n%s", got)
	}
	commit(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	if got := showCluster(t, s); got != want || !s.Founded() {
		t.Errorf("in the file\n%s", got)
	}
	all, err := s.Members()
	if err != nil || len(all) != 2 || all[1].ID != 11 || !all[1].Learner {
		t.Errorf("%+v, %v", all, err)
	}
}

// Files are equal even if the entries that describe the cluster are large.
func TestClusterIsRepeatable(t *testing.T) {
	file := func() []byte {
		path := newPath(t)
		s := open(t, path)
		s.Found()
		commit(t, s)
		for i := range 60 {
			id := uint64(1 + i%15)
			s.SetMember(Member{ID: id, Name: fmt.Sprint("n", id), PeerURLs: []string{strings.Repeat("a", 100+i)}})
			s.SetConfState(&raftpb.ConfState{Voters: slices.Repeat([]uint64{id}, 15)})
			s.Put(fmt.Append(nil, i%7), digits(i), 0)
			if i%3 == 0 {
				s.RemoveMember(id)
			}
			if i%4 == 0 {
				commit(t, s)
			}
		}
		commit(t, s)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	first := file()
	for range 5 {
		if string(file()) != string(first) {
			t.Fatal("equal calls made another file")
		}
	}
}

func digits(i int) []byte { return []byte(strings.Repeat(fmt.Sprint(i%10), 100)) }
