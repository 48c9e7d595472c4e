package main

import (
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
)

// An ink colours text, if its output is a terminal that wants colours.
type ink bool

// inkFor says whether w takes colours: a terminal, unless NO_COLOR is set to
// anything or TERM is dumb.
func inkFor(w io.Writer) ink {
	return ink(isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func isTerminal(f any) bool {
	t, ok := f.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(t.Fd())
}

func (i ink) bold(s string) string { return i.sgr("1", s) }
func (i ink) dim(s string) string  { return i.sgr("2", s) }
func (i ink) red(s string) string  { return i.sgr("31", s) }

func (i ink) sgr(code, s string) string {
	if !i || s == "" {
		return s
	}
	body, nl := strings.CutSuffix(s, "\n")
	s = "\x1b[" + code + "m" + body + "\x1b[0m"
	if nl {
		s += "\n"
	}
	return s
}
