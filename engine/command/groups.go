package command

import (
	"slices"
	"strings"

	"raftviz/engine/config"
)

// Groups are the ends of links, nodes and clients: those between A and B in both directions, or only
// those from A to B if OneWay. An empty B is every node not in A. Clients have no
// links to each other. They are written
// n1,n2 or n1,n2|n3 or n1,n2>n3.
type Groups struct {
	A, B   []string
	OneWay bool
}

func (g *Groups) parse(w word) *Error {
	i := strings.IndexAny(w.text, ">|")
	if i < 0 {
		var err *Error
		g.A, err = parseNames(w, checkEnd)
		return err
	}
	left, right := w, word{text: w.text[i+1:], col: w.col + i + 1}
	left.text = w.text[:i]
	if strings.ContainsAny(right.text, ">|") {
		return wrong(w, texts.Sayf("give each pair a line"), "%s has more than two sides", quote(w.text))
	}
	g.OneWay = w.text[i] == '>'
	var err *Error
	if g.A, err = parseNames(left, checkEnd); err != nil {
		return err
	}
	if g.B, err = parseNames(right, checkEnd); err != nil {
		return err
	}
	for _, n := range g.A {
		if slices.Contains(g.B, n) {
			return wrong(w, none, "%s is on both sides", n)
		}
	}
	if len(g.A)+len(g.B) == len(g.Clients()) {
		return wrong(w, none, "clients have no link to each other")
	}
	return nil
}

// Clients returns the ends that are clients.
func (g *Groups) Clients() (clients []string) {
	for _, name := range slices.Concat(g.A, g.B) {
		if isClient(name) {
			clients = append(clients, name)
		}
	}
	return clients
}

func isClient(name string) bool {
	_, node := config.NodeID(name)
	return !node && !IsRole(name)
}

// checkEnd takes a node or a client. What reads as the number of a node is none
// of a client.
func checkEnd(w word) *Error {
	if validClient(w.text) && (w.text[0] != 'n' || strings.Trim(w.text[1:], "0123456789") != "") {
		return nil
	}
	return checkNode(w)
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
		if !isClient(n) {
			list = append(list, Mention{Node: n})
		}
	}
	return list
}

// NodeNames are one or more, each named once: n1,n2.
type NodeNames []string

func (ns *NodeNames) parse(w word) *Error {
	var err *Error
	*ns, err = parseNames(w, checkNode)
	return err
}

func (ns NodeNames) append(b []byte) []byte { return append(b, strings.Join(ns, ",")...) }

func (ns NodeNames) mentions(list []Mention) []Mention {
	for _, n := range ns {
		list = append(list, Mention{Node: n})
	}
	return list
}
