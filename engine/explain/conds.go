package explain

import (
	"slices"
	"strings"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// conds are the conditions of templates and of citations. What the scene
// cannot tell does not hold.
var conds map[string]func(c *scene) bool

func init() {
	conds = map[string]func(c *scene) bool{
		// The node's part.
		"leads":       func(c *scene) bool { return c.node() != nil && c.node().Role == frame.Leader },
		"waslead":     func(c *scene) bool { return c.wasRole() == frame.Leader },
		"waspre":      func(c *scene) bool { return c.wasRole() == frame.PreCandidate },
		"campaigning": func(c *scene) bool { r := c.wasRole(); return r == frame.PreCandidate || r == frame.Candidate },
		"self":        func(c *scene) bool { return c.e.Peer() != "" && c.e.Peer() == c.e.Node },
		"learner": func(c *scene) bool {
			n := c.node()
			return n != nil && n.Config != nil && slices.Contains(n.Config.Learners, n.Name)
		},
		"novoter":  func(c *scene) bool { n := c.node(); return len(halves(n)) > 0 && !slices.Contains(voters(n), n.Name) },
		"alone":    func(c *scene) bool { v := voters(c.node()); return len(v) == 1 && v[0] == c.name },
		"unproven": func(c *scene) bool { return c.unproven() },
		"joint":    func(c *scene) bool { return len(halves(c.node())) == 2 },
		"paused":   func(c *scene) bool { return c.now != nil && c.now.Status == frame.Paused },

		// How the step began.
		"fired": func(c *scene) bool { return c.has(event.KindTimerFired) },
		"prewon": func(c *scene) bool {
			return c.e.Kind() == event.KindBecameCandidate && c.wasRole() == frame.PreCandidate && c.has(event.KindVoteCounted)
		},
		"handover": func(c *scene) bool { return c.msg != nil && c.msg.Type == "MsgTimeoutNow" },
		"handed": func(c *scene) bool {
			return c.was != nil && c.was.Transferee != "" && c.msg != nil && c.msg.From == c.was.Transferee
		},
		"blocked": func(c *scene) bool {
			return c.was != nil && c.now != nil && c.was.Disk.Mode == config.DiskEtcd && len(c.was.Disk.Queue) > 0 &&
				c.was.Timer.Elapsed == c.now.Timer.Elapsed && !c.has(event.KindTimerFired)
		},
		"failed":    func(c *scene) bool { return c.has(event.KindSyncFailed) },
		"killed":    func(c *scene) bool { return c.has(event.KindCrashed) && !c.has(event.KindSyncFailed) },
		"unpowered": func(c *scene) bool { return c.has(event.KindPoweredOff) },
		"wasdown":   func(c *scene) bool { return c.was != nil && c.was.Status == frame.Down },
		"unsynced":  func(c *scene) bool { return c.now != nil && c.now.Durable < c.now.Last() },

		// Votes.
		"pre":     func(c *scene) bool { return c.isPreVote() },
		"granted": func(c *scene) bool { return c.granted() },
		"repeat": func(c *scene) bool {
			return c.was != nil && c.was.Vote != "" && c.was.Vote == c.e.Peer() && c.was.Term == c.e.Term()
		},

		// Entries and commitment.
		"many":    func(c *scene) bool { first, last := c.e.Span(); return last > first },
		"noop":    func(c *scene) bool { return c.isNoOp() },
		"ownterm": func(c *scene) bool { return c.lastIsOfOwnTerm() },
		"heldby":  func(c *scene) bool { return len(holdersOf(c, c.lastIndex())) >= 2 },
		"lied": func(c *scene) bool {
			return c.was != nil && c.firstIndex() > 0 && c.was.Disk.Lied && c.was.Synced >= c.firstIndex()
		},
		"promised": func(c *scene) bool { return c.was != nil && c.firstIndex() > 0 && c.was.Commit >= c.firstIndex() },

		"kept":      func(c *scene) bool { return c.keptByMajority() },
		"overtaken": func(c *scene) bool { return c.overtaken() != "" },

		// Changes of membership that were not taken.
		"leaves":   func(c *scene) bool { return c.asksToLeave() },
		"changes":  func(c *scene) bool { return !c.asksToLeave() },
		"nochange": func(c *scene) bool { return c.noChangeWaits() },
		"sameterm": func(c *scene) bool { return c.was != nil && c.now != nil && c.was.Term == c.now.Term },

		// Messages.
		"proposal":   func(c *scene) bool { return c.msg != nil && c.msg.Type == "MsgProp" },
		"timeoutnow": func(c *scene) bool { return c.msg != nil && c.msg.Type == "MsgTimeoutNow" },
		"gaveup": func(c *scene) bool {
			from := c.prev.Node(c.from())
			return from != nil && from.Transferee != c.name
		},
		"again": func(c *scene) bool {
			return c.was != nil && c.now != nil && c.msg != nil && c.was.Role == c.now.Role && c.was.Role == c.askedAs() &&
				(slices.Contains(c.was.Granted, c.msg.From) || slices.Contains(c.was.Refused, c.msg.From))
		},
		"stale":     func(c *scene) bool { return c.isStale() },
		"appends":   func(c *scene) bool { return c.has(event.KindAppended) || c.has(event.KindAppendRefused) },
		"voted":     func(c *scene) bool { return c.has(event.KindVoteCounted) },
		"runs":      func(c *scene) bool { return c.has(event.KindBecameCandidate) },
		"reject":    func(c *scene) bool { return c.msg != nil && c.msg.Reject },
		"empty":     func(c *scene) bool { return c.msg != nil && len(c.msg.Entries) == 0 },
		"start":     func(c *scene) bool { return c.msg != nil && c.msg.Index == 0 },
		"behind":    func(c *scene) bool { return c.msg != nil && c.was != nil && c.msg.Index < c.was.Commit },
		"bylearner": func(c *scene) bool { p := c.progressOfSender(); return p != nil && p.Learner },
		"counts":    func(c *scene) bool { return c.msg != nil && c.was != nil && c.msg.Index > c.was.Commit },
		"enough":    func(c *scene) bool { return c.enough() },
		"settled":   func(c *scene) bool { return c.msg != nil && c.was != nil && c.msg.Index <= c.was.Commit },
		"beyond": func(c *scene) bool {
			last, ok := lastOf(c.node())
			p, panicked := c.e.Payload.(*event.Panicked) // of what, only its words say
			return ok && panicked && c.msg != nil && c.msg.Commit > last && strings.HasPrefix(p.Text, "tocommit")
		},
		"ofraft": func(c *scene) bool { return c.msg != nil && strings.HasPrefix(c.msg.Type, "Msg") },

		// Progress.
		"toreplicate": func(c *scene) bool { return c.treated(frame.Replicate) },
		"toprobe":     func(c *scene) bool { return c.treated(frame.Probe) },
		"tosnapshot":  func(c *scene) bool { return c.treated(frame.SnapshotState) },
		"fromsnapshot": func(c *scene) bool {
			p, ok := c.e.Payload.(*event.ProgressChanged)
			return ok && p.From == frame.SnapshotState
		},
		"snapfailed": func(c *scene) bool {
			e, _ := c.find(event.KindSnapshotReported)
			return e != nil && e.Reason() == event.Failed
		},
		"byhand": func(c *scene) bool {
			cause := c.step.Cause
			return cause.Type == event.Command && strings.HasPrefix(cause.Text, "send-snapshot ")
		},
		"snapshots": func(c *scene) bool { return c.receivers("MsgSnap") != "" },
		"streamed": func(c *scene) bool {
			if c.was == nil {
				return false
			}
			p := c.was.PeerProgress(c.from())
			return p != nil && p.State == frame.Replicate
		},
		"matched": func(c *scene) bool {
			if c.now == nil {
				return false
			}
			p := c.now.PeerProgress(c.e.Peer())
			return p != nil && p.Match == c.now.Last()
		},
		"nowprobes": func(c *scene) bool {
			e, _ := c.find(event.KindProgressChanged)
			return e != nil && e.Peer() == c.e.Peer() && e.Payload.(*event.ProgressChanged).To == frame.Probe
		},
		"uptodate": func(c *scene) bool {
			n := 0
			c.sent(func(*frame.Message) { n++ }, "MsgTimeoutNow")
			return n > 0
		},

		// Surroundings and settings.
		"holds":     func(c *scene) bool { return c.linkTurned(event.LinkHeld) },
		"frees":     func(c *scene) bool { return c.linkTurned(event.LinkUnheld) },
		"oneway":    func(c *scene) bool { return c.oneWay() },
		"stalls":    func(c *scene) bool { return c.diskTurned(frame.DiskStall) },
		"lies":      func(c *scene) bool { return c.diskTurned(frame.DiskLie) },
		"fails":     func(c *scene) bool { return c.diskTurned(frame.DiskFail) },
		"works":     func(c *scene) bool { return c.diskTurned(frame.DiskOK) },
		"waits":     func(c *scene) bool { return c.modeTurned(config.DiskEtcd) },
		"async":     func(c *scene) bool { return c.modeTurned(config.DiskAsync) },
		"cq":        func(c *scene) bool { return c.next.Config != nil && c.next.Config.CheckQuorum },
		"deaf":      func(c *scene) bool { return c.reading(event.Off) },
		"hears":     func(c *scene) bool { return c.reading(event.On) },
		"compacted": func(c *scene) bool { p, ok := c.e.Payload.(*event.WatchCanceled); return ok && p.Compacted },
		"lease":     func(c *scene) bool { return c.next.Config != nil && c.next.Config.Reads == config.ReadsLease },
		"renewed":   func(c *scene) bool { p, ok := c.e.Payload.(*event.LeaseCheckpointed); return ok && p.Remaining == 0 },
		"alarmed":   func(c *scene) bool { return c.now != nil && c.now.Store != nil && len(c.now.Store.Alarms) > 0 },
		"calm":      func(c *scene) bool { return c.now != nil && c.now.Store != nil && len(c.now.Store.Alarms) == 0 },
		"writes":    func(c *scene) bool { return c.opWrites() },
	}
}

// wasRole is the node's role before the event. The events that report a new
// role carry the old one, which counts: a step may hold more than one.
func (c *scene) wasRole() frame.Role {
	switch p := c.e.Payload.(type) {
	case *event.BecamePreCandidate:
		return p.Was
	case *event.BecameCandidate:
		return p.Was
	case *event.BecameLeader:
		return p.Was
	case *event.BecameFollower:
		return p.Was
	}
	if c.was == nil {
		return frame.Follower
	}
	return c.was.Role
}

func (c *scene) isPreVote() bool {
	switch p := c.e.Payload.(type) {
	case *event.VoteCounted:
		return c.wasRole() == frame.PreCandidate
	case *event.Voted:
		return p.Pre
	case *event.VoteRefused:
		return p.Pre
	case *event.VoteIgnored:
		return p.Pre
	}
	return c.msg != nil && strings.HasPrefix(c.msg.Type, "MsgPreVote")
}

func (c *scene) isNoOp() bool {
	first, last := c.e.Span()
	if last > first {
		return false
	}
	e := entryAt(c.node(), first)
	return e != nil && e.NoOp()
}

func (c *scene) lastIsOfOwnTerm() bool {
	t, ok := termAt(c.now, c.lastIndex())
	return ok && t == c.now.Term
}

// isStale reports whether the message was of an earlier term than its
// receiver. Raft's messages all bear a term, save those that are passed on.
func (c *scene) isStale() bool {
	n := c.was
	if n == nil {
		n = c.now
	}
	return n != nil && c.msg != nil && c.msg.To == n.Name && c.msg.Term > 0 && c.msg.Term < n.Term
}

func (c *scene) progressOfSender() *frame.Progress {
	if c.msg == nil || c.now == nil {
		return nil
	}
	return c.now.PeerProgress(c.msg.From)
}

// enough reports whether a majority holds the index that was acknowledged.
func (c *scene) enough() bool {
	if c.msg == nil || c.now == nil {
		return false
	}
	set := c.electorate()
	return len(set) > 0 && len(holdersOf(c, c.msg.Index)) >= majority(len(set))
}

// treated reports whether the leader treats a follower like that from now on.
func (c *scene) treated(to frame.ProgressState) bool {
	p, ok := c.e.Payload.(*event.ProgressChanged)
	return ok && p.To == to
}

func (c *scene) granted() bool {
	p, ok := c.e.Payload.(*event.VoteCounted)
	return ok && p.Granted
}

// reading reports whether the client's reading was switched so.
func (c *scene) reading(to event.Switch) bool {
	p, ok := c.e.Payload.(*event.ClientChanged)
	return ok && p.Reading == to
}

// firstIndex is the first log index that the event is about, 0 if it is about none.
func (c *scene) firstIndex() uint64 {
	first, _ := c.e.Span()
	return first
}

func (c *scene) diskTurned(to frame.DiskState) bool {
	return c.was != nil && c.now != nil && c.was.Disk.State != to && c.now.Disk.State == to
}

func (c *scene) modeTurned(to string) bool {
	return c.was != nil && c.now != nil && c.was.Disk.Mode != to && c.now.Disk.Mode == to
}

// askedAs is the role of a node that waits for an answer like the message.
func (c *scene) askedAs() frame.Role {
	if c.msg.Type == "MsgPreVoteResp" {
		return frame.PreCandidate
	}
	return frame.Candidate
}

// asksToLeave reports whether the operation asks to leave a joint configuration.
func (c *scene) asksToLeave() bool {
	o := c.op()
	if o == nil {
		return false
	}
	_, leave := o.Request.Command().(command.MemberLeave)
	return leave
}

// noChangeWaits reports whether none of the entries that the leader had not applied
// changes the membership.
func (c *scene) noChangeWaits() bool {
	if c.was == nil || c.was.Applied >= c.was.Last() || c.was.Applied+1 < c.was.First {
		return false
	}
	for i := c.was.Applied + 1; i <= c.was.Last(); i++ {
		if e := entryAt(c.was, i); e == nil || e.Type != frame.Normal {
			return false
		}
	}
	return true
}

// keptByMajority reports whether a majority of disks, as they are, holds what the
// node had committed and lost.
func (c *scene) keptByMajority() bool {
	sets := halves(c.was)
	if len(sets) == 0 {
		return true // that cannot be told
	}
	for _, set := range sets {
		n := 0
		for _, v := range set {
			if x := c.next.Node(v); x != nil && x.Durable >= min(c.lastIndex(), c.was.Commit) {
				n++
			}
		}
		if n < majority(len(set)) {
			return false
		}
	}
	return true
}

// opWrites reports whether the operation is one that changes the store, so
// that doing it twice is not doing it once.
func (c *scene) opWrites() bool {
	asked := c.request()
	if o := c.op(); o != nil {
		asked = o.Request
	}
	switch asked.Message().(type) {
	case *etcdserverpb.RangeRequest, *etcdserverpb.WatchCreateRequest, *etcdserverpb.WatchCancelRequest, *etcdserverpb.WatchProgressRequest:
		return false
	}
	return asked != ""
}

// unproven reports whether the node leads and no entry of its term is committed.
func (c *scene) unproven() bool {
	n := c.node()
	if n == nil || n.Role != frame.Leader {
		return false
	}
	t, ok := termAt(n, n.Commit)
	return ok && t < n.Term
}
