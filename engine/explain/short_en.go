package explain

import "raftviz/engine/event"

// shortEN are labels by kind, shortWhyEN by kind and reason. They are written
// without frames, so they mention only what an event carries.
var shortEN = [event.NumKinds]row{
	event.Sent:       {"{mshort} to {to}", "sent"},
	event.Received:   {"{mshort} from {from}", "received"},
	event.Dropped:    {"{mshort} lost", "lost"},
	event.Duplicated: {"{mshort} twice", "doubled"},
	event.Delayed:    {"{mshort} delayed", "delayed"},
	event.Held:       {"{mshort} held", "held"},
	event.Released:   {"{mshort} released", "released"},

	event.TimerFired:         {"timer ran out"},
	event.BecamePreCandidate: {"pre-candidate"},
	event.BecameCandidate:    {"candidate t{term}", "candidate"},
	event.BecameLeader:       {"leader t{term}", "leader"},
	event.BecameFollower:     {"follower t{term}", "follower"},
	event.TermChanged:        {"term {term}", "later term"},
	event.Voted:              {"{?self}votes for itself", "{?pre}would vote for {peer}", "votes for {peer}", "votes"},
	event.VoteRefused:        {"no vote for {peer}", "no vote"},
	event.VoteIgnored:        {"ignores {peer}", "ignores a candidate"},
	event.VoteCounted:        {"{?self}own vote counted", "{?granted}yes from {peer}", "no from {peer}", "vote counted"},
	event.CampaignRefused:    {"no election"},

	event.Proposed:          {"proposed {index}", "proposed"},
	event.ProposalForwarded: {"proposal to {peer}", "proposal sent on"},
	event.ProposalDropped:   {"proposal dropped"},
	event.Appended:          {"append {shortrange}", "append"},
	event.Truncated:         {"remove {shortrange}", "remove"},
	event.AppendRefused:     {"no entry {index}", "append refused"},
	event.Committed:         {"commit {last}", "commit"},
	event.Applied:           {"apply {shortrange}", "apply"},
	event.ProgressChanged:   {"{?toreplicate}{peer}: replicate", "{?toprobe}{peer}: probe", "{?tosnapshot}{peer}: snapshot", "progress"},

	event.Synced:         {"fsync {shortrange}", "fsync"},
	event.SyncLied:       {"fsync lied"},
	event.SyncFailed:     {"fsync failed"},
	event.StoreCommitted: {"store batch written"},

	event.CompactionScheduled: {"compaction at {index}", "compaction"},
	event.CompactionRan:       {"compaction goes on"},
	event.CompactionFinished:  {"compaction done"},
	event.LeaseExpired:        {"lease expired"},
	event.LeaseCheckpointed:   {"{?renewed}lease {lease} renewed", "lease {lease}: {leaseleft} s", "lease checkpoint"},
	event.Defragmented:        {"defragmented"},
	event.AlarmRaised:         {"alarm {text}", "alarm"},
	event.AlarmDisarmed:       {"{text} lowered", "alarm lowered"},
	event.StoreSaved:          {"store saved"},

	event.WatchCreated:  {"watch from {index}", "watch created"},
	event.WatchSynced:   {"watch synced"},
	event.WatchUnsynced: {"watch unsynced"},
	event.WatchVictim:   {"watch is a victim"},
	event.WatchReceived: {"{text}", "watch told"},
	event.WatchCanceled: {"watch ended"},
	event.WatchLost:     {"watches lost"},
	event.WatchResumed:  {"watch again from {index}", "watch again"},

	event.SnapshotSaved:     {"snapshot at {index}", "snapshot"},
	event.LogCompacted:      {"log compacted"},
	event.SnapshotSent:      {"snapshot {index} to {peer}", "snapshot sent"},
	event.SnapshotInstalled: {"snapshot {index} in", "snapshot in"},
	event.SnapshotRefused:   {"snapshot unneeded"},
	event.SnapshotReported:  {"snapshot report"},
	event.Unreachable:       {"{peer} unreachable", "unreachable"},

	event.Started:     {"started"},
	event.Crashed:     {"crashed"},
	event.EntriesLost: {"lost {shortrange}", "lost entries"},
	event.Restarted:   {"restarted"},
	event.PausedNode:  {"paused"},
	event.ResumedNode: {"resumed"},
	event.Wiped:       {"wiped"},
	event.RemovedNode: {"removed"},

	event.Cut:          {"cut {text}", "cut"},
	event.Healed:       {"healed {text}", "healed"},
	event.LinkChanged:  {"{text}", "link changed"},
	event.DiskChanged:  {"{text}", "disk changed"},
	event.ClockChanged: {"{text}", "clock changed"},

	event.ConfChanged:     {"members at {index}", "members changed"},
	event.TransferStarted: {"hands over to {peer}", "hands over"},
	event.TransferAborted: {"handover to {peer} off", "handover off"},

	event.ReadRequested: {"read asks"},
	event.ReadConfirmed: {"read at {index}", "read confirmed"},
	event.ReadDropped:   {"read dropped"},

	event.Invoked:       {"{text}", "asks"},
	event.Responded:     {"{text}", "answered"},
	event.TimedOut:      {"timed out"},
	event.Retried:       {"tries again"},
	event.ClientChanged: {"{text}", "client changed"},

	event.Violated: {"SAFETY BROKEN"},
	event.Panicked: {"RAFT PANICKED"},
}

var shortWhyEN = map[because]row{
	{event.VoteRefused, event.OlderTerm}:    {"no to {peer}: old term"},
	{event.VoteRefused, event.AlreadyVoted}: {"no to {peer}: has voted"},
	{event.VoteRefused, event.KnowsLeader}:  {"no to {peer}: has leader"},
	{event.VoteRefused, event.LogBehind}:    {"no to {peer}: older log"},
	{event.VoteIgnored, event.InLease}:      {"ignores {peer}: lease"},

	{event.CampaignRefused, event.NotVoter}:     {"no election: no voter"},
	{event.CampaignRefused, event.PendingConf}:  {"no election: members"},
	{event.CampaignRefused, event.PendingSnap}:  {"no election: snapshot"},
	{event.CampaignRefused, event.AlreadyLeads}: {"no election: leads"},

	{event.ProposalDropped, event.NoLeader}:     {"dropped: no leader"},
	{event.ProposalDropped, event.Transferring}: {"dropped: handing over"},
	{event.ProposalDropped, event.NotMember}:    {"dropped: not a member"},
	{event.ProposalDropped, event.TooMuch}:      {"dropped: too much"},
	{event.ProposalDropped, event.ConfPending}:  {"change now an empty one"},
	{event.ReadDropped, event.NoLeader}:         {"read: no leader"},
	{event.ReadRequested, event.NoTermEntry}:    {"read: too early"},

	{event.AppendRefused, event.NoEntry}:     {"log ends before {index}"},
	{event.AppendRefused, event.TermDiffers}: {"other term at {index}"},

	{event.Dropped, event.LinkCut}:    {"{mshort} cut off", "cut off"},
	{event.Dropped, event.LinkLoss}:   {"{mshort} lost", "lost"},
	{event.Dropped, event.NodeDown}:   {"{mshort}: {to} down", "receiver down"},
	{event.Dropped, event.ByCommand}:  {"{mshort} dropped", "dropped"},
	{event.Dropped, event.Gone}:       {"{mshort} turned away", "turned away"},
	{event.Dropped, event.ClientGone}: {"too late for {to}", "too late"},

	{event.BecameFollower, event.HigherTerm}:   {"yields to term {term}", "yields"},
	{event.BecameFollower, event.LeaderExists}: {"yields to a leader"},
	{event.BecameFollower, event.LostVote}:     {"lost the election"},
	{event.BecameFollower, event.NoQuorum}:     {"steps down: no quorum"},

	{event.Responded, event.Failed}:  {"{text}", "failed"},
	{event.Responded, event.InDoubt}: {"in doubt"},

	{event.SnapshotRefused, event.OldSnapshot}: {"snapshot too old"},
	{event.SnapshotRefused, event.LogHasIt}:    {"snapshot unneeded"},

	{event.SnapshotReported, event.Delivered}: {"snapshot reached {peer}", "snapshot arrived"},
	{event.SnapshotReported, event.Failed}:    {"snapshot to {peer} lost", "snapshot lost"},

	{event.TransferAborted, event.TimeUp}:        {"handover: time is up"},
	{event.TransferAborted, event.Replaced}:      {"handover: other target"},
	{event.TransferAborted, event.Deposed}:       {"handover: deposed"},
	{event.TransferAborted, event.TargetRemoved}: {"handover: {peer} left", "handover: target left"},
}
