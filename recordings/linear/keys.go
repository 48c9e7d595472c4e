package linear

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/command"
)

// A realm is a part of what the store is.
type realm uint8

const (
	ofKeys    realm = iota
	ofLeases        // whether they exist, by ID
	ofHistory       // which revisions can be read
)

// A place is what an operation can look at or change.
type place struct {
	realm realm
	key   string
}

func (p place) compare(o place) int {
	return cmp.Or(cmp.Compare(p.realm, o.realm), cmp.Compare(p.key, o.key))
}

// A span is a place or a range of keys.
type span struct {
	place
	end    string // "" is the one key, "\x00" everything on
	prefix bool
}

func leaseSpan(id int64) span { return span{place: place{ofLeases, strconv.FormatInt(id, 16)}} }

func keySpan(key, end string, prefix bool) span { return span{place{ofKeys, key}, end, prefix} }

func (s span) holds(p place) bool {
	switch {
	case s.realm != p.realm:
		return false
	case s.prefix:
		return strings.HasPrefix(p.key, s.key)
	case s.end == "":
		return p.key == s.key
	case s.end == "\x00":
		return p.key >= s.key
	}
	return s.key <= p.key && p.key < s.end
}

func (s span) single() bool { return !s.prefix && s.end == "" }

// A reach is what a command looks at, and of that what it may change.
type reach struct{ touched, written []span }

// reachOf returns the reach of a command; leased are the keys that may be gone
// with each lease.
func reachOf(cmd command.Command, leased map[int64][]string) reach {
	var r reach
	r.add(cmd, leased)
	r.touched = append(r.touched, r.written...)
	return r
}

func (r *reach) add(cmd command.Command, leased map[int64][]string) {
	switch x := cmd.(type) {
	case command.Put:
		r.written = append(r.written, keySpan(x.Key, "", false))
		if x.Lease != 0 {
			r.touched = append(r.touched, leaseSpan(x.Lease))
		}
	case command.Del:
		r.written = append(r.written, keySpan(x.Key, x.End, x.Prefix))
	case command.Get:
		r.touched = append(r.touched, keySpan(x.Key, x.End, x.Prefix))
		if x.Rev != 0 {
			r.touched = append(r.touched, span{place: place{realm: ofHistory}})
		}
	case command.Txn:
		for _, c := range x.Compares {
			r.touched = append(r.touched, keySpan(c.Key, c.End, false))
		}
		for _, cmd := range slices.Concat(x.Then, x.Else) {
			r.add(cmd, leased)
		}
	case command.Compaction:
		r.written = append(r.written, span{place: place{realm: ofHistory}})
	case command.LeaseGrant:
		r.written = append(r.written, leaseSpan(x.ID))
	case command.LeaseRevoke:
		r.written = append(r.written, leaseSpan(x.ID))
		for _, key := range leased[x.ID] {
			r.written = append(r.written, keySpan(key, "", false))
		}
	}
}

// mayWrite reports whether the operation can have changed anything.
func (o *op) mayWrite() bool { return len(o.reach.written) > 0 && !o.refused }

// idle reports whether the operation's answer tells that it changed nothing.
func (o *op) idle() bool { return o.refused || idleFor(o.cmd, o.told) }

func idleFor(cmd command.Command, t told) bool {
	switch x := cmd.(type) {
	case command.Get:
		return true
	case command.Del:
		return t.deleted == 0
	case command.Txn: // what its operations were answered is not taken apart
		ops := branch(x, !t.failure)
		return !slices.ContainsFunc(ops, func(c command.Command) bool { return len(reachOf(c, nil).written) > 0 })
	}
	return false
}

// wroteFor reports whether a command that was answered so has made a revision;
// false may also mean that the answer does not tell.
func wroteFor(cmd command.Command, t told) bool {
	switch x := cmd.(type) {
	case command.Put:
		return true
	case command.Del:
		return t.deleted != 0
	case command.Txn:
		ops := branch(x, !t.failure)
		return slices.ContainsFunc(ops, func(c command.Command) bool {
			_, put := c.(command.Put)
			return put
		})
	}
	return false
}

// judgeable reports whether the model knows what a command does and answers.
// Unless revisions are exact it does not know those of every key.
func judgeable(cmd command.Command, exact bool) bool {
	switch x := cmd.(type) {
	case command.Get:
		return (x.SortBy == "" || x.SortBy == "key") && (exact || !byRev(cmd))
	case command.Txn:
		if !exact && byRev(cmd) {
			return false
		}
		for _, cmd := range slices.Concat(x.Then, x.Else) {
			if !judgeable(cmd, exact) {
				return false
			}
		}
	case command.Compaction:
		return exact
	}
	return true
}

// byRev reports whether what a command answers hangs on the revisions of the
// keys.
func byRev(cmd command.Command) bool {
	switch x := cmd.(type) {
	case command.Get:
		return x.Rev != 0 || x.MinMod != 0 || x.MaxMod != 0 || x.MinCreate != 0 || x.MaxCreate != 0
	case command.Txn:
		return slices.ContainsFunc(x.Compares, func(c command.Compare) bool {
			return (c.Of == command.OfMod || c.Of == command.OfCreate) && c.N != 0
		}) || slices.ContainsFunc(slices.Concat(x.Then, x.Else), byRev)
	case command.Compaction:
		return true
	}
	return false
}

// judged returns the operations that the model can judge. If one that it
// cannot may write, the places it may have written are out of bounds, and so is
// whatever touches them; alone is false then.
func (h *History) judged(exact bool) (ops []*op, alone bool) {
	places := placesOf(h.ops)
	lost := map[place]bool{}
	out := map[*op]bool{}
	alone = true
	for changed := true; changed; {
		changed = false
		for _, o := range h.ops {
			if out[o] || judgeable(o.cmd, exact) && !o.touches(places, lost) {
				continue
			}
			out[o], changed = true, true
			if !o.mayWrite() {
				continue
			}
			alone = false
			for _, s := range o.reach.written {
				for _, p := range places {
					if s.holds(p) {
						lost[p] = true
					}
				}
			}
		}
	}
	for _, o := range h.ops {
		if !out[o] {
			ops = append(ops, o)
		}
	}
	return ops, alone
}

// doubtful reports whether anything may have been written at a revision that
// nobody was told.
func (h *History) doubtful() bool {
	return slices.ContainsFunc(h.ops, func(o *op) bool {
		_, grant := o.cmd.(command.LeaseGrant) // it may expire
		return grant || o.mayWrite() && (o.unknown || len(o.began) > 1)
	})
}

// placesOf lists every place that an operation names, in order.
func placesOf(ops []*op) []place {
	var ps []place
	for _, o := range ops {
		for _, s := range o.reach.touched {
			if s.single() {
				ps = append(ps, s.place)
			}
		}
	}
	slices.SortFunc(ps, place.compare)
	return slices.Compact(ps)
}

func (o *op) touches(places []place, lost map[place]bool) bool {
	if len(lost) == 0 {
		return false
	}
	for _, s := range o.reach.touched {
		if slices.ContainsFunc(places, func(p place) bool { return lost[p] && s.holds(p) }) {
			return true
		}
	}
	return false
}

// groupsOf divides operations into groups that have no place in common.
func groupsOf(ops []*op) [][]*op {
	places := placesOf(ops)
	group := make([]int, len(ops)) // of an operation: the first that it is joined with
	first := map[place]int{}
	root := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	for i, o := range ops {
		group[i] = i
		for _, s := range o.reach.touched {
			for _, p := range places {
				if !s.holds(p) {
					continue
				}
				if j, ok := first[p]; ok {
					a, b := root(i), root(j)
					group[max(a, b)] = min(a, b)
				} else {
					first[p] = i
				}
			}
		}
	}
	var groups [][]*op
	at := map[int]int{}
	for i, o := range ops {
		r := root(i)
		if _, ok := at[r]; !ok {
			at[r] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[r]] = append(groups[at[r]], o)
	}
	return groups
}
