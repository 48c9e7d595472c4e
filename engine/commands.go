package engine

import (
	"fmt"
	"slices"

	"go.etcd.io/raft/v3"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func (c *Cluster) prepareTransfer(from *node, cmd command.Transfer) (func(), error) {
	to := c.named(cmd.To)
	switch {
	case from.st.role != raft.StateLeader:
		remedy := "there is no leader"
		if l := c.leader(); l != nil {
			remedy = "ask the leader: transfer " + l.name + " " + cmd.To
		}
		return nil, refuse(cmd, from.name+" does not lead", remedy)
	case from == to:
		return nil, refuse(cmd, from.name+" leads already", "")
	case !slices.Contains(from.conf.GetVoters(), to.id):
		return nil, refuse(cmd, to.name+" is not a voter", "promote it first: member promote "+to.name)
	}
	return func() {
		before := from.st
		from.rn.TransferLeader(to.id)
		from.after(nil, before)
	}, nil
}

func (c *Cluster) prepareSnapshot(n *node, cmd command.Snapshot) (func(), error) {
	if n.applied <= n.snap.Index {
		return nil, refuse(cmd, fmt.Sprintf("%s has applied nothing since its snapshot at index %d", n.name, n.snap.Index), "")
	}
	return func() { n.must(n.saveSnapshot()) }, nil
}

// prepareCompactLog compacts as etcd does: behind a snapshot, which it takes
// first if the applied state has moved on.
func (c *Cluster) prepareCompactLog(n *node, cmd command.CompactLog) (func(), error) {
	if n.applied <= cmd.Keep || n.applied-cmd.Keep < n.first {
		return nil, refuse(cmd, fmt.Sprintf("%s's log starts at %d and is applied to %d: nothing lies before the last %d", n.name, n.first, n.applied, cmd.Keep), "keep fewer")
	}
	return func() {
		if n.applied > n.snap.Index {
			n.must(n.saveSnapshot())
		}
		n.must(n.compactLog(cmd.Keep))
	}, nil
}

func (c *Cluster) setClient(x command.Client) {
	cl := c.client(x.Name)
	if x.Timeout != nil {
		cl.timeout = *x.Timeout
	}
	if x.Retries != nil {
		cl.retries = *x.Retries
	}
	cl.dirty, c.clientsDirty = true, true
	c.emit(event.Event{Kind: event.ClientChanged, Peer: cl.name, Text: x.String()})
	if x.Reading != nil {
		c.setReading(cl, *x.Reading)
	}
}

// Life.

func (n *node) crash() {
	n.c.emit(event.Event{Kind: event.Crashed, Node: n.name, Term: n.st.term, Text: roleOf(n.st.role).String()})
	n.halt()
}

func (n *node) restart() {
	n.must(n.boot())
	n.c.emit(event.Event{Kind: event.Restarted, Node: n.name, Term: n.st.term, Index: n.last()})
}

func (n *node) wipe() {
	n.must(n.format())
	n.keepDurable()
	n.dirty = true
	n.c.emit(event.Event{Kind: event.Wiped, Node: n.name})
}

func (n *node) pause() {
	n.paused, n.dirty = true, true
	n.c.emit(event.Event{Kind: event.PausedNode, Node: n.name})
}

// resume lets the process go on: what waited for it comes due now, in order.
func (n *node) resume() {
	n.paused, n.dirty = false, true
	n.c.emit(event.Event{Kind: event.ResumedNode, Node: n.name})
	held := n.held
	n.held = nil
	for _, d := range held {
		d.at = n.c.now
		n.c.queue.push(d)
	}
	n.c.deliverWaiting(n)
	n.nextTurn()
	n.tend()
}

func (n *node) setClock(x command.Clock) {
	n.setRate(x.Rate)
	n.dirty = true
	n.c.emit(event.Event{Kind: event.ClockChanged, Node: n.name, Text: x.String()})
}

func (n *node) setDisk(x command.Disk) {
	d := &n.disk
	n.dirty = true
	if x.Latency != nil {
		d.latency = *x.Latency
	}
	if x.Mode != "" {
		d.mode = x.Mode
	}
	was := d.state
	if x.State != "" {
		d.state, _ = frame.ParseDiskState(x.State)
	}
	n.c.emit(event.Event{Kind: event.DiskChanged, Node: n.name, Text: x.String()})
	if d.state == frame.DiskStall && was != frame.DiskStall {
		n.stall()
	}
	switch {
	case !n.up:
	case n.paused:
		n.startSync() // the kernel does not wait for the process
	default:
		n.nextTurn()
	}
}

// Messages.

func (c *Cluster) prepareDeliver(_ *node, cmd command.Deliver) (func(), error) {
	return c.prepareMoving(cmd, cmd.Msg, c.deliverNow)
}

func (c *Cluster) prepareDrop(_ *node, cmd command.Drop) (func(), error) {
	return c.prepareMessage(cmd, cmd.Msg, c.dropNow)
}

func (c *Cluster) prepareDup(_ *node, cmd command.Dup) (func(), error) {
	return c.prepareMessage(cmd, cmd.Msg, func(i int) { c.duplicate(c.flight[i]) })
}

func (c *Cluster) prepareDelay(_ *node, cmd command.Delay) (func(), error) {
	return c.prepareMoving(cmd, cmd.Msg, func(i int) { c.delay(i, cmd.By) })
}

func (c *Cluster) prepareMessage(cmd command.Command, id uint64, act func(i int)) (func(), error) {
	i, ok := c.findFlight(id)
	if !ok {
		why := fmt.Sprintf("message #%d is not under way any more", id)
		if id > c.lastMsg || id == 0 {
			why = fmt.Sprintf("there is no message #%d yet", id)
		}
		return nil, refuse(cmd, why, "those under way are in the network pane")
	}
	return func() { act(i) }, nil
}

// prepareMoving is prepareMessage for what only makes sense while the message
// is still on its way.
func (c *Cluster) prepareMoving(cmd command.Command, id uint64, act func(i int)) (func(), error) {
	if i, ok := c.findFlight(id); ok && c.flight[i].waiting {
		to := c.flight[i].view.To
		return nil, refuse(cmd, fmt.Sprintf("message #%d has arrived at %s, which is paused", id, to), "let it go on: resume "+to)
	}
	return c.prepareMessage(cmd, id, act)
}

func (c *Cluster) deliverNow(i int) {
	e := c.flight[i]
	c.retime(e, c.now)
	c.arrive(e.view.ID)
}

func (c *Cluster) dropNow(i int) {
	e := c.flight[i]
	c.removeFlight(i)
	if n := c.nodes[e.to]; n != nil {
		n.dirty = true // its inbox
	}
	c.lose(e, event.ByCommand)
}

func (c *Cluster) delay(i int, by int64) {
	e := c.flight[i]
	c.retime(e, max(e.view.Due, c.now)+by)
	c.emit(event.Event{Kind: event.Delayed, Node: e.view.From, Peer: e.view.To, Msg: e.view})
}

// retime gives a message another time of arrival and ends its being held.
func (c *Cluster) retime(e *envelope, due int64) {
	v := *e.view
	v.Due, v.Held = due, false
	e.view, c.flightDirty = &v, true
	c.scheduleDelivery(e)
}

// Links.

func (c *Cluster) prepareCut(_ *node, cmd command.Cut) (func(), error) {
	if len(cmd.B) == 0 && len(cmd.A) >= len(c.order) {
		return nil, refuse(cmd, "there is nobody left on the other side", "name fewer nodes")
	}
	return func() { c.cut(cmd) }, nil
}

// between returns the link a command names.
func (c *Cluster) between(from, to string) *link {
	f, _ := config.NodeID(from)
	t, _ := config.NodeID(to)
	return c.link(f, t)
}
