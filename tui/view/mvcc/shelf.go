package mvcc

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strconv"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/config"
	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/kit"
)

// A shelf is the buckets of a store: those that say how it is, and of the others
// those with entries.
type shelf struct {
	of   *store.State
	list []bucket
	meta []entry
}

// A bucket is one of them.
type bucket struct {
	name  string
	n     int
	bytes int64
	other int // where its entries begin among the contents' others; see entry
}

// An entry is one of a bucket, as its bytes are and as a person reads them.
type entry struct {
	key  []byte
	name string // the key, readable
	text string // the value, readable
	rev  *store.Rev
	size int64
}

// follow makes it the shelf of the given contents, of which the bucket "key" has
// so many bytes.
func (s *shelf) follow(c *store.State, bytes int64) {
	if s.of == c {
		return
	}
	s.of, s.list = c, s.list[:0]
	s.list = append(s.list, bucket{name: "key", n: len(c.Revs), bytes: bytes})
	s.meta = metaOf(c)
	s.list = append(s.list, bucket{name: "meta", n: len(s.meta), bytes: sum(s.meta)})
	leases := bucket{name: "lease", n: len(c.Leases)}
	for _, l := range c.Leases {
		leases.bytes += leaseSize(l)
	}
	alarms := bucket{name: "alarm", n: len(c.Alarms)}
	for i := range c.Alarms {
		alarms.bytes += alarmEntry(&c.Alarms[i]).size
	}
	s.list = append(s.list, leases, alarms)
	for i := 0; i < len(c.RawEntries); {
		b := bucket{name: c.RawEntries[i].Bucket, other: i}
		for ; i < len(c.RawEntries) && c.RawEntries[i].Bucket == b.name; i++ {
			b.n++
			b.bytes += int64(len(c.RawEntries[i].Key) + len(c.RawEntries[i].Value))
		}
		if b.name != "meta" {
			s.list = append(s.list, b)
		}
	}
}

// entry returns an entry of a bucket.
func (s *shelf) entry(b *bucket, i int, t *texts) entry {
	c := s.of
	switch b.name {
	case "key":
		return revEntry(c.Revs[i], t)
	case "meta":
		return s.meta[i]
	case "lease": // in the order of the bucket, IDs below 0 come last
		first := sort.Search(len(c.Leases), func(i int) bool { return c.Leases[i].ID >= 0 })
		return leaseEntry(c.Leases[(first+i)%len(c.Leases)], t)
	case "alarm":
		e := alarmEntry(&c.Alarms[i])
		e.text = fmt.Sprintf(t.MemberF, text(c.Alarms[i].Member))
		return e
	}
	return otherEntry(&c.RawEntries[b.other+i])
}

func revEntry(r *store.Rev, t *texts) entry {
	e := entry{key: layout.Revision{Main: r.Main, Sub: r.Sub}.AppendKey(nil, r.Tombstone), name: revision(r), rev: r, size: size(r)}
	if r.Tombstone {
		e.text = text(r.Key) + "   " + t.SaysEnd
		return e
	}
	e.text = fmt.Sprintf("%s = %s   "+t.CreatedF+"   "+t.VersionF, text(r.Key), text(r.Value), r.Created, r.Version)
	if r.Lease != 0 {
		e.text += "   " + fmt.Sprintf(t.LeaseF, mvccviz.HexID(uint64(r.Lease)))
	}
	return e
}

// metaOf returns the entries of the bucket "meta".
func metaOf(c *store.State) (all []entry) {
	add := func(key string, v uint64, size int) {
		if v > 0 {
			all = append(all, entry{key: []byte(key), name: key, text: kit.Number(v), size: int64(len(key) + size)})
		}
	}
	const number, rev = 8, 17
	add("consistent_index", c.Index, number)
	add("finishedCompactRev", uint64(c.FinishedCompactRev), rev)
	add("scheduledCompactRev", uint64(c.ScheduledCompactRev), rev)
	add("term", c.Term, number)
	for i := range c.RawEntries {
		if c.RawEntries[i].Bucket == "meta" {
			all = append(all, otherEntry(&c.RawEntries[i]))
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	return all
}

func sum(all []entry) (n int64) {
	for i := range all {
		n += all[i].size
	}
	return n
}

// leaseSize is how many bytes a lease's entry has: its ID, and a message with
// the ID again and two numbers.
func leaseSize(l *store.Lease) int64 {
	n := 8
	for _, v := range [...]int64{l.ID, l.TTL, l.Remaining} {
		if v != 0 {
			n += 1 + varint(uint64(v))
		}
	}
	return int64(n)
}

func leaseEntry(l *store.Lease, t *texts) entry {
	e := entry{key: binary.BigEndian.AppendUint64(nil, uint64(l.ID)), name: mvccviz.HexID(uint64(l.ID)), size: leaseSize(l)}
	e.text = fmt.Sprintf(t.TTLF, l.TTL)
	if l.Remaining > 0 {
		e.text += "   " + fmt.Sprintf(t.RemainF, l.Remaining)
	}
	return e
}

// alarmEntry is the entry of an alarm, whose key is an etcdserverpb.AlarmMember
// and whose value is empty.
func alarmEntry(a *store.Alarm) entry {
	id, ok := config.NodeID(a.Member)
	if !ok {
		id, _ = strconv.ParseUint(a.Member, 16, 64)
	}
	var key []byte
	for field, v := range [...]uint64{id, uint64(etcdserverpb.AlarmType_value[a.Type])} {
		if v != 0 {
			key = binary.AppendUvarint(append(key, byte(field+1)<<3), v)
		}
	}
	return entry{key: key, name: text(a.Type), size: int64(len(key))}
}

func otherEntry(o *store.RawEntry) entry {
	d := mvccviz.DecodeEntry(o.Bucket, []byte(clip(o.Key)), []byte(clip(o.Value)))
	return entry{key: d.Key, name: text(d.Name), text: text(d.Text), size: int64(len(o.Key) + len(o.Value))}
}

// bytes writes the key's bytes in hexadecimal, those of a revision with its
// parts apart: 0000000000000005 5f 0000000000000001 74.
func (e *entry) bytes() string {
	s := hex.EncodeToString(e.key[:min(len(e.key), 32)])
	if e.rev == nil {
		return s
	}
	s = s[:16] + " " + s[16:18] + " " + s[18:34] + " " + s[34:]
	if !e.rev.Tombstone {
		return s[:len(s)-1]
	}
	return s
}
