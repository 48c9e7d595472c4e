package mvcc

import (
	"raftviz/engine/lang"
)

// A table is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type table struct {
	Views [numViews]string

	AboutF string // a store in a few words: its revision, keys, and how many of them exist

	// Why there is nothing to draw.
	None    [reasons]string
	Empty   string // nothing was written yet
	Nothing string // a bucket, or a list, without entries

	// Keys × revisions, and generations.
	Revision, Index  string // what stands above a column
	Key, Generations string
	Created, Version string
	Unread           string // revisions of a file that were left out

	// What is chosen.
	PutF, DeletedF       string // a revision
	VersionF, CreatedF   string
	IndexF               string // of the raft entry that wrote it
	NoIndex              string // it is not known
	LeaseF               string
	AsOfF                string // a main revision
	NoKeyF, NotYetF      string // the key does not exist as of a revision, or does not yet
	UnreadableF          string // a revision that was compacted
	GoneF                string // the store holds nothing of a key
	FutureF              string // a revision that there is not
	Waits                string // it is not in the file yet
	SaysVersion, SaysEnd string // the legend
	SaysGone, SaysDoomed string
	SaysNoKey, SaysLives string
	Compaction           [finished + 1]string // how far it is; formats that take its revision, but for the first

	// Buckets.
	Bucket, Entries, Bytes, Waiting string // heads
	BytesF                          string // of an entry
	SizeF                           string // of the file, in use
	NoFile                          string
	IndexesF                        string // the consistent index in memory, in the file
	InStepF                         string // the same, where they are equal
	Pages                           [numKinds]string
	TTLF, RemainF                   string // of a lease: seconds
	MemberF                         string // of an alarm

	// Watchers.
	Watcher, Watches, Group, Next        string // heads
	Buffered, UnreadHead                 string
	OfF                                  string
	Full                                 string
	AllKeys, FromF, PrefixF, RangeF      string
	Groups                               [groups]string
	SaysSynced, SaysUnsynced, SaysVictim string
	BehindF, KeptF                       string
	NoWatchers, NoWatchersInFile         string

	// Leases.
	Lease, TTL, Left, Checkpoint, Keys string // heads
	SecondsF                           string
	LeaderCounts                       string
	Expired                            string
	MoreF                              string // keys there was no room for
	Alarms                             string
	NoAlarms                           string
	NoLeases                           string

	// Why a key does nothing now.
	FromFile  string // no raft log
	NoEntryF  string // the raft entry of a revision is not known
	NothingTo string // nothing is chosen that could be looked into
}

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

var english = table{
	Views: [numViews]string{"keys × revisions", "generations", "buckets", "watchers", "leases"},

	AboutF: "revision %d · %d keys, %d of them exist",

	None:  [reasons]string{"there are no nodes", "%s is down: its store is closed, and comes back as its file has it", "this recording does not tell what the store of %s holds", "%s has left the cluster: its store is closed"},
	Empty: "nothing is written yet; :put foo bar writes revision 2", Nothing: "no entries",

	Revision: "revision", Index: "← index", Key: "key", Generations: "generations", Created: "created", Version: "version",
	Unread: "older ones not read",

	PutF: "put at %s", DeletedF: "deleted at %s", VersionF: "version %d", CreatedF: "created at %d", IndexF: "by raft index %d", NoIndex: "by an entry not known",
	LeaseF: "lease %s", AsOfF: "read at %d", NoKeyF: "no such key at %d", NotYetF: "not put yet at %d", UnreadableF: "a read at %d is refused: compacted",
	GoneF: "the store holds nothing of %s", FutureF: "revision %d is not written yet", Waits: "not in the file yet",
	SaysVersion: "put, and its version", SaysEnd: "deleted", SaysGone: "gone", SaysDoomed: "to be removed", SaysNoKey: "no such key now", SaysLives: "it exists",
	Compaction: [finished + 1]string{"never compacted", "compaction at %d: asked for, all is still there", "compaction at %d: index done, file under way", "compacted at %d"},

	Bucket: "bucket", Entries: "entries", Bytes: "bytes", Waiting: "not in the file", BytesF: "%d bytes", SizeF: "file %s, %s in use", NoFile: "nothing is known of the file",
	IndexesF: "consistent index %d, %d in the file", InStepF: "consistent index %d, in the file too",
	Pages: [numKinds]string{"meta", "freelist", "branch", "leaf", "overflow", "free"},
	TTLF:  "TTL %d s", RemainF: "%d s at the checkpoint", MemberF: "member %s",

	Watcher: "watcher", Watches: "keys", Group: "group", Next: "next", Buffered: "buffered", UnreadHead: "unread", OfF: "%d of %d", Full: "full",
	AllKeys: "all keys", FromF: "%s and after", PrefixF: "prefix %s", RangeF: "%s to before %s",
	Groups:     [groups]string{"synced", "unsynced", "victim"},
	SaysSynced: "told of each write", SaysUnsynced: "reads the history", SaysVictim: "its buffer was full",
	BehindF: "%d behind", KeptF: "%d kept",
	NoWatchers: "nobody watches here; :watch foo begins to", NoWatchersInFile: "watchers are not in a data file",

	Lease: "lease", TTL: "TTL", Left: "left", Checkpoint: "checkpoint", Keys: "keys", SecondsF: "%s s", LeaderCounts: "the leader counts", Expired: "run out",
	MoreF: "+%d", Alarms: "alarms", NoAlarms: "none", NoLeases: "no leases; :lease grant 10 grants one",

	FromFile: "a data file does not say which raft entry wrote a revision", NoEntryF: "which raft entry wrote %s is not known: it was in the file when the node started",
	NothingTo: "there is nothing to look into here",
}

var chinese = table{
	Views: [numViews]string{"键 × 修订版本", "代", "桶", "监听者", "租约"},

	AboutF: "修订版本 %d · %d 个键，其中 %d 个存在",

	None:  [reasons]string{"没有节点", "%s 已停机：存储已关闭，重启后以文件中的内容为准", "这份录像没有记录 %s 存储里的内容", "%s 已离开集群，存储已关闭"},
	Empty: "还没有写入；:put foo bar 会写入修订版本 2", Nothing: "没有条目",

	Revision: "修订", Index: "← 索引", Key: "键", Generations: "代", Created: "创建", Version: "版本",
	Unread: "更早的未读取",

	PutF: "写入于 %s", DeletedF: "删除于 %s", VersionF: "版本 %d", CreatedF: "创建于 %d", IndexF: "来自 raft 索引 %d", NoIndex: "日志条目未知",
	LeaseF: "租约 %s", AsOfF: "在 %d 处读取", NoKeyF: "在 %d 处没有这个键", NotYetF: "在 %d 处还没有写入", UnreadableF: "在 %d 处的读取会被拒绝：已压缩",
	GoneF: "存储里没有 %s 的任何内容", FutureF: "修订版本 %d 还没有写入", Waits: "尚未进入文件",
	SaysVersion: "写入及其版本", SaysEnd: "删除", SaysGone: "已清除", SaysDoomed: "将被清除", SaysNoKey: "现在没有这个键", SaysLives: "键存在",
	Compaction: [finished + 1]string{"从未压缩", "压缩到 %d：已请求，内容都还在", "压缩到 %d：索引已完成，正在清理文件", "已压缩到 %d"},

	Bucket: "桶", Entries: "条目", Bytes: "字节", Waiting: "不在文件中", BytesF: "%d 字节", SizeF: "文件 %s，使用 %s", NoFile: "文件的情况未知",
	IndexesF: "一致性索引 %d，文件中 %d", InStepF: "一致性索引 %d，文件中相同",
	Pages: [numKinds]string{"元页", "空闲列表", "分支", "叶", "溢出", "空闲"},
	TTLF:  "TTL %d 秒", RemainF: "检查点时剩 %d 秒", MemberF: "成员 %s",

	Watcher: "监听者", Watches: "键", Group: "分组", Next: "下一个", Buffered: "缓冲", UnreadHead: "未读", OfF: "%d/%d", Full: "已满",
	AllKeys: "所有键", FromF: "从 %s 起", PrefixF: "前缀 %s", RangeF: "%s 至 %s 之前",
	Groups:     [groups]string{"已同步", "未同步", "受阻"},
	SaysSynced: "每次写入都会通知", SaysUnsynced: "正在读取历史", SaysVictim: "缓冲区曾满",
	BehindF: "落后 %d", KeptF: "留存 %d",
	NoWatchers: "这里没有监听者；:watch foo 开始监听", NoWatchersInFile: "数据文件里没有监听者",

	Lease: "租约", TTL: "TTL", Left: "剩余", Checkpoint: "检查点", Keys: "键", SecondsF: "%s 秒", LeaderCounts: "由领导者计时", Expired: "已到期",
	MoreF: "+%d", Alarms: "告警", NoAlarms: "无", NoLeases: "没有租约；:lease grant 10 授予一个",

	FromFile: "数据文件没有记录是哪个日志条目写入了修订版本", NoEntryF: "不知道是哪个日志条目写入了 %s：节点启动时它已在文件中",
	NothingTo: "这里没有可查看的内容",
}
