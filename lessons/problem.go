package lessons

import (
	"fmt"
	"strings"

	"raftviz/engine/lang"
)

// A Problem is one thing that is wrong in a file: where it is, what it is, and
// what would be right. The message may quote the file: escape it for a terminal.
type Problem struct {
	File string       `json:"file"`
	Line int          `json:"line,omitempty"` // from 1; 0 is the file as a whole
	Msg  lang.Message `json:"message"`
}

func (p *Problem) Error() string { return p.In(lang.English) }

// In says the problem in a language.
func (p *Problem) In(l lang.Lang) string {
	if p.Line == 0 {
		return p.File + ": " + p.Msg.In(l)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Msg.In(l))
}

// Problems is everything that is wrong in one file or in several, in the order
// of the lines. It is never empty where it is an error.
type Problems []*Problem

func (ps Problems) Error() string { return ps.In(lang.English) }

// In says the problems in a language, a line each.
func (ps Problems) In(l lang.Lang) string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.In(l)
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find a *Problem.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}
