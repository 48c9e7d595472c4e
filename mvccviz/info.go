package mvccviz

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strconv"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"
)

// Info is what a store holds outside the bucket "key".
type Info struct {
	Revision  int64      `json:"revision"`            // the store's revision
	Compacted int64      `json:"compacted"`           // revision of the last finished compaction; 0 if there was none
	Scheduled int64      `json:"scheduled,omitempty"` // revision of an unfinished compaction; 0 if there is none
	Oldest    int64      `json:"oldest"`              // the oldest readable revision
	Index     uint64     `json:"consistent_index"`    // the last raft entry applied
	Term      uint64     `json:"term"`                // term of that entry; 0 before etcd 3.5
	ConfState *ConfState `json:"conf_state,omitempty"`

	StorageVersion string `json:"storage_version"`     // "" before etcd 3.6
	ClusterVersion string `json:"cluster_version"`     // "" before etcd 3.5
	Downgrade      string `json:"downgrade,omitempty"` // target version of a downgrade in progress

	AuthEnabled  bool   `json:"auth"`
	AuthRevision uint64 `json:"auth_revision"`
	Users        int    `json:"users"`
	Roles        int    `json:"roles"`
	Leases       int    `json:"leases"`

	Members []Member `json:"-"`
	Removed []Member `json:"-"` // members that were removed: only their IDs are known
	Alarms  []Alarm  `json:"-"`
}

// Exact reports whether a Tally counts the existing keys exactly. It does not
// if a compaction is unfinished.
func (i *Info) Exact() bool { return i.Scheduled == 0 }

// Check returns the error that a store returns for a read at a revision, 0
// being the newest: layout.ErrFutureRev, layout.ErrCompacted or nil.
func (i *Info) Check(rev int64) error {
	switch {
	case rev > i.Revision:
		return layout.ErrFutureRev
	case rev > 0 && rev < i.Oldest && i.Oldest > 1:
		return layout.ErrCompacted
	}
	return nil
}

// A Member is an entry of the bucket "members".
type Member struct {
	ID         string   `json:"id"`             // 16 hexadecimal digits, as etcdctl prints it
	Name       string   `json:"name,omitempty"` // "" until the member has started
	Learner    bool     `json:"learner,omitempty"`
	PeerURLs   []string `json:"peer_urls,omitempty"`
	ClientURLs []string `json:"client_urls,omitempty"`
}

// An Alarm is an entry of the bucket "alarm".
type Alarm struct {
	Member string `json:"member"` // its ID
	Type   string `json:"type"`   // NOSPACE or CORRUPT
}

// A ConfState is raft's configuration: the IDs of members.
type ConfState struct {
	Voters         []string `json:"voters"`
	VotersOutgoing []string `json:"outgoing,omitempty"`
	Learners       []string `json:"learners,omitempty"`
	LearnersNext   []string `json:"learners_next,omitempty"`
	AutoLeave      bool     `json:"auto_leave,omitempty"`
}

// parseConfState decodes what etcd keeps under the key confState.
func parseConfState(v []byte) (*ConfState, error) {
	var c struct {
		Voters         []uint64 `json:"voters"`
		Learners       []uint64 `json:"learners"`
		VotersOutgoing []uint64 `json:"voters_outgoing"`
		LearnersNext   []uint64 `json:"learners_next"`
		AutoLeave      bool     `json:"auto_leave"`
	}
	err := json.Unmarshal(v, &c)
	return &ConfState{hexIDs(c.Voters), hexIDs(c.VotersOutgoing), hexIDs(c.Learners), hexIDs(c.LearnersNext), c.AutoLeave}, err
}

func hexIDs(ids []uint64) []string {
	hex := make([]string, len(ids))
	for i, id := range ids {
		hex[i] = HexID(id)
	}
	return hex
}

// HexID formats the ID of a member or lease as etcdctl does: 16 hexadecimal
// digits.
func HexID(id uint64) string {
	const digits = "0123456789abcdef"
	var b [16]byte
	for i := range b {
		b[15-i] = digits[id>>(4*i)&15]
	}
	return string(b[:])
}

// maxMembers is the largest accepted number of members, removed members and
// alarms together.
const maxMembers = 100_000

var errTooManyMembers = texts.Errorf("there are too many members")

// ReadInfo reads the Info of a store. An *EntryError says which entry does not
// decode.
func ReadInfo(src Source) (*Info, error) {
	i := new(Info)
	for _, b := range []struct {
		name string
		read func(k, v []byte) error
	}{
		{"meta", i.meta}, {"cluster", i.cluster}, {"members", i.member}, {"members_removed", i.removed},
		{"alarm", i.alarm}, {"auth", i.auth},
		{"authUsers", func(_, _ []byte) error { i.Users++; return nil }},
		{"authRoles", func(_, _ []byte) error { i.Roles++; return nil }},
		{"lease", func(_, _ []byte) error { i.Leases++; return nil }},
	} {
		err := src.Scan(b.name, nil, func(k, v []byte) error {
			err := b.read(k, v)
			if err == nil && len(i.Members)+len(i.Removed)+len(i.Alarms) > maxMembers {
				err = errTooManyMembers
			}
			if err != nil {
				return &EntryError{b.name, bytes.Clone(k), err}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if i.Scheduled <= i.Compacted {
		i.Scheduled = 0
	}
	if err := i.readRevision(src); err != nil {
		return nil, err
	}
	return i, nil
}

// readRevision sets the store's revision. Compaction may have removed the entries
// of the newest revisions, and a store starts at 1.
func (i *Info) readRevision(src Source) error {
	last, err := src.Last("key")
	if err != nil {
		return err
	}
	i.Oldest = max(i.Compacted, i.Scheduled, 1)
	i.Revision = i.Oldest
	if last == nil {
		return nil
	}
	rev, _, err := layout.ParseKey(last)
	if err != nil {
		return &EntryError{"key", last, err}
	}
	i.Revision = max(i.Revision, rev.Main)
	return nil
}

func (i *Info) meta(k, v []byte) (err error) {
	switch string(k) {
	case layout.MetaConsistentIndex:
		i.Index, err = number(v)
	case layout.MetaTerm:
		i.Term, err = number(v)
	case layout.MetaFinishedCompactRev:
		i.Compacted, err = mainRev(v)
	case layout.MetaScheduledCompactRev:
		i.Scheduled, err = mainRev(v)
	case "storageVersion":
		i.StorageVersion = string(v)
	case "confState":
		i.ConfState, err = parseConfState(v)
	}
	return err
}

func (i *Info) cluster(k, v []byte) error {
	switch string(k) {
	case "clusterVersion":
		i.ClusterVersion = string(v)
	case "downgrade":
		var d struct {
			Target  string `json:"target-version"`
			Enabled bool   `json:"enabled"`
		}
		if err := json.Unmarshal(v, &d); err != nil {
			return err
		}
		if d.Enabled {
			i.Downgrade = d.Target
		}
	}
	return nil
}

func (i *Info) member(k, v []byte) error {
	var m struct {
		PeerURLs   []string `json:"peerURLs"`
		IsLearner  bool     `json:"isLearner"`
		Name       string   `json:"name"`
		ClientURLs []string `json:"clientURLs"`
	}
	if err := json.Unmarshal(v, &m); err != nil {
		return err
	}
	i.Members = append(i.Members, Member{paddedID(k), m.Name, m.IsLearner, m.PeerURLs, m.ClientURLs})
	return nil
}

func (i *Info) removed(k, _ []byte) error {
	i.Removed = append(i.Removed, Member{ID: paddedID(k)})
	return nil
}

// paddedID formats the ID in a key of the bucket "members", which has no
// leading zeros, like HexID. A key that is not a number is returned unchanged.
func paddedID(k []byte) string {
	id, err := strconv.ParseUint(string(k), 16, 64)
	if err != nil {
		return string(k)
	}
	return HexID(id)
}

func (i *Info) alarm(k, _ []byte) error {
	a, err := parseAlarm(k)
	if err != nil {
		return err
	}
	i.Alarms = append(i.Alarms, a)
	return nil
}

func parseAlarm(k []byte) (Alarm, error) {
	var m etcdserverpb.AlarmMember
	if err := proto.Unmarshal(k, &m); err != nil {
		return Alarm{}, err
	}
	return Alarm{HexID(m.GetMemberID()), m.GetAlarm().String()}, nil
}

func (i *Info) auth(k, v []byte) (err error) {
	switch string(k) {
	case "authEnabled":
		i.AuthEnabled = len(v) == 1 && v[0] == 1
	case "authRevision":
		i.AuthRevision, err = number(v)
	}
	return err
}

type lengthError struct{ got int }

func (e lengthError) Error() string { return "it has " + strconv.Itoa(e.got) + " bytes, not 8" }

func number(v []byte) (uint64, error) {
	if len(v) != 8 {
		return 0, lengthError{len(v)}
	}
	return binary.BigEndian.Uint64(v), nil
}

func mainRev(v []byte) (int64, error) {
	r, _, err := layout.ParseKey(v)
	return r.Main, err
}
