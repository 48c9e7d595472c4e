package engine

import (
	"fmt"
	"reflect"
	"testing"
	"unsafe"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/faults"
	"raftviz/engine/frame"
	"raftviz/engine/machine"
	"raftviz/engine/replica"
	"raftviz/engine/request"
	"raftviz/engine/storm"
)

// A twin follows one run and holds what the engine believes of raft against
// raft's private state after every step.
type twin struct {
	t testing.TB
	c *Cluster

	compared, fired int
}

func newTwin(t testing.TB, c *Cluster) *twin {
	return &twin{t: t, c: c}
}

func (w *twin) check(s *event.Step) {
	for _, m := range w.c.order {
		if !m.Up() {
			continue
		}
		n := insideOf(m)
		w.timer(n, s)
		w.log(n, s)
		w.votes(n, s)
		w.windows(n, s)
	}
}

// An inside is a machine's replica laid open.
type inside struct {
	replica.Inside
	r    *replica.Replica
	name string
}

func insideOf(m *machine.Machine) *inside {
	r := m.Replica(theGroup)
	return &inside{r.Inside(), r, m.Name()}
}

// windows compares the counts of messages in flight to each follower.
func (w *twin) windows(n *inside, s *event.Step) {
	if !n.r.Leads() {
		return
	}
	ps := n.Raft.Status().Progress
	for _, p := range s.Frame.Node(n.name).Progress {
		id, _ := config.NodeID(p.Node)
		if got, want := p.Inflight, ps[id].Inflights.Count(); got != want {
			w.t.Fatalf("step %d %v: %s: %d in flight to %s, raft counts %d (%v)", s.Index, s.Cause, n.name, got, p.Node, want, ps[id])
		}
	}
}

// timer compares election timers.
func (w *twin) timer(n *inside, s *event.Step) {
	for i := range s.Events {
		if _, ok := s.Events[i].Payload.(*event.TimerFired); ok && s.Events[i].Node == n.name {
			w.fired++
		}
	}
	if got := int(faults.Private(n.Raft, "electionElapsed").Int()); got != n.Elapsed {
		w.t.Fatalf("step %d %v: %s: raft's timer is at %d, ours at %d (role %v, term %d)",
			s.Index, s.Cause, n.name, got, n.Elapsed, n.r.Role(), n.r.Term())
	}
	w.compared++
}

// log compares the log shown with raft's own, storage and unstable tail.
func (w *twin) log(n *inside, s *event.Step) {
	unstable := faults.Private(n.Raft, "raftLog", "unstable")
	tail := reflect.NewAt(unstable.FieldByName("entries").Type(), unsafe.Pointer(unstable.FieldByName("entries").UnsafeAddr())).Elem().Interface().([]*raftpb.Entry)
	offset := unstable.FieldByName("offset").Uint()
	last := offset + uint64(len(tail)) - 1
	if len(tail) == 0 && !n.Snapping {
		last, _ = n.Storage.LastIndex()
	}
	if got := n.r.Last(); got != last {
		w.t.Fatalf("step %d: %s: the log shown ends at %d, raft's at %d (offset %d, %d unstable, snapping %v, stored %d)\n%+v\n%v", s.Index, n.name, got, last, offset, len(tail), n.Snapping, stored(n), s, s.Raft)
	}
	for i, e := range tail {
		shown := n.Entries[offset+uint64(i)-n.First]
		if shown.Term != e.GetTerm() || shown.Request != request.OfEntry(e) {
			w.t.Fatalf("step %d: %s: entry %d is shown as %v, raft has term %d", s.Index, n.name, e.GetIndex(), shown, e.GetTerm())
		}
	}
	first, _ := n.Storage.FirstIndex()
	stored, _ := n.Storage.LastIndex()
	for i := max(first, n.First); i <= min(stored, offset-1); i++ {
		if term, err := n.Storage.Term(i); err != nil || term != n.Entries[i-n.First].Term {
			w.t.Fatalf("step %d: %s: entry %d is shown with term %d, stored with %d (%v)", s.Index, n.name, i, n.Entries[i-n.First].Term, term, err)
		}
	}
}

func stored(n *inside) uint64 {
	last, _ := n.Storage.LastIndex()
	return last
}

// votes compares the votes counted with raft's tally.
func (w *twin) votes(n *inside, s *event.Step) {
	if role := n.r.Role(); role != frame.Candidate && role != frame.PreCandidate {
		return
	}
	votes := faults.Private(n.Raft, "trk", "Votes").Interface().(map[uint64]bool)
	granted, refused := 0, 0
	for _, ok := range votes {
		if ok {
			granted++
		} else {
			refused++
		}
	}
	if granted != len(n.Granted) || refused != len(n.Refused) {
		w.t.Fatalf("step %d: %s: %v granted and %v refused, raft counts %d and %d", s.Index, n.name, n.Granted, n.Refused, granted, refused)
	}
}

// TestTimerTwin holds the engine's timer, logs and votes against raft's
// private ones under random faults, with every combination of PreVote and
// CheckQuorum, in both disk modes, and in every mood.
func TestTimerTwin(t *testing.T) {
	compared, fired := 0, 0
	for _, pre := range []bool{false, true} {
		for _, quorum := range []bool{false, true} {
			for _, mode := range []string{config.DiskEtcd, config.DiskAsync} {
				t.Run(fmt.Sprintf("prevote=%v,checkquorum=%v,disk=%s", pre, quorum, mode), func(t *testing.T) {
					for seed := range uint64(scale(3)) {
						cfg := config.Default()
						cfg.Nodes, cfg.Seed = 3+int(seed%3), seed+1
						cfg.PreVote, cfg.CheckQuorum, cfg.DiskMode, cfg.Jitter = pre, quorum, mode, 30
						c := open(t, cfg)
						w := newTwin(t, c)
						w.check(c.Start())
						rage(t, c, 4000, storm.Faults, w.check)
						compared += w.compared
						fired += w.fired
					}
				})
			}
		}
	}
	for i := range storm.Moods {
		m := &storm.Moods[i]
		t.Run(m.Name, func(t *testing.T) {
			for seed := range uint64(scale(2)) {
				c := inMood(t, m, seed+1)
				w := newTwin(t, c)
				w.check(c.Start())
				rageAt(t, c, 2000, m.Pace, m.Of, w.check)
				compared += w.compared
				fired += w.fired
			}
		})
	}
	t.Logf("%d comparisons over %d timers that fired", compared, fired)
	if compared < 100_000 || fired < 300 {
		t.Errorf("only %d comparisons and %d timers: the test has lost its force", compared, fired)
	}
}

var roles = map[raft.StateType]frame.Role{
	raft.StateFollower: frame.Follower, raft.StateCandidate: frame.Candidate, raft.StatePreCandidate: frame.PreCandidate, raft.StateLeader: frame.Leader,
}

// A frame's own words must match what raft says of itself.
func TestFrameTwin(t *testing.T) {
	cfg := config.Default()
	cfg.Nodes = 5
	c := open(t, cfg)
	rage(t, c, 6000, storm.Faults, func(s *event.Step) {
		for _, v := range s.Frame.Nodes {
			m := c.named(v.Name)
			if !m.Up() {
				continue
			}
			st := insideOf(m).Raft.BasicStatus()
			got := fmt.Sprint(v.Role, v.Term, v.Vote, v.Lead, v.Commit)
			want := fmt.Sprint(roles[st.RaftState], st.GetTerm(), config.NodeName(st.GetVote()), config.NodeName(st.Lead), st.GetCommit())
			if got != want {
				t.Fatalf("step %d: %s shows %s, raft says %s", s.Index, v.Name, got, want)
			}
			if v.Role == frame.Leader && len(v.Progress) == 0 && len(v.Config.Voters) > 1 {
				t.Fatalf("step %d: leader %s shows no progress", s.Index, v.Name)
			}
		}
	})
}
