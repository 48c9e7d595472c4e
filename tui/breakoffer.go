package tui

import (
	"slices"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/explain"
)

// breakCompletions offers what the word before the cursor may become in a
// breakpoint: kinds of events by their beginning, a node after on, and what
// expressions name after if, or where no event is begun.
func (s *show) breakCompletions(text string, cursor int) (list []command.Completion) {
	before := string([]rune(text)[:cursor])
	if head, cond, ok := cutCondition(before); ok {
		return s.exprCompletions(head, cond)
	}
	from := strings.LastIndexAny(before, " ,，、")
	part := strings.TrimLeft(before[max(from, 0):], " ,，、")
	at := cursor - len([]rune(part))
	names, rest := breakHead(before)
	if tail, ok := afterWord(rest, onWord); ok && strings.HasSuffix(tail, part) && len(names) > 0 {
		for _, n := range s.context().Nodes {
			if strings.HasPrefix(n, part) {
				list = append(list, command.Completion{Text: n, From: at, To: cursor, Done: true})
			}
		}
		return list
	}
	if rest != "" {
		return s.exprCompletions("", before)
	}
	list = s.kindCompletions(part, at, cursor)
	if len(names) <= 1 && part != "" {
		list = append(list, s.exprCompletions("", before)...)
	}
	return list
}

// cutCondition cuts a breakpoint at its if.
func cutCondition(text string) (head, cond string, ok bool) {
	names, rest := breakHead(text)
	if len(names) == 0 {
		return "", "", false
	}
	i := strings.Index(rest, ifWord+" ")
	if i < 0 || i > 0 && rest[i-1] != ' ' {
		return "", "", false
	}
	cut := len(text) - len(rest) + i + len(ifWord) + 1
	return text[:cut], text[cut:], true
}

// kindCompletions offers kinds of events: the notable ones where nothing is
// begun.
func (s *show) kindCompletions(part string, from, to int) (list []command.Completion) {
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		if strings.HasPrefix(k.String(), part) && (part != "" || k.Notable()) {
			list = append(list, command.Completion{Text: k.String(), From: from, To: to, Hint: explain.Kind(s.look.lang, k)})
		}
	}
	slices.SortStableFunc(list, func(a, b command.Completion) int { return strings.Compare(a.Text, b.Text) })
	return list
}

// exprCompletions offers what the end of an expression may become; head stands
// before it.
func (s *show) exprCompletions(head, expr string) []command.Completion {
	const run = "run until "
	list := command.Complete(run+expr, len([]rune(run+expr)), s.context())
	list = slices.DeleteFunc(list, func(c command.Completion) bool { return c.Text == "within" })
	by := len([]rune(head)) - len(run)
	for i := range list {
		list[i].From += by
		list[i].To += by
	}
	return list
}
