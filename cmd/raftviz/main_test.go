package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// programs are the commands that scripts of testdata, and other tests, can run.
var programs = map[string]func(){"raftviz": main}

func TestMain(m *testing.M) {
	testscript.Main(m, programs)
}

// TestCommandLine plays the files of testdata, which are the specification of
// the command line.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ESC", "\x1b")
			shipped, err := filepath.Abs("../../scripts")
			e.Setenv("SCRIPTS", shipped)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "golden": golden, "alter": alter, "tear": tear, "grown": grown,
			"datafile": dataFile, "hold": hold, "flip": flip,
		},
	})
}

// status runs raftviz and compares its exit status: status N ARG…
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: status N ARG…")
	}
	err := ts.Exec("raftviz", args[1:]...)
	got := "0"
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = strconv.Itoa(exit.ExitCode())
	} else {
		ts.Check(err)
	}
	if got != args[0] {
		ts.Fatalf("the exit status is %s, not %s", got, args[0])
	}
}

var digest = regexp.MustCompile(`\b[0-9a-f]{16}\b`)

// golden compares the standard output with a file in which DIGEST stands for
// any digest: golden FILE
func golden(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: golden FILE")
	}
	got := digest.ReplaceAllString(ts.ReadFile("stdout"), "DIGEST")
	if want := ts.ReadFile(args[0]); got != want {
		ts.Fatalf("the output is\n%s\nand should be\n%s", got, want)
	}
}

// lines returns the lines of a file, each with its end.
func lines(ts *testscript.TestScript, name string) [][]byte {
	return bytes.SplitAfter([]byte(ts.ReadFile(name)), []byte("\n"))
}

// alter changes a digit in a line of a file: alter FILE LINE
func alter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: alter FILE LINE")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	all := lines(ts, args[0])
	line := all[n-1]
	i := bytes.Index(line, []byte(`"t":`)) + len(`"t":`)
	line[i] = '0' + (line[i]-'0'+1)%10
	write(ts, args[0], bytes.Join(all, nil))
}

// tear breaks a file off in the middle of a line: tear FILE LINE
func tear(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tear FILE LINE")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	all := lines(ts, args[0])
	all[n-1] = all[n-1][:len(all[n-1])/2]
	write(ts, args[0], bytes.Join(all[:n], nil))
}

func write(ts *testscript.TestScript, name string, data []byte) {
	ts.Check(os.WriteFile(ts.MkAbs(name), data, 0o666))
}

// grown waits until a file holds something: grown FILE
func grown(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: grown FILE")
	}
	for range 1000 {
		if info, err := os.Stat(ts.MkAbs(args[0])); err == nil && info.Size() > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s is still empty", args[0])
}
