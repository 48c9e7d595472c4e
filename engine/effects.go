package engine

import (
	"fmt"
	"reflect"

	"raftviz/engine/command"
)

// An effect says what a command needs of the cluster and what it does: the row
// of the command in the engine's table.
type effect struct {
	requires requirement
	prepare  preparation
	serve    server // of what a client asks a node
}

// A preparation refuses a command, before anything has changed, or returns what
// carries it out. n is the first node that the command names, or nil.
type preparation func(c *Cluster, n *node, cmd command.Command) (func(), error)

// A server takes a client's request at a node. hops is how often the request
// was passed on.
type server func(n *node, o *op, hops int)

// A requirement is what a command requires of the first node that it names.
type requirement uint8

const (
	isKnown   requirement = iota // the cluster has it, like every node named
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

		onNode(isRunning, func(n *node, _ command.Campaign) { n.campaign() }),
		prepared(isRunning, (*Cluster).prepareTransfer),
		onNode(isUp, func(n *node, _ command.Crash) { n.crash() }),
		onNode(isDown, func(n *node, _ command.Restart) { n.restart() }),
		onNode(isDown, func(n *node, _ command.Wipe) { n.wipe() }),
		onNode(isRunning, func(n *node, _ command.Pause) { n.pause() }),
		onNode(isPaused, func(n *node, _ command.Resume) { n.resume() }),
		prepared(isRunning, (*Cluster).prepareSnapshot),
		prepared(isRunning, (*Cluster).prepareCompactLog),
		onNode(isKnown, (*node).setDisk),
		onNode(isKnown, (*node).setClock),

		prepared(isKnown, (*Cluster).prepareCut),
		onCluster((*Cluster).heal),
		onCluster((*Cluster).setLink),
		onCluster((*Cluster).hold),
		onCluster((*Cluster).release),
		prepared(isKnown, (*Cluster).prepareDeliver),
		prepared(isKnown, (*Cluster).prepareDrop),
		prepared(isKnown, (*Cluster).prepareDup),
		prepared(isKnown, (*Cluster).prepareDelay),

		onLeader[command.MemberAdd](),
		onLeader[command.MemberPromote](),
		onLeader[command.MemberRemove](),
		onLeader[command.MemberChange](),
		onLeader[command.MemberLeave](),

		onCluster((*Cluster).setClient),
		asked[command.Put](by((*node).serveWrite)),
		asked[command.Get](by((*node).serveGet)),
		asked[command.Del](by((*node).serveWrite)),
		asked[command.Txn](by((*node).serveTxn)),
		asked[command.Compaction](by((*node).serveWrite)),
		asked[command.LeaseGrant](by((*node).serveWrite)),
		asked[command.LeaseRevoke](by((*node).serveWrite)),
		asked[command.LeaseKeepAlive]((*node).serveLease),
		asked[command.LeaseTimeToLive]((*node).serveLease),
		asked[command.LeaseList](answer((*node).leaseList)),
		asked[command.Watch](by((*node).serveWatch)),
		askedAfter(by((*node).serveWatch), (*Cluster).prepareUnwatch),
		askedAfter(by((*node).serveWatch), (*Cluster).prepareProgress),
		asked[command.AlarmList](by((*node).serveAlarm)),
		asked[command.AlarmDisarm](by((*node).serveAlarm)),
		asked[command.Defrag](by((*node).defrag)),
		asked[command.SnapshotSave](by((*node).saveStore)),
		asked[command.EndpointStatus](answer((*node).statusText)),
		asked[command.EndpointHashKV](by((*node).serveHashKV)),
	} {
		effects[r.typ] = r.effect
	}
}

type row struct {
	typ reflect.Type
	effect
}

// prepared is a command that is refused for more than its requirement.
func prepared[C command.Command](r requirement, prepare func(c *Cluster, n *node, cmd C) (func(), error)) row {
	return row{reflect.TypeFor[C](), effect{requires: r, prepare: func(c *Cluster, n *node, cmd command.Command) (func(), error) {
		return prepare(c, n, cmd.(C))
	}}}
}

// drivesTime is a command for whoever drives the cluster, which does not move
// itself.
func drivesTime[C command.Command]() row {
	return prepared(isKnown, func(_ *Cluster, _ *node, cmd C) (func(), error) {
		return nil, refuse(cmd, "a cluster does not move itself", "")
	})
}

// onNode is a command to the one node that it names.
func onNode[C command.Command](r requirement, act func(n *node, cmd C)) row {
	return prepared(r, func(_ *Cluster, n *node, cmd C) (func(), error) { return func() { act(n, cmd) }, nil })
}

// onCluster is a command that requires no more than that the nodes it names are
// known.
func onCluster[C command.Command](act func(c *Cluster, cmd C)) row {
	return prepared(isKnown, func(c *Cluster, _ *node, cmd C) (func(), error) { return func() { act(c, cmd) }, nil })
}

// onLeader is a change of membership, which the first client asks the leader
// for.
func onLeader[C command.Command]() row {
	r := prepared(leads, func(c *Cluster, _ *node, cmd C) (func(), error) {
		return func() { c.invoke(command.Target{}, cmd, cmd.String()) }, nil
	})
	r.serve = by((*node).serveMember)
	return r
}

// asked is what a client asks a node.
func asked[C command.Command](serve server) row {
	return askedAfter(serve, func(c *Cluster, cmd C) (func(), error) {
		t, _ := command.TargetOf(cmd)
		return func() { c.invoke(t, cmd, command.Bare(cmd)) }, nil
	})
}

// askedAfter is asked for a command that may be refused before a client asks.
func askedAfter[C command.Command](serve server, prepare func(c *Cluster, cmd C) (func(), error)) row {
	r := prepared(isKnown, func(c *Cluster, _ *node, cmd C) (func(), error) { return prepare(c, cmd) })
	r.serve = serve
	return r
}

// by is a server for which it makes no difference whether a request was passed
// on.
func by(serve func(n *node, o *op)) server {
	return func(n *node, o *op, _ int) { serve(n, o) }
}

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
			return nil, refuse(cmd, "there is no leader to ask for a change of membership", "wait for one: run until leader != \"\"")
		}
		return e.prepare(c, nil, cmd)
	}
	var first *node
	for _, m := range command.Mentions(cmd) {
		n := c.named(m.Node)
		if n == nil {
			return nil, c.unknown(cmd, m.Node)
		}
		if first == nil {
			first = n
		}
	}
	if first != nil {
		if why, remedy := first.precondition(e.requires); why != "" {
			return nil, refuse(cmd, why, remedy)
		}
	}
	return e.prepare(c, first, cmd)
}

func refuse(cmd command.Command, why, remedy string) error {
	return &Refused{Command: cmd.String(), Why: why, Remedy: remedy}
}

func (c *Cluster) unknown(cmd command.Command, name string) error {
	return refuse(cmd, "there is no "+name, fmt.Sprintf("nodes are %s to %s", c.order[0].name, c.order[len(c.order)-1].name))
}

// precondition returns why n is not as required, and the remedy.
func (n *node) precondition(r requirement) (why, remedy string) {
	switch {
	case r == isKnown:
		return "", ""
	case n.gone && r != isDown:
		return n.name + " has left the cluster and stopped", "add another node: member add"
	case r == isDown && n.gone:
		return n.name + " was removed from the cluster and does not come back", "add another node: member add"
	case r == isDown && n.up:
		return n.name + " is up", "crash it first: crash " + n.name
	case r == isPaused && !n.paused:
		return n.name + " is not paused", "pause it first: pause " + n.name
	case r != isDown && r != isPaused && !n.up:
		return n.name + " is down", "start it first: restart " + n.name
	case r == isRunning && n.paused:
		return n.name + " is paused", "let it go on first: resume " + n.name
	}
	return "", ""
}
