package command

import (
	"slices"
	"strings"
)

// Groups are the ends of links: those between A and B in both directions, or only
// those from A to B if OneWay. An empty B is every node not in A. They are written
// n1,n2 or n1,n2|n3 or n1,n2>n3.
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
		return wrong(w, texts.Sayf("give each pair a line"), "%s has more than two sides", quote(w.text))
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
			return wrong(w, none, "%s is on both sides", n)
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

// NodeNames are one or more, each named once: n1,n2.
type NodeNames []string

func (ns *NodeNames) parse(w word) *Error {
	var err *Error
	*ns, err = parseNodes(w)
	return err
}

func (ns NodeNames) append(b []byte) []byte { return append(b, strings.Join(ns, ",")...) }

func (ns NodeNames) mentions(list []Mention) []Mention {
	for _, n := range ns {
		list = append(list, Mention{Node: n})
	}
	return list
}
