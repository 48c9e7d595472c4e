package mvcc

import (
	"cmp"
	"slices"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/protobuf/proto"
)

// An Alarm is a raised alarm: its type and the member that raised it.
type Alarm struct {
	Member uint64
	Type   etcdserverpb.AlarmType
}

func (a Alarm) compare(o Alarm) int {
	return cmp.Or(cmp.Compare(a.Type, o.Type), cmp.Compare(a.Member, o.Member))
}

func (a Alarm) toProto() *etcdserverpb.AlarmMember {
	return &etcdserverpb.AlarmMember{MemberID: a.Member, Alarm: a.Type}
}

// Alarms returns the raised alarms, ordered by type and member.
func (s *Store) Alarms() []Alarm { return slices.Clone(s.alarms) }

// Alarmed reports whether any member has raised an alarm of type t.
func (s *Store) Alarmed(t etcdserverpb.AlarmType) bool {
	return slices.ContainsFunc(s.alarms, func(a Alarm) bool { return a.Type == t })
}

// applyAlarm performs an alarm request (Alarm in etcd's
// server/etcdserver/apply). GET lists the alarms of a type, or all alarms for
// type NONE; ACTIVATE raises an alarm; DEACTIVATE lowers one.
func (s *Store) applyAlarm(r *etcdserverpb.AlarmRequest) *etcdserverpb.AlarmResponse {
	resp := &etcdserverpb.AlarmResponse{Header: s.header()}
	a := Alarm{r.GetMemberID(), r.GetAlarm()}
	i, raised := slices.BinarySearchFunc(s.alarms, a, Alarm.compare)
	switch r.GetAction() {
	case etcdserverpb.AlarmRequest_GET:
		for _, is := range s.alarms {
			if a.Type == etcdserverpb.AlarmType_NONE || a.Type == is.Type {
				resp.Alarms = append(resp.Alarms, is.toProto())
			}
		}
	case etcdserverpb.AlarmRequest_ACTIVATE:
		if a.Type == etcdserverpb.AlarmType_NONE {
			break
		}
		if !raised {
			s.alarms = slices.Insert(s.alarms, i, a)
			s.b.put(layout.AlarmBucket, s.b.arena.copied(a.marshal()), nil)
		}
		resp.Alarms = append(resp.Alarms, a.toProto())
	case etcdserverpb.AlarmRequest_DEACTIVATE:
		if raised {
			s.alarms = slices.Delete(s.alarms, i, i+1)
			s.b.del(layout.AlarmBucket, s.b.arena.copied(a.marshal()))
			resp.Alarms = append(resp.Alarms, a.toProto())
		}
	}
	return resp
}

// marshal returns the key of the alarm in the bucket "alarm". The value is
// empty.
func (a Alarm) marshal() []byte {
	b, err := proto.Marshal(a.toProto())
	if err != nil {
		panic("mvcc: " + err.Error()) // cannot fail: the message is two numbers
	}
	return b
}

// restoreAlarm loads one entry of the bucket "alarm".
func (s *Store) restoreAlarm(key, _ []byte) error {
	var m etcdserverpb.AlarmMember
	if err := proto.Unmarshal(key, &m); err != nil {
		return corrupt(s.b.path, "%x in bucket alarm does not decode: %v", clip(key), err)
	}
	a := Alarm{m.GetMemberID(), m.GetAlarm()}
	if i, found := slices.BinarySearchFunc(s.alarms, a, Alarm.compare); !found {
		s.alarms = slices.Insert(s.alarms, i, a)
	}
	return nil
}
