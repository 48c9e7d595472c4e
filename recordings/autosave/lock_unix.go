//go:build unix

package autosave

import (
	"os"
	"syscall"
)

// lock locks a file for as long as it is open. If another process has locked it,
// it waits, or fails if it is not to wait.
func lock(f *os.File, wait bool) error {
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	for {
		if err := syscall.Flock(int(f.Fd()), how); err != syscall.EINTR {
			return err
		}
	}
}
