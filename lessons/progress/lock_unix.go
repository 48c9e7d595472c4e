//go:build unix

package progress

import (
	"os"
	"syscall"
)

// lock waits for the lock of a folder, and returns what gives it back. It ends
// with the process that holds it.
func lock(dir string) (unlock func(), err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		_ = f.Close()
		return nil, err
	}
	return func() { _ = f.Close() }, nil
}
