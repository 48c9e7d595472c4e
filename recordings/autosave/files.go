package autosave

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// What the names of folders begin with, and the file in each that is locked.
const (
	folder   = "sandbox-"
	lockFile = "lock"
)

// A file holds a branch: its number, that of the branch it was forked from, 0 for
// none, the step at which, and how many files held the branch before.
type file struct {
	name                          string
	number, parent, from, version int
	size                          int64
	when                          time.Time
}

const nameFormat = "%d-of-%d-at-%d.v%d.jsonl.zst"

func (f *file) fileName() string {
	return fmt.Sprintf(nameFormat, f.number, f.parent, f.from, f.version)
}

// filesIn returns the files of branches in a folder.
func filesIn(dir string) (list []file) {
	entries, _ := os.ReadDir(dir) // a folder that cannot be read has none
	for _, e := range entries {
		f := file{name: e.Name()}
		n, err := fmt.Sscanf(f.name, nameFormat, &f.number, &f.parent, &f.from, &f.version)
		info, bad := e.Info()
		if n != 4 || err != nil || bad != nil || !info.Mode().IsRegular() || f.fileName() != f.name {
			continue
		}
		f.size, f.when = info.Size(), info.ModTime()
		list = append(list, f)
	}
	return list
}

// sizeOf is how many bytes files have together.
func sizeOf(files []file) (n int64) {
	for _, f := range files {
		n += f.size
	}
	return n
}

// newest returns the file that grew last.
func newest(files []file) file {
	return slices.MaxFunc(files, func(a, b file) int { return a.when.Compare(b.when) })
}

// lock waits for the lock of the store, and returns what gives it back.
func (s *Store) lock() (unlock func(), err error) {
	f, err := os.OpenFile(filepath.Join(s.dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lock(f, true); err != nil {
		_ = f.Close()
		return nil, err
	}
	return func() { _ = f.Close() }, nil
}

// ErrElsewhere is returned for a sandbox that another process holds.
var ErrElsewhere = texts.Errorf("another raftviz has that sandbox open")

// hold locks a sandbox's folder for as long as the file that is returned is open.
func hold(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lock(f, false); err != nil {
		_ = f.Close()
		return nil, ErrElsewhere
	}
	return f, nil
}
