package autosave

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"raftviz/recordings/recording"
)

// every is how often what has happened is written. The writer of a compressed
// file gathers steps for half a second, so that a second of them is lost at most.
const every = 200 * time.Millisecond

// A Session keeps one sandbox while it goes on. Nothing is written before
// something happens in it. A nil Session keeps nothing.
type Session struct {
	store *Store
	most  int64 // bytes that it may have
	stop  chan struct{}
	done  chan struct{}

	mu       sync.Mutex
	dir      string   // "" until something is to be kept
	held     *os.File // holds the lock of dir
	kept     []*kept
	numbered int // the last number given to a branch
	err      error
	told     bool // the error has been told
}

// A kept is a branch that is kept as it grows.
type kept struct {
	file
	rec    *recording.Recording
	base   int // it is written once it has more steps
	writer *recording.Writer
	old    string // the file that this one replaces, or ""
	seen   int    // how many steps it had
	grown  time.Time
}

// Begin begins to keep a sandbox.
func (s *Store) Begin() *Session { return newSession(s) }

func newSession(store *Store) *Session {
	s := &Session{store: store, most: mostOne, stop: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(s.done)
		t := time.NewTicker(every)
		defer t.Stop()
		for {
			select {
			case <-s.stop:
				return
			case <-t.C:
				s.write()
			}
		}
	}()
	return s
}

// Keep keeps a branch from now on, that was forked from the branch with the number
// parent, 0 for none, at the step from. It returns the branch's number.
func (s *Session) Keep(r *recording.Recording, parent, from int) (number int) {
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbered++
	s.kept = append(s.kept, &kept{file: file{number: s.numbered, parent: parent, from: from}, rec: r, base: r.Len()})
	return s.numbered
}

// GoOn keeps what goes on with a branch of a sandbox that was resumed.
func (s *Session) GoOn(b Branch, r *recording.Recording) (number int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range filesIn(s.dir) {
		if f.number == b.number {
			k := &kept{file: f, rec: r, base: r.Len(), old: f.name}
			k.version++
			s.kept = append(s.kept, k)
			break
		}
	}
	return b.number
}

// Number returns the number of a branch of a sandbox that was resumed.
func (b Branch) Number() int { return b.number }

// Drop keeps a branch no longer.
func (s *Session) Drop(number int) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	rest := s.kept[:0]
	for _, k := range s.kept {
		if k.number != number {
			rest = append(rest, k)
		} else if k.writer != nil {
			_ = k.writer.Close() // it is not wanted
		}
	}
	s.kept = rest
	if s.dir == "" {
		return
	}
	for _, f := range filesIn(s.dir) {
		if f.number == number {
			s.fail(os.Remove(filepath.Join(s.dir, f.name)))
		}
	}
}

// Problem returns, once, why the sandbox is kept no longer, nil if it is.
func (s *Session) Problem() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told {
		return nil
	}
	s.told = s.err != nil
	return s.err
}

// End ends keeping. What is kept stays, to be offered again, unless it is not
// wanted.
func (s *Session) End(wanted bool) (err error) {
	if s == nil {
		return nil
	}
	close(s.stop)
	<-s.done
	if wanted {
		s.write()
	}
	for _, k := range s.kept {
		if k.writer == nil {
			continue
		}
		e := k.writer.Close()
		if e == nil && wanted { // closing wrote to it, too
			e = os.Chtimes(filepath.Join(s.dir, k.fileName()), k.grown, k.grown)
		}
		if wanted {
			err = errors.Join(err, e)
		}
	}
	switch {
	case s.held == nil:
		return err
	case wanted:
		return errors.Join(err, s.held.Close())
	}
	return s.remove()
}

// remove removes the folder, with its lock last: until then nobody takes it for
// one that was cut short.
func (s *Session) remove() error {
	unlock, err := s.store.lock()
	if err != nil {
		return err
	}
	defer unlock()
	for _, f := range filesIn(s.dir) {
		err = errors.Join(err, os.Remove(filepath.Join(s.dir, f.name)))
	}
	_ = s.held.Close() // some systems remove no file that is open
	return errors.Join(err, os.RemoveAll(s.dir))
}

// write writes what the branches have gained.
func (s *Session) write() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.kept {
		if s.err == nil {
			s.fail(s.follow(k))
		}
	}
	if s.err == nil && s.dir != "" {
		s.fail(s.bounded())
	}
}

// bounded returns an error if the sandbox has grown beyond its bound.
func (s *Session) bounded() error {
	if sizeOf(filesIn(s.dir)) > s.most {
		return texts.Errorf("the sandbox has grown beyond %d MB; what happens from now on is lost if raftviz is killed, unless :save FILE keeps it", s.most>>20)
	}
	return nil
}

func (s *Session) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// follow writes what a branch has gained.
func (s *Session) follow(k *kept) (err error) {
	if k.writer == nil {
		if k.rec.Len() <= k.base {
			return nil
		}
		if s.dir == "" {
			if err := s.claim(); err != nil {
				return err
			}
		}
		if k.writer, err = recording.Create(filepath.Join(s.dir, k.fileName()), k.rec); err != nil {
			return err
		}
	}
	if n := k.rec.Len(); n > k.seen {
		k.seen, k.grown = n, time.Now()
	}
	if err := k.writer.Follow(); err != nil {
		return err
	}
	if k.old != "" {
		if err := k.writer.Sync(); err != nil {
			return err
		}
		if err := os.Remove(filepath.Join(s.dir, k.old)); err != nil {
			return err
		}
		k.old = ""
	}
	return nil
}

// claim makes the sandbox's folder and holds it.
func (s *Session) claim() error {
	if err := os.MkdirAll(s.store.dir, 0o700); err != nil {
		return err
	}
	unlock, err := s.store.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if s.dir, err = os.MkdirTemp(s.store.dir, folder); err != nil {
		return err
	}
	s.held, err = hold(s.dir)
	return err
}
