package tui

import (
	"fmt"
	"math"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
)

// A branch is one way that the run went. The first is what was opened; each
// fork makes another. A branch without a live run can be looked at; whoever
// acts on it branches off again.
type branch struct {
	rec       *recording.Recording
	run       *recordings.Run  // nil if it does not live
	parent    int              // the branch it was forked from, -1 for the first
	from      int              // the step at which
	pos       int              // where the person last looked
	name      string           // given by the person, or ""
	narration *scene.Narration // what is told along it, or nil
	saved     int              // how many of its steps are in a file, or on the branch it came from, or can be made again
	number    int              // by which the session that keeps it knows it; 0 if it is not kept
	closed    bool             // it is gone: only its number stays, so that no other gets it
	track     *screen.Track    // of rec, as the screen reads it
}

// read returns the branch's recording as the screen reads it; id tells the branch
// apart.
func (b *branch) read(id int) *screen.Track {
	if b.track == nil || !b.track.Of(b.rec) {
		b.track = screen.NewTrack(id, b.rec)
	}
	return b.track
}

// close closes the branch's run; its recording stays.
func (b *branch) close() error {
	if b.run == nil {
		return nil
	}
	err := b.run.Close()
	b.run = nil
	return err
}

// branches are all the ways that a run went.
type branches struct {
	v    *viewer
	list []*branch
	at   int // the one that is shown
}

// current returns the branch that is shown.
func (t *branches) current() *branch { return t.list[t.at] }

// openRuns is how many branches stay alive. Each has its own files; the
// oldest is closed, and is run again when it is needed.
const openRuns = 4

// name names a branch for the person.
func (t *branches) name(i int) string {
	switch name := t.list[i].name; {
	case name != "":
		return safe(name)
	case i == 0:
		return t.v.appearance.words.MainBranch
	}
	return strconv.Itoa(i + 1)
}

// begin opens the first branch, or all those of a sandbox that was cut short.
func (t *branches) begin(o Opened) {
	first := &branch{rec: o.Recording, run: o.Run, parent: -1, narration: o.Narration}
	if o.Run != nil {
		first.rec = o.Run.Recording()
		t.v.appearance.saves.attach(o.Run)
	} else {
		first.saved = first.rec.Len()
	}
	t.list = []*branch{first}
	switch kept := t.v.appearance.kept; {
	case o.Resumed != nil:
		t.resume(o.Resumed, first)
	case o.Session != nil:
		first.saved = math.MaxInt // the lesson can be gone through again
	case kept != nil:
		t.v.session = kept.Begin()
		if o.Run != nil {
			first.number = t.v.session.Keep(first.rec, 0, 0)
		}
	}
}

// resume opens the branches of a sandbox that was cut short; live takes the place
// of the one that grew last.
func (t *branches) resume(from *Resumed, live *branch) {
	t.v.session, t.at, t.list = from.Session, from.Shown, nil
	for i, kept := range from.Branches {
		b := &branch{rec: kept.Recording}
		if i == from.Shown {
			b = live
			if b.run != nil {
				t.v.session.GoOn(kept, b.rec)
			}
		}
		b.parent, b.from, b.saved, b.number = kept.Parent, kept.From, kept.From, kept.Number()
		b.pos = b.rec.Len()
		t.list = append(t.list, b)
	}
}

// fork branches off at the position by running the recording again up to it,
// and then does what is left to do, if anything. If that is refused there is no
// new branch, and refused is told why.
func (t *branches) fork(then func() error, refused func(error)) tea.Cmd {
	rec, at, parent := t.v.rec(), t.v.head.pos, t.at
	j := &job{name: func() string { return fmt.Sprintf(t.v.appearance.words.RerunF, at) }}
	var run *recordings.Run
	j.drop = func() {
		if run != nil {
			_ = run.Close()
		}
	}
	return t.v.jobs.start(j, func(j *job) (err error) {
		run, err = recordings.Rerun(rec, at, j.progress)
		return err
	}, func(err error) {
		if err != nil {
			t.v.jobs.ended(j, err)
			return
		}
		t.v.appearance.saves.attach(run)
		t.list = append(t.list, &branch{
			rec: run.Recording(), run: run, parent: parent, from: at, pos: at, saved: at, narration: t.list[parent].narration.Until(at),
			number: t.v.session.Keep(run.Recording(), t.list[parent].number, at),
		})
		t.show(len(t.list) - 1)
		t.v.say(t.v.appearance.words.ForkedF+"%s", at, t.v.appearance.words.Kept)
		if then != nil {
			if err := then(); err != nil {
				t.undo(parent)
				t.v.note = note{}
				refused(err)
			}
		}
		t.retire()
	})
}

// undo takes the newest branch back, on which nothing was done, and shows the
// one it came from.
func (t *branches) undo(parent int) {
	last := len(t.list) - 1
	b := t.list[last]
	t.show(parent)
	t.list = t.list[:last]
	t.v.session.Drop(b.number)
	if err := b.close(); err != nil {
		t.v.complain(t.v.appearance.says(err))
	}
}

// retire closes the runs of the branches that were forked longest ago.
func (t *branches) retire() {
	open := 0
	for i := len(t.list) - 1; i >= 0; i-- {
		b := t.list[i]
		if b.run == nil {
			continue
		}
		if t.v.lesson != nil && i == t.v.lesson.branch {
			continue // the lesson goes on with it
		}
		if open++; open > openRuns && i != t.at {
			if err := b.close(); err != nil {
				t.v.complain(t.v.appearance.says(err))
			}
		}
	}
}

// show goes to another branch, to where the person last looked at it.
func (t *branches) show(i int) {
	t.current().pos = t.v.head.pos
	t.v.track().Forget()
	t.at = i
	t.v.verdict = nil // it was on another history
	t.v.head.seek(t.current().pos)
}

// tree lists the branches, each beneath the one it came from.
//
//	1 main
//	├─ 2 no pre-vote
//	│  └─ 4
//	└─ 3
func (t *branches) tree() (list []twig) {
	var grow func(branch int, lead, lines string)
	grow = func(branch int, lead, lines string) {
		list = append(list, twig{branch, lead + lines})
		switch lines {
		case "├─ ":
			lead += "│  "
		case "└─ ":
			lead += "   "
		}
		children := t.children(branch)
		for i, c := range children {
			if i == len(children)-1 {
				grow(c, lead, "└─ ")
			} else {
				grow(c, lead, "├─ ")
			}
		}
	}
	for i, b := range t.list {
		if b.parent < 0 && !b.closed {
			grow(i, "", "")
		}
	}
	return list
}

// children returns the branches that were forked from one, by number.
func (t *branches) children(of int) (list []int) {
	for i, b := range t.list {
		if b.parent == of && !b.closed {
			list = append(list, i)
		}
	}
	return list
}

// numbered returns the branch with the number a person gives.
func (t *branches) numbered(text string) (branch int, err error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(t.list) || t.list[n-1].closed {
		return 0, fmt.Errorf(t.v.appearance.words.NoBranchF, safe(text), len(t.list))
	}
	return n - 1, nil
}

// rename names a branch; without a name it has none again.
func (t *branches) rename(of int, name string) error {
	const most = 24
	if r := []rune(name); len(r) > most {
		name = string(r[:most])
	}
	t.list[of].name = name
	return nil
}

// A twig is a line of the tree of branches.
type twig struct {
	branch int
	lines  string // that lead to it: │ ├─ └─
}
