package explain

import "raftviz/engine/event"

// shortZH are labels by kind, shortWhyZH by kind and reason; see shortEN.
var shortZH = [event.NumKinds]row{
	event.Sent:       {"{mshort} 给 {to}", "发出"},
	event.Received:   {"{mshort} 自 {from}", "收到"},
	event.Dropped:    {"{mshort} 丢失", "丢失"},
	event.Duplicated: {"{mshort} 重复", "重复"},
	event.Delayed:    {"{mshort} 推迟", "推迟"},
	event.Held:       {"{mshort} 扣住", "扣住"},
	event.Released:   {"{mshort} 放行", "放行"},

	event.TimerFired:         {"选举计时器到期"},
	event.BecamePreCandidate: {"预候选人"},
	event.BecameCandidate:    {"候选人 任期 {term}", "候选人"},
	event.BecameLeader:       {"领导者 任期 {term}", "领导者"},
	event.BecameFollower:     {"跟随者 任期 {term}", "跟随者"},
	event.TermChanged:        {"任期 {term}", "任期更新"},
	event.Voted:              {"{?self}投自己一票", "{?pre}愿投 {peer}", "投给 {peer}", "投票"},
	event.VoteRefused:        {"不投 {peer}", "拒绝投票"},
	event.VoteIgnored:        {"不理会 {peer}", "不理会候选人"},
	event.VoteCounted:        {"{?self}计入自己一票", "{?granted}{peer} 赞成", "{peer} 拒绝", "计票"},
	event.CampaignRefused:    {"不能竞选"},

	event.Proposed:          {"提案 {index}", "提案"},
	event.ProposalForwarded: {"提案转交 {peer}", "提案转交"},
	event.ProposalDropped:   {"提案被丢弃"},
	event.Appended:          {"追加 {shortrange}", "追加"},
	event.Truncated:         {"删除 {shortrange}", "删除"},
	event.AppendRefused:     {"没有条目 {index}", "拒绝追加"},
	event.Committed:         {"提交 {last}", "提交"},
	event.Applied:           {"应用 {shortrange}", "应用"},
	event.ProgressChanged:   {"{?toreplicate}{peer} 转复制", "{?toprobe}{peer} 转探测", "{?tosnapshot}{peer} 转快照", "复制方式"},

	event.Synced:         {"落盘 {shortrange}", "落盘"},
	event.SyncLied:       {"落盘是谎报"},
	event.SyncFailed:     {"落盘失败"},
	event.StoreCommitted: {"存储批次写入"},

	event.CompactionScheduled: {"压缩到修订 {index}", "压缩"},
	event.CompactionRan:       {"继续压缩"},
	event.CompactionFinished:  {"压缩完成"},
	event.LeaseExpired:        {"租约到期"},
	event.LeaseCheckpointed:   {"{?renewed}租约 {lease} 续约", "租约 {lease} 剩 {leaseleft} 秒", "租约检查点"},
	event.Defragmented:        {"碎片整理"},
	event.AlarmRaised:         {"告警 {text}", "告警"},
	event.AlarmDisarmed:       {"解除 {text}", "解除告警"},
	event.StoreSaved:          {"保存存储"},

	event.WatchCreated:  {"监听自修订 {index}", "开始监听"},
	event.WatchSynced:   {"监听已同步"},
	event.WatchUnsynced: {"监听未同步"},
	event.WatchVictim:   {"监听受阻"},
	event.WatchReceived: {"{text}", "读取监听"},
	event.WatchCanceled: {"监听结束"},
	event.WatchLost:     {"监听中断"},
	event.WatchResumed:  {"再监听自修订 {index}", "重新监听"},

	event.SnapshotSaved:     {"快照 {index}", "快照"},
	event.LogCompacted:      {"日志压缩"},
	event.SnapshotSent:      {"快照 {index} 发给 {peer}", "发送快照"},
	event.SnapshotInstalled: {"装入快照 {index}", "装入快照"},
	event.SnapshotRefused:   {"快照用不上"},
	event.SnapshotReported:  {"快照报告"},
	event.Unreachable:       {"{peer} 无法到达", "无法到达"},

	event.Started:     {"启动"},
	event.Crashed:     {"崩溃"},
	event.EntriesLost: {"丢失 {shortrange}", "丢失条目"},
	event.Restarted:   {"重启"},
	event.PausedNode:  {"暂停"},
	event.ResumedNode: {"继续"},
	event.Wiped:       {"文件被删"},
	event.RemovedNode: {"移除"},

	event.Cut:          {"切断 {text}", "切断"},
	event.Healed:       {"恢复 {text}", "恢复"},
	event.LinkChanged:  {"{text}", "链路改变"},
	event.DiskChanged:  {"{text}", "磁盘改变"},
	event.ClockChanged: {"{text}", "时钟改变"},

	event.ConfChanged:     {"成员变更 {index}", "成员变更"},
	event.TransferStarted: {"转移给 {peer}", "转移"},
	event.TransferAborted: {"放弃转移 {peer}", "放弃转移"},

	event.ReadRequested: {"读请求询问"},
	event.ReadConfirmed: {"读索引 {index}", "读请求确认"},
	event.ReadDropped:   {"读请求被丢弃"},

	event.Invoked:       {"{text}", "请求"},
	event.Responded:     {"{text}", "答复"},
	event.TimedOut:      {"超时"},
	event.Retried:       {"重试"},
	event.ClientChanged: {"{text}", "客户端改变"},

	event.Violated: {"安全性被破坏"},
	event.Panicked: {"raft 崩溃"},
}

var shortWhyZH = map[because]row{
	{event.VoteRefused, event.OlderTerm}:    {"不投 {peer}：任期旧"},
	{event.VoteRefused, event.AlreadyVoted}: {"不投 {peer}：已投过"},
	{event.VoteRefused, event.KnowsLeader}:  {"不投 {peer}：有领导者"},
	{event.VoteRefused, event.LogBehind}:    {"不投 {peer}：日志旧"},
	{event.VoteIgnored, event.InLease}:      {"不理会 {peer}：租约"},

	{event.CampaignRefused, event.NotVoter}:     {"不能竞选：无投票权"},
	{event.CampaignRefused, event.PendingConf}:  {"不能竞选：成员变更"},
	{event.CampaignRefused, event.PendingSnap}:  {"不能竞选：装快照"},
	{event.CampaignRefused, event.AlreadyLeads}: {"不竞选：已是领导者"},

	{event.ProposalDropped, event.NoLeader}:     {"丢弃：没有领导者"},
	{event.ProposalDropped, event.Transferring}: {"丢弃：正在转移"},
	{event.ProposalDropped, event.NotMember}:    {"丢弃：不是成员"},
	{event.ProposalDropped, event.TooMuch}:      {"丢弃：积压太多"},
	{event.ProposalDropped, event.ConfPending}:  {"变更成了空条目"},
	{event.ReadDropped, event.NoLeader}:         {"读：没有领导者"},
	{event.ReadRequested, event.NoTermEntry}:    {"读：为时过早"},

	{event.AppendRefused, event.NoEntry}:     {"日志不到 {index}"},
	{event.AppendRefused, event.TermDiffers}: {"{index} 处任期不同"},

	{event.Dropped, event.LinkCut}:    {"{mshort} 被切断", "被切断"},
	{event.Dropped, event.LinkLoss}:   {"{mshort} 丢失", "丢失"},
	{event.Dropped, event.NodeDown}:   {"{mshort}：{to} 停机", "接收者停机"},
	{event.Dropped, event.ByCommand}:  {"{mshort} 被丢弃", "被丢弃"},
	{event.Dropped, event.Gone}:       {"{mshort} 被拒收", "被拒收"},
	{event.Dropped, event.ClientGone}: {"{to} 已不再等", "来得太晚"},

	{event.BecameFollower, event.HigherTerm}:   {"让位于任期 {term}", "让位"},
	{event.BecameFollower, event.LeaderExists}: {"让位于领导者"},
	{event.BecameFollower, event.LostVote}:     {"选举落败"},
	{event.BecameFollower, event.NoQuorum}:     {"下台：无多数派"},

	{event.Responded, event.Failed}:  {"{text}", "失败"},
	{event.Responded, event.InDoubt}: {"结果不明"},

	{event.SnapshotRefused, event.OldSnapshot}: {"快照太旧"},
	{event.SnapshotRefused, event.LogHasIt}:    {"快照用不上"},

	{event.SnapshotReported, event.Delivered}: {"快照已到 {peer}", "快照已到"},
	{event.SnapshotReported, event.Failed}:    {"快照未到 {peer}", "快照未到"},

	{event.TransferAborted, event.TimeUp}:        {"转移：超时"},
	{event.TransferAborted, event.Replaced}:      {"转移：换了对象"},
	{event.TransferAborted, event.Deposed}:       {"转移：已下台"},
	{event.TransferAborted, event.TargetRemoved}: {"转移：{peer} 已离开", "转移：对象已离开"},
}
