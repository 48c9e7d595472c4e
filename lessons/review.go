package lessons

import (
	"regexp"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

// review reports what is wrong with a script as a whole: nodes that cannot be
// there, and things to do after a run that is claimed to have been stopped.
func (r *reader) review(s *Script) {
	known := make(map[string]bool)
	for i := range s.Config.Nodes {
		known[config.NodeName(uint64(i+1))] = true
	}
	var stopped *Step
	for _, st := range s.Steps {
		switch a := st.Act.(type) {
		case *Do:
			if stopped != nil {
				r.wrongAt(st.Line, "nothing can be done here: the violation claimed in line %d has stopped the run", stopped.Line)
			}
			r.reviewDo(a, known, s.Config.Nodes)
		case *Refused:
			if stopped != nil {
				r.wrongAt(st.Line, "nothing can be refused here: the violation claimed in line %d has stopped the run", stopped.Line)
			}
		case *Expect:
			for _, e := range a.Exprs {
				r.reviewExpr(e.Line, e.String(), known, s.Config.Nodes)
			}
		case *Ask:
			if a.Then != nil {
				r.reviewDo(a.Then, known, s.Config.Nodes)
			}
			if a.Answer.Expr != nil {
				r.reviewExpr(a.Answer.Line, a.Answer.String(), known, s.Config.Nodes)
			}
		case *Try:
			if a.Solution != nil {
				r.reviewDo(a.Solution, known, s.Config.Nodes)
			}
			if a.Goal.Expr != nil && len(known) == s.Config.Nodes { // the learner may add others
				r.reviewExpr(a.Goal.Line, a.Goal.String(), known, s.Config.Nodes)
			}
		case *Breaks:
			if a.stops() {
				stopped = st
			}
		}
	}
}

func (r *reader) reviewDo(d *Do, known map[string]bool, nodes int) {
	for _, c := range d.Commands {
		r.reviewCommand(c, known, nodes)
	}
}

// reviewCommand reports the nodes a command names that are not known by then,
// and makes those known that it adds.
func (r *reader) reviewCommand(c Command, known map[string]bool, nodes int) {
	for _, m := range command.Mentions(c.Command) {
		if m.Role == command.Added {
			known[m.Node] = true
		}
		if !known[m.Node] && !command.IsRole(m.Node) {
			r.wrongAt(c.Line, "there is no node %s here; the cluster has n1 to n%d, and none such was added before", m.Node, nodes)
		}
	}
	if u, ok := c.Command.(command.RunUntil); ok {
		r.reviewExpr(c.Line, u.Expr, known, nodes)
	}
}

var nodeCall = regexp.MustCompile(`\bnode\(\s*["']([^"']*)["']\s*\)`)

// reviewExpr reports the nodes an expression asks for that are not known.
func (r *reader) reviewExpr(line int, text string, known map[string]bool, nodes int) {
	for _, m := range nodeCall.FindAllStringSubmatch(text, -1) {
		if !known[m[1]] {
			r.wrongAt(line, "there is no node %q here; the cluster has n1 to n%d, and none such was added before", m[1], nodes)
		}
	}
}
