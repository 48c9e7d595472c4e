//go:build unix

package recording

import (
	"os"
	"syscall"
)

// Open opens a file to read a recording from. It does not wait for somebody to
// write to a pipe.
func Open(path string) (*os.File, error) { return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) }
