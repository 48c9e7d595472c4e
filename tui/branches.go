package tui

import (
	"fmt"
	"slices"
	"strconv"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
)

// A twig is a line of the tree of branches.
type twig struct {
	branch int
	lines  string // that lead to it: │ ├─ └─
}

// tree lists the branches, each beneath the one it came from.
//
//	1 main
//	├─ 2 no pre-vote
//	│  └─ 4
//	└─ 3
func (s *viewer) tree() (list []twig) {
	var grow func(branch int, lead, lines string)
	grow = func(branch int, lead, lines string) {
		list = append(list, twig{branch, lead + lines})
		switch lines {
		case "├─ ":
			lead += "│  "
		case "└─ ":
			lead += "   "
		}
		children := s.children(branch)
		for i, c := range children {
			if i == len(children)-1 {
				grow(c, lead, "└─ ")
			} else {
				grow(c, lead, "├─ ")
			}
		}
	}
	for i, b := range s.branches {
		if b.parent < 0 && !b.closed {
			grow(i, "", "")
		}
	}
	return list
}

// children returns the branches that were forked from one, by number.
func (s *viewer) children(of int) (list []int) {
	for i, b := range s.branches {
		if b.parent == of && !b.closed {
			list = append(list, i)
		}
	}
	return list
}

// openBranches shows the page of branches, with the one that is shown chosen.
func (s *viewer) openBranches() {
	s.page = branchesPage
	s.choice = slices.IndexFunc(s.tree(), func(t twig) bool { return t.branch == s.at })
	s.closing = 0
}

// chosenBranch returns the branch that is chosen on the page.
func (s *viewer) chosenBranch() int {
	list := s.tree()
	return list[max(min(s.choice, len(list)-1), 0)].branch
}

// branchesKey handles a key on the page of branches.
func (s *viewer) branchesKey(a keys.Action) {
	s.note = note{}
	closing := s.closing
	s.closing = 0
	i := s.chosenBranch()
	switch a {
	case keys.Up:
		s.choice = max(s.choice-1, 0)
	case keys.Down:
		s.choice = min(s.choice+1, len(s.tree())-1)
	case keys.Choose:
		if i != s.at && s.job != nil {
			s.say("%s", s.appearance.words.Busy)
			return
		}
		s.page = noPage
		if i != s.at {
			s.show(i)
		}
	case keys.Compare:
		s.compare(i)
	case keys.Rename:
		s.startLine(nameLine)
		s.line.of = i
		s.line.set(s.branches[i].name, len([]rune(s.branches[i].name)))
	case keys.CloseBranch:
		s.closeBranch(i, closing == i+1)
	case keys.Language:
		s.appearance.nextLang()
	case keys.Leave:
		s.page = noPage
	}
}

// closeBranch closes a branch for good, if it was asked for twice; or says why
// that cannot be.
func (s *viewer) closeBranch(i int, sure bool) {
	w, b := s.appearance.words, s.branches[i]
	switch {
	case s.job != nil:
		s.say("%s", w.Busy)
		return
	case i == s.at:
		s.say("%s", w.CloseShown)
		return
	case len(s.children(i)) > 0:
		s.say(w.CloseChildrenF, s.branchName(i), len(s.children(i)))
		return
	case !sure:
		s.closing = i + 1
		s.say(w.CloseAskF, s.branchName(i), kit.Millis(int64(b.rec.Len()-b.from)))
		return
	}
	s.say(w.ClosedF, s.branchName(i))
	if err := b.close(); err != nil {
		s.complain(err.Error())
	}
	*b = branch{parent: b.parent, closed: true}
	for letter, m := range s.marks.at {
		if m.branch == i {
			delete(s.marks.at, letter)
		}
	}
	s.choice = min(s.choice, len(s.tree())-1)
}

// numbered returns the branch with the number a person gives.
func (s *viewer) numbered(text string) (branch int, err error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(s.branches) || s.branches[n-1].closed {
		return 0, fmt.Errorf(s.appearance.words.NoBranchF, safe(text), len(s.branches))
	}
	return n - 1, nil
}

// rename names a branch; without a name it has none again.
func (s *viewer) rename(of int, name string) error {
	const most = 24
	if r := []rune(name); len(r) > most {
		name = string(r[:most])
	}
	s.branches[of].name = name
	return nil
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

// drawBranches draws the tree.
func (s *viewer) drawBranches(a canvas.Area) {
	kit.Title(a, kit.Text(s.appearance.words.BranchesTitle, canvas.Accent|canvas.Bold))
	list := s.tree()
	s.choice = max(min(s.choice, len(list)-1), 0)
	a = a.Sub(0, pageTop, a.W, a.H-pageTop)
	first := max(s.choice-(a.H-1), 0)
	s.pageFirst = first
	for y, t := range list[first:min(first+a.H, len(list))] {
		s.drawTwig(a.Sub(0, y, a.W, 1), t, first+y == s.choice)
	}
	kit.Edges(a, 0, first > 0, len(list)-first > a.H)
}

// drawTwig draws one branch in a row: what is least is left out where the row
// is narrow.
func (s *viewer) drawTwig(a canvas.Area, t twig, chosen bool) {
	w, b := s.appearance.words, s.branches[t.branch]
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
	if full := s.branchName(t.branch); full != number {
		a.Fit(x, 0, branchNameColumn+name-x, full, ink)
	}
	x = branchNameColumn + name + 1
	if t.branch == s.at {
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
