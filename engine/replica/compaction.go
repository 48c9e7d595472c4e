package replica

import (
	"fmt"

	"raftviz/engine/event"
)

// compactionPause lies between two batches of a compaction: etcd's
// CompactionSleepInterval, ms.
const compactionPause = 10

// A pendingCompaction is a client that waits until a compaction has gone
// through the file (--physical).
type pendingCompaction struct {
	o   *call
	rev int64
}

// A compactor goes through a store's file after a compaction, batch by batch.
type compactor struct {
	r        *Replica
	sweeping bool // the next batch is scheduled
	physical []pendingCompaction
}

// open starts over with a store that was opened.
func (c *compactor) open() {
	c.sweeping = false
}

// schedule goes on with the store's compaction, if there is one, in a later
// step.
func (c *compactor) schedule(after int64) {
	if _, ok := c.r.store.Compacting(); !ok || c.sweeping {
		return
	}
	c.sweeping = true
	c.r.schedule(after, event.Compact)
}

// next removes one batch of what a compaction leaves behind.
func (c *compactor) next() {
	c.sweeping = false
	r, err := c.r.store.CompactStep(c.r.cfg.CompactBatch)
	c.r.must(err)
	c.r.view.remove(c.r.store.Removed())
	c.r.emit(c.r.name, &event.CompactionRan{Revision: r.Rev, Deleted: r.Deleted, Scanned: r.Scanned})
	if r.Done {
		c.r.emit(c.r.name, &event.CompactionFinished{Revision: r.Rev})
		c.answerPhysical(r.Rev)
	}
	c.r.applier.scheduleCommit()
	c.schedule(compactionPause)
}

func (c *compactor) answerPhysical(rev int64) {
	keep := c.physical[:0]
	for _, p := range c.physical {
		if p.rev > rev {
			keep = append(keep, p)
			continue
		}
		c.r.server.respond(p.o, result{text: fmt.Sprintf("compacted revision %d", p.rev), rev: c.r.store.Rev()})
	}
	c.physical = keep
}
