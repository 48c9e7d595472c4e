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
	v := &node{
		src: n, env: e,
		Name: n.Name, Status: n.Status.String(), Up: n.Up(), Role: n.Role.String(),
		Term: int(n.Term), Vote: n.Vote, Lead: n.Lead, Commit: int(n.Commit), Applied: int(n.Applied),
		First: int(n.First), Last: int(n.Last()), LastTerm: int(n.LastTerm()),
		Synced: int(n.Synced), Durable: int(n.Durable),
		Snapshot: snapshot{int(n.Snapshot.Index), int(n.Snapshot.Term)},
		Disk:     disk{n.Disk.State.String(), n.Disk.Mode, int(n.Disk.Latency), len(n.Disk.Queue)},
		Granted:  n.Granted, Refused: n.Refused, Transferee: n.Transferee,
		Timer: timer{n.Timer.Elapsed, n.Timer.Timeout}, Rate: n.Clock.Rate, Inbox: n.Inbox,
		Revision: int(n.OpenStore().Rev),
		Store:    newStore(n),
	}
	for _, a := range n.OpenStore().Alarms {
		v.Alarms = append(v.Alarms, a.Member+" "+a.Type)
	}
	if m := n.Config; m != nil {
		v.Config = membership{m.Voters, m.Outgoing, m.Learners, m.Joint()}
		v.Voter = slices.Contains(m.Voters, n.Name) || slices.Contains(m.Outgoing, n.Name)
		v.Learner = slices.Contains(m.Learners, n.Name)
	}
	return v
}

func newStore(n *frame.Node) store {
	d := n.OpenStore()
	v := store{
		Index: int(d.Index), Durable: int(n.StoreDurable), Keys: d.Keys, Hash: int(d.Hash),
		Rev: int(d.Rev), Compact: int(d.ScheduledCompactRev), Swept: int(d.FinishedCompactRev),
		Revisions: len(d.Revs), Leases: len(d.Leases),
	}
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
	return entry{int(e.Index), int(e.Term), e.Type.String(), e.Text}
}

func (n *node) progress() []*peer {
	ps := make([]*peer, len(n.src.Progress))
	for i, p := range n.src.Progress {
		ps[i] = &peer{p.Node, int(p.Match), int(p.Next), p.State.String(), p.Inflight, p.Paused, p.Active}
	}
	return ps
}

// watchers returns the watchers of the node's store, by client.
func (n *node) watchers() []*watcher {
	var ws []*watcher
	for _, s := range n.src.OpenStore().Streams {
		for _, w := range s.Watchers {
			ws = append(ws, &watcher{int(w.ID), s.Client, w.Key, w.End, w.Group.String(), int(w.Next), w.Kept, s.Buffered, s.Unread})
		}
	}
	return ws
}

func newMessage(m *frame.Message) *message {
	return &message{
		int(m.ID), m.Type, m.From, m.To, int(m.Term), int(m.Index), int(m.LogTerm), int(m.Commit),
		len(m.Entries), m.Reject, m.Held, int(m.Sent), int(m.Due), m.Text,
	}
}

// newClient gives a client that has no answer yet an operation whose fields
// are all empty, so that a condition may wait for the first.
func newClient(c *frame.Client) *client {
	v := &client{Name: c.Name, Node: c.Endpoint, Timeout: int(c.Timeout), Retries: c.Retries, Last: &op{}, Reading: !c.Deaf}
	for _, w := range c.Watches {
		v.Watches = append(v.Watches, &watch{int(w.ID), w.Text, w.Node, w.State.String(), int(w.Next), w.Events, w.Last, w.Why})
	}
	for _, o := range c.Open {
		v.Open = append(v.Open, newOp(o))
	}
	if c.Last != nil {
		v.Last = newOp(c.Last)
	}
	return v
}

func newOp(o *frame.Op) *op {
	return &op{o.Node, o.Text, int(o.Start), int(o.End), o.Attempt, o.State.String(), o.Result, int(o.Rev)}
}
