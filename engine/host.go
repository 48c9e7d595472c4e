package engine

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"raftviz/engine/lang"
)

// A HostError is returned once the real file system fails, as when the disk on
// which the nodes' files lie is full. It says nothing about Raft: the step under
// way was not taken, the cluster stays as it is, and every later call returns the
// same.
type HostError struct{ Err error }

func (e *HostError) Error() string { return e.In(lang.English) }
func (e *HostError) Unwrap() error { return e.Err }

// In says the error in a language.
func (e *HostError) In(l lang.Lang) string {
	return texts.Sayf("this machine's disk failed, which is no fault of the cluster: %v; the run cannot go on", cause(e.Err)).In(l)
}

// cause is what the system said, with the file if it named one.
func cause(err error) error {
	var path *fs.PathError
	var number syscall.Errno
	switch {
	case errors.As(err, &path):
		return path
	case errors.As(err, &number):
		return number
	}
	return err
}

// hostError returns what a panic says if the real file system is behind it.
func hostError(panicked any) *HostError {
	err, ok := panicked.(error)
	if !ok {
		return nil
	}
	var path *fs.PathError
	var link *os.LinkError
	var number syscall.Errno
	if errors.As(err, &path) || errors.As(err, &link) || errors.As(err, &number) {
		return &HostError{err}
	}
	return nil
}
