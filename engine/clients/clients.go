// Package clients holds the clients of a cluster in virtual time: their
// operations, attempts, timeouts and retries, and the client's end of watches.
//
// Clients know nodes by name only. They send requests and schedule timeouts
// through their Ports, and are given what arrives.
package clients

import (
	"crypto/sha256"
	"slices"

	"google.golang.org/grpc/codes"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
)

// Ports are what Clients need of the world around them.
type Ports interface {
	Now() int64 // virtual ms
	Emit(node string, p event.Payload)
	// Schedule has Timeout called for an operation at a time, unless it is
	// Stale by then.
	Schedule(at int64, op, generation uint64)
	// Send sends a request to the named node.
	Send(node string, r *message.Request)
	// Endpoint names the node that a client asks which names none.
	Endpoint() string
	// Save takes what a client has saved of a store. The bytes are not to be
	// changed.
	Save(name string, data []byte)
	Streams
}

// Streams are the nodes' ends of the streams that watches are served on.
type Streams interface {
	// Acknowledge tells a node that its client has read one more response.
	Acknowledge(node string, stream uint64)
	// Serve has a node go on serving a stream that has been read.
	Serve(node string, stream uint64)
	// Idle reports whether a node has nothing left to do on a stream.
	Idle(node string, stream uint64) bool
	// Close ends a stream at its node.
	Close(node string, stream uint64)
}

const (
	// Clients wait as long as etcdctl does, and do not try again, unless told.
	defaultTimeout = 5000
	// retryPause lies between two attempts, as in etcd's client, ms.
	retryPause = 25
)

// Clients are the clients of a cluster.
type Clients struct {
	ports      Ports
	all        []*client // in order of first use
	open       map[uint64]*op
	streams    map[uint64]*stream // that are open
	lastOp     uint64
	lastStream uint64

	entered []*client // in this step
	shown   []*frame.Client
}

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
}

// An op is one operation on its way. Each attempt is a separate request: that a
// retry is applied a second time is the client's problem, as in etcd.
type op struct {
	frame.Op
	shown      *frame.Op // as frames show it
	c          *client
	cmd        command.Command
	free       bool   // any node will do: each attempt goes to the leader of the moment
	generation uint64 // the timeout that counts
	rests      bool   // between two attempts
	doubt      bool   // an attempt that failed may have happened all the same
	server     string // the node that took the request, while it works on it

	each  command.Command // to ask every member that the answer lists; nil for most
	took  int64           // of a question about health: how long its read took, in ms; 0 until it is answered
	tried int64           // when the present attempt began
}

// request makes the present attempt's request.
func (o *op) request(cmd command.Command, asks etcd.Request) *message.Request {
	return &message.Request{Op: o.ID, Attempt: o.Attempt, Client: o.Client, Asks: asks, Command: cmd}
}

// New returns a world without clients.
func New(ports Ports) *Clients {
	return &Clients{ports: ports, open: map[uint64]*op{}, streams: map[uint64]*stream{}}
}

// enter takes hold of a client for this step: what is shown of it is made again
// when the step ends.
func (cs *Clients) enter(cl *client) *client {
	if !slices.Contains(cs.entered, cl) {
		cs.entered = append(cs.entered, cl)
	}
	return cl
}

// client returns the named client; "" is c1. It makes one that is new.
func (cs *Clients) client(name string) *client {
	if name == "" {
		name = "c1"
	}
	for _, cl := range cs.all {
		if cl.name == name {
			return cs.enter(cl)
		}
	}
	cl := &client{name: name, timeout: defaultTimeout}
	cs.all = append(cs.all, cl)
	return cs.enter(cl)
}

// Known reports whether a client of that name has asked or been set.
func (cs *Clients) Known(name string) bool {
	return slices.ContainsFunc(cs.all, func(cl *client) bool { return cl.name == name })
}

// Set changes how a client behaves.
func (cs *Clients) Set(x command.Client) {
	cl := cs.client(x.Name)
	if x.Timeout != nil {
		cl.timeout = *x.Timeout
	}
	if x.Retries != nil {
		cl.retries = *x.Retries
	}
	e := &event.ClientChanged{Client: cl.name, Timeout: cl.timeout, Retries: cl.retries}
	if x.Reading != nil {
		if e.Reading = event.Off; *x.Reading {
			e.Reading = event.On
		}
	}
	cs.ports.Emit("", e)
	if x.Reading != nil {
		cs.setReading(cl, *x.Reading)
	}
}

// Invoke begins an operation.
func (cs *Clients) Invoke(t command.Target, cmd command.Command) {
	each := command.Each(cmd)
	if each != nil {
		cmd = command.MemberList{Target: t}
	}
	o := cs.newOp(t, cmd)
	o.each = each
	cs.try(o, false)
}

func (cs *Clients) newOp(t command.Target, cmd command.Command) *op {
	cl := cs.client(t.Client)
	cs.lastOp++
	o := &op{
		Op: frame.Op{ID: cs.lastOp, Client: cl.name, Node: t.Node, Request: etcd.RequestOf(cmd), Start: cs.ports.Now()},
		c:  cl, cmd: cmd, free: t.Node == "",
	}
	cl.open = append(cl.open, o)
	cs.open[o.ID] = o
	cl.begins(o)
	return o
}

// try makes an attempt; again says that it is not the first.
func (cs *Clients) try(o *op, again bool) {
	o.Attempt++
	o.rests, o.server, o.took, o.tried = false, "", 0, cs.ports.Now()
	if o.free {
		o.Node = cs.ports.Endpoint()
	}
	o.c.endpoint = o.Node
	if again {
		cs.ports.Emit(o.Node, &event.Retried{Client: o.Client, Op: o.ID, Attempt: o.Attempt, Request: o.Request})
	} else {
		cs.ports.Emit(o.Node, &event.Invoked{Client: o.Client, Op: o.ID, Attempt: o.Attempt, Request: o.Request})
	}
	cs.wait(o, o.c.timeout)
	cs.ports.Send(o.Node, o.request(o.cmd, o.Request))
}

// wait schedules the timeout that counts from now on.
func (cs *Clients) wait(o *op, ms int64) {
	o.generation++
	cs.ports.Schedule(cs.ports.Now()+ms, o.ID, o.generation)
}

// Taken tells that the named node has taken a request.
func (cs *Clients) Taken(r *message.Request, node string) {
	if o := cs.attempt(r.Op, r.Attempt); o != nil {
		o.server = node
	}
}

// Responding tells that a node has sent its answer to an attempt: what becomes
// of the node does not concern the client any more.
func (cs *Clients) Responding(op uint64, attempt int) {
	if o := cs.attempt(op, attempt); o != nil {
		o.server = ""
	}
}

// Doubt tells that an attempt has happened, although it will be answered with
// an error.
func (cs *Clients) Doubt(op uint64, attempt int) {
	if o := cs.attempt(op, attempt); o != nil {
		o.doubt = true
	}
}

// Waits reports whether a client waits for an attempt.
func (cs *Clients) Waits(op uint64, attempt int) bool { return cs.attempt(op, attempt) != nil }

// attempt returns the operation if its client waits for that attempt.
func (cs *Clients) attempt(id uint64, attempt int) *op {
	if o := cs.open[id]; o != nil && o.Attempt == attempt && !o.rests {
		return o
	}
	return nil
}

// Answer gives a client a response. m is its visible form.
func (cs *Clients) Answer(r *message.Response, m *frame.Message) {
	o := cs.attempt(r.Op, r.Attempt)
	if o == nil {
		cs.ports.Emit(m.From, &event.Dropped{Msg: m, Reason: event.ClientGone})
		return
	}
	cs.enter(o.c)
	o.Rev = r.Rev
	if _, ok := o.cmd.(command.EndpointHealth); ok {
		cs.health(o, r, m)
		return
	}
	if r.Answer.Err() != nil {
		cs.attemptRefused(o, frame.OpFailed, r.Answer)
		return
	}
	o.Answer = r.Answer
	if r.Data != nil {
		o.Answer = cs.save(o, r, m)
	}
	cs.ports.Emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: m, Answer: o.Answer})
	cs.end(o, frame.OpOK)
	cs.askEach(o)
}

// save hands on a store that has reached the client that asked for it. It
// returns the operation's answer.
func (cs *Clients) save(o *op, r *message.Response, m *frame.Message) etcd.Answer {
	name := o.cmd.(command.SnapshotSave).File
	cs.ports.Emit(m.From, &event.StoreSaved{Client: o.Client, Op: o.ID, File: name, Size: int64(len(r.Data) - sha256.Size), Revision: int64(m.Index)})
	cs.ports.Save(name, r.Data)
	return r.Answer.SavedAs(name)
}

// Stale reports whether a timeout that was scheduled has been overtaken.
func (cs *Clients) Stale(op, generation uint64) bool {
	if o := cs.open[op]; o != nil {
		return o.generation != generation
	}
	return cs.lostWatch(op, generation) == nil
}

// Timeout is a client's patience ending, or its pause between two attempts, or
// before it asks for a lost watch again.
func (cs *Clients) Timeout(id uint64) {
	o := cs.open[id]
	if o == nil {
		cs.resumeWatch(cs.watch(id))
		return
	}
	cs.enter(o.c)
	if o.rests {
		cs.try(o, true)
		return
	}
	cs.ports.Emit(o.Node, &event.TimedOut{Client: o.Client, Op: o.ID, Request: o.Request})
	cs.attemptFailed(o, frame.OpUnknown, etcd.Failed(codes.DeadlineExceeded, "context deadline exceeded"))
}

// Refused tells that a request reached the named node while that was down.
func (cs *Clients) Refused(r *message.Request, node string) {
	o := cs.attempt(r.Op, r.Attempt)
	if o == nil {
		cs.RequestLost(r)
		return
	}
	cs.enter(o.c)
	cs.attemptRefused(o, frame.OpFailed, etcd.Failed(codes.Unavailable, "connection refused: "+node+" is down"))
}

// ConnectionLost tells that the named node's process died, with all that it
// worked on.
func (cs *Clients) ConnectionLost(node string) {
	var lost []*op
	for _, cl := range cs.all {
		for _, o := range cl.open {
			if o.server == node {
				lost = append(lost, o)
			}
		}
	}
	for _, o := range lost {
		if cs.open[o.ID] == o {
			cs.enter(o.c)
			cs.attemptRefused(o, frame.OpUnknown, etcd.Failed(codes.Unavailable, "connection lost: "+o.Node+" went down"))
		}
	}
}

// attemptRefused is an attempt that fails before the client's patience ends. If
// it was the last, the client says what has become of the operation.
func (cs *Clients) attemptRefused(o *op, s frame.OpState, why etcd.Answer) {
	if !cs.attemptFailed(o, s, why) {
		return
	}
	reason := event.Failed
	if o.State == frame.OpUnknown {
		reason = event.InDoubt
	}
	cs.ports.Emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Answer: o.Answer, Reason: reason})
}

// attemptFailed schedules another attempt if the client may make one. Otherwise
// it ends the operation and returns true.
func (cs *Clients) attemptFailed(o *op, s frame.OpState, why etcd.Answer) (ended bool) {
	o.doubt = o.doubt || s == frame.OpUnknown
	if o.Attempt <= o.c.retries {
		o.rests, o.server = true, ""
		cs.wait(o, retryPause)
		return false
	}
	if o.doubt {
		s = frame.OpUnknown
	}
	o.Answer = o.found(why)
	cs.end(o, s)
	return true
}

func (cs *Clients) end(o *op, s frame.OpState) {
	cl := o.c
	if i := slices.Index(cl.open, o); i >= 0 {
		cl.open = slices.Delete(cl.open, i, i+1)
	}
	delete(cs.open, o.ID)
	o.State, o.End = s, cs.ports.Now()
	done := o.Op
	cl.last = &done
	if w := cl.watch(o.ID); w != nil && s != frame.OpOK {
		cs.watchEnds(w, o.Answer.Text(), nil, nil)
	}
}

// View returns the clients as they are shown, in order of first use: the slice
// of before if nothing changed, and each client of before if the steps since
// did not enter it.
func (cs *Clients) View() []*frame.Client {
	if len(cs.entered) == 0 {
		return cs.shown
	}
	shown := make([]*frame.Client, len(cs.all))
	copy(shown, cs.shown)
	for _, cl := range cs.entered {
		shown[slices.Index(cs.all, cl)] = cl.view()
	}
	clear(cs.entered)
	cs.entered, cs.shown = cs.entered[:0], shown
	return shown
}

func (cl *client) view() *frame.Client {
	v := &frame.Client{Name: cl.name, Endpoint: cl.endpoint, Timeout: cl.timeout, Retries: cl.retries, Deaf: cl.deaf, Last: cl.last, Watches: cl.viewWatches()}
	v.Open = make([]*frame.Op, len(cl.open))
	for i, o := range cl.open {
		v.Open[i] = o.view()
	}
	return v
}

// view returns the operation as frames show it, the same as long as nothing of it
// changes: a client may have thousands open, in each of many frames.
func (o *op) view() *frame.Op {
	if o.shown == nil || *o.shown != o.Op {
		shown := o.Op
		o.shown = &shown
	}
	return o.shown
}

// A State is what a client is doing, for checks of what is shown of it.
type State struct {
	Name string
	Open []frame.Op
	// Server names the node that works on the operation of the same place in
	// Open; "" if none does.
	Server []string
}

// States returns what each client is doing, in order of first use.
func (cs *Clients) States() []State {
	states := make([]State, len(cs.all))
	for i, cl := range cs.all {
		states[i].Name = cl.name
		for _, o := range cl.open {
			states[i].Open = append(states[i].Open, o.Op)
			states[i].Server = append(states[i].Server, o.server)
		}
	}
	return states
}
