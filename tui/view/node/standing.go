package node

import (
	"fmt"
	"slices"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// standing says what the node's term and vote are, and whom it follows; the
// votes it has while it asks for them, what waits while it is paused; and when
// its timer runs out.
func (o *subject) standing(w int) *sheet {
	t, n := newSheet(w), o.n
	ink := canvas.TermText(n.Term) | canvas.Bold
	o.field(t, o.w.Term, ink, func(n *frame.Node) string { return kit.Number(n.Term) })
	o.field(t, o.w.Vote, canvas.Text, func(n *frame.Node) string { return o.or(n.Vote) })
	o.field(t, o.w.Lead, canvas.Text, func(n *frame.Node) string { return o.or(n.Lead) })
	if n.Transferee != "" || o.was != nil && o.was.Transferee != "" {
		o.field(t, o.w.HandsTo, canvas.Text, func(n *frame.Node) string { return o.or(n.Transferee) })
	}
	if st := scene.StandingOf(n); st == scene.Candidate || st == scene.PreCandidate {
		o.votes(t)
	}
	if n.Status == frame.Paused {
		o.inbox(t)
	}
	o.clock(t)
	return t
}

// role names the node's role, or its status unless it simply runs.
func (o *subject) role(n *frame.Node) string {
	word := scene.Word(n, o.Words)
	if n.Status == frame.Paused {
		return word + " · " + explain.Role(o.Words.Lang, n.Role)
	}
	return word
}

// votes lists who has granted and refused, who has not answered, and how many
// it takes.
func (o *subject) votes(t *sheet) {
	o.voters(t, o.w.Granted, "✓ ", func(n *frame.Node) []string { return n.Granted })
	if len(o.n.Refused) > 0 {
		o.voters(t, o.w.Refused, "✗ ", func(n *frame.Node) []string { return n.Refused })
	}
	m := o.n.Config
	if m == nil {
		return
	}
	var silent []string
	for _, name := range append(slices.Clone(m.Voters), m.Outgoing...) {
		if !slices.Contains(o.n.Granted, name) && !slices.Contains(o.n.Refused, name) && !slices.Contains(silent, name) {
			silent = append(silent, name)
		}
	}
	if len(silent) > 0 {
		t.text(t.label(o.w.Silent), list(silent), canvas.Quiet)
	}
	needs := fmt.Sprintf(o.w.NeedsF, most(m.Voters), len(m.Voters))
	if m.Joint() {
		needs = fmt.Sprintf(o.w.BothNeedsF, most(m.Voters), len(m.Voters), most(m.Outgoing), len(m.Outgoing))
	}
	t.text(t.label(o.w.Needs), needs, canvas.Text)
}

// voters lists names, those that this step added in the accent.
func (o *subject) voters(t *sheet, l labelled, sign string, of func(n *frame.Node) []string) {
	x := t.label(l)
	if len(of(o.n)) == 0 {
		t.text(x, o.w.None, canvas.Quiet)
		return
	}
	x = t.text(x, sign, canvas.Text)
	for _, name := range of(o.n) {
		ink := canvas.Text
		if o.was != nil && !slices.Contains(of(o.was), name) {
			ink = changed
		}
		x = t.text(x, name, ink) + 1
	}
}

func most(of []string) int { return len(of)/2 + 1 }

// mostWaiting is how many messages of an inbox are named.
const mostWaiting = 4

// inbox says what waits for a paused node.
func (o *subject) inbox(t *sheet) {
	o.field(t, o.w.Inbox, canvas.Text, func(n *frame.Node) string { return fmt.Sprintf(o.w.WaitF, n.Inbox) })
	count := 0
	for _, m := range o.Frame().Flight {
		if m.To != o.n.Name || m.Held || m.Due > o.Frame().Time {
			continue
		}
		if count++; count <= mostWaiting {
			t.row().text(labelWidth, "#"+kit.Number(m.ID)+" "+scene.Brief(m)+" "+termtext.Printable(m.From)+"→", canvas.Quiet)
		}
	}
	if count > mostWaiting {
		t.row().text(labelWidth, fmt.Sprintf(o.w.MoreF, count-mostWaiting), canvas.Quiet)
	}
}
