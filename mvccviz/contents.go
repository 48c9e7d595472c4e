package mvccviz

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
)

// Of returns the buckets of a store from what a frame holds of it, byte for byte
// as the store has them.
func Of(c *store.State) Source { return ofContents{c} }

type ofContents struct{ c *store.State }

// ErrNoPages says that nothing is known of a store's file.
var ErrNoPages = texts.Errorf("nothing is known of the store's file")

// Buckets returns the names of a store's buckets.
func (o ofContents) Buckets() []string { return layout.BucketNames() }

// Pages returns the pages by kind, without what each bucket has of them.
func (o ofContents) Pages() (*layout.PageStats, error) {
	f := o.c.File
	if f == nil {
		return nil, ErrNoPages
	}
	s := &layout.PageStats{
		PageSize: layout.PageSize, Listed: true,
		Meta: uint64(f.Meta), Freelist: uint64(f.Freelist), Branch: uint64(f.Branch),
		Leaf: uint64(f.Leaf), Overflow: uint64(f.Overflow), Free: uint64(f.Free),
	}
	s.Pages = s.Meta + s.Freelist + s.Branch + s.Leaf + s.Overflow + s.Free
	return s, nil
}

// Last returns the last key of a bucket.
func (o ofContents) Last(bucket string) (last []byte, err error) {
	if n := len(o.c.Revs); bucket == "key" && n > 0 {
		r := o.c.Revs[n-1]
		return layout.Revision{Main: r.Main, Sub: r.Sub}.AppendKey(nil, r.Tombstone), nil
	}
	err = o.Scan(bucket, nil, func(k, _ []byte) error { last = bytes.Clone(k); return nil })
	return last, err
}

// Scan calls f with the entries of a bucket.
func (o ofContents) Scan(bucket string, from []byte, f func(key, value []byte) error) error {
	switch bucket {
	case "key":
		return o.scanRevs(from, f)
	case "meta":
		return scan(o.meta(), from, f)
	case "lease":
		return scan(o.leases(), from, f)
	case "alarm":
		return scan(o.alarms(), from, f)
	}
	return scan(o.others(bucket), from, f)
}

// A pair is an entry of a bucket.
type pair struct{ key, value []byte }

// scan goes through entries that are in order.
func scan(all []pair, from []byte, f func(key, value []byte) error) error {
	for _, p := range all {
		if bytes.Compare(p.key, from) < 0 {
			continue
		}
		if err := f(p.key, p.value); err != nil {
			return err
		}
	}
	return nil
}

func (o ofContents) scanRevs(from []byte, f func(key, value []byte) error) error {
	revs := o.c.Revs
	at, _ := slices.BinarySearchFunc(revs, from, func(r *store.Rev, from []byte) int {
		var room [24]byte
		return bytes.Compare(layout.Revision{Main: r.Main, Sub: r.Sub}.AppendKey(room[:0], r.Tombstone), from)
	})
	var key, value []byte
	var kv mvccpb.KeyValue
	for _, r := range revs[at:] {
		key = layout.Revision{Main: r.Main, Sub: r.Sub}.AppendKey(key[:0], r.Tombstone)
		kv.Reset()
		kv.Key = []byte(r.Key)
		if !r.Tombstone {
			kv.Value, kv.Lease = []byte(r.Value), r.Lease
			kv.CreateRevision, kv.ModRevision, kv.Version = r.Created, r.Main, r.Version
		}
		var err error
		if value, err = (proto.MarshalOptions{}).MarshalAppend(value[:0], &kv); err != nil {
			return err
		}
		if err := f(key, value); err != nil {
			return err
		}
	}
	return nil
}

// eachRevision is EachRevision without the bytes.
func (o ofContents) eachRevision(from layout.Revision, f func(*Revision) error) error {
	revs := o.c.Revs
	at, _ := slices.BinarySearchFunc(revs, from, func(r *store.Rev, from layout.Revision) int {
		return layout.Revision{Main: r.Main, Sub: r.Sub}.Compare(from)
	})
	for _, r := range revs[at:] {
		v := Revision{
			Revision: layout.Revision{Main: r.Main, Sub: r.Sub}, Tombstone: r.Tombstone,
			Key: []byte(r.Key), Created: r.Created, Version: r.Version, Lease: r.Lease,
		}
		if r.Value != "" {
			v.Value = []byte(r.Value)
		}
		if err := f(&v); err != nil {
			return err
		}
	}
	return nil
}

func (o ofContents) meta() (all []pair) {
	number := func(key string, v uint64) {
		if v > 0 {
			all = append(all, pair{[]byte(key), binary.BigEndian.AppendUint64(nil, v)})
		}
	}
	revision := func(key string, rev int64) {
		if rev > 0 {
			all = append(all, pair{[]byte(key), layout.Revision{Main: rev}.AppendKey(nil, false)})
		}
	}
	number(layout.MetaConsistentIndex, o.c.Index)
	revision(layout.MetaFinishedCompactRev, o.c.FinishedCompactRev)
	revision(layout.MetaScheduledCompactRev, o.c.ScheduledCompactRev)
	number(layout.MetaTerm, o.c.Term)
	all = append(all, o.others("meta")...)
	slices.SortFunc(all, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
	return all
}

// others returns the entries of a bucket that are kept as they are.
func (o ofContents) others(bucket string) (all []pair) {
	for _, e := range o.c.RawEntries {
		if e.Bucket == bucket {
			all = append(all, pair{[]byte(e.Key), []byte(e.Value)})
		}
	}
	return all
}

func (o ofContents) leases() []pair {
	all := make([]pair, len(o.c.Leases))
	for i, l := range o.c.Leases {
		all[i].key = binary.BigEndian.AppendUint64(nil, uint64(l.ID))
		for field, v := range [...]int64{l.ID, l.TTL, l.Remaining} {
			if v != 0 {
				all[i].value = protowire.AppendTag(all[i].value, leaseID+protowire.Number(field), protowire.VarintType)
				all[i].value = protowire.AppendVarint(all[i].value, uint64(v))
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int { return bytes.Compare(a.key, b.key) }) // IDs below 0 come last
	return all
}

func (o ofContents) alarms() []pair {
	all := make([]pair, 0, len(o.c.Alarms))
	for _, a := range o.c.Alarms {
		m := &etcdserverpb.AlarmMember{MemberID: memberID(a.Member), Alarm: etcdserverpb.AlarmType(etcdserverpb.AlarmType_value[a.Type])}
		if key, err := proto.Marshal(m); err == nil { // two numbers
			all = append(all, pair{key, nil})
		}
	}
	slices.SortFunc(all, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
	return all
}

// memberID returns the ID of a member as an alarm names it: a node of a cluster
// by its number, n3, others as HexID does.
func memberID(name string) uint64 {
	if number, ok := strings.CutPrefix(name, "n"); ok {
		id, _ := strconv.ParseUint(number, 10, 64)
		return id
	}
	id, _ := strconv.ParseUint(name, 16, 64)
	return id
}

// A Limit bounds what ReadContents keeps.
type Limit struct {
	Revs  int // revisions; 0 is 100,000
	Bytes int // of their keys and values; 0 is 64 MB
	Keys  int // leases, keys attached to them, and entries of other buckets; 0 is 10,000
}

const (
	limitRevs = 100_000
	limitKeys = 10_000
)

func (l *Limit) settle() {
	if l.Revs <= 0 {
		l.Revs = limitRevs
	}
	if l.Bytes <= 0 {
		l.Bytes = defaultBudget
	}
	if l.Keys <= 0 {
		l.Keys = limitKeys
	}
}

// ReadContents makes contents of any source, such as a data file, for what
// draws those of a frame. Of revisions it keeps the newest that the limit has
// room for, of leases the first; more says that there are more of either.
//
// Nothing is known of raft entries, watchers and what is pending. Alarms have
// their members' IDs in place of names.
func ReadContents(src Source, limit Limit) (c *store.State, more bool, err error) {
	info, err := ReadInfo(src)
	if err != nil {
		return nil, false, err
	}
	limit.settle()
	c = &store.State{
		Rev: info.Revision, ScheduledCompactRev: max(info.Compacted, info.Scheduled), IndexedCompactRev: info.Compacted, FinishedCompactRev: info.Compacted,
		Index: info.Index, Term: info.Term, DurableIndex: info.Index,
	}
	for _, a := range info.Alarms {
		c.Alarms = append(c.Alarms, store.Alarm{Member: a.Member, Type: a.Type})
	}
	if c.Revs, more, err = newest(src, info.Revision, limit); err != nil {
		return nil, false, err
	}
	moreLeases, err := readLeases(src, c, limit)
	if err != nil {
		return nil, false, err
	}
	others, moreOthers, err := ReadRawEntries(src, limit)
	if err != nil {
		return nil, false, err
	}
	c.RawEntries = others
	pages, err := src.Pages()
	switch {
	case errors.Is(err, ErrNoPages):
	case err != nil:
		return nil, false, err
	default:
		c.File = fileOf(pages)
	}
	return c, more || moreLeases || moreOthers, nil
}

func fileOf(p *layout.PageStats) *store.File {
	return &store.File{
		Size: p.Size(), InUse: p.InUse(), Meta: int(p.Meta), Freelist: int(p.Freelist), Branch: int(p.Branch),
		Leaf: int(p.Leaf), Overflow: int(p.Overflow), Free: int(p.Free),
	}
}

// newest reads the newest revisions. Each main revision has an entry at least
// unless that was compacted, so it looks at as many main revisions as it wants
// entries, and at twice as many if that was too few.
func newest(src Source, last int64, limit Limit) (kept []*store.Rev, more bool, err error) {
	for window := int64(limit.Revs); ; window *= 2 {
		from := max(last-window+1, 0)
		kept, more, err = newestFrom(src, from, limit)
		if err != nil || more || from == 0 {
			return kept, more, err
		}
	}
}

// newestFrom reads the newest revisions from a main revision on; more says that
// it left out older ones.
func newestFrom(src Source, from int64, limit Limit) (kept []*store.Rev, more bool, err error) {
	size := 0
	err = EachRevision(src, layout.Revision{Main: from}, func(r *Revision) error {
		kept = append(kept, &store.Rev{
			Main: r.Main, Sub: r.Sub, Tombstone: r.Tombstone, Key: string(r.Key), Value: string(r.Value),
			Created: r.Created, Version: r.Version, Lease: r.Lease,
		})
		size += len(r.Key) + len(r.Value)
		for len(kept) > limit.Revs || size > limit.Bytes && len(kept) > 1 {
			size -= len(kept[0].Key) + len(kept[0].Value)
			kept[0] = nil
			kept, more = kept[1:], true
		}
		return nil
	})
	return slices.Clone(kept), more, err
}

// readLeases reads leases and the keys attached to them.
func readLeases(src Source, c *store.State, limit Limit) (more bool, err error) {
	var all []*Lease
	err = EachLease(src, 0, func(l *Lease) error {
		if more = len(all) == limit.Keys; more {
			return ErrStop
		}
		all = append(all, l)
		return nil
	})
	if err != nil || len(all) == 0 {
		return more, err
	}
	attached := NewAttached(all)
	attached.Budget = limit.Keys * 2 * attachCost
	if err := EachRevision(src, layout.Revision{}, func(r *Revision) error { attached.Add(r); return nil }); err != nil {
		return more, err
	}
	attached.Finish()
	for _, l := range all {
		v := &store.Lease{ID: l.ID, TTL: l.TTL, Remaining: l.Remaining}
		for _, k := range l.Keys {
			v.Keys = append(v.Keys, string(k))
		}
		c.Leases, more = append(c.Leases, v), more || l.More
	}
	slices.SortFunc(c.Leases, func(a, b *store.Lease) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return more, nil
}

// told are the buckets and the keys of "meta" of which contents tell otherwise
// than as entries.
var told = map[string]bool{
	"key": true, "lease": true, "alarm": true,
	layout.MetaConsistentIndex: true, layout.MetaTerm: true,
	layout.MetaFinishedCompactRev: true, layout.MetaScheduledCompactRev: true,
}

// ReadRawEntries reads the entries of which contents do not tell otherwise, as many
// as the limit has room for.
func ReadRawEntries(src Source, limit Limit) (all []store.RawEntry, more bool, err error) {
	limit.settle()
	size := 0
	for _, bucket := range src.Buckets() {
		if told[bucket] {
			continue
		}
		err := unstop(src.Scan(bucket, nil, func(k, v []byte) error {
			if bucket == "meta" && told[string(k)] {
				return nil
			}
			if size += len(k) + len(v); size > limit.Bytes || len(all) == limit.Keys {
				more = true
				return ErrStop
			}
			all = append(all, store.RawEntry{Bucket: bucket, Key: string(k), Value: string(v)})
			return nil
		}))
		if err != nil {
			return nil, false, err
		}
	}
	return all, more, nil
}
