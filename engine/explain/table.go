package explain

import (
	"slices"
	"strings"

	"raftviz/engine/check"
	"raftviz/engine/event"
)

// A fact of a step outranks another if it is more worth telling. The ranks
// leave room: what depends on more than the kind is in weigh.
const (
	rankSent     = 10
	rankReceived = 20
	rankUsual    = 50
	rankTold     = 70
	rankDecided  = 80
	rankGiven    = 92 // what a command did
	rankBroken   = 98
)

// A cite says what to cite where a condition holds; when "" always holds.
type cite struct {
	when string
	refs []ref
}

func always(w work, places ...string) []cite { return []cite{{"", refs(w, places...)}} }

// rankOf returns the rank of a kind. One without a row that is worth stopping at
// ranks as what a command did, any other is as usual as an fsync.
func rankOf(k event.Kind) int {
	switch r := kinds[k].rank; {
	case k == event.KindNone:
		return 0
	case r > 0:
		return r
	case k.Notable():
		return rankGiven
	}
	return rankUsual
}

// kinds gives a kind its rank, if it is not the one that rankOf takes without a
// row, and what to cite for it: the first cite that applies.
var kinds = [event.NumKinds]struct {
	rank  int
	cites []cite
}{
	event.KindSent:       {rankSent, nil}, // cites by type of message, see messages
	event.KindReceived:   {rankReceived, nil},
	event.KindDropped:    {30, nil},
	event.KindDuplicated: {31, always(paper, "5.5")},
	event.KindDelayed:    {32, nil},
	event.KindHeld:       {32, nil},
	event.KindReleased:   {33, nil},

	event.KindTimerFired:         {74, always(paper, "5.2")},
	event.KindBecamePreCandidate: {77, always(thesis, "9.6")},
	event.KindBecameCandidate: {77, []cite{
		{"prewon", refs(thesis, "9.6")}, {"handover", refs(thesis, "3.10")}, {"", refs(paper, "5.2")},
	}},
	event.KindBecameLeader:    {88, []cite{{"joint", refs(paper, "5.2", "6")}, {"", refs(paper, "5.2")}}},
	event.KindBecameFollower:  {76, always(paper, "5.2")},
	event.KindTermChanged:     {48, always(paper, "5.1")},
	event.KindVoted:           {79, []cite{{"pre", refs(thesis, "9.6")}, {"", refs(paper, "5.2", "5.4.1")}}},
	event.KindVoteRefused:     {79, always(paper, "5.2")},
	event.KindVoteIgnored:     {79, []cite{{"", slices.Concat(refs(paper, "6"), refs(thesis, "4.2.3"))}}},
	event.KindVoteCounted:     {60, []cite{{"pre", refs(thesis, "9.6")}, {"", refs(paper, "5.2")}}},
	event.KindCampaignRefused: {81, always(library, "raft.go")},
	event.KindLeaderForgotten: {81, always(library, "node.go")},

	event.KindProposed:          {74, always(paper, "5.3")},
	event.KindProposalForwarded: {72, always(thesis, "6.2")},
	event.KindProposalParked:    {83, always(library, "node.go")},
	event.KindProposalDropped:   {83, always(library, "raft.go")},
	event.KindAppended:          {73, always(paper, "5.3")},
	event.KindTruncated:         {86, always(paper, "5.3")},
	event.KindAppendRefused:     {78, always(paper, "5.3")},
	event.KindCommitted: {rankDecided, []cite{
		{"joint", refs(paper, "6")}, {"leads", refs(paper, "5.3", "5.4.2")}, {"", refs(paper, "5.3")},
	}},
	event.KindApplied:         {66, always(paper, "5.3")},
	event.KindProgressChanged: {55, always(library, "tracker/progress.go")},

	event.KindSynced:         {rankUsual, always(thesis, "3.8")},
	event.KindSyncLied:       {90, always(thesis, "3.8")},
	event.KindSyncFailed:     {97, always(etcd, "server/etcdserver/raft.go")},
	event.KindStoreCommitted: {rankUsual, always(etcd, "server/storage/backend/backend.go")},

	event.KindCompactionScheduled: {82, always(etcd, "server/storage/mvcc/kvstore.go")},
	event.KindCompactionRan:       {60, always(etcd, "server/storage/mvcc/kvstore_compaction.go")},
	event.KindCompactionFinished:  {80, always(etcd, "server/storage/mvcc/kvstore_compaction.go")},
	event.KindLeaseExpired:        {82, always(etcd, "server/lease/lessor.go")},
	event.KindLeaseCheckpointed:   {67, always(etcd, "server/lease/lessor.go")},
	event.KindDefragmented:        {82, always(etcd, "server/storage/backend/backend.go")},
	event.KindAlarmRaised:         {88, always(etcd, "server/storage/quota.go")},
	event.KindAlarmDisarmed:       {84, always(etcd, "server/etcdserver/api/v3alarm/alarms.go")},
	event.KindStoreSaved:          {84, always(etcd, "server/etcdserver/api/v3rpc/maintenance.go")},

	event.KindWatchCreated:  {80, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.KindWatchSynced:   {77, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.KindWatchUnsynced: {78, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.KindWatchVictim:   {84, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.KindWatchReceived: {72, nil},
	event.KindWatchCanceled: {86, []cite{{"compacted", refs(etcd, "server/storage/mvcc/watchable_store.go")}, {"", nil}}},
	event.KindWatchLost:     {85, always(etcd, "client/v3/watch.go")},
	event.KindWatchResumed:  {86, always(etcd, "client/v3/watch.go")},

	event.KindSnapshotSaved:     {82, always(paper, "7")},
	event.KindLogCompacted:      {81, always(paper, "7")},
	event.KindSnapshotSent:      {76, always(paper, "7")},
	event.KindSnapshotInstalled: {85, always(paper, "7")},
	event.KindSnapshotRefused:   {76, always(library, "raft.go")},
	event.KindSnapshotReported:  {62, always(library, "raft.go")},
	event.KindUnreachable:       {61, always(library, "raft.go")},

	event.KindStarted:     {82, nil},
	event.KindCrashed:     {94, always(thesis, "3.8")},
	event.KindPoweredOff:  {94, always(thesis, "3.8")},
	event.KindEntriesLost: {96, always(thesis, "3.8")},
	event.KindRestarted:   {93, always(thesis, "3.8")},
	event.KindWiped:       {rankGiven, always(thesis, "3.8")},
	event.KindRemoved:     {97, always(thesis, "4.2.2")},

	event.KindLinkChanged:  {rankGiven, nil},
	event.KindClockChanged: {rankGiven, always(paper, "5.6")},

	event.KindConfChanged:     {84, []cite{{"joint", refs(paper, "6")}, {"", refs(thesis, "4.1")}}},
	event.KindTransferStarted: {81, always(thesis, "3.10")},
	event.KindTransferAborted: {81, always(thesis, "3.10")},

	event.KindReadRequested: {64, []cite{{"lease", refs(thesis, "6.4.1")}, {"", refs(thesis, "6.4")}}},
	event.KindReadConfirmed: {71, []cite{{"lease", refs(thesis, "6.4.1")}, {"", refs(thesis, "6.4")}}},
	event.KindReadQueued:    {64, always(etcd, "server/etcdserver/read/read.go")},
	event.KindReadDropped:   {83, always(etcd, "server/etcdserver/read/read.go")},

	event.KindInvoked:       {65, nil},
	event.KindResponded:     {73, nil},
	event.KindTimedOut:      {85, always(paper, "8")},
	event.KindRetried:       {87, []cite{{"", slices.Concat(refs(paper, "8"), refs(thesis, "6.3"))}}},
	event.KindClientChanged: {rankGiven, nil},

	event.KindViolated: {rankBroken + 1, nil},
	event.KindPanicked: {rankBroken + 2, nil},
}

// reasons cites for a kind with a reason, before what kinds says.
var reasons = map[because][]cite{
	{event.KindVoteRefused, event.OlderTerm}:    {{"pre", refs(library, "raft.go")}, {"", refs(paper, "5.1")}},
	{event.KindVoteRefused, event.AlreadyVoted}: always(paper, "5.2"),
	{event.KindVoteRefused, event.KnowsLeader}:  always(library, "raft.go"),
	{event.KindVoteRefused, event.LogBehind}:    always(paper, "5.4.1"),

	{event.KindBecameFollower, event.HigherTerm}:   {{"handed", refs(thesis, "3.10")}, {"", refs(paper, "5.1")}},
	{event.KindBecameFollower, event.LeaderExists}: always(paper, "5.2"),
	{event.KindBecameFollower, event.LostVote}:     {{"waspre", refs(thesis, "9.6")}, {"", refs(paper, "5.2")}},
	{event.KindBecameFollower, event.NoQuorum}:     always(thesis, "6.2"),
	{event.KindBecameFollower, event.NotVoter}:     always(library, "raft.go"),

	{event.KindProposalDropped, event.Transferring}: always(thesis, "3.10"),
	{event.KindDropped, event.NodeDown}:             {{"ofraft", refs(paper, "5.5")}},
}

// messages cites for the events Sent and Received, by type of message.
var messages = map[string][]cite{
	"MsgApp":            always(paper, "5.3"),
	"MsgAppResp":        always(paper, "5.3"),
	"MsgVote":           always(paper, "5.2"),
	"MsgVoteResp":       always(paper, "5.2"),
	"MsgPreVote":        always(thesis, "9.6"),
	"MsgPreVoteResp":    always(thesis, "9.6"),
	"MsgHeartbeat":      always(paper, "5.2"),
	"MsgHeartbeatResp":  {{"cq", refs(thesis, "6.2")}},
	"MsgSnap":           always(paper, "7"),
	"MsgTimeoutNow":     always(thesis, "3.10"),
	"MsgProp":           always(thesis, "6.2"),
	"MsgTransferLeader": always(thesis, "3.10"),
	"MsgReadIndex":      always(thesis, "6.4"),
	"MsgReadIndexResp":  always(thesis, "6.4"),
}

// causes cites for steps without an event worth telling.
var causes = map[event.CauseType][]cite{
	event.Start: always(paper, "5.2"),
	event.Tick:  {{"blocked", refs(etcd, "server/etcdserver/raft.go")}, {"", refs(paper, "5.2")}},
}

// citesOf returns what to cite for the scene's event.
func (c *scene) citesOf() []ref {
	var list []cite
	switch k := c.e.Kind(); {
	case k == event.KindNone:
		list = causes[c.step.Cause.Type]
	case k == event.KindSent || k == event.KindReceived:
		if c.msg != nil {
			list = messages[c.msg.Type]
		}
	case k == event.KindViolated:
		if v := c.violation(); v != nil {
			if p := check.Find(v.Property); p != nil {
				return refs(paper, strings.TrimPrefix(p.Ref, "Raft §"))
			}
		}
	default:
		if list = reasons[because{k, c.e.Reason()}]; list == nil {
			list = kinds[k].cites
		}
	}
	for _, x := range list {
		if f := conds[x.when]; x.when == "" || f != nil && f(c) {
			return x.refs
		}
	}
	return nil
}
