package query

import (
	"slices"

	"raftviz/engine/frame"
)

// The views are what an expression sees of a frame. Each field has its row in
// the reference.

type node struct {
	Name     string `expr:"name"`
	Status   string `expr:"status"`
	Up       bool   `expr:"up"`
	Role     string `expr:"role"`
	Term     int    `expr:"term"`
	Vote     string `expr:"vote"`
	Lead     string `expr:"lead"`
	Commit   int    `expr:"commit"`
	Applied  int    `expr:"applied"`
	First    int    `expr:"first"`
	Last     int    `expr:"last"`
	LastTerm int    `expr:"lastterm"`

	Log   []*entry         `expr:"log"`
	Entry func(int) *entry `expr:"entry"`

	Synced   int      `expr:"synced"`
	Durable  int      `expr:"durable"`
	Snapshot snapshot `expr:"snapshot"`
	Disk     disk     `expr:"disk"`

	Voter      bool       `expr:"voter"`
	Learner    bool       `expr:"learner"`
	Config     membership `expr:"config"`
	Progress   []*peer    `expr:"progress"`
	Granted    []string   `expr:"granted"`
	Refused    []string   `expr:"refused"`
	Transferee string     `expr:"transferee"`
	Timer      timer      `expr:"timer"`
	Rate       int        `expr:"rate"`
	Inbox      int        `expr:"inbox"`
	Revision   int        `expr:"revision"`
	Store      store      `expr:"store"`
	Alarms     []string   `expr:"alarms"`
	Watchers   []*watcher `expr:"watchers"`

	src *frame.Node
	env *env
	log []*entry // made when first asked for
}

type (
	entry struct {
		Index int    `expr:"index"`
		Term  int    `expr:"term"`
		Type  string `expr:"type"`
		Text  string `expr:"text"`
	}
	snapshot struct {
		Index int `expr:"index"`
		Term  int `expr:"term"`
	}
	disk struct {
		State   string `expr:"state"`
		Mode    string `expr:"mode"`
		Latency int    `expr:"latency"`
		Queue   int    `expr:"queue"`
		Lied    bool   `expr:"lied"`
	}
	membership struct {
		Voters   []string `expr:"voters"`
		Outgoing []string `expr:"outgoing"`
		Learners []string `expr:"learners"`
		Joint    bool     `expr:"joint"`
	}
	peer struct {
		Node     string `expr:"node"`
		Match    int    `expr:"match"`
		Next     int    `expr:"next"`
		State    string `expr:"state"`
		Inflight int    `expr:"inflight"`
		Paused   bool   `expr:"paused"`
		Active   bool   `expr:"active"`
	}
	timer struct {
		Elapsed int `expr:"elapsed"`
		Timeout int `expr:"timeout"`
	}
	store struct {
		Index   int `expr:"index"`
		Durable int `expr:"durable"`
		Keys    int `expr:"keys"`
		Hash    int `expr:"hash"`
		Rev     int `expr:"rev"`
		Compact int `expr:"compact"`
		Swept   int `expr:"swept"`

		Revisions int `expr:"revisions"`
		Leases    int `expr:"leases"`
		Pending   int `expr:"pending"`
		Size      int `expr:"size"`
		InUse     int `expr:"inuse"`
	}
	message struct {
		ID      int    `expr:"id"`
		Type    string `expr:"type"`
		From    string `expr:"from"`
		To      string `expr:"to"`
		Term    int    `expr:"term"`
		Index   int    `expr:"index"`
		LogTerm int    `expr:"logterm"`
		Commit  int    `expr:"commit"`
		Entries int    `expr:"entries"`
		Reject  bool   `expr:"reject"`
		Hint    int    `expr:"hint"`
		Held    bool   `expr:"held"`
		Sent    int    `expr:"sent"`
		Due     int    `expr:"due"`
		Text    string `expr:"text"`
	}
	client struct {
		Name    string `expr:"name"`
		Node    string `expr:"node"`
		Timeout int    `expr:"timeout"`
		Retries int    `expr:"retries"`
		Open    []*op  `expr:"open"`
		Last    *op    `expr:"last"`

		Reading bool     `expr:"reading"`
		Watches []*watch `expr:"watches"`
	}
	watch struct {
		ID     int    `expr:"id"`
		Text   string `expr:"text"`
		Node   string `expr:"node"`
		State  string `expr:"state"`
		Next   int    `expr:"next"`
		Events int    `expr:"events"`
		Last   string `expr:"last"`
		Why    string `expr:"why"`
	}
	watcher struct {
		ID       int    `expr:"id"`
		Client   string `expr:"client"`
		Key      string `expr:"key"`
		End      string `expr:"end"`
		Group    string `expr:"group"`
		Next     int    `expr:"next"`
		Kept     int    `expr:"kept"`
		Buffered int    `expr:"buffered"`
		Unread   int    `expr:"unread"`
	}
	op struct {
		Node     string `expr:"node"`
		Text     string `expr:"text"`
		Start    int    `expr:"start"`
		End      int    `expr:"end"`
		Attempt  int    `expr:"attempt"`
		State    string `expr:"state"`
		Result   string `expr:"result"`
		Revision int    `expr:"revision"`
	}
	violation struct {
		Property string   `expr:"property"`
		Text     string   `expr:"text"`
		Nodes    []string `expr:"nodes"`
		Index    int      `expr:"index"`
		Step     int      `expr:"step"`
	}
)

func newNode(e *env, n *frame.Node) *node {
	v := viewOf[node](nodes, n)
	v.src, v.env = n, e
	v.Up, v.Last, v.LastTerm, v.Rate = n.Up(), int(n.Last()), int(n.LastTerm()), n.Clock.Rate
	v.Snapshot = *viewOf[snapshot](snapshots, &n.Snapshot)
	v.Disk = *viewOf[disk](disks, &n.Disk)
	v.Disk.Queue = len(n.Disk.Queue)
	v.Timer = *viewOf[timer](timers, &n.Timer)
	v.Store = newStore(n)
	v.Revision = v.Store.Rev
	for _, a := range n.OpenStore().Alarms {
		v.Alarms = append(v.Alarms, a.Member+" "+a.Type)
	}
	if m := n.Config; m != nil {
		v.Config = *viewOf[membership](memberships, m)
		v.Config.Joint = m.Joint()
		v.Voter = slices.Contains(m.Voters, n.Name) || slices.Contains(m.Outgoing, n.Name)
		v.Learner = slices.Contains(m.Learners, n.Name)
	}
	return v
}

func newStore(n *frame.Node) store {
	d := n.OpenStore()
	v := *viewOf[store](stores, d)
	v.Durable, v.Revisions, v.Leases = int(n.StoreDurable), len(d.Revs), len(d.Leases)
	for _, c := range d.Pending {
		v.Pending += c.Puts + c.Gone
	}
	if d.File != nil {
		v.Size, v.InUse = int(d.File.Size), int(d.File.InUse)
	}
	return v
}

// entries returns the log as views, made once an evaluation.
func (n *node) entries() []*entry {
	if n.log == nil {
		made := make([]entry, len(n.src.Log))
		n.log = make([]*entry, len(n.src.Log))
		for i, e := range n.src.Log {
			made[i] = viewEntry(e)
			n.log[i] = &made[i]
		}
	}
	return n.log
}

func viewEntry(e *frame.Entry) entry {
	v := *viewOf[entry](entries, e)
	v.Text = e.Text()
	return v
}

func (n *node) progress() []*peer {
	ps := make([]*peer, len(n.src.Progress))
	for i := range ps {
		ps[i] = viewOf[peer](peers, &n.src.Progress[i])
	}
	return ps
}

// watchers returns the watchers of the node's store, by client.
func (n *node) watchers() []*watcher {
	var ws []*watcher
	for _, s := range n.src.OpenStore().Streams {
		for i := range s.Watchers {
			w := viewOf[watcher](watchers, &s.Watchers[i])
			w.Client, w.Buffered, w.Unread = s.Client, s.Buffered, s.Unread
			ws = append(ws, w)
		}
	}
	return ws
}

func newMessage(m *frame.Message) *message {
	v := viewOf[message](messages, m)
	v.Entries, v.Text = len(m.Entries), m.Text()
	return v
}

// newClient gives a client that has no answer yet an operation whose fields
// are all empty, so that a condition may wait for the first.
func newClient(c *frame.Client) *client {
	v := viewOf[client](clients, c)
	v.Last, v.Reading = &op{}, !c.Deaf
	for _, w := range c.Watches {
		v.Watches = append(v.Watches, viewOf[watch](watches, w))
	}
	for _, o := range c.Open {
		v.Open = append(v.Open, viewOf[op](ops, o))
	}
	if c.Last != nil {
		v.Last = viewOf[op](ops, c.Last)
	}
	return v
}
