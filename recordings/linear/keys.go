package linear

import (
	"slices"
	"strings"

	"raftviz/engine/command"
)

// A span is a key or a range of keys.
type span struct {
	key, end string // end "" is the one key, "\x00" everything on
	prefix   bool
}

func (s span) holds(key string) bool {
	switch {
	case s.prefix:
		return strings.HasPrefix(key, s.key)
	case s.end == "":
		return key == s.key
	case s.end == "\x00":
		return key >= s.key
	}
	return s.key <= key && key < s.end
}

func (s span) single() bool { return !s.prefix && s.end == "" }

// spans lists what a command looks at and changes; with mayWrite only what it
// may change.
func spans(cmd command.Command, mayWrite bool) []span {
	switch x := cmd.(type) {
	case command.Put:
		return []span{{key: x.Key}}
	case command.Del:
		return []span{{x.Key, x.End, x.Prefix}}
	case command.Get:
		if !mayWrite {
			return []span{{x.Key, x.End, x.Prefix}}
		}
	case command.Txn:
		var all []span
		if !mayWrite {
			for _, c := range x.Compares {
				all = append(all, span{key: c.Key, end: c.End})
			}
		}
		for _, cmds := range [][]command.Command{x.Then, x.Else} {
			for _, cmd := range cmds {
				all = append(all, spans(cmd, mayWrite)...)
			}
		}
		return all
	}
	return nil
}

func writes(cmd command.Command) bool { return len(spans(cmd, true)) > 0 }

// wroteFor reports whether a command that was answered so has made a revision;
// false may also mean that the answer does not tell.
func wroteFor(cmd command.Command, answer string) bool {
	switch x := cmd.(type) {
	case command.Put:
		return true
	case command.Del:
		return answer != "0"
	case command.Txn:
		ops := x.Then
		if strings.HasPrefix(answer, "FAILURE") {
			ops = x.Else
		}
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
	case command.Put:
		return x.Lease == 0
	case command.Get:
		byRev := x.MinMod != 0 || x.MaxMod != 0 || x.MinCreate != 0 || x.MaxCreate != 0
		return x.Rev == 0 && (x.SortBy == "" || x.SortBy == "key") && (exact || !byRev)
	case command.Txn:
		for _, c := range x.Compares {
			if rev := c.Of == command.OfMod || c.Of == command.OfCreate; rev && c.N != 0 && !exact {
				return false
			}
		}
		for _, cmds := range [][]command.Command{x.Then, x.Else} {
			for _, cmd := range cmds {
				if !judgeable(cmd, exact) {
					return false
				}
			}
		}
	}
	return true
}

// judged returns the operations that the model can judge. If one that it
// cannot may write, the keys it may have written are out of bounds, and so is
// whatever touches them; alone is false then.
func (h history) judged(exact bool) (ops []*op, alone bool) {
	keys := keysOf(h.ops)
	lost := map[string]bool{}
	out := map[*op]bool{}
	alone = true
	for changed := true; changed; {
		changed = false
		for _, o := range h.ops {
			if out[o] || judgeable(o.cmd, exact) && !touches(o, keys, lost) {
				continue
			}
			out[o], changed = true, true
			for _, s := range spans(o.cmd, true) {
				alone = false
				for _, k := range keys {
					if s.holds(k) {
						lost[k] = true
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

// keysOf lists every key that an operation names, in order.
func keysOf(ops []*op) []string {
	var keys []string
	for _, o := range ops {
		for _, s := range spans(o.cmd, false) {
			if s.single() {
				keys = append(keys, s.key)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func touches(o *op, keys []string, lost map[string]bool) bool {
	if len(lost) == 0 {
		return false
	}
	for _, s := range spans(o.cmd, false) {
		if slices.ContainsFunc(keys, func(k string) bool { return lost[k] && s.holds(k) }) {
			return true
		}
	}
	return false
}

// groupsOf divides operations into groups that have no key in common.
func groupsOf(ops []*op) [][]*op {
	keys := keysOf(ops)
	group := make([]int, len(ops)) // of an operation: the first that it is joined with
	first := map[string]int{}      // of a key
	root := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	for i, o := range ops {
		group[i] = i
		for _, s := range spans(o.cmd, false) {
			for _, k := range keys {
				if !s.holds(k) {
					continue
				}
				if j, ok := first[k]; ok {
					a, b := root(i), root(j)
					group[max(a, b)] = min(a, b)
				} else {
					first[k] = i
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
