package tui

import (
	"sync"

	"raftviz/recordings"
)

// saves has written what clients of live runs save of stores, and keeps what
// came of it for the screen. A run may be driven by a job beside the screen.
type saves struct {
	write func(name string, data []byte) error // nil: nothing is written

	mu   sync.Mutex
	news []savedFile
}

type savedFile struct {
	name string
	err  error
}

// attach has what is saved in a run written from now on. What the run went
// through before, be it for the second time, is not.
func (s *saves) attach(run *recordings.Run) {
	if s == nil || s.write == nil {
		return
	}
	run.OnSave(func(name string, data []byte) {
		n := savedFile{name, s.write(name, data)}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.news = append(s.news, n)
	})
}

func (s *saves) take() []savedFile {
	s.mu.Lock()
	defer s.mu.Unlock()
	news := s.news
	s.news = nil
	return news
}

// heedSaves tells the person what has been written since the last time.
func (a *app) heedSaves() {
	for _, n := range a.saves.take() {
		switch {
		case a.viewer == nil:
		case n.err != nil:
			a.viewer.complain(n.name + ": " + a.look.says(n.err))
		default:
			a.viewer.say(a.look.words.SavedF, n.name)
		}
	}
}

// heedKept tells the person if the sandbox can be kept no longer.
func (a *app) heedKept() {
	if a.viewer == nil {
		return
	}
	if err := a.viewer.session.Problem(); err != nil {
		a.viewer.complain(a.look.words.NotKept + " " + a.look.says(err))
	}
}
