package lessons

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"raftviz/engine/check"
	"raftviz/engine/command"
	"raftviz/engine/lang"
	"raftviz/engine/query"
)

// stepFields are the fields of one item under steps.
var stepFields = []field[stepParts]{
	{"say", func(r *reader, n *yaml.Node, p *stepParts) { p.say, _ = r.text(n, "say") }},
	{"do", func(r *reader, n *yaml.Node, p *stepParts) { p.add("do", &Do{readCommands(r, n)}) }},
	{"expect", func(r *reader, n *yaml.Node, p *stepParts) { p.add("expect", &Expect{readExprs(r, n)}) }},
	{"refused", func(r *reader, n *yaml.Node, p *stepParts) {
		a := &Refused{}
		if text, ok := r.text(n, "refused"); ok {
			if cmds := parseLines(r, n.Line, text); len(cmds) == 1 {
				a.Command = cmds[0]
			} else if len(cmds) > 1 {
				r.wrong(n, "refused claims one command, not %d; give each an item of its own", len(cmds))
			}
		}
		p.add("refused", a)
	}},
	{"because", func(r *reader, n *yaml.Node, p *stepParts) { p.because, _ = r.text(n, "because") }},
	{"expect_violation", func(r *reader, n *yaml.Node, p *stepParts) {
		a := &Breaks{}
		if text, ok := r.text(n, "expect_violation"); ok {
			a.Property = text
			names := propertyNames()
			if !slices.Contains(names, text) {
				r.wrong(n, "%q is not a property that can break; %s", text, nearest(text, names))
			}
		}
		p.add("expect_violation", a)
	}},
}

// stepParts is an item while it is read.
type stepParts struct {
	say, because string
	acts         []Act
	names        []string // of the acts
	lesson       lessonParts
}

func (p *stepParts) add(name string, a Act) {
	p.acts = append(p.acts, a)
	p.names = append(p.names, name)
}

// readSteps reads the list under steps.
func readSteps(r *reader, n *yaml.Node) (steps []*Step) {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "steps wants a list (- do: …), not %s", kindOf(n))
		return nil
	}
	if len(n.Content) == 0 {
		r.wrong(n, "steps is empty; a script does something and expects something")
	}
	for _, item := range n.Content {
		if s := readStep(r, item); s != nil {
			steps = append(steps, s)
		}
	}
	return steps
}

// readStep reads one item, or reports what is wrong with it and returns nil.
func readStep(r *reader, n *yaml.Node) *Step {
	var p stepParts
	before := len(r.problems)
	fields := stepFields
	if r.lesson {
		fields = lessonStepFields
	}
	if _, ok := mapping(r, n, texts.Sayf("a step"), fields, &p); !ok {
		return nil
	}
	s := &Step{Line: n.Line, Say: p.say}
	if r.lesson {
		p.lesson.settle(r, n, &p, s)
	}
	switch {
	case len(p.acts) > 1:
		r.wrong(n, "a step does one thing, not %s; give each an item of its own", lang.Text{EN: strings.Join(p.names, " and "), ZH: strings.Join(p.names, "、")})
		return nil
	case len(p.acts) == 1:
		s.Act = p.acts[0]
	case p.say == "" && len(r.problems) > before:
		return nil
	case p.say == "":
		r.wrong(n, "a step that does nothing; it wants do, expect, refused, expect_violation or say")
		return nil
	}
	if p.because != "" {
		a, ok := s.Act.(*Refused)
		if !ok {
			r.wrong(n, "because belongs to refused; here is none")
			return nil
		}
		a.Because = p.because
	}
	return s
}

// readCommands reads the commands of a do: a block with one a line, or a list.
func readCommands(r *reader, n *yaml.Node) (cmds []Command) {
	if n.Kind == yaml.SequenceNode {
		for _, c := range n.Content {
			if text, ok := r.text(c, "do"); ok {
				cmds = append(cmds, parseLines(r, c.Line, text)...)
			}
		}
		return cmds
	}
	if n.Style&yaml.FoldedStyle != 0 {
		r.wrong(n, "do: > would join the lines; write do: |")
		return nil
	}
	text, ok := r.text(n, "do")
	if !ok {
		return nil
	}
	first := n.Line
	if n.Style&yaml.LiteralStyle != 0 {
		first++ // the block begins below its mark
	}
	before := len(r.problems)
	if cmds = parseLines(r, first, text); len(cmds) == 0 && len(r.problems) == before {
		r.wrong(n, "do gives no command")
	}
	return cmds
}

// parseLines parses one command a line; empty lines and lines that begin with
// "# " are for the reader.
func parseLines(r *reader, first int, text string) (cmds []Command) {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cmd, err := command.Parse(line)
		if err != nil {
			r.wrongAt(first+i, "%v", err)
			continue
		}
		if u, ok := cmd.(command.RunUntil); ok {
			if _, err := r.compile(u.Expr, query.CompileBool); err != nil {
				r.wrongAt(first+i, "%v", err)
				continue
			}
		}
		cmds = append(cmds, Command{first + i, cmd})
	}
	return cmds
}

// readExprs reads the expressions of an expect: one, or a list.
func readExprs(r *reader, n *yaml.Node) (exprs []Expr) {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	for _, item := range items {
		text, ok := r.text(item, "expect")
		if !ok {
			continue
		}
		line := item.Line
		if item.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			line++
		}
		e, err := r.compile(strings.TrimSpace(text), query.CompileBool)
		if err != nil {
			r.wrongAt(line, "%v", err)
			continue
		}
		exprs = append(exprs, Expr{line, e})
	}
	return exprs
}

// propertyNames are the names that expect_violation may give.
func propertyNames() []string {
	names := make([]string, 0, len(check.Properties)+2)
	for _, p := range check.Properties {
		names = append(names, p.Name)
	}
	return append(names, "panic", Linearizability)
}
