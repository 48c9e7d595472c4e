// Package query evaluates expressions over a frame: the conditions of run
// until, of expectations, breakpoints and quizzes.
//
// The language is a part of expr-lang/expr that cannot loop without end, build
// large values, read a clock or depend on the order of a map. What it can name
// is in Reference.
package query

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// Bounds of an expression and of one evaluation.
const (
	maxSource = 4 << 10   // bytes
	maxNodes  = 500       // of the syntax tree
	maxMemory = 1_000_000 // elements of lists made
	maxWork   = 1_000_000 // elements of lists looked at
)

// An Expr is a compiled expression. It holds no state: it may be evaluated
// over any frames, in any order, at the same time.
type Expr struct {
	src     string
	program *vm.Program
	kind    reflect.Kind // of the value; Interface if only evaluation tells
	later   func() *Expr // compiles it; nil if it is
}

// Later returns an expression that is known to be right, such as one that is
// shipped and was tested: it is compiled when it is first evaluated. If it is
// not right after all that is a mistake of ours, and a panic then.
func Later(src string) *Expr {
	return &Expr{src: src, later: sync.OnceValue(func() *Expr {
		e, err := Compile(src)
		if err != nil {
			panic("query: " + err.Error())
		}
		return e
	})}
}

// Compile checks names and types and returns the expression, or an *Error.
func Compile(src string) (*Expr, error) {
	if err := checkSource(src); err != nil {
		return nil, err
	}
	written := &checker{src: src}
	if _, err := compile(src, options(written)); written.found != nil || err != nil {
		return nil, cmp.Or(written.found, translate(src, err))
	}
	program, err := compile(src, options(rewriter{}))
	if err != nil {
		return nil, translate(src, err)
	}
	e := &Expr{src: src, program: program, kind: reflect.Interface}
	if t := program.Node().Type(); t != nil {
		e.kind = t.Kind()
	}
	if e.kind == reflect.Func {
		return nil, &Error{Src: src, Line: 1, Col: 1, Msg: texts.Sayf("this is a function, not a value"), Hint: texts.Sayf(`call it: node("n1").term`)}
	}
	return e, nil
}

func compile(src string, opts []expr.Option) (*vm.Program, error) {
	return guard(src, func() (*vm.Program, error) { return expr.Compile(src, opts...) })
}

// CompileBool is Compile for a condition: it also refuses an expression whose
// value cannot be true or false.
func CompileBool(src string) (*Expr, error) {
	e, err := Compile(src)
	if err != nil {
		return nil, err
	}
	if e.kind != reflect.Bool && e.kind != reflect.Interface {
		return nil, e.notBool(kindName(e.kind))
	}
	return e, nil
}

// String returns the source.
func (e *Expr) String() string { return e.src }

// Bool evaluates a condition. It returns an *Error if the value is not true or
// false, or there is none: for instance because a node does not exist.
func (e *Expr) Bool(f *frame.Frame) (bool, error) {
	v, err := e.Value(f)
	if err != nil {
		return false, err
	}
	b, ok := v.(bool)
	if !ok {
		return false, e.notBool(lang.Verbatim(Format(v)))
	}
	return b, nil
}

// Value evaluates the expression. Numbers are ints, unless they come from a
// division; texts are strings; lists are slices. The rest is for Format only.
func (e *Expr) Value(f *frame.Frame) (any, error) {
	if e.later != nil {
		return e.later().Value(f)
	}
	v, err := guard(e.src, func() (any, error) {
		machine := vm.VM{MemoryBudget: maxMemory}
		return machine.Run(e.program, newEnv(f))
	})
	if err != nil {
		return nil, translate(e.src, err)
	}
	return v, nil
}

func (e *Expr) notBool(is lang.Message) error {
	return &Error{Src: e.src, Line: 1, Col: 1, Msg: texts.Sayf("a condition is true or false, and this is %s", is), Hint: texts.Sayf("compare it with something: == != < > <= >=")}
}

// guard turns a panic, which an expression of the user may cause in the
// compiler, into an error.
func guard[T any](src string, run func() (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Error{Src: src, Line: 1, Col: 1, Msg: texts.Sayf("this cannot be evaluated: %s", escape(fmt.Sprint(r)))}
		}
	}()
	return run()
}

func checkSource(src string) error {
	e := &Error{Src: src, Line: 1, Col: 1}
	switch {
	case strings.TrimSpace(src) == "":
		e.Msg, e.Hint = texts.Sayf("there is no expression"), texts.Sayf(`write for instance leader == "n1"`)
	case len(src) > maxSource:
		e.Src, e.Msg = "", texts.Sayf("the expression is longer than %d bytes", maxSource)
	case !utf8.ValidString(src):
		e.Msg = texts.Sayf("the expression is not UTF-8")
	default:
		return nil
	}
	return e
}

// translate makes an *Error of what the library returns, and nil of nil.
func translate(src string, err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	var at *file.Error
	if errors.As(err, &e) {
		if e.Line > 0 {
			return e
		}
		e = &Error{Msg: e.Msg, Hint: e.Hint}
	} else {
		e = reword(err)
	}
	e.Src, e.Line, e.Col = src, 1, 1
	if errors.As(err, &at) {
		e.Line, e.Col = place(src, at.From)
	}
	return e
}
