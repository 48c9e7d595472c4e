package engine

import (
	"fmt"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// compactionPause lies between two batches of a compaction: etcd's
// CompactionSleepInterval, ms.
const compactionPause = 10

// A pendingCompaction is a client that waits until a compaction has gone
// through the file (--physical).
type pendingCompaction struct {
	o   *op
	rev int64
}

// scheduleCompaction goes on with the store's compaction, if there is one, in
// steps of its own.
func (n *node) scheduleCompaction(after int64) {
	if _, ok := n.store.Compacting(); !ok || n.sweeping {
		return
	}
	n.sweeping = true
	n.c.queue.push(due{at: n.c.now + after, cause: event.Compact, node: n, life: n.life})
}

// compactNext removes one batch of what a compaction leaves behind.
func (n *node) compactNext() {
	n.sweeping = false
	n.dirty = true
	r, err := n.store.CompactStep(n.c.cfg.CompactBatch)
	n.must(err)
	n.mirror.remove(n.store.Removed())
	n.c.emit(n.name, &event.CompactionRan{Revision: r.Rev, Deleted: r.Deleted, Scanned: r.Scanned})
	if r.Done {
		n.swept = r.Rev
		n.c.emit(n.name, &event.CompactionFinished{Revision: r.Rev})
		n.answerPhysical(r.Rev)
	}
	n.scheduleCommit()
	n.scheduleCompaction(compactionPause)
}

func (n *node) answerPhysical(rev int64) {
	keep := n.physical[:0]
	for _, p := range n.physical {
		if p.rev > rev {
			keep = append(keep, p)
			continue
		}
		n.respond(p.o, result{text: fmt.Sprintf("compacted revision %d", p.rev), rev: n.store.Rev()})
	}
	n.physical = keep
}

// defrag rewrites the store's file.
func (n *node) defrag(o *op) {
	if n.disk.state != frame.DiskOK {
		n.respond(o, result{text: "the disk does not take writes: " + n.disk.state.String(), fail: true})
		return
	}
	n.dirty = true
	before, after, err := n.store.Defrag()
	n.must(err)
	n.c.emit(n.name, &event.Defragmented{Before: before, After: after})
	n.respond(o, result{text: fmt.Sprintf("finished defragmenting: %d B, now %d B", before, after), rev: n.store.Rev()})
}

// status is what etcdctl endpoint status tells.
func (n *node) statusText() string {
	total, inUse := n.store.Size()
	lead := "none"
	if n.st.lead == n.id {
		lead = "itself"
	} else if n.st.lead != 0 {
		lead = n.c.nodes[n.st.lead].name
	}
	return fmt.Sprintf("%s: db %d B, in use %d B, leader %s, raft term %d, raft index %d, applied %d",
		n.name, total, inUse, lead, n.st.term, n.st.commit, n.applied)
}
