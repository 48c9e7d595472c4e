package mvcc

import (
	"sort"

	"raftviz/mvccviz/store"
	"raftviz/tui/view/pane"
)

// A cursor is what is looked at: a key, as of a revision. Until a person
// chooses, it is what was written last.
type cursor struct {
	key  string
	main int64
	life *life      // of the key; nil if the store holds nothing of it
	rev  *store.Rev // what was written of it at that very revision, or nil
	held bool       // a person chose it, or what leads here
}

// look finds the cursor.
func (x *index) look(st *Store) (c cursor) {
	c.key, c.main = st.Chosen.Key, st.Chosen.Main
	c.held = c.key != "" || c.main != 0
	var lead *store.Rev // leads to what is not chosen
	if n := len(x.revs); n > 0 {
		lead = x.revs[n-1]
	}
	led := false
	switch {
	case c.main != 0:
		if r := x.of.At(c.main, st.Chosen.Sub); r != nil {
			lead = r
		} else if i := x.first(c.main); i < len(x.revs) && x.revs[i].Main == c.main {
			lead = x.revs[i]
		}
	case st.Chosen.Index != 0:
		if wrote := x.wrote(st.Chosen.Index); len(wrote) > 0 {
			lead, c.held, led = wrote[0], true, true
		}
	}
	if lead == nil {
		return c
	}
	if c.main == 0 {
		c.main = lead.Main
		if c.key != "" && !led {
			c.main = max(x.of.Rev, lead.Main)
		}
	}
	if c.key == "" {
		c.key = lead.Key
	}
	if c.life = x.life(c.key); c.life != nil {
		if r := c.life.at(c.main); r != nil && r.Main == c.main {
			c.rev = r
		}
	}
	return c
}

// shown returns the entry that the cursor's key has as of its revision, or nil.
func (c *cursor) shown() *store.Rev {
	if c.life == nil {
		return nil
	}
	return c.life.at(c.main)
}

// first returns the place of the first entry at a main revision or after it.
func (x *index) first(main int64) int {
	return sort.Search(len(x.revs), func(i int) bool { return x.revs[i].Main >= main })
}

// chooseKey chooses a key, as of the revision that is chosen.
func (x *index) chooseKey(st *Store, l *life) pane.Intent {
	return chosen(st, l, st.Chosen.Main)
}

// chosen chooses a key and a main revision; 0 is the newest, whatever comes.
func chosen(st *Store, l *life, main int64) pane.Intent {
	c := st.Chosen
	c.Main, c.Sub = main, 0
	if l != nil {
		c.Key = l.key
		if r := l.at(main); r != nil && r.Main == main {
			c.Sub = r.Sub
		}
	}
	return pane.Select(c)
}

// nextKey chooses the key so many rows away.
func (x *index) nextKey(st *Store, by int) pane.Intent {
	if len(x.keys) == 0 {
		return pane.Intent{}
	}
	c := x.look(st)
	at, ok := x.row(c.key)
	if !ok && by > 0 {
		at--
	}
	return x.chooseKey(st, x.keys[min(max(at+by, 0), len(x.keys)-1)])
}

// nextMain chooses the next main revision before or after the cursor of which
// anything is left; after the last one none is chosen, and what comes is
// followed. A key that is chosen stays.
func (x *index) nextMain(st *Store, by int) pane.Intent {
	c := x.look(st)
	main := x.step(c.main, by)
	if st.Chosen.Key != "" {
		return chosen(st, x.life(st.Chosen.Key), main)
	}
	ch := st.Chosen
	ch.Main, ch.Sub = main, 0
	return pane.Select(ch)
}

// step returns the main revision next to another of which anything is left; 0
// after the last, and the first before the first.
func (x *index) step(main int64, by int) int64 {
	if by > 0 {
		i := x.first(main + 1)
		if i == len(x.revs) {
			return 0
		}
		return x.revs[i].Main
	}
	i := x.first(main)
	switch {
	case i > 0:
		return x.revs[i-1].Main
	case len(x.revs) > 0:
		return x.revs[0].Main
	}
	return 0
}

// nextOwn chooses the revision before or after the cursor at which its key
// changed.
func (x *index) nextOwn(st *Store, by int) pane.Intent {
	c := x.look(st)
	if c.life == nil {
		return pane.Intent{}
	}
	revs := c.life.revs
	i := c.life.after(c.main)
	if by < 0 {
		i--
		if c.rev != nil {
			i--
		}
		return chosen(st, c.life, revs[max(i, 0)].Main)
	}
	if i == len(revs) {
		return chosen(st, c.life, 0)
	}
	return chosen(st, c.life, revs[i].Main)
}

// free chooses nothing of the store any more; ok is false if nothing was.
func free(st *Store) (w pane.Intent, ok bool) {
	c := st.Chosen
	if c.Key == "" && c.Main == 0 {
		return pane.Intent{}, false
	}
	c.Key, c.Main, c.Sub = "", 0, 0
	return pane.Select(c), true
}
