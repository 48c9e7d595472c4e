package lessons

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"raftviz/engine/lang"
	"raftviz/engine/query"
)

// lessonParts is what an item of a lesson has besides what one of a script may.
type lessonParts struct {
	id, next string
	point    []Pointer
	ask      *Ask
	try      *Try
	only     map[string]*yaml.Node // fields that belong to ask or to try
}

// lessonStepFields are the fields of one item under steps of a lesson.
var lessonStepFields = append(slices.Clone(stepFields), []field[stepParts]{
	{"id", func(r *reader, n *yaml.Node, p *stepParts) { p.lesson.id = r.name(n, "id") }},
	{"next", func(r *reader, n *yaml.Node, p *stepParts) { p.lesson.next = r.name(n, "next") }},
	{"point", func(r *reader, n *yaml.Node, p *stepParts) { p.lesson.point = readPoints(r, n) }},
	{"ask", func(r *reader, n *yaml.Node, p *stepParts) {
		p.lesson.ask = &Ask{Section: r.name(n, "ask")}
		p.add("ask", p.lesson.ask)
	}},
	{"try", func(r *reader, n *yaml.Node, p *stepParts) {
		p.lesson.try = &Try{Section: r.name(n, "try")}
		p.add("try", p.lesson.try)
	}},
	{"choices", keep("choices")}, {"several", keep("several")}, {"value", keep("value")}, {"then", keep("then")},
	{"answer", keep("answer")}, {"reveal", keep("reveal")}, {"wrong", keep("wrong")}, {"goto", keep("goto")},
	{"goal", keep("goal")}, {"hints", keep("hints")}, {"solution", keep("solution")},
}...)

// keep puts a field aside until it is known what it belongs to.
func keep(name string) func(*reader, *yaml.Node, *stepParts) {
	return func(_ *reader, n *yaml.Node, p *stepParts) {
		if p.lesson.only == nil {
			p.lesson.only = map[string]*yaml.Node{}
		}
		p.lesson.only[name] = n
	}
}

// The fields that belong to each, and those without which they mean nothing.
var (
	askOnly = []string{"choices", "several", "value", "then", "answer", "reveal", "wrong", "goto"}
	tryOnly = []string{"goal", "hints", "solution"}
	askNeed = []string{"answer"}
	tryNeed = []string{"goal", "solution"}
)

// settle gives the step what belongs to a lesson.
func (l *lessonParts) settle(r *reader, item *yaml.Node, p *stepParts, s *Step) {
	s.ID, s.Next, s.Point = l.id, l.next, l.point
	if p.say != "" && !nameForm.MatchString(p.say) {
		r.wrong(item, "say is a name of small letters, digits and dashes, not %q: that of a section", p.say)
	}
	if l.ask != nil || l.try != nil {
		if p.say != "" {
			r.wrong(item, "ask and try have a section of their own; give say an item of its own")
		}
	}
	for _, k := range []struct {
		name       string
		there      bool
		only, need []string
		read       func(*reader, string, *yaml.Node)
	}{
		{"ask", l.ask != nil, askOnly, askNeed, l.readAsk},
		{"try", l.try != nil, tryOnly, tryNeed, l.readTry},
	} {
		for _, name := range k.only {
			n, ok := l.only[name]
			switch {
			case ok && !k.there:
				r.wrong(n, "%s belongs to %s; here is none", name, k.name)
			case ok:
				k.read(r, name, n)
			case k.there && slices.Contains(k.need, name):
				r.wrong(item, "%s needs the field %q", k.name, name)
			}
		}
	}
	if l.ask != nil {
		l.review(r, item)
	}
}

func (l *lessonParts) readAsk(r *reader, name string, n *yaml.Node) {
	a := l.ask
	switch name {
	case "choices":
		a.Choices = r.names(n, "choices")
	case "several":
		a.Several, _ = r.boolean(n, "several")
	case "value":
		readWord(r, n, "value", &a.Value, "number", "text")
	case "then":
		a.Then = &Do{readCommands(r, n)}
	case "answer":
		a.Answer = r.expr(n, "answer", query.Compile)
	case "reveal":
		a.Reveal = r.name(n, "reveal")
	case "wrong":
		a.Wrong = r.nameMap(n, "wrong")
	case "goto":
		a.Goto = r.nameMap(n, "goto")
	}
}

func (l *lessonParts) readTry(r *reader, name string, n *yaml.Node) {
	t := l.try
	switch name {
	case "goal":
		t.Goal = r.expr(n, "goal", query.CompileBool)
	case "hints":
		t.Hints = r.names(n, "hints")
	case "solution":
		t.Solution = &Do{readCommands(r, n)}
	}
}

// review reports what is wrong with a question as a whole.
func (l *lessonParts) review(r *reader, item *yaml.Node) {
	a := l.ask
	switch {
	case len(a.Choices) == 0 && a.Value == "":
		r.wrong(item, "ask needs choices: [a, b, …], or value: number or text")
	case len(a.Choices) > 0 && a.Value != "":
		r.wrong(item, "ask has choices or asks for a value, not both")
	case len(a.Choices) == 1:
		r.wrong(item, "one choice is none")
	case a.Several && a.Value != "":
		r.wrong(item, "several belongs to choices")
	}
	for field, m := range map[string]map[string]string{"wrong": a.Wrong, "goto": a.Goto} {
		for choice := range m {
			if !slices.Contains(a.Choices, choice) {
				r.wrong(l.only[field], "%s: %q is not one of the choices", field, choice)
			}
		}
	}
}

var nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// name reads a name: small letters and digits, with dashes between.
func (r *reader) name(n *yaml.Node, what any) string {
	s, ok := r.text(n, what)
	if ok && (!nameForm.MatchString(s) || len(s) > 60) {
		r.wrong(n, "%s is a name of small letters, digits and dashes, not %q", what, s)
	}
	return s
}

// names reads a list of names, each there once.
func (r *reader) names(n *yaml.Node, what any) (list []string) {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "%s wants a list, [a, b], not %s", what, kindOf(n))
		return nil
	}
	for _, item := range n.Content {
		s := r.name(item, what)
		if slices.Contains(list, s) {
			r.wrong(item, "%s has %q twice", what, s)
		}
		list = append(list, s)
	}
	return list
}

// nameMap reads a mapping from names to names.
func (r *reader) nameMap(n *yaml.Node, what any) map[string]string {
	m := map[string]string{}
	r.pairs(n, what, func(name string, _, v *yaml.Node) { m[name] = r.name(v, what) })
	return m
}

// expr reads an expression.
func (r *reader) expr(n *yaml.Node, what any, compile func(string) (*query.Expr, error)) Expr {
	text, ok := r.text(n, what)
	if !ok {
		return Expr{Line: n.Line}
	}
	line := n.Line
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		line++
	}
	e, err := r.compile(strings.TrimSpace(text), compile)
	if err != nil {
		r.wrongAt(line, "%v", err)
	}
	return Expr{line, e}
}

// readPoints reads what to look at: one, or a list.
func readPoints(r *reader, n *yaml.Node) (list []Pointer) {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	for _, item := range items {
		text, ok := r.text(item, "point")
		if !ok {
			continue
		}
		p, why := parsePointer(text)
		if !why.IsZero() {
			r.wrong(item, "point: %s", why)
			continue
		}
		list = append(list, p)
	}
	return list
}

// Panes are the names of the panes a lesson may point at.
var Panes = []string{"cluster", "log", "timeline", "why", "node", "network", "mvcc", "clients", "checks", "lesson"}

// parsePointer reads one thing to look at: node n1, pane log, index 5,
// message MsgApp n1>n2, key foo, revision 5.
func parsePointer(text string) (p Pointer, why lang.Message) {
	kind, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return p, texts.Sayf("%q points at nothing; write node n1, pane log, index 5, message MsgApp, key foo or revision 5", text)
	}
	switch kind {
	case "node":
		return Pointer{Kind: PointNode, Node: rest}, why
	case "pane":
		if !slices.Contains(Panes, rest) {
			return p, texts.Sayf("there is no pane %q; %s", rest, nearest(rest, Panes))
		}
		return Pointer{Kind: PointPane, Pane: rest}, why
	case "index", "revision":
		n, err := strconv.ParseUint(rest, 10, 63)
		if err != nil {
			return p, texts.Sayf("%q is not a number", rest)
		}
		p = Pointer{Kind: PointIndex, N: n}
		if kind == "revision" {
			p.Kind = PointRevision
		}
		return p, why
	case "message":
		typ, way, _ := strings.Cut(rest, " ")
		from, to, _ := strings.Cut(strings.TrimSpace(way), ">")
		return Pointer{Kind: PointMessage, Text: typ, From: from, To: to}, why
	case "key":
		return Pointer{Kind: PointKey, Text: rest}, why
	}
	return p, texts.Sayf("one cannot point at %q; write node, pane, index, message, key or revision", kind)
}
