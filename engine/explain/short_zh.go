package explain

import "raftviz/engine/event"

// shortZH are labels by kind, shortWhyZH by kind and reason; see shortEN.
var shortZH = [event.NumKinds]row{
	event.KindSent:       {"{mshort} 给 {to}", "发出"},
	event.KindReceived:   {"{mshort} 自 {from}", "收到"},
	event.KindDropped:    {"{mshort} 丢失", "丢失"},
	event.KindDuplicated: {"{mshort} 重复", "重复"},
	event.KindDelayed:    {"{mshort} 推迟", "推迟"},
	event.KindHeld:       {"{mshort} 扣住", "扣住"},
	event.KindReleased:   {"{mshort} 放行", "放行"},

	event.KindTimerFired:         {"选举计时器到期"},
	event.KindBecamePreCandidate: {"预候选人"},
	event.KindBecameCandidate:    {"候选人 任期 {term}", "候选人"},
	event.KindBecameLeader:       {"领导者 任期 {term}", "领导者"},
	event.KindBecameFollower:     {"跟随者 任期 {term}", "跟随者"},
	event.KindTermChanged:        {"任期 {term}", "任期更新"},
	event.KindVoted:              {"{?self}投自己一票", "{?pre}愿投 {peer}", "投给 {peer}", "投票"},
	event.KindVoteRefused:        {"不投 {peer}", "拒绝投票"},
	event.KindVoteIgnored:        {"不理会 {peer}", "不理会候选人"},
	event.KindVoteCounted:        {"{?self}计入自己一票", "{?granted}{peer} 赞成", "{peer} 拒绝", "计票"},
	event.KindCampaignRefused:    {"不能竞选"},
	event.KindLeaderForgotten:    {"忘记 {peer}", "忘记领导者"},

	event.KindProposed:          {"提案 {index}", "提案"},
	event.KindProposalForwarded: {"提案转交 {peer}", "提案转交"},
	event.KindProposalDropped:   {"提案被丢弃"},
	event.KindAppended:          {"追加 {shortrange}", "追加"},
	event.KindTruncated:         {"删除 {shortrange}", "删除"},
	event.KindAppendRefused:     {"没有条目 {index}", "拒绝追加"},
	event.KindCommitted:         {"提交 {last}", "提交"},
	event.KindApplied:           {"应用 {shortrange}", "应用"},
	event.KindProgressChanged:   {"{?toreplicate}{peer} 转复制", "{?toprobe}{peer} 转探测", "{?tosnapshot}{peer} 转快照", "复制方式"},

	event.KindSynced:         {"落盘 {shortrange}", "落盘"},
	event.KindSyncLied:       {"落盘是谎报"},
	event.KindSyncFailed:     {"落盘失败"},
	event.KindStoreCommitted: {"存储批次写入"},

	event.KindCompactionScheduled: {"压缩到修订 {.revision}", "压缩"},
	event.KindCompactionRan:       {"继续压缩"},
	event.KindCompactionFinished:  {"压缩完成"},
	event.KindLeaseExpired:        {"租约到期"},
	event.KindLeaseCheckpointed:   {"{?renewed}租约 {.lease} 续约", "租约 {.lease} 剩 {.remaining} 秒", "租约检查点"},
	event.KindDefragmented:        {"碎片整理"},
	event.KindAlarmRaised:         {"告警 {.alarm}", "告警"},
	event.KindAlarmDisarmed:       {"解除 {.alarm}", "解除告警"},
	event.KindStoreSaved:          {"保存存储"},

	event.KindWatchCreated:  {"监听自修订 {.next}", "开始监听"},
	event.KindWatchSynced:   {"监听已同步"},
	event.KindWatchUnsynced: {"监听未同步"},
	event.KindWatchVictim:   {"监听受阻"},
	event.KindWatchReceived: {"{result}", "读取监听"},
	event.KindWatchCanceled: {"监听结束"},
	event.KindWatchLost:     {"监听中断"},
	event.KindWatchResumed:  {"再监听自修订 {.next}", "重新监听"},

	event.KindSnapshotSaved:     {"快照 {index}", "快照"},
	event.KindLogCompacted:      {"日志压缩"},
	event.KindSnapshotSent:      {"快照 {index} 发给 {peer}", "发送快照"},
	event.KindSnapshotInstalled: {"装入快照 {index}", "装入快照"},
	event.KindSnapshotRefused:   {"快照用不上"},
	event.KindSnapshotReported:  {"快照报告"},
	event.KindUnreachable:       {"{peer} 无法到达", "无法到达"},

	event.KindStarted:     {"启动"},
	event.KindCrashed:     {"崩溃"},
	event.KindPoweredOff:  {"断电"},
	event.KindEntriesLost: {"丢失 {shortrange}", "丢失条目"},
	event.KindRestarted:   {"重启"},
	event.KindPaused:      {"暂停"},
	event.KindResumed:     {"继续"},
	event.KindWiped:       {"文件被删"},
	event.KindRemoved:     {"移除"},

	event.KindCut:          {"{?oneway}切断 {.a}>{.b}", "切断 {.a}|{.b}", "切断"},
	event.KindHealed:       {"恢复 {.from}>{.to}", "恢复"},
	event.KindLinkChanged:  {"{?holds}扣留 {node}>{peer} {holdtype}", "{?holds}扣留 {node}>{peer}", "{?frees}放行 {node}>{peer}", "{node}>{peer} {linkis}", "链路改变"},
	event.KindDiskChanged:  {"磁盘{diskis}，{.latency} ms", "磁盘改变"},
	event.KindClockChanged: {"时钟 ×{rate}", "时钟改变"},
	event.KindClockSkewed:  {"{?.by}时钟 +{.by} ms", "时钟 {.by} ms", "时钟跳变"},

	event.KindConfChanged:     {"成员变更 {index}", "成员变更"},
	event.KindTransferStarted: {"转移给 {peer}", "转移"},
	event.KindTransferAborted: {"放弃转移 {peer}", "放弃转移"},

	event.KindReadRequested: {"读请求询问"},
	event.KindReadConfirmed: {"读索引 {index}", "读请求确认"},
	event.KindReadDropped:   {"读请求被丢弃"},

	event.KindInvoked:       {"{.request}", "请求"},
	event.KindResponded:     {"{result}", "答复"},
	event.KindTimedOut:      {"超时"},
	event.KindRetried:       {"重试"},
	event.KindClientChanged: {"{?deaf}{peer} 停止读取", "{?hears}{peer} 恢复读取", "{peer} 最多等 {.timeout} ms", "客户端改变"},

	event.KindViolated: {"安全性被破坏"},
	event.KindPanicked: {"raft 崩溃"},
}

var shortWhyZH = map[because]row{
	{event.KindVoteRefused, event.OlderTerm}:    {"不投 {peer}：任期旧"},
	{event.KindVoteRefused, event.AlreadyVoted}: {"不投 {peer}：已投过"},
	{event.KindVoteRefused, event.KnowsLeader}:  {"不投 {peer}：有领导者"},
	{event.KindVoteRefused, event.LogBehind}:    {"不投 {peer}：日志旧"},
	{event.KindVoteIgnored, event.InLease}:      {"不理会 {peer}：租约"},

	{event.KindCampaignRefused, event.NotVoter}:     {"不能竞选：无投票权"},
	{event.KindCampaignRefused, event.PendingConf}:  {"不能竞选：成员变更"},
	{event.KindCampaignRefused, event.PendingSnap}:  {"不能竞选：装快照"},
	{event.KindCampaignRefused, event.AlreadyLeads}: {"不竞选：已是领导者"},

	{event.KindProposalDropped, event.NoLeader}:     {"丢弃：没有领导者"},
	{event.KindProposalDropped, event.NotForwarded}: {"丢弃：不转发"},
	{event.KindProposalDropped, event.Transferring}: {"丢弃：正在转移"},
	{event.KindProposalDropped, event.NotMember}:    {"丢弃：不是成员"},
	{event.KindProposalDropped, event.TooMuch}:      {"丢弃：积压太多"},
	{event.KindProposalDropped, event.ConfPending}:  {"变更成了空条目"},
	{event.KindReadDropped, event.NoLeader}:         {"读：没有领导者"},
	{event.KindReadRequested, event.NoTermEntry}:    {"读：为时过早"},

	{event.KindAppendRefused, event.NoEntry}:     {"日志不到 {index}"},
	{event.KindAppendRefused, event.TermDiffers}: {"{index} 处任期不同"},

	{event.KindDropped, event.LinkCut}:    {"{mshort} 被切断", "被切断"},
	{event.KindDropped, event.LinkLoss}:   {"{mshort} 丢失", "丢失"},
	{event.KindDropped, event.NodeDown}:   {"{mshort}：{to} 停机", "接收者停机"},
	{event.KindDropped, event.ByCommand}:  {"{mshort} 被丢弃", "被丢弃"},
	{event.KindDropped, event.Gone}:       {"{mshort} 被拒收", "被拒收"},
	{event.KindDropped, event.ClientGone}: {"{to} 已不再等", "来得太晚"},

	{event.KindBecameFollower, event.HigherTerm}:   {"让位于任期 {term}", "让位"},
	{event.KindBecameFollower, event.LeaderExists}: {"让位于领导者"},
	{event.KindBecameFollower, event.LostVote}:     {"选举落败"},
	{event.KindBecameFollower, event.NotVoter}:     {"下台：无投票权"},
	{event.KindBecameFollower, event.NoQuorum}:     {"下台：无多数派"},

	{event.KindResponded, event.Failed}:  {"{result}", "失败"},
	{event.KindResponded, event.InDoubt}: {"结果不明"},

	{event.KindSnapshotRefused, event.OldSnapshot}: {"快照太旧"},
	{event.KindSnapshotRefused, event.LogHasIt}:    {"快照用不上"},

	{event.KindSnapshotReported, event.Delivered}: {"快照已到 {peer}", "快照已到"},
	{event.KindSnapshotReported, event.Failed}:    {"快照未到 {peer}", "快照未到"},

	{event.KindTransferAborted, event.TimeUp}:        {"转移：超时"},
	{event.KindTransferAborted, event.Replaced}:      {"转移：换了对象"},
	{event.KindTransferAborted, event.Deposed}:       {"转移：已下台"},
	{event.KindTransferAborted, event.TargetRemoved}: {"转移：{peer} 已离开", "转移：对象已离开"},
}
