package explain

import (
	"slices"
	"strings"

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
		"self":        func(c *scene) bool { return c.e.Peer != "" && c.e.Peer == c.e.Node },
		"learner": func(c *scene) bool {
			n := c.node()
			return n != nil && n.Config != nil && slices.Contains(n.Config.Learners, n.Name)
		},
		"novoter": func(c *scene) bool { n := c.node(); return len(halves(n)) > 0 && !slices.Contains(voters(n), n.Name) },
		"alone":   func(c *scene) bool { v := voters(c.node()); return len(v) == 1 && v[0] == c.name },
		"joint":   func(c *scene) bool { return len(halves(c.node())) == 2 },
		"paused":  func(c *scene) bool { return c.now != nil && c.now.Status == frame.Paused },

		// How the step began.
		"fired": func(c *scene) bool { return c.has(event.TimerFired) },
		"prewon": func(c *scene) bool {
			return c.e.Kind == event.BecameCandidate && c.wasRole() == frame.PreCandidate && c.has(event.VoteCounted)
		},
		"handover": func(c *scene) bool { return c.msg != nil && c.msg.Type == "MsgTimeoutNow" },
		"handed": func(c *scene) bool {
			return c.was != nil && c.was.Transferee != "" && c.msg != nil && c.msg.From == c.was.Transferee
		},
		"blocked": func(c *scene) bool {
			return c.was != nil && c.now != nil && c.was.Disk.Mode == config.DiskEtcd && len(c.was.Disk.Queue) > 0 &&
				c.was.Timer.Elapsed == c.now.Timer.Elapsed && !c.has(event.TimerFired)
		},
		"crashes": func(c *scene) bool { return c.has(event.Crashed) || c.has(event.SyncFailed) },

		// Votes.
		"pre":     func(c *scene) bool { return c.isPreVote() },
		"granted": func(c *scene) bool { return c.e.Text == "granted" },
		"repeat": func(c *scene) bool {
			return c.was != nil && c.was.Vote != "" && c.was.Vote == c.e.Peer && c.was.Term == c.e.Term
		},

		// Entries and commitment.
		"many":     func(c *scene) bool { return c.e.Last > c.e.Index },
		"noop":     func(c *scene) bool { return c.isNoOp() },
		"ownterm":  func(c *scene) bool { return c.lastIsOfOwnTerm() },
		"heldby":   func(c *scene) bool { return len(holdersOf(c, max(c.e.Index, c.e.Last))) >= 2 },
		"lied":     func(c *scene) bool { return c.was != nil && c.e.Index > 0 && c.was.Synced >= c.e.Index },
		"promised": func(c *scene) bool { return c.was != nil && c.e.Index > 0 && c.was.Commit >= c.e.Index },

		// Messages.
		"stale":     func(c *scene) bool { return c.isStale() },
		"appends":   func(c *scene) bool { return c.has(event.Appended) || c.has(event.AppendRefused) },
		"voted":     func(c *scene) bool { return c.has(event.VoteCounted) },
		"runs":      func(c *scene) bool { return c.has(event.BecameCandidate) },
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
			return ok && c.msg != nil && c.msg.Commit > last && strings.HasPrefix(c.e.Text, "tocommit")
		},
		"ofraft": func(c *scene) bool { return c.msg != nil && strings.HasPrefix(c.msg.Type, "Msg") },

		// Progress.
		"toreplicate":  func(c *scene) bool { _, to := c.states(); return to == frame.Replicate.String() },
		"toprobe":      func(c *scene) bool { _, to := c.states(); return to == frame.Probe.String() },
		"tosnapshot":   func(c *scene) bool { _, to := c.states(); return to == frame.SnapshotState.String() },
		"fromsnapshot": func(c *scene) bool { from, _ := c.states(); return from == frame.SnapshotState.String() },
		"nowprobes": func(c *scene) bool {
			e, _ := c.find(event.ProgressChanged)
			return e != nil && e.Peer == c.e.Peer && strings.HasSuffix(e.Text, frame.Probe.String())
		},
		"uptodate": func(c *scene) bool {
			n := 0
			c.sent(func(*frame.Message) { n++ }, "MsgTimeoutNow")
			return n > 0
		},

		// Surroundings and settings.
		"holds":     func(c *scene) bool { l, _ := c.link(); return l.Hold && strings.HasPrefix(c.e.Text, "hold") },
		"frees":     func(c *scene) bool { l, _ := c.link(); return !l.Hold && strings.HasPrefix(c.e.Text, "release") },
		"oneway":    func(c *scene) bool { return strings.Contains(c.e.Text, ">") },
		"stalls":    func(c *scene) bool { return c.diskTurned(frame.DiskStall) },
		"lies":      func(c *scene) bool { return c.diskTurned(frame.DiskLie) },
		"fails":     func(c *scene) bool { return c.diskTurned(frame.DiskFail) },
		"works":     func(c *scene) bool { return c.diskTurned(frame.DiskOK) },
		"waits":     func(c *scene) bool { return c.modeTurned(config.DiskEtcd) },
		"async":     func(c *scene) bool { return c.modeTurned(config.DiskAsync) },
		"stands":    func(c *scene) bool { return c.now != nil && c.now.Clock.Rate == 0 },
		"cq":        func(c *scene) bool { return c.next.Config != nil && c.next.Config.CheckQuorum },
		"deaf":      func(c *scene) bool { return strings.HasSuffix(c.e.Text, "reading=off") },
		"hears":     func(c *scene) bool { return strings.HasSuffix(c.e.Text, "reading=on") },
		"compacted": func(c *scene) bool { return strings.HasSuffix(c.e.Text, "required revision has been compacted") },
		"lease":     func(c *scene) bool { return c.next.Config != nil && c.next.Config.Reads == config.ReadsLease },
		"renewed":   func(c *scene) bool { _, left := c.checkpoint(); return left == "0" },
		"alarmed":   func(c *scene) bool { return c.now != nil && c.now.Store != nil && len(c.now.Store.Alarms) > 0 },
		"calm":      func(c *scene) bool { return c.now != nil && c.now.Store != nil && len(c.now.Store.Alarms) == 0 },
		"writes":    func(c *scene) bool { return c.opWrites() },
	}
}

// wasRole is the node's role before the event. The events that report a new
// role carry the old one, which counts: a step may hold more than one.
func (c *scene) wasRole() frame.Role {
	switch c.e.Kind {
	case event.BecamePreCandidate, event.BecameCandidate, event.BecameLeader, event.BecameFollower:
		for r := frame.Follower; r <= frame.Leader; r++ {
			if c.e.Text == r.String() {
				return r
			}
		}
	}
	if c.was == nil {
		return frame.Follower
	}
	return c.was.Role
}

func (c *scene) isPreVote() bool {
	switch {
	case c.e.Kind == event.VoteCounted:
		return c.wasRole() == frame.PreCandidate
	case c.e.Text == "pre-vote":
		return true
	}
	return c.msg != nil && strings.HasPrefix(c.msg.Type, "MsgPreVote")
}

func (c *scene) isNoOp() bool {
	if c.e.Last > c.e.Index {
		return false
	}
	e := entryAt(c.node(), c.e.Index)
	return e != nil && e.Type == frame.Normal && e.Text == "no-op"
}

func (c *scene) lastIsOfOwnTerm() bool {
	t, ok := termAt(c.now, max(c.e.Index, c.e.Last))
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

// states reads the text of a ProgressChanged: probe→replicate.
func (c *scene) states() (from, to string) {
	from, to, _ = strings.Cut(c.e.Text, "→")
	return from, to
}

func (c *scene) diskTurned(to frame.DiskState) bool {
	return c.was != nil && c.now != nil && c.was.Disk.State != to && c.now.Disk.State == to
}

func (c *scene) modeTurned(to string) bool {
	return c.was != nil && c.now != nil && c.was.Disk.Mode != to && c.now.Disk.Mode == to
}

// opWrites reports whether the operation is one that changes the store, so
// that doing it twice is not doing it once.
func (c *scene) opWrites() bool {
	text := c.e.Text
	if o := c.op(); o != nil {
		text = o.Text
	}
	verb, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch verb {
	case "", "get", "watch", "unwatch", "progress":
		return false
	}
	return true
}
