package engine

import (
	"maps"
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
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
	deaf     bool // it does not read what its watches are sent
	watches  []*watch
	streams  []*stream // open, in order of their making
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
	doubt  bool   // an attempt that failed may have happened all the same
	server *node  // the node that took the request, while it works on it
	taken  int64  // when it took it

	alarms  []mvcc.Alarm // alarm disarm: those to lower
	lowered int          // how many of them have been
}

// request is the id that an attempt bears in the log: the operation and the
// attempt.
func (o *op) request() uint64 { return o.ID<<8 | uint64(o.Attempt&0xff) }

// A result is the answer to an operation.
type result struct {
	text string
	rev  int64
	fail bool
	data []byte // a store
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
	c.try(c.newOp(t, cmd, text), false)
}

func (c *Cluster) newOp(t command.Target, cmd command.Command, text string) *op {
	cl := c.client(t.Client)
	c.lastOp++
	o := &op{
		Op: frame.Op{ID: c.lastOp, Client: cl.name, Node: t.Node, Text: text, Start: c.now},
		c:  cl, cmd: cmd, free: t.Node == "",
	}
	cl.open = append(cl.open, o)
	cl.begins(o)
	return o
}

// try makes an attempt; again says that it is not the first.
func (c *Cluster) try(o *op, again bool) {
	o.Attempt++
	o.rests, o.server = false, nil
	if o.free {
		o.Node = c.anyEndpoint()
	}
	o.c.endpoint, o.c.dirty, c.clientsDirty = o.Node, true, true
	if again {
		c.emit(o.Node, &event.Retried{Client: o.Client, Op: o.ID, Attempt: o.Attempt, Request: o.Text})
	} else {
		c.emit(o.Node, &event.Invoked{Client: o.Client, Op: o.ID, Attempt: o.Attempt, Request: o.Text})
	}
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
	e := &envelope{op: o, attempt: o.Attempt, data: r.data, view: &frame.Message{
		ID: c.lastMsg, Type: typ, From: from, To: to, Op: o.ID, Text: r.text, Sent: c.now,
		Reject: r.fail, Index: uint64(r.rev),
	}}
	e.from, _ = config.NodeID(from)
	e.to, _ = config.NodeID(to)
	where := from
	if e.from == 0 { // a client is no place
		where = to
	}
	c.emit(where, &event.Sent{Msg: e.view})
	if l := c.linkOf(e); l.cut {
		c.lose(e, event.LinkCut)
	} else {
		c.launch(e, l)
	}
}

// requestArrived is a request reaching its endpoint.
func (c *Cluster) requestArrived(e *envelope, n *node) {
	if e.from > 0 && c.link(e.from, e.to).cut {
		c.lose(e, event.LinkCut)
		return
	}
	if n == nil || !n.up {
		if e.from > 0 { // passed on: the client hears nothing of it
			c.lose(e, event.NodeDown)
			return
		}
		c.emit(e.view.From, &event.Dropped{Msg: e.view, Reason: event.NodeDown})
		if o := c.openAttempt(e.view.Op, e.attempt); o != nil {
			c.attemptRefused(o, frame.OpFailed, "connection refused: "+e.view.To+" is down")
		} else {
			c.watchRefused(e)
		}
		return
	}
	c.emit(n.name, &event.Received{Msg: e.view})
	if o := c.openAttempt(e.view.Op, e.attempt); o != nil {
		o.server = n
	}
	n.forgetLate()
	taken := *e.op // an attempt of its own: the node does not know what becomes of the others
	taken.Attempt, taken.taken = e.attempt, c.now
	hops := 0
	if e.from > 0 {
		hops = 1
	}
	n.serve(&taken, hops)
}

// serverTimeout is how long a node keeps a request that nobody waits for any
// more: etcd's limit for a request, five seconds and two election timeouts.
func (c *Cluster) serverTimeout() int64 {
	return 5000 + 2*int64(c.cfg.Election)*c.cfg.Tick
}

// forgetLate lets go of requests whose client gave up long ago: their proposal
// or their question was lost.
func (n *node) forgetLate() {
	late := func(_ uint64, o *op) bool {
		return n.c.now-o.taken > n.c.serverTimeout() && n.c.openAttempt(o.ID, o.Attempt) == nil
	}
	maps.DeleteFunc(n.waiters, late)
	maps.DeleteFunc(n.reads, late)
}

// respond sends an answer back to the client.
func (n *node) respond(o *op, r result) {
	if !n.up {
		return
	}
	if open := n.c.openAttempt(o.ID, o.Attempt); open != nil {
		open.server = nil
	}
	n.c.mail(o, "Response", n.name, o.Client, r)
}

// answerArrived is a response reaching its client.
func (c *Cluster) answerArrived(e *envelope) {
	o := c.openAttempt(e.view.Op, e.attempt)
	if o == nil {
		c.emit(e.view.From, &event.Dropped{Msg: e.view, Reason: event.ClientGone})
		return
	}
	o.Rev = int64(e.view.Index)
	if e.view.Reject {
		c.attemptRefused(o, frame.OpFailed, e.view.Text)
		return
	}
	o.Result = e.view.Text
	if e.data != nil {
		o.Result = c.saved(o, e)
	}
	c.emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: e.view, Result: o.Result})
	c.end(o, frame.OpOK)
}

// timeout is a client's patience ending, or its pause between two attempts, or
// before it asks for a lost watch again.
func (c *Cluster) timeout(id uint64) {
	o := c.openOp(id)
	if o == nil {
		c.resumeWatch(c.watch(id))
		return
	}
	if o.rests {
		c.try(o, true)
		return
	}
	c.emit(o.Node, &event.TimedOut{Client: o.Client, Op: o.ID, Request: o.Text})
	c.attemptFailed(o, frame.OpUnknown, "context deadline exceeded")
}

// connectionLost is the endpoint's process dying while it worked on o.
func (c *Cluster) connectionLost(o *op) {
	if c.openOp(o.ID) == o {
		c.attemptRefused(o, frame.OpUnknown, "connection lost: "+o.Node+" went down")
	}
}

// attemptRefused is an attempt that fails before the client's patience ends. If
// it was the last, the client says what has become of the operation.
func (c *Cluster) attemptRefused(o *op, s frame.OpState, why string) {
	if !c.attemptFailed(o, s, why) {
		return
	}
	reason := event.Failed
	if o.State == frame.OpUnknown {
		reason = event.InDoubt
	}
	c.emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Result: why, Reason: reason})
}

// attemptFailed sees to another attempt if the client may, else ends the
// operation, and reports whether it did.
func (c *Cluster) attemptFailed(o *op, s frame.OpState, why string) (ended bool) {
	o.doubt = o.doubt || s == frame.OpUnknown
	if o.Attempt <= o.c.retries {
		o.rests, o.server = true, nil
		o.c.dirty, c.clientsDirty = true, true
		o.ticket++
		c.queue.push(due{at: c.now + retryPause, cause: event.Timeout, msg: o.ID, life: o.ticket})
		return false
	}
	if o.doubt {
		s = frame.OpUnknown
	}
	o.Result = why
	c.end(o, s)
	return true
}

func (c *Cluster) end(o *op, s frame.OpState) {
	cl := o.c
	if i := slices.Index(cl.open, o); i >= 0 {
		cl.open = slices.Delete(cl.open, i, i+1)
	}
	o.State, o.End = s, c.now
	done := o.Op
	cl.last, cl.dirty, c.clientsDirty = &done, true, true
	if w := cl.watch(o.ID); w != nil && s != frame.OpOK {
		c.watchEnds(w, o.Result, nil)
	}
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

// openAttempt returns the operation if its client waits for that attempt.
func (c *Cluster) openAttempt(id uint64, attempt int) *op {
	if o := c.openOp(id); o != nil && o.Attempt == attempt && !o.rests {
		return o
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
