package autosave

import (
	"os"

	"golang.org/x/sys/windows"
)

// lock locks a file for as long as it is open. If another process has locked it,
// it waits, or fails if it is not to wait.
func lock(f *os.File, wait bool) error {
	how := uint32(windows.LOCKFILE_EXCLUSIVE_LOCK)
	if !wait {
		how |= windows.LOCKFILE_FAIL_IMMEDIATELY
	}
	return windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &windows.Overlapped{})
}
