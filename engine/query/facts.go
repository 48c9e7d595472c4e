package query

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// Facts says what the parts of a condition were, so that whoever reads that it
// failed need not look them up: for node("n1").last > term
//
//	node("n1").last is 3, term is 4
//
// It leaves out parts that have no value and what is written out in the
// condition, and returns none if nothing is left.
func (e *Expr) Facts(f *frame.Frame) Facts {
	const most = 6
	tree, err := guard(e.src, func() (*parser.Tree, error) { return parser.Parse(e.src) })
	if err != nil {
		return nil
	}
	var facts Facts
	for _, part := range parts(tree.Node) {
		sub, err := Compile(part)
		if err != nil {
			continue
		}
		v, err := sub.Value(f)
		if err != nil {
			continue
		}
		if fact := (Fact{escape(part), Format(v)}); !slices.Contains(facts, fact) && len(facts) < most {
			facts = append(facts, fact)
		}
	}
	return facts
}

// A Fact is what a part of an expression was.
type Fact struct{ Part, Is string }

// Facts are what the parts of an expression were.
type Facts []Fact

// String tells them in English.
func (fs Facts) String() string { return fs.In(lang.English) }

// In tells them in a language.
func (fs Facts) In(l lang.Lang) string {
	said := make([]string, len(fs))
	for i, f := range fs {
		said[i] = texts.Sayf("%s is %s", f.Part, f.Is).In(l)
	}
	return strings.Join(said, lang.Text{EN: ", ", ZH: "，"}.In(l))
}

// parts are the sides of the comparisons that a condition joins, and what it
// joins besides, as source.
func parts(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.UnaryNode:
		return parts(n.Node)
	case *ast.BinaryNode:
		return append(parts(n.Left), parts(n.Right)...)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.StringNode, *ast.NilNode, *ast.ArrayNode:
		return nil
	}
	return []string{n.String()}
}
