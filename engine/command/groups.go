package command

import (
	"slices"
	"strings"
)

// Groups are nodes to sever: A from B in both directions, or only A to B if
// OneWay. An empty B is every node not in A. They are written n1,n2 or n1,n2|n3
// or n1,n2>n3.
type Groups struct {
	A, B   []string
	OneWay bool
}

func (g *Groups) parse(w word) *Error {
	i := strings.IndexAny(w.text, ">|")
	if i < 0 {
		var err *Error
		g.A, err = parseNodes(w)
		return err
	}
	left, right := w, word{text: w.text[i+1:], col: w.col + i + 1}
	left.text = w.text[:i]
	if strings.ContainsAny(right.text, ">|") {
		return wrong(w, "cut one pair, then the next", "%s has more than two sides", quote(w.text))
	}
	g.OneWay = w.text[i] == '>'
	var err *Error
	if g.A, err = parseNodes(left); err != nil {
		return err
	}
	if g.B, err = parseNodes(right); err != nil {
		return err
	}
	for _, n := range g.A {
		if slices.Contains(g.B, n) {
			return wrong(w, "", "%s is on both sides of the cut", n)
		}
	}
	return nil
}

func (g Groups) append(b []byte) []byte {
	b = append(b, strings.Join(g.A, ",")...)
	switch {
	case g.OneWay:
		b = append(b, '>')
	case len(g.B) > 0:
		b = append(b, '|')
	}
	return append(b, strings.Join(g.B, ",")...)
}

func (g Groups) mentions(list []Mention) []Mention {
	for _, n := range slices.Concat(g.A, g.B) {
		list = append(list, Mention{Node: n})
	}
	return list
}

// A Direction is one direction of the link between two nodes: n1>n2.
type Direction struct{ From, To string }

func (d *Direction) parse(w word) *Error {
	from, to, ok := strings.Cut(w.text, ">")
	if !ok {
		return wrong(w, "write it as n1>n2", "%s is not a link", quote(w.text))
	}
	d.From, d.To = from, to
	if err := checkNode(word{text: from, col: w.col}); err != nil {
		return err
	}
	if err := checkNode(word{text: to, col: w.col + len(from) + 1}); err != nil {
		return err
	}
	if from == to {
		return wrong(w, "", "%s has no link to itself", from)
	}
	return nil
}

func (d Direction) append(b []byte) []byte {
	return append(append(append(b, d.From...), '>'), d.To...)
}

func (d Direction) mentions(list []Mention) []Mention {
	return append(list, Mention{Node: d.From}, Mention{Node: d.To})
}
