package query

import (
	"raftviz/engine/config"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// env is what an expression can name. Fields that cost something to make only
// give names their types: rewrite puts a call in their place.
type env struct {
	Leader   string `expr:"leader"`
	Term     int    `expr:"term"`
	Now      int    `expr:"now"`
	Step     int    `expr:"step"`
	Revision int    `expr:"revision"`

	Leaders    []string     `expr:"leaders"`
	Nodes      []*node      `expr:"nodes"`
	Messages   []*message   `expr:"messages"`
	Clients    []*client    `expr:"clients"`
	Violations []*violation `expr:"violations"`

	Node   func(string) *node          `expr:"node"`
	Client func(string) *client        `expr:"c"`
	Cut    func(string, string) bool   `expr:"cut"`
	Value  func(string, string) string `expr:"value"`
	Uniq   func(any) []any             `expr:"uniq"`

	frame *frame.Frame
	work  int // elements of lists looked at
	seen  [config.MaxID + 1]*node
}

func newEnv(f *frame.Frame) *env {
	e := &env{frame: f, Term: int(f.Term()), Now: int(f.Time), Step: int(f.Step), Revision: int(f.Revision())}
	if l := f.Leader(); l != nil {
		e.Leader = l.Name
	}
	return e
}

// spend counts work against the bound of one evaluation.
func (e *env) spend(n int) error {
	e.work += n
	if e.work > maxWork {
		return &Error{Msg: texts.Sayf("the expression takes too long"), Hint: texts.Sayf("look at fewer entries, or at one node only")}
	}
	return nil
}

// node returns the view of the frame's node i, made once an evaluation.
func (e *env) node(i int) *node {
	if i >= len(e.seen) {
		return newNode(e, e.frame.Nodes[i])
	}
	if e.seen[i] == nil {
		e.seen[i] = newNode(e, e.frame.Nodes[i])
	}
	return e.seen[i]
}

func (e *env) leaders() []string {
	names := []string{}
	for _, n := range e.frame.Nodes {
		if n.Running() && n.Role == frame.Leader {
			names = append(names, n.Name)
		}
	}
	return names
}

func (e *env) nodes() []*node {
	nodes := make([]*node, len(e.frame.Nodes))
	for i := range nodes {
		nodes[i] = e.node(i)
	}
	return nodes
}

func (e *env) messages() []*message {
	ms := make([]*message, len(e.frame.Flight))
	for i, m := range e.frame.Flight {
		ms[i] = newMessage(m)
	}
	return ms
}

func (e *env) clients() []*client {
	cs := make([]*client, len(e.frame.Clients))
	for i, c := range e.frame.Clients {
		cs[i] = newClient(c)
	}
	return cs
}

func (e *env) violations() []*violation {
	vs := make([]*violation, len(e.frame.Violations))
	for i, v := range e.frame.Violations {
		vs[i] = viewOf[violation](violations, v)
		vs[i].Text = v.Text.EN
	}
	return vs
}

// What a frame may lack.
var (
	aNode   = lang.Text{EN: "node", ZH: "节点"}
	aClient = lang.Text{EN: "client", ZH: "客户端"}
)

// index finds the named node in the frame.
func (e *env) index(name string) (int, error) {
	var names []string
	for i, n := range e.frame.Nodes {
		if n.Name == name {
			return i, nil
		}
		names = append(names, n.Name)
	}
	if name == "" {
		return 0, &Error{Msg: texts.Sayf(`there is no node ""`), Hint: texts.Sayf(`leader is "" while nobody leads`)}
	}
	return 0, missing(aNode, name, names)
}

func (e *env) client(name string) (*client, error) {
	var names []string
	for _, c := range e.frame.Clients {
		if c.Name == name {
			return newClient(c), nil
		}
		names = append(names, c.Name)
	}
	return nil, missing(aClient, name, names)
}
