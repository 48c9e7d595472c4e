package command

var clientRows = []Spec{
	{
		Name: "put", Usage: "put KEY VALUE [--lease=ID] [--prev-kv] [--ignore-lease] or put KEY --ignore-value [--lease=ID] [--prev-kv]",
		Group: Clients, Example: "put foo bar",
		Help: "write a key", HelpZH: "写入一个键",
		params: []param{{kind: keyKind}, {kind: valueKind, unless: "--ignore-value"}},
		options: []option{
			{name: "--lease", kind: leaseKind, help: "the lease to attach the key to, in hexadecimal", zh: "键所绑定的租约 ID（十六进制）"},
			{name: "--prev-kv", kind: flagKind, help: "answer with what was there before", zh: "同时返回写入前的键值"},
			{name: "--ignore-value", kind: flagKind, help: "keep the value that is there; none is given", zh: "保留现有的值；不再给出 VALUE"},
			{name: "--ignore-lease", kind: flagKind, help: "keep the lease that is there", zh: "保留现有的租约"},
		},
		targets: true,
		parse:   parsePut,
	},
	{
		Name: "get", Usage: "get KEY [END] [--prefix] [--from-key] [--rev=N] [--consistency=l|s] [--limit=N] [--sort-by=FIELD] [--order=ORDER] " +
			"[--min-create-rev=N] [--max-create-rev=N] [--min-mod-rev=N] [--max-mod-rev=N] [--keys-only] [--count-only]",
		Group: Clients, Example: "get foo --rev=3",
		Help: "read a key, or all keys from KEY up to, not including, END", HelpZH: "读取一个键，或从 KEY 到 END（不含）的所有键",
		Note:   "What to sort by is key, version, create, modify or value; the order is ascend or descend. Both may be written in any case.",
		NoteZH: "排序依据为 key、version、create、modify 或 value，顺序为 ascend 或 descend，大小写均可。",
		params: []param{{kind: keyKind}, {kind: endKind, optional: true}},
		options: []option{
			{name: "--rev", kind: countKind, help: "read as of that revision", zh: "按该修订版本读取"},
			{name: "--consistency", kind: choiceKind, values: []string{"l", "s"}, help: "linearizable, or serializable: what the node holds", zh: "l 线性一致；s 可串行化，即该节点现有的数据"},
			{name: "--prefix", kind: flagKind, help: "all keys that start with KEY", zh: "所有以 KEY 开头的键"},
			{name: "--from-key", kind: flagKind, help: "all keys from KEY on", zh: "从 KEY 起的所有键"},
			{name: "--limit", kind: countKind, help: "so many keys at most", zh: "最多返回的键数"},
			{name: "--sort-by", kind: choiceKind, values: []string{"key", "version", "create", "modify", "value"}, anyCase: true, help: "what to sort the keys by", zh: "排序依据"},
			{name: "--order", kind: choiceKind, values: []string{"ascend", "descend"}, anyCase: true, help: "the order to sort them in", zh: "排序顺序"},
			{name: "--min-create-rev", kind: countKind, help: "only keys created at that revision or later", zh: "只要在该修订版本或之后创建的键"},
			{name: "--max-create-rev", kind: countKind, help: "only keys created at that revision or earlier", zh: "只要在该修订版本或之前创建的键"},
			{name: "--min-mod-rev", kind: countKind, help: "only keys last written at that revision or later", zh: "只要最后一次写入在该修订版本或之后的键"},
			{name: "--max-mod-rev", kind: countKind, help: "only keys last written at that revision or earlier", zh: "只要最后一次写入在该修订版本或之前的键"},
			{name: "--keys-only", kind: flagKind, help: "no values", zh: "只返回键"},
			{name: "--count-only", kind: flagKind, help: "only how many", zh: "只返回数量"},
		},
		targets: true,
		parse:   parseGet,
	},
	{
		Name: "del", Usage: "del KEY [END] [--prefix] [--from-key] [--prev-kv]", Group: Clients, Example: "del foo --prefix",
		Help: "delete a key, or all keys from KEY up to, not including, END", HelpZH: "删除一个键，或从 KEY 到 END（不含）的所有键",
		params: []param{{kind: keyKind}, {kind: endKind, optional: true}},
		options: []option{
			{name: "--prefix", kind: flagKind, help: "all keys that start with KEY", zh: "所有以 KEY 开头的键"},
			{name: "--from-key", kind: flagKind, help: "all keys from KEY on", zh: "从 KEY 起的所有键"},
			{name: "--prev-kv", kind: flagKind, help: "answer with what is deleted", zh: "同时返回被删除的键值"},
		},
		targets: true,
		parse:   parseDel,
	},
	{
		Name: "txn", Usage: "txn [CONDITION [&& CONDITION]…] then OP[; OP]… [else OP[; OP]…]", Group: Clients,
		Example: `txn mod("foo") > "3" && value("bar") = "1" then put foo 2; get bar else get foo`,
		Help:    "do the operations after then if all conditions hold, else those after else, in one revision",
		HelpZH:  "所有条件成立时执行 then 之后的操作，否则执行 else 之后的操作，全部属于同一个修订版本",
		Note: "A condition compares what a key has, `value`, `version`, `create`, `mod` or `lease`, by `=`, `!=`, `<` or `>`; `mod(\"a\", \"b\") < \"5\"` holds if it does for every key from a up to, not including, b. " +
			"Leases are compared in hexadecimal. An operation is a put, a get, a del, or within parentheses a txn: `txn then (txn version(\"a\") = \"0\" then put a 1); get a`. " +
			"Without conditions, what follows then is done. Outside quotes `;`, parentheses, `then` and `else` keep their meaning. " +
			"There may be 128 conditions, 128 operations after then and 128 after else; txns nest 4 deep at most.",
		NoteZH: "条件用 `=`、`!=`、`<` 或 `>` 比较键的 `value`、`version`、`create`、`mod` 或 `lease`；`mod(\"a\", \"b\") < \"5\"` 要求从 a 到 b（不含）的每个键都满足。" +
			"租约 ID 以十六进制比较。操作可以是 put、get、del，或放在括号里的 txn：`txn then (txn version(\"a\") = \"0\" then put a 1); get a`。" +
			"没有条件时执行 then 之后的操作。引号之外的 `;`、括号、`then` 和 `else` 总是保留其含义。" +
			"条件、then 之后的操作、else 之后的操作各自最多 128 个；txn 最多嵌套 4 层。",
		text:    true,
		targets: true,
		parse:   parseTxn,
	},
	{
		Name: "watch", Usage: "watch KEY [END] [--prefix] [--from-key] [--rev=N] [--prev-kv] [--progress-notify] [--fragment] [--no-put] [--no-delete]",
		Group: Clients, Example: "watch foo --rev=2",
		Help: "be told of every change of a key, or of all keys from KEY up to, not including, END", HelpZH: "监听一个键，或从 KEY 到 END（不含）的所有键，获知每一次修改",
		Note: "It goes on until it is cancelled. The node asked serves it from its own store, whether it leads or not. When the connection is lost the client asks again, from where it had come to: the same node if one was named, else any. " +
			"`--no-put` and `--no-delete` are filters of etcd's API that etcdctl has no flags for.",
		NoteZH: "监听一直持续到被取消。被请求的节点用自己的存储提供服务，无论它是不是领导者。连接断开后，客户端从中断处重新请求：指定过节点就仍找它，否则任选一个。" +
			"`--no-put` 和 `--no-delete` 是 etcd API 中的过滤器，etcdctl 没有对应的选项。",
		params: []param{{kind: keyKind}, {kind: endKind, optional: true}},
		options: []option{
			{name: "--rev", kind: countKind, help: "from that revision on; without it from now on", zh: "从该修订版本起；不给出则从现在起"},
			{name: "--prefix", kind: flagKind, help: "all keys that start with KEY", zh: "所有以 KEY 开头的键"},
			{name: "--from-key", kind: flagKind, help: "all keys from KEY on", zh: "从 KEY 起的所有键"},
			{name: "--prev-kv", kind: flagKind, help: "events say what was there before", zh: "事件附带修改前的键值"},
			{name: "--progress-notify", kind: flagKind, help: "be told now and then how far it has come, even if nothing changes", zh: "即使没有修改，也不时获知进度"},
			{name: "--fragment", kind: flagKind, help: "large responses may come in pieces", zh: "允许把很大的响应拆成几段"},
			{name: "--no-put", kind: flagKind, help: "leave out puts", zh: "不要写入事件"},
			{name: "--no-delete", kind: flagKind, help: "leave out deletions", zh: "不要删除事件"},
		},
		targets: true,
		parse:   parseWatch,
	},
	{
		Name: "unwatch", Usage: "unwatch ID", Group: Clients, Example: "unwatch 3",
		Help: "cancel the client's watch of that number", HelpZH: "取消客户端的这个监听",
		Note:    "A watch bears the number of the operation that asked for it.",
		NoteZH:  "监听的编号就是请求它的那个操作的编号。",
		params:  []param{{kind: watchKind}},
		targets: true,
		parse:   parseUnwatch,
	},
	{
		Name: "progress", Usage: "progress", Group: Clients, Example: "progress",
		Help: "ask how far the client's watches have come", HelpZH: "询问客户端的监听进行到了哪里",
		Note:    "As in etcd there is no answer while one of them is behind.",
		NoteZH:  "与 etcd 一样，只要其中有落后的，就不会有答复。",
		targets: true,
		parse:   func(a *args) Command { return Progress{Target: a.target} },
	},
	{
		Name: "client", Usage: "client NAME [timeout=DURATION] [retries=N] [reading=on|off]", Group: Clients, Example: "client c2 timeout=5s retries=2",
		Help: "set a client's patience, and whether it reads what its watches are sent", HelpZH: "设置客户端的超时与重试，以及是否读取监听收到的内容",
		params: []param{{kind: clientKind}},
		options: []option{
			{name: "timeout", kind: durationKind, help: "how long it waits for an answer", zh: "等待应答的时间"},
			{name: "retries", kind: countKind, help: "attempts after the first", zh: "首次之后的尝试次数"},
			{name: "reading", kind: choiceKind, values: []string{"on", "off"}, help: "off: it leaves unread what its watches are sent", zh: "off：不读取监听收到的内容"},
		},
		parse: parseClient,
	},

	{
		Name: "lease grant", Usage: "lease grant TTL [--id=ID]", Group: Leases, Example: "lease grant 10 --id=5d2a",
		Help: "create a lease that expires after so many seconds unless it is renewed", HelpZH: "创建一个租约；若不续约，经过这么多秒后过期",
		params:  []param{{kind: secondsKind}},
		options: []option{{name: "--id", kind: leaseKind, help: "its ID, in hexadecimal; without it the store chooses one", zh: "租约 ID（十六进制）；不给出则由存储选定"}},
		targets: true,
		parse:   parseLeaseGrant,
	},
	{
		Name: "lease revoke", Usage: "lease revoke ID", Group: Leases, Example: "lease revoke 5d2a",
		Help: "end a lease and delete the keys attached to it", HelpZH: "撤销租约，并删除绑定在它上面的键",
		params:  []param{{kind: leaseKind}},
		targets: true,
		parse:   func(a *args) Command { return LeaseRevoke{Target: a.target, ID: a.leaseID(0)} },
	},
	{
		Name: "lease keep-alive", Usage: "lease keep-alive ID [--once]", Group: Leases, Example: "lease keep-alive 5d2a",
		Help: "renew a lease once, so that its whole time is left", HelpZH: "续约一次，使租约恢复到完整的时间",
		params:  []param{{kind: leaseKind}},
		options: []option{{name: "--once", kind: flagKind, help: "as etcdctl writes it; a line renews once in any case", zh: "与 etcdctl 写法一致；无论是否给出，一行只续约一次"}},
		targets: true,
		parse:   parseLeaseKeepAlive,
	},
	{
		Name: "lease timetolive", Usage: "lease timetolive ID [--keys]", Group: Leases, Example: "lease timetolive 5d2a --keys",
		Help: "ask how much time a lease has left", HelpZH: "查询租约剩余的时间",
		params:  []param{{kind: leaseKind}},
		options: []option{{name: "--keys", kind: flagKind, help: "also the keys attached to it", zh: "同时返回绑定在它上面的键"}},
		targets: true,
		parse: func(a *args) Command {
			return LeaseTimeToLive{Target: a.target, ID: a.leaseID(0), Keys: a.flag("--keys")}
		},
	},
	{
		Name: "lease list", Usage: "lease list", Group: Leases, Example: "lease list",
		Help: "list the leases there are", HelpZH: "列出所有租约",
		targets: true,
		parse:   func(a *args) Command { return LeaseList{Target: a.target} },
	},

	{
		Name: "compaction", Usage: "compaction REV [--physical]", Group: Maintenance, Example: "compaction 5",
		Help: "discard the history of the store before a revision", HelpZH: "丢弃该修订版本之前的存储历史",
		Note:    "Reads as of an earlier revision then fail. `compactlog` is another matter: it discards the raft log of one node.",
		NoteZH:  "此后按更早的修订版本读取会失败。`compactlog` 是另一回事：它丢弃某个节点的 raft 日志。",
		params:  []param{{kind: countKind}},
		options: []option{{name: "--physical", kind: flagKind, help: "answer only when the node's file is rid of it too", zh: "等到节点的文件中也已删除后才应答"}},
		targets: true,
		parse:   parseCompaction,
	},
	{
		Name: "defrag", Usage: "defrag", Group: Maintenance, Example: "defrag",
		Help: "rewrite a node's store file without the pages that are free", HelpZH: "重写节点的存储文件，去掉空闲页",
		targets: true,
		parse:   func(a *args) Command { return Defrag{Target: a.target} },
	},
	{
		Name: "snapshot save", Usage: "snapshot save FILE", Group: Maintenance, Example: "@n2 snapshot save backup.db",
		Help: "fetch a node's whole store, for a file that etcd can be restored from", HelpZH: "取得节点的整个存储，写成可用来恢复 etcd 的文件",
		Note: "The file is what etcdctl writes: the data file, then its SHA-256. It is written below the working directory, and only by a run that happens now: a recording that is shown, verified or branched off leaves files alone. " +
			"`snapshot` without save is another matter: it is raft's snapshot of one node.",
		NoteZH: "文件与 etcdctl 写出的相同：数据文件之后是它的 SHA-256。文件写在工作目录之下，并且只有正在进行的运行才写：播放、校验录制文件或从中分叉时不会触碰任何文件。" +
			"不带 save 的 `snapshot` 是另一回事：它让某个节点记下 raft 快照。",
		params:  []param{{kind: fileKind}},
		targets: true,
		parse:   parseSnapshotSave,
	},
	{
		Name: "alarm list", Usage: "alarm list", Group: Maintenance, Example: "alarm list",
		Help: "list the alarms that are raised", HelpZH: "列出已触发的告警",
		Note:    "A node whose store file has no room left within its quota raises NOSPACE: from then on puts, transactions that put, and new leases are refused everywhere. As in etcd even the list comes through the log.",
		NoteZH:  "节点的存储文件超出配额时触发 NOSPACE：此后任何节点都拒绝写入、含写入的事务以及新租约。与 etcd 一样，列出告警也要经过日志。",
		targets: true,
		parse:   func(a *args) Command { return AlarmList{Target: a.target} },
	},
	{
		Name: "alarm disarm", Usage: "alarm disarm", Group: Maintenance, Example: "alarm disarm",
		Help: "lower all alarms", HelpZH: "解除所有告警",
		Note:    "Make room first, on every node: compaction, then defrag. Otherwise the next put raises the alarm again.",
		NoteZH:  "请先在每个节点上腾出空间：先 compaction，再 defrag；否则下一次写入又会触发告警。",
		targets: true,
		parse:   func(a *args) Command { return AlarmDisarm{Target: a.target} },
	},
	{
		Name: "endpoint status", Usage: "endpoint status", Group: Maintenance, Example: "endpoint status",
		Help: "ask a node how it stands: its leader, term, indexes and file size", HelpZH: "查询节点的状态：领导者、任期、索引与文件大小",
		targets: true,
		parse:   func(a *args) Command { return EndpointStatus{Target: a.target} },
	},
	{
		Name: "endpoint hashkv", Usage: "endpoint hashkv [--rev=N]", Group: Maintenance, Example: "endpoint hashkv --rev=5",
		Help: "ask a node for the hash of its keys' history, to compare with another's", HelpZH: "查询节点上键的历史的哈希值，以便与其他节点比较",
		options: []option{{name: "--rev", kind: countKind, help: "up to that revision", zh: "截至该修订版本"}},
		targets: true,
		parse: func(a *args) Command {
			return EndpointHashKV{Target: a.target, Rev: a.count("--rev", 0, anyNumber)}
		},
	},
}
