package explain

import "raftviz/engine/event"

// shortEN are labels by kind, shortWhyEN by kind and reason. They are written
// without frames, so they mention only what an event carries.
var shortEN = [event.NumKinds]row{
	event.KindSent:       {"{mshort} to {to}", "sent"},
	event.KindReceived:   {"{mshort} from {from}", "received"},
	event.KindDropped:    {"{mshort} lost", "lost"},
	event.KindDuplicated: {"{mshort} twice", "doubled"},
	event.KindDelayed:    {"{mshort} delayed", "delayed"},
	event.KindHeld:       {"{mshort} held", "held"},
	event.KindReleased:   {"{mshort} released", "released"},

	event.KindTimerFired:         {"timer ran out"},
	event.KindBecamePreCandidate: {"pre-candidate"},
	event.KindBecameCandidate:    {"candidate t{term}", "candidate"},
	event.KindBecameLeader:       {"leader t{term}", "leader"},
	event.KindBecameFollower:     {"follower t{term}", "follower"},
	event.KindTermChanged:        {"term {term}", "later term"},
	event.KindVoted:              {"{?self}votes for itself", "{?pre}would vote for {peer}", "votes for {peer}", "votes"},
	event.KindVoteRefused:        {"no vote for {peer}", "no vote"},
	event.KindVoteIgnored:        {"ignores {peer}", "ignores a candidate"},
	event.KindVoteCounted:        {"{?self}own vote counted", "{?granted}yes from {peer}", "no from {peer}", "vote counted"},
	event.KindCampaignRefused:    {"no election"},
	event.KindLeaderForgotten:    {"forgets {peer}", "forgets its leader"},

	event.KindProposed:          {"proposed {index}", "proposed"},
	event.KindProposalForwarded: {"proposal to {peer}", "proposal sent on"},
	event.KindProposalParked:    {"waits for a leader"},
	event.KindProposalDropped:   {"proposal dropped"},
	event.KindAppended:          {"append {shortrange}", "append"},
	event.KindTruncated:         {"remove {shortrange}", "remove"},
	event.KindAppendRefused:     {"no entry {index}", "append refused"},
	event.KindCommitted:         {"commit {last}", "commit"},
	event.KindApplied:           {"apply {shortrange}", "apply"},
	event.KindProgressChanged:   {"{?toreplicate}{peer}: replicate", "{?toprobe}{peer}: probe", "{?tosnapshot}{peer}: snapshot", "progress"},

	event.KindSynced:         {"fsync {shortrange}", "fsync"},
	event.KindSyncLied:       {"fsync lied"},
	event.KindSyncFailed:     {"fsync failed"},
	event.KindStoreCommitted: {"store batch written"},

	event.KindCompactionScheduled: {"compaction at {.revision}", "compaction"},
	event.KindCompactionRan:       {"compaction goes on"},
	event.KindCompactionFinished:  {"compaction done"},
	event.KindLeaseExpired:        {"lease expired"},
	event.KindLeaseCheckpointed:   {"{?renewed}lease {.lease} renewed", "lease {.lease}: {.remaining} s", "lease checkpoint"},
	event.KindDefragmented:        {"defragmented"},
	event.KindAlarmRaised:         {"alarm {.alarm}", "alarm"},
	event.KindAlarmDisarmed:       {"{.alarm} lowered", "alarm lowered"},
	event.KindStoreSaved:          {"store saved"},

	event.KindWatchCreated:  {"watch from {.next}", "watch created"},
	event.KindWatchSynced:   {"watch synced"},
	event.KindWatchUnsynced: {"watch unsynced"},
	event.KindWatchVictim:   {"watch is a victim"},
	event.KindWatchReceived: {"{result}", "watch told"},
	event.KindWatchCanceled: {"watch ended"},
	event.KindWatchLost:     {"watches lost"},
	event.KindWatchResumed:  {"watch again from {.next}", "watch again"},

	event.KindSnapshotSaved:     {"snapshot at {index}", "snapshot"},
	event.KindLogCompacted:      {"log compacted"},
	event.KindSnapshotSent:      {"snapshot {index} to {peer}", "snapshot sent"},
	event.KindSnapshotInstalled: {"snapshot {index} in", "snapshot in"},
	event.KindSnapshotRefused:   {"snapshot unneeded"},
	event.KindSnapshotReported:  {"snapshot report"},
	event.KindUnreachable:       {"{peer} unreachable", "unreachable"},

	event.KindStarted:     {"started"},
	event.KindCrashed:     {"crashed"},
	event.KindPoweredOff:  {"lost power"},
	event.KindEntriesLost: {"lost {shortrange}", "lost entries"},
	event.KindRestarted:   {"restarted"},
	event.KindPaused:      {"paused"},
	event.KindResumed:     {"resumed"},
	event.KindWiped:       {"wiped"},
	event.KindRemoved:     {"removed"},

	event.KindCut:          {"{?oneway}cut {.a}>{.b}", "cut {.a}|{.b}", "cut"},
	event.KindHealed:       {"healed {.from}>{.to}", "healed"},
	event.KindLinkChanged:  {"{?holds}hold {node}>{peer} {holdtype}", "{?holds}hold {node}>{peer}", "{?frees}release {node}>{peer}", "{node}>{peer} {linkis}", "link changed"},
	event.KindDiskChanged:  {"disk {diskis}, {.latency} ms", "disk changed"},
	event.KindClockChanged: {"clock ×{rate}", "clock changed"},
	event.KindClockSkewed:  {"{?.by}clock +{.by} ms", "clock {.by} ms", "clock jumped"},

	event.KindConfChanged:     {"members at {index}", "members changed"},
	event.KindTransferStarted: {"hands over to {peer}", "hands over"},
	event.KindTransferAborted: {"handover to {peer} off", "handover off"},

	event.KindReadRequested: {"read asks"},
	event.KindReadConfirmed: {"read at {index}", "read confirmed"},
	event.KindReadQueued:    {"read waits"},
	event.KindReadDropped:   {"read given up"},

	event.KindInvoked:       {"{.request}", "asks"},
	event.KindResponded:     {"{result}", "answered"},
	event.KindTimedOut:      {"timed out"},
	event.KindRetried:       {"tries again"},
	event.KindClientChanged: {"{?deaf}{peer} stops reading", "{?hears}{peer} reads again", "{peer} waits {.timeout} ms", "client changed"},

	event.KindViolated: {"SAFETY BROKEN"},
	event.KindPanicked: {"RAFT PANICKED"},
}

var shortWhyEN = map[because]row{
	{event.KindVoteRefused, event.OlderTerm}:    {"no to {peer}: old term"},
	{event.KindVoteRefused, event.AlreadyVoted}: {"no to {peer}: has voted"},
	{event.KindVoteRefused, event.KnowsLeader}:  {"no to {peer}: has leader"},
	{event.KindVoteRefused, event.LogBehind}:    {"no to {peer}: older log"},
	{event.KindVoteIgnored, event.InLease}:      {"ignores {peer}: lease"},

	{event.KindCampaignRefused, event.NotVoter}:     {"no election: no voter"},
	{event.KindCampaignRefused, event.PendingConf}:  {"no election: members"},
	{event.KindCampaignRefused, event.PendingSnap}:  {"no election: snapshot"},
	{event.KindCampaignRefused, event.AlreadyLeads}: {"no election: leads"},

	{event.KindProposalDropped, event.NoLeader}:     {"dropped: no leader"},
	{event.KindProposalDropped, event.NotForwarded}: {"dropped: not passed on"},
	{event.KindProposalDropped, event.Transferring}: {"dropped: handing over"},
	{event.KindProposalDropped, event.NotMember}:    {"dropped: not a member"},
	{event.KindProposalDropped, event.TooMuch}:      {"dropped: too much"},
	{event.KindProposalDropped, event.ConfPending}:  {"change now an empty one"},
	{event.KindReadDropped, event.LeaderChanged}:    {"read: leader changed"},
	{event.KindReadDropped, event.TimeUp}:           {"read: timed out"},
	{event.KindReadRequested, event.NoLeader}:       {"read: no leader"},
	{event.KindReadRequested, event.Unanswered}:     {"read asks again"},
	{event.KindReadRequested, event.FirstCommit}:    {"read asks again"},
	{event.KindReadRequested, event.NoTermEntry}:    {"read: too early"},

	{event.KindAppendRefused, event.NoEntry}:     {"log ends before {index}"},
	{event.KindAppendRefused, event.TermDiffers}: {"other term at {index}"},

	{event.KindDropped, event.LinkCut}:    {"{mshort} cut off", "cut off"},
	{event.KindDropped, event.LinkLoss}:   {"{mshort} lost", "lost"},
	{event.KindDropped, event.NodeDown}:   {"{mshort}: {to} down", "receiver down"},
	{event.KindDropped, event.ByCommand}:  {"{mshort} dropped", "dropped"},
	{event.KindDropped, event.Gone}:       {"{mshort} turned away", "turned away"},
	{event.KindDropped, event.ClientGone}: {"too late for {to}", "too late"},

	{event.KindBecameFollower, event.HigherTerm}:   {"yields to term {term}", "yields"},
	{event.KindBecameFollower, event.LeaderExists}: {"yields to a leader"},
	{event.KindBecameFollower, event.LostVote}:     {"lost the election"},
	{event.KindBecameFollower, event.NotVoter}:     {"steps down: no voter"},
	{event.KindBecameFollower, event.NoQuorum}:     {"steps down: no quorum"},

	{event.KindResponded, event.Failed}:  {"{result}", "failed"},
	{event.KindResponded, event.InDoubt}: {"in doubt"},

	{event.KindSnapshotRefused, event.OldSnapshot}: {"snapshot too old"},
	{event.KindSnapshotRefused, event.LogHasIt}:    {"snapshot unneeded"},

	{event.KindSnapshotReported, event.Delivered}: {"snapshot reached {peer}", "snapshot arrived"},
	{event.KindSnapshotReported, event.Failed}:    {"snapshot to {peer} lost", "snapshot lost"},

	{event.KindTransferAborted, event.TimeUp}:        {"handover: time is up"},
	{event.KindTransferAborted, event.Replaced}:      {"handover: other target"},
	{event.KindTransferAborted, event.Deposed}:       {"handover: deposed"},
	{event.KindTransferAborted, event.TargetRemoved}: {"handover: {peer} left", "handover: target left"},
}
