package replica

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A progress is what a leader knows of its peers. raft's WithProgress leaves
// out the inflight windows, and Status copies them whole at each call, which
// costs more than everything else in a step; so their counts are kept here, by
// raft's own rule: a MsgApp with entries sent in StateReplicate enters, an
// acknowledgement lets out what it covers, a change of state empties it.
// twin_test.go holds the counts against raft's.
type progress struct {
	shown  []frame.Progress // by number of the peer, the leader left out
	window [config.MaxID + 1][]uint64
	state  [config.MaxID + 1]tracker.StateType
	term   uint64 // of the leadership all this belongs to
}

// track follows the windows after a call to raft, with what it wants to send.
func (r *Replica) track(msgs []*raftpb.Message) {
	if r.st.role != raft.StateLeader || !slices.ContainsFunc(msgs, carriesEntries) {
		return
	}
	p := &r.peers
	if p.term != r.st.term {
		*p = progress{shown: nil, term: r.st.term}
	}
	r.rn.WithProgress(func(id uint64, _ raft.ProgressType, pr tracker.Progress) { p.settle(id, pr) })
	for _, m := range msgs {
		id := m.GetTo()
		if es := m.GetEntries(); carriesEntries(m) && p.state[id] == tracker.StateReplicate {
			p.window[id] = append(p.window[id], es[len(es)-1].GetIndex())
		}
	}
}

func carriesEntries(m *raftpb.Message) bool {
	return m.GetType() == raftpb.MsgApp && len(m.GetEntries()) > 0
}

// settle empties a window as far as raft's progress says it is empty.
func (p *progress) settle(id uint64, pr tracker.Progress) {
	w := p.window[id]
	if pr.State != p.state[id] || pr.State != tracker.StateReplicate {
		w = w[:0]
	}
	for len(w) > 0 && w[0] <= pr.Match {
		w = w[1:]
	}
	p.window[id], p.state[id] = w, pr.State
}

// readProgress makes the visible form of a leader's progress; changes of state
// become events.
func (r *Replica) readProgress() {
	old := r.peers.shown
	r.peers.shown = nil
	if r.rn == nil || !r.Up() || r.st.role != raft.StateLeader {
		return
	}
	var room [config.MaxID]frame.Progress
	shown := room[:0]
	r.rn.WithProgress(func(id uint64, _ raft.ProgressType, pr tracker.Progress) {
		r.peers.settle(id, pr)
		if id != r.id {
			shown = append(shown, progressOf(config.NodeName(id), pr, len(r.peers.window[id])))
		}
	})
	if slices.Equal(shown, old) {
		r.peers.shown = old // frames share it
		return
	}
	r.peers.shown = slices.Clone(shown)
	for i := range shown {
		p := &shown[i]
		j := slices.IndexFunc(old, func(o frame.Progress) bool { return o.Node == p.Node })
		if j >= 0 && old[j].State != p.State {
			r.emit(r.name, &event.ProgressChanged{Follower: p.Node, Next: p.Next, From: old[j].State, To: p.State})
		}
	}
}

func progressOf(name string, p tracker.Progress, inflight int) frame.Progress {
	v := frame.Progress{
		Node: name, Match: p.Match, Next: p.Next, Inflight: inflight,
		Pending: p.PendingSnapshot, Paused: p.IsPaused(), Active: p.RecentActive, Learner: p.IsLearner,
	}
	switch p.State {
	case tracker.StateReplicate:
		v.State = frame.Replicate
	case tracker.StateSnapshot:
		v.State = frame.SnapshotState
	}
	return v
}
