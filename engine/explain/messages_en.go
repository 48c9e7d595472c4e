package explain

import "raftviz/engine/event"

// What English says. See row for the form; messages_zh.go says the same in
// Chinese.

// sayEN is what an event says, by its kind.
var sayEN = [event.NumKinds]row{
	event.KindSent:     {"{from} sent {msg} to {to}.", "{from} sent a message to {to}.", "{node} sent a message.", "A message was sent."},
	event.KindReceived: {"{to} received {msg} from {from}.", "{to} received a message from {from}.", "{node} received a message.", "A message arrived."},
	event.KindDropped:  {"{msg} from {from} to {to} was lost.", "A message from {from} to {to} was lost.", "A message was lost."},
	event.KindDuplicated: {
		"{?proposal}The network made a copy, {msg}, of #{copyof}: {to} will take the proposal twice, and it will be applied twice, for raft cannot tell a copy from a request of the same words.",
		"{?timeoutnow}The network made a copy, {msg}, of #{copyof}: whenever it arrives in this term, {to} starts an election.",
		"{?ofraft}The network made a copy, {msg}, of #{copyof}: {to} will receive it twice, which Raft's messages bear without harm.",
		"The network made a copy, {msg}, of #{copyof}: {to} will receive it twice.",
		"The network made a copy of a message."},
	event.KindDelayed:  {"{msg} from {from} to {to} was given more time: it is due at {due} ms.", "A message was given more time."},
	event.KindHeld:     {"{msg} from {from} to {to} is held: it waits until someone releases or delivers it.", "A message is held until someone releases it."},
	event.KindReleased: {"{msg} from {from} to {to} is held no longer and goes on its way.", "A held message goes on its way."},

	event.KindTimerFired: {
		"{?campaigning}{node}'s election timer ran out: {timeout} passed and its election brought no majority.",
		"{node}'s election timer ran out: {timeout} passed without word from a leader.",
		"{node}'s election timer ran out.", "An election timer ran out."},
	event.KindBecamePreCandidate: {
		"{?fired}{node}'s election timer ran out after {timeout}: as a pre-candidate it asks {others} whether it could win term {nextterm}, and keeps its own term {nterm} meanwhile.",
		"{node} became a pre-candidate: it asks {others} whether it could win term {nextterm}, and keeps its own term {nterm} meanwhile.",
		"{node} became a pre-candidate: it asks whether it could win the next term, and keeps its own meanwhile.",
		"A node became a pre-candidate."},
	event.KindBecameCandidate: {
		"{?prewon}{!joint}{node} won its pre-vote, {nvotes} of {nvoters}, so it became a candidate: it moves to term {term}, votes for itself and asks {others} for real votes.",
		"{?prewon}{node} won its pre-vote, so it became a candidate: it moves to term {term}, votes for itself and asks {others} for real votes.",
		"{?handover}{?gaveup}{node} became a candidate in term {term} at once: {from}'s MsgTimeoutNow came after {from} had given up the handover, and no pre-vote and no voter's lease stops it.",
		"{?handover}{node} became a candidate in term {term} at once, since {from} hands leadership over to it: there is no pre-vote, and no voter's lease stops it.",
		"{?fired}{node}'s election timer ran out after {timeout}, so it became a candidate: it moves to term {term}, votes for itself and asks {others} for their votes.",
		"{node} became a candidate: it moves to term {term}, votes for itself and asks {others} for their votes.",
		"{node} became a candidate in term {term} and votes for itself.",
		"A node became a candidate."},
	event.KindBecameLeader: {
		"{?alone}{node} became leader of term {term}: it is the only voter.",
		"{?joint}{node} won the election of term {term}: each half of the joint configuration gave it a majority.",
		"{node} won the election of term {term}: {granters} voted for it, {nvotes} of {nvoters}.",
		"{node} won the election of term {term}: a majority voted for it.",
		"{node} became leader.", "A node became leader."},
	event.KindBecameFollower: {"{node} became a follower in term {term}.", "{node} became a follower.", "A node became a follower."},
	event.KindTermChanged: {
		"{?runs}{node} moved from term {oldterm} to term {term} to stand for election.",
		"{node} moved from term {oldterm} to term {term}, which {from}'s {mtype} carries: whoever meets a later term adopts it.",
		"{node} moved from term {oldterm} to term {term}.", "{node} moved to term {term}.", "A node moved to a later term."},
	event.KindVoted: {
		"{?self}{node} voted for itself in term {term}.",
		"{?pre}{node} granted {peer} a pre-vote for term {term}: {peer}'s log ({mtail}) is at least as up to date as its own ({mytail}); its own term and vote stay.",
		"{?pre}{node} granted {peer} a pre-vote; its own term and vote stay.",
		"{?repeat}{node} repeated to {peer} the vote that it had given it in term {term}.",
		"{node} voted for {peer} in term {term}: it had not voted in this term, and {peer}'s log ({mtail}) is at least as up to date as its own ({mytail}).",
		"{node} voted for {peer} in term {term}.", "{node} voted for {peer}.", "A node gave its vote."},
	event.KindVoteRefused: {"{?pre}{node} refused {peer} a pre-vote.", "{node} refused its vote to {peer}.", "A node refused its vote."},
	event.KindVoteIgnored: {"{node} ignored {peer}'s request for a vote.", "A node ignored a request for a vote."},
	event.KindVoteCounted: {
		"{?self}{?pre}{node} counted itself among those who would vote for it: {tally}.",
		"{?self}{node} counted its own vote, now that it is on its disk: {tally}.",
		"{?granted}{?pre}{peer} would vote for {node}: {tally}.",
		"{?granted}{node} has {peer}'s vote: {tally}.",
		"{?pre}{peer} would not vote for {node}: {tally}.",
		"{peer} refused {node} its vote: {tally}.",
		"{?granted}{node} counted a vote from {peer}.",
		"{node} counted {peer}'s answer to its request for a vote.", "A candidate counted an answer."},
	event.KindCampaignRefused: {"{node} did not start an election.", "No election was started."},
	event.KindLeaderForgotten: {
		"{node} forgot that {peer} leads term {term}: it stays a follower in that term, and as long as it hears of no leader, no lease keeps it from granting a vote.",
		"{node} forgot its leader.", "A follower forgot its leader."},

	event.KindProposed: {
		"{node}, the leader, took {what} into its log as {entries} of term {nterm}; it is not on disk and not committed yet.",
		"{node}, the leader, took a proposal into its log at {range}; it is not on disk and not committed yet.",
		"{node} took a proposal into its log.", "A leader took a proposal into its log."},
	event.KindProposalForwarded: {"{node} does not lead, so it sends the proposal on to {peer}, its leader.", "{node} does not lead, so it sends the proposal on to its leader.", "A proposal was sent on to the leader."},
	event.KindProposalParked:    {"{node} knows no leader, so {op} waits there: raft takes a proposal only while it knows who could append it.", "{node} knows no leader, so a proposal waits there.", "A proposal waits for a leader."},
	event.KindProposalDropped:   {"{node} dropped a proposal.", "A proposal was dropped."},
	event.KindAppended: {
		"{?leads}{?noop}{node} appended an empty entry of its own term {nterm} at index {index}; it is not on disk yet.",
		"{?leads}{node} appended {entries} of its term {nterm} to its log; that is not on disk yet.",
		"{?start}{node} appended {entries} sent by {from}, from the start of the log.",
		"{node} appended {entries} sent by {from}: both logs agree up to {mprev}.",
		"{node} appended {entries} to its log.", "{node} appended to its log.", "Entries entered a log."},
	event.KindTruncated: {
		"{node} removed {entries} from its log: at index {index} it had term {oldat} and {peer} has term {newat}, and where logs differ the leader's decides.",
		"{node} removed {entries} from its log: the leader's log differs there, and it decides.",
		"{node} removed entries from its log: the leader's log differs there.", "A follower removed entries."},
	event.KindAppendRefused: {"{node} refused new entries: its log does not hold the entry before them.", "A follower refused new entries."},
	event.KindCommitted: {
		"{?leads}{?alone}{node} committed {range}: it is the only voter, and has that much on disk.",
		"{?leads}{?joint}{node} committed {range}: it is on the disks of {oldheld} of the {oldsize} old voters and {newheld} of the {newsize} new ones; while the configuration is joint, both majorities are needed.",
		"{?leads}{?heldby}{?ownterm}{?many}{node} committed {range}: {holders} hold them on disk, {nholders} of {nvoters}, and the last is an entry of {node}'s own term {nterm}.",
		"{?leads}{?heldby}{?ownterm}{node} committed {range}: {holders} hold it on disk, {nholders} of {nvoters}, and it is an entry of {node}'s own term {nterm}.",
		"{?leads}{node} committed {range}.",
		"{node} learned from {from} that the log is committed up to index {last}.",
		"{node} learned that the log is committed up to index {last}.", "Entries were committed."},
	event.KindApplied: {
		"{?noop}{node} applied {entries}, a leader's empty entry: its store does not change.",
		"{node} applied {entries}, {what}: its store is at revision {revision}.",
		"{node} applied {entries}: its store is at revision {revision}.",
		"{node} applied {entries}.", "Entries were applied."},
	event.KindProgressChanged: {
		"{?toreplicate}{peer}'s log agrees with {node}'s up to index {match}: from now on {node} sends it entries without waiting for each answer.",
		"{?toreplicate}{node} knows how far {peer}'s log agrees with its own, and from now on sends entries without waiting for each answer.",
		"{?fromsnapshot}{?toprobe}{?snapfailed}The snapshot for {peer} did not arrive, so {node} probes {peer}'s log again, after index {match}, once {peer} answers.",
		"{?fromsnapshot}{?toprobe}{node} is done with the snapshot for {peer} and tries where {peer}'s log stands.",
		"{?toprobe}{node} is no longer sure how far {peer}'s log agrees with its own: it sends one message at a time until {peer} answers.",
		"{?tosnapshot}{peer} lacks entries that {node}'s log no longer holds, so it is sent a snapshot, and nothing else meanwhile.",
		"{node} treats {peer} differently from now on.", "A leader treats a follower differently."},

	event.KindSynced: {
		"{?overtaken}{node}'s fsync returned, but its log has replaced {overtaken} since that was written; what replaced it still waits for the disk.",
		"{node}'s fsync returned: not even a power failure can take {written} from it now.",
		"{node}'s fsync returned: what it had written is on its disk.", "An fsync returned."},
	event.KindSyncLied: {
		"{node}'s disk reported {entries} as synced and kept nothing: {node} will vouch for what a power failure would take.",
		"{node}'s disk reported success and kept nothing: {node} will vouch for what a power failure would take.",
		"An fsync reported success and kept nothing."},
	event.KindSyncFailed: {"{node}'s fsync returned an error: nobody knows what is on its disk, so it stops, as etcd does.", "An fsync returned an error."},
	event.KindStoreCommitted: {
		"{node}'s store committed its batch of writes to its file: after a crash it would go on from index {stored}.",
		"{node}'s store committed its batch of writes to its file.", "A store committed its batch of writes."},

	event.KindCompactionScheduled: {
		"{node}'s store was compacted at revision {.revision}: what was there before can no longer be read, though the file still holds it.",
		"A store was compacted."},
	event.KindCompactionRan: {
		"{node}'s compaction at revision {.revision} removed {.deleted} of the {.scanned} entries of its file that it looked at.",
		"A compaction went through a batch."},
	event.KindCompactionFinished: {
		"{node}'s compaction at revision {.revision} is done: the file holds only what can be read, and its free pages wait to be used again.",
		"A compaction is done."},
	event.KindLeaseExpired: {
		"{node}, the leader, found lease {.lease} expired: it proposes to revoke it, and its keys live until that is committed.",
		"A lease expired."},
	event.KindLeaseCheckpointed: {
		"{?renewed}{node} noted that lease {.lease} has all its time again: it is being renewed.",
		"{node} noted that lease {.lease} has {.remaining} s left: should another node come to lead, it counts down from there, not from the start.",
		"A node noted how much time a lease has left."},
	event.KindAlarmRaised: {
		"{?self}The alarm {.alarm} of {node} came through the log: its store's file is at its quota, and until the alarm is lowered puts are refused.",
		"{node} applied {peer}'s alarm {.alarm}: {peer}'s file is at its quota, so {node} refuses puts as well until the alarm is lowered.",
		"A node applied an alarm."},
	event.KindAlarmDisarmed: {
		"{?calm}{node} lowered {peer}'s alarm {.alarm}, the last there was: puts are taken again.",
		"{?alarmed}{node} lowered {peer}'s alarm {.alarm}; another one still stands.",
		"{node} lowered {peer}'s alarm {.alarm}.", "An alarm was lowered."},
	event.KindStoreSaved: {
		"{peer} received {node}'s whole store, with its SHA-256 ({.size} B at revision {.revision}, for {.file}): what {node} had applied, be it up to date or not.",
		"A client received a node's whole store."},
	event.KindDefragmented: {
		"{node}'s store wrote its file again without free pages: {.before} → {.after} B.",
		"A store's file was written again."},

	event.KindWatchCreated: {
		"{node} began to serve {peer}'s {watch}: it tells of every change from revision {.next} on.",
		"{node} began to watch for {peer}.", "A node began to watch for a client."},
	event.KindWatchSynced: {
		"{node} has caught up for {peer}'s {watch}: from revision {.next} on it is told of each write as it is applied.",
		"{peer}'s watch has caught up with {node}'s store.", "A watch has caught up with its store."},
	event.KindWatchUnsynced: {
		"{peer}'s {watch} is behind {node}'s store, from revision {.next} on: a loop, every 100 ms, reads the history for it.",
		"{peer}'s watch is behind {node}'s store: a loop reads the history for it.", "A watch is behind its store."},
	event.KindWatchVictim: {
		"{peer}'s buffer at {node} is full, so its {watch} became a victim: its events are kept until there is room, and {node} goes on.",
		"{peer}'s buffer at {node} is full, so its watch became a victim.", "A watch found its client's buffer full."},
	event.KindWatchReceived: {"{peer} read what {node} sent it: {result}.", "{peer} read what {node} sent it.", "A client read what its watch was sent."},
	event.KindWatchCanceled: {
		"{?compacted}{peer}'s {watch} was cancelled: the next it had to see was revision {.next}, which is compacted, so nobody can tell it what it missed.",
		"{peer}'s {watch} has ended: {result}.", "{peer}'s {watch} has ended, as its client wished.", "A watch has ended."},
	event.KindWatchLost: {
		"{peer} lost its connection to {node}, and with it what it watched there (watch {.watches}): it asks again, from where it had come to.",
		"{peer} lost its connection to {node}, on which it watched.", "A client lost the connection of its watches."},
	event.KindWatchResumed: {
		"{peer} asks {node} again for {watch}, from revision {.next} on, the first it has not seen.",
		"{peer} asks {node} again for a watch it had lost.", "A client asks again for a watch."},

	event.KindSnapshotSaved:     {"{node} recorded a snapshot at index {index}: its store stands for the log up to there.", "{node} recorded a snapshot of its store.", "A node recorded a snapshot."},
	event.KindLogCompacted:      {"{node} discarded the head of its log, which starts at index {first} now; whoever needs older entries will get a snapshot.", "{node} discarded the head of its log.", "A node discarded the head of its log."},
	event.KindSnapshotSent:      {"{?byhand}{node} sends {peer} its whole store as of index {index}, because it was told to: raft has not asked for it, and does not count it as under way.", "{node} sends {peer} its whole store as of index {index}: {peer} needs index {lacks} next, and {node}'s log starts at index {first}.", "{node} sends {peer} its whole store as of index {index}: its log no longer holds what {peer} lacks.", "{node} sends {peer} a snapshot.", "A leader sent a snapshot."},
	event.KindSnapshotInstalled: {"{node} replaced its store and its log by a snapshot up to index {index}; its log goes on from there.", "{node} replaced its store and its log by a snapshot.", "A follower installed a snapshot."},
	event.KindSnapshotRefused:   {"{node} had no use for {peer}'s snapshot.", "A follower had no use for a snapshot."},
	event.KindSnapshotReported:  {"The transport told {node} how its snapshot for {peer} fared.", "The transport reported on a snapshot."},
	event.KindUnreachable: {
		"{?nowprobes}The transport told {node} that {peer} cannot be reached, so {node} takes its latest messages for lost and sends one at a time until {peer} answers.",
		"The transport told {node} that {peer} cannot be reached.", "The transport cannot reach a node."},

	event.KindStarted: {"{node} was started with an empty log: it takes part once the leader has sent it the log.", "A node was started."},
	event.KindCrashed: {
		"{?failed}{node} stopped: what was in its memory is gone; its disk keeps {durterm}, {durvote} and {durlog}.",
		"{?unsynced}{node}'s process was killed: its files hold term {nterm}, {nvote} and {mylog}, of which a power failure now would leave {durlog}.",
		"{node}'s process was killed: what was in its memory is gone; its files hold term {nterm}, {nvote} and {mylog}.",
		"{node}'s process was killed: what it had written is left.", "A node's process was killed."},
	event.KindPoweredOff: {
		"{?wasdown}{node}'s machine lost its power after its process had died: what the operating system had not put on the disk is gone; the disk keeps {durterm}, {durvote} and {durlog}.",
		"{node}'s machine lost its power: what no fsync had put on its disk is gone; the disk keeps {durterm}, {durvote} and {durlog}.",
		"{node}'s machine lost its power: only what is on its disk is left.", "A machine lost its power."},
	event.KindEntriesLost: {
		"{?lied}{node} lost {entries}, which its disk had reported as synced: Raft relies on an fsync to mean what it says.",
		"{?killed}{node} was killed and lost {entries}, which it had not written to its file yet; so it had not vouched for that to anyone.",
		"{?wasdown}{?promised}{node} lost {entries} with its power: it had written that before its process died, and read it again without an fsync.",
		"{?promised}{!kept}{node} lost {entries}, which no fsync had put on its disk; some of that was committed, and a majority of disks no longer holds it.",
		"{?promised}{node} lost {entries}, which no fsync had put on its disk; what of that was committed is on the disks of a majority.",
		"{?unpowered}{node} lost {entries} with its power: no fsync had put that on its disk, so it had not vouched for that to anyone.",
		"{node} lost {entries}, which no fsync had put on its disk.", "{node} lost entries that were not on its disk.", "A node lost entries."},
	event.KindRestarted: {
		"{?unsynced}{node} restarted as a follower with what its files hold: term {nterm}, {nvote} and {mylog}; before its next fsync only {durlog} is on its disk.",
		"{node} restarted as a follower with what its files hold: term {nterm}, {nvote} and {mylog}.",
		"{node} restarted as a follower with what its files hold.", "A node restarted."},
	event.KindPaused:  {"{node}'s process was stopped (SIGSTOP): its clock stands, messages pile up, and later it will not know how long it was away.", "A process was stopped (SIGSTOP)."},
	event.KindResumed: {"{node}'s process goes on with {inbox} waiting; it still believes what it believed before.", "{node}'s process goes on; it still believes what it believed before.", "A stopped process goes on."},
	event.KindWiped:   {"{node}'s files were deleted: it has forgotten its term, its vote and its log, so it could vote twice in one term.", "A node's files were deleted."},
	event.KindRemoved: {"{node} stopped for good: the cluster's configuration no longer lists it.", "A removed node stopped for good."},

	event.KindCut: {
		"{?oneway}Nothing passes from {sidea} to {sideb} any more; the other direction still works.",
		"The network is cut between {sidea} on the one side and {sideb} on the other.",
		"Links were cut."},
	event.KindHealed: {"{?oneway}What {sidea} sends to {sideb} passes again.", "All links work again."},
	event.KindLinkChanged: {
		"{?holds}From now on every {holdtype} from {node} to {peer} is held until someone releases it.",
		"{?holds}From now on every message from {node} to {peer} is held until someone releases it.",
		"{?frees}Messages from {node} to {peer} are held no longer.",
		"The link from {node} to {peer} is different now: {linkis}.",
		"A link was changed."},
	event.KindDiskChanged: {
		"{?stalls}{node}'s disk stalls: its fsync does not return, and whatever waits for it waits.",
		"{?lies}{node}'s disk lies from now on: its fsync reports success and keeps nothing.",
		"{?fails}{node}'s disk fails from now on: its next fsync returns an error.",
		"{?works}{node}'s disk works as it should again.",
		"{?waits}{node}'s loop waits for its fsync from now on, as etcd's does.",
		"{?async}{node}'s loop no longer waits for its fsync; only answers do.",
		"An fsync takes {latency} ms on {node} from now on.",
		"{node}'s disk was changed.", "A disk was changed."},
	event.KindClockChanged: {
		"{!.rate}{node}'s clock stands: none of its timers fires any more.",
		"{node}'s clock runs at {rate} times the true speed from now on.", "{node}'s clock was changed.", "A clock was changed."},
	event.KindClockSkewed: {
		"{?.by}{node}'s clock jumped ahead by {.by} ms: its next tick comes that much sooner, and every tick that the jump passes comes at once.",
		"{node}'s clock jumped by {.by} ms: its next tick comes that much later.", "A clock jumped."},

	event.KindConfChanged: {
		"{?joint}{node} applied the membership change at index {index}: while joint, it takes a majority of {oldvoter} and one of {voters} to elect and to commit.",
		"{node} applied the membership change at index {index}: voters are now {voters}, learners {learners}; a majority is {need}.",
		"{node} applied the membership change at index {index}: voters are now {voters}; a majority is {need}.",
		"{node} applied the membership change at index {index}.", "{node} applied a membership change.", "A membership change was applied."},
	event.KindTransferStarted: {
		"{?uptodate}{node} hands leadership over to {peer}, whose log is complete: it tells {peer} to start an election at once, and takes no proposals meanwhile.",
		"{?matched}{node} began to hand leadership over to {peer}, whose log is complete: its MsgTimeoutNow leaves once {node}'s loop has waited for its fsync, and {node} takes no proposals meanwhile.",
		"{node} began to hand leadership over to {peer}: it brings {peer}'s log up to date first, and takes no proposals meanwhile.",
		"A leader began to hand over."},
	event.KindTransferAborted: {"{node} gave up handing leadership over to {peer}.", "A leader gave up handing over."},

	event.KindReadRequested: {
		"{?leads}{?lease}{node} relies on its lease for the read: raft checks nothing now, and trusts that CheckQuorum has deposed a leader whom no majority answers.",
		"{?leads}{?alone}{?unproven}{node} is the only voter, so raft answers it at once, although it has committed nothing of its own term yet: what it had committed before a restart may be missing from the answer.",
		"{?leads}{?alone}{node} is the only voter, so it knows by itself that the read must wait for index {commit}.",
		"{?leads}{node} notes its commit index {commit} for the read and asks the others, by heartbeat, whether it still leads.",
		"{node} asks {lead}, its leader, which index the read must wait for.",
		"{node} asks which index a read must wait for.", "A read asks which index it must wait for."},
	event.KindReadConfirmed: {
		"{?lease}{node} may answer the read once it has applied index {index}: it relies on the leader's lease, for which raft asked no other node.",
		"{node} may answer the read once it has applied index {index}: a majority confirmed that the leader still led when the read began.",
		"{node} may answer the read.", "A read may be answered."},
	event.KindReadQueued:  {"{node} keeps the read until its present question is answered: one question at a time serves all reads that came before it.", "A read waits for the next question."},
	event.KindReadDropped: {"{node} gave a read up.", "A read was given up."},

	event.KindInvoked:   {"{peer} asks {endpoint}: {.request}.", "{peer} asks: {.request}.", "{peer} began an operation.", "A client began an operation."},
	event.KindResponded: {"{peer} has its answer to {op}: {result}.", "{peer} has its answer: {result}.", "{peer} has its answer.", "A client has its answer."},
	event.KindTimedOut:  {"{peer} gave up on {op} after {patience} ms: it may have happened, it may still happen, or it never will.", "{peer} gave up on {op}: it may have happened, it may still happen, or it never will.", "{peer} gave up waiting: its operation may have happened or not.", "A client gave up waiting."},
	event.KindRetried:   {"{?writes}{peer} sends {op} again, to {endpoint}: if the earlier attempt is committed after all, it happens twice.", "{peer} sends {op} again, to {endpoint}; it changes nothing, so twice is as good as once.", "{peer} sends its operation again.", "A client sends an operation again."},
	event.KindClientChanged: {
		"{?deaf}{peer} no longer reads what its watches are sent: it piles up, first at {peer}, then at the nodes.",
		"{?hears}{peer} reads again what its watches are sent.",
		"{peer} waits up to {.timeout} ms for an answer from now on; retries: {.retries}.", "A client's settings were changed."},

	event.KindViolated: {"{property} is broken: {report}.", "A safety property is broken: {report}.", "A safety property is broken."},
	event.KindPanicked: {
		"{?beyond}The raft library panicked on {node}, and the run ends here: {from} says that index {mcommit} is committed, but {node}'s log {mylength}, so it lost what it had acknowledged.",
		"The raft library panicked on {node}, and the run ends here: {report}.", "The raft library panicked, and the run ends here: {report}.", "The raft library panicked, and the run ends here."},
}

// whyEN is what an event says with its reason.
var whyEN = map[because]row{
	{event.KindVoteRefused, event.OlderTerm}: {
		"{?pre}{node} refused {peer} a pre-vote: {peer} asks about term {mterm}, and {node} is in term {nterm} already.",
		"{node} passed over {peer}'s request for a vote: it is of term {mterm}, and {node} is in term {nterm} already.",
		"{node} refused its vote to {peer}, whose term is behind its own."},
	{event.KindVoteRefused, event.AlreadyVoted}: {
		"{?pre}{node} refused {peer} a pre-vote: {peer} asks about term {mterm}, and in that term {node} has voted for {votedfor} already.",
		"{?pre}{node} refused {peer} a pre-vote: it has voted for another in the term that {peer} asks about.",
		"{node} refused its vote to {peer}: in term {nterm} it has voted for {votedfor} already, and a node votes once a term.",
		"{node} refused its vote to {peer}: it has voted for another in this term, and a node votes once a term."},
	{event.KindVoteRefused, event.KnowsLeader}: {
		"{?pre}{node} refused {peer} a pre-vote: {peer} asks about term {mterm}, and {node} knows that {lead} leads it.",
		"{node} refused its vote to {peer}: it has not voted in term {nterm}, but knows that {lead} leads it.",
		"{node} refused its vote to {peer}: it knows this term's leader."},
	{event.KindVoteRefused, event.LogBehind}: {
		"{?pre}{node} refused {peer} a pre-vote: its own log ends at {mylast}, {peer}'s {mat}; a voter refuses a candidate whose log is less up to date.",
		"{node} refused its vote to {peer}: its own log ends at {mylast}, {peer}'s {mat}; a voter refuses a candidate whose log is less up to date.",
		"{node} refused its vote to {peer}, whose log is less up to date than its own."},
	{event.KindVoteIgnored, event.InLease}: {
		"{?leads}{node} ignored {peer}'s request for a vote in term {mterm}: it leads term {nterm} itself, and until its next quorum check no later term deposes it that way.",
		"{node} ignored {peer}'s request for a vote in term {mterm}: it heard from {lead} {elapsed} ago, less than the election timeout of {election}, so it stays in term {nterm}.",
		"{node} ignored {peer}'s request for a vote: it heard from a leader less than an election timeout ago."},

	{event.KindCampaignRefused, event.NotVoter}: {
		"{?learner}{node} may not start an election: it is a learner, and only a voter may lead.",
		"{node} may not start an election: its configuration does not list it as a voter."},
	{event.KindCampaignRefused, event.PendingConf}:  {"{node} may not start an election yet: it has not applied a membership change that is committed, so it does not know for sure who votes."},
	{event.KindCampaignRefused, event.PendingSnap}:  {"{node} may not start an election yet: it is still installing a snapshot."},
	{event.KindCampaignRefused, event.AlreadyLeads}: {"{node} did not start an election: it leads term {nterm} already.", "{node} did not start an election: it leads already."},

	{event.KindProposalDropped, event.NoLeader}:     {"{node} dropped the proposal: it knows no leader who could take it."},
	{event.KindProposalDropped, event.NotForwarded}: {"{node} dropped the proposal: it follows {lead}, and is set to pass no proposals on.", "{node} dropped the proposal: it is set to pass no proposals on to its leader."},
	{event.KindProposalDropped, event.Transferring}: {"{node} dropped the proposal: it is handing leadership over to {transferee}, and takes none meanwhile.", "{node} dropped the proposal: it is handing leadership over, and takes none meanwhile."},
	{event.KindProposalDropped, event.NotMember}:    {"{node} dropped the proposal: it still leads, but the configuration it has applied no longer lists it."},
	{event.KindProposalDropped, event.TooMuch}:      {"{node} dropped the proposal: the uncommitted tail of its log is as long as it may get."},
	{event.KindProposalDropped, event.ConfPending}: {
		"{?joint}{?changes}{node} made the membership change an empty entry: the configuration is joint, and must be left before it changes again.",
		"{?leaves}{!joint}{node} made the request to leave the joint configuration an empty entry: the configuration is not joint.",
		"{?nochange}{node} made the membership change an empty entry: a new leader takes none before it has applied its log up to where it was elected, since a change could be in it.",
		"{node} made the membership change an empty entry: changes go one at a time, and an earlier one is not applied yet."},

	{event.KindReadDropped, event.LeaderChanged}: {"{node} gave the read up: another leader was elected, who knows nothing of the question. The client may ask again.", "{node} gave the read up: the leader changed."},
	{event.KindReadDropped, event.TimeUp}:        {"{node} gave the read up: in all the time that it gives a request no leader told it which index to wait for.", "{node} gave the read up: its time is over."},

	{event.KindReadRequested, event.NoLeader}:    {"{node} knows no leader to ask for the read: raft drops the question, and {node} asks again in 500 ms."},
	{event.KindReadRequested, event.Unanswered}:  {"{node} asks once more which index the read must wait for: 500 ms without an answer, so the question or the answer may be lost.", "{node} asks once more which index a read must wait for."},
	{event.KindReadRequested, event.FirstCommit}: {"{node} asks once more which index the read must wait for: the first entry of term {nterm} is committed, and only from then on a leader answers.", "{node} asks once more which index a read must wait for: a first entry of the term is committed."},

	{event.KindReadRequested, event.NoTermEntry}: {"{node} puts the read off: it does not know what is committed until it has committed an entry of its own term {nterm}.", "{node} puts the read off: it has committed nothing of its own term yet."},

	{event.KindAppendRefused, event.NoEntry}: {
		"{node} refused what {peer} sent to follow index {index}: its own log {mylength}; its hint to {peer} is {hint}.",
		"{node} refused what {peer} sent: its own log ends before that."},
	{event.KindAppendRefused, event.TermDiffers}: {
		"{node} refused what {peer} sent to follow index {index}: there {peer}'s log has term {mlogterm} and its own term {myterm}; its hint to {peer} is {hint}.",
		"{node} refused what {peer} sent: the entry before it has another term in its own log."},

	{event.KindDropped, event.LinkCut}:    {"{msg} from {from} to {to} was lost: the link is cut.", "A message from {from} to {to} was lost: the link is cut.", "A message was lost at a cut link."},
	{event.KindDropped, event.LinkLoss}:   {"{msg} from {from} to {to} was lost by chance, as the link was told to lose some.", "A message from {from} to {to} was lost by chance.", "A message was lost by chance."},
	{event.KindDropped, event.NodeDown}:   {"{msg} from {from} was lost: {to} is not running.", "A message from {from} was lost: {to} is not running.", "A message was lost: its receiver is not running."},
	{event.KindDropped, event.ByCommand}:  {"{msg} from {from} to {to} was dropped by command.", "A message from {from} to {to} was dropped by command.", "A message was dropped by command."},
	{event.KindDropped, event.Gone}:       {"{msg} from {from} to {to} was turned away: {from} was removed from the cluster.", "A message from {from} to {to} was turned away: {from} was removed from the cluster.", "A message of a removed node was turned away."},
	{event.KindDropped, event.ClientGone}: {"{msg} from {from} came too late: {to} had given up waiting.", "A message from {from} came too late: {to} had given up waiting.", "An answer came too late: its client had given up waiting."},

	{event.KindBecameFollower, event.HigherTerm}: {
		"{?waslead}{?handed}{node} stepped down as intended: {from}, to which it handed over, sent {mtype} of term {term}, later than its own {wterm}.",
		"{?waslead}{node} stepped down as leader: {from}'s {mtype} carries term {term}, later than its own term {wterm}.",
		"{node} gave up its candidacy: {from}'s {mtype} carries term {term}, later than its own term {wterm}.",
		"{node} became a follower: it met a later term than its own."},
	{event.KindBecameFollower, event.NotVoter}:     {"{node} stepped down as leader of term {term}: the membership change that it applied leaves it no voter, and it is set to step down then; another must be elected.", "{node} stepped down as leader: it is no voter any more.", "{node} stepped down: it is no voter any more."},
	{event.KindBecameFollower, event.LeaderExists}: {"{node} gave up its candidacy: {from} leads term {term} already.", "{node} gave up its candidacy: someone leads this term already."},
	{event.KindBecameFollower, event.LostVote}: {
		"{?waspre}{node} lost its pre-vote: {refusers} would not vote for it, so no majority is left; it stays in term {nterm}.",
		"{node} lost the election of term {term}: {refusers} refused to vote for it, so no majority is left.",
		"{node} lost its election: a majority refused to vote for it."},
	{event.KindBecameFollower, event.NoQuorum}: {
		"{?joint}{node} stepped down as leader of term {wterm}: with itself, {oldheard} of the {oldsize} old voters and {newheard} of the {newsize} new ones were active within {election}, and a joint configuration needs both majorities (CheckQuorum).",
		"{node} stepped down as leader of term {wterm}: within {election} it heard only from {heard}, with itself no majority (CheckQuorum); another may lead by now.",
		"{node} stepped down as leader of term {wterm}: within {election} it heard from no other voter (CheckQuorum); another may lead by now.",
		"{node} stepped down: it heard from no majority within an election timeout (CheckQuorum)."},

	{event.KindResponded, event.Failed}: {"{peer}'s {op} failed: {result}.", "{peer}'s operation failed: {result}.", "{peer}'s operation failed.", "An operation failed."},

	{event.KindResponded, event.InDoubt}: {"{peer} does not know whether its {op} happened: {result}.", "{peer} does not know whether its operation happened: {result}.", "{peer} does not know whether its operation happened.", "A client does not know whether its operation happened."},

	{event.KindSnapshotRefused, event.OldSnapshot}: {"{node} had no use for {peer}'s snapshot up to index {index}: it has committed up to index {commit} itself.", "{node} had no use for {peer}'s snapshot: its own log reaches further."},
	{event.KindSnapshotRefused, event.LogHasIt}:    {"{node} did not need {peer}'s snapshot: its log holds index {index} already, so only its commit index moves there.", "{node} did not need {peer}'s snapshot: its log holds all of it."},

	{event.KindSnapshotReported, event.Delivered}: {"The transport told {node} that its snapshot reached {peer}; {node} waits for {peer} to say how far its log goes."},
	{event.KindSnapshotReported, event.Failed}:    {"The transport told {node} that its snapshot did not reach {peer}; {node} tries again once {peer} answers a heartbeat."},

	{event.KindTransferAborted, event.TimeUp}:   {"{node} gave up handing leadership over to {peer}: an election timeout passed and {peer} did not take over; {node} takes proposals again."},
	{event.KindTransferAborted, event.Replaced}: {"{node} gave up handing leadership over to {peer}: it is now to go to {transferee}.", "{node} gave up handing leadership over to {peer}: another was named."},
	{event.KindTransferAborted, event.Deposed}: {
		"{?sameterm}{node} no longer hands leadership over to {peer}: it stepped down by itself, in term {nterm}.",
		"{node} no longer hands leadership over to {peer}: it lost it to a later term."},
	{event.KindTransferAborted, event.TargetRemoved}: {"{node} gave up handing leadership over to {peer}, which is no longer a voter."},
}

// sentEN is what a Sent says, by the type of the message.
var sentEN = map[string]row{
	"MsgApp": {
		"{?start}{from} sent {to} {mentries}, from the start of the log.",
		"{from} sent {to} {mentries}, to follow {mprev}.",
		"{from} told {to} the commit index {mcommit}, and asked whether its log holds {mprev}."},
	"MsgAppResp": {
		"{?reject}{from} told {to} that its log does not fit at index {mindex}; its hint is {mhint}.",
		"{?start}{from} answered {to} with its own term {mterm}.",
		"{from} told {to} that it holds its log up to index {mindex} on disk."},
	"MsgVote":           {"{from} asked {to} for its vote in term {mterm}, on the strength of its log ({mtail})."},
	"MsgPreVote":        {"{from} asked {to} whether it would vote for it in term {mterm}, on the strength of its log ({mtail})."},
	"MsgVoteResp":       {"{?reject}{from} told {to} that it does not get its vote.", "{from} told {to} that it has its vote in term {mterm}.", "{from} told {to} that it has its vote."},
	"MsgPreVoteResp":    {"{?reject}{from} told {to} that it would not vote for it.", "{from} told {to} that it would vote for it."},
	"MsgHeartbeat":      {"{from} sent {to} a heartbeat: it leads term {mterm}.", "{from} sent {to} a heartbeat."},
	"MsgHeartbeatResp":  {"{from} answered {to}'s heartbeat."},
	"MsgSnap":           {"{from} sent {to} a snapshot up to index {msnap}.", "{from} sent {to} a snapshot."},
	"MsgTimeoutNow":     {"{from} told {to} to start an election at once."},
	"MsgProp":           {"{from} sent the proposal {mtext} on to {to}.", "{from} sent a proposal on to {to}."},
	"MsgTransferLeader": {"{from} sent the wish for another leader on to {to}."},
	"MsgReadIndex":      {"{from} asked {to} which index a read must wait for."},
	"MsgReadIndexResp":  {"{from} told {to} that the read must wait for index {mindex}."},
	request:             {"{from} sent its request to {to}: {mtext}.", "{from} sent its request to {to}."},
	response:            {"{from} answered {to}: {mtext}.", "{from} answered {to}."},
	watchResponse:       {"{from} sent {to} what it watches for: {mtext}.", "{from} sent {to} what it watches for."},
}

// receivedEN is what a Received says, by the type of the message.
var receivedEN = map[string]row{
	"MsgApp": {
		"{?stale}{to} ignored {from}'s {mtype}: it is of term {mterm}, and {to} is in term {nterm}.",
		"{?behind}{to} has committed beyond index {mindex} already, after which {from}'s {mtype} goes on, so it answers with its commit index {commit}.",
		"{?empty}{?novoter}{to} received {from}'s commit index {mcommit}, and its question whether their logs agree up to {mprev}.",
		"{?empty}{to} received {from}'s commit index {mcommit}, and its question whether their logs agree up to {mprev}; its election timer starts again.",
		"{!appends}{to} received {mentries} from {from}, which its log held already.",
		"{to} received {mentries} from {from}."},
	"MsgAppResp": {
		"{?stale}{to} ignored {from}'s {mtype}: it is of term {mterm}, and {to} is in term {nterm}.",
		"{!leads}{to} no longer leads, so {from}'s answer is of no use to it.",
		"{?reject}{?snapshots}{from}'s log does not fit at index {mindex}, and {to}'s log no longer holds what {from} lacks, so {to} sends it a snapshot.",
		"{?reject}{?streamed}{from}'s log does not fit at index {mindex}: a message was lost or overtaken on the way. {to} does not use the hint, and tries again {retry}, the last index that {from} acknowledged.",
		"{?reject}{from}'s log does not fit at index {mindex}; its hint is {mhint}, so {to} tries again {retry}.",
		"{?reject}{to} has moved on since, so it ignores that {from}'s log did not fit at index {mindex}.",
		"{?bylearner}{from} holds {to}'s log on disk up to index {mindex}; it is a learner, and does not count towards a majority.",
		"{?settled}{from} holds {to}'s log on disk up to index {mindex}; that much is committed already.",
		"{?counts}{?enough}{from} holds {to}'s log on disk up to index {mindex}, which is on {acked} of {nvoters} disks now.",
		"{?counts}{from} holds {to}'s log on disk up to index {mindex}, which is on {acked} of {nvoters} disks now; {need} are needed to commit.",
		"{?counts}{?joint}{from} holds {to}'s log on disk up to index {mindex}; while the configuration is joint, both majorities are needed to commit.",
		"{from} holds {to}'s log on disk up to index {mindex}."},
	"MsgVote":    {"{to} received {from}'s request for its vote in term {mterm}.", "{to} received {from}'s request for its vote."},
	"MsgPreVote": {"{to} received {from}'s question whether it would vote for it in term {mterm}.", "{to} received {from}'s question whether it would vote for it."},
	"MsgVoteResp": {
		"{?stale}{to} ignored {from}'s answer to its request for a vote: it is of term {mterm}, and {to} is in term {nterm}.",
		"{?again}{to} ignored a second answer of {from} to its request for a vote in term {nterm}: each voter counts once.",
		"{!voted}{from}'s answer to {to}'s request for a vote came late: {to} is {role} in term {nterm}.",
		"{to} received {from}'s answer to its request for a vote."},
	"MsgPreVoteResp": {
		"{?again}{to} ignored a second answer of {from} to its question about a vote: each voter counts once.",
		"{!voted}{from}'s answer to {to}'s question about a vote came late: {to} is {role} in term {nterm}.",
		"{to} received {from}'s answer to its question about a vote."},
	"MsgHeartbeat": {
		"{?stale}{to} ignored {from}'s heartbeat: it is of term {mterm}, and {to} is in term {nterm}.",
		"{?novoter}{to} heard from {from}, the leader of term {mterm}; {to} is no voter, and starts no election.",
		"{to} heard from {from}, the leader of term {mterm}: its election timer starts again, with {timeout} to go.",
		"{to} received a heartbeat from {from}."},
	"MsgHeartbeatResp": {
		"{?stale}{to} ignored {from}'s answer to a heartbeat: it is of term {mterm}, and {to} is in term {nterm}.",
		"{!leads}{to} no longer leads, so {from}'s answer to its heartbeat is of no use to it.",
		"{?cq}{?bylearner}{from} answered {to}'s heartbeat; it is a learner, and does not count at {to}'s next quorum check.",
		"{?cq}{from} answered {to}'s heartbeat, and counts as active at {to}'s next quorum check.",
		"{from} answered {to}'s heartbeat."},
	"MsgSnap": {
		"{?stale}{to} ignored {from}'s snapshot: it is of term {mterm}, and {to} is in term {nterm}.",
		"{to} received {from}'s store as of index {msnap}; it takes the place of {to}'s own store and log once it is on disk.",
		"{to} received a snapshot from {from}."},
	"MsgTimeoutNow":     {"{to} was told by {from} to start an election at once."},
	"MsgProp":           {"{to} received the proposal {mtext} from {from}.", "{to} received a proposal from {from}."},
	"MsgTransferLeader": {"{to} was asked by {from} to hand leadership over."},
	"MsgReadIndex":      {"{to} was asked by {from} which index a read must wait for."},
	"MsgReadIndexResp":  {"{to} learned from {from} that its read must wait for index {mindex}."},
	request:             {"{to} received {from}'s request: {mtext}.", "{to} received {from}'s request."},
	response:            {"{to} received {from}'s answer: {mtext}.", "{to} received {from}'s answer."},
	watchResponse:       {"What {from} sent {to} for its watch arrived, and {to} does not read it yet: {mtext}.", "What {from} sent {to} for its watch arrived, and {to} does not read it yet."},
}

// causesEN is what a step without an event worth telling says.
var causesEN = map[event.CauseType]row{
	event.Start: {
		"A cluster of {nnodes} starts. All are followers; each waits a time of its own, between {electionn} and {election2}, before it stands for election.",
		"This is the cluster as it was made."},
	event.Command: {"The command {command} changed nothing that can be seen yet.", "A command changed nothing that can be seen yet."},
	event.Deliver: {"{?paused}{msg} from {from} reached {to}, whose process is stopped: it waits there.", "{msg} from {from} reached {to} and changed nothing.", "A message arrived and changed nothing."},
	event.Tick: {
		"{?paused}{node}'s clock ticked, but its process is stopped: the tick waits.",
		"{?blocked}{node}'s clock ticked, but its loop is waiting for its fsync, as etcd's does: the tick waits too.",
		"{?leads}{node}'s clock ticked: as leader of term {nterm} it sends heartbeats to {beats}.",
		"{?leads}{?cq}{node}'s clock ticked: {left} until it next checks that a majority still answers it (CheckQuorum).",
		"{?leads}{node}'s clock ticked; it leads term {nterm}.",
		"{?learner}{node}'s clock ticked: it is a learner, and starts no election.",
		"{?novoter}{node}'s clock ticked: it is not a voter, and starts no election.",
		"{?campaigning}{node}'s clock ticked: {ticked} of {timeout} passed before it tries another election.",
		"{node}'s clock ticked: {ticked} of {timeout} without word from a leader.",
		"{node}'s clock ticked.", "A clock ticked."},
	event.Sync:    {"{?paused}{node}'s fsync returned, but its process is stopped and does not know it yet.", "{node}'s fsync returned.", "An fsync returned."},
	event.Apply:   {"{?paused}{node} has entries to apply, but its process is stopped: they wait.", "{node}'s apply loop had nothing to do.", "An apply loop had nothing to do."},
	event.Commit:  {"{?paused}{node}'s store has a batch to commit, but its process is stopped: it waits.", "{node}'s store had nothing to commit to its file.", "A store had nothing to commit to its file."},
	event.Report:  {"{?paused}The transport has something to report to {node}, whose process is stopped: that waits.", "The transport reported to {node}, which had no use for it.", "The transport reported."},
	event.Timeout: {"A client's patience ended, but it had its answer."},
	event.Stop:    {"{?paused}{node} was removed and is to stop, but its process is stopped: that waits.", "{node} stopped.", "A node stopped."},
	event.Compact: {"{?paused}{node}'s store has a compaction to go on with, but its process is stopped: it waits.", "{node}'s store had nothing to compact.", "A store had nothing to compact."},
	event.Lease:   {"{?paused}{node} has leases to look at, but its process is stopped: they wait.", "{node} looked for leases whose time is over and found none.", "No lease's time was over."},
	event.Watch:   {"{?paused}{node} has watchers to serve, but its process is stopped: they wait.", "{node} served the watchers that were behind.", "Watchers that were behind were served."},
	event.Wait:    {"{passed} ms passed in which nothing was due."},
}

// asidesEN are second sentences.
var asidesEN = [numAsides]row{
	asideNoOp:          {"{node} appends an empty entry at index {index}: entries of earlier terms commit only under one of its own."},
	asideFigure8:       {"Index {f8} is on a majority of disks and still not committed: it is of term {f8term}, and {node} commits by counting only entries of its own term {nterm}."},
	asideOlder:         {"Committed along with it, from earlier terms: {older}."},
	asideOwnDisk:       {"Its own disk is not among them yet, and need not be."},
	asideParallel:      {"{node} sends it on before its own fsync is done."},
	asideInTruth:       {"In truth {liars} kept nothing of it: a disk lied."},
	asideGone:          {"Something committed may be gone for good."},
	asideAlsoCommitted: {"It also learned that the log is committed up to index {last}."},
	asideWaits:         {"It will not acknowledge that before its fsync."},
	asideVoteWaits:     {"{node}'s answer waits for the disk."},
	asideAnswers:       {"Only now does its answer to {answers} leave."},
	asideClient:        {"Only now does it answer {client}."},
	asideUncommitted:   {"None of that was committed."},
	asideAdopted:       {"{node} moved to term {term} all the same."},
	asideThenVoted:     {"It then gave {peer} its vote."},
	asideThenRefused:   {"All the same it refused {peer} its vote: its own log ends at {mylast}, {peer}'s {mat}.", "All the same it refused {peer} its vote: its own log is more up to date."},
	asideStarts:        {"{started} starts, with an empty log."},
	asideConfirms:      {"First {to} asks the others, by heartbeat, whether it still leads."},
	asideConfirmed:     {"With that a majority has confirmed that {to} leads, so it answers {readers}."},
	asideWhenApplied:   {"In the paper a change counts once it is appended."},
	asideOwnTerm:       {"{to} answers with its own term, so that {from} learns of it."},
	asideSide:          {"{side} still are a majority of the voters."},
	asideUnreachable:   {"The transport told {node}, which sends {peer} one message at a time until it answers."},
	asideNotResent:     {"Nobody repeats it as such: {from} learns from a later answer of {to} what is missing, and sends that."},
	asideChecked:       {"A majority answered since the last check, so it goes on leading (CheckQuorum)."},
	asideSendsMore:     {"{from}'s log is behind, so {to} sends what it lacks."},
	asideStreams:       {"From now on {node} sends {peer} entries without waiting for each answer."},
	asideAsksLater:     {"Its requests leave when term and vote are on its disk."},
	asideAsksNow:       {"Only now do its requests to {asked} leave."},
	asideOwnCount:      {"Index {synced} is on {nsynced} of {nvoters} disks now; {need} are needed to commit."},
	asideRedirect:      {"In the paper it would send the client there instead."},
	asidePreVote:       {"The paper itself knows no such phase."},
	asideReapplies:     {"Its store stands at index {storeindex}, so it applies again what was committed after that."},
}
