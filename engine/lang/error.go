package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// Errorf is fmt.Errorf for an error that a person reads: its Error is English,
// Error of this package says it in another language.
func (ms *Messages) Errorf(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &said{err, Message{ms, format, args, err.Error()}}
}

// said is an error with what it says in each language.
type said struct {
	error
	msg Message
}

// In says the error in a language.
func (e *said) In(l Lang) string { return e.msg.In(l) }

// Unwrap returns the English error, which wraps what Errorf was given.
func (e *said) Unwrap() error { return e.error }

// Error says an error in a language. What an error wraps is said in it as far as
// it can be: an error that only puts a path before another keeps the path.
func Error(err error, l Lang) string {
	switch e := err.(type) { //nolint:errorlint // what wraps is looked into below, one error after another
	case Localized:
		return e.In(l)
	case *fs.PathError:
		if l != English {
			return e.Path + ": " + Error(e.Err, l)
		}
	}
	if l == English {
		return err.Error()
	}
	text := err.Error()
	for _, inner := range wrapped(err) {
		text = strings.Replace(text, inner.Error(), Error(inner, l), 1)
	}
	for _, s := range system {
		if text == err.Error() && errors.Is(err, s.is) {
			return s.text.In(l)
		}
	}
	return text
}

// wrapped returns the errors that an error was made of.
func wrapped(err error) []error {
	switch e := err.(type) { //nolint:errorlint // it asks for this very error
	case interface{ Unwrap() []error }:
		return e.Unwrap()
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			return []error{inner}
		}
	}
	return nil
}

// system is what the operating system says most often about files.
var system = []struct {
	is   error
	text Text
}{
	{fs.ErrNotExist, Text{"no such file or directory", "没有这个文件或目录"}},
	{fs.ErrPermission, Text{"permission denied", "没有权限"}},
	{fs.ErrExist, Text{"file exists", "文件已存在"}},
	{syscall.EISDIR, Text{"is a directory", "这是一个目录"}},
	{syscall.ENOTDIR, Text{"not a directory", "这不是目录"}},
	{syscall.ENOSPC, Text{"no space left on device", "磁盘空间已满"}},
}
