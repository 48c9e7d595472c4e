package command

import "raftviz/engine/lang"

// Commands of clients that maintain the store and the nodes.
type (
	// Compaction discards the history of before Rev. Physical waits until the
	// file is rid of it too.
	Compaction struct {
		Target
		Rev      int64 `arg:"revision"`
		Physical bool  `opt:"--physical" help:"answer only when the node's file is rid of it too" zh:"等到节点的文件中也已删除后才应答"`
	}
	// Defrag rewrites the file of a node's store.
	Defrag struct{ Target }
	// SnapshotSave fetches a node's whole store and writes it to a file.
	SnapshotSave struct {
		Target
		File string `arg:"file"`
	}
	// AlarmList lists the alarms that are raised.
	AlarmList struct {
		Target
		Format
	}
	// AlarmDisarm lowers every alarm.
	AlarmDisarm struct {
		Target
		Format
	}
	// EndpointHealth asks a node for a linearizable read, then for the alarms.
	EndpointHealth struct {
		Target
		Cluster
		Format
	}
	// EndpointStatus asks a node for its leader, term, indexes and file size.
	EndpointStatus struct {
		Target
		Cluster
		Format
	}
	// EndpointHashKV asks a node for the hash of its keys' history up to Rev;
	// 0 is the latest.
	EndpointHashKV struct {
		Target
		Rev int64 `opt:"--rev" kind:"number" help:"up to that revision" zh:"截至该修订版本"`
		Cluster
		Format
	}
	// A Cluster says that every member is asked.
	Cluster struct {
		All bool `opt:"--cluster" help:"every member, of the list that the node gives" zh:"该节点所列的每个成员"`
	}
	// MoveLeader asks the leader to hand over, and waits until it has.
	MoveLeader struct {
		Target
		To string `arg:"node"`
		Format
	}
)

// Each returns what is asked of each member by a command with --cluster; nil
// for any other command.
func Each(c Command) Command {
	switch x := c.(type) {
	case EndpointHealth:
		if x.All {
			return EndpointHealth{Format: x.Format}
		}
	case EndpointStatus:
		if x.All {
			return EndpointStatus{Format: x.Format}
		}
	case EndpointHashKV:
		if x.All {
			return EndpointHashKV{Rev: x.Rev, Format: x.Format}
		}
	}
	return nil
}

var maintenanceRows = []Spec{
	row[Compaction](Spec{
		Name: "compaction", Group: Maintenance, Example: "compaction 5",
		Help:     lang.Text{EN: "discard the history of the store before a revision", ZH: "丢弃该修订版本之前的存储历史"},
		Synonyms: "compact",
		Note: lang.Text{
			EN: "Reads as of an earlier revision then fail. `compactlog` is another matter: it discards the raft log of one node.",
			ZH: "此后按更早的修订版本读取会失败。`compactlog` 是另一回事：它丢弃某个节点的 raft 日志。",
		},
	}),
	row[Defrag](Spec{
		Name: "defrag", Group: Maintenance, Example: "defrag",
		Help:     lang.Text{EN: "rewrite a node's store file without the pages that are free", ZH: "重写节点的存储文件，去掉空闲页"},
		Synonyms: "defragment",
	}),
	row[SnapshotSave](Spec{
		Name: "snapshot save", Group: Maintenance, Example: "@n2 snapshot save backup.db",
		Help:     lang.Text{EN: "fetch a node's whole store, for a file that etcd can be restored from", ZH: "取得节点的整个存储，写成可用来恢复 etcd 的文件"},
		Synonyms: "backup save",
		Note: lang.Text{
			EN: "The file is what etcdctl writes: the data file, then its SHA-256. It is written below the working directory, and only by a run that happens now: a recording that is shown, verified or branched off leaves files alone. " +
				"`snapshot` without save is another matter: it is raft's snapshot of one node.",
			ZH: "文件与 etcdctl 写出的相同：数据文件之后是它的 SHA-256。文件写在工作目录之下，并且只有正在进行的运行才写：播放、校验录制文件或从中分叉时不会触碰任何文件。" +
				"不带 save 的 `snapshot` 是另一回事：它让某个节点记下 raft 快照。",
		},
	}),
	row[AlarmList](Spec{
		Name: "alarm list", Group: Maintenance, Example: "alarm list",
		Help:     lang.Text{EN: "list the alarms that are raised", ZH: "列出已触发的告警"},
		Synonyms: "alarms",
		Note: lang.Text{
			EN: "A node whose store file has no room left within its quota raises NOSPACE: from then on puts, transactions that put, and new leases are refused everywhere. As in etcd even the list comes through the log.",
			ZH: "节点的存储文件超出配额时触发 NOSPACE：此后任何节点都拒绝写入、含写入的事务以及新租约。与 etcd 一样，列出告警也要经过日志。",
		},
	}),
	row[AlarmDisarm](Spec{
		Name: "alarm disarm", Group: Maintenance, Example: "alarm disarm",
		Help:     lang.Text{EN: "lower all alarms", ZH: "解除所有告警"},
		Synonyms: "disarm",
		Note: lang.Text{
			EN: "Make room first, on every node: compaction, then defrag. Otherwise the next put raises the alarm again.",
			ZH: "请先在每个节点上腾出空间：先 compaction，再 defrag；否则下一次写入又会触发告警。",
		},
	}),
	row[MoveLeader](Spec{
		Name: "move-leader", Group: Maintenance, Example: "move-leader n2",
		Help: lang.Text{EN: "ask the leader to hand leadership over to a node, and wait until it has", ZH: "请领导者把领导权转移给一个节点，并等到完成"},
		Note: lang.Text{
			EN: "A client asks for it, and gets an answer; `transfer` has raft do it at once, with no client.",
			ZH: "由客户端请求，并得到答复；`transfer` 不经客户端，直接让 raft 转移。",
		},
	}),
	row[EndpointHealth](Spec{
		Name: "endpoint health", Group: Maintenance, Example: "endpoint health --cluster",
		Help:     lang.Text{EN: "ask whether a node can answer a linearizable read, and whether there are alarms", ZH: "查询节点能否完成线性一致性读，以及是否有告警"},
		Synonyms: "health",
	}),
	row[EndpointStatus](Spec{
		Name: "endpoint status", Group: Maintenance, Example: "endpoint status",
		Help:     lang.Text{EN: "ask a node how it stands: its leader, term, indexes and file size", ZH: "查询节点的状态：领导者、任期、索引与文件大小"},
		Synonyms: "status",
	}),
	row[EndpointHashKV](Spec{
		Name: "endpoint hashkv", Group: Maintenance, Example: "endpoint hashkv --rev=5",
		Help:     lang.Text{EN: "ask a node for the hash of its keys' history, to compare with another's", ZH: "查询节点上键的历史的哈希值，以便与其他节点比较"},
		Synonyms: "hashkv hash",
	}),
}

func (c Compaction) String() string     { return line(&c) }
func (c Defrag) String() string         { return line(&c) }
func (c SnapshotSave) String() string   { return line(&c) }
func (c AlarmList) String() string      { return line(&c) }
func (c AlarmDisarm) String() string    { return line(&c) }
func (c MoveLeader) String() string     { return line(&c) }
func (c EndpointHealth) String() string { return line(&c) }
func (c EndpointStatus) String() string { return line(&c) }
func (c EndpointHashKV) String() string { return line(&c) }
