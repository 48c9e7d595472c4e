package linear

import (
	"slices"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/command"
)

// A store is what the model knows of etcd's. It is never written to once made.
type store struct {
	kvs     kvs
	leases  []int64 // that exist, ascending
	compact int64   // the revision of the last compaction; -1 if there was none
	past    []kvs   // as the keys were at the revisions asked for, as far as they are past
}

func newStore() store { return store{compact: -1} }

func (s store) hash() uint64 {
	h := s.kvs.hash() + uint64(s.compact)
	for _, id := range s.leases {
		h = (h ^ uint64(id)) * 0x100000001b3
	}
	return h
}

func (s store) equal(o store) bool {
	return s.compact == o.compact && slices.Equal(s.kvs, o.kvs) && slices.Equal(s.leases, o.leases) &&
		slices.EqualFunc(s.past, o.past, slices.Equal)
}

func (s store) hasLease(id int64) bool {
	_, there := slices.BinarySearch(s.leases, id)
	return there
}

// A when is the moment at which a command is applied.
type when struct {
	now   int64   // the store's revision before
	rev   int64   // that of what it writes
	asked []int64 // the revisions that anybody reads at, ascending
}

// An effect is how much a command has changed.
type effect uint8

const (
	nothing effect = iota
	changed        // but made no revision
	wrote          // a revision
)

// apply does a command as etcd does and returns its answer in the model's
// notation, or the words of etcd's error, with which nothing has changed.
func (s store) apply(cmd command.Command, t when) (next store, answer string, e effect) {
	then := s.kvs.decide(cmd, nil)
	if _, why := s.refuses(cmd, then, t.now); why != nil {
		return s, why.Error(), nothing
	}
	c := &change{store: s, when: t, was: s}
	answer, _ = c.run(cmd, then)
	if c.effect == wrote {
		c.remember()
	}
	return c.store, answer, c.effect
}

// refuses checks what of a command depends on the store as it stands: a
// revision that cannot be read, a put that is to keep what is not there, a lease
// that does not exist, or does already. rest is what is left of then.
func (s store) refuses(cmd command.Command, then []bool, now int64) (rest []bool, why error) {
	switch x := cmd.(type) {
	case command.Get:
		return then, s.unreadable(x.Rev, now)
	case command.Put:
		return then, s.refusesPut(x)
	case command.Txn:
		ops := branch(x, then[0])
		then = then[1:]
		for _, op := range ops {
			if then, why = s.refuses(op, then, now); why != nil {
				return nil, why
			}
		}
	case command.Compaction:
		if x.Rev <= s.compact {
			return then, rpctypes.ErrCompacted
		}
		return then, s.unreadable(x.Rev, now)
	case command.LeaseGrant:
		if s.hasLease(x.ID) {
			return then, rpctypes.ErrLeaseExist
		}
	case command.LeaseRevoke:
		if !s.hasLease(x.ID) {
			return then, rpctypes.ErrLeaseNotFound
		}
	}
	return then, nil
}

// unreadable returns the error for a revision that cannot be read; 0 is the
// newest.
func (s store) unreadable(rev, now int64) error {
	switch {
	case rev == 0:
		return nil
	case rev > now:
		return rpctypes.ErrFutureRev
	case rev < s.compact:
		return rpctypes.ErrCompacted
	}
	return nil
}

func (s store) refusesPut(x command.Put) error {
	if x.Lease != 0 && !s.hasLease(x.Lease) {
		return rpctypes.ErrLeaseNotFound
	}
	if _, there := s.kvs.find(x.Key); !there && (x.IgnoreValue || x.IgnoreLease) {
		return rpctypes.ErrKeyNotFound
	}
	return nil
}

// A change is a command being applied.
type change struct {
	store
	when
	was    store
	effect effect
}

// remember keeps the keys as they were until now, if they are asked for.
func (c *change) remember() {
	n := len(c.past)
	for n < len(c.asked) && c.asked[n] < c.rev {
		n++
	}
	for past := slices.Clip(c.past); len(past) < n; {
		past = append(past, c.was.kvs)
		c.past = past
	}
}

// at returns the keys as they were at a revision before the change; 0 is as they
// are now.
func (c *change) at(rev int64) kvs {
	if rev == 0 {
		return c.kvs
	}
	if i, _ := slices.BinarySearch(c.asked, rev); i < len(c.was.past) {
		return c.was.past[i]
	}
	return c.was.kvs
}

func (c *change) run(cmd command.Command, then []bool) (answer string, rest []bool) {
	switch x := cmd.(type) {
	case command.Put:
		return c.put(x), then
	case command.Del:
		return c.del(x), then
	case command.Get:
		return c.at(x.Rev).get(x), then
	case command.Txn:
		return c.txn(x, then)
	case command.Compaction:
		c.compact, c.effect = x.Rev, changed
		return compactAnswer(x.Rev), then
	case command.LeaseGrant:
		return c.grant(x), then
	case command.LeaseRevoke:
		return c.revoke(x), then
	}
	panic("linear: " + cmd.String() + " is not about the store")
}

func (c *change) put(x command.Put) string {
	answer := putAnswer
	e := kv{key: x.Key, value: x.Value, create: c.rev, mod: c.rev, version: 1, lease: x.Lease}
	i, there := c.kvs.find(x.Key)
	c.effect = wrote
	if !there {
		c.kvs = slices.Insert(slices.Clone(c.kvs), i, e)
		return answer
	}
	was := c.kvs[i]
	e.create, e.version = was.create, was.version+1
	if x.IgnoreValue {
		e.value = was.value
	}
	if x.IgnoreLease {
		e.lease = was.lease
	}
	if x.PrevKV {
		answer += wasMark + was.value
	}
	c.kvs = slices.Clone(c.kvs)
	c.kvs[i] = e
	return answer
}

func (c *change) del(x command.Del) string {
	r := keySpan(x.Key, x.End, x.Prefix)
	gone := c.kvs.in(r)
	c.drop(func(e kv) bool { return r.holds(place{ofKeys, e.key}) })
	if !x.PrevKV {
		return deleteAnswer(len(gone), nil)
	}
	return deleteAnswer(len(gone), gone)
}

// drop deletes keys.
func (c *change) drop(which func(kv) bool) {
	if slices.ContainsFunc(c.kvs, which) {
		c.kvs = slices.DeleteFunc(slices.Clone(c.kvs), which)
		c.effect = wrote
	}
}

func (c *change) txn(x command.Txn, then []bool) (answer string, rest []bool) {
	succeeded := then[0]
	ops := branch(x, succeeded)
	answers := make([]string, len(ops))
	then = then[1:]
	for i, op := range ops {
		answers[i], then = c.run(op, then)
	}
	return txnAnswer(succeeded, answers), then
}

func (c *change) grant(x command.LeaseGrant) string {
	i, _ := slices.BinarySearch(c.leases, x.ID)
	c.leases, c.effect = slices.Insert(slices.Clone(c.leases), i, x.ID), changed
	return grantAnswer(x.ID)
}

// revoke ends a lease, and with it the keys that are attached to it.
func (c *change) revoke(x command.LeaseRevoke) string {
	i, _ := slices.BinarySearch(c.leases, x.ID)
	c.leases, c.effect = slices.Delete(slices.Clone(c.leases), i, i+1), changed
	c.drop(func(e kv) bool { return e.lease == x.ID })
	return revokeAnswer(x.ID)
}
