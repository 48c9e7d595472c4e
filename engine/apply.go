package engine

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// batchInterval is how long the store gathers writes before it commits them to
// its file: etcd's default backend batch interval, in ms.
const batchInterval = 100

// stopDelay is how long a node that applied its own removal goes on: etcd's
// server stops itself after a second.
const stopDelay = 1000

// enqueueApply takes committed entries; they are applied in a step of its own,
// as etcd applies them outside raft's loop.
func (n *node) enqueueApply(m *raftpb.Message) {
	n.applying = append(n.applying, m)
	if len(n.applying) == 1 {
		n.c.queue.push(due{at: n.c.now, cause: event.Apply, node: n, life: n.life})
	}
}

// applyNext applies the oldest batch of committed entries.
func (n *node) applyNext() {
	if len(n.applying) == 0 {
		return // a snapshot took their place
	}
	m := n.applying[0]
	n.applying = n.applying[1:]
	n.dirty = true
	es := m.GetEntries()
	n.c.emit(n.name, &event.Applied{First: es[0].GetIndex(), Last: es[len(es)-1].GetIndex()})
	for _, e := range es {
		n.apply(e)
	}
	n.local = append(n.local, m.GetResponses()...)
	n.drain(nil, n.st)
	n.serveReads()
	if n.up && len(n.applying) > 0 {
		n.c.queue.push(due{at: n.c.now, cause: event.Apply, node: n, life: n.life})
	}
	n.scheduleCommit()
	n.autoSnapshot()
}

// apply gives one entry to raft's configuration or to the store. Entries the
// store already holds, after a restart, are passed over.
func (n *node) apply(e *raftpb.Entry) {
	i := e.GetIndex()
	n.applied = max(n.applied, i)
	done, _ := n.store.ConsistentIndex()
	fresh := i > done
	switch e.GetType() {
	case raftpb.EntryConfChange, raftpb.EntryConfChangeV2:
		n.advanceIndex(e)
		n.applyConf(e, fresh)
		return
	}
	n.advanceIndex(e)
	if len(e.GetData()) == 0 {
		if n.st.role == raft.StateLeader {
			n.promote()
		}
		return
	}
	r := decodeRequest(e.GetData())
	o := n.waiters[r.GetHeader().GetID()]
	var cmd command.Command
	if o != nil {
		delete(n.waiters, r.GetHeader().GetID())
		cmd = o.cmd
	}
	var res result
	over := false
	if fresh {
		res, over = n.perform(r, cmd)
	}
	switch {
	case over:
		n.exceeded(o, res)
	case o != nil:
		n.answerApplied(o, r, res)
	}
}

// answerApplied goes on with an operation whose request was applied: mostly by
// answering it.
func (n *node) answerApplied(o *op, r *etcdserverpb.InternalRaftRequest, res result) {
	switch cmd := o.cmd.(type) {
	case command.Compaction:
		if cmd.Physical && !res.fail {
			n.physical = append(n.physical, pendingCompaction{o, cmd.Rev})
			return
		}
	case command.LeaseKeepAlive:
		n.serveLease(o, 0)
		return
	case command.AlarmList, command.AlarmDisarm:
		n.alarmAnswered(o, r.GetAlarm())
		return
	}
	n.respond(o, res)
}

func (n *node) advanceIndex(e *raftpb.Entry) {
	if done, _ := n.store.ConsistentIndex(); e.GetIndex() > done {
		n.store.SetConsistentIndex(e.GetIndex(), e.GetTerm())
	}
}

// applyConf puts a change of membership into force on this node. etcd, unlike
// the paper (§6), does that when the entry is applied, not when it is appended.
// fresh says that the store does not hold it yet.
func (n *node) applyConf(e *raftpb.Entry, fresh bool) {
	cc := decodeConf(e)
	was := n.conf
	before := n.st
	n.conf = n.rn.ApplyConfChange(cc)
	if fresh {
		n.noteMembers(was, n.conf)
	}
	n.c.emit(n.name, &event.ConfChanged{Index: e.GetIndex(), Term: e.GetTerm(),
		Voters: nodeNames(n.conf.GetVoters()), Outgoing: nodeNames(n.conf.GetVotersOutgoing()), Learners: nodeNames(n.conf.GetLearners()), LearnersNext: nodeNames(n.conf.GetLearnersNext())})
	n.disownLeft(was)
	n.after(nil, before)
	for _, id := range membersOf(n.conf) {
		n.c.join(id)
	}
	if slices.Contains(n.disowned, n.id) && slices.Contains(membersOf(was), n.id) {
		n.c.queue.push(due{at: n.c.now + stopDelay, cause: event.Stop, node: n, life: n.life})
	}
	if o := n.waiters[confRequest(e)]; o != nil {
		delete(n.waiters, confRequest(e))
		n.respond(o, result{text: "OK: " + confText(n.conf)})
	}
}

// disownLeft notes who has left the cluster since the configuration was another.
func (n *node) disownLeft(was *raftpb.ConfState) {
	now := membersOf(n.conf)
	for _, id := range membersOf(was) {
		if !slices.Contains(now, id) && !slices.Contains(n.disowned, id) {
			n.disowned = append(n.disowned, id)
		}
	}
}

// join starts a node that a configuration names for the first time.
func (c *Cluster) join(id uint64) {
	if c.nodes[id] != nil {
		return
	}
	n := c.newNode(id)
	c.addNode(n)
	n.must(n.boot())
	c.emit(n.name, &event.Started{})
}

// stop shuts a removed node down for good.
func (n *node) stop() {
	n.halt()
	n.gone = true
	n.c.emit(n.name, &event.Removed{})
}

// disown tells a removed node that it is one, as etcd's peers do when they
// refuse its messages; it stops.
func (c *Cluster) disown(n *node) {
	if n.up {
		c.queue.push(due{at: c.now, cause: event.Stop, node: n, life: n.life})
	}
}

// scheduleCommit sees to it that writes in the store's batch reach its file.
func (n *node) scheduleCommit() {
	if n.up && !n.batching && n.store.Pending() > 0 {
		n.batching = true
		n.c.queue.push(due{at: n.c.now + batchInterval, cause: event.Commit, node: n, life: n.life})
	}
}

// commitStore ends a batch: its writes enter the file, if the disk is willing.
func (n *node) commitStore() {
	n.batching = false
	n.dirty = true
	switch n.disk.state {
	case frame.DiskOK:
		if n.disk.lied {
			n.flush() // an honest fsync writes what an earlier one kept back
		}
		n.must(n.store.Commit())
		n.c.emit(n.name, &event.StoreCommitted{Index: n.store.DurableIndex()})
	case frame.DiskFail:
		n.c.emit(n.name, &event.SyncFailed{})
		n.crash()
		return
	}
	n.scheduleCommit()
}

// membersOf lists everyone a configuration names, in order.
func membersOf(cs *raftpb.ConfState) []uint64 {
	var ids []uint64
	for _, set := range [][]uint64{cs.GetVoters(), cs.GetVotersOutgoing(), cs.GetLearners(), cs.GetLearnersNext()} {
		for _, id := range set {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

func nodeNames(ids []uint64) []string {
	if len(ids) == 0 {
		return nil
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = config.NodeName(id)
	}
	return names
}
