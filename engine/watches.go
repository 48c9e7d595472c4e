package engine

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// The commands that concern a client's watches, and how they are shown.

// prepareUnwatch has a client cancel a watch at the node that serves it. One
// whose connection is lost ends at once, for nobody serves it.
func (c *Cluster) prepareUnwatch(cmd command.Unwatch) (func(), error) {
	name := cmd.Client
	if name == "" {
		name = "c1"
	}
	w := c.watch(cmd.ID)
	switch {
	case w == nil || w.op.c.name != name || w.state == frame.WatchCanceled:
		return nil, refuse(cmd, fmt.Sprintf("%s has no watch %d", name, cmd.ID), c.watchesOf(name))
	case c.openOp(cmd.ID) != nil:
		return nil, refuse(cmd, fmt.Sprintf("watch %d is not created yet", cmd.ID), "wait until it is")
	case cmd.Node != "" && w.stream != nil && cmd.Node != w.op.Node:
		return nil, refuse(cmd, fmt.Sprintf("%s serves watch %d", w.op.Node, cmd.ID), "leave the node out")
	}
	text, t := command.Bare(cmd), command.Target{Client: cmd.Client, Node: w.op.Node}
	if w.stream == nil {
		return func() {
			o := c.newOp(t, command.Unwatch{ID: w.op.request()}, text)
			c.emit(o.Node, &event.Invoked{Client: o.Client, Op: o.ID, Request: text})
			c.watchEnds(w, "", nil)
		}, nil
	}
	return func() { c.invoke(t, command.Unwatch{ID: uint64(w.id)}, text) }, nil
}

// watchesOf says which watches a client has that are not over.
func (c *Cluster) watchesOf(name string) string {
	var ids []string
	for _, cl := range c.clients {
		for _, w := range cl.watches {
			if cl.name == name && w.state != frame.WatchCanceled {
				ids = append(ids, fmt.Sprint(w.op.ID))
			}
		}
	}
	if len(ids) == 0 {
		return "it has none: watch foo"
	}
	return "it has " + strings.Join(ids, ", ")
}

// prepareProgress has a client ask on the stream of its first open watch, or on
// the one to the node that is named.
func (c *Cluster) prepareProgress(cmd command.Progress) (func(), error) {
	t := cmd.Target
	for _, cl := range c.clients {
		if cl.name != t.Client && (t.Client != "" || cl.name != "c1") {
			continue
		}
		i := slices.IndexFunc(cl.watches, func(w *watch) bool { return w.stream != nil && (t.Node == "" || w.op.Node == t.Node) })
		if i >= 0 {
			t.Node = cl.watches[i].op.Node
			return func() { c.invoke(t, cmd, command.Bare(cmd)) }, nil
		}
	}
	return nil, refuse(cmd, "the client watches nothing there", "ask for a watch first: watch foo")
}

// setReading has a client stop or go on reading what its watches are sent.
func (c *Cluster) setReading(cl *client, on bool) {
	cl.deaf = !on
	for _, s := range slices.Clone(cl.streams) {
		c.readStream(s)
	}
}

// viewWatches are the client's watches as they are shown; one that did not
// change is the same as before.
func (cl *client) viewWatches() []*frame.Watch {
	if len(cl.watches) == 0 {
		return nil
	}
	vs := make([]*frame.Watch, len(cl.watches))
	for i, w := range cl.watches {
		v := frame.Watch{ID: w.op.ID, Text: w.op.Text, Node: w.op.Node, State: w.state, Next: w.next, Events: w.events, Last: w.last, Why: w.why}
		if w.view == nil || *w.view != v {
			w.view = &v
		}
		vs[i] = w.view
	}
	return vs
}
