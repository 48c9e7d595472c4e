// Package panes is the registry of panes. A pane is a row of it and a package:
// its key, its title, its place in each arrangement of the screen, the help and
// docs/keys.md all come from the row.
package panes

import (
	"slices"

	"raftviz/engine/lang"
	"raftviz/tui/view/checks"
	"raftviz/tui/view/clients"
	"raftviz/tui/view/cluster"
	"raftviz/tui/view/events"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/lesson"
	"raftviz/tui/view/logs"
	"raftviz/tui/view/mvcc"
	"raftviz/tui/view/network"
	"raftviz/tui/view/node"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/timeline"
	"raftviz/tui/view/why"
	"raftviz/tui/view/words"
)

// A Row is a pane.
type Row struct {
	ID     pane.ID
	Key    string // gives it the focus
	Title  lang.Text
	Own    []keys.Binding // hold while it has the focus; scope and group are filled in
	New    func() pane.Pane
	Places []Place // where it stands without being asked for; elsewhere it takes the stage
}

// Table holds all panes, in the order in which tab goes through them.
var Table = []Row{
	{pane.Cluster, "1", lang.Text{EN: "cluster", ZH: "集群"}, cluster.Keys, made(cluster.New), []Place{
		{In: Study, Column: 0}, {In: StudyLarge, Column: 0, Least: ring(3), Share: 1}, {In: Teach, Column: 0},
		{In: Probe, Column: 0, Least: table}, {In: ProbeLarge, Column: 0, Least: ring(2), Share: 1},
	}},
	{pane.Log, "2", lang.Text{EN: "log", ZH: "日志"}, logs.Keys, made(logs.New), []Place{
		{In: Study, Column: 1, Least: logRows}, {In: StudyLarge, Column: 1, Least: logRows}, {In: Teach, Column: 1, Stage: true},
		{In: Probe, Column: 1, Least: aNode(4)}, {In: ProbeLarge, Column: 1, Least: logRows},
	}},
	{pane.Timeline, "3", lang.Text{EN: "timeline", ZH: "时间线"}, timeline.Keys, made(timeline.New), []Place{
		{In: Study, Column: 1, Least: rows(6), Share: 1, Stage: true}, {In: StudyLarge, Column: 1, Least: rows(12), Share: 1, Stage: true},
		{In: Probe, Column: 1, Least: rows(7), Share: 1, Stage: true}, {In: ProbeLarge, Column: 1, Least: rows(12), Share: 1, Stage: true},
	}},
	{pane.Why, "4", lang.Text{EN: "why", ZH: "原因"}, nil, made(why.New), nil},
	{pane.Node, "5", lang.Text{EN: "node", ZH: "节点"}, node.Keys, made(node.New), []Place{
		{In: Probe, Column: 0, Rank: 2, Least: rows(6), Share: 2}, {In: ProbeLarge, Column: 0, Least: rows(14), Share: 1},
	}},
	{pane.Network, "6", lang.Text{EN: "network", ZH: "网络"}, network.Keys, made(network.New), []Place{
		{In: Probe, Column: 0, Rank: 1, Least: rows(6), Share: 1}, {In: ProbeLarge, Column: 2, Least: rows(9), Share: 1},
	}},
	{pane.MVCC, "7", lang.Text{EN: "mvcc", ZH: "MVCC"}, mvcc.Keys, made(mvcc.New), []Place{
		{In: StudyLarge, Column: 0, Least: rows(12)}, {In: Probe, Column: 1, Least: rows(7), Share: 1}, {In: ProbeLarge, Column: 2, Least: rows(10), Share: 1},
	}},
	{pane.Clients, "8", lang.Text{EN: "clients", ZH: "客户端"}, clients.Keys, made(clients.New), []Place{{In: ProbeLarge, Column: 2, Least: rows(8), Share: 1}}},
	{pane.Checks, "9", lang.Text{EN: "checks", ZH: "检查"}, checks.Keys, made(checks.New), []Place{{In: ProbeLarge, Column: 2, Least: rows(9)}}},
	{pane.Lesson, "0", lang.Text{EN: "lesson", ZH: "课程"}, lesson.Keys, made(lesson.New), nil},
	{"events", "E", lang.Text{EN: "events", ZH: "事件"}, events.Keys, made(events.New), nil},
}

func made[P pane.Pane](create func() P) func() pane.Pane {
	return func() pane.Pane { return create() }
}

// New returns all panes, new.
func New() map[pane.ID]pane.Pane {
	all := make(map[pane.ID]pane.Pane, len(Table))
	for i := range Table {
		all[Table[i].ID] = Table[i].New()
	}
	return all
}

// Index returns the place of a pane in Table, -1 if there is no such pane.
func Index(id pane.ID) int { return slices.IndexFunc(Table, func(r Row) bool { return r.ID == id }) }

// Find returns the pane of that name.
func Find(name string) (pane.ID, bool) { return pane.ID(name), Index(pane.ID(name)) >= 0 }

// Names lists the names of all panes.
func Names() (names []string) {
	for _, r := range Table {
		names = append(names, string(r.ID))
	}
	return names
}

// Title returns what a pane is called in a language.
func Title(id pane.ID, l lang.Lang) string { return Table[Index(id)].Title.In(l) }

// Next returns the pane that comes so many after another, round and round.
func Next(id pane.ID, by int) pane.ID {
	n := len(Table)
	return Table[((Index(id)+by)%n+n)%n].ID
}

// Bindings returns the table of all keys: those of keys.Table, those that go to a
// pane, and those of each pane.
func Bindings() []keys.Binding {
	var to, own []keys.Binding
	for i, r := range Table {
		to = append(to, keys.Binding{Action: keys.ToPane(i), Scope: keys.Show, Group: keys.Looking, Keys: []string{r.Key}, Label: r.Key})
		for _, b := range r.Own {
			b.Scope, b.Group = r.ID.Scope(), keys.InPane
			own = append(own, b)
		}
	}
	at := 1 + slices.IndexFunc(keys.Table, func(b keys.Binding) bool { return b.Action == keys.PrevPane })
	list := slices.Insert(slices.Clone(keys.Table), at, to...)
	end := slices.IndexFunc(list, func(b keys.Binding) bool { return b.Scope == keys.Page })
	return slices.Insert(list, end, own...)
}

// Does says what an action does, for the help; Short says it for the footer.
func Does(w *words.Table, a keys.Action) string {
	if i, ok := a.Pane(); ok {
		return Table[i].Title.In(w.Lang)
	}
	return w.Does[a]
}

// Short is Does in a word.
func Short(w *words.Table, a keys.Action) string {
	if i, ok := a.Pane(); ok {
		return Table[i].Title.In(w.Lang)
	}
	return w.Short[a]
}
