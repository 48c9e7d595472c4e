package engine

import (
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/engine/machine"
	"raftviz/engine/network"
)

func (c *Cluster) prepareTransfer(from *machine.Machine, cmd command.Transfer) (func(), error) {
	to, leads := c.named(cmd.To), from.Replica(theGroup)
	switch {
	case !leads.Leads():
		remedy := texts.Sayf("there is no leader")
		if l := c.leader(); l != nil {
			remedy = texts.Sayf("ask the leader: transfer %s %s", l.Name(), cmd.To)
		}
		return nil, refuse(cmd, texts.Sayf("%s does not lead", from.Name()), remedy)
	case from == to:
		return nil, refuse(cmd, texts.Sayf("%s leads already", from.Name()), lang.Message{})
	case !leads.HasVoter(to.ID()):
		return nil, refuse(cmd, texts.Sayf("%s is not a voter", to.Name()), texts.Sayf("promote it first: member promote %s", to.Name()))
	}
	return func() { c.enter(from.ID()).Replica(theGroup).Transfer(to.ID()) }, nil
}

func (c *Cluster) preparePowerOff(m *machine.Machine, cmd command.PowerOff) (func(), error) {
	if !m.Up() && !m.Unsynced() {
		return nil, refuse(cmd, texts.Sayf("%s is down, and all it had written is on its disk", m.Name()), texts.Sayf("start it first: restart %s", m.Name()))
	}
	return func() { c.enter(m.ID()).PowerOff() }, nil
}

// prepareForgetLeader refuses what raft would pass over: MsgForgetLeader is for
// a follower that knows a leader, and not where leases are trusted for reads.
func (c *Cluster) prepareForgetLeader(m *machine.Machine, cmd command.ForgetLeader) (func(), error) {
	r := m.Replica(theGroup)
	switch {
	case r.Leads():
		return nil, refuse(cmd, texts.Sayf("%s leads", m.Name()), texts.Sayf("only a follower forgets its leader"))
	case r.Leader() == 0:
		return nil, refuse(cmd, texts.Sayf("%s knows no leader", m.Name()), lang.Message{})
	case c.cfg.Reads == config.ReadsLease:
		return nil, refuse(cmd, texts.Sayf("raft forgets no leader while reads trust its lease"), texts.Sayf("begin with reads: safe"))
	}
	return func() { c.enter(m.ID()).Replica(theGroup).ForgetLeader() }, nil
}

func (c *Cluster) prepareSendSnapshot(from *machine.Machine, cmd command.SendSnapshot) (func(), error) {
	r := from.Replica(theGroup)
	switch {
	case !r.Leads():
		return nil, refuse(cmd, texts.Sayf("%s does not lead", from.Name()), texts.Sayf("only a leader sends snapshots"))
	case r.Snapshot() == 0:
		return nil, refuse(cmd, texts.Sayf("%s has no snapshot", from.Name()), texts.Sayf("record one first: snapshot %s", from.Name()))
	}
	to := c.named(cmd.To).ID()
	return func() { c.enter(from.ID()).Replica(theGroup).SendSnapshot(to) }, nil
}

func (c *Cluster) prepareSnapshot(m *machine.Machine, cmd command.Snapshot) (func(), error) {
	if r := m.Replica(theGroup); !r.CanSnapshot() {
		return nil, refuse(cmd, texts.Sayf("%s has applied nothing since its snapshot at index %d", m.Name(), r.Snapshot()), lang.Message{})
	}
	if err := settled(m, cmd); err != nil {
		return nil, err
	}
	return func() { c.enter(m.ID()).Replica(theGroup).TakeSnapshot() }, nil
}

func (c *Cluster) prepareCompactLog(m *machine.Machine, cmd command.CompactLog) (func(), error) {
	if ok, first, applied := m.Replica(theGroup).CanCompact(cmd.Keep); !ok {
		return nil, refuse(cmd, texts.Sayf("%s's log starts at %d and is applied to %d: nothing lies before the last %d", m.Name(), first, applied, cmd.Keep), texts.Sayf("keep fewer"))
	}
	if err := settled(m, cmd); err != nil {
		return nil, err
	}
	return func() { c.enter(m.ID()).Replica(theGroup).CompactLog(cmd.Keep) }, nil
}

// settled refuses a command that needs a snapshot of what the node is still
// writing.
func settled(m *machine.Machine, cmd command.Command) error {
	if m.Replica(theGroup).Settled() {
		return nil
	}
	return refuse(cmd, texts.Sayf("%s has applied what it is still writing to its log", m.Name()), texts.Sayf("wait for its fsync: step"))
}

// Clients.

func (c *Cluster) prepareClient(_ *machine.Machine, cmd command.Client) (func(), error) {
	return func() { c.clients.Set(cmd) }, nil
}

func (c *Cluster) prepareUnwatch(cmd command.Unwatch) (func(), error) {
	act, why, remedy := c.clients.Unwatch(cmd)
	if act == nil {
		return nil, refuse(cmd, why, remedy)
	}
	return act, nil
}

func (c *Cluster) prepareProgress(cmd command.Progress) (func(), error) {
	act := c.clients.Progress(cmd)
	if act == nil {
		return nil, refuse(cmd, texts.Sayf("the client watches nothing there"), texts.Sayf("ask for a watch first: watch foo"))
	}
	return act, nil
}

// Messages.

func (c *Cluster) prepareDeliver(_ *machine.Machine, cmd command.Deliver) (func(), error) {
	return c.prepareMoving(cmd, cmd.Msg, func(e *network.Envelope) {
		c.parent = e.Parent()
		c.network.Deliver(e)
	})
}

func (c *Cluster) prepareDrop(_ *machine.Machine, cmd command.Drop) (func(), error) {
	return c.prepareMessage(cmd, cmd.Msg, c.drop)
}

func (c *Cluster) prepareDup(_ *machine.Machine, cmd command.Dup) (func(), error) {
	return c.prepareMessage(cmd, cmd.Msg, c.network.Duplicate)
}

func (c *Cluster) prepareDelay(_ *machine.Machine, cmd command.Delay) (func(), error) {
	return c.prepareMoving(cmd, cmd.Msg, func(e *network.Envelope) { c.network.Delay(e, cmd.By) })
}

func (c *Cluster) prepareMessage(cmd command.Command, id uint64, act func(*network.Envelope)) (func(), error) {
	e := c.network.Find(id)
	if e == nil {
		why := texts.Sayf("message #%d is not under way any more", id)
		if id > c.network.LastID() || id == 0 {
			why = texts.Sayf("there is no message #%d yet", id)
		}
		return nil, refuse(cmd, why, texts.Sayf("those under way are in the network pane"))
	}
	return func() { act(e) }, nil
}

// prepareMoving is prepareMessage for what only makes sense while the message
// is still on its way.
func (c *Cluster) prepareMoving(cmd command.Command, id uint64, act func(*network.Envelope)) (func(), error) {
	if e := c.network.Find(id); e != nil && e.Waiting() {
		to := e.To.Name
		return nil, refuse(cmd, texts.Sayf("message #%d has arrived at %s, which is paused", id, to), texts.Sayf("let it go on: resume %s", to))
	}
	return c.prepareMessage(cmd, id, act)
}

func (c *Cluster) drop(e *network.Envelope) {
	if e.Waiting() {
		c.enter(e.To.Node) // its inbox
	}
	c.parent = e.Parent()
	c.network.Drop(e)
}

// Links.

// others returns the nodes that are not among these.
func (c *Cluster) others(nodes []string) (others []string) {
	for _, m := range c.order {
		if !slices.Contains(nodes, m.Name()) {
			others = append(others, m.Name())
		}
	}
	return others
}
