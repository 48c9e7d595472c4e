package engine

import (
	"fmt"
	"reflect"

	"raftviz/engine/command"
	"raftviz/engine/lang"
	"raftviz/engine/machine"
	"raftviz/engine/network"
	"raftviz/engine/replica"
)

// An effect says what a command needs of the cluster and what it does: the row
// of the command in the engine's table.
type effect struct {
	requires requirement
	each     bool // it does the same to every node that it names
	prepare  preparation
	serve    *replica.Service // of what a client asks a node
}

// A preparation refuses a command, before anything has changed, or returns what
// carries it out. m is the machine of the first node that the command names, or
// nil; where it does the same to each that it names, of one after the other.
type preparation func(c *Cluster, m *machine.Machine, cmd command.Command) (func(), error)

// A requirement is what a command requires of the first node that it names, or
// of each if it does the same to each.
type requirement uint8

const (
	isKnown   requirement = iota // the cluster has it, like every node named
	isThere                      // it has not left the cluster for good
	isRunning                    // up and not paused
	isUp
	isPaused
	isDown
	leads // no node is meant, but there must be a leader
)

// effects is the table. init makes it, because what a command does may lead to
// another's being looked up.
var effects = make(map[reflect.Type]effect)

func init() {
	for _, r := range []row{
		drivesTime[command.StepN](),
		drivesTime[command.RunFor](),
		drivesTime[command.RunUntil](),

		onMachine(isRunning, func(m *machine.Machine, _ command.Campaign) { m.Replica(theGroup).Campaign() }),
		prepared(isRunning, (*Cluster).prepareTransfer),
		onEach(isRunning, (*Cluster).prepareForgetLeader),
		prepared(isRunning, (*Cluster).prepareSendSnapshot),
		onMachine(isUp, func(m *machine.Machine, _ command.Crash) { m.Crash() }),
		onEach(isThere, (*Cluster).preparePowerOff),
		onMachine(isDown, func(m *machine.Machine, _ command.Restart) { m.Restart() }),
		onMachine(isDown, func(m *machine.Machine, _ command.Wipe) { m.Wipe() }),
		onMachine(isRunning, func(m *machine.Machine, _ command.Pause) { m.Pause() }),
		onMachine(isPaused, func(m *machine.Machine, _ command.Resume) { m.Resume() }),
		onEach(isRunning, (*Cluster).prepareSnapshot),
		onEach(isRunning, (*Cluster).prepareCompactLog),
		onMachine(isKnown, (*machine.Machine).SetDisk),
		onMachine(isKnown, (*machine.Machine).SetClock),
		onMachine(isUp, (*machine.Machine).Skew),

		onLinks((*network.Network).Cut, func(cmd *command.Cut) *command.Groups { return &cmd.Groups }),
		onLinks((*network.Network).Heal, func(cmd *command.Heal) *command.Groups { return &cmd.Groups }),
		onLinks((*network.Network).Set, func(cmd *command.Link) *command.Groups { return &cmd.Groups }),
		onLinks((*network.Network).Hold, func(cmd *command.Hold) *command.Groups { return &cmd.Groups }),
		onLinks((*network.Network).Release, func(cmd *command.Release) *command.Groups { return &cmd.Groups }),
		prepared(isKnown, (*Cluster).prepareDeliver),
		prepared(isKnown, (*Cluster).prepareDrop),
		prepared(isKnown, (*Cluster).prepareDup),
		prepared(isKnown, (*Cluster).prepareDelay),

		onLeader[command.MemberAdd](),
		onLeader[command.MemberPromote](),
		onLeader[command.MemberRemove](),
		onLeader[command.MemberUpdate](),
		asked[command.MemberList](replica.Members),
		onLeader[command.MemberChange](),
		onLeader[command.MemberLeave](),

		prepared(isKnown, (*Cluster).prepareClient),
		asked[command.Put](replica.Write),
		asked[command.Get](replica.Get),
		asked[command.Del](replica.Write),
		asked[command.Txn](replica.Txn),
		asked[command.Compaction](replica.Write),
		asked[command.LeaseGrant](replica.Write),
		asked[command.LeaseRevoke](replica.Write),
		asked[command.LeaseKeepAlive](replica.Lease),
		asked[command.LeaseTimeToLive](replica.Lease),
		asked[command.LeaseList](replica.LeaseList),
		asked[command.Watch](replica.Watch),
		askedAfter(replica.Watch, (*Cluster).prepareUnwatch),
		askedAfter(replica.Watch, (*Cluster).prepareProgress),
		asked[command.AlarmList](replica.Alarm),
		asked[command.AlarmDisarm](replica.Alarm),
		asked[command.Defrag](replica.Defrag),
		asked[command.SnapshotSave](replica.SaveStore),
		asked[command.MoveLeader](replica.Move),
		asked[command.EndpointHealth](replica.Health),
		asked[command.EndpointStatus](replica.Status),
		asked[command.EndpointHashKV](replica.HashKV),
	} {
		effects[r.typ] = r.effect
	}
}

type row struct {
	typ reflect.Type
	effect
}

// prepared is a command that is refused for more than its requirement.
func prepared[C command.Command](r requirement, prepare func(c *Cluster, m *machine.Machine, cmd C) (func(), error)) row {
	return row{reflect.TypeFor[C](), effect{requires: r, prepare: func(c *Cluster, m *machine.Machine, cmd command.Command) (func(), error) {
		return prepare(c, m, cmd.(C))
	}}}
}

// drivesTime is a command for whoever drives the cluster, which does not move
// itself.
func drivesTime[C command.Command]() row {
	return prepared(isKnown, func(_ *Cluster, _ *machine.Machine, cmd C) (func(), error) {
		return nil, refuse(cmd, texts.Sayf("a cluster does not move itself"), lang.Message{})
	})
}

// onEach is a command that does the same to every node that it names: to all, or
// if one of them refuses to none.
func onEach[C command.Command](r requirement, prepare func(c *Cluster, m *machine.Machine, cmd C) (func(), error)) row {
	w := prepared(r, prepare)
	w.each = true
	return w
}

// onMachine is onEach for what is refused for its requirement alone.
func onMachine[C command.Command](r requirement, act func(m *machine.Machine, cmd C)) row {
	return onEach(r, func(c *Cluster, m *machine.Machine, cmd C) (func(), error) {
		return func() { act(c.enter(m.ID()), cmd) }, nil
	})
}

// onLinks is a command to the links between nodes that are known; groups are
// those that it names. Without a second group they are the links to all other
// nodes.
func onLinks[C command.Command](act func(n *network.Network, cmd C), groups func(cmd *C) *command.Groups) row {
	return prepared(isKnown, func(c *Cluster, _ *machine.Machine, cmd C) (func(), error) {
		for _, name := range groups(&cmd).Clients() {
			if !c.clients.Known(name) {
				return nil, refuse(cmd, texts.Sayf("there is no client %s", name), texts.Sayf("name it first: client %s", name))
			}
		}
		if g := groups(&cmd); len(g.A) > 0 && len(g.B) == 0 {
			if g.B = c.others(g.A); len(g.B) == 0 {
				return nil, refuse(cmd, texts.Sayf("no node is left on the other side"), texts.Sayf("name fewer nodes"))
			}
		}
		return func() { act(c.network, cmd) }, nil
	})
}

// onLeader is a change of membership, which the first client asks the leader
// for.
func onLeader[C command.Command]() row {
	r := prepared(leads, func(c *Cluster, _ *machine.Machine, cmd C) (func(), error) {
		return func() { c.clients.Invoke(command.Target{}, cmd) }, nil
	})
	r.serve = replica.Member
	return r
}

// asked is what a client asks a node.
func asked[C command.Command](serve *replica.Service) row {
	return askedAfter(serve, func(c *Cluster, cmd C) (func(), error) {
		t, _ := command.TargetOf(cmd)
		return func() { c.clients.Invoke(t, cmd) }, nil
	})
}

// askedAfter is asked for a command that may be refused before a client asks.
func askedAfter[C command.Command](serve *replica.Service, prepare func(c *Cluster, cmd C) (func(), error)) row {
	r := prepared(isKnown, func(c *Cluster, _ *machine.Machine, cmd C) (func(), error) { return prepare(c, cmd) })
	r.serve = serve
	return r
}

// effectOf returns the row of a command.
func effectOf(cmd command.Command) effect {
	e, ok := effects[reflect.TypeOf(cmd)]
	if !ok {
		panic(fmt.Sprintf("engine: no way to do %T", cmd))
	}
	return e
}

// prepare checks that a command makes sense and returns what carries it out.
// Whatever can refuse, refuses here, before anything has changed.
func (c *Cluster) prepare(cmd command.Command) (func(), error) {
	e := effectOf(cmd)
	if e.requires == leads {
		if c.leader() == nil {
			return nil, refuse(cmd, texts.Sayf("there is no leader to ask for a change of membership"), texts.Sayf("wait for one: run until leader != \"\""))
		}
		return e.prepare(c, nil, cmd)
	}
	var named []*machine.Machine
	for _, m := range command.Mentions(cmd) {
		known := c.named(m.Node)
		if known == nil {
			return nil, c.unknown(cmd, m.Node)
		}
		named = append(named, known)
	}
	if e.each {
		return c.prepareEach(cmd, e, named)
	}
	if len(named) == 0 {
		return e.prepare(c, nil, cmd)
	}
	return c.prepareOne(cmd, e, named[0])
}

func (c *Cluster) prepareOne(cmd command.Command, e effect, m *machine.Machine) (func(), error) {
	if why, remedy := precondition(m, e.requires); !why.IsZero() {
		return nil, refuse(cmd, why, remedy)
	}
	return e.prepare(c, m, cmd)
}

func (c *Cluster) prepareEach(cmd command.Command, e effect, named []*machine.Machine) (func(), error) {
	var acts []func()
	for _, m := range named {
		act, err := c.prepareOne(cmd, e, m)
		if err != nil {
			return nil, err
		}
		acts = append(acts, act)
	}
	return func() {
		for _, act := range acts {
			act()
		}
	}, nil
}

func refuse(cmd command.Command, why, remedy lang.Message) error {
	return &Refused{Command: cmd.String(), Why: why, Remedy: remedy}
}

func (c *Cluster) unknown(cmd command.Command, name string) error {
	return refuse(cmd, texts.Sayf("there is no %s", name), texts.Sayf("nodes are %s to %s", c.order[0].Name(), c.order[len(c.order)-1].Name()))
}

// precondition returns why a machine is not as required, and the remedy.
func precondition(m *machine.Machine, r requirement) (why, remedy lang.Message) {
	name := m.Name()
	switch {
	case r == isKnown:
		return why, remedy
	case m.Gone() && r != isDown:
		return texts.Sayf("%s has left the cluster and stopped", name), texts.Sayf("add another node: member add")
	case r == isThere:
		return why, remedy
	case r == isDown && m.Gone():
		return texts.Sayf("%s was removed from the cluster and does not come back", name), texts.Sayf("add another node: member add")
	case r == isDown && m.Up():
		return texts.Sayf("%s is up", name), texts.Sayf("crash it first: crash %s", name)
	case r == isPaused && !m.Paused():
		return texts.Sayf("%s is not paused", name), texts.Sayf("pause it first: pause %s", name)
	case r != isDown && r != isPaused && !m.Up():
		return texts.Sayf("%s is down", name), texts.Sayf("start it first: restart %s", name)
	case r == isRunning && m.Paused():
		return texts.Sayf("%s is paused", name), texts.Sayf("let it go on first: resume %s", name)
	}
	return why, remedy
}
