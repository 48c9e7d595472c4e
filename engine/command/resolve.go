package command

import (
	"reflect"
	"slices"

	"raftviz/engine/config"
)

// Words that stand for a node until a command is given: the leader, and the first
// running follower by number.
const (
	LeaderWord   = "leader"
	FollowerWord = "follower"
)

var roleWords = []string{LeaderWord, FollowerWord}

// IsRole reports whether a node is named by its role: leader or follower.
func IsRole(node string) bool { return slices.Contains(roleWords, node) }

// Resolve returns the command with each role's word replaced by the node that
// names gives for it. It returns the error of names, or an *Error where the nodes
// do not go together: transfer leader n1, where n1 leads.
func Resolve(c Command, names func(role string) (string, error)) (Command, error) {
	if !slices.ContainsFunc(Mentions(c), func(m Mention) bool { return IsRole(m.Node) }) {
		return c, nil
	}
	var failed error
	rename := func(node string) string {
		if !IsRole(node) || failed != nil {
			return node
		}
		node, failed = names(node)
		return node
	}
	t := reflect.TypeOf(c)
	v := reflect.New(t).Elem()
	v.Set(reflect.ValueOf(c))
	s := byType[t]
	if s.targets {
		target := v.Field(0).Addr().Interface().(*Target)
		target.Node = rename(target.Node)
	}
	for _, f := range s.args {
		if f.kind.rename != nil {
			f.kind.rename(v.FieldByIndex(f.index), rename)
		}
	}
	if failed != nil {
		return nil, failed
	}
	return Parse(v.Interface().(Command).String())
}

func renameOne(v reflect.Value, rename func(string) string) { v.SetString(rename(v.String())) }

func renamesOf[P interface{ rename(func(string) string) }](v reflect.Value, rename func(string) string) {
	v.Addr().Interface().(P).rename(rename)
}

func renamed(nodes []string, rename func(string) string) []string {
	nodes = slices.Clone(nodes)
	for i := range nodes {
		nodes[i] = rename(nodes[i])
	}
	return nodes
}

func (g *Groups) rename(rename func(string) string) {
	g.A, g.B = renamed(g.A, rename), renamed(g.B, rename)
}

func (ns *NodeNames) rename(rename func(string) string) { *ns = renamed(*ns, rename) }

func (cs *Changes) rename(rename func(string) string) {
	*cs = slices.Clone(*cs)
	for i := range *cs {
		(*cs)[i].Node = rename((*cs)[i].Node)
	}
}

// checkNode takes a node, by its name or by its role.
func checkNode(w word) *Error {
	if IsRole(w.text) {
		return nil
	}
	return checkName(w)
}

// checkNewNode takes the name of a node that joins: it has no role yet.
func checkNewNode(w word) *Error {
	if _, ok := config.NodeID(w.text); !ok && IsRole(w.text) {
		return wrong(w, texts.Sayf("give its name, such as n4"), "a node that joins is no %s yet", w.text)
	}
	return checkName(w)
}
