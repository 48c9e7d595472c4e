package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/query"
	"raftviz/engine/termtext"
	"raftviz/tui/view/words"
)

// A breakpoint is what c and C go to, and what playing stops at: events of some
// kinds, at some node, under some condition; or a condition by itself.
//
//	became_leader,committed          one of these events
//	became_leader on n2              an event at a node
//	committed if term > 3            an event, and the condition holds after it
//	term > 3                         the step that makes the condition true
type breakpoint struct {
	text  string
	kinds event.Set   // of which the step must have one; none is any step
	node  string      // at which that event must be; "" is anywhere
	cond  *query.Expr // nil is none
	off   bool
}

// matches reports whether the step is one to stop at; prev is the frame before
// it, nil at the start.
func (b *breakpoint) matches(prev *frame.Frame, st *event.Step) bool {
	if b.kinds == (event.Set{}) {
		return becomes(b.cond)(prev, st)
	}
	happens := slices.ContainsFunc(st.Events, func(e event.Event) bool {
		return b.kinds.Has(e.Kind()) && (b.node == "" || e.Node == b.node)
	})
	return happens && (b.cond == nil || holds(b.cond, st.Frame))
}

// may reports whether a step with events of these kinds can match at all.
func (b *breakpoint) may(kinds event.Set) bool {
	return b.kinds == (event.Set{}) || b.kinds.Meets(kinds)
}

// parseBreakpoint reads a breakpoint. Errors are in the table's language, but
// for those of conditions.
func parseBreakpoint(text string, w *words.Table) (*breakpoint, error) {
	b := &breakpoint{text: text}
	names, rest := breakHead(text)
	if !aboutEvents(names, rest) {
		var err error
		b.cond, err = query.CompileBool(text)
		return b, err
	}
	for _, name := range names {
		k, ok := event.ParseKind(name)
		if !ok {
			return nil, noKind(name, w)
		}
		b.kinds.Add(k)
	}
	if tail, ok := afterWord(rest, onWord); ok {
		name, tail, _ := strings.Cut(strings.TrimLeft(tail, " "), " ")
		if _, ok := config.NodeID(name); !ok {
			return nil, fmt.Errorf(w.BreakNodeF, termtext.Printable(name))
		}
		b.node, rest = name, strings.TrimLeft(tail, " ")
	}
	if tail, ok := afterWord(rest, ifWord); ok {
		return b, b.compile(text, tail)
	}
	if rest != "" {
		return nil, fmt.Errorf(w.BreakTailF, termtext.Printable(rest))
	}
	return b, nil
}

// The words between the parts of a breakpoint.
const onWord, ifWord = "on", "if"

// compile takes the condition, which ends the text; an error tells its place in
// the whole text.
func (b *breakpoint) compile(text, cond string) (err error) {
	b.cond, err = query.CompileBool(cond)
	var bad *query.Error
	if errors.As(err, &bad) && bad.Line <= 1 {
		moved := *bad
		moved.Col += utf8.RuneCountInString(text) - utf8.RuneCountInString(cond)
		return &moved
	}
	return err
}

// breakHead returns the names that a text begins with, and what comes after
// them: on, if, or what is no name.
func breakHead(text string) (names []string, rest string) {
	for rest = text; ; {
		rest = strings.TrimLeft(rest, " ,，、")
		end := strings.IndexFunc(rest, func(r rune) bool { return !nameRune(r) })
		if end < 0 {
			end = len(rest)
		}
		if word := rest[:end]; word == "" || word == onWord || word == ifWord {
			return names, rest
		}
		names, rest = append(names, rest[:end]), rest[end:]
	}
}

func nameRune(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// aboutEvents reports whether what begins with the names, and goes on with the
// rest, is meant to name events and not to be a condition.
func aboutEvents(names []string, rest string) bool {
	if len(names) == 0 {
		return false
	}
	if _, ok := event.ParseKind(names[0]); ok {
		return true
	}
	_, on := afterWord(rest, onWord)
	_, cond := afterWord(rest, ifWord)
	return on || cond || rest == "" && !inExpressions(names[0])
}

// inExpressions reports whether expressions know the word.
func inExpressions(word string) bool {
	return word == "not" || word == "true" || word == "false" ||
		slices.ContainsFunc(query.Reference(), func(n query.Name) bool { return n.Of == "" && n.Name == word })
}

// afterWord returns what follows a word at the beginning of a text.
func afterWord(text, word string) (tail string, ok bool) {
	tail, ok = strings.CutPrefix(text, word)
	if !ok || tail != "" && tail[0] != ' ' {
		return "", false
	}
	return strings.TrimLeft(tail, " "), true
}

// noKind says that there is no such event, and which one may have been meant.
func noKind(name string, w *words.Table) error {
	var near string
	if _, node := config.NodeID(name); node {
		near = onWord + " " + name
	} else {
		near = termtext.Nearest(name, kindNames())
	}
	if near == "" {
		return fmt.Errorf(w.NoKindF, termtext.Printable(name))
	}
	return fmt.Errorf(w.NearKindF, termtext.Printable(name), near)
}

func kindNames() (names []string) {
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		names = append(names, k.String())
	}
	return names
}

// holds reports whether a condition is true; one that has no value is not.
func holds(cond *query.Expr, f *frame.Frame) bool {
	ok, err := cond.Bool(f)
	return ok && err == nil
}

// becomes matches steps that make a condition true. A step in which it has no
// value does not.
func becomes(cond *query.Expr) match {
	return func(prev *frame.Frame, st *event.Step) bool {
		return holds(cond, st.Frame) && (prev == nil || !holds(cond, prev))
	}
}
