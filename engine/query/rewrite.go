package query

import (
	"reflect"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// rewriter puts calls of hidden functions where an expression names something
// that is only made when asked for, and where it goes through a list, which is
// to be counted.
type rewriter struct{}

// The hidden function behind each of these bears its name after the dot.
var (
	lazyVars   = []string{"leaders", "nodes", "messages", "clients", "violations"}
	lazyFields = []string{"log", "progress", "watchers"}
	functions  = []string{"node", "c", "cut", "value", "uniq"}
)

// Visit is called for the children of a node before the node.
func (rewriter) Visit(at *ast.Node) {
	switch n := (*at).(type) {
	case *ast.IdentifierNode:
		if slices.Contains(lazyVars, n.Value) {
			call(at, "·"+n.Value, theEnv())
		}
	case *ast.MemberNode:
		rewriteMember(at, n)
	case *ast.CallNode:
		rewriteCall(at, n)
	case *ast.BuiltinNode:
		rewriteBuiltin(at, n)
	case *ast.BinaryNode:
		if n.Operator == "/" {
			call(&n.Right, "·divisor", n.Right)
			n.Right.SetLocation(n.Location()) // where % complains, too
		}
		if k := n.Type().Kind(); n.Operator == "+" && (k == reflect.String || k == reflect.Interface) {
			call(at, "·concat", theEnv(), n.Left, n.Right)
		}
	}
}

func rewriteBuiltin(at *ast.Node, n *ast.BuiltinNode) {
	if n.Name == "len" {
		if of, ok := calls(n.Arguments[0], "·log"); ok {
			call(at, "·loglen", of)
		}
		return
	}
	for _, a := range n.Arguments {
		if _, loops := a.(*ast.PredicateNode); loops {
			call(&n.Arguments[0], "·through", theEnv(), n.Arguments[0])
			return
		}
	}
}

func rewriteMember(at *ast.Node, n *ast.MemberNode) {
	name, isName := n.Property.(*ast.StringNode)
	if isName {
		if slices.Contains(lazyFields, name.Value) {
			call(at, "·"+name.Value, n.Node)
		}
		return
	}
	if of, ok := calls(n.Node, "·log"); ok {
		call(at, "·logat", of, n.Property)
	}
}

func rewriteCall(at *ast.Node, n *ast.CallNode) {
	switch callee := n.Callee.(type) {
	case *ast.IdentifierNode:
		if slices.Contains(functions, callee.Value) {
			call(at, "·"+callee.Value, append([]ast.Node{theEnv()}, n.Arguments...)...)
		}
	case *ast.MemberNode:
		if name, ok := callee.Property.(*ast.StringNode); ok && name.Value == "entry" {
			call(at, "·entry", append([]ast.Node{callee.Node}, n.Arguments...)...)
		}
	}
}

// call puts a call in the place of a node. What is known of the type stays.
func call(at *ast.Node, function string, args ...ast.Node) {
	known := *(*at).Nature()
	ast.Patch(at, &ast.CallNode{Callee: &ast.IdentifierNode{Value: function}, Arguments: args})
	(*at).SetNature(known)
}

// calls returns the first argument of n if n calls the function.
func calls(n ast.Node, function string) (arg ast.Node, ok bool) {
	c, ok := n.(*ast.CallNode)
	if !ok {
		return nil, false
	}
	callee, ok := c.Callee.(*ast.IdentifierNode)
	if !ok || callee.Value != function {
		return nil, false
	}
	return c.Arguments[0], true
}

func theEnv() ast.Node { return &ast.IdentifierNode{Value: "$env"} }
