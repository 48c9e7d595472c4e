package mvccviz

import "raftviz/mvccviz/layout"

// A KeyHistory is what etcd's key index holds of a key after a restart: the
// generations that are still in the store. All but the last end in a tombstone;
// the last is empty if the key does not exist.
type KeyHistory struct {
	Key         []byte
	Generations []layout.Generation
	Omitted     int   // number of older revisions left out to save memory
	Lease       int64 // the lease that the key is attached to; 0 if none
}

// Last returns the last generation.
func (h *KeyHistory) Last() *layout.Generation { return &h.Generations[len(h.Generations)-1] }

// Living reports whether the key exists.
func (h *KeyHistory) Living() bool { return len(h.Last().Revs) > 0 }

// Modified returns the last change, which may be a tombstone.
func (h *KeyHistory) Modified() layout.Revision {
	g := h.Last()
	if len(g.Revs) == 0 && len(h.Generations) > 1 {
		g = &h.Generations[len(h.Generations)-2]
	}
	if len(g.Revs) == 0 {
		return layout.Revision{}
	}
	return g.Revs[len(g.Revs)-1]
}

// String returns the generations in the notation of package mvcc: "{2.0 4.0
// 5.0t}{6.0}".
func (h *KeyHistory) String() string {
	var b []byte
	for i, g := range h.Generations {
		b = append(b, '{')
		if i == 0 && h.Omitted > 0 {
			b = append(b, "… "...)
		}
		for j, r := range g.Revs {
			if j > 0 {
				b = append(b, ' ')
			}
			b = append(b, r.String()...)
		}
		if i < len(h.Generations)-1 {
			b = append(b, 't')
		}
		b = append(b, '}')
	}
	return string(b)
}

// add records the next revision of the key, as etcd does when it starts, and
// returns how many revisions it added. Like etcd, it ignores a tombstone of a
// key that does not exist.
func (h *KeyHistory) add(r *Revision) (added int) {
	if len(h.Generations) == 0 {
		g := layout.Generation{Created: layout.Revision{Main: r.Created}, Version: r.Version}
		if r.Tombstone {
			g = layout.Generation{Version: 1}
		}
		g.Revs = append(g.Revs, r.Revision)
		h.Generations = append(h.Generations, g)
	} else {
		g := h.Last()
		switch {
		case len(g.Revs) > 0:
		case r.Tombstone:
			return 0
		default:
			g.Created = r.Revision
		}
		g.Revs = append(g.Revs, r.Revision)
		g.Version++
	}
	h.Lease = r.Lease
	if r.Tombstone {
		h.Last().Ended = true
		h.Generations = append(h.Generations, layout.Generation{})
	}
	return 1
}

// numRevisions returns the number of revisions kept.
func (h *KeyHistory) numRevisions() (n int) {
	for i := range h.Generations {
		n += len(h.Generations[i].Revs)
	}
	return n
}

// trim removes all but the newest n revisions.
func (h *KeyHistory) trim(n int) {
	for drop := h.numRevisions() - n; drop > 0; {
		g := &h.Generations[0]
		k := min(drop, len(g.Revs))
		g.Revs = append([]layout.Revision(nil), g.Revs[k:]...)
		h.Omitted += k
		drop -= k
		if len(g.Revs) == 0 && len(h.Generations) > 1 {
			h.Generations = append([]layout.Generation(nil), h.Generations[1:]...)
		}
	}
}
