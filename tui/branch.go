package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/scene"
)

// A branch is one course that the run took. The first is what was opened; each
// fork makes another. A branch without a live run can be looked at; whoever
// acts on it branches off again.
type branch struct {
	rec    *recording.Recording
	run    *recordings.Run // nil if it does not live
	parent int             // the branch it was forked from, -1 for the first
	from   int             // the step at which
	pos    int             // where the person last looked
	name   string          // given by the person, or ""
	lesson *scene.Lesson   // what is told along it, or nil
	kept   bool            // it is written to a file as it grows, or was saved
	closed bool            // it is gone: only its number stays, so that no other gets it
	dense  density         // where in it notable things happened, for the scrubber
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

// openRuns is how many branches stay alive. Each has files of its own; what
// was left longest ago is closed, and comes back to life by being run again.
const openRuns = 4

// branchName names a branch for the person.
func (s *show) branchName(i int) string {
	switch name := s.branches[i].name; {
	case name != "":
		return safe(name)
	case i == 0:
		return s.look.words.MainBranch
	}
	return strconv.Itoa(i + 1)
}

// fork branches off at the position by running the recording again up to it,
// and then does what is left to do, if anything. If that is refused there is no
// new branch, and refused is told why.
func (s *show) fork(then func() error, refused func(error)) tea.Cmd {
	rec, at, parent := s.rec(), s.pos, s.at
	j := &job{name: func() string { return sprint(s.look.words.RerunF, at) }}
	var run *recordings.Run
	j.drop = func() {
		if run != nil {
			_ = run.Close()
		}
	}
	return s.start(j, func(j *job) (err error) {
		run, err = recordings.Rerun(rec, at, j.progress)
		return err
	}, func(err error) {
		if err != nil {
			s.ended(j, err)
			return
		}
		s.look.saves.attach(run)
		s.branches = append(s.branches, &branch{
			rec: run.Recording(), run: run, parent: parent, from: at, pos: at, lesson: s.branches[parent].lesson.Until(at),
		})
		s.show(len(s.branches) - 1)
		s.say(s.look.words.ForkedF+"%s", at, s.look.words.Kept)
		if then != nil {
			if err := then(); err != nil {
				s.undo(parent)
				s.note = note{}
				refused(err)
			}
		}
		s.retire()
	})
}

// undo takes the newest branch back, on which nothing was done, and shows the
// one it came from.
func (s *show) undo(parent int) {
	last := len(s.branches) - 1
	b := s.branches[last]
	s.show(parent)
	s.branches = s.branches[:last]
	if err := b.close(); err != nil {
		s.complain(err.Error())
	}
}

// retire closes the runs of the branches that were forked longest ago.
func (s *show) retire() {
	open := 0
	for i := len(s.branches) - 1; i >= 0; i-- {
		b := s.branches[i]
		if b.run == nil {
			continue
		}
		if s.lecture != nil && i == s.lecture.branch {
			continue // the lesson goes on with it
		}
		if open++; open > openRuns && i != s.at {
			if err := b.close(); err != nil {
				s.complain(err.Error())
			}
		}
	}
}

// show goes to another branch, to where the person last looked at it.
func (s *show) show(i int) {
	s.branch().pos = s.pos
	s.at = i
	s.captions.forget()
	s.verdict = nil // it was on another history
	s.seek(s.branch().pos)
}
