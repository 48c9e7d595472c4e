package engine

import (
	"fmt"
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/machine"
	"raftviz/engine/network"
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
		return c.prepareMoving(cmd, x.Msg, c.network.Deliver)
	case command.Drop:
		return c.prepareMessage(cmd, x.Msg, c.drop)
	case command.Dup:
		return c.prepareMessage(cmd, x.Msg, c.network.Duplicate)
	case command.Delay:
		return c.prepareMoving(cmd, x.Msg, func(e *network.Envelope) { c.network.Delay(e, x.By) })
	case command.Client:
		return func() { c.clients.Set(x) }, nil
	case command.MemberAdd, command.MemberPromote, command.MemberRemove, command.MemberChange, command.MemberLeave:
		if c.leader() == nil {
			return nil, refuse(cmd, "there is no leader to ask for a change of membership", "wait for one: run until leader != \"\"")
		}
		return func() { c.clients.Invoke(command.Target{}, cmd, cmd.String()) }, nil
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
	return refuse(cmd, "there is no "+name, fmt.Sprintf("nodes are %s to %s", c.order[0].Name(), c.order[len(c.order)-1].Name()))
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

// unfit returns why a machine is not in the wanted state, and the remedy.
func unfit(m *machine.Machine, w wants) (why, remedy string) {
	name := m.Name()
	switch {
	case w == wantAny:
		return "", ""
	case m.Gone() && w != wantDown:
		return name + " has left the cluster and stopped", "add another node: member add"
	case w == wantDown && m.Gone():
		return name + " was removed from the cluster and does not come back", "add another node: member add"
	case w == wantDown && m.Up():
		return name + " is up", "crash it first: crash " + name
	case w == wantPaused && !m.Paused():
		return name + " is not paused", "pause it first: pause " + name
	case w != wantDown && w != wantPaused && !m.Up():
		return name + " is down", "start it first: restart " + name
	case w == wantRunning && m.Paused():
		return name + " is paused", "let it go on first: resume " + name
	}
	return "", ""
}

func (c *Cluster) prepareNode(cmd command.Command) (func(), error) {
	var name string
	var w wants
	var act func(m *machine.Machine)
	switch x := cmd.(type) {
	case command.Campaign:
		name, act = x.Node, func(m *machine.Machine) { m.Replica(theGroup).Campaign() }
	case command.Transfer:
		return c.prepareTransfer(x)
	case command.Crash:
		name, w, act = x.Node, wantUp, (*machine.Machine).Crash
	case command.Restart:
		name, w, act = x.Node, wantDown, (*machine.Machine).Restart
	case command.Wipe:
		name, w, act = x.Node, wantDown, (*machine.Machine).Wipe
	case command.Pause:
		name, act = x.Node, (*machine.Machine).Pause
	case command.Resume:
		name, w, act = x.Node, wantPaused, (*machine.Machine).Resume
	case command.Snapshot:
		return c.prepareSnapshot(x)
	case command.Compact:
		return c.prepareCompact(x)
	case command.Disk:
		name, w, act = x.Node, wantAny, func(m *machine.Machine) { m.SetDisk(x) }
	case command.Clock:
		name, w, act = x.Node, wantAny, func(m *machine.Machine) { m.SetClock(x) }
	}
	m := c.named(name)
	if m == nil {
		return nil, c.unknown(cmd, name)
	}
	if why, remedy := unfit(m, w); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
	return func() { act(c.enter(m.ID())) }, nil
}

func (c *Cluster) prepareTransfer(cmd command.Transfer) (func(), error) {
	from, to := c.named(cmd.From), c.named(cmd.To)
	switch {
	case from == nil:
		return nil, c.unknown(cmd, cmd.From)
	case to == nil:
		return nil, c.unknown(cmd, cmd.To)
	}
	if why, remedy := unfit(from, wantRunning); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
	leads := from.Replica(theGroup)
	switch {
	case !leads.Leads():
		remedy := "there is no leader"
		if l := c.leader(); l != nil {
			remedy = "ask the leader: transfer " + l.Name() + " " + cmd.To
		}
		return nil, refuse(cmd, from.Name()+" does not lead", remedy)
	case from == to:
		return nil, refuse(cmd, from.Name()+" leads already", "")
	case !leads.HasVoter(to.ID()):
		return nil, refuse(cmd, to.Name()+" is not a voter", "promote it first: member promote "+to.Name())
	}
	return func() { c.enter(from.ID()).Replica(theGroup).Transfer(to.ID()) }, nil
}

func (c *Cluster) prepareSnapshot(cmd command.Snapshot) (func(), error) {
	m := c.named(cmd.Node)
	if m == nil {
		return nil, c.unknown(cmd, cmd.Node)
	}
	if why, remedy := unfit(m, wantRunning); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
	if r := m.Replica(theGroup); !r.CanSnapshot() {
		return nil, refuse(cmd, fmt.Sprintf("%s has applied nothing since its snapshot at index %d", m.Name(), r.Snapshot()), "")
	}
	return func() { c.enter(m.ID()).Replica(theGroup).TakeSnapshot() }, nil
}

func (c *Cluster) prepareCompact(cmd command.Compact) (func(), error) {
	m := c.named(cmd.Node)
	if m == nil {
		return nil, c.unknown(cmd, cmd.Node)
	}
	if why, remedy := unfit(m, wantRunning); why != "" {
		return nil, refuse(cmd, why, remedy)
	}
	if ok, first, applied := m.Replica(theGroup).CanCompact(cmd.Keep); !ok {
		return nil, refuse(cmd, fmt.Sprintf("%s's log starts at %d and is applied to %d: nothing lies before the last %d", m.Name(), first, applied, cmd.Keep), "keep fewer")
	}
	return func() { c.enter(m.ID()).Replica(theGroup).CompactLog(cmd.Keep) }, nil
}

func (c *Cluster) prepareClient(cmd command.Command, t command.Target) (func(), error) {
	if t.Node != "" && c.named(t.Node) == nil {
		return nil, c.unknown(cmd, t.Node)
	}
	switch x := cmd.(type) {
	case command.Unwatch:
		act, why, remedy := c.clients.Unwatch(x)
		if act == nil {
			return nil, refuse(cmd, why, remedy)
		}
		return act, nil
	case command.Progress:
		act := c.clients.Progress(x)
		if act == nil {
			return nil, refuse(cmd, "the client watches nothing there", "ask for a watch first: watch foo")
		}
		return act, nil
	}
	return func() { c.clients.Invoke(t, cmd, command.Bare(cmd)) }, nil
}

// Messages.

func (c *Cluster) prepareMessage(cmd command.Command, id uint64, act func(*network.Envelope)) (func(), error) {
	e := c.network.Find(id)
	if e == nil {
		why := fmt.Sprintf("message #%d is not under way any more", id)
		if id > c.network.LastID() || id == 0 {
			why = fmt.Sprintf("there is no message #%d yet", id)
		}
		return nil, refuse(cmd, why, "those under way are in the network pane")
	}
	return func() { act(e) }, nil
}

// prepareMoving is prepareMessage for what only makes sense while the message
// is still on its way.
func (c *Cluster) prepareMoving(cmd command.Command, id uint64, act func(*network.Envelope)) (func(), error) {
	if e := c.network.Find(id); e != nil && e.Waiting() {
		to := e.To.Name
		return nil, refuse(cmd, fmt.Sprintf("message #%d has arrived at %s, which is paused", id, to), "let it go on: resume "+to)
	}
	return c.prepareMessage(cmd, id, act)
}

func (c *Cluster) drop(e *network.Envelope) {
	if e.Waiting() {
		c.enter(e.To.Node) // its inbox
	}
	c.network.Drop(e)
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
		return func() { c.network.Heal(x) }, nil
	case command.Link:
		return func() { c.network.Set(x) }, nil
	case command.Hold:
		return func() { c.network.Hold(x) }, nil
	}
	x := cmd.(command.Release)
	return func() { c.network.Release(x) }, nil
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

// cut severs links: without a second group, those to all other nodes.
func (c *Cluster) cut(x command.Cut) {
	if len(x.B) == 0 {
		for _, m := range c.order {
			if !slices.Contains(x.A, m.Name()) {
				x.B = append(x.B, m.Name())
			}
		}
	}
	c.network.Cut(x)
}
