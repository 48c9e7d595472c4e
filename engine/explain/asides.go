package explain

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// An asideID names a second sentence: what else is worth knowing about a step,
// where its first sentence leaves room.
type asideID uint8

const (
	asideNoOp asideID = iota
	asideFigure8
	asideOlder
	asideOwnDisk
	asideParallel
	asideInTruth
	asideGone
	asideAlsoCommitted
	asideWaits
	asideVoteWaits
	asideAnswers
	asideClient
	asideUncommitted
	asideAdopted
	asideThenVoted
	asideThenRefused
	asideStarts
	asideConfirms
	asideConfirmed
	asideWhenApplied
	asideOwnTerm
	asideSide
	asideUnreachable
	asideNotResent
	asideChecked
	asideSendsMore
	asideStreams
	asideAsksLater
	asideAsksNow
	asideOwnCount
	asideRedirect
	asidePreVote
	asideReapplies
	numAsides
)

// An aside says when a second sentence is due.
type aside struct {
	id    asideID
	after event.Set  // the kinds of the first sentence's event
	about event.Kind // the event of the same node that it tells of; None: the same one
	when  func(c, about *scene) bool
	refs  []ref
}

// asides, the more instructive first. The first that is due and fits is used.
var asides = []aside{
	{asideNoOp, event.SetOf(event.KindBecameLeader), event.KindAppended,
		func(c, a *scene) bool { return a.isNoOp() }, refs(paper, "5.4.2", "8")},
	{asideFigure8, event.SetOf(event.KindReceived, event.KindSynced, event.KindProgressChanged, event.KindAppendRefused), event.KindNone,
		func(c, a *scene) bool { return c.figure8() > 0 && c.advanced() }, refs(paper, "5.4.2")},
	{asideInTruth, event.SetOf(event.KindCommitted), event.KindNone,
		func(c, a *scene) bool { return len(c.liars()) > 0 }, refs(thesis, "3.8")},
	{asideGone, event.SetOf(event.KindEntriesLost), event.KindNone,
		func(c, a *scene) bool { return c.conds("lied", "promised") }, nil},
	{asideOlder, event.SetOf(event.KindCommitted), event.KindNone,
		func(c, a *scene) bool { return c.leadsNow() && !c.isJoint() && c.olderEntries() != "" }, nil},
	{asideOwnDisk, event.SetOf(event.KindCommitted), event.KindNone,
		func(c, a *scene) bool { return c.leadsNow() && c.now.Synced < c.lastIndex() }, refs(thesis, "10.2.1")},
	{asideParallel, event.SetOf(event.KindProposed, event.KindAppended), event.KindNone,
		func(c, a *scene) bool { return c.leadsNow() && c.sentEntries() && c.now.Synced < c.firstIndex() }, refs(thesis, "10.2.1")},
	{asideUncommitted, event.SetOf(event.KindTruncated), event.KindNone,
		func(c, a *scene) bool { return c.was != nil && c.firstIndex() > c.was.Commit }, nil},
	{asideAlsoCommitted, event.SetOf(event.KindAppended, event.KindTruncated), event.KindCommitted, nil, nil},
	{asideWaits, event.SetOf(event.KindAppended), event.KindNone,
		func(c, a *scene) bool {
			return c.now != nil && c.now.Role != frame.Leader && c.now.Synced < c.lastIndex()
		}, refs(thesis, "3.8")},
	{asideAdopted, event.SetOf(event.KindVoteRefused), event.KindTermChanged, nil, refs(paper, "5.1")},
	{asideVoteWaits, event.SetOf(event.KindVoted), event.KindNone,
		func(c, a *scene) bool {
			return c.now != nil && !c.isPreVote() && (c.now.DurTerm != c.now.Term || c.now.DurVote != c.now.Vote)
		}, refs(thesis, "3.8")},
	{asideAnswers, event.SetOf(event.KindSynced, event.KindSyncLied), event.KindNone,
		func(c, a *scene) bool { return c.receivers("MsgAppResp", "MsgVoteResp", "MsgPreVoteResp") != "" }, nil},
	{asideClient, event.SetOf(event.KindApplied), event.KindNone,
		func(c, a *scene) bool { return c.answered() != "" }, nil},
	{asideThenVoted, event.SetOf(event.KindBecameFollower), event.KindVoted, nil, nil},
	{asideThenRefused, event.SetOf(event.KindBecameFollower), event.KindVoteRefused,
		func(c, a *scene) bool { return a.e.Reason() == event.LogBehind }, refs(paper, "5.4.1")},
	{asideStarts, event.SetOf(event.KindConfChanged), event.KindNone,
		func(c, a *scene) bool { return len(c.started()) > 0 }, nil},
	{asideConfirms, event.SetOf(event.KindReceived), event.KindNone,
		func(c, a *scene) bool {
			return c.msg != nil && c.msg.Type == "MsgReadIndex" && c.receivers("MsgHeartbeat") != ""
		}, nil},
	{asideConfirmed, event.SetOf(event.KindReceived), event.KindNone,
		func(c, a *scene) bool {
			return c.msg != nil && c.msg.Type == "MsgHeartbeatResp" && c.receivers("MsgReadIndexResp") != ""
		}, refs(thesis, "6.4")},
	{asideWhenApplied, event.SetOf(event.KindConfChanged), event.KindNone,
		func(c, a *scene) bool { return c.leadsNow() }, refs(library, "doc.go")},
	{asideOwnTerm, event.SetOf(event.KindReceived), event.KindNone,
		func(c, a *scene) bool { return c.isStale() && c.receivers("MsgAppResp", "MsgPreVoteResp") != "" }, nil},
	{asideSide, event.SetOf(event.KindCut), event.KindNone,
		func(c, a *scene) bool { return c.majoritySide() != "" }, nil},
	{asideUnreachable, event.SetOf(event.KindDropped), event.KindUnreachable,
		func(c, a *scene) bool { return conds["nowprobes"](a) }, nil},
	{asideNotResent, event.SetOf(event.KindDropped), event.KindNone,
		func(c, a *scene) bool { return c.msg != nil && c.msg.Type == "MsgApp" && len(c.msg.Entries) > 0 }, nil},
	{asideChecked, event.SetOf(event.KindNone), event.KindNone,
		func(c, a *scene) bool { return c.passedCheck() }, refs(thesis, "6.2")},
	{asideSendsMore, event.SetOf(event.KindReceived), event.KindNone,
		func(c, a *scene) bool { return c.msg != nil && c.msg.Type == "MsgHeartbeatResp" && c.sentEntries() }, nil},
	{asideStreams, event.SetOf(event.KindReceived, event.KindCommitted), event.KindProgressChanged,
		func(c, a *scene) bool { return a.treated(frame.Replicate) }, nil},
	{asideAsksLater, event.SetOf(event.KindBecameCandidate), event.KindNone,
		func(c, a *scene) bool {
			return c.now != nil && c.receivers("MsgVote") == "" && c.now.DurTerm != c.now.Term
		}, refs(thesis, "3.8")},
	{asideAsksNow, event.SetOf(event.KindVoteCounted, event.KindSynced), event.KindNone,
		func(c, a *scene) bool { return c.step.Cause.Type == event.Sync && c.receivers("MsgVote") != "" }, refs(thesis, "3.8")},
	{asideOwnCount, event.SetOf(event.KindSynced), event.KindNone,
		func(c, a *scene) bool { return c.leadsNow() && c.firstIndex() > 0 && c.now.Synced > c.now.Commit }, refs(paper, "5.3")},
	{asideRedirect, event.SetOf(event.KindProposalForwarded), event.KindNone, nil, refs(paper, "8")},
	{asidePreVote, event.SetOf(event.KindBecamePreCandidate), event.KindNone, nil, nil},
	{asideReapplies, event.SetOf(event.KindRestarted), event.KindNone,
		func(c, a *scene) bool { return c.now != nil && c.now.OpenStore().Index < c.now.Commit }, nil},
}

func (c *scene) leadsNow() bool { return c.now != nil && c.now.Role == frame.Leader }

func (c *scene) isJoint() bool { return len(halves(c.node())) == 2 }

// sentEntries reports whether the node sent entries on in this step.
func (c *scene) sentEntries() (yes bool) {
	c.sent(func(m *frame.Message) { yes = yes || len(m.Entries) > 0 }, "MsgApp")
	return yes
}

// advanced reports whether the step moved what the leader knows of its
// followers' disks, or of its own.
func (c *scene) advanced() bool {
	return c.was == nil || quorumIndex(c.was) < quorumIndex(c.now) || c.was.Role != frame.Leader
}

// passedCheck reports whether a leader's tick was the one at which it looks
// whether a majority has answered, and goes on leading.
func (c *scene) passedCheck() bool {
	return c.step.Cause.Type == event.Tick && c.was != nil && c.leadsNow() && c.was.Role == frame.Leader &&
		c.next.Config != nil && c.next.Config.CheckQuorum && len(voters(c.now)) > 1 &&
		c.was.Timer.Elapsed+1 >= c.next.Config.Election && c.now.Timer.Elapsed == 0
}

// second returns the second sentence for a step whose first is about the
// scene's event, with what to cite for it; "" if there is none that fits into
// room cells.
func (c *scene) second(fits func(text string, rs []ref) bool) (string, []ref) {
	for _, a := range asides {
		if !a.after.Has(c.e.Kind()) {
			continue
		}
		about := c
		if a.about != event.KindNone {
			e, i := c.find(a.about)
			if e == nil {
				continue
			}
			about = c.turn(e, i)
		}
		if a.when != nil && !a.when(c, about) {
			continue
		}
		if s := about.say(c.lang.asides[a.id]); s != "" && fits(s, a.refs) {
			return s, slices.Clone(a.refs)
		}
	}
	return "", nil
}
