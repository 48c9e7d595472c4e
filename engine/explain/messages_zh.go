package explain

import "raftviz/engine/event"

// What Chinese says. See row for the form; messages_en.go says the same in
// English.

// sayZH is what an event says, by its kind.
var sayZH = [event.NumKinds]row{
	event.KindSent:     {"{from} 向 {to} 发出 {msg}。", "{from} 向 {to} 发出一条消息。", "{node} 发出一条消息。", "发出了一条消息。"},
	event.KindReceived: {"{to} 收到 {from} 的 {msg}。", "{to} 收到 {from} 的一条消息。", "{node} 收到一条消息。", "一条消息到达。"},
	event.KindDropped:  {"{from} 发给 {to} 的 {msg} 丢失了。", "{from} 发给 {to} 的一条消息丢失了。", "一条消息丢失了。"},
	event.KindDuplicated: {
		"{?proposal}网络把 #{copyof} 复制成 {msg}：{to} 会收到两次提案，并且会应用两次，因为 raft 分不清副本和内容相同的另一个请求。",
		"{?timeoutnow}网络把 #{copyof} 复制成 {msg}：只要在这个任期内到达，{to} 就会发起选举。",
		"{?ofraft}网络把 #{copyof} 复制成 {msg}：{to} 会收到两次，Raft 的消息重复到达也无害。",
		"网络把 #{copyof} 复制成 {msg}：{to} 会收到两次。",
		"网络复制了一条消息。"},
	event.KindDelayed:  {"{from} 发给 {to} 的 {msg} 被推迟到 {due} ms 到达。", "一条消息被推迟。"},
	event.KindHeld:     {"{from} 发给 {to} 的 {msg} 被扣住，等待放行或投递。", "一条消息被扣住，等待放行。"},
	event.KindReleased: {"{from} 发给 {to} 的 {msg} 不再被扣住，继续传送。", "一条被扣住的消息继续传送。"},

	event.KindTimerFired: {
		"{?campaigning}{node} 的选举计时器到期：过了 {timeout}，它的选举仍未得到多数派。",
		"{node} 的选举计时器到期：{timeout} 内没有收到领导者的消息。",
		"{node} 的选举计时器到期。", "一个选举计时器到期。"},
	event.KindBecamePreCandidate: {
		"{?fired}{node} 的选举计时器在 {timeout} 后到期：它作为预候选人询问 {others} 自己能否赢得任期 {nextterm}，自己仍留在任期 {nterm}。",
		"{node} 成为预候选人：它询问 {others} 自己能否赢得任期 {nextterm}，自己仍留在任期 {nterm}。",
		"{node} 成为预候选人：它询问自己能否赢得下一个任期，自己的任期不变。",
		"一个节点成为预候选人。"},
	event.KindBecameCandidate: {
		"{?prewon}{!joint}{node} 赢得预投票（{nvoters} 票中的 {nvotes} 票），于是成为候选人：它进入任期 {term}，投自己一票，并正式请 {others} 投票。",
		"{?prewon}{node} 赢得预投票，于是成为候选人：它进入任期 {term}，投自己一票，并正式请 {others} 投票。",
		"{?handover}{?gaveup}{node} 立即成为任期 {term} 的候选人：{from} 已经放弃转移，它的 MsgTimeoutNow 这时才到；不经预投票，投票者的租约也不拦它。",
		"{?handover}{node} 立即成为任期 {term} 的候选人，因为 {from} 把领导权转移给它：不经预投票，投票者的租约也不拦它。",
		"{?fired}{node} 的选举计时器在 {timeout} 后到期，于是它成为候选人：进入任期 {term}，投自己一票，并请 {others} 投票。",
		"{node} 成为候选人：它进入任期 {term}，投自己一票，并请 {others} 投票。",
		"{node} 成为任期 {term} 的候选人，投自己一票。",
		"一个节点成为候选人。"},
	event.KindBecameLeader: {
		"{?alone}{node} 成为任期 {term} 的领导者：它是唯一的投票成员。",
		"{?joint}{node} 赢得任期 {term} 的选举：联合配置的新旧两半都给了它多数票。",
		"{node} 赢得任期 {term} 的选举：{granters} 投票给它，{nvoters} 票中得 {nvotes} 票。",
		"{node} 赢得任期 {term} 的选举：多数派投票给它。",
		"{node} 成为领导者。", "一个节点成为领导者。"},
	event.KindBecameFollower: {"{node} 在任期 {term} 成为跟随者。", "{node} 成为跟随者。", "一个节点成为跟随者。"},
	event.KindTermChanged: {
		"{?runs}{node} 从任期 {oldterm} 进入任期 {term}，参加竞选。",
		"{node} 从任期 {oldterm} 进入任期 {term}，因为 {from} 的 {mtype} 带着这个任期：谁遇到更新的任期，谁就采用它。",
		"{node} 从任期 {oldterm} 进入任期 {term}。", "{node} 进入任期 {term}。", "一个节点进入了更新的任期。"},
	event.KindVoted: {
		"{?self}{node} 在任期 {term} 投票给自己。",
		"{?pre}{node} 给了 {peer} 任期 {term} 的预投票：{peer} 的日志（{mtail}）至少和它自己的（{mytail}）一样新；它自己的任期和投票不变。",
		"{?pre}{node} 给了 {peer} 预投票；它自己的任期和投票不变。",
		"{?repeat}{node} 向 {peer} 重申在任期 {term} 已投给它的票。",
		"{node} 在任期 {term} 投票给 {peer}：它在本任期还没有投过票，而 {peer} 的日志（{mtail}）至少和它自己的（{mytail}）一样新。",
		"{node} 在任期 {term} 投票给 {peer}。", "{node} 投票给 {peer}。", "一个节点投出了票。"},
	event.KindVoteRefused: {"{?pre}{node} 拒绝给 {peer} 预投票。", "{node} 拒绝投票给 {peer}。", "一个节点拒绝投票。"},
	event.KindVoteIgnored: {"{node} 没有理会 {peer} 的投票请求。", "一个节点没有理会投票请求。"},
	event.KindVoteCounted: {
		"{?self}{?pre}{node} 把自己计入愿意投票给它的节点：{tally}。",
		"{?self}{node} 自己的一票已经落盘，于是计入：{tally}。",
		"{?granted}{?pre}{peer} 愿意投票给 {node}：{tally}。",
		"{?granted}{node} 得到 {peer} 的一票：{tally}。",
		"{?pre}{peer} 不愿投票给 {node}：{tally}。",
		"{peer} 拒绝投票给 {node}：{tally}。",
		"{?granted}{node} 计入了 {peer} 的一票。",
		"{node} 计入了 {peer} 对投票请求的答复。", "一个候选人计入了一份答复。"},
	event.KindCampaignRefused: {"{node} 没有发起选举。", "没有发起选举。"},
	event.KindLeaderForgotten: {
		"{node} 不再记得 {peer} 是任期 {term} 的领导者：它在这个任期里仍是跟随者，再次听到领导者的消息之前，没有租约妨碍它投票。",
		"{node} 忘记了领导者。", "一个跟随者忘记了领导者。"},

	event.KindProposed: {
		"领导者 {node} 把{what}写进自己的日志，成为任期 {nterm} 的{entries}；它还没有落盘，也没有提交。",
		"领导者 {node} 把提案写进自己日志的{range}；它还没有落盘，也没有提交。",
		"{node} 把提案写进自己的日志。", "一个领导者把提案写进自己的日志。"},
	event.KindProposalForwarded: {"{node} 不是领导者，于是把提案转交给领导者 {peer}。", "{node} 不是领导者，于是把提案转交给领导者。", "提案被转交给领导者。"},
	event.KindProposalParked:    {"{node} 不知道领导者，{op} 就在那里等待：raft 只在知道谁能追加时才接受提案。", "{node} 不知道领导者，提案就在那里等待。", "一个提案在等待领导者。"},
	event.KindProposalDropped:   {"{node} 丢弃了提案。", "提案被丢弃。"},
	event.KindAppended: {
		"{?leads}{?noop}{node} 在索引 {index} 追加了自己任期 {nterm} 的空条目；它还没有落盘。",
		"{?leads}{node} 把任期 {nterm} 的{entries} 追加到自己的日志，还没有落盘。",
		"{?start}{node} 从日志开头追加了 {from} 发来的{entries}。",
		"{node} 追加了 {from} 发来的{entries}：到{mprev}为止，两者的日志一致。",
		"{node} 把{entries} 追加到自己的日志。", "{node} 向日志追加了条目。", "条目进入了日志。"},
	event.KindTruncated: {
		"{node} 从日志中删除了{entries}：在索引 {index} 处，它的任期是 {oldat}，{peer} 的是 {newat}；日志不一致时以领导者的为准。",
		"{node} 从日志中删除了{entries}：领导者的日志在那里不同，以领导者的为准。",
		"{node} 从日志中删除了条目：领导者的日志在那里不同。", "一个跟随者删除了条目。"},
	event.KindAppendRefused: {"{node} 拒绝了新条目：它的日志中没有新条目之前的那一条。", "一个跟随者拒绝了新条目。"},
	event.KindCommitted: {
		"{?leads}{?alone}{node} 提交了{range} 的条目：它是唯一的投票成员，而这些内容已在它的磁盘上。",
		"{?leads}{?joint}{node} 提交了{range} 的条目：{oldsize} 个旧投票成员中有 {oldheld} 个、{newsize} 个新投票成员中有 {newheld} 个已经落盘；处于联合配置时，两个多数派缺一不可。",
		"{?leads}{?heldby}{?ownterm}{?many}{node} 提交了{range} 的条目：{holders} 的磁盘上都有这些条目，{nvoters} 个投票成员中占 {nholders} 个，而且最后一条属于 {node} 自己的任期 {nterm}。",
		"{?leads}{?heldby}{?ownterm}{node} 提交了{range} 的条目：{holders} 的磁盘上都有它，{nvoters} 个投票成员中占 {nholders} 个，而且它属于 {node} 自己的任期 {nterm}。",
		"{?leads}{node} 提交了{range} 的条目。",
		"{node} 从 {from} 得知，日志已经提交到索引 {last}。",
		"{node} 得知日志已经提交到索引 {last}。", "条目已提交。"},
	event.KindApplied: {
		"{?noop}{node} 应用了{entries}，这是领导者的空条目：存储没有变化。",
		"{node} 应用了{entries}：{what}，存储的修订版本为 {revision}。",
		"{node} 应用了{entries}，存储的修订版本为 {revision}。",
		"{node} 应用了{entries}。", "条目已应用。"},
	event.KindProgressChanged: {
		"{?toreplicate}{peer} 的日志与 {node} 的一致到索引 {match}：此后 {node} 连续发送条目，不必逐条等待答复。",
		"{?toreplicate}{node} 已知道 {peer} 的日志与自己的一致到哪里，此后连续发送条目，不必逐条等待答复。",
		"{?fromsnapshot}{?toprobe}{?snapfailed}给 {peer} 的快照没有送到，等 {peer} 答复之后，{node} 再从索引 {match} 之后探测它的日志。",
		"{?fromsnapshot}{?toprobe}给 {peer} 的快照已有结果，{node} 转而探测 {peer} 的日志到了哪里。",
		"{?toprobe}{node} 不再确定 {peer} 的日志与自己的一致到哪里：在 {peer} 答复之前，它一次只发一条消息。",
		"{?tosnapshot}{peer} 缺少的条目，{node} 的日志里已经没有了，于是改发快照，在此期间不发别的。",
		"{node} 改变了对 {peer} 的复制方式。", "一个领导者改变了对跟随者的复制方式。"},

	event.KindSynced: {
		"{?overtaken}{node} 的 fsync 返回，但写入之后它的日志已经替换了{overtaken}；替换后的内容还在等待落盘。",
		"{node} 的 fsync 返回，已经落盘的有：{written}；断电也不会丢失。",
		"{node} 的 fsync 返回：写入的内容已经落盘。", "一次 fsync 返回。"},
	event.KindSyncLied: {
		"{node} 的磁盘报告{entries} 已经落盘，其实什么也没留下：{node} 会照样确认，而一断电这些内容就会丢失。",
		"{node} 的磁盘报告成功，其实什么也没留下：{node} 会照样确认，而一断电这些内容就会丢失。",
		"一次 fsync 报告成功，其实什么也没留下。"},
	event.KindSyncFailed: {"{node} 的 fsync 返回错误：没人知道磁盘上究竟有什么，于是它像 etcd 那样停止运行。", "一次 fsync 返回错误。"},
	event.KindStoreCommitted: {
		"{node} 的存储把一批写入提交到文件：崩溃之后将从索引 {stored} 继续。",
		"{node} 的存储把一批写入提交到文件。", "存储把一批写入提交到文件。"},

	event.KindCompactionScheduled: {
		"{node} 的存储在修订版本 {.revision} 处压缩：更早的内容不能再读，但文件里还在。",
		"一个存储被压缩。"},
	event.KindCompactionRan: {
		"{node} 在修订版本 {.revision} 处的压缩查看了文件中的 {.scanned} 个条目，删除了 {.deleted} 个。",
		"压缩处理了一批条目。"},
	event.KindCompactionFinished: {
		"{node} 在修订版本 {.revision} 处的压缩完成：文件里只剩还能读到的内容，空闲页等待再次使用。",
		"一次压缩完成。"},
	event.KindLeaseExpired: {
		"领导者 {node} 发现租约（{.lease}）已经到期：它提议撤销该租约；在提议提交之前，租约上的键仍然存在。",
		"一个租约到期。"},
	event.KindLeaseCheckpointed: {
		"{?renewed}{node} 记下租约 {.lease} 恢复为完整的时间：它正在续约。",
		"{node} 记下租约 {.lease} 还剩 {.remaining} 秒：万一换了领导者，就从这里继续倒计时，而不是重新开始。",
		"一个节点记下了租约剩余的时间。"},
	event.KindAlarmRaised: {
		"{?self}{node} 的告警 {.alarm} 经日志生效：它的存储文件已到配额，告警解除之前拒绝写入。",
		"{node} 应用了 {peer} 的告警 {.alarm}：{peer} 的文件已到配额，所以告警解除之前 {node} 也拒绝写入。",
		"一个节点应用了告警。"},
	event.KindAlarmDisarmed: {
		"{?calm}{node} 解除了 {peer} 的告警 {.alarm}，这是最后一个：又可以写入了。",
		"{?alarmed}{node} 解除了 {peer} 的告警 {.alarm}，但还有别的告警。",
		"{node} 解除了 {peer} 的告警 {.alarm}。", "一个告警被解除。"},
	event.KindStoreSaved: {
		"{peer} 收到 {node} 的整个存储，附有校验和（{.file}：{.size} B，修订版本 {.revision}）：内容是 {node} 已应用的，未必是最新的。",
		"一个客户端收到了节点的整个存储。"},
	event.KindDefragmented: {
		"{node} 的存储重写了文件，去掉了空闲页（{.before} → {.after} B）。",
		"一个存储重写了文件。"},

	event.KindWatchCreated: {
		"{node} 开始为 {peer} 的{watch}服务：从修订版本 {.next} 起，每次修改都会通知它。",
		"{node} 开始为 {peer} 监听。", "一个节点开始为客户端监听。"},
	event.KindWatchSynced: {
		"{node} 上，{peer} 的{watch}已同步：从修订版本 {.next} 起，每次写入一经应用就通知它。",
		"{peer} 的监听已与 {node} 的存储同步。", "一个监听已与存储同步。"},
	event.KindWatchUnsynced: {
		"{peer} 的{watch}落后于 {node} 的存储（未同步），缺少修订版本 {.next} 及以后的修改：每 100 ms 一次的循环为它读取历史。",
		"{peer} 的监听落后于 {node} 的存储（未同步）：有循环为它读取历史。", "一个监听落后于存储（未同步）。"},
	event.KindWatchVictim: {
		"{peer} 在 {node} 上的缓冲区已满，它的{watch}受阻：事件先留着，等缓冲区腾出位置，{node} 不必等它。",
		"{peer} 在 {node} 上的缓冲区已满，它的监听受阻。", "一个监听遇到已满的缓冲区，受阻。"},
	event.KindWatchReceived: {"{peer} 读取了 {node} 发来的内容：{result}。", "{peer} 读取了 {node} 发来的内容。", "一个客户端读取了监听收到的内容。"},
	event.KindWatchCanceled: {
		"{?compacted}{peer} 的{watch}被取消：它接下来要看修订版本 {.next}，而那里已被压缩，错过的修改已无法得知。",
		"{peer} 的{watch}结束：{result}。", "{peer} 的{watch}按客户端的意愿结束。", "一个监听结束。"},
	event.KindWatchLost: {
		"{peer} 与 {node} 的连接断开，在那里的监听（编号 {.watches}）随之中断：它会从中断处重新请求。",
		"{peer} 用来监听的、与 {node} 的连接断开。", "一个客户端用来监听的连接断开。"},
	event.KindWatchResumed: {
		"{peer} 向 {node} 重新请求{watch}，从它尚未看到的修订版本 {.next} 起。",
		"{peer} 向 {node} 重新请求中断的监听。", "一个客户端重新请求监听。"},

	event.KindSnapshotSaved:     {"{node} 在索引 {index} 记下快照：到此为止的日志由它的存储代表。", "{node} 为存储记下快照。", "一个节点记下快照。"},
	event.KindLogCompacted:      {"{node} 丢弃了日志的前部，现在日志从索引 {first} 开始；需要更早条目的跟随者将收到快照。", "{node} 丢弃了日志的前部。", "一个节点丢弃了日志的前部。"},
	event.KindSnapshotSent:      {"{?byhand}{node} 按命令把到索引 {index} 为止的整个存储发给 {peer}：raft 并没有要求，也不认为有快照正在发送。", "{node} 把到索引 {index} 为止的整个存储发给 {peer}：{peer} 接下来需要索引 {lacks}，而 {node} 的日志从索引 {first} 才开始。", "{node} 把到索引 {index} 为止的整个存储发给 {peer}：{peer} 缺少的条目，它的日志里已经没有了。", "{node} 向 {peer} 发送快照。", "一个领导者发送了快照。"},
	event.KindSnapshotInstalled: {"{node} 用到索引 {index} 为止的快照替换了自己的存储和日志，日志从那里继续。", "{node} 用快照替换了自己的存储和日志。", "一个跟随者安装了快照。"},
	event.KindSnapshotRefused:   {"{node} 用不上 {peer} 的快照。", "一个跟随者用不上快照。"},
	event.KindSnapshotReported:  {"传输层告诉 {node} 它发给 {peer} 的快照的下落。", "传输层报告了快照的下落。"},
	event.KindUnreachable: {
		"{?nowprobes}传输层告诉 {node}：{peer} 无法到达。于是 {node} 当作最近的消息已经丢失，在 {peer} 答复之前一次只发一条。",
		"传输层告诉 {node}：{peer} 无法到达。", "传输层无法到达一个节点。"},

	event.KindStarted: {"{node} 以空日志启动：领导者把日志发给它之后，它才能参与。", "一个节点启动。"},
	event.KindCrashed: {
		"{?failed}{node} 停止：内存中的一切都没有了，磁盘上留有：{durterm}、{durvote}、{durlog}。",
		"{?unsynced}{node} 的进程被杀死：文件里有：任期 {nterm}、{nvote}、{mylog}；此刻断电，日志只会留下：{durlog}。",
		"{node} 的进程被杀死：内存中的一切都没有了，文件里有：任期 {nterm}、{nvote}、{mylog}。",
		"{node} 的进程被杀死：已写入的内容仍在。", "一个节点的进程被杀死。"},
	event.KindPoweredOff: {
		"{?wasdown}{node} 的进程死去之后，机器断电：操作系统还没有落盘的内容没有了，磁盘上留有：{durterm}、{durvote}、{durlog}。",
		"{node} 的机器断电：没有经 fsync 落盘的内容没有了，磁盘上留有：{durterm}、{durvote}、{durlog}。",
		"{node} 的机器断电：只剩下磁盘上的内容。", "一台机器断电。"},
	event.KindEntriesLost: {
		"{?lied}{node} 丢失了{entries}，而它的磁盘曾报告这些内容已经落盘：Raft 依赖说话算数的 fsync。",
		"{?killed}{node} 的进程被杀死，丢失了{entries}：它还没有把这些写进文件，因此也从未确认过这些内容。",
		"{?wasdown}{?promised}{node} 断电，丢失了{entries}：这些在进程死去之前已经写入，重启后又被读出，却没有经过 fsync。",
		"{?promised}{!kept}{node} 丢失了{entries}，因为没有一次 fsync 让它们落盘；其中有已提交的，而多数派的磁盘上已经没有。",
		"{?promised}{node} 丢失了{entries}，因为没有一次 fsync 让它们落盘；其中已提交的，多数派的磁盘上都有。",
		"{?unpowered}{node} 断电，丢失了{entries}：没有一次 fsync 让它们落盘，因此它也从未确认过这些内容。",
		"{node} 丢失了{entries}，因为没有一次 fsync 让它们落盘。", "{node} 丢失了没有落盘的条目。", "一个节点丢失了条目。"},
	event.KindRestarted: {
		"{?unsynced}{node} 带着文件里的内容重启，成为跟随者：任期 {nterm}、{nvote}、{mylog}；下一次 fsync 之前，磁盘上只有：{durlog}。",
		"{node} 带着文件里的内容重启，成为跟随者：任期 {nterm}、{nvote}、{mylog}。",
		"{node} 带着文件里的内容重启，成为跟随者。", "一个节点重启。"},
	event.KindPaused:  {"{node} 的进程被暂停（SIGSTOP）：时钟不走，消息堆积，事后它也不知道自己停了多久。", "一个进程被暂停（SIGSTOP）。"},
	event.KindResumed: {"{node} 的进程继续运行，有 {inbox}在等它；它仍然相信停下之前所相信的一切。", "{node} 的进程继续运行；它仍然相信停下之前所相信的一切。", "被暂停的进程继续运行。"},
	event.KindWiped:   {"{node} 的文件被删除：它忘记了任期、投票和日志，因此可能在同一任期投两次票。", "一个节点的文件被删除。"},
	event.KindRemoved: {"{node} 永久停止：集群的配置中已经没有它。", "一个已移除的节点永久停止。"},

	event.KindCut: {
		"{?oneway}从 {sidea} 到 {sideb} 不再有消息通过，相反方向仍然畅通。",
		"网络被切断：一边是 {sidea}，另一边是 {sideb}。",
		"链路被切断。"},
	event.KindHealed: {"{?oneway}{sidea} 发给 {sideb} 的消息又能通过了。", "所有链路都恢复了。"},
	event.KindLinkChanged: {
		"{?holds}从此 {node} 发给 {peer} 的每条 {holdtype} 都被扣住，等待放行。",
		"{?holds}从此 {node} 发给 {peer} 的每条消息都被扣住，等待放行。",
		"{?frees}{node} 发给 {peer} 的消息不再被扣住。",
		"从 {node} 到 {peer} 的链路现在是：{linkis}。",
		"一条链路的设置已更改。"},
	event.KindDiskChanged: {
		"{?stalls}{node} 的磁盘卡住：fsync 不再返回，等它的一切都只能等。",
		"{?lies}{node} 的磁盘从此说谎：fsync 报告成功，却什么也不留下。",
		"{?fails}{node} 的磁盘从此出错：下一次 fsync 会返回错误。",
		"{?works}{node} 的磁盘恢复正常。",
		"{?waits}{node} 的循环从此等待 fsync，和 etcd 一样。",
		"{?async}{node} 的循环不再等待 fsync，只有答复还要等。",
		"在 {node} 上，一次 fsync 从此需要 {latency} ms。",
		"{node} 的磁盘设置已更改。", "一块磁盘的设置已更改。"},
	event.KindClockChanged: {
		"{!.rate}{node} 的时钟停住：它的计时器都不会到期。",
		"{node} 的时钟从此以真实速度的 {rate} 倍运行。", "{node} 的时钟设置已更改。", "一个时钟的设置已更改。"},
	event.KindClockSkewed: {
		"{?.by}{node} 的时钟跳变了 {.by} ms：下一个 tick 相应提前，跳过的 tick 全部立即到来。",
		"{node} 的时钟跳变了 {.by} ms：下一个 tick 相应推后。", "一个时钟发生了跳变。"},

	event.KindConfChanged: {
		"{?joint}{node} 应用了索引 {index} 的成员变更：处于联合配置时，选举和提交都需要 {oldvoter} 的多数派以及 {voters} 的多数派。",
		"{node} 应用了索引 {index} 的成员变更：投票成员现在是 {voters}，学习者是 {learners}；多数派是 {need} 个。",
		"{node} 应用了索引 {index} 的成员变更：投票成员现在是 {voters}；多数派是 {need} 个。",
		"{node} 应用了索引 {index} 的成员变更。", "{node} 应用了成员变更。", "成员变更已应用。"},
	event.KindTransferStarted: {
		"{?uptodate}{node} 把领导权转移给日志完整的 {peer}：让它立即发起选举，在此期间不接受提案。",
		"{?matched}{node} 开始把领导权转移给日志完整的 {peer}：等 {node} 的循环等完 fsync，MsgTimeoutNow 才发出，在此期间不接受提案。",
		"{node} 开始把领导权转移给 {peer}：先让 {peer} 的日志赶上，在此期间不接受提案。",
		"一个领导者开始转移领导权。"},
	event.KindTransferAborted: {"{node} 放弃把领导权转移给 {peer}。", "一个领导者放弃转移领导权。"},

	event.KindReadRequested: {
		"{?leads}{?lease}{node} 凭租约处理这个读请求：raft 此刻什么也不检查，只相信得不到多数派答复的领导者早已被 CheckQuorum 罢免。",
		"{?leads}{?alone}{?unproven}{node} 是唯一的投票成员，所以 raft 立即答复，尽管它还没有提交自己任期的任何条目：重启之前已提交的内容，答复里可能没有。",
		"{?leads}{?alone}{node} 是唯一的投票成员，自己就知道这个读请求须等到索引 {commit}。",
		"{?leads}{node} 为这个读请求记下提交索引 {commit}，并用心跳询问其他节点自己是否仍是领导者。",
		"{node} 询问领导者 {lead}：这个读请求须等到哪个索引。",
		"{node} 询问读请求须等到哪个索引。", "读请求询问须等到哪个索引。"},
	event.KindReadConfirmed: {
		"{?lease}{node} 应用到索引 {index} 之后就可以答复这个读请求：凭的是领导者的租约，raft 没有询问其他节点。",
		"{node} 应用到索引 {index} 之后就可以答复这个读请求：多数派确认，读请求开始时领导者仍是领导者。",
		"{node} 可以答复这个读请求。", "读请求可以答复。"},
	event.KindReadQueued:  {"{node} 让这个读请求等到当前的询问得到答复：一次询问同时服务于此前到达的所有读请求。", "一个读请求在等待下一次询问。"},
	event.KindReadDropped: {"{node} 放弃了读请求。", "读请求被放弃。"},

	event.KindInvoked:   {"{peer} 向 {endpoint} 请求：{.request}。", "{peer} 请求：{.request}。", "{peer} 开始一个操作。", "一个客户端开始一个操作。"},
	event.KindResponded: {"{peer} 的{op}得到答复：{result}。", "{peer} 得到答复：{result}。", "{peer} 得到答复。", "一个客户端得到答复。"},
	event.KindTimedOut:  {"{peer} 等了 {patience} ms，放弃了{op}：它可能已经发生，可能还会发生，也可能永远不会。", "{peer} 放弃了{op}：它可能已经发生，可能还会发生，也可能永远不会。", "{peer} 不再等待：它的操作可能已经发生，也可能没有。", "一个客户端不再等待。"},
	event.KindRetried:   {"{?writes}{peer} 向 {endpoint} 重发{op}：如果先前那次最终也提交了，它就会发生两次。", "{peer} 向 {endpoint} 重发{op}：它什么也不改变，做两次也无妨。", "{peer} 重发了操作。", "一个客户端重发了操作。"},
	event.KindClientChanged: {
		"{?deaf}{peer} 不再读取监听收到的内容：内容先堆积在 {peer}，再堆积在节点上。",
		"{?hears}{peer} 重新读取监听收到的内容。",
		"{peer} 从此最多等待答复 {.timeout} ms；重试次数：{.retries}。", "一个客户端的设置已更改。"},

	event.KindViolated: {
		"安全性质「{property}」被破坏，涉及 {culprits}。这条性质是：{says}。",
		"安全性质「{property}」被破坏。这条性质是：{says}。",
		"一条安全性质被破坏：{report}。", "一条安全性质被破坏。"},
	event.KindPanicked: {
		"{?beyond}raft 在 {node} 上 panic，运行到此结束：{from} 说索引 {mcommit} 已提交，但 {node} 的日志{mylength}，可见它丢失了自己确认过的条目。",
		"raft 在 {node} 上 panic，运行到此结束：{report}。", "raft panic，运行到此结束：{report}。", "raft panic，运行到此结束。"},
}

// whyZH is what an event says with its reason.
var whyZH = map[because]row{
	{event.KindVoteRefused, event.OlderTerm}: {
		"{?pre}{node} 拒绝给 {peer} 预投票：{peer} 问的是任期 {mterm}，而 {node} 已在任期 {nterm}。",
		"{node} 没有理会 {peer} 的投票请求：它属于任期 {mterm}，而 {node} 已在任期 {nterm}。",
		"{node} 拒绝投票给 {peer}：{peer} 的任期落后于自己的。"},
	{event.KindVoteRefused, event.AlreadyVoted}: {
		"{?pre}{node} 拒绝给 {peer} 预投票：{peer} 问的是任期 {mterm}，而 {node} 在这个任期已经投给了 {votedfor}。",
		"{?pre}{node} 拒绝给 {peer} 预投票：在 {peer} 问的任期里，它已经投给了其他候选人。",
		"{node} 拒绝投票给 {peer}：它在任期 {nterm} 已经投给了 {votedfor}，而每个任期只能投一票。",
		"{node} 拒绝投票给 {peer}：它在本任期已经投给了其他候选人，而每个任期只能投一票。"},
	{event.KindVoteRefused, event.KnowsLeader}: {
		"{?pre}{node} 拒绝给 {peer} 预投票：{peer} 问的是任期 {mterm}，而 {node} 知道该任期的领导者是 {lead}。",
		"{node} 拒绝投票给 {peer}：它在任期 {nterm} 还没有投票，但知道 {lead} 是本任期的领导者。",
		"{node} 拒绝投票给 {peer}：它知道本任期的领导者。"},
	{event.KindVoteRefused, event.LogBehind}: {
		"{?pre}{node} 拒绝给 {peer} 预投票：它自己的日志止于{mylast}，{peer} 的{mat}；候选人的日志不如自己新，投票者就拒绝。",
		"{node} 拒绝投票给 {peer}：它自己的日志止于{mylast}，{peer} 的{mat}；候选人的日志不如自己新，投票者就拒绝。",
		"{node} 拒绝投票给 {peer}：{peer} 的日志不如自己的新。"},
	{event.KindVoteIgnored, event.InLease}: {
		"{?leads}{node} 没有理会 {peer} 在任期 {mterm} 的投票请求：它自己就是任期 {nterm} 的领导者，在下一次检查多数派之前，更新的任期不能这样让它下台。",
		"{node} 没有理会 {peer} 在任期 {mterm} 的投票请求：它在 {elapsed} 之前还听到 {lead} 的消息，不到选举超时的 {election}，所以留在任期 {nterm}。",
		"{node} 没有理会 {peer} 的投票请求：它在一个选举超时之内还听到过领导者的消息。"},

	{event.KindCampaignRefused, event.NotVoter}: {
		"{?learner}{node} 不能发起选举：它是学习者，只有投票成员才能成为领导者。",
		"{node} 不能发起选举：它的配置没有把它列为投票成员。"},
	{event.KindCampaignRefused, event.PendingConf}:  {"{node} 还不能发起选举：有一个已提交的成员变更它还没有应用，因此不能确定谁有投票权。"},
	{event.KindCampaignRefused, event.PendingSnap}:  {"{node} 还不能发起选举：它正在安装快照。"},
	{event.KindCampaignRefused, event.AlreadyLeads}: {"{node} 没有发起选举：它已经是任期 {nterm} 的领导者。", "{node} 没有发起选举：它已经是领导者。"},

	{event.KindProposalDropped, event.NoLeader}:     {"{node} 丢弃了提案：它不知道哪个领导者能接受它。"},
	{event.KindProposalDropped, event.NotForwarded}: {"{node} 丢弃了提案：它跟随 {lead}，但设置为不转发提案。", "{node} 丢弃了提案：它设置为不把提案转发给领导者。"},
	{event.KindProposalDropped, event.Transferring}: {"{node} 丢弃了提案：它正把领导权转移给 {transferee}，在此期间不接受提案。", "{node} 丢弃了提案：它正在转移领导权，在此期间不接受提案。"},
	{event.KindProposalDropped, event.NotMember}:    {"{node} 丢弃了提案：它还是领导者，但它已应用的配置中没有它了。"},
	{event.KindProposalDropped, event.TooMuch}:      {"{node} 丢弃了提案：日志中未提交的部分已达上限。"},
	{event.KindProposalDropped, event.ConfPending}: {
		"{?joint}{?changes}{node} 把这个成员变更变成了空条目：配置还是联合配置，要先退出才能再变更。",
		"{?leaves}{!joint}{node} 把退出联合配置的请求变成了空条目：现在的配置不是联合配置。",
		"{?nochange}{node} 把这个成员变更变成了空条目：新领导者要先应用完当选时日志里的全部条目，才接受成员变更，因为其中可能有成员变更。",
		"{node} 把这个成员变更变成了空条目：成员变更须逐个进行，而前一个还没有应用。"},

	{event.KindReadDropped, event.LeaderChanged}: {"{node} 放弃了读请求：选出了另一个领导者，它不知道这次询问。客户端可以再问。", "{node} 放弃了读请求：领导者换了。"},
	{event.KindReadDropped, event.TimeUp}:        {"{node} 放弃了读请求：在处理一个请求的全部时间里，没有领导者告诉它须等到哪个索引。", "{node} 放弃了读请求：时间到了。"},

	{event.KindReadRequested, event.NoLeader}:    {"{node} 不知道该向哪个领导者询问：raft 丢弃这次询问，500 毫秒后 {node} 会再问。"},
	{event.KindReadRequested, event.Unanswered}:  {"{node} 再次询问读请求须等到哪个索引：500 毫秒没有答复，询问或答复可能已经丢失。", "{node} 再次询问读请求须等到哪个索引。"},
	{event.KindReadRequested, event.FirstCommit}: {"{node} 再次询问读请求须等到哪个索引：任期 {nterm} 的第一个条目已提交，从此领导者才会答复。", "{node} 再次询问读请求须等到哪个索引：本任期的第一个条目已提交。"},

	{event.KindReadRequested, event.NoTermEntry}: {"{node} 推迟这个读请求：在提交自己任期 {nterm} 的条目之前，它不知道哪些已经提交。", "{node} 推迟这个读请求：它还没有提交自己任期的任何条目。"},

	{event.KindAppendRefused, event.NoEntry}: {
		"{node} 拒绝了 {peer} 发来的、接在索引 {index} 之后的条目：它自己的日志{mylength}；它给 {peer} 的提示是{hint}。",
		"{node} 拒绝了 {peer} 发来的条目：它自己的日志没有那么长。"},
	{event.KindAppendRefused, event.TermDiffers}: {
		"{node} 拒绝了 {peer} 发来的、接在索引 {index} 之后的条目：该处 {peer} 的日志是任期 {mlogterm}，它自己的是任期 {myterm}；它给 {peer} 的提示是{hint}。",
		"{node} 拒绝了 {peer} 发来的条目：前一条在它自己的日志中任期不同。"},

	{event.KindDropped, event.LinkCut}:    {"{from} 发给 {to} 的 {msg} 丢失了：链路被切断。", "{from} 发给 {to} 的一条消息丢失了：链路被切断。", "一条消息在被切断的链路上丢失了。"},
	{event.KindDropped, event.LinkLoss}:   {"{from} 发给 {to} 的 {msg} 随机丢失了，这条链路被设定会丢消息。", "{from} 发给 {to} 的一条消息随机丢失了。", "一条消息随机丢失了。"},
	{event.KindDropped, event.NodeDown}:   {"{from} 的 {msg} 丢失了：{to} 没有运行。", "{from} 的一条消息丢失了：{to} 没有运行。", "一条消息丢失了：接收者没有运行。"},
	{event.KindDropped, event.ByCommand}:  {"{from} 发给 {to} 的 {msg} 被命令丢弃。", "{from} 发给 {to} 的一条消息被命令丢弃。", "一条消息被命令丢弃。"},
	{event.KindDropped, event.Gone}:       {"{from} 发给 {to} 的 {msg} 被拒之门外：{from} 已被移出集群。", "{from} 发给 {to} 的一条消息被拒之门外：{from} 已被移出集群。", "已移除节点的一条消息被拒之门外。"},
	{event.KindDropped, event.ClientGone}: {"{from} 的 {msg} 来得太晚：{to} 已经不再等待。", "{from} 的一条消息来得太晚：{to} 已经不再等待。", "一份答复来得太晚：客户端已经不再等待。"},

	{event.KindBecameFollower, event.HigherTerm}: {
		"{?waslead}{?handed}{node} 如愿下台：接过领导权的 {from} 发来任期 {term} 的 {mtype}，比它自己的任期 {wterm} 更新。",
		"{?waslead}{node} 不再是领导者：{from} 的 {mtype} 带着任期 {term}，比它自己的任期 {wterm} 更新。",
		"{node} 放弃竞选：{from} 的 {mtype} 带着任期 {term}，比它自己的任期 {wterm} 更新。",
		"{node} 成为跟随者：它遇到了比自己更新的任期。"},
	{event.KindBecameFollower, event.NotVoter}:     {"{node} 不再是任期 {term} 的领导者：它应用的成员变更使它不再是投票成员，而它设置为此时下台；须另选领导者。", "{node} 下台：它不再是投票成员。", "{node} 下台：它不再是投票成员。"},
	{event.KindBecameFollower, event.LeaderExists}: {"{node} 放弃竞选：{from} 已经是任期 {term} 的领导者。", "{node} 放弃竞选：本任期已有领导者。"},
	{event.KindBecameFollower, event.LostVote}: {
		"{?waspre}{node} 的预投票失败：{refusers} 不愿投票给它，多数派已不可能；它留在任期 {nterm}。",
		"{node} 在任期 {term} 的选举中落败：{refusers} 拒绝投票给它，多数派已不可能。",
		"{node} 在选举中落败：多数派拒绝投票给它。"},
	{event.KindBecameFollower, event.NoQuorum}: {
		"{?joint}{node} 不再是任期 {wterm} 的领导者：{election} 内，连同它自己，{oldsize} 个旧投票成员中有 {oldheard} 个、{newsize} 个新投票成员中有 {newheard} 个活跃，而联合配置需要两个多数派（CheckQuorum）。",
		"任期 {wterm} 的领导者 {node} 下台：在 {election} 之内它只听到 {heard} 的消息，加上自己不成多数派（CheckQuorum）；也许已有别的领导者。",
		"任期 {wterm} 的领导者 {node} 下台：在 {election} 之内它没有听到其他投票成员的消息（CheckQuorum）；也许已有别的领导者。",
		"{node} 下台：一个选举超时之内它没有听到多数派的消息（CheckQuorum）。"},

	{event.KindResponded, event.Failed}: {"{peer} 的{op}失败：{result}。", "{peer} 的操作失败：{result}。", "{peer} 的操作失败。", "一个操作失败。"},

	{event.KindResponded, event.InDoubt}: {"{peer} 不知道它的{op}是否发生：{result}。", "{peer} 不知道它的操作是否发生：{result}。", "{peer} 不知道它的操作是否发生。", "一个客户端不知道它的操作是否发生。"},

	{event.KindSnapshotRefused, event.OldSnapshot}: {"{node} 用不上 {peer} 的快照（到索引 {index} 为止）：它自己已经提交到索引 {commit}。", "{node} 用不上 {peer} 的快照：它自己的日志更长。"},
	{event.KindSnapshotRefused, event.LogHasIt}:    {"{node} 不需要 {peer} 的快照：它的日志已有索引 {index}，只需把提交索引移到那里。", "{node} 不需要 {peer} 的快照：它的日志已包含全部内容。"},

	{event.KindSnapshotReported, event.Delivered}: {"传输层告诉 {node}：它的快照已经送达 {peer}；{node} 等 {peer} 说明日志到了哪里。"},
	{event.KindSnapshotReported, event.Failed}:    {"传输层告诉 {node}：它的快照没有送达 {peer}；等 {peer} 答复心跳后，{node} 再试。"},

	{event.KindTransferAborted, event.TimeUp}:   {"{node} 放弃把领导权转移给 {peer}：过了一个选举超时，{peer} 还没有接手；{node} 重新接受提案。"},
	{event.KindTransferAborted, event.Replaced}: {"{node} 放弃把领导权转移给 {peer}：现在要转移给 {transferee}。", "{node} 放弃把领导权转移给 {peer}：换了转移对象。"},
	{event.KindTransferAborted, event.Deposed}: {
		"{?sameterm}{node} 不再把领导权转移给 {peer}：它自己在任期 {nterm} 退为跟随者。",
		"{node} 不再把领导权转移给 {peer}：更新的任期已让它失去领导权。"},
	{event.KindTransferAborted, event.TargetRemoved}: {"{node} 放弃把领导权转移给 {peer}：{peer} 不再是投票成员。"},
}

// sentZH is what a Sent says, by the type of the message.
var sentZH = map[string]row{
	"MsgApp": {
		"{?start}{from} 从日志开头起，向 {to} 发送{mentries}。",
		"{from} 向 {to} 发送{mentries}，接在{mprev}之后。",
		"{from} 把提交索引 {mcommit} 告诉 {to}，并询问它的日志中有没有{mprev}。"},
	"MsgAppResp": {
		"{?reject}{from} 告诉 {to}：自己的日志在索引 {mindex} 处接不上；它的提示是{mhint}。",
		"{?start}{from} 用自己的任期 {mterm} 答复 {to}。",
		"{from} 告诉 {to}：自己的磁盘上有它到索引 {mindex} 为止的日志。"},
	"MsgVote":           {"{from} 凭自己的日志（{mtail}）请 {to} 在任期 {mterm} 投票给它。"},
	"MsgPreVote":        {"{from} 凭自己的日志（{mtail}）询问 {to} 在任期 {mterm} 是否愿意投票给它。"},
	"MsgVoteResp":       {"{?reject}{from} 告诉 {to}：不投票给它。", "{from} 告诉 {to}：在任期 {mterm} 投票给它。", "{from} 告诉 {to}：投票给它。"},
	"MsgPreVoteResp":    {"{?reject}{from} 告诉 {to}：不愿投票给它。", "{from} 告诉 {to}：愿意投票给它。"},
	"MsgHeartbeat":      {"{from} 向 {to} 发出心跳：它是任期 {mterm} 的领导者。", "{from} 向 {to} 发出心跳。"},
	"MsgHeartbeatResp":  {"{from} 答复了 {to} 的心跳。"},
	"MsgSnap":           {"{from} 向 {to} 发送到索引 {msnap} 为止的快照。", "{from} 向 {to} 发送快照。"},
	"MsgTimeoutNow":     {"{from} 让 {to} 立即发起选举。"},
	"MsgProp":           {"{from} 把提案{mtext}转交给 {to}。", "{from} 把提案转交给 {to}。"},
	"MsgTransferLeader": {"{from} 把更换领导者的要求转交给 {to}。"},
	"MsgReadIndex":      {"{from} 询问 {to}：读请求须等到哪个索引。"},
	"MsgReadIndexResp":  {"{from} 告诉 {to}：读请求须等到索引 {mindex}。"},
	request:             {"{from} 向 {to} 发出请求：{mtext}。", "{from} 向 {to} 发出请求。"},
	response:            {"{from} 答复 {to}：{mtext}。", "{from} 答复 {to}。"},
	watchResponse:       {"{from} 把监听到的内容发给 {to}：{mtext}。", "{from} 把监听到的内容发给 {to}。"},
}

// receivedZH is what a Received says, by the type of the message.
var receivedZH = map[string]row{
	"MsgApp": {
		"{?stale}{to} 没有理会 {from} 的 {mtype}：它属于任期 {mterm}，而 {to} 已在任期 {nterm}。",
		"{?behind}{from} 的 {mtype} 接在索引 {mindex} 之后，而 {to} 提交的已经超过那里，于是用自己的提交索引 {commit} 答复。",
		"{?empty}{?novoter}{to} 收到 {from} 的提交索引 {mcommit} 以及询问：两者的日志到{mprev}是否一致。",
		"{?empty}{to} 收到 {from} 的提交索引 {mcommit} 以及询问：两者的日志到{mprev}是否一致；它的选举计时器重新开始。",
		"{!appends}{to} 收到 {from} 的{mentries}，自己的日志里已经有了。",
		"{to} 收到 {from} 的{mentries}。"},
	"MsgAppResp": {
		"{?stale}{to} 没有理会 {from} 的 {mtype}：它属于任期 {mterm}，而 {to} 已在任期 {nterm}。",
		"{!leads}{to} 已不是领导者，{from} 的答复对它没有用处。",
		"{?reject}{?snapshots}{from} 的日志在索引 {mindex} 处接不上，而 {from} 缺少的条目，{to} 的日志里已经没有了，于是 {to} 发给它快照。",
		"{?reject}{?streamed}{from} 的日志在索引 {mindex} 处接不上：途中有消息丢失或乱序。{to} 不用它的提示，而是{retry}再试，即 {from} 最后确认的地方。",
		"{?reject}{from} 的日志在索引 {mindex} 处接不上；它的提示是{mhint}，于是 {to} {retry}再试。",
		"{?reject}{to} 已越过这一步，忽略 {from} 的日志在索引 {mindex} 处衔接不上的答复。",
		"{?bylearner}{from} 的磁盘上有 {to} 到索引 {mindex} 为止的日志；它是学习者，不计入多数派。",
		"{?settled}{from} 的磁盘上有 {to} 到索引 {mindex} 为止的日志；这些早已提交。",
		"{?counts}{?enough}{from} 的磁盘上有了 {to} 到索引 {mindex} 为止的日志：{nvoters} 个投票成员中已有 {acked} 个。",
		"{?counts}{from} 的磁盘上有了 {to} 到索引 {mindex} 为止的日志：{nvoters} 个投票成员中已有 {acked} 个，提交需要 {need} 个。",
		"{?counts}{?joint}{from} 的磁盘上有 {to} 到索引 {mindex} 为止的日志；处于联合配置时，提交需要两个多数派。",
		"{from} 的磁盘上有 {to} 到索引 {mindex} 为止的日志。"},
	"MsgVote":    {"{to} 收到 {from} 在任期 {mterm} 的投票请求。", "{to} 收到 {from} 的投票请求。"},
	"MsgPreVote": {"{to} 收到 {from} 的询问：在任期 {mterm} 是否愿意投票给它。", "{to} 收到 {from} 的询问：是否愿意投票给它。"},
	"MsgVoteResp": {
		"{?stale}{to} 没有理会 {from} 对投票请求的答复：它属于任期 {mterm}，而 {to} 已在任期 {nterm}。",
		"{?again}{to} 没有理会 {from} 在任期 {nterm} 对投票请求的第二次答复：每个投票成员只计一次。",
		"{!voted}{from} 对 {to} 投票请求的答复来晚了：{to} 在任期 {nterm} 已是{role}。",
		"{to} 收到 {from} 对投票请求的答复。"},
	"MsgPreVoteResp": {
		"{?again}{to} 没有理会 {from} 对预投票询问的第二次答复：每个投票成员只计一次。",
		"{!voted}{from} 对 {to} 预投票询问的答复来晚了：{to} 在任期 {nterm} 已是{role}。",
		"{to} 收到 {from} 对预投票询问的答复。"},
	"MsgHeartbeat": {
		"{?stale}{to} 没有理会 {from} 的心跳：它属于任期 {mterm}，而 {to} 已在任期 {nterm}。",
		"{?novoter}{to} 听到任期 {mterm} 的领导者 {from} 的心跳；{to} 不是投票成员，不会发起选举。",
		"{to} 听到任期 {mterm} 的领导者 {from} 的心跳：它的选举计时器重新开始，还有 {timeout}。",
		"{to} 收到 {from} 的心跳。"},
	"MsgHeartbeatResp": {
		"{?stale}{to} 没有理会 {from} 对心跳的答复：它属于任期 {mterm}，而 {to} 已在任期 {nterm}。",
		"{!leads}{to} 已不是领导者，{from} 对心跳的答复对它没有用处。",
		"{?cq}{?bylearner}{from} 答复了 {to} 的心跳；它是学习者，{to} 下一次检查多数派时不计入。",
		"{?cq}{from} 答复了 {to} 的心跳，{to} 下一次检查多数派时算它在线。",
		"{from} 答复了 {to} 的心跳。"},
	"MsgSnap": {
		"{?stale}{to} 没有理会 {from} 的快照：它属于任期 {mterm}，而 {to} 已在任期 {nterm}。",
		"{to} 收到 {from} 到索引 {msnap} 为止的存储；落盘之后，它将取代 {to} 自己的存储和日志。",
		"{to} 收到 {from} 的快照。"},
	"MsgTimeoutNow":     {"{from} 让 {to} 立即发起选举。"},
	"MsgProp":           {"{to} 收到 {from} 转交的提案{mtext}。", "{to} 收到 {from} 转交的提案。"},
	"MsgTransferLeader": {"{from} 要求 {to} 转移领导权。"},
	"MsgReadIndex":      {"{from} 询问 {to}：读请求须等到哪个索引。"},
	"MsgReadIndexResp":  {"{to} 从 {from} 得知：它的读请求须等到索引 {mindex}。"},
	request:             {"{to} 收到 {from} 的请求：{mtext}。", "{to} 收到 {from} 的请求。"},
	response:            {"{to} 收到 {from} 的答复：{mtext}。", "{to} 收到 {from} 的答复。"},
	watchResponse:       {"{from} 为监听发来的内容到达 {to}，它还没有读取：{mtext}。", "{from} 为监听发来的内容到达 {to}，它还没有读取。"},
}

// causesZH is what a step without an event worth telling says.
var causesZH = map[event.CauseType]row{
	event.Start: {
		"一个有 {nnodes}的集群启动。所有节点都是跟随者；各自等待长短不一的时间（{electionn} 到 {election2}），然后参加竞选。",
		"这是集群最初的样子。"},
	event.Command: {"命令{command}还没有改变任何看得见的东西。", "命令还没有改变任何看得见的东西。"},
	event.Deliver: {"{?paused}{from} 的 {msg} 到达 {to}，但 {to} 的进程已暂停：消息在那里等待。", "{from} 的 {msg} 到达 {to}，没有改变什么。", "一条消息到达，没有改变什么。"},
	event.Tick: {
		"{?paused}{node} 的时钟走过一个 tick，但它的进程已暂停：这个 tick 只能等待处理。",
		"{?blocked}{node} 的时钟走过一个 tick，但它的循环和 etcd 一样正在等 fsync：这个 tick 也只能等待处理。",
		"{?leads}{node} 的时钟走过一个 tick：作为任期 {nterm} 的领导者，它向 {beats} 发出心跳。",
		"{?leads}{?cq}{node} 的时钟走过一个 tick：再过 {left}，它将检查是否仍有多数派答复它（CheckQuorum）。",
		"{?leads}{node} 的时钟走过一个 tick；它是任期 {nterm} 的领导者。",
		"{?learner}{node} 的时钟走过一个 tick：它是学习者，不会发起选举。",
		"{?novoter}{node} 的时钟走过一个 tick：它不是投票成员，不会发起选举。",
		"{?campaigning}{node} 的时钟走过一个 tick：竞选已过 {ticked} 个 tick，满 {timeout} 就再次竞选。",
		"{node} 的时钟走过一个 tick：距上次收到领导者的消息 {ticked} 个 tick，满 {timeout} 就参选。",
		"{node} 的时钟走过一个 tick。", "一个时钟走过一个 tick。"},
	event.Sync:    {"{?paused}{node} 的 fsync 返回，但它的进程已暂停，还不知道。", "{node} 的 fsync 返回。", "一次 fsync 返回。"},
	event.Apply:   {"{?paused}{node} 有条目要应用，但它的进程已暂停：只能等。", "{node} 没有要应用的条目。", "没有要应用的条目。"},
	event.Commit:  {"{?paused}{node} 的存储有一批写入要提交，但它的进程已暂停：只能等。", "{node} 的存储没有要提交到文件的内容。", "存储没有要提交到文件的内容。"},
	event.Report:  {"{?paused}传输层有事向 {node} 报告，但它的进程已暂停：只能等。", "传输层向 {node} 报告，但它用不上。", "传输层作了报告。"},
	event.Timeout: {"一个客户端的等待期限到了，但它早已得到答复。"},
	event.Stop:    {"{?paused}{node} 已被移除，本该停止，但它的进程已暂停：只能等。", "{node} 停止。", "一个节点停止。"},
	event.Compact: {"{?paused}{node} 的存储还要继续压缩，但它的进程已暂停：只能等。", "{node} 的存储没有要压缩的内容。", "存储没有要压缩的内容。"},
	event.Lease:   {"{?paused}{node} 要检查租约，但它的进程已暂停：只能等。", "{node} 检查了租约，没有到期的。", "没有到期的租约。"},
	event.Watch:   {"{?paused}{node} 要处理落后的监听者，但它的进程已暂停：只能等待。", "{node} 处理了落后的监听者。", "处理了落后的监听者。"},
	event.Wait:    {"{passed} ms 过去，没有事件发生。"},
}

// asidesZH are second sentences.
var asidesZH = [numAsides]row{
	asideNoOp:          {"{node} 在索引 {index} 追加一个空条目：之前任期的条目，只能随自己任期的条目一起提交。"},
	asideFigure8:       {"索引 {f8} 已在多数派的磁盘上，仍未提交：它属于任期 {f8term}，而 {node} 只靠计数提交自己任期 {nterm} 的条目。"},
	asideOlder:         {"之前任期的{older} 也随之提交。"},
	asideOwnDisk:       {"它自己的磁盘上还没有，也不必有。"},
	asideParallel:      {"{node} 不等自己的 fsync 完成就发送出去。"},
	asideInTruth:       {"其实 {liars} 什么也没留下：有磁盘说了谎。"},
	asideGone:          {"已提交的内容可能就此丢失。"},
	asideAlsoCommitted: {"它还得知日志已经提交到索引 {last}。"},
	asideWaits:         {"在 fsync 之前，它不会确认。"},
	asideVoteWaits:     {"投票落盘之后，{node} 才会答复。"},
	asideAnswers:       {"直到现在，它给 {answers} 的答复才发出。"},
	asideClient:        {"直到现在，它才答复 {client}。"},
	asideUncommitted:   {"这些都没有提交过。"},
	asideAdopted:       {"不过 {node} 还是进入了任期 {term}。"},
	asideThenVoted:     {"随后它投票给了 {peer}。"},
	asideThenRefused:   {"尽管如此，它拒绝投票给 {peer}：它自己的日志止于{mylast}，{peer} 的{mat}。", "尽管如此，它拒绝投票给 {peer}：自己的日志更新。"},
	asideStarts:        {"{started} 以空日志启动。"},
	asideConfirms:      {"{to} 先用心跳询问其他节点自己是否仍是领导者。"},
	asideConfirmed:     {"至此多数派已确认 {to} 是领导者，于是它答复 {readers}。"},
	asideWhenApplied:   {"论文中，变更在追加时就已生效。"},
	asideOwnTerm:       {"{to} 用自己的任期答复，好让 {from} 知道。"},
	asideSide:          {"{side} 仍是投票成员的多数派。"},
	asideUnreachable:   {"传输层告诉了 {node}，于是它在 {peer} 答复之前一次只发一条消息。"},
	asideNotResent:     {"没有人会原样重发：{from} 从 {to} 以后的答复得知缺了什么，再发送。"},
	asideChecked:       {"自上次检查以来多数派答复过，所以它继续领导（CheckQuorum）。"},
	asideSendsMore:     {"{from} 的日志落后，于是 {to} 把所缺的条目发给它。"},
	asideStreams:       {"此后 {node} 向 {peer} 连续发送条目，不必逐条等待答复。"},
	asideAsksLater:     {"任期和投票落盘之后，它的请求才会发出。"},
	asideAsksNow:       {"直到现在，它给 {asked} 的请求才发出。"},
	asideOwnCount:      {"索引 {synced} 现已在 {nvoters} 块磁盘中的 {nsynced} 块上；提交需要 {need} 块。"},
	asideRedirect:      {"论文中，它会让客户端自己去找领导者。"},
	asidePreVote:       {"论文中没有这个阶段。"},
	asideReapplies:     {"它的存储停在索引 {storeindex}，于是重新应用此后已提交的条目。"},
}
