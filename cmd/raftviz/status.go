package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/lessons"
)

// The exit statuses other than 0.
const (
	statusFailed      = 1   // an expectation, a safety property or a recording
	statusWrong       = 2   // the request or a file
	statusInterrupted = 130 // as shells report SIGINT
	statusPipe        = 141 // as shells report SIGPIPE
)

// A failure ends the program with a status of its own. Any other error is a
// wrong request.
type failure struct {
	status int
	err    error // nil if everything has been said already
}

func (f *failure) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// failed says that what was asked for was done, and did not hold.
func failed(err error) error { return &failure{statusFailed, err} }

// statusOf returns the exit status for what a verb returned.
func statusOf(err error) int {
	var f *failure
	switch {
	case err == nil:
		return 0
	case errors.Is(err, syscall.EPIPE):
		return statusPipe
	case errors.As(err, &f):
		return f.status
	}
	return statusWrong
}

// printError writes one line an error, or one for each thing that is wrong in
// a file. A reader who has gone is told nothing.
func printError(w io.Writer, err error, l lang.Lang) {
	if errors.Is(err, syscall.EPIPE) || err.Error() == "" {
		return
	}
	var ps lessons.Problems
	if errors.As(err, &ps) {
		for _, p := range ps {
			fmt.Fprintln(w, termtext.Printable(p.In(l)))
		}
		return
	}
	for _, line := range strings.Split(lang.Error(err, l), "\n") {
		fmt.Fprintln(w, "raftviz: "+termtext.Printable(line))
	}
}

// plainly says what went wrong with a file without the name of the system call.
func plainly(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	return err
}
