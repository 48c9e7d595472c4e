package engine

import (
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

const (
	// Clients wait as long as etcdctl does, and do not try again, unless told.
	defaultTimeout = 5000
	// retryPause lies between two attempts, as in etcd's client, ms.
	retryPause = 25
)

// A client is a named client and what it waits for.
type client struct {
	name     string
	endpoint string
	timeout  int64
	retries  int
	open     []*op
	last     *frame.Op
	view     *frame.Client
	dirty    bool
}

// An op is one operation on its way. Each attempt is a request of its own: that
// a retry is applied a second time is the client's problem, as in etcd.
type op struct {
	frame.Op
	c      *client
	cmd    command.Command
	free   bool   // any node will do: each attempt goes to the leader of the moment
	ticket uint64 // the timeout that counts
	rests  bool   // between two attempts
	server *node  // the node that took the request, while it works on it
}

// request is the id that an attempt bears in the log: the operation and the
// attempt.
func (o *op) request() uint64 { return o.ID<<8 | uint64(o.Attempt&0xff) }

// A result is the answer to an operation.
type result struct {
	text string
	rev  int64
	fail bool
}

func (c *Cluster) client(name string) *client {
	if name == "" {
		name = "c1"
	}
	for _, cl := range c.clients {
		if cl.name == name {
			return cl
		}
	}
	cl := &client{name: name, timeout: defaultTimeout, dirty: true}
	c.clients = append(c.clients, cl)
	c.clientsDirty = true
	return cl
}

// invoke begins an operation.
func (c *Cluster) invoke(t command.Target, cmd command.Command, text string) {
	cl := c.client(t.Client)
	c.lastOp++
	o := &op{
		Op: frame.Op{ID: c.lastOp, Client: cl.name, Node: t.Node, Text: text, Start: c.now},
		c:  cl, cmd: cmd, free: t.Node == "",
	}
	cl.open = append(cl.open, o)
	c.try(o, event.Invoked)
}

// try makes an attempt.
func (c *Cluster) try(o *op, kind event.Kind) {
	o.Attempt++
	o.rests, o.server = false, nil
	if o.free {
		o.Node = c.anyEndpoint()
	}
	o.c.endpoint, o.c.dirty, c.clientsDirty = o.Node, true, true
	c.emit(event.Event{Kind: kind, Node: o.Node, Peer: o.Client, Op: o.ID, Text: o.Text, Index: uint64(o.Attempt)})
	o.ticket++
	c.queue.push(due{at: c.now + o.c.timeout, cause: event.Timeout, msg: o.ID, life: o.ticket})
	c.mail(o, "Request", o.Client, o.Node, result{text: o.Text})
}

// anyEndpoint is the leader's node, or the first that runs, or n1.
func (c *Cluster) anyEndpoint() string {
	if l := c.leader(); l != nil {
		return l.name
	}
	for _, n := range c.order {
		if n.up && !n.paused {
			return n.name
		}
	}
	return c.order[0].name
}

// mail sends a message between a client and a node.
func (c *Cluster) mail(o *op, typ, from, to string, r result) {
	c.lastMsg++
	e := &envelope{op: o, attempt: o.Attempt, view: &frame.Message{
		ID: c.lastMsg, Type: typ, From: from, To: to, Op: o.ID, Text: r.text, Sent: c.now,
		Reject: r.fail, Index: uint64(r.rev),
	}}
	e.from, _ = config.NodeID(from)
	e.to, _ = config.NodeID(to)
	node := to
	if e.to == 0 {
		node = from
	}
	c.emit(event.Event{Kind: event.Sent, Node: node, Peer: o.Client, Msg: e.view, Op: o.ID})
	c.launch(e, &link{latency: c.cfg.Client})
}

// requestArrived is a request reaching its endpoint.
func (c *Cluster) requestArrived(e *envelope, n *node) {
	if n == nil || !n.up {
		c.emit(event.Event{Kind: event.Dropped, Node: e.view.From, Peer: e.view.To, Msg: e.view, Reason: event.NodeDown, Op: e.view.Op})
		if o := c.openOp(e.view.Op); o != nil && o.Attempt == e.attempt && !o.rests {
			c.attemptFailed(o, frame.OpFailed, "connection refused: "+e.view.To+" is down")
		}
		return
	}
	c.emit(event.Event{Kind: event.Received, Node: n.name, Peer: e.view.From, Msg: e.view, Op: e.view.Op})
	o := c.openOp(e.view.Op)
	if o == nil || o.Attempt != e.attempt {
		late := *e.op // the client has given up on it; the node does not know
		late.Attempt = e.attempt
		o = &late
	}
	o.server = n
	n.serve(o)
}

// respond sends an answer back to the client.
func (n *node) respond(o *op, r result) {
	if !n.up {
		return
	}
	o.server = nil
	n.c.mail(o, "Response", n.name, o.Client, r)
}

// answerArrived is a response reaching its client.
func (c *Cluster) answerArrived(e *envelope) {
	o := c.openOp(e.view.Op)
	if o == nil || o.Attempt != e.attempt || o.rests {
		c.emit(event.Event{Kind: event.Dropped, Node: e.view.From, Peer: e.view.To, Msg: e.view, Reason: event.ClientGone, Op: e.view.Op})
		return
	}
	o.Rev = int64(e.view.Index)
	if e.view.Reject {
		c.attemptFailed(o, frame.OpFailed, e.view.Text)
		return
	}
	o.Result = e.view.Text
	c.emit(event.Event{Kind: event.Responded, Node: o.Node, Peer: o.Client, Op: o.ID, Msg: e.view, Text: e.view.Text})
	c.end(o, frame.OpOK)
}

// timeout is a client's patience ending, or its pause between two attempts.
func (c *Cluster) timeout(id uint64) {
	o := c.openOp(id)
	if o.rests {
		c.try(o, event.Retried)
		return
	}
	c.emit(event.Event{Kind: event.TimedOut, Node: o.Node, Peer: o.Client, Op: o.ID, Text: o.Text})
	c.attemptFailed(o, frame.OpUnknown, "context deadline exceeded")
}

// connectionLost is the endpoint's process dying while it worked on o.
func (c *Cluster) connectionLost(o *op) {
	if c.openOp(o.ID) == o {
		c.attemptFailed(o, frame.OpUnknown, "connection lost: "+o.Node+" went down")
	}
}

// attemptFailed sees to another attempt if the client may, else ends the
// operation.
func (c *Cluster) attemptFailed(o *op, s frame.OpState, why string) {
	if o.Attempt <= o.c.retries {
		if s == frame.OpUnknown {
			o.State = s // some attempt may have happened
		}
		o.rests, o.server = true, nil
		o.ticket++
		c.queue.push(due{at: c.now + retryPause, cause: event.Timeout, msg: o.ID, life: o.ticket})
		return
	}
	if o.State == frame.OpUnknown {
		s = frame.OpUnknown
	}
	o.Result = why
	if s == frame.OpFailed {
		c.emit(event.Event{Kind: event.Responded, Node: o.Node, Peer: o.Client, Op: o.ID, Text: why, Reason: event.Failed})
	}
	c.end(o, s)
}

func (c *Cluster) end(o *op, s frame.OpState) {
	cl := o.c
	if i := slices.Index(cl.open, o); i >= 0 {
		cl.open = slices.Delete(cl.open, i, i+1)
	}
	o.State, o.End = s, c.now
	done := o.Op
	cl.last, cl.dirty, c.clientsDirty = &done, true, true
}

func (c *Cluster) openOp(id uint64) *op {
	for _, cl := range c.clients {
		for _, o := range cl.open {
			if o.ID == id {
				return o
			}
		}
	}
	return nil
}

// openOps lists what the node works on, in order of operation.
func (n *node) openOps() []*op {
	var ops []*op
	for _, cl := range n.c.clients {
		for _, o := range cl.open {
			if o.server == n {
				ops = append(ops, o)
			}
		}
	}
	return ops
}

func (c *Cluster) leader() *node {
	var l *node
	for _, n := range c.order {
		if n.up && !n.paused && roleOf(n.st.role) == frame.Leader && (l == nil || n.st.term > l.st.term) {
			l = n
		}
	}
	return l
}

func (c *Cluster) named(name string) *node {
	id, ok := config.NodeID(name)
	if !ok {
		return nil
	}
	return c.nodes[id]
}
