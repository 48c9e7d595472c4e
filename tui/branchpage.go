package tui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
)

// A branchPage lists the branches.
type branchPage struct {
	page
	choice  int // the line chosen
	first   int // the line drawn first
	closing int // the branch that x closes if it is pressed again, plus one
}

func (v *viewer) openBranches() {
	p := &branchPage{page: page{v: v, scope: keys.List}}
	p.choice = slices.IndexFunc(v.branches.tree(), func(t twig) bool { return t.branch == v.branches.at })
	v.modes.push(p)
}

func (p *branchPage) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	p.act(p.action(k))
	return nil, true
}

// mouse chooses the branch that is clicked; the one that is chosen already is
// opened.
func (p *branchPage) mouse(msg tea.MouseMsg) (tea.Cmd, bool) {
	row, ok := p.clicked(msg)
	switch at := p.first + row; {
	case !ok || at >= len(p.v.branches.tree()):
		if a := p.turned(msg); a != keys.None {
			p.act(a)
		}
	case at == p.choice:
		p.act(keys.Choose)
	default:
		p.choice, p.closing = at, 0
	}
	return nil, true
}

// chosen returns the branch that is chosen on the page.
func (p *branchPage) chosen() int {
	list := p.v.branches.tree()
	return list[max(min(p.choice, len(list)-1), 0)].branch
}

// act handles a key on the page of branches.
func (p *branchPage) act(a keys.Action) {
	closing := p.closing
	p.closing = 0
	i := p.chosen()
	switch a {
	case keys.Up:
		p.choice = max(p.choice-1, 0)
	case keys.Down:
		p.choice = min(p.choice+1, len(p.v.branches.tree())-1)
	case keys.Choose:
		if i != p.v.branches.at && p.v.jobs.job != nil {
			p.v.say("%s", p.v.appearance.words.Busy)
			return
		}
		p.v.modes.closePages()
		if i != p.v.branches.at {
			p.v.branches.show(i)
		}
	case keys.Compare:
		p.v.compare(i)
	case keys.Rename:
		ln := p.v.startLine(nameLine)
		ln.of = i
		ln.set(p.v.branches.list[i].name, len([]rune(p.v.branches.list[i].name)))
	case keys.CloseBranch:
		p.closeBranch(i, closing == i+1)
	case keys.Language:
		p.v.appearance.nextLang()
	case keys.Leave:
		p.v.modes.closePages()
	}
}

// closeBranch closes a branch for good, if it was asked for twice; or says why
// that cannot be.
func (p *branchPage) closeBranch(i int, sure bool) {
	w, b := p.v.appearance.words, p.v.branches.list[i]
	switch {
	case p.v.jobs.job != nil:
		p.v.say("%s", w.Busy)
		return
	case i == p.v.branches.at:
		p.v.say("%s", w.CloseShown)
		return
	case len(p.v.branches.children(i)) > 0:
		p.v.say(w.CloseChildrenF, p.v.branches.name(i), len(p.v.branches.children(i)))
		return
	case !sure:
		p.closing = i + 1
		p.v.say(w.CloseAskF, p.v.branches.name(i), kit.Millis(int64(b.rec.Len()-b.from)))
		return
	}
	p.v.say(w.ClosedF, p.v.branches.name(i))
	if err := b.close(); err != nil {
		p.v.complain(p.v.appearance.says(err))
	}
	p.v.session.Drop(b.number)
	*b = branch{parent: b.parent, closed: true}
	p.v.marks.drop(i)
	p.choice = min(p.choice, len(p.v.branches.tree())-1)
}

// The columns of the page of branches.
const (
	branchNameColumn = 3
	branchLeastName  = 14
	branchMostName   = 40
	branchShownWidth = 12
	branchStepsWidth = 14
	branchFromWidth  = 19
	branchStateWidth = 12
)

// draw draws the tree.
func (p *branchPage) draw(a canvas.Area) *tea.Cursor {
	kit.Title(a, kit.Text(p.v.appearance.words.BranchesTitle, canvas.Accent|canvas.Bold))
	list := p.v.branches.tree()
	p.choice = max(min(p.choice, len(list)-1), 0)
	a = a.Sub(0, pageTop, a.W, a.H-pageTop)
	first := max(p.choice-(a.H-1), 0)
	p.first = first
	for y, t := range list[first:min(first+a.H, len(list))] {
		p.drawTwig(a.Sub(0, y, a.W, 1), t, first+y == p.choice)
	}
	kit.Edges(a, 0, first > 0, len(list)-first > a.H)
	return nil
}

// drawTwig draws one branch in a row: what is least is left out where the row
// is narrow.
func (p *branchPage) drawTwig(a canvas.Area, t twig, chosen bool) {
	w, b := p.v.appearance.words, p.v.branches.list[t.branch]
	ink, quiet := canvas.Text, canvas.Quiet
	if chosen {
		ink = canvas.Accent | canvas.Bold
		a.Text(1, 0, "▸", ink)
	}
	const others = branchShownWidth + branchStepsWidth + branchFromWidth + branchStateWidth
	name := max(min(a.W-branchNameColumn-others, branchMostName), branchLeastName)
	x := a.Fit(branchNameColumn, 0, name, t.lines, canvas.Faint)
	number := strconv.Itoa(t.branch + 1)
	x = a.Text(x, 0, number, ink) + 1
	if full := p.v.branches.name(t.branch); full != number {
		a.Fit(x, 0, branchNameColumn+name-x, full, ink)
	}
	x = branchNameColumn + name + 1
	if t.branch == p.v.branches.at {
		a.Fit(x, 0, a.W-x, "◂ "+w.ShownWord, canvas.Accent)
	}
	x += branchShownWidth
	state := w.StillWord
	if b.run != nil {
		state = w.LiveWord
	}
	a.Fit(x, 0, min(branchStepsWidth-1, a.W-x), fmt.Sprintf(w.StepsF, kit.Millis(int64(b.rec.Len()))), quiet)
	x += branchStepsWidth
	if b.parent >= 0 {
		a.Fit(x, 0, min(branchFromWidth-1, a.W-x), fmt.Sprintf(w.FromF, kit.Millis(int64(b.from))), quiet)
	}
	x += branchFromWidth
	a.Fit(x, 0, a.W-x-1, state, quiet)
}
