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

// prepare checks that a command makes sense and returns what carries it out.
// Whatever can refuse, refuses here, before anything has changed.
func (c *Cluster) prepare(cmd command.Command) (func(), error) {
	switch x := cmd.(type) {
	case command.StepN, command.RunFor, command.RunUntil:
		return nil, refuse(cmd, "a cluster does not move itself", "")
	case command.Campaign, command.Transfer, command.Crash, command.Restart, command.Wipe,
		command.Pause, command.Resume, command.Snapshot, command.Compact, command.Disk, command.Clock:
		return c.prepareNode(cmd)
	case command.Cut, command.Heal, command.Link, command.Hold, command.Release:
		return c.prepareLinks(cmd)
	case command.Deliver:
		return c.prepareMoving(cmd, x.Msg, c.deliverNow)
	case command.Drop:
		return c.prepareMessage(cmd, x.Msg, c.dropNow)
	case command.Dup:
		return c.prepareMessage(cmd, x.Msg, func(i int) { c.duplicate(c.flight[i]) })
	case command.Delay:
		return c.prepareMoving(cmd, x.Msg, func(i int) { c.delay(i, x.By) })
	case command.Client:
		return func() { c.setClient(x) }, nil
	case command.MemberAdd, command.MemberPromote, command.MemberRemove, command.MemberChange, command.MemberLeave:
		if c.leader() == nil {
			return nil, refuse(cmd, "there is no leader to ask for a change of membership", "wait for one: run until leader != \"\"")
		}
		return func() { c.invoke(command.Target{}, cmd, cmd.String()) }, nil
	}
	if t, ok := command.TargetOf(cmd); ok {
		return c.prepareClient(cmd, t)
	}
	panic(fmt.Sprintf("engine: no way to do %T", cmd))
}

func refuse(cmd command.Command, why, remedy string) error {
	return &Refused{Command: cmd.String(), Why: why, Remedy: remedy}
}

func (c *Cluster) unknown(cmd command.Command, name string) error {
	return refuse(cmd, "there is no "+name, fmt.Sprintf("nodes are %s to %s", c.order[0].name, c.order[len(c.order)-1].name))
}

// wants says what state a command needs its node to be in.
type wants uint8

const (
	wantRunning wants = iota // up and not paused
	wantUp
	wantPaused
	wantDown
	wantAny
)

// unfit returns why n is not in the wanted state, and the remedy.
func (n *node) unfit(w wants) (why, remedy string) {
	switch {
	case w == wantAny:
		return "", ""
	case n.gone && w != wantDown:
		return n.name + " has left the cluster and stopped", "add another node: member add"
	case w == wantDown && n.gone:
		return n.name + " was removed from the cluster and does not come back", "add another node: member add"
	case w == wantDown && n.up:
		return n.name + " is up", "crash it first: crash " + n.name
	case w == wantPaused && !n.paused:
		return n.name + " is not paused", "pause it first: pause " + n.name
	case w != wantDown && w != wantPaused && !n.up:
		return n.name + " is down", "start it first: restart " + n.name
	case w == wantRunning && n.paused:
		return n.name + " is paused", "let it go on first: resume " + n.name
	}
	return "", ""
}

func (c *Cluster) prepareNode(cmd command.Command) (func(), error) {
	var name string
	var w wants
	var act func(n *node)
	switch x := cmd.(type) {
	case command.Campaign:
		name, act = x.Node, (*node).campaign
	case command.Transfer:
		return c.prepareTransfer(x)
	case command.Crash:
		name, w, act = x.Node, wantUp, (*node).crash
	case command.Restart:
		name, w, act = x.Node, wantDown, (*node).restart
	case command.Wipe:
		name, w, act = x.Node, wantDown, (*node).wipe
	case command.Pause:
		name, act = x.Node, (*node).pause
	case command.Resume:
		name, w, act = x.Node, wantPaused, (*node).resume
	case command.Snapshot:
		return c.prepareSnapshot(x)
	case command.Compact:
		return c.prepareCompact(x)
	case command.Disk:
		name, w, act = x.Node, wantAny, func(n *node) { n.setDisk(x) }
	case command.Clock:
		name, w, act = x.Node, wantAny, func(n *node) {
			n.setRate(x.Rate)
			n.dirty = true
			n.c.emit(n.name, &event.ClockChanged{Rate: x.Rate})
		}
	}
	n := c.named(name)
	if n == nil {
		return nil, c.unknown(cmd, name)
	}
	if why, remedy := n.unfit(w); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
	return func() { act(n) }, nil
}

func (c *Cluster) prepareTransfer(cmd command.Transfer) (func(), error) {
	from, to := c.named(cmd.From), c.named(cmd.To)
	switch {
	case from == nil:
		return nil, c.unknown(cmd, cmd.From)
	case to == nil:
		return nil, c.unknown(cmd, cmd.To)
	}
	if why, remedy := from.unfit(wantRunning); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
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

func (c *Cluster) prepareSnapshot(cmd command.Snapshot) (func(), error) {
	n := c.named(cmd.Node)
	if n == nil {
		return nil, c.unknown(cmd, cmd.Node)
	}
	if why, remedy := n.unfit(wantRunning); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
	if n.applied <= n.snap.Index {
		return nil, refuse(cmd, fmt.Sprintf("%s has applied nothing since its snapshot at index %d", n.name, n.snap.Index), "")
	}
	return func() { n.must(n.saveSnapshot()) }, nil
}

// prepareCompact compacts as etcd does: behind a snapshot, which it takes first
// if the applied state has moved on.
func (c *Cluster) prepareCompact(cmd command.Compact) (func(), error) {
	n := c.named(cmd.Node)
	if n == nil {
		return nil, c.unknown(cmd, cmd.Node)
	}
	if why, remedy := n.unfit(wantRunning); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
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

func (c *Cluster) prepareClient(cmd command.Command, t command.Target) (func(), error) {
	if t.Node != "" && c.named(t.Node) == nil {
		return nil, c.unknown(cmd, t.Node)
	}
	switch x := cmd.(type) {
	case command.Unwatch:
		return c.prepareUnwatch(x)
	case command.Progress:
		return c.prepareProgress(x)
	}
	return func() { c.invoke(t, cmd, command.Bare(cmd)) }, nil
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
	e := &event.ClientChanged{Client: cl.name, Timeout: cl.timeout, Retries: cl.retries}
	if x.Reading != nil {
		if e.Reading = event.Off; *x.Reading {
			e.Reading = event.On
		}
	}
	c.emit("", e)
	if x.Reading != nil {
		c.setReading(cl, *x.Reading)
	}
}

// Life.

func (n *node) crash() {
	n.c.emit(n.name, &event.Crashed{Term: n.st.term, Was: roleOf(n.st.role)})
	n.halt()
}

func (n *node) restart() {
	n.must(n.boot())
	n.c.emit(n.name, &event.Restarted{Term: n.st.term, Index: n.last()})
}

func (n *node) wipe() {
	n.must(n.format())
	n.keepDurable()
	n.dirty = true
	n.c.emit(n.name, &event.Wiped{})
}

func (n *node) pause() {
	n.paused, n.dirty = true, true
	n.c.emit(n.name, &event.Paused{})
}

// resume lets the process go on: what waited for it comes due now, in order.
func (n *node) resume() {
	n.paused, n.dirty = false, true
	n.c.emit(n.name, &event.Resumed{})
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
	n.c.emit(n.name, &event.DiskChanged{State: d.state, Mode: d.mode, Latency: d.latency})
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
	c.parent = e.parent
	c.retime(e, c.now)
	c.arrive(e.view.ID)
}

func (c *Cluster) dropNow(i int) {
	e := c.flight[i]
	c.parent = e.parent
	c.removeFlight(i)
	if n := c.nodes[e.to]; n != nil {
		n.dirty = true // its inbox
	}
	c.lose(e, event.ByCommand)
}

func (c *Cluster) delay(i int, by int64) {
	e := c.flight[i]
	c.retime(e, max(e.view.Due, c.now)+by)
	c.emit(e.view.From, &event.Delayed{Msg: e.view})
}

// retime gives a message another time of arrival and ends its being held.
func (c *Cluster) retime(e *envelope, due int64) {
	v := *e.view
	v.Due, v.Held = due, false
	e.view, c.flightDirty = &v, true
	c.scheduleDelivery(e)
}

// Links.

func (c *Cluster) prepareLinks(cmd command.Command) (func(), error) {
	names := linkNodes(cmd)
	for _, name := range names {
		if c.named(name) == nil {
			return nil, c.unknown(cmd, name)
		}
	}
	switch x := cmd.(type) {
	case command.Cut:
		if len(x.B) == 0 && len(x.A) >= len(c.order) {
			return nil, refuse(cmd, "there is nobody left on the other side", "name fewer nodes")
		}
		return func() { c.cut(x) }, nil
	case command.Heal:
		return func() { c.heal(x) }, nil
	case command.Link:
		return func() { c.setLink(x) }, nil
	case command.Hold:
		return func() { c.hold(x) }, nil
	}
	x := cmd.(command.Release)
	return func() { c.release(x) }, nil
}

func linkNodes(cmd command.Command) []string {
	switch x := cmd.(type) {
	case command.Cut:
		return append(slices.Clone(x.A), x.B...)
	case command.Heal:
		if x.From == "" {
			return nil
		}
		return []string{x.From, x.To}
	case command.Link:
		return []string{x.From, x.To}
	case command.Hold:
		return []string{x.From, x.To}
	case command.Release:
		return []string{x.From, x.To}
	}
	return nil
}

// between returns the link a command names.
func (c *Cluster) between(from, to string) *link {
	f, _ := config.NodeID(from)
	t, _ := config.NodeID(to)
	return c.link(f, t)
}
