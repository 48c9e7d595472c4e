package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Temporary folders of runs begin with this once they are locked, and with the
// other before.
const (
	runFolder = "raftviz-run-"
	newFolder = "raftviz-new-"
)

// temporary makes a folder for the files of a run, and locks it for as long as the
// process lives or the file that is returned is open.
func temporary() (dir string, alive *os.File, err error) {
	made, err := os.MkdirTemp("", newFolder)
	if err != nil {
		return "", nil, err
	}
	alive, err = os.Open(made)
	if err == nil {
		_ = lockFolder(alive) // where that cannot be, no folder is taken for a dead run's either
		dir = filepath.Join(filepath.Dir(made), runFolder+strings.TrimPrefix(filepath.Base(made), newFolder))
		err = os.Rename(made, dir)
	}
	if err != nil {
		if alive != nil {
			_ = alive.Close()
		}
		return "", nil, errors.Join(err, os.RemoveAll(made))
	}
	return dir, alive, nil
}

// RemoveDead removes the temporary folders of runs whose process was killed: those
// that no process holds locked. What cannot be removed, such as another user's,
// stays.
func RemoveDead() {
	found, _ := filepath.Glob(filepath.Join(os.TempDir(), runFolder+"*"))
	for _, dir := range found {
		f, err := os.Open(dir)
		if err != nil {
			continue
		}
		if lockFolder(f) == nil {
			_ = os.RemoveAll(dir)
		}
		_ = f.Close()
	}
}
