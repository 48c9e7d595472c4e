package mvcc

import (
	"fmt"

	"raftviz/mvccviz"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// foot returns how many rows are for what is chosen and for the legend, beneath
// a table that would like so many. Where the table leaves room they have all
// they need.
func (d *drawing) foot(a canvas.Area, table int) int {
	switch {
	case a.H < 4:
		return 0
	case a.H < 7:
		return 1
	}
	all := d.detailRows(a.W) + kit.PartRows(d.legend(everySign), a.W-2)
	return max(min(a.H-table, all), 2-d.saved())
}

const everySign = 1<<numSigns - 1

// detailRows is how many rows what is chosen needs; none where another view has
// told it.
func (d *drawing) detailRows(w int) int {
	if d.told {
		return 0
	}
	return max(kit.PartRows(d.detail(), w-2), 1)
}

func (d *drawing) saved() int {
	if d.told {
		return 1
	}
	return 0
}

// drawFoot writes what is chosen, and what the marks mean, in the rows from y on.
func (d *drawing) drawFoot(a canvas.Area, y int, s signs) {
	rows := a.H - y
	if rows <= 0 {
		return
	}
	foot := d.foot(a, y)
	if rows > foot {
		y++ // a blank row sets it apart
	}
	detail := min(d.detailRows(a.W), max(foot-1, 1-d.saved()))
	kit.Parts(a.Sub(1, y, a.W-2, detail), d.detail())
	if foot > detail {
		kit.Parts(a.Sub(1, y+detail, a.W-2, a.H-y-detail), d.legend(s))
	}
}

// detail tells all about what is looked at: a key as of a revision.
func (d *drawing) detail() []kit.Span {
	c := &d.cursor
	if c.main > d.Data.Rev {
		return []kit.Span{kit.Text(fmt.Sprintf(d.t.FutureF, c.main), canvas.Quiet)}
	}
	if c.life == nil {
		return []kit.Span{kit.Text(fmt.Sprintf(d.t.GoneF, text(c.key)), canvas.Quiet)}
	}
	if c.rev != nil {
		return d.tell(c.rev)
	}
	r := c.shown()
	name := kit.Text(text(c.key), canvas.Text|canvas.Bold)
	switch {
	case c.main < d.Data.ScheduledCompactRev:
		return []kit.Span{name, kit.Text(fmt.Sprintf(d.t.UnreadableF, c.main), canvas.Alarm)}
	case r == nil:
		return []kit.Span{name, kit.Text(fmt.Sprintf(d.t.NotYetF, c.main), canvas.Text)}
	case r.Tombstone:
		return append([]kit.Span{name, kit.Text(fmt.Sprintf(d.t.NoKeyF, c.main), canvas.Text)}, d.tell(r)[1:]...)
	}
	parts := d.tell(r)
	return append(parts[:1:1], append([]kit.Span{kit.Text(fmt.Sprintf(d.t.AsOfF, c.main), canvas.Text)}, parts[1:]...)...)
}

// tell tells all about an entry, what matters most first.
func (d *drawing) tell(r *store.Rev) (parts []kit.Span) {
	ink := canvas.Text | canvas.Bold
	if d.fresh(r) {
		ink = changed
	}
	add := func(format string, a ...any) {
		parts = append(parts, kit.Text(fmt.Sprintf(format, a...), canvas.Quiet))
	}
	if r.Tombstone {
		parts = append(parts, kit.Text(text(r.Key), ink))
		add(d.t.DeletedF, revision(r))
	} else {
		parts = append(parts, kit.Text(text(r.Key)+" = "+text(r.Value), ink))
		add(d.t.PutF, revision(r))
		add(d.t.VersionF, r.Version)
		add(d.t.CreatedF, r.Created)
	}
	switch {
	case !d.traced():
	case r.Index == 0:
		add("%s", d.t.NoIndex)
	default:
		add(d.t.IndexF, r.Index)
	}
	if r.Lease != 0 {
		add(d.t.LeaseF, mvccviz.HexID(uint64(r.Lease)))
	}
	if d.waits(r) {
		parts = append(parts, kit.Text(d.t.Waits, canvas.Accent))
	}
	return parts
}

// waits reports whether an entry is not in the file yet, as far as its raft
// entry tells.
func (st *Store) waits(r *store.Rev) bool { return r.Index > st.Data.DurableIndex }

// revision writes where an entry is: 5.1t.
func revision(r *store.Rev) string {
	s := kit.Number(r.Main) + "." + kit.Number(r.Sub)
	if r.Tombstone {
		s += "t"
	}
	return s
}
