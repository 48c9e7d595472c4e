package frame

// A Network is how the links behave. Links that behave as the configuration
// says are not listed.
type Network struct {
	Links []Link `key:"links" says:"those that do not behave as configured, by sender, then receiver"`
}

// A Link is one direction between two nodes.
type Link struct {
	From     string `key:"from" says:"the sender"`
	To       string `key:"to" says:"the receiver"`
	Latency  int64  `key:"lat" says:"ms a message takes"`
	Jitter   int64  `key:"jit" says:"ms it may take longer, at most"`
	Loss     int    `key:"loss" says:"messages lost, per mille"`
	Dup      int    `key:"dup" says:"messages delivered twice, per mille"`
	Cut      bool   `key:"cut" says:"nothing passes"`
	Hold     bool   `key:"hold" says:"messages wait until they are released"`
	HoldType string `key:"only" says:"the type of the messages that wait; \"\" is all"`
}

// Link returns the link with these ends, and false if it behaves as the
// configuration says.
func (n *Network) Link(from, to string) (Link, bool) {
	for _, l := range n.Links {
		if l.From == from && l.To == to {
			return l, true
		}
	}
	return Link{}, false
}

// Cut reports whether nothing passes from one node to the other.
func (n *Network) Cut(from, to string) bool {
	l, ok := n.Link(from, to)
	return ok && l.Cut
}

// A Message is on its way, or held. From and To are nodes, or a client.
type Message struct {
	ID   uint64 `key:"id" says:"its number: 12 for #12" zh:"编号：#12 为 12"`
	Type string `key:"type" says:"raft's name: MsgApp, MsgVote, …; Request, Response and WatchResponse of clients" zh:"raft 的名称：MsgApp、MsgVote 等；客户端为 Request、Response 和 WatchResponse"`
	From string `key:"from" says:"the sender" zh:"发送者"`
	To   string `key:"to" says:"the receiver" zh:"接收者"`
	Term uint64 `key:"term" says:"its term" zh:"任期"`

	Index   uint64   `key:"i" says:"of MsgApp the entry before; of MsgAppResp the last that matches, or the one refused; of MsgVote the last" zh:"MsgApp：前一条目；MsgAppResp：匹配的最后条目或被拒绝的条目；MsgVote：最后条目"` // of a Response the revision
	LogTerm uint64   `key:"it" name:"logterm" says:"the term of that entry" zh:"该条目的任期"`
	Commit  uint64   `key:"commit" says:"the commit index it tells" zh:"所告知的提交索引"`
	Entries []*Entry `key:"ent" says:"how many entries it carries" zh:"携带的条目数"`
	Reject  bool     `key:"rej" says:"whether it refuses" zh:"是否拒绝"` // also a Response that is an error
	Hint    uint64   `key:"hint" says:"of a MsgAppResp that refuses: where to try next"`
	Snap    Snapshot `key:"snap" says:"of MsgSnap: its snapshot"`
	Force   bool     `key:"force" says:"of MsgVote for a leadership transfer: a lease does not stop it"`
	Op      uint64   `key:"op" says:"the client operation it carries or answers, if any"`
	Text    string   `key:"x" as:"text" says:"of a client's message: what it says" zh:"客户端消息的内容"`

	Sent int64  `key:"sent" says:"ms when it was sent" zh:"发送时刻（毫秒）"`
	Due  int64  `key:"due" says:"ms when it arrives" zh:"到达时刻（毫秒）"` // unless held
	Held bool   `key:"held" says:"whether it waits for release or deliver" zh:"是否被扣住"`
	Copy uint64 `key:"copy" says:"the message it duplicates, or 0"`
}
