// Package autosave keeps sandboxes while they go on, so that they survive the end
// of the process: each has a folder with a recording of every branch, which grows
// with it, until the person leaves it and wants none of it.
//
// A folder is locked for as long as its sandbox goes on. What no process holds
// locked was cut short, and is offered again.
package autosave

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"raftviz/engine/config"
	"raftviz/recordings/recording"
)

// Bounds of what is kept. Of sandboxes that were cut short the oldest go first;
// one that goes on and grows beyond its bound is kept up to there.
const (
	mostKept  = 8
	mostBytes = 256 << 20 // of all that were cut short
	mostOne   = 128 << 20 // of one that goes on
)

// Path returns where sandboxes are kept: $XDG_STATE_HOME/raftviz/sandboxes, or
// where that is usual on the system.
func Path() string { return filepath.Join(xdg.StateHome, "raftviz", "sandboxes") }

// A Store is a folder with sandboxes.
type Store struct{ dir string }

// Open returns the store in a folder, which need not be there.
func Open(dir string) *Store { return &Store{dir} }

// A Kept is a sandbox that was cut short.
type Kept struct {
	When   time.Time // of the last step that was kept
	Bytes  int64
	Config config.Config // of the branch that grew last

	store *Store
	dir   string
	files []file
}

// List returns the sandboxes that were cut short, the newest first, after it has
// removed those beyond the bounds.
func (s *Store) List() ([]Kept, error) {
	unlock, err := s.lock()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer unlock()
	found, err := s.cutShort()
	if err != nil {
		return nil, err
	}
	var list []Kept
	var total int64
	for _, k := range found {
		if total += k.Bytes; len(list) == mostKept || total > mostBytes {
			if err := os.RemoveAll(k.dir); err != nil {
				return nil, err
			}
			continue
		}
		h, err := recording.LoadHeader(filepath.Join(k.dir, newest(k.files).name))
		if err != nil {
			continue // as that of a newer program: it stays, within the bounds
		}
		k.Config = h.Config
		list = append(list, k)
	}
	return list, nil
}

// cutShort returns the sandboxes that no process holds, the newest first. Those
// in which nothing was kept are removed.
func (s *Store) cutShort() ([]Kept, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	var list []Kept
	for _, e := range entries {
		dir := filepath.Join(s.dir, e.Name())
		if !e.IsDir() || !strings.HasPrefix(e.Name(), folder) {
			continue
		}
		held, err := hold(dir)
		if err != nil {
			continue // it goes on elsewhere
		}
		k := Kept{store: s, dir: dir, files: filesIn(dir)}
		k.Bytes = sizeOf(k.files)
		_ = held.Close()
		if len(k.files) == 0 {
			if err := os.RemoveAll(dir); err != nil {
				return nil, err
			}
			continue
		}
		k.When = newest(k.files).when
		list = append(list, k)
	}
	slices.SortStableFunc(list, func(a, b Kept) int { return b.When.Compare(a.When) })
	return list, nil
}

// Discard removes the sandbox. The error is ErrElsewhere if it has been opened
// since it was listed.
func (k *Kept) Discard() error {
	unlock, err := k.store.lock()
	if err != nil {
		return err
	}
	defer unlock()
	held, err := hold(k.dir)
	if err != nil {
		return err
	}
	_ = held.Close()
	return os.RemoveAll(k.dir)
}

// A Branch is one way that a sandbox went.
type Branch struct {
	Recording *recording.Recording
	Parent    int // the branch it was forked from, by its place in the list; -1 for none
	From      int // the step at which
	number    int
}

// Resume returns the branches of the sandbox and which of them grew last, and
// holds it: what goes on with it is to be told to the session. The error is
// ErrElsewhere if another process holds it.
func (k *Kept) Resume() (all []Branch, last int, s *Session, err error) {
	unlock, err := k.store.lock()
	if err != nil {
		return nil, 0, nil, err
	}
	defer unlock()
	held, err := hold(k.dir)
	if err != nil {
		return nil, 0, nil, err
	}
	all, err = load(k.dir, filesIn(k.dir))
	if err != nil {
		_ = held.Close()
		return nil, 0, nil, err
	}
	s = newSession(k.store)
	s.dir, s.held = k.dir, held
	for _, b := range all {
		s.numbered = max(s.numbered, b.number)
	}
	grown := newest(filesIn(k.dir)).number
	return all, slices.IndexFunc(all, func(b Branch) bool { return b.number == grown }), s, nil
}

// load reads the branches in a folder. Of files of the same branch, as are there
// where the process was killed while one took the place of the other, the one
// with more steps counts.
func load(dir string, files []file) (all []Branch, err error) {
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Or(a.number-b.number, a.version-b.version) })
	at := map[int]int{} // places by number
	var damaged error
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		r, err := recording.Load(path)
		if err != nil {
			damaged = cmp.Or(damaged, err)
			continue
		}
		if i, twice := at[f.number]; twice {
			if r.Len() > all[i].Recording.Len() {
				all[i].Recording = r
			}
			continue
		}
		parent, known := at[f.parent]
		if !known {
			parent = -1
		}
		at[f.number] = len(all)
		all = append(all, Branch{Recording: r, Parent: parent, From: f.from, number: f.number})
	}
	if len(all) == 0 {
		return nil, cmp.Or(damaged, fs.ErrNotExist)
	}
	return all, nil
}
