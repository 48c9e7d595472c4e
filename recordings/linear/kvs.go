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
	lease                int64
}

// kvs are the keys that exist, in order. It is never written to once made.
type kvs []kv

func (s kvs) find(key string) (int, bool) {
	return slices.BinarySearchFunc(s, key, func(e kv, key string) int { return cmp.Compare(e.key, key) })
}

func (s kvs) in(r span) kvs {
	var found kvs
	for _, e := range s {
		if r.holds(place{ofKeys, e.key}) {
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
		for _, n := range [...]int64{e.mod, e.version, e.lease} {
			b = append(strconv.AppendInt(b, n, 36), ',')
		}
		_, _ = h.Write(b)
	}
	return h.Sum64()
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
	found := s.in(keySpan(c.Key, c.End, false))
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
		order = cmp.Compare(e.lease, c.N)
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

func (s kvs) get(x command.Get) string {
	found := s.in(keySpan(x.Key, x.End, x.Prefix))
	count := len(found) // before any filter
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
	return getAnswer(x, count, found)
}

// getAnswer writes the answer to a get.
func getAnswer(x command.Get, count int, found kvs) string {
	if x.CountOnly {
		return strconv.Itoa(count)
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
