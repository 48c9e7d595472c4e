package query

import (
	"reflect"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/record"
	state "raftviz/mvccviz/store"
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
			if r.help == "" {
				f := s.record.Named(r.name)
				n.Help = lang.Text{EN: f.Says, ZH: f.ZH}
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

// A row is a name, how it is written, and what it says. A row that says nothing
// has the words of the field of that name in the record, of which the tags tell.
type row struct{ name, form, help, zh string }

// sections hold a row for every field of every view.
var sections = []struct {
	of, zh string
	typ    reflect.Type
	record *record.Schema // what the view shows; nil if it is of no record
	rows   []row
}{
	{"", "", envType, nil, []row{
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
		{"value", `value("n1", "x")`, `the value of a key as n1's store holds it, whatever the others hold; "" if it has none`, `n1 的存储中该键的值，不论其他节点如何；没有则为 ""`},
		{"violations", "", "the safety properties that broke", "被破坏的安全性质"},
		{"uniq", "uniq(list)", "a list of numbers or texts, each once", "去重后的数字或文本列表"},
	}},
	{"node", "节点", nodeType, record.Of[frame.Node](), []row{
		{name: "name"},
		{name: "status"},
		{"up", "", "its process exists: running or paused", "进程是否存在：运行或暂停"},
		{name: "role"},
		{name: "term"},
		{name: "vote"},
		{name: "lead"},
		{name: "commit"},
		{name: "applied"},
		{name: "first"},
		{"last", "", "the index of its last entry", "最后一条日志的索引"},
		{"lastterm", "", "the term of its last entry", "最后一条日志的任期"},
		{name: "log"},
		{"entry", "entry(i)", "the entry with raft's index i; its term is 0 if it is not held", "索引为 i 的条目；若不存在则任期为 0"},
		{name: "synced"},
		{name: "durable"},
		{name: "snapshot"},
		{name: "disk"},
		{"voter", "", "whether it votes, as it knows the configuration", "按其所知的配置，是否为投票成员"},
		{"learner", "", "whether it is a learner, as it knows the configuration", "按其所知的配置，是否为学习者"},
		{name: "config"},
		{name: "progress"},
		{name: "granted"},
		{name: "refused"},
		{name: "transferee"},
		{name: "timer"},
		{"rate", "", "the speed of its clock; 1000 is honest", "时钟速度；1000 为准确"},
		{name: "inbox"},
		{"revision", "", "the revision of its store", "其存储的修订版本"},
		{name: "store"},
		{"alarms", "", `the alarms raised in its store: "n2 NOSPACE"`, `其存储中已触发的告警："n2 NOSPACE"`},
		{"watchers", "", "the watchers of its store", "其存储的监听者"},
	}},
	{"watcher", "监听者", reflect.TypeFor[watcher](), record.Of[state.Watcher](), []row{
		{name: "id"},
		{"client", "", "who watches", "客户端"},
		{name: "key"},
		{name: "end"},
		{name: "group"},
		{name: "next"},
		{name: "kept"},
		{"buffered", "", "responses in the buffer of its client", "该客户端缓冲区中的响应数"},
		{"unread", "", "responses sent to its client and not read", "已发给该客户端而未读的响应数"},
	}},
	{"entry", "日志条目", reflect.TypeFor[entry](), record.Of[frame.Entry](), []row{
		{name: "index"},
		{name: "term"},
		{name: "type"},
		{name: "text"},
	}},
	{"snapshot", "快照", reflect.TypeFor[snapshot](), record.Of[frame.Snapshot](), []row{
		{name: "index"},
		{name: "term"},
	}},
	{"disk", "磁盘", reflect.TypeFor[disk](), record.Of[frame.Disk](), []row{
		{name: "state"},
		{name: "mode"},
		{name: "latency"},
		{name: "queue"},
		{name: "lied"},
	}},
	{"membership", "成员配置", reflect.TypeFor[membership](), record.Of[frame.Membership](), []row{
		{name: "voters"},
		{name: "outgoing"},
		{name: "learners"},
		{"joint", "", "whether both majorities are needed", "是否需要两个多数派"},
	}},
	{"peer", "对端进度", reflect.TypeFor[peer](), record.Of[frame.Progress](), []row{
		{name: "node"},
		{name: "match"},
		{name: "next"},
		{name: "state"},
		{name: "inflight"},
		{name: "paused"},
		{name: "active"},
	}},
	{"timer", "计时器", reflect.TypeFor[timer](), record.Of[frame.Timer](), []row{
		{name: "elapsed"},
		{name: "timeout"},
	}},
	{"store", "存储", reflect.TypeFor[store](), record.Of[state.State](), []row{
		{name: "index"},
		{"durable", "", "the consistent index in its file", "数据文件中的一致性索引"},
		{name: "keys"},
		{name: "hash"},
		{name: "rev"},
		{name: "compact"},
		{name: "swept"},
		{name: "revisions"},
		{name: "leases"},
		{name: "pending"},
		{"size", "", "bytes of its file", "文件的字节数"},
		{"inuse", "", "bytes of its file that are not in free pages", "文件中非空闲页的字节数"},
	}},
	{"message", "消息", reflect.TypeFor[message](), record.Of[frame.Message](), []row{
		{name: "id"},
		{name: "type"},
		{name: "from"},
		{name: "to"},
		{name: "term"},
		{name: "index"},
		{name: "logterm"},
		{name: "commit"},
		{name: "entries"},
		{name: "reject"},
		{"hint", "", "of a MsgAppResp that refuses: where to try next", "拒绝的 MsgAppResp 中：下次从哪里试起"},
		{name: "held"},
		{name: "sent"},
		{name: "due"},
		{"text", "", "of a client's message: what it says", "客户端消息的内容"},
	}},
	{"client", "客户端", reflect.TypeFor[client](), record.Of[frame.Client](), []row{
		{name: "name"},
		{name: "node"},
		{name: "timeout"},
		{name: "retries"},
		{name: "open"},
		{name: "last"},
		{"reading", "", "whether it reads what its watches are sent", "是否读取监听收到的内容"},
		{name: "watches"},
	}},
	{"watch", "监听", reflect.TypeFor[watch](), record.Of[frame.Watch](), []row{
		{name: "id"},
		{name: "text"},
		{name: "node"},
		{name: "state"},
		{name: "next"},
		{name: "events"},
		{name: "last"},
		{name: "why"},
	}},
	{"op", "操作", reflect.TypeFor[op](), record.Of[frame.Op](), []row{
		{name: "node"},
		{name: "text"},
		{name: "start"},
		{name: "end"},
		{name: "attempt"},
		{name: "state"},
		{name: "result"},
		{name: "revision"},
	}},
	{"violation", "违反", reflect.TypeFor[violation](), record.Of[frame.Violation](), []row{
		{name: "property"},
		{name: "text"},
		{name: "nodes"},
		{name: "index"},
		{name: "step"},
	}},
}
