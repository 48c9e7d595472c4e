package linear

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/command"
)

// A kv is a key that exists.
type kv struct {
	key, value           string
	create, mod, version int64
}

// kvs are the keys that exist, in order. It is never written to once made.
type kvs []kv

func (s kvs) find(key string) (int, bool) {
	return slices.BinarySearchFunc(s, key, func(e kv, key string) int { return cmp.Compare(e.key, key) })
}

func (s kvs) in(r span) kvs {
	var found kvs
	for _, e := range s {
		if r.holds(e.key) {
			found = append(found, e)
		}
	}
	return found
}

func (s kvs) hash() uint64 {
	h := fnv.New64a()
	var b []byte
	for _, e := range s {
		b = append(b[:0], e.key...)
		b = append(append(append(b, 0), e.value...), 0)
		b = strconv.AppendInt(append(strconv.AppendInt(b, e.mod, 36), ','), e.version, 36)
		_, _ = h.Write(b)
	}
	return h.Sum64()
}

// A change is a command being applied as one revision.
type change struct {
	kvs   kvs
	rev   int64 // what it writes has this revision
	wrote bool
}

// apply does a command as etcd does, at the given revision should it write
// anything, and returns its answer as etcdctl would write it on one line. ok is
// false if etcd would refuse, and change nothing.
func (s kvs) apply(cmd command.Command, rev int64) (next kvs, answer string, wrote, ok bool) {
	then := s.decide(cmd, nil)
	if _, ok := s.permits(cmd, then); !ok {
		return s, "", false, false
	}
	c := &change{kvs: s, rev: rev}
	answer, _ = c.run(cmd, then)
	return c.kvs, answer, c.wrote, true
}

// decide says which branch is taken by a transaction and by each nested in
// that, depth first: all by the store as it was before.
func (s kvs) decide(cmd command.Command, then []bool) []bool {
	t, ok := cmd.(command.Txn)
	if !ok {
		return then
	}
	holds := true
	for _, c := range t.Compares {
		holds = holds && s.compare(c)
	}
	then = append(then, holds)
	for _, op := range branch(t, holds) {
		then = s.decide(op, then)
	}
	return then
}

func branch(t command.Txn, then bool) []command.Command {
	if then {
		return t.Then
	}
	return t.Else
}

// compare holds if it does for every key of its range; a range without keys is
// compared as one with zeros, but has no value that could be compared.
func (s kvs) compare(c command.Compare) bool {
	found := s.in(span{key: c.Key, end: c.End})
	if len(found) == 0 {
		return c.Of != command.OfValue && met(c, kv{})
	}
	return !slices.ContainsFunc(found, func(e kv) bool { return !met(c, e) })
}

func met(c command.Compare, e kv) bool {
	var order int
	switch c.Of {
	case command.OfValue:
		order = cmp.Compare(e.value, c.Value)
	case command.OfVersion:
		order = cmp.Compare(e.version, c.N)
	case command.OfCreate:
		order = cmp.Compare(e.create, c.N)
	case command.OfMod:
		order = cmp.Compare(e.mod, c.N)
	case command.OfLease:
		order = cmp.Compare(0, c.N) // keys with a lease are not judged
	}
	switch c.Op {
	case '=':
		return order == 0
	case '!':
		return order != 0
	case '<':
		return order < 0
	}
	return order > 0
}

// permits reports whether every put that is to keep something finds it. rest is
// what is left of then.
func (s kvs) permits(cmd command.Command, then []bool) (rest []bool, ok bool) {
	switch x := cmd.(type) {
	case command.Put:
		_, there := s.find(x.Key)
		return then, there || !x.IgnoreValue && !x.IgnoreLease
	case command.Txn:
		ops := branch(x, then[0])
		then = then[1:]
		for _, op := range ops {
			if then, ok = s.permits(op, then); !ok {
				return nil, false
			}
		}
	}
	return then, true
}

func (c *change) run(cmd command.Command, then []bool) (answer string, rest []bool) {
	switch x := cmd.(type) {
	case command.Put:
		return c.put(x), then
	case command.Del:
		return c.del(x), then
	case command.Get:
		return c.kvs.get(x), then
	case command.Txn:
		return c.txn(x, then)
	}
	panic("linear: " + cmd.String() + " is not about keys")
}

func (c *change) put(x command.Put) string {
	answer := "OK"
	e := kv{key: x.Key, value: x.Value, create: c.rev, mod: c.rev, version: 1}
	i, there := c.kvs.find(x.Key)
	c.wrote = true
	if !there {
		c.kvs = slices.Insert(slices.Clone(c.kvs), i, e)
		return answer
	}
	was := c.kvs[i]
	e.create, e.version = was.create, was.version+1
	if x.IgnoreValue {
		e.value = was.value
	}
	if x.PrevKV {
		answer += "; was " + was.value
	}
	c.kvs = slices.Clone(c.kvs)
	c.kvs[i] = e
	return answer
}

func (c *change) del(x command.Del) string {
	r := span{x.Key, x.End, x.Prefix}
	gone := c.kvs.in(r)
	answer := strconv.Itoa(len(gone))
	if len(gone) == 0 {
		return answer
	}
	c.wrote = true
	c.kvs = slices.DeleteFunc(slices.Clone(c.kvs), func(e kv) bool { return r.holds(e.key) })
	if x.PrevKV {
		for _, e := range gone {
			answer += "; was " + e.key + "=" + e.value
		}
	}
	return answer
}

func (c *change) txn(x command.Txn, then []bool) (answer string, rest []bool) {
	answer = "FAILURE"
	if then[0] {
		answer = "SUCCESS"
	}
	ops := branch(x, then[0])
	then = then[1:]
	sep := ": "
	for _, op := range ops {
		var a string
		a, then = c.run(op, then)
		answer += sep + a
		sep = ", "
	}
	return answer, then
}

func (s kvs) get(x command.Get) string {
	found := s.in(span{x.Key, x.End, x.Prefix})
	if x.CountOnly { // of the range, before any filter
		return strconv.Itoa(len(found))
	}
	within := func(rev, least, most int64) bool { return rev >= least && (most == 0 || rev <= most) }
	found = slices.DeleteFunc(found, func(e kv) bool {
		return !within(e.mod, x.MinMod, x.MaxMod) || !within(e.create, x.MinCreate, x.MaxCreate)
	})
	if x.Order == "descend" {
		slices.Reverse(found)
	}
	if x.Limit > 0 && int64(len(found)) > x.Limit {
		found = found[:x.Limit]
	}
	if len(found) == 0 {
		return "(no key)"
	}
	parts := make([]string, len(found))
	for i, e := range found {
		switch {
		case x.KeysOnly:
			parts[i] = e.key
		case x.Prefix || x.End != "":
			parts[i] = e.key + "=" + e.value
		default:
			parts[i] = e.value
		}
	}
	return strings.Join(parts, "; ")
}
