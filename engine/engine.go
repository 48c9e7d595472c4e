// Package engine runs a real Raft cluster in virtual time: unmodified
// go.etcd.io/raft/v3 nodes, real bbolt files, an etcd-style store.
//
// A run is a pure function of its configuration, its seed and the commands
// given at each step. There is no goroutine, no wall clock and no unseeded
// randomness in here. In goes Do(command) and Step(); out come steps, whose
// events and frames are values that nobody can disturb.
//
// Where to look:
//
//	engine.go    the cluster, and one step of it
//	schedule.go  what is due next
//	node.go      a node's life: boot, halt, its files
//	raft.go      calls to raft and what they changed; answers.go: its answers
//	timer.go     the election timer; clock.go: ticks
//	writes.go    the disk and etcd's loop around it
//	apply.go     committed entries on their way into the store; snapshot.go
//	network.go   links and messages in flight
//	client.go    clients; serve.go: what a node does for them; member.go
//	watch.go     watches at a node; client_watch.go: at a client
//	kv.go        etcd's requests; answer_text.go: what they are answered
//	lease.go     leases; compaction.go: a store's upkeep; alarm.go: its quota
//	save.go      a store on its way into a file
//	commands.go  what each command does
//	view.go      frames; contents.go: what is in the stores
package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"

	"raftviz/engine/check"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// ErrIdle is returned by Step when nothing is due: no node runs, no message is
// under way, no client waits.
var ErrIdle = errors.New("nothing is due: no node runs and no message is under way")

// A Stopped is returned once a safety property broke or raft panicked. The
// cluster stays as it is.
type Stopped struct{ Violation *frame.Violation }

func (s *Stopped) Error() string {
	return fmt.Sprintf("the run ended at step %d: %s: %s", s.Violation.Step, s.Violation.Property, s.Violation.Text)
}

// A Refused is returned for a command that makes no sense in the present
// state. Nothing has changed.
type Refused struct {
	Command string
	Why     string // what stands against it
	Remedy  string // what to do instead
}

func (r *Refused) Error() string {
	if r.Remedy == "" {
		return fmt.Sprintf("%s: %s", r.Command, r.Why)
	}
	return fmt.Sprintf("%s: %s; %s", r.Command, r.Why, r.Remedy)
}

// A Cluster is a running cluster. It is not safe for concurrent use.
type Cluster struct {
	cfg   config.Config
	dir   string
	owned bool // dir is ours to remove

	now   int64
	step  uint64
	queue schedule
	phase *rand.Rand // phases of the nodes' ticks
	chaos *rand.Rand // jitter, loss and duplication

	nodes [config.MaxID + 1]*node // by raft id; nil if there is none
	order []*node                 // by number
	links [config.MaxID + 1][config.MaxID + 1]link

	flight  []*envelope // by message ID
	lastMsg uint64
	entries map[entryKey]knownEntry

	history  []*store.Rev // what stores hold, each once, by revision; see revision
	forgetAt int          // how long it may grow before what no store holds is dropped

	clients []*client
	lastOp  uint64
	onSave  func(name string, data []byte) // see OnSave; nil is nobody

	events                              []event.Event
	networkDirty, flightDirty, nodesNew bool
	clientsDirty                        bool

	frame   *frame.Frame
	start   *event.Step
	checker *check.Checker
	stopped *Stopped
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
	c := &Cluster{
		cfg: cfg, dir: dir, entries: map[entryKey]knownEntry{},
		phase: rand.New(rand.NewPCG(cfg.Seed, 0x7068_617365)),
		chaos: rand.New(rand.NewPCG(cfg.Seed, 0x6368_616f73)),
	}
	if err := c.claim(); err != nil {
		return nil, err
	}
	for from := range c.links {
		for to := range c.links[from] {
			c.links[from][to] = link{latency: cfg.Latency, jitter: cfg.Jitter}
		}
	}
	c.frame = &frame.Frame{Config: &cfg, Network: &frame.Network{}} // not &c.cfg: a frame must not keep the cluster
	for id := uint64(1); id <= uint64(cfg.Nodes); id++ {
		c.addNode(c.newNode(id))
	}
	for _, n := range c.order {
		if err := n.boot(); err != nil {
			_ = c.Close()
			return nil, err
		}
	}
	c.networkDirty = true
	c.start = c.finish(event.Cause{Type: event.Start})
	c.step = 0
	c.checker = check.New(c.frame)
	return c, nil
}

// claim makes sure of a folder without files: what another run left would not
// be in the configuration.
func (c *Cluster) claim() (err error) {
	if c.dir == "" {
		c.dir, err = os.MkdirTemp("", "raftviz-")
		c.owned = err == nil
		return err
	}
	found, err := os.ReadDir(c.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && len(found) > 0:
		return fmt.Errorf("%s is not empty: the nodes' files need a folder of their own", c.dir)
	}
	return err
}

func (c *Cluster) addNode(n *node) {
	c.nodes[n.id] = n
	i := 0
	for i < len(c.order) && c.order[i].id < n.id {
		i++
	}
	c.order = append(c.order[:i:i], append([]*node{n}, c.order[i:]...)...)
	c.nodesNew = true
}

// Start returns step 0: the cluster as it was made.
func (c *Cluster) Start() *event.Step { return c.start }

// Frame returns the cluster as it stands.
func (c *Cluster) Frame() *frame.Frame { return c.frame }

// Dir returns the folder with the nodes' files.
func (c *Cluster) Dir() string { return c.dir }

// Close closes the nodes' files, and removes them if they are in a temporary
// folder.
func (c *Cluster) Close() error {
	for _, n := range c.order {
		n.disk.kept = n.disk.kept && n.up
		n.closeFiles()
	}
	if c.owned {
		return os.RemoveAll(c.dir)
	}
	return nil
}

// NextTime returns when the next cause is due; ok is false if none is.
func (c *Cluster) NextTime() (ms int64, ok bool) {
	for {
		d := c.queue.peek()
		if d == nil {
			return 0, false
		}
		if !c.stale(d) {
			return d.at, true
		}
		c.queue.pop()
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
	if c.stopped != nil {
		return nil, c.stopped
	}
	if _, ok := c.NextTime(); !ok {
		return nil, ErrIdle
	}
	d := c.queue.pop()
	c.now = d.at
	cause := event.Cause{Type: d.cause}
	switch d.cause {
	case event.Deliver:
		cause.Msg = d.msg
	case event.Timeout:
		cause.Msg = d.msg
	default:
		cause.Node = d.node.name
	}
	return c.run(cause, func() { c.happen(d) })
}

// Do gives the cluster a command: a step of its own, at the present time.
//
// It returns a *Refused, changing nothing, if the command makes no sense now.
// Commands that only move in time (step, run) are not for a cluster.
func (c *Cluster) Do(cmd command.Command) (*event.Step, error) {
	if c.stopped != nil {
		return nil, c.stopped
	}
	act, err := c.prepare(cmd)
	if err != nil {
		return nil, err
	}
	return c.run(event.Cause{Type: event.Command, Text: cmd.String()}, act)
}

// Wait lets time pass to t, ms. Nothing may be due before or at t.
func (c *Cluster) Wait(t int64) (*event.Step, error) {
	if c.stopped != nil {
		return nil, c.stopped
	}
	if next, ok := c.NextTime(); t <= c.now || ok && next <= t {
		return nil, &Refused{Command: "wait", Why: fmt.Sprintf("something happens before %d ms", t)}
	}
	c.now = t
	return c.run(event.Cause{Type: event.Wait}, func() {})
}

// run carries out one cause. A panic in raft, or in the engine because of it,
// becomes the end of the run.
func (c *Cluster) run(cause event.Cause, act func()) (*event.Step, error) {
	prev := c.frame
	if v := c.guarded(act); v != nil {
		c.events = append(c.events, event.Event{Kind: event.Panicked, Text: v.Text})
		c.stop(v)
	}
	s := c.finish(cause)
	if c.stopped == nil {
		if vs := c.checker.Step(prev, s); len(vs) > 0 {
			for _, v := range vs {
				s.Events = append(s.Events, event.Event{Kind: event.Violated, Text: v.Property + ": " + v.Text, Index: v.Index})
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
			v = &frame.Violation{Property: "panic", Text: fmt.Sprint(r), Step: c.step + 1}
		}
	}()
	act()
	return nil
}

func (c *Cluster) emit(e event.Event) { c.events = append(c.events, e) }

// stale reports whether a due has been overtaken.
func (c *Cluster) stale(d *due) bool {
	switch d.cause {
	case event.Deliver:
		i, ok := c.findFlight(d.msg)
		return !ok || c.flight[i].view.Held || c.flight[i].waiting || c.flight[i].view.Due != d.at
	case event.Timeout:
		o := c.openOp(d.msg)
		if o == nil {
			return c.lostWatch(d.msg, d.life) == nil
		}
		return o.ticket != d.life
	case event.Tick:
		return !d.node.up || d.node.clock.ticket != d.life
	case event.Sync:
		return !d.node.up || d.node.disk.ticket != d.life
	case event.Lease:
		return !d.node.up || d.node.leaseTicket != d.life
	case event.Watch:
		return !d.node.up || d.node.rounds[d.to] != d.life
	}
	return !d.node.up || d.node.life != d.life
}

// happen carries out a due.
func (c *Cluster) happen(d due) {
	n := d.node
	if n != nil && n.paused && d.cause != event.Tick {
		n.held, n.dirty = append(n.held, d), true
		return
	}
	switch d.cause {
	case event.Deliver:
		c.arrive(d.msg)
	case event.Timeout:
		c.timeout(d.msg)
	case event.Tick:
		n.tick()
	case event.Sync:
		n.syncDone()
	case event.Apply:
		n.applyNext()
	case event.Commit:
		n.commitStore()
	case event.Compact:
		n.compactNext()
	case event.Lease:
		n.leasesDue()
	case event.Watch:
		n.watchRound(d.to)
	case event.Report:
		n.report(d)
	case event.Stop:
		n.stop()
	default:
		panic("engine: a due without a cause")
	}
}
