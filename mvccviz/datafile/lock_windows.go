package datafile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock takes a shared lock on the byte that bbolt locks, and reports whether
// another process holds it for writing. It does not wait.
func lock(f *os.File) (locked bool, err error) {
	const last = 1<<32 - 1
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
		&windows.Overlapped{Offset: last, OffsetHigh: last})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return true, nil
	}
	return false, err
}
