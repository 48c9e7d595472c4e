package replica

import (
	"container/heap"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
	"raftviz/engine/schedule"
)

// A world is a group of replicas with as little around them as can be: links
// that take ten milliseconds, disks that take no time, and clients that note
// what they are told.
type world struct {
	t       *testing.T
	cfg     config.Config
	group   *Group
	hosts   map[uint64]*host
	now     int64
	step    uint64
	queue   plan
	plans   int
	cut     map[uint64]bool // nodes from which and to which nothing arrives
	events  []event.Event
	answers []string                 // "node operation: text"
	watched []*message.WatchResponse // sent on streams
	done    map[uint64]bool          // operations that are answered
	doubts  []uint64
	op      uint64
}

// A host is the machine of one replica. Its disk keeps what it is given at once.
type host struct {
	w      *world
	r      *Replica
	paused bool
	stalls bool // the disk does not write
	life   uint64
}

// newWorld starts a group of so many.
func newWorld(t *testing.T, nodes int, change func(*config.Config)) *world {
	t.Helper()
	w := &world{t: t, cfg: config.Default(), hosts: map[uint64]*host{}, cut: map[uint64]bool{}, done: map[uint64]bool{}}
	w.cfg.Nodes = nodes
	if change != nil {
		change(&w.cfg)
	}
	w.group = NewGroup(0, &w.cfg, w)
	dir := t.TempDir()
	for id := uint64(1); id <= uint64(nodes); id++ {
		w.add(id, dir)
	}
	t.Cleanup(func() {
		for _, h := range w.hosts {
			h.r.Close()
		}
	})
	return w
}

func (w *world) add(id uint64, dir string) {
	h := &host{w: w, life: 1}
	w.hosts[id] = h
	h.r = New(w.group, id, h, filepath.Join(dir, config.NodeName(id)))
	h.boot()
}

func (h *host) boot() {
	if err := h.r.Boot(); err != nil {
		h.w.t.Fatal(err)
	}
	h.r.Drain()
}

func (h *host) Paused() bool                { return h.paused }
func (h *host) Disk() frame.DiskState       { return frame.DiskOK }
func (h *host) Clock() int64                { return h.w.now }
func (h *host) Ticking() bool               { return true }
func (h *host) When(ms int64) (int64, bool) { return ms, true }
func (h *host) Applied()                    {}
func (h *host) Crash()                      { h.life++; h.r.Halt(true) }
func (h *host) Fail()                       { h.life++; h.r.Halt(true) }

func (h *host) Schedule(_ *Replica, c schedule.Cause) {
	life := h.life
	h.w.at(c.At, func() {
		if generation, ok := h.r.Generation(c.Type, c.ID); h.life == life && (!ok || generation == c.Generation) {
			h.r.Happen(c.Type, c.ID)
		}
	})
}

func (h *host) Output(r *Replica, out Ready) {
	r.Notice([]Ready{out})
	for _, m := range out.Apply {
		r.Apply(m)
	}
	if out.Append == nil {
		r.Send(out.Send)
		return
	}
	if h.stalls {
		return
	}
	r.Persist(out.Append, out.Sync, true)
	r.Flush()
	r.Synced(out.Append, true)
	r.Send(out.Send)
	r.Send(r.Answers(out.Append))
	r.Advance([]Ready{{Append: out.Append}})
}

func (w *world) Connected(uint64, uint64) (int64, bool) { return -1, true }

func (w *world) Now() int64                  { return w.now }
func (w *world) Step() uint64                { return w.step }
func (w *world) TimerFired(uint64)           {}
func (w *world) Responding(op uint64, _ int) { w.done[op] = true }
func (w *world) Waits(op uint64, _ int) bool { return !w.done[op] }
func (w *world) Doubt(op uint64, _ int)      { w.doubts = append(w.doubts, op) }
func (w *world) ConnectionLost(string)       {}
func (w *world) Open(string, string) uint64  { return 1 }
func (w *world) StreamLost(uint64)           {}
func (w *world) Emit(n string, p event.Payload) {
	w.events = append(w.events, event.Event{Node: n, Payload: p})
}

func (w *world) Join(_ uint32, id uint64) {
	if w.hosts[id] == nil {
		w.add(id, w.t.TempDir())
	}
}

func (w *world) SendPeer(_ uint32, from, to uint64, p message.Payload) {
	w.at(w.now+10, func() {
		h := w.hosts[to]
		if w.cut[from] || w.cut[to] || h == nil || !h.r.Up() {
			return
		}
		switch p := p.(type) {
		case *message.Request:
			h.r.Serve(p, service(p.Command), true)
		case message.Raft:
			m := proto.CloneOf(p.Message)
			if m.GetType() == raftpb.MsgProp {
				h.r.Forwarded(m)
				return
			}
			h.r.Step(m)
		}
	})
}

func (w *world) SendClient(_ uint32, from uint64, _ string, p message.Payload) {
	switch p := p.(type) {
	case *message.Response:
		w.answers = append(w.answers, fmt.Sprintf("n%d %d: %s", from, p.Op, p.Answer.Text()))
	case *message.WatchResponse:
		w.watched = append(w.watched, p)
	}
}

// service is how a replica serves a command.
func service(c command.Command) *Service {
	switch c.(type) {
	case command.Get:
		return Get
	case command.Txn:
		return Txn
	case command.LeaseKeepAlive, command.LeaseTimeToLive:
		return Lease
	case command.LeaseList:
		return LeaseList
	case command.Watch, command.Unwatch, command.Progress:
		return Watch
	case command.AlarmList, command.AlarmDisarm:
		return Alarm
	case command.MemberAdd, command.MemberRemove, command.MemberPromote, command.MemberChange, command.MemberLeave:
		return Member
	case command.EndpointStatus:
		return Status
	}
	return Write
}

// ask has a client ask a node, and returns the number of the operation.
func (w *world) ask(node uint64, line string) uint64 {
	w.t.Helper()
	cmd, err := command.Parse(line)
	if err != nil {
		w.t.Fatal(err)
	}
	w.op++
	w.hosts[node].r.Serve(&message.Request{Op: w.op, Attempt: 1, Client: "c1", Asks: etcd.RequestOf(cmd), Command: cmd}, service(cmd), false)
	return w.op
}

// told returns what clients have been told since it was called last.
func (w *world) told() string {
	s := strings.Join(w.answers, "; ")
	w.answers = nil
	return s
}

// elect makes a node the leader.
func (w *world) elect(node uint64) *Replica {
	w.t.Helper()
	r := w.hosts[node].r
	r.Campaign()
	w.run(100)
	if !r.Leads() {
		w.t.Fatalf("n%d does not lead but is %v", node, r.Role())
	}
	return r
}

// run lets so much time pass.
func (w *world) run(ms int64) {
	end := w.now + ms
	for len(w.queue) > 0 && w.queue[0].at <= end {
		p := heap.Pop(&w.queue).(planned)
		w.now, w.step = p.at, w.step+1
		p.do()
	}
	w.now = end
}

// count counts the events of a kind since the world began.
func (w *world) count(k event.Kind) (n int) {
	for i := range w.events {
		if w.events[i].Kind() == k {
			n++
		}
	}
	return n
}

// logged counts the entries with a text in a node's log.
func (w *world) logged(node uint64, text string) (n int) {
	for _, e := range w.hosts[node].r.Inside().Entries {
		if e.Text() == text {
			n++
		}
	}
	return n
}

// A plan is what will happen, by time and then by when it was planned.
type plan []planned

type planned struct {
	at  int64
	seq int
	do  func()
}

func (w *world) at(at int64, do func()) {
	w.plans++
	heap.Push(&w.queue, planned{at, w.plans, do})
}

func (p plan) Len() int { return len(p) }
func (p plan) Less(i, j int) bool {
	return p[i].at < p[j].at || p[i].at == p[j].at && p[i].seq < p[j].seq
}
func (p plan) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p *plan) Push(x any)   { *p = append(*p, x.(planned)) }
func (p *plan) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}

// shown returns what is shown of a node's replica.
func (w *world) shown(node uint64) *frame.Node {
	v := &frame.Node{Name: config.NodeName(node)}
	w.hosts[node].r.Show(v)
	return v
}

// last returns the last event of a kind.
func (w *world) last(k event.Kind) event.Event {
	w.t.Helper()
	for i := len(w.events) - 1; i >= 0; i-- {
		if w.events[i].Kind() == k {
			return w.events[i]
		}
	}
	w.t.Fatalf("there was no %v", k)
	return event.Event{}
}
