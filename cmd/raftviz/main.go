// Command raftviz is a time machine for a real Raft cluster, in the terminal.
//
// The exit status is 0 if all was done and every expectation held; 1 if an
// expectation failed, a safety property broke that the script did not claim,
// or a recording diverged; 2 if the request or a file was wrong; and 130 if
// the run was interrupted. Errors go to standard error with place and remedy.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"charm.land/fang/v2"

	"raftviz/engine"
)

func main() {
	// A reader that goes away (… | head) is then an error of writing, and
	// what the run holds open is closed before the program ends.
	signal.Ignore(syscall.SIGPIPE)
	engine.RemoveDead()
	root := newRoot()
	out := &output{File: os.Stdout}
	root.SetOut(out)
	err := fang.Execute(context.Background(), root,
		fang.WithVersion(version), fang.WithoutManpage(),
		fang.WithErrorHandler(func(w io.Writer, _ fang.Styles, err error) {
			heedLanguage(root, os.Args[1:])
			printError(w, err, messageLanguage(root, os.Getenv))
		}))
	if err == nil && out.err != nil {
		err = plainly(out.err)
		printError(os.Stderr, err, messageLanguage(root, os.Getenv))
	}
	os.Exit(statusOf(err))
}

// output is standard output, which keeps the first error of writing: whatever
// writes to it, the program then does not end well.
type output struct {
	*os.File
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.File.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// WriteString is Write for a text.
func (o *output) WriteString(s string) (int, error) { return o.Write([]byte(s)) }

// ReadFrom writes what a reader has.
func (o *output) ReadFrom(r io.Reader) (int64, error) { return io.Copy(struct{ io.Writer }{o}, r) }
