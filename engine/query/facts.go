package query

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"raftviz/engine/frame"
)

// Facts says what the parts of a condition were, so that whoever reads that it
// failed need not look them up: for node("n1").last > term
//
//	node("n1").last is 3, term is 4
//
// It leaves out parts that have no value and what is written out in the
// condition, and returns "" if nothing is left.
func (e *Expr) Facts(f *frame.Frame) string {
	const most = 6
	tree, err := guard(e.src, func() (*parser.Tree, error) { return parser.Parse(e.src) })
	if err != nil {
		return ""
	}
	var facts []string
	for _, part := range parts(tree.Node) {
		sub, err := Compile(part)
		if err != nil {
			continue
		}
		v, err := sub.Value(f)
		if err != nil {
			continue
		}
		if fact := escape(part) + " is " + Format(v); !slices.Contains(facts, fact) && len(facts) < most {
			facts = append(facts, fact)
		}
	}
	return strings.Join(facts, ", ")
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
