package recording

import (
	"cmp"
	"slices"

	"raftviz/mvccviz/contents"
)

// dLeases writes the leases that are new or changed, and the ids of those that
// are no more.
func (l *line) dLeases(old, v []*contents.Lease) error {
	if len(v) > maxLeases {
		return errTooMany("leases of a store", len(v), maxLeases)
	}
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) {
		return nil
	}
	sep, i := `,"lease":[`, 0
	var gone []int64
	for k, x := range v {
		if k > 0 && x.ID <= v[k-1].ID {
			return errLease
		}
		for ; i < len(old) && old[i].ID < x.ID; i++ {
			gone = append(gone, old[i].ID)
		}
		base, isNew := &contents.Lease{}, true
		if i < len(old) && old[i].ID == x.ID {
			base, isNew = old[i], false
			i++
		}
		if base == x {
			continue
		}
		mark := len(l.b)
		l.raw(sep)
		l.hex(`{"id":`, uint64(x.ID))
		bare := len(l.b)
		if err := l.dLease(base, x); err != nil {
			return err
		}
		if len(l.b) == bare && !isNew {
			l.b = l.b[:mark]
			continue
		}
		l.raw("}")
		sep = ","
	}
	for ; i < len(old); i++ {
		gone = append(gone, old[i].ID)
	}
	if sep == "," {
		l.raw("]")
	}
	for k, id := range gone {
		if k == 0 {
			l.hex(`,"unlease":[`, uint64(id))
		} else {
			l.hex(",", uint64(id))
		}
	}
	if len(gone) > 0 {
		l.raw("]")
	}
	return nil
}

func (l *line) dLease(old, v *contents.Lease) error {
	l.dInt(`,"ttl":`, old.TTL, v.TTL)
	l.dInt(`,"left":`, old.Remaining, v.Remaining)
	l.dInt(`,"end":`, old.Expiry, v.Expiry)
	if len(old.Keys) == len(v.Keys) && (len(v.Keys) == 0 || &old.Keys[0] == &v.Keys[0]) {
		return nil
	}
	for i := 1; i < len(v.Keys); i++ {
		if v.Keys[i-1] >= v.Keys[i] {
			return errLease
		}
	}
	l.onlyIn(`,"off":[`, old.Keys, v.Keys)
	l.onlyIn(`,"on":[`, v.Keys, old.Keys)
	return nil
}

// onlyIn writes what is in one list and not in the other; both are in order.
func (l *line) onlyIn(key string, in, not []string) {
	some := false
	for _, s := range in {
		for len(not) > 0 && not[0] < s {
			not = not[1:]
		}
		if len(not) > 0 && not[0] == s {
			continue
		}
		if some {
			key = ","
		}
		l.bytes(key, s)
		some = true
	}
	if some {
		l.raw("]")
	}
}

func findLease(v []*contents.Lease, id int64) (int, bool) {
	return slices.BinarySearchFunc(v, id, func(l *contents.Lease, id int64) int { return cmp.Compare(l.ID, id) })
}

// leases reads the leases that are new or changed.
func (s *scanner) leases(old []*contents.Lease) []*contents.Lease {
	v := slices.Clone(old)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('{')
		if string(s.key()) != "id" {
			s.fail(`a lease should begin with its id`)
		}
		x := &contents.Lease{ID: int64(s.hex())}
		i, ok := findLease(v, x.ID)
		switch {
		case s.err != nil:
			return nil
		case ok:
			*x = *v[i]
			v[i] = x
		case len(v) == maxLeases:
			s.fail("more than %d leases", maxLeases)
			return nil
		case i == len(v):
			v = append(v, x)
		default:
			v = slices.Insert(v, i, x)
		}
		s.lease(x)
	}
	return v
}

func (s *scanner) lease(v *contents.Lease) {
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "ttl":
			v.TTL = s.int64()
		case "left":
			v.Remaining = s.int64()
		case "end":
			v.Expiry = s.int64()
		case "off":
			v.Keys = s.withoutKeys(v.Keys)
		case "on":
			v.Keys = s.withKeys(v.Keys)
		default:
			s.unknown("a lease", key)
		}
	}
}

// withoutKeys reads keys that are attached no more, in order.
func (s *scanner) withoutKeys(old []string) []string {
	kept := make([]string, 0, len(old))
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		key := s.bytes(s.name)
		i, ok := slices.BinarySearch(old, key)
		if !ok {
			s.fail("%q is not attached to the lease, or out of order", key)
			return nil
		}
		kept, old = append(kept, old[:i]...), old[i+1:]
	}
	if kept = append(kept, old...); len(kept) == 0 {
		return nil
	}
	return kept
}

// withKeys reads keys that are attached now, in order.
func (s *scanner) withKeys(old []string) []string {
	v := make([]string, 0, len(old)+4)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		key := s.bytes(s.name)
		i, ok := slices.BinarySearch(old, key)
		if ok || i == 0 && len(v) > 0 && v[len(v)-1] >= key {
			s.fail("%q is attached to the lease already, or out of order", key)
			return nil
		}
		v, old = append(append(v, old[:i]...), key), old[i:]
	}
	return append(v, old...)
}

// unlease reads the ids of leases that are no more, in order.
func (s *scanner) unlease(old []*contents.Lease) []*contents.Lease {
	kept := make([]*contents.Lease, 0, len(old))
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		id := int64(s.hex())
		i, ok := findLease(old, id)
		if !ok {
			s.fail("there is no lease %016x, or it is out of order", uint64(id))
			return nil
		}
		kept, old = append(kept, old[:i]...), old[i+1:]
	}
	if kept = append(kept, old...); len(kept) == 0 {
		return nil
	}
	return kept
}
