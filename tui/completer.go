package tui

import (
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/query"
	"raftviz/tui/view/scene"
)

// A completer offers what a line may become.
type completer struct{ v *viewer }

// breakpoint offers what the word before the cursor may become in a
// breakpoint: kinds of events by their beginning, a node after on, and what
// expressions name after if, or where no event is begun.
func (m *completer) breakpoint(text string, cursor int) (list []command.Completion) {
	before := string([]rune(text)[:cursor])
	if head, cond, ok := cutCondition(before); ok {
		return m.expression(head, cond)
	}
	from := strings.LastIndexAny(before, " ,，、")
	part := strings.TrimLeft(before[max(from, 0):], " ,，、")
	at := cursor - len([]rune(part))
	names, rest := breakHead(before)
	if tail, ok := afterWord(rest, onWord); ok && strings.HasSuffix(tail, part) && len(names) > 0 {
		for _, n := range m.context().Nodes {
			if strings.HasPrefix(n, part) {
				list = append(list, command.Completion{Text: n, From: at, To: cursor, Done: true})
			}
		}
		return list
	}
	if rest != "" {
		return m.expression("", before)
	}
	list = m.kinds(part, at, cursor)
	if len(names) <= 1 && part != "" {
		list = append(list, m.expression("", before)...)
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

// kinds offers kinds of events: the notable ones where nothing is
// begun.
func (m *completer) kinds(part string, from, to int) (list []command.Completion) {
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		if strings.HasPrefix(k.String(), part) && (part != "" || k.Notable()) {
			list = append(list, command.Completion{Text: k.String(), From: from, To: to, Hint: explain.Kind(m.v.appearance.lang, k)})
		}
	}
	slices.SortStableFunc(list, func(a, b command.Completion) int { return strings.Compare(a.Text, b.Text) })
	return list
}

// expression offers what the end of an expression may become; head stands
// before it.
func (m *completer) expression(head, expr string) []command.Completion {
	const run = "run until "
	list := command.Complete(run+expr, len([]rune(run+expr)), m.context())
	list = slices.DeleteFunc(list, func(c command.Completion) bool { return c.Text == "within" })
	by := len([]rune(head)) - len(run)
	for i := range list {
		list[i].From += by
		list[i].To += by
	}
	return list
}

// completions returns what the word before the cursor may become.
func (m *completer) completions(kind lineKind, text string, cursor int) (list []command.Completion) {
	switch kind {
	case commandLine:
	case breakLine:
		return m.breakpoint(text, cursor)
	default:
		return nil
	}
	list = m.screen(text, cursor)
	return append(list, command.Complete(text, cursor, m.context())...)
}

// context is what of the cluster may stand in a command.
func (m *completer) context() command.Context {
	c := command.Context{Lang: m.v.appearance.lang}
	st := m.v.step(m.v.head.pos)
	if st == nil {
		return c
	}
	for _, n := range st.Frame.Nodes {
		c.Nodes = append(c.Nodes, n.Name)
	}
	for _, cl := range st.Frame.Clients {
		c.Clients = append(c.Clients, cl.Name)
		for _, w := range cl.Watches {
			if w.State != frame.WatchCanceled {
				c.Watches = append(c.Watches, command.Message{ID: w.ID, Text: cl.Name + " " + w.Text})
			}
		}
	}
	for _, m := range st.Frame.Flight {
		c.Messages = append(c.Messages, command.Message{ID: m.ID, Text: scene.Brief(m) + " " + m.From + "→" + m.To})
	}
	c.Leases = leases(st.Frame)
	c.Names = expressionNames(m.v.appearance.lang)
	return c
}

// leases lists the leases that any node's store holds, as commands spell them.
func leases(f *frame.Frame) (list []string) {
	var ids []int64
	for _, n := range f.Nodes {
		if n.Store == nil {
			continue
		}
		for _, l := range n.Store.Leases {
			ids = append(ids, l.ID)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		list = append(list, strconv.FormatInt(id, 16))
	}
	return list
}

// expressionNames are what expressions can name.
func expressionNames(l lang.Lang) (list []command.Name) {
	for _, n := range query.Reference() {
		if n.Of == "" {
			list = append(list, command.Name{Text: n.Name, Hint: n.Help.In(l)})
		}
	}
	return list
}

// ownCompletions offers the screen's words by their beginning, and what may
// follow one.
func (m *completer) screen(text string, cursor int) (list []command.Completion) {
	before := string([]rune(text)[:cursor])
	name, rest, more := strings.Cut(before, " ")
	if !more {
		if name == "" {
			return nil
		}
		for _, o := range screenCommands {
			if strings.HasPrefix(o.name, name) {
				list = append(list, command.Completion{Text: o.name, To: cursor, Hint: o.help(m.v.appearance.words), Done: o.usage != o.name})
			}
		}
		return list
	}
	o, ok := screenCommandOf(name)
	if !ok || o.offers == nil {
		return nil
	}
	for _, w := range o.offers(m.v) {
		if strings.HasPrefix(w, rest) {
			list = append(list, command.Completion{Text: w, From: len([]rune(name)) + 1, To: cursor})
		}
	}
	return list
}
