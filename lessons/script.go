// Package lessons loads, checks and plays what drives a cluster from a file:
// scripts, which are YAML alone, and lessons, which are a folder with YAML and
// prose. The lessons that are shipped lie beside it, a folder each.
//
// Loading is strict. A file that Load accepts names only fields, nodes and
// commands that exist, and its expressions compile; whatever is wrong is
// reported with its line, all of it at once. Besides tui/settings this is
// the one package that knows YAML.
package lessons

import (
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/query"
)

// A Script is a cluster to start from and the steps to take with it.
type Script struct {
	File   string // as it was given to Load or Parse
	Name   string
	About  string
	Source string // the whole text
	Config config.Config
	Steps  []*Step
}

// A Step is one item under steps: one thing to do or to claim, or a text to
// say, or a text followed by one of the others.
type Step struct {
	Line int    // of the item in the file
	Say  string // "" if nothing is said; in a lesson the section that says it
	Act  Act    // nil if the step only says something

	// In a lesson only.
	ID    string    // by which others name it, or ""
	Point []Pointer // what to look at
	Next  string    // the step that follows, if it is not the next
}

// An Act is *Do, *Expect, *Refused or *Breaks; in a lesson also *Ask or *Try.
type Act interface{ act() }

type (
	// Do gives commands, one a line.
	Do struct{ Commands []Command }
	// Expect claims that expressions hold, each in the frame that stands.
	Expect struct{ Exprs []Expr }
	// Refused claims that the cluster refuses a command, leaving everything as
	// it was, and that the refusal says Because somewhere.
	Refused struct {
		Command Command
		Because string
	}
	// Breaks claims that the step before broke a safety property, which
	// stopped the run. Only claims about how things stand may follow it.
	// Linearizability is judged when the claim is made, and stops nothing.
	Breaks struct{ Property string }
)

// Linearizability is the property that what clients were told so far is that of
// one store that took one operation after the other.
const Linearizability = "linearizability"

// stops reports whether the property, where it breaks, stops the run.
func (b *Breaks) stops() bool { return b.Property != Linearizability }

func (*Do) act()      {}
func (*Expect) act()  {}
func (*Refused) act() {}
func (*Breaks) act()  {}

// A Command is a command and the line of the file that gives it.
type Command struct {
	Line int
	command.Command
}

// An Expr is a condition and the line of the file it stands in.
type Expr struct {
	Line int
	*query.Expr
}
