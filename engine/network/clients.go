package network

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// A clientLink names one direction between a client and a node.
type clientLink struct {
	client string
	node   uint64
	up     bool // from the client to the node
}

func (k clientLink) ends() (from, to string) {
	if k.up {
		return k.client, config.NodeName(k.node)
	}
	return config.NodeName(k.node), k.client
}

// changeClient returns a client's link, which from now on is one by itself.
func (n *Network) changeClient(k clientLink) *link {
	if n.clients[k] == nil {
		l := n.client
		n.clients[k] = &l
	}
	return n.clients[k]
}

// clientLinks returns the links of clients that a command has named, in a settled
// order.
func (n *Network) clientLinks() []clientLink {
	return slices.SortedFunc(maps.Keys(n.clients), func(a, b clientLink) int {
		up := func(k clientLink) int { return map[bool]int{true: 0, false: 1}[k.up] }
		return cmp.Or(strings.Compare(a.client, b.client), cmp.Compare(a.node, b.node), cmp.Compare(up(a), up(b)))
	})
}

// linkOf returns the link a message travels on.
func (n *Network) linkOf(e *Envelope) *link {
	k := clientLink{e.From.Name, e.To.Node, true}
	switch {
	case e.From.Node > 0 && e.To.Node > 0:
		return &n.links[e.From.Node][e.To.Node]
	case e.From.Node > 0:
		k = clientLink{e.To.Name, e.From.Node, false}
	}
	if l := n.clients[k]; l != nil {
		return l
	}
	return &n.client
}

// behaves reports whether a link behaves as one that is configured so.
func (l *link) behaves(as link) bool {
	return l.latency == as.latency && l.jitter == as.jitter && l.loss == 0 && l.dup == 0 && !l.cut && !l.hold
}

func (l *link) show(from, to string) frame.Link {
	return frame.Link{
		From: from, To: to, Latency: l.latency, Jitter: l.jitter,
		Loss: l.loss, Dup: l.dup, Cut: l.cut, Hold: l.hold, HoldType: l.holdType,
	}
}
