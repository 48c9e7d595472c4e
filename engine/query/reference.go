package query

import (
	"reflect"

	"raftviz/engine/lang"
)

// A Name is a row of the reference: something an expression can name.
type Name struct {
	Of   string // the kind of thing it is a field of; "" if it stands by itself
	Name string
	Form string // how it is written: node("n1"), entry(i), term
	Type string // what its value is
	Help lang.Text
}

// Reference returns all names, in the order of the reference.
func Reference() []Name {
	var all []Name
	for _, s := range sections {
		for _, r := range s.rows {
			n := Name{Of: s.of, Name: r.name, Form: r.name, Help: lang.Text{EN: r.help, ZH: r.zh}}
			if r.form != "" {
				n.Form = r.form
			}
			if f, ok := field(s.typ, r.name); ok {
				n.Type = typeText(f.Type)
			}
			all = append(all, n)
		}
	}
	return all
}

// field finds the field that an expression knows by the name.
func field(t reflect.Type, name string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("expr") == name {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

// typeText says what a value of the type is.
func typeText(t reflect.Type) string {
	switch t = deref(t); t.Kind() {
	case reflect.Int:
		return "number"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Interface {
			return "list"
		}
		return "list of " + typeText(t.Elem())
	case reflect.Func:
		return typeText(t.Out(0))
	}
	return t.Name()
}

type row struct{ name, form, help, zh string }

// sections hold a row for every field of every view.
var sections = []struct {
	of, zh string
	typ    reflect.Type
	rows   []row
}{
	{"", "", envType, []row{
		{"leader", "", `the running leader of the highest term, or "" if nobody leads`, `任期最高的在运行的领导者；没有则为 ""`},
		{"leaders", "", "every running node that takes itself for the leader", "所有自认为是领导者的运行中节点"},
		{"term", "", "the highest term of the nodes that are up", "在线节点中最高的任期"},
		{"now", "", "virtual time in ms", "虚拟时间（毫秒）"},
		{"step", "", "steps done", "已走的步数"},
		{"revision", "", "the highest revision of the stores that are open", "已打开的存储中最高的修订版本"},
		{"node", `node("n1")`, "the node of that name", "该名称的节点"},
		{"nodes", "", "all nodes", "所有节点"},
		{"c", `c("c1")`, "the client of that name", "该名称的客户端"},
		{"clients", "", "all clients used so far", "所有已使用过的客户端"},
		{"messages", "", "the messages in flight", "在途的消息"},
		{"cut", `cut("n1", "n2")`, "whether nothing passes from n1 to n2", "n1 发往 n2 的方向是否已切断"},
		{"violations", "", "the safety properties that broke", "被破坏的安全性质"},
		{"uniq", "uniq(list)", "a list of numbers or texts, each once", "去重后的数字或文本列表"},
	}},
	{"node", "节点", nodeType, []row{
		{"name", "", "n1", "名称"},
		{"status", "", "running, paused, down or removed", "running、paused、down 或 removed"},
		{"up", "", "its process exists: running or paused", "进程是否存在：运行或暂停"},
		{"role", "", "follower, precandidate, candidate or leader", "follower、precandidate、candidate 或 leader"},
		{"term", "", "its current term", "当前任期"},
		{"vote", "", `whom it voted for in this term, or ""`, `本任期投票给谁；没有则为 ""`},
		{"lead", "", `whom it takes for the leader, or ""`, `它认定的领导者；没有则为 ""`},
		{"commit", "", "the last index it knows to be committed", "已知已提交的最后索引"},
		{"applied", "", "the last index applied to its store", "已应用到存储的最后索引"},
		{"first", "", "the index of the first entry it holds", "所持第一条日志的索引"},
		{"last", "", "the index of its last entry", "最后一条日志的索引"},
		{"lastterm", "", "the term of its last entry", "最后一条日志的任期"},
		{"log", "", "the entries it holds; log[0] is the first of them, log[-1] the last", "所持的日志条目；log[0] 是第一条，log[-1] 是最后一条"},
		{"entry", "entry(i)", "the entry with raft's index i; its term is 0 if it is not held", "索引为 i 的条目；若不存在则任期为 0"},
		{"synced", "", "the last index it was told is on disk", "被告知已落盘的最后索引"},
		{"durable", "", "the last index that would survive a crash", "崩溃后真正能保留的最后索引"},
		{"snapshot", "", "raft's snapshot", "raft 快照"},
		{"disk", "", "its disk", "磁盘"},
		{"voter", "", "whether it votes, as it knows the configuration", "按其所知的配置，是否为投票成员"},
		{"learner", "", "whether it is a learner, as it knows the configuration", "按其所知的配置，是否为学习者"},
		{"config", "", "the configuration it has applied", "已应用的成员配置"},
		{"progress", "", "of a leader: one row a peer", "领导者：每个对端一行"},
		{"granted", "", "of a candidate: who granted its vote", "候选人：谁投了赞成票"},
		{"refused", "", "of a candidate: who refused its vote", "候选人：谁拒绝投票"},
		{"transferee", "", `of a leader: whom it is handing over to, or ""`, `领导者：正在转移给谁；没有则为 ""`},
		{"timer", "", "its election timer, in ticks", "选举计时器（以 tick 计）"},
		{"rate", "", "the speed of its clock; 1000 is honest", "时钟速度；1000 为准确"},
		{"inbox", "", "messages that wait because it is paused", "因暂停而等待的消息数"},
		{"revision", "", "the revision of its store", "其存储的修订版本"},
		{"store", "", "its store", "其存储"},
		{"alarms", "", `the alarms raised in its store: "n2 NOSPACE"`, `其存储中已触发的告警："n2 NOSPACE"`},
		{"watchers", "", "the watchers of its store", "其存储的监听者"},
	}},
	{"watcher", "监听者", reflect.TypeFor[watcher](), []row{
		{"id", "", "the watch it serves", "所服务的监听的编号"},
		{"client", "", "who watches", "客户端"},
		{"key", "", "the key, or the first of the range", "键，或范围的第一个键"},
		{"end", "", `the end of the range; "" is the one key`, `范围的终点；"" 表示单个键`},
		{"group", "", "synced, unsynced or victim", "synced、unsynced 或 victim"},
		{"next", "", "the revision it has yet to see", "尚未看到的第一个修订版本"},
		{"kept", "", "of a victim: events that wait for room in the buffer", "victim：等待缓冲区腾出位置的事件数"},
		{"buffered", "", "responses in the buffer of its client", "该客户端缓冲区中的响应数"},
		{"unread", "", "responses sent to its client and not read", "已发给该客户端而未读的响应数"},
	}},
	{"entry", "日志条目", reflect.TypeFor[entry](), []row{
		{"index", "", "its index", "索引"},
		{"term", "", "the term it was proposed in", "提出时的任期"},
		{"type", "", "normal, confchange or confchangev2", "normal、confchange 或 confchangev2"},
		{"text", "", `what it asks for: "put x 1"; "no-op" for a leader's first`, `内容："put x 1"；领导者的首条为 "no-op"`},
	}},
	{"snapshot", "快照", reflect.TypeFor[snapshot](), []row{
		{"index", "", "the last index it covers; 0 if there is none", "所覆盖的最后索引；没有则为 0"},
		{"term", "", "the term of that entry", "该条目的任期"},
	}},
	{"disk", "磁盘", reflect.TypeFor[disk](), []row{
		{"state", "", "ok, stall, lie or fail", "ok、stall、lie 或 fail"},
		{"mode", "", "etcd or async", "etcd 或 async"},
		{"latency", "", "ms an fsync takes", "一次 fsync 的毫秒数"},
		{"queue", "", "writes not yet reported synced", "尚未报告落盘的写入数"},
	}},
	{"membership", "成员配置", reflect.TypeFor[membership](), []row{
		{"voters", "", "who votes", "投票成员"},
		{"outgoing", "", "while joint: who voted before", "联合配置期间：旧配置的投票成员"},
		{"learners", "", "who only receives the log", "只接收日志的成员"},
		{"joint", "", "whether both majorities are needed", "是否需要两个多数派"},
	}},
	{"peer", "对端进度", reflect.TypeFor[peer](), []row{
		{"node", "", "the peer", "对端节点"},
		{"match", "", "the last index known to be the same there", "已知一致的最后索引"},
		{"next", "", "the next index to send", "下一个要发送的索引"},
		{"state", "", "probe, replicate or snapshot", "probe、replicate 或 snapshot"},
		{"inflight", "", "messages sent and not acknowledged", "已发送未确认的消息数"},
		{"paused", "", "sends nothing until it hears from the peer", "收到对端消息前不再发送"},
		{"active", "", "heard from since the last quorum check", "上次多数派检查以来有回应"},
	}},
	{"timer", "计时器", reflect.TypeFor[timer](), []row{
		{"elapsed", "", "ticks since it was reset", "重置以来的 tick 数"},
		{"timeout", "", "it fires when elapsed reaches this", "elapsed 达到此值时触发"},
	}},
	{"store", "存储", reflect.TypeFor[store](), []row{
		{"index", "", "the consistent index: the last entry in it", "一致性索引：其中的最后条目"},
		{"durable", "", "the consistent index in its file", "数据文件中的一致性索引"},
		{"keys", "", "keys that exist now", "现存的键数"},
		{"hash", "", "equal stores have equal hashes", "内容相同则哈希相同"},
		{"rev", "", "the revision of the last write", "最后一次写入的修订版本"},
		{"compact", "", "the revision it was compacted at", "压缩到的修订版本"},
		{"swept", "", "the compaction that has gone through its file", "已处理完文件的压缩"},
		{"revisions", "", "the puts and tombstones it holds", "其中的写入与墓碑数"},
		{"leases", "", "the leases it holds", "其中的租约数"},
		{"pending", "", "entries that wait for the next commit of its file", "等待下次写入文件的条目数"},
		{"size", "", "bytes of its file", "文件的字节数"},
		{"inuse", "", "bytes of its file that are not in free pages", "文件中非空闲页的字节数"},
	}},
	{"message", "消息", reflect.TypeFor[message](), []row{
		{"id", "", "its number: 12 for #12", "编号：#12 为 12"},
		{"type", "", "raft's name: MsgApp, MsgVote, …; Request, Response and WatchResponse of clients", "raft 的名称：MsgApp、MsgVote 等；客户端为 Request、Response 和 WatchResponse"},
		{"from", "", "the sender", "发送者"},
		{"to", "", "the receiver", "接收者"},
		{"term", "", "its term", "任期"},
		{"index", "", "of MsgApp the entry before; of MsgAppResp the last that matches, or the one refused; of MsgVote the last", "MsgApp：前一条目；MsgAppResp：匹配的最后条目或被拒绝的条目；MsgVote：最后条目"},
		{"logterm", "", "the term of that entry", "该条目的任期"},
		{"commit", "", "the commit index it tells", "所告知的提交索引"},
		{"entries", "", "how many entries it carries", "携带的条目数"},
		{"reject", "", "whether it refuses", "是否拒绝"},
		{"held", "", "whether it waits for release or deliver", "是否被扣住"},
		{"sent", "", "ms when it was sent", "发送时刻（毫秒）"},
		{"due", "", "ms when it arrives", "到达时刻（毫秒）"},
		{"text", "", "of a client's message: what it says", "客户端消息的内容"},
	}},
	{"client", "客户端", reflect.TypeFor[client](), []row{
		{"name", "", "c1", "名称"},
		{"node", "", "the node it last sent to", "上次发往的节点"},
		{"timeout", "", "ms it waits for an answer", "等待应答的毫秒数"},
		{"retries", "", "attempts after the first", "首次之后的尝试次数"},
		{"open", "", "operations without an answer yet", "尚无应答的操作"},
		{"last", "", `the operation that ended last; its fields are empty before the first`, "最近结束的操作；尚无则各字段为空"},
		{"reading", "", "whether it reads what its watches are sent", "是否读取监听收到的内容"},
		{"watches", "", "its watches, and the last that was cancelled, by number", "它的监听，以及最近取消的一个，按编号排列"},
	}},
	{"watch", "监听", reflect.TypeFor[watch](), []row{
		{"id", "", "its number: that of the operation that asked for it", "编号：即请求它的操作的编号"},
		{"text", "", "as etcdctl spells it: watch foo", "etcdctl 的写法：watch foo"},
		{"node", "", "the node that serves it, or is asked to", "为其服务的节点，或正在请求的节点"},
		{"state", "", "opening, open or canceled", "opening、open 或 canceled"},
		{"next", "", "the revision it has yet to see", "尚未看到的第一个修订版本"},
		{"events", "", "received so far", "已收到的事件数"},
		{"last", "", `the last event: PUT foo bar @5`, "最近的事件：PUT foo bar @5"},
		{"why", "", `why it was canceled; "" if its client wished so`, `取消的原因；客户端自己取消则为 ""`},
	}},
	{"op", "操作", reflect.TypeFor[op](), []row{
		{"node", "", "the node it was last sent to", "最近发往的节点"},
		{"text", "", "as etcdctl spells it: put foo bar", "etcdctl 的写法：put foo bar"},
		{"start", "", "ms", "开始时刻（毫秒）"},
		{"end", "", "ms; 0 while open", "结束时刻（毫秒）；未结束为 0"},
		{"attempt", "", "1 for the first", "第几次尝试，从 1 起"},
		{"state", "", "open, ok, failed or unknown", "open、ok、failed 或 unknown"},
		{"result", "", "the answer or the error", "应答或错误"},
		{"revision", "", "the store's revision in the answer", "应答中的存储修订版本"},
	}},
	{"violation", "违反", reflect.TypeFor[violation](), []row{
		{"property", "", "the property that broke", "被破坏的性质"},
		{"text", "", "what was found", "发现的问题"},
		{"nodes", "", "the nodes concerned", "涉及的节点"},
		{"index", "", "the log index concerned, or 0", "涉及的日志索引，或 0"},
		{"step", "", "the step that broke it", "发生的步"},
	}},
}
