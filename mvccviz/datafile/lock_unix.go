//go:build unix

package datafile

import (
	"errors"
	"os"
	"syscall"
)

// lock takes a shared lock, as bbolt does for reading, and reports whether
// another process holds the file for writing. It does not wait. On a file
// system without locks, it takes none and returns false.
func lock(f *os.File) (locked bool, err error) {
	for {
		switch err := flock(f); {
		case err == nil, errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.EOPNOTSUPP), errors.Is(err, syscall.ENOSYS),
			errors.Is(err, syscall.ENOLCK), errors.Is(err, syscall.EINVAL):
			return false, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return true, nil
		case !errors.Is(err, syscall.EINTR):
			return false, os.NewSyscallError("flock", err)
		}
	}
}

func flock(f *os.File) error {
	c, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := c.Control(func(fd uintptr) { failed = syscall.Flock(int(fd), syscall.LOCK_SH|syscall.LOCK_NB) }); err != nil {
		return err
	}
	return failed
}
