//go:build unix

package engine

import (
	"os"
	"syscall"
)

// lockFolder locks a folder that is open, unless another process has.
func lockFolder(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
