package query

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"

	"raftviz/engine/lang"
)

// checker looks through the tree as it was written, its types known, and
// reports the first thing that is misnamed or not allowed; where two start at
// the same place, the larger. The library's own check, which comes after,
// reports types that do not fit.
type checker struct {
	src   string
	found *Error
	at    int // where what was found stands
}

func (c *checker) report(n ast.Node, hint lang.Message, format string, a ...any) {
	at := n.Location().From
	if c.found != nil && c.at < at {
		return
	}
	line, col := place(c.src, at)
	c.at, c.found = at, &Error{Src: c.src, Line: line, Col: col, Msg: texts.Sayf(format, a...), Hint: hint}
}

// Visit is called for the children of a node before the node.
func (c *checker) Visit(at *ast.Node) {
	switch n := (*at).(type) {
	case *ast.IdentifierNode:
		if !slices.Contains(names, n.Value) {
			c.report(n, meant(n.Value, names, texts.Sayf("a text goes within quotes: %s", quote(n.Value))), "unknown name %s", quote(n.Value))
		}
	case *ast.MemberNode:
		c.member(n)
	case *ast.CallNode:
		c.call(n)
	case *ast.BuiltinNode:
		if !slices.Contains(builtins, n.Name) {
			c.report(n, meant(n.Name, names, none), "unknown function %s", quote(n.Name))
		}
	case *ast.BinaryNode:
		c.binary(n)
	case *ast.VariableDeclaratorNode:
		c.report(n, texts.Sayf("write out what it stands for"), "let is not part of the language")
	case *ast.SequenceNode:
		c.report(n, texts.Sayf("join conditions by &&"), "; is not part of the language")
	case *ast.MapNode:
		c.report(n, none, "{…} is not part of the language")
	case *ast.BytesNode:
		c.report(n, none, "b\"…\" is not part of the language")
	case *ast.ArrayNode:
		for _, e := range n.Nodes {
			if !isScalar(e.Type()) {
				c.report(e, none, "a list written out holds numbers and texts only")
			}
		}
	}
}

func (c *checker) member(n *ast.MemberNode) {
	base := deref(n.Node.Type())
	name, isName := n.Property.(*ast.StringNode)
	switch {
	case !isName && !isList(base) && (base.Kind() != reflect.Interface || n.Property.Type().Kind() != reflect.Int):
		c.report(n, texts.Sayf("give the field's name after a dot"), "only lists have elements by number")
	case isName && base.Kind() == reflect.Struct:
		if fields := fieldNames(base); !slices.Contains(fields, name.Value) {
			c.report(n.Property, meant(name.Value, fields, none), "%s has no field %s", article(base.Name()), quote(name.Value))
		}
	case isName && base.Kind() == reflect.Interface:
		if r, _ := utf8.DecodeRuneInString(name.Value); !unicode.IsLower(r) {
			c.report(n.Property, none, "unknown field %s", quote(name.Value))
		}
	}
}

func (c *checker) call(n *ast.CallNode) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if ok && !slices.Contains(names, callee.Value) {
		c.report(n, meant(callee.Value, append(functions, builtins...), none), "unknown function %s", quote(callee.Value))
	}
	if !ok || callee.Value != "node" && callee.Value != "cut" {
		return
	}
	for _, a := range n.Arguments {
		if s, ok := a.(*ast.StringNode); ok && !isNodeName(s.Value) {
			c.report(a, texts.Sayf("nodes are n1 to n15"), "%s is not a node", quote(s.Value))
		}
	}
}

func (c *checker) binary(n *ast.BinaryNode) {
	switch n.Operator {
	case "matches":
		if _, ok := n.Right.(*ast.StringNode); !ok {
			c.report(n.Right, texts.Sayf("write it out within quotes"), "the pattern of matches must be known beforehand")
		}
	case "**", "^":
		c.report(n, none, "%s is not part of the language", n.Operator)
	case "==", "!=", "in":
		for _, side := range []ast.Node{n.Left, n.Right} {
			if t := deref(side.Type()); t == nodeType || t == envType {
				c.report(side, texts.Sayf(`compare what is in it: node("n1").term`), "a node cannot be compared")
			}
		}
	}
}

var (
	nodeType = reflect.TypeFor[node]()
	envType  = reflect.TypeFor[env]()
)

// names are all names that may stand by themselves.
var names = append(fieldNames(envType), builtins...)

func isList(t reflect.Type) bool { return t.Kind() == reflect.Slice || t.Kind() == reflect.String }

func isScalar(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Int, reflect.Float64, reflect.String, reflect.Bool:
		return true
	}
	return false
}

func article(noun string) lang.Text {
	en := "a " + noun
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		en = "an " + noun
	}
	return lang.Text{EN: en, ZH: noun}
}

func deref(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func fieldNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("expr"); name != "" {
			names = append(names, name)
		}
	}
	return names
}
