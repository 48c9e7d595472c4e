// Package engine runs a real Raft cluster in virtual time: unmodified
// go.etcd.io/raft/v3 nodes, real bbolt files, an etcd-style store.
//
// A run is a pure function of its configuration, its seed and the commands
// given at each step. There is no goroutine, no wall clock and no unseeded
// randomness in here. In goes Do(command) and Step(); out come steps, whose
// events and frames are values that do not change.
//
// A Cluster is machines, a network between them, and clients, wired together:
// package machine holds processes, clocks and disks, replica one raft group's
// member on a machine, network links and messages, clients what asks and waits.
// None of them knows this package or, but for machine and replica, each other.
//
// Where to look:
//
//	engine.go    the cluster, and one step of it
//	wire.go      how the parts are joined
//	deliver.go   what becomes of a message that arrives or is lost
//	commands.go  what each command does
//	view.go      frames
package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"

	"raftviz/engine/check"
	"raftviz/engine/clients"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/machine"
	"raftviz/engine/network"
	"raftviz/engine/replica"
	"raftviz/engine/schedule"
)

// ErrIdle is returned by Step when nothing is due: no node runs, no message is
// under way, no client waits.
var ErrIdle = texts.Errorf("nothing is due: no node runs and no message is under way")

// A Stopped is returned once a safety property broke or raft panicked. The
// cluster stays as it is.
type Stopped struct{ Violation *frame.Violation }

func (s *Stopped) Error() string { return s.In(lang.English) }

// In says in a language what stopped the run.
func (s *Stopped) In(l lang.Lang) string {
	v := s.Violation
	return texts.Sayf("the run ended at step %d: %s: %s", v.Step, check.Title(v.Property), v.Text).In(l)
}

// A Refused is returned for a command that makes no sense in the present
// state. Nothing has changed.
type Refused struct {
	Command string
	Why     lang.Message // what stands against it
	Remedy  lang.Message // what to do instead
}

func (r *Refused) Error() string { return r.In(lang.English) }

// In says the refusal in a language.
func (r *Refused) In(l lang.Lang) string {
	return r.Command + ": " + lang.Clauses{r.Why, r.Remedy}.In(l)
}

// A Cluster is a running cluster. It is not safe for concurrent use.
type Cluster struct {
	cfg   config.Config
	dir   string
	owned bool     // dir is ours to remove
	alive *os.File // holds the lock of dir, if it is ours

	now      int64
	step     uint64          // the last one taken
	underWay uint64          // the step being taken
	cause    event.CauseType // of the step being taken
	parent   uint64          // of the step being taken, see event.Step
	queue    schedule.Queue
	phase    *rand.Rand // phases of the machines' ticks

	network  *network.Network
	clients  *clients.Clients
	group    *replica.Group                     // the one raft group
	machines [config.MaxID + 1]*machine.Machine // by number; nil if there is none
	order    []*machine.Machine                 // by number
	shown    [config.MaxID + 1]*frame.Node      // as of the last step
	entered  uint32                             // machines that the step under way acts on: bit 1<<number
	onSave   func(name string, data []byte)     // see OnSave; nil if no one is given it

	events  []event.Event
	frame   *frame.Frame
	start   *event.Step
	checker *check.Checker
	stopped *Stopped
	failed  *HostError
}

// New makes a cluster and starts its nodes, with their files under dir, which
// must be empty or not exist. If dir is "" they lie in a temporary folder that
// Close removes.
//
// It returns a *config.FieldError if cfg is not valid, and an error that names
// the file if files cannot be made.
func New(cfg config.Config, dir string) (*Cluster, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	c := &Cluster{cfg: cfg, dir: dir, phase: rand.New(rand.NewPCG(cfg.Seed, 0x7068_617365))}
	if err := c.claim(); err != nil {
		return nil, err
	}
	c.wire()
	c.frame = &frame.Frame{Config: &cfg, Network: &frame.Network{}} // not &c.cfg: a frame must not keep the cluster
	for id := uint64(1); id <= uint64(cfg.Nodes); id++ {
		c.addMachine(id)
	}
	for _, m := range c.order {
		if err := c.boot(m); err != nil {
			_ = c.Close()
			return nil, err
		}
	}
	c.start = c.endStep(event.Cause{Type: event.Start}, 0)
	c.checker = check.New(c.frame)
	return c, nil
}

// boot starts a machine for the first time.
func (c *Cluster) boot(m *machine.Machine) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if c.failed = hostError(r); c.failed == nil {
				panic(r)
			}
			err = c.failed
		}
	}()
	if err := m.Boot(); err != nil {
		if host := hostError(err); host != nil {
			return host
		}
		return err
	}
	return nil
}

// claim makes sure of a folder without files: what another run left would not
// be in the configuration.
func (c *Cluster) claim() (err error) {
	if c.dir == "" {
		c.dir, c.alive, err = temporary()
		c.owned = err == nil
		return err
	}
	found, err := os.ReadDir(c.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && len(found) > 0:
		return texts.Errorf("%s is not empty: the nodes' files need a folder of their own", c.dir)
	}
	return err
}

// Start returns step 0: the cluster as it was made.
func (c *Cluster) Start() *event.Step { return c.start }

// Frame returns the cluster as it stands.
func (c *Cluster) Frame() *frame.Frame { return c.frame }

// Dir returns the folder with the nodes' files.
func (c *Cluster) Dir() string { return c.dir }

// Close closes the nodes' files, and removes them if they are in a temporary
// folder.
//
// The error is the first that closing or removing met. If the run ended with a
// *HostError, which has been returned, the rest of that error is not told again.
func (c *Cluster) Close() (err error) {
	for _, m := range c.order {
		if e := closed(m, c.failed != nil); err == nil && c.failed == nil {
			err = e
		}
	}
	if c.owned {
		err = errors.Join(err, os.RemoveAll(c.dir))
		_ = c.alive.Close()
	}
	return err
}

// closed closes a machine's files. What cannot be closed in order, on a disk that
// is full, is left as it is; so is anything of a cluster that failed in the midst
// of a step.
func closed(m *machine.Machine, failed bool) (err error) {
	defer func() {
		if r := recover(); r != nil && !failed {
			host := hostError(r)
			if host == nil {
				panic(r)
			}
			err = host
		}
	}()
	m.Close()
	return nil
}

// NextTime returns when the next cause is due; ok is false if none is.
func (c *Cluster) NextTime() (ms int64, ok bool) {
	for {
		d := c.queue.Peek()
		if d == nil {
			return 0, false
		}
		if !c.stale(d) {
			return d.At, true
		}
		c.queue.Pop()
	}
}

// Step processes the next due cause and returns what it did, in order.
//
// It returns ErrIdle, changing nothing, when nothing is due. After a *Stopped
// every later call returns the same.
//
// Two clusters of equal Config given equal commands at equal steps return
// equal steps.
func (c *Cluster) Step() (*event.Step, error) {
	if err := c.ended(); err != nil {
		return nil, err
	}
	if _, ok := c.NextTime(); !ok {
		return nil, ErrIdle
	}
	d := c.queue.Pop()
	c.now = d.At
	cause := event.Cause{Type: d.Type}
	switch d.Type {
	case event.Deliver, event.Timeout:
		cause.Msg = d.ID
	default:
		cause.Node = config.NodeName(d.Machine)
	}
	parent := d.Parent
	if d.Type == event.Tick {
		parent = 0
	}
	return c.run(cause, parent, func() { c.happen(d) })
}

// Do gives the cluster a command. It is one step, at the present time.
//
// It returns a *Refused, changing nothing, if the command makes no sense now.
// Commands that only move in time (step, run) are not for a cluster.
// The step names the nodes that leader and follower stood for.
func (c *Cluster) Do(cmd command.Command) (*event.Step, error) {
	if err := c.ended(); err != nil {
		return nil, err
	}
	cmd, err := c.resolve(cmd)
	if err != nil {
		return nil, err
	}
	act, err := c.prepare(cmd)
	if err != nil {
		return nil, err
	}
	return c.run(event.Cause{Type: event.Command, Text: cmd.String()}, 0, act)
}

// Wait lets time pass to t, ms. Nothing may be due before or at t.
func (c *Cluster) Wait(t int64) (*event.Step, error) {
	if err := c.ended(); err != nil {
		return nil, err
	}
	if next, ok := c.NextTime(); t <= c.now || ok && next <= t {
		return nil, &Refused{Command: "wait", Why: texts.Sayf("something happens before %d ms", t)}
	}
	c.now = t
	return c.run(event.Cause{Type: event.Wait}, 0, func() {})
}

// ended returns why no step can be taken any more, or nil.
func (c *Cluster) ended() error {
	switch {
	case c.failed != nil:
		return c.failed
	case c.stopped != nil:
		return c.stopped
	}
	return nil
}

// run carries out one cause, which the step parent scheduled. A panic in raft, or
// in the engine because of it, becomes the end of the run.
func (c *Cluster) run(cause event.Cause, parent uint64, act func()) (*event.Step, error) {
	prev := c.frame
	c.underWay, c.cause, c.parent = c.step+1, cause.Type, parent
	v := c.guarded(act)
	if c.failed != nil {
		return nil, c.failed
	}
	if v != nil {
		c.emit("", &event.Panicked{Text: v.Text.EN})
		c.stop(v)
	}
	s := c.endStep(cause, c.parent)
	if c.stopped == nil {
		if vs := c.checker.Step(prev, s); len(vs) > 0 {
			for _, v := range vs {
				s.Events = append(s.Events, event.Event{Payload: &event.Violated{Property: v.Property, Index: v.Index, Text: v.Text.EN}})
			}
			s.Frame.Violations = vs
			c.stop(vs[0])
		}
	}
	return s, nil
}

func (c *Cluster) stop(v *frame.Violation) {
	c.stopped = &Stopped{v}
}

func (c *Cluster) guarded(act func()) (v *frame.Violation) {
	defer func() {
		if r := recover(); r != nil {
			if c.failed = hostError(r); c.failed != nil {
				return
			}
			v = &frame.Violation{Property: "panic", Text: lang.Verbatim(fmt.Sprint(r)).Text(), Step: c.underWay}
		}
	}()
	act()
	return nil
}

// emit reports a fact of the step under way, and the node where it happened; ""
// is the network.
func (c *Cluster) emit(node string, p event.Payload) {
	c.events = append(c.events, event.Event{Node: node, Payload: p})
}

// stale reports whether a cause has been overtaken.
func (c *Cluster) stale(d *schedule.Cause) bool {
	switch d.Type {
	case event.Deliver:
		return c.network.Stale(d.ID, d.At)
	case event.Timeout:
		return c.clients.Stale(d.ID, d.Generation)
	}
	return c.machines[d.Machine].Stale(d)
}

// happen carries out a cause.
func (c *Cluster) happen(d schedule.Cause) {
	switch d.Type {
	case event.Deliver:
		c.network.Arrive(d.ID)
	case event.Timeout:
		c.clients.Timeout(d.ID)
	default:
		c.enter(d.Machine).Happen(d)
	}
}
