package command

import "raftviz/engine/lang"

// Commands of clients that concern watches.
type (
	// Watch asks to be told of every change in a range, from now or from a
	// revision on. It continues until it is cancelled.
	Watch struct {
		Target
		Rev int64 `opt:"--rev" kind:"number" help:"from that revision on; without it from now on" zh:"从该修订版本起；不给出则从现在起"`
		Range
		PrevKV         bool `opt:"--prev-kv" help:"events say what was there before" zh:"事件附带修改前的键值"`
		ProgressNotify bool `opt:"--progress-notify" help:"be told now and then how far it has come, even if nothing changes" zh:"即使没有修改，也不时获知进度"`
		Fragment       bool `opt:"--fragment" help:"large responses may come in pieces" zh:"允许把很大的响应拆成几段"`
		NoPut          bool `opt:"--no-put" help:"leave out puts" zh:"不要写入事件"`
		NoDelete       bool `opt:"--no-delete" help:"leave out deletions" zh:"不要删除事件"`
	}
	// Unwatch cancels the client's watch with the given number, which is that
	// of the operation that asked for it.
	Unwatch struct {
		Target
		ID uint64 `arg:"watch"`
	}
	// Progress asks how far the client's watches have come.
	Progress struct{ Target }
)

var watchRows = []Spec{
	row[Watch](Spec{
		Name: "watch", Group: Clients, Example: "watch foo --rev=2",
		Help:     lang.Text{EN: "be told of every change of a key, or of all keys from KEY up to, not including, END", ZH: "监听一个键，或从 KEY 到 END（不含）的所有键，获知每一次修改"},
		Synonyms: "subscribe observe",
		Note: lang.Text{
			EN: "It goes on until it is cancelled. The node asked serves it from its own store, whether it leads or not. When the connection is lost the client asks again, from where it had come to: the same node if one was named, else any. " +
				"`--no-put` and `--no-delete` are filters of etcd's API that etcdctl has no flags for.",
			ZH: "监听一直持续到被取消。被请求的节点用自己的存储提供服务，无论它是不是领导者。连接断开后，客户端从中断处重新请求：指定过节点就仍找它，否则任选一个。" +
				"`--no-put` 和 `--no-delete` 是 etcd API 中的过滤器，etcdctl 没有对应的选项。",
		},
	}),
	row[Unwatch](Spec{
		Name: "unwatch", Group: Clients, Example: "unwatch 3",
		Help:     lang.Text{EN: "cancel the client's watch of that number", ZH: "取消客户端的这个监听"},
		Synonyms: "unsubscribe cancel",
		Note: lang.Text{
			EN: "A watch bears the number of the operation that asked for it.",
			ZH: "监听的编号就是请求它的那个操作的编号。",
		},
	}),
	row[Progress](Spec{
		Name: "progress", Group: Clients, Example: "progress",
		Help: lang.Text{EN: "ask how far the client's watches have come", ZH: "询问客户端的监听进行到了哪里"},
		Note: lang.Text{
			EN: "As in etcd there is no answer while one of them is behind.",
			ZH: "与 etcd 一样，只要其中有落后的，就不会有答复。",
		},
	}),
}

func (c Watch) String() string    { return line(&c) }
func (c Unwatch) String() string  { return line(&c) }
func (c Progress) String() string { return line(&c) }
