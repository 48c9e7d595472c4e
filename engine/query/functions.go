package query

import (
	"errors"
	"reflect"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"

	"raftviz/engine/config"
	"raftviz/engine/lang"
)

// Functions that rewrite puts into the tree. Their names start with a dot that
// no expression can spell. Those of an evaluation take its env first.
var hidden = []struct {
	name string
	fn   func(args ...any) (any, error)
	typ  any
}{
	{"·leaders", func(a ...any) (any, error) { return a[0].(*env).leaders(), nil }, new(func(any) []string)},
	{"·nodes", func(a ...any) (any, error) { return a[0].(*env).nodes(), nil }, new(func(any) []*node)},
	{"·messages", func(a ...any) (any, error) { return a[0].(*env).messages(), nil }, new(func(any) []*message)},
	{"·clients", func(a ...any) (any, error) { return a[0].(*env).clients(), nil }, new(func(any) []*client)},
	{"·violations", func(a ...any) (any, error) { return a[0].(*env).violations(), nil }, new(func(any) []*violation)},
	{"·node", nodeOf, new(func(any, string) *node)},
	{"·c", clientOf, new(func(any, string) *client)},
	{"·cut", cutBetween, new(func(any, string, string) bool)},
	{"·value", valueOf, new(func(any, string, string) string)},
	{"·uniq", uniq, new(func(any, any) []any)},
	{"·log", logOf, new(func(any) []*entry)},
	{"·logat", logAt, new(func(any, int) *entry)},
	{"·loglen", logLen, new(func(any) int)},
	{"·entry", entryOf, new(func(any, int) *entry)},
	{"·progress", progressOf, new(func(any) []*peer)},
	{"·watchers", watchersOf, new(func(any) []*watcher)},
	{"·concat", concat, new(func(any, any, any) string)},
	{"·through", through, new(func(any, any) any)},
	{"·divisor", divisor, new(func(any) any)},
}

// builtins of the library that are allowed: those that end soon, make nothing
// large, and depend on nothing but their arguments.
var builtins = []string{
	"abs", "all", "any", "count", "filter", "find", "findIndex", "findLast", "findLastIndex",
	"first", "int", "last", "len", "map", "max", "min", "none", "one", "sort", "sortBy", "string", "sum",
}

// options are those of the language; then come the visitors of the tree.
func options(visitors ...ast.Visitor) []expr.Option {
	opts := []expr.Option{expr.Env(&env{}), expr.DisableAllBuiltins(), expr.MaxNodes(maxNodes), expr.Optimize(false)}
	for _, v := range visitors {
		opts = append(opts, expr.Patch(v))
	}
	for _, b := range builtins {
		opts = append(opts, expr.EnableBuiltin(b))
	}
	for _, h := range hidden {
		opts = append(opts, expr.Function(h.name, h.fn, h.typ))
	}
	return opts
}

// divisor refuses to divide by 0, which the library does only for whole numbers
// and %.
func divisor(a ...any) (any, error) {
	if v := reflect.ValueOf(a[0]); v.IsValid() && v.IsZero() {
		return nil, errors.New("integer divide by zero")
	}
	return a[0], nil
}

func nodeOf(a ...any) (any, error) {
	e := a[0].(*env)
	i, err := e.index(a[1].(string))
	if err != nil {
		return nil, err
	}
	return e.node(i), nil
}

func clientOf(a ...any) (any, error) { return a[0].(*env).client(a[1].(string)) }

// cutBetween reports whether nothing passes from one node to the other.
func cutBetween(a ...any) (any, error) {
	e := a[0].(*env)
	from, to := a[1].(string), a[2].(string)
	for _, name := range []string{from, to} {
		if _, err := e.index(name); err != nil {
			return nil, err
		}
	}
	return e.frame.Network != nil && e.frame.Network.Cut(from, to), nil
}

// valueOf is the value of a key in a node's store, and "" if it has none. It
// looks at the revisions that the store holds, the last first.
func valueOf(a ...any) (any, error) {
	e := a[0].(*env)
	i, err := e.index(a[1].(string))
	if err != nil {
		return nil, err
	}
	revs, key := e.frame.Nodes[i].OpenStore().Revs, a[2].(string)
	for i := len(revs) - 1; i >= 0; i-- {
		if r := revs[i]; r.Key == key {
			return r.Value, e.spend(len(revs) - i)
		}
	}
	return "", e.spend(len(revs))
}

// missing is the error for a node or client that the frame does not have.
func missing(what lang.Text, name string, names []string) error {
	other := texts.Sayf("there is no %s yet", what)
	if len(names) > 0 {
		other = texts.Sayf("there are %s", lang.List(names))
	}
	return &Error{Msg: texts.Sayf("there is no %s %s", what, quote(name)), Hint: other}
}

// of takes a node from what stands before a dot.
func of(x any) (*node, error) {
	if n, ok := x.(*node); ok && n != nil {
		return n, nil
	}
	return nil, &Error{Msg: texts.Sayf("there is no node to look into"), Hint: texts.Sayf("check first that it was found")}
}

func logOf(a ...any) (any, error) {
	n, err := of(a[0])
	if err != nil {
		return nil, err
	}
	return n.entries(), n.env.spend(len(n.src.Log))
}

// logAt is log[i] without the rest of the log; from the end if i is negative.
func logAt(a ...any) (any, error) {
	n, err := of(a[0])
	if err != nil {
		return nil, err
	}
	i, held := a[1].(int), len(n.src.Log)
	if i < 0 {
		i += held
	}
	if i < 0 || i >= held {
		return nil, &Error{
			Msg:  texts.Sayf("%s holds %d entries and has no log[%d]", n.Name, held, a[1]),
			Hint: texts.Sayf("log[0] is the first it holds; entry(i) takes raft's index and never fails"),
		}
	}
	v := viewEntry(n.src.Log[i])
	return &v, nil
}

func logLen(a ...any) (any, error) {
	n, err := of(a[0])
	if err != nil {
		return nil, err
	}
	return len(n.src.Log), nil
}

// entryOf is the entry with raft's index i, or one without a term.
func entryOf(a ...any) (any, error) {
	n, err := of(a[0])
	if err != nil {
		return nil, err
	}
	i := a[1].(int)
	if i > 0 {
		if e := n.src.Entry(uint64(i)); e != nil {
			v := viewEntry(e)
			return &v, nil
		}
	}
	return &entry{Index: i}, nil
}

func progressOf(a ...any) (any, error) {
	n, err := of(a[0])
	if err != nil {
		return nil, err
	}
	return n.progress(), nil
}

func watchersOf(a ...any) (any, error) {
	n, err := of(a[0])
	if err != nil {
		return nil, err
	}
	return n.watchers(), nil
}

// through counts the elements of a list that is gone through.
func through(a ...any) (any, error) {
	if list := reflect.ValueOf(a[1]); list.Kind() == reflect.Slice {
		return a[1], a[0].(*env).spend(list.Len())
	}
	return a[1], nil
}

// concat joins two texts. Texts that grow are paid for.
func concat(a ...any) (any, error) {
	x, ok := a[1].(string)
	y, both := a[2].(string)
	if !ok || !both {
		return nil, &Error{Msg: texts.Sayf("%s and %s cannot be added", Format(a[1]), Format(a[2]))}
	}
	if len(x)+len(y) > 64<<10 {
		return nil, &Error{Msg: texts.Sayf("the text grows too long")}
	}
	return x + y, a[0].(*env).spend(1 + (len(x)+len(y))/64)
}

// uniq keeps the first of equal numbers, texts or truth values.
func uniq(a ...any) (any, error) {
	list := reflect.ValueOf(a[1])
	if list.Kind() != reflect.Slice {
		return nil, &Error{Msg: texts.Sayf("uniq takes a list, not %s", Format(a[1]))}
	}
	seen, out := map[any]bool{}, []any{}
	for i := range list.Len() {
		v := list.Index(i).Interface()
		switch v.(type) {
		case int, string, bool, float64:
		default:
			return nil, &Error{Msg: texts.Sayf("uniq takes numbers and texts"), Hint: texts.Sayf("map the list first: uniq(map(nodes, .term))")}
		}
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out, a[0].(*env).spend(list.Len())
}

// isNodeName reports whether a cluster could have a node of that name.
func isNodeName(name string) bool {
	_, ok := config.NodeID(name)
	return ok
}
