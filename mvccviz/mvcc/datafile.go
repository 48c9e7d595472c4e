package mvcc

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	berrors "go.etcd.io/bbolt/errors"

	"raftviz/engine/lang"
)

// A FileError says what is wrong with a data file and how to fix it.
type FileError struct {
	Path    string
	Problem lang.Message
	Remedy  lang.Message
	Err     error // the cause, or nil
}

func (e *FileError) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *FileError) In(l lang.Lang) string {
	return e.Path + ": " + lang.Clauses{e.Problem, e.Remedy}.In(l)
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// ErrCorrupt is wrapped by a *FileError if the file itself is damaged.
var ErrCorrupt = errors.New("mvcc: data file is corrupt")

func corrupt(path, format string, a ...any) error {
	return &FileError{
		Path:    path,
		Problem: texts.Sayf("the data file is damaged: %s", texts.Sayf(format, a...)),
		Remedy:  texts.Sayf("delete it (wipe the node) and let the cluster send a snapshot, or put back a copy"),
		Err:     ErrCorrupt,
	}
}

// cannotOpen returns the *FileError for a failure to open the file.
func cannotOpen(path string, err error) error {
	if e, ok := errors.AsType[*FileError](err); ok {
		return e
	}
	e := &FileError{Path: path, Err: err, Problem: texts.Sayf("cannot open the data file: %v", err)}
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		e.Problem = texts.Sayf("the data file is locked: it is open already, here or in another process")
		e.Remedy = texts.Sayf("close what holds it, or use another folder")
	case errors.Is(err, fs.ErrNotExist):
		e.Remedy = texts.Sayf("create its folder first")
	case errors.Is(err, fs.ErrPermission):
		e.Remedy = texts.Sayf("make the file and its folder readable and writable")
	default:
		e.Remedy = texts.Sayf("check the path and the disk")
	}
	return e
}

// cannotWrite returns the *FileError for a failure to write; nil for nil.
func cannotWrite(path string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*FileError](err); ok {
		return e
	}
	return &FileError{Path: path, Err: err, Problem: texts.Sayf("cannot write to the data file: %v", err), Remedy: texts.Sayf("make room on the disk")}
}

// Install replaces the file at path with data, the result of Snapshot. A store
// that has the file open must be closed first. If Install fails, with a
// *FileError, the old file is unchanged.
func Install(path string, data []byte) error {
	if err := validateFile(path, bytes.NewReader(data), int64(len(data))); err != nil {
		return err
	}
	tmp := path + ".tmp"
	err := os.WriteFile(tmp, data, 0o600)
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		os.Remove(tmp)
		return &FileError{Path: path, Problem: texts.Sayf("cannot install a snapshot: %v", err),
			Remedy: texts.Sayf("make room on the disk, and close whatever holds the file"), Err: err}
	}
	return nil
}

// clip shortens bytes for an error message.
func clip(b []byte) []byte { return b[:min(len(b), 32)] }
