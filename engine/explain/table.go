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

// kinds gives each kind its rank and what to cite for it: the first cite that
// applies.
var kinds = [event.NumKinds]struct {
	rank  int
	cites []cite
}{
	event.Sent:       {rankSent, nil}, // cites by type of message, see messages
	event.Received:   {rankReceived, nil},
	event.Dropped:    {30, nil},
	event.Duplicated: {31, always(paper, "5.5")},
	event.Delayed:    {32, nil},
	event.Held:       {32, nil},
	event.Released:   {33, nil},

	event.TimerFired:         {74, always(paper, "5.2")},
	event.BecamePreCandidate: {77, always(thesis, "9.6")},
	event.BecameCandidate: {77, []cite{
		{"prewon", refs(thesis, "9.6")}, {"handover", refs(thesis, "3.10")}, {"", refs(paper, "5.2")},
	}},
	event.BecameLeader:    {88, []cite{{"joint", refs(paper, "5.2", "6")}, {"", refs(paper, "5.2")}}},
	event.BecameFollower:  {76, always(paper, "5.2")},
	event.TermChanged:     {48, always(paper, "5.1")},
	event.Voted:           {79, []cite{{"pre", refs(thesis, "9.6")}, {"", refs(paper, "5.2", "5.4.1")}}},
	event.VoteRefused:     {79, always(paper, "5.2")},
	event.VoteIgnored:     {79, []cite{{"", slices.Concat(refs(paper, "6"), refs(thesis, "4.2.3"))}}},
	event.VoteCounted:     {60, []cite{{"pre", refs(thesis, "9.6")}, {"", refs(paper, "5.2")}}},
	event.CampaignRefused: {81, always(library, "raft.go")},

	event.Proposed:          {74, always(paper, "5.3")},
	event.ProposalForwarded: {72, always(thesis, "6.2")},
	event.ProposalDropped:   {83, always(library, "raft.go")},
	event.Appended:          {73, always(paper, "5.3")},
	event.Truncated:         {86, always(paper, "5.3")},
	event.AppendRefused:     {78, always(paper, "5.3")},
	event.Committed: {rankDecided, []cite{
		{"joint", refs(paper, "6")}, {"leads", refs(paper, "5.3", "5.4.2")}, {"", refs(paper, "5.3")},
	}},
	event.Applied:         {66, always(paper, "5.3")},
	event.ProgressChanged: {55, always(library, "tracker/progress.go")},

	event.Synced:         {rankUsual, always(thesis, "3.8")},
	event.SyncLied:       {90, always(thesis, "3.8")},
	event.SyncFailed:     {97, always(etcd, "server/etcdserver/raft.go")},
	event.StoreCommitted: {rankUsual, always(etcd, "server/storage/backend/backend.go")},

	event.CompactionScheduled: {82, always(etcd, "server/storage/mvcc/kvstore.go")},
	event.CompactionRan:       {60, always(etcd, "server/storage/mvcc/kvstore_compaction.go")},
	event.CompactionFinished:  {80, always(etcd, "server/storage/mvcc/kvstore_compaction.go")},
	event.LeaseExpired:        {82, always(etcd, "server/lease/lessor.go")},
	event.LeaseCheckpointed:   {67, always(etcd, "server/lease/lessor.go")},
	event.Defragmented:        {82, always(etcd, "server/storage/backend/backend.go")},
	event.AlarmRaised:         {88, always(etcd, "server/storage/quota.go")},
	event.AlarmDisarmed:       {84, always(etcd, "server/etcdserver/api/v3alarm/alarms.go")},
	event.StoreSaved:          {84, always(etcd, "server/etcdserver/api/v3rpc/maintenance.go")},

	event.WatchCreated:  {80, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.WatchSynced:   {77, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.WatchUnsynced: {78, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.WatchVictim:   {84, always(etcd, "server/storage/mvcc/watchable_store.go")},
	event.WatchReceived: {72, nil},
	event.WatchCanceled: {86, []cite{{"compacted", refs(etcd, "server/storage/mvcc/watchable_store.go")}, {"", nil}}},
	event.WatchLost:     {85, always(etcd, "client/v3/watch.go")},
	event.WatchResumed:  {86, always(etcd, "client/v3/watch.go")},

	event.SnapshotSaved:     {82, always(paper, "7")},
	event.LogCompacted:      {81, always(paper, "7")},
	event.SnapshotSent:      {76, always(paper, "7")},
	event.SnapshotInstalled: {85, always(paper, "7")},
	event.SnapshotRefused:   {76, always(library, "raft.go")},
	event.SnapshotReported:  {62, always(library, "raft.go")},
	event.Unreachable:       {61, always(library, "raft.go")},

	event.Started:     {82, nil},
	event.Crashed:     {94, always(thesis, "3.8")},
	event.EntriesLost: {96, always(thesis, "3.8")},
	event.Restarted:   {93, always(thesis, "3.8")},
	event.PausedNode:  {rankGiven, nil},
	event.ResumedNode: {rankGiven, nil},
	event.Wiped:       {rankGiven, always(thesis, "3.8")},
	event.RemovedNode: {97, always(thesis, "4.2.2")},

	event.Cut:          {rankGiven, nil},
	event.Healed:       {rankGiven, nil},
	event.LinkChanged:  {rankGiven, nil},
	event.DiskChanged:  {rankGiven, nil},
	event.ClockChanged: {rankGiven, always(paper, "5.6")},

	event.ConfChanged:     {84, []cite{{"joint", refs(paper, "6")}, {"", refs(thesis, "4.1")}}},
	event.TransferStarted: {81, always(thesis, "3.10")},
	event.TransferAborted: {81, always(thesis, "3.10")},

	event.ReadRequested: {64, []cite{{"lease", refs(thesis, "6.4.1")}, {"", refs(thesis, "6.4")}}},
	event.ReadConfirmed: {71, []cite{{"lease", refs(thesis, "6.4.1")}, {"", refs(thesis, "6.4")}}},
	event.ReadDropped:   {83, always(thesis, "6.4")},

	event.Invoked:       {65, nil},
	event.Responded:     {73, nil},
	event.TimedOut:      {85, always(paper, "8")},
	event.Retried:       {87, []cite{{"", slices.Concat(refs(paper, "8"), refs(thesis, "6.3"))}}},
	event.ClientChanged: {rankGiven, nil},

	event.Violated: {rankBroken + 1, nil},
	event.Panicked: {rankBroken + 2, nil},
}

// reasons cites for a kind with a reason, before what kinds says.
var reasons = map[because][]cite{
	{event.VoteRefused, event.OlderTerm}:    {{"pre", refs(library, "raft.go")}, {"", refs(paper, "5.1")}},
	{event.VoteRefused, event.AlreadyVoted}: always(paper, "5.2"),
	{event.VoteRefused, event.KnowsLeader}:  always(library, "raft.go"),
	{event.VoteRefused, event.LogBehind}:    always(paper, "5.4.1"),

	{event.BecameFollower, event.HigherTerm}:   {{"handed", refs(thesis, "3.10")}, {"", refs(paper, "5.1")}},
	{event.BecameFollower, event.LeaderExists}: always(paper, "5.2"),
	{event.BecameFollower, event.LostVote}:     {{"waspre", refs(thesis, "9.6")}, {"", refs(paper, "5.2")}},
	{event.BecameFollower, event.NoQuorum}:     always(thesis, "6.2"),

	{event.ProposalDropped, event.Transferring}: always(thesis, "3.10"),
	{event.Dropped, event.NodeDown}:             {{"ofraft", refs(paper, "5.5")}},
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
	switch k := c.e.Kind; {
	case k == event.None:
		list = causes[c.step.Cause.Type]
	case k == event.Sent || k == event.Received:
		if c.msg != nil {
			list = messages[c.msg.Type]
		}
	case k == event.Violated:
		if v := c.violation(); v != nil {
			if p := check.Find(v.Property); p != nil {
				return refs(paper, strings.TrimPrefix(p.Ref, "Raft §"))
			}
		}
	case k < event.NumKinds:
		if list = reasons[because{k, c.e.Reason}]; list == nil {
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
