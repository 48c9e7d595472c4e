package mvcc

import (
	"fmt"
	"slices"

	"raftviz/mvccviz/store"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
)

// ActStore does an action of the pane's keys; ok is false if it has no meaning.
func (p *Pane) ActStore(k keys.Action, st *Store) (w pane.Intent, ok bool) {
	switch k {
	case keys.OtherView:
		p.view = (p.view + 1) % numViews
		return pane.Intent{}, true
	case keys.Escape:
		return free(st)
	}
	if st.Data == nil {
		return pane.Intent{}, false
	}
	p.index.follow(st.Data)
	p.shelf.follow(st.Data, p.index.bytes)
	switch k {
	case keys.ScrollUp:
		return p.up(st, -1), true
	case keys.ScrollDown:
		return p.up(st, 1), true
	case keys.ScrollLeft:
		return p.along(st, -1), true
	case keys.ScrollRight:
		return p.along(st, 1), true
	case keys.Open:
		return p.open(st), true
	}
	return pane.Intent{}, false
}

// up goes so many rows down.
func (p *Pane) up(st *Store, by int) pane.Intent {
	switch p.view {
	case gridView, generationsView:
		return p.index.nextKey(st, by)
	case bucketsView:
		b := p.shelf.at(&p.bucket)
		if b.name == "key" && b.n > 0 {
			d := drawing{Store: st, x: &p.index, cursor: p.index.look(st)}
			at := d.entryRow()
			if !d.cursor.held && by < 0 || d.cursor.held {
				at += by
			}
			return chooseRev(st, st.Data.Revs[min(max(at, 0), b.n-1)])
		}
		p.lists[p.view].move(by, b.n)
	case watchersView:
		d := drawing{Store: st}
		p.lists[p.view].move(by, d.watcherRows())
	case leasesView:
		p.lists[p.view].move(by, len(st.Data.Leases))
	}
	return pane.Intent{}
}

// along goes to the revision, or the bucket, so many away.
func (p *Pane) along(st *Store, by int) pane.Intent {
	switch p.view {
	case bucketsView:
		p.bucket += by
		p.shelf.at(&p.bucket)
		p.lists[p.view] = list{}
		return pane.Intent{}
	case gridView:
		if len(p.index.revs) == 0 || by > 0 && st.Chosen.Main == 0 {
			return pane.Intent{}
		}
		return p.index.nextMain(st, by)
	case generationsView:
		if by > 0 && st.Chosen.Main == 0 {
			return pane.Intent{}
		}
		return p.index.nextOwn(st, by)
	}
	return pane.Intent{}
}

func chooseRev(st *Store, r *store.Rev) pane.Intent {
	c := st.Chosen
	c.Key, c.Main, c.Sub = r.Key, r.Main, r.Sub
	return pane.Select(c)
}

// open looks into what is chosen: from a revision to the raft entry that wrote
// it, from a watcher and a lease to the keys.
func (p *Pane) open(st *Store) pane.Intent {
	nothing := pane.Intent{Say: catalogue.In(st.Lang).NothingTo}
	switch p.view {
	case watchersView:
		d := drawing{Store: st}
		s, i := d.watcherAt(p.lists[p.view].at)
		if s == nil || i < 0 {
			return nothing
		}
		w := &s.Watchers[i]
		at, _ := p.index.row(w.Key)
		if at == len(p.index.keys) {
			return nothing
		}
		p.view = gridView
		main := w.Next
		if main > st.Data.Rev {
			main = 0
		}
		return chosen(st, p.index.keys[at], main)
	case leasesView:
		at := p.lists[p.view].at
		if at >= len(st.Data.Leases) {
			return nothing
		}
		for _, key := range st.Data.Leases[at].Keys {
			if l := p.index.life(key); l != nil {
				p.view = gridView
				return chosen(st, l, 0)
			}
		}
		return nothing
	case bucketsView:
		if b := p.shelf.at(&p.bucket); b.name != "key" {
			return nothing
		}
	}
	return p.openRev(st)
}

// openRev goes to the raft entry that wrote what is looked at.
func (p *Pane) openRev(st *Store) pane.Intent {
	t := catalogue.In(st.Lang)
	c := p.index.look(st)
	r := c.shown()
	switch {
	case r == nil:
		return pane.Intent{Say: t.NothingTo}
	case st.Node == nil:
		return pane.Intent{Say: t.FromFile}
	case r.Index == 0:
		return pane.Intent{Say: fmt.Sprintf(t.NoEntryF, revision(r))}
	}
	w := chooseRev(st, r)
	w.Select.Index = r.Index
	w.Focus = pane.Log
	return w
}

// ClickStore chooses what was drawn where the mouse is, or goes to the view.
func (p *Pane) ClickStore(x, y int, st *Store) pane.Intent {
	if v, ok := p.tabs.At(x, y); ok {
		p.view = view(v)
		return pane.Intent{}
	}
	h, row, ok := p.hits.Within(x, y)
	if !ok || st.Data == nil {
		return pane.Intent{}
	}
	p.index.follow(st.Data)
	p.shelf.follow(st.Data, p.index.bytes)
	p.view = h.view
	row += h.first
	switch {
	case h.bucket > 0:
		p.bucket, p.lists[bucketsView] = h.bucket-1, list{}
	case !h.rows:
	case h.view == gridView || h.view == generationsView:
		return p.clickKey(st, row, h.main)
	case h.view == bucketsView && p.shelf.at(&p.bucket).name == "key":
		if row < len(st.Data.Revs) {
			return chooseRev(st, st.Data.Revs[row])
		}
	default:
		p.lists[h.view].at = row
	}
	return pane.Intent{}
}

// clickKey chooses the key in a row, or the revision in its head, or both.
func (p *Pane) clickKey(st *Store, row int, main int64) pane.Intent {
	if main == 0 {
		main = st.Chosen.Main
	}
	if row < p.lists[p.view].Top || row >= len(p.index.keys) {
		return chosen(st, nil, main)
	}
	return chosen(st, p.index.keys[row], main)
}

// WheelStore moves the choice.
func (p *Pane) WheelStore(dx, dy int, st *Store) (w pane.Intent) {
	if st.Data == nil {
		return w
	}
	p.index.follow(st.Data)
	p.shelf.follow(st.Data, p.index.bytes)
	switch {
	case dy != 0:
		return p.up(st, dy)
	case dx != 0:
		return p.along(st, dx)
	}
	return w
}

// at returns the bucket at a place, which is moved to the nearest there is.
func (s *shelf) at(place *int) *bucket {
	*place = min(max(*place, 0), len(s.list)-1)
	return &s.list[*place]
}

// findLease returns the lease with an ID, or nil.
func findLease(all []*store.Lease, id int64) *store.Lease {
	i, ok := slices.BinarySearchFunc(all, id, func(l *store.Lease, id int64) int {
		switch {
		case l.ID < id:
			return -1
		case l.ID > id:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return all[i]
}
