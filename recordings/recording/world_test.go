package recording

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A world makes steps that no cluster would take, but whose frames are formed
// and share memory as a cluster's are. Values are set through reflection, so a
// field that the format does not carry shows as a difference.
type world struct {
	n       func(int) int // a random number below the given one
	f       *frame.Frame
	prev    *frame.Frame
	msg, op uint64
	entries []*frame.Entry
	revs    []*store.Rev
	old     []*frame.Message // messages of long ago
}

func newWorld(n func(int) int) *world {
	cfg := config.Default()
	w := &world{n: n, f: &frame.Frame{Config: &cfg, Network: &frame.Network{}}}
	for id := uint64(1); id <= 3; id++ {
		w.f.Nodes = append(w.f.Nodes, blank(id))
	}
	w.prev = w.f
	return w
}

// blank is a node that has done nothing yet.
func blank(id uint64) *frame.Node {
	return &frame.Node{Name: config.NodeName(id), First: 1, Config: &frame.Membership{}}
}

func seeded(seed uint64) func(int) int { return rand.New(rand.NewPCG(seed, 7)).IntN }

func (w *world) start() *event.Step {
	w.mutate(12)
	w.f.Step, w.f.Time, w.f.Violations = 0, 0, nil
	return &event.Step{Frame: w.f}
}

// step makes the next step.
func (w *world) step() *event.Step {
	w.prev = w.f
	f := *w.f
	w.f = &f
	f.Step++
	f.Time += int64(w.n(50))
	w.mutate(1 + w.n(4))
	s := &event.Step{Index: f.Step, Time: f.Time, Frame: w.f}
	s.Parent = uint64(w.n(int(s.Index)))
	s.Cause = event.Cause{Type: event.CauseType(1 + w.n(10)), Node: w.name(), Msg: uint64(w.n(3)), Text: w.text()}
	for range w.n(5) {
		s.Events = append(s.Events, w.event())
	}
	for range w.n(2) {
		s.Raft = append(s.Raft, event.RaftLine{Node: w.name(), Text: w.text()})
	}
	return s
}

func (w *world) mutate(times int) {
	for range times {
		switch w.n(14) {
		case 12, 13:
			w.node(w.data)
		case 0, 1, 2:
			w.node(func(v *frame.Node) { w.touch(reflect.ValueOf(v).Elem(), "Name", "Log", "First", "Store") })
		case 3:
			w.node(w.append)
		case 4:
			w.node(w.relog)
		case 5, 6, 7:
			w.fly()
		case 8:
			w.f.Network = &frame.Network{}
			for range w.n(4) {
				var k frame.Link
				w.fill(reflect.ValueOf(&k).Elem())
				w.f.Network.Links = append(w.f.Network.Links, k)
			}
		case 9, 10:
			w.client()
		case 11:
			w.join()
			if w.n(20) == 0 {
				var v frame.Violation
				w.fill(reflect.ValueOf(&v).Elem())
				w.f.Violations = append(slices.Clip(w.f.Violations), &v)
			}
		}
	}
}

func (w *world) node(change func(*frame.Node)) {
	w.f.Nodes = slices.Clone(w.f.Nodes)
	i := w.n(len(w.f.Nodes))
	v := *w.f.Nodes[i]
	change(&v)
	w.f.Nodes[i] = &v
}

// join adds a node somewhere among the others.
func (w *world) join() {
	id := uint64(1 + w.n(config.MaxID))
	i, found := slices.BinarySearchFunc(w.f.Nodes, id, func(v *frame.Node, id uint64) int {
		k, _ := config.NodeID(v.Name)
		return int(k) - int(id)
	})
	if !found && w.n(4) == 0 {
		w.f.Nodes = slices.Insert(slices.Clone(w.f.Nodes), i, blank(id))
	}
}

// append lets a log grow in place, as the engine's do.
func (w *world) append(v *frame.Node) {
	for range 1 + w.n(3) {
		v.Log = append(v.Log, w.entryAt(v.Last()+1))
	}
}

// relog changes a log otherwise.
func (w *world) relog(v *frame.Node) {
	n := len(v.Log)
	switch w.n(6) {
	case 0: // truncated, and other entries appended
		v.Log = slices.Clip(v.Log[:w.n(n+1)])
		w.append(v)
	case 1: // truncated
		v.Log = slices.Clone(v.Log[:w.n(n+1)])
	case 2: // compacted
		k := w.n(n + 1)
		v.First, v.Log = v.First+uint64(k), v.Log[k:]
	case 3: // replaced by a snapshot
		v.First, v.Log = v.First+uint64(n+w.n(5)), nil
	case 4: // reopened: equal entries that are not the same
		v.Log = slices.Clone(v.Log)
		for i, e := range v.Log {
			same := *e
			v.Log[i] = &same
		}
	case 5: // wiped
		v.First, v.Log = uint64(1+w.n(3)), nil
	}
	if len(v.Log) == 0 {
		v.Log = nil
	}
}

// entryAt makes an entry for the given index, often one that another log has.
func (w *world) entryAt(index uint64) *frame.Entry {
	for _, e := range w.entries {
		if e.Index == index && w.n(2) == 0 {
			return e
		}
	}
	e := new(frame.Entry)
	w.fill(reflect.ValueOf(e).Elem())
	e.Index = index
	w.entries = append(w.entries, e)
	return e
}

func (w *world) entry() *frame.Entry {
	if len(w.entries) > 0 && w.n(2) == 0 {
		return w.entries[w.n(len(w.entries))]
	}
	e := new(frame.Entry)
	w.fill(reflect.ValueOf(e).Elem())
	w.entries = append(w.entries, e)
	return e
}

// fly changes the messages in flight.
func (w *world) fly() {
	f := slices.Clone(w.f.Flight)
	switch k := w.n(6); {
	case len(f) > 0 && k < 2:
		i := w.n(len(f))
		w.old = append(w.old, f[i])
		f = slices.Delete(f, i, i+1)
	case len(f) > 0 && k == 2:
		i := w.n(len(f))
		m := *f[i]
		w.touch(reflect.ValueOf(&m).Elem(), "ID")
		f[i] = &m
	case len(f) > 0 && k == 3: // equal, but not the same
		i := w.n(len(f))
		m := *f[i]
		f[i] = &m
	default:
		f = append(f, w.message())
	}
	if len(f) == 0 {
		f = nil
	}
	w.f.Flight = f
}

func (w *world) message() *frame.Message {
	m := new(frame.Message)
	w.fill(reflect.ValueOf(m).Elem())
	w.msg++
	m.ID = w.msg
	return m
}

func (w *world) client() {
	cs := slices.Clone(w.f.Clients)
	i := w.n(len(cs) + 1)
	if i == len(cs) {
		cs = append(cs, &frame.Client{Name: fmt.Sprint("c", len(cs))})
	}
	c := *cs[i]
	switch w.n(4) {
	case 0:
		w.touch(reflect.ValueOf(&c).Elem(), "Name", "Open", "Last")
	case 1:
		w.op++
		o := new(frame.Op)
		w.fill(reflect.ValueOf(o).Elem())
		o.ID, o.Client = w.op, c.Name
		c.Open = append(slices.Clip(c.Open), o)
	case 2:
		if len(c.Open) > 0 {
			k := w.n(len(c.Open))
			o := *c.Open[k]
			w.touch(reflect.ValueOf(&o).Elem(), "ID", "Client")
			c.Last = &o
			if c.Open = slices.Delete(slices.Clone(c.Open), k, k+1); len(c.Open) == 0 {
				c.Open = nil
			}
		}
	case 3:
		c.Open = slices.Clone(c.Open)
		for k, o := range c.Open {
			same := *o
			c.Open[k] = &same
			w.touch(reflect.ValueOf(&same).Elem(), "ID", "Client")
		}
	}
	cs[i] = &c
	w.f.Clients = cs
}

// event makes an event about a message that is, was, or never was under way.
func (w *world) event() event.Event {
	kind := event.KindNone + 1 + event.Kind(w.n(int(event.NumKinds)-1))
	payload, _ := kind.New()
	v := reflect.ValueOf(payload).Elem()
	for i := range v.NumField() {
		w.fill(v.Field(i))
	}
	var from []*frame.Message
	switch w.n(5) {
	case 0:
		from = w.prev.Flight
	case 1:
		from = w.f.Flight
	case 2:
		from = w.old
	case 3:
		from = []*frame.Message{w.message()}
	}
	if f := v.FieldByName("Msg"); f.IsValid() && len(from) > 0 {
		f.Set(reflect.ValueOf(from[w.n(len(from))]))
	}
	return event.Event{Node: w.name(), Payload: payload}
}

func (w *world) name() string {
	return [...]string{"", "n1", "n2", "n3", "c1", "a \"name\"", "中文"}[w.n(7)]
}

func (w *world) text() string {
	return [...]string{
		"", "put foo bar", "no-op", `quotes " and \ back`, "tab\tnewline\nnul\x00esc\x1b[2J", "del\x7f c1\u0085\u009b",
		"Übergröße 日本語 😀 \u2028", "<script>&amp;</script>", "n2 is leader", string(utf8Error), "}", `"h":"0123456789abcdef"}`,
	}[w.n(12)]
}

const utf8Error = '\uFFFD'

// touch gives a few random fields of a struct other values.
func (w *world) touch(v reflect.Value, but ...string) {
	for range 1 + w.n(3) {
		i := w.n(v.NumField())
		if slices.Contains(but, v.Type().Field(i).Name) {
			continue
		}
		w.fill(v.Field(i))
	}
}

var enums = map[reflect.Type]int{
	reflect.TypeFor[frame.Status]():        int(frame.Removed) + 1,
	reflect.TypeFor[frame.Role]():          int(frame.Leader) + 1,
	reflect.TypeFor[frame.EntryType]():     int(frame.ConfChangeV2) + 1,
	reflect.TypeFor[frame.ProgressState](): int(frame.SnapshotState) + 1,
	reflect.TypeFor[frame.DiskState]():     int(frame.DiskFail) + 1,
	reflect.TypeFor[frame.OpState]():       int(frame.OpUnknown) + 1,
	reflect.TypeFor[frame.WatchState]():    int(frame.WatchCanceled) + 1,
	reflect.TypeFor[store.Group]():         int(store.Victim) + 1,
	reflect.TypeFor[event.Reason]():        int(event.NumReasons),
	reflect.TypeFor[event.LinkChange]():    int(event.LinkUnheld) + 1,
	reflect.TypeFor[event.Switch]():        int(event.Off) + 1,
}

// fill sets a value, and all that is in it, at random.
func (w *world) fill(v reflect.Value) {
	if n, ok := enums[v.Type()]; ok {
		v.SetUint(uint64(w.n(n)))
		return
	}
	switch x := v.Addr().Interface().(type) {
	case *[]*frame.Entry:
		for *x = nil; w.n(3) > 0; {
			*x = append(*x, w.entry())
		}
		return
	case **frame.Message:
		return
	case *[]*frame.Watch:
		*x = w.watches(*x)
		return
	case **frame.Membership:
		*x = new(frame.Membership)
		w.fill(reflect.ValueOf(*x).Elem())
		return
	case *[]frame.Progress:
		*x = nil
		for i := range w.n(4) {
			var p frame.Progress
			w.fill(reflect.ValueOf(&p).Elem())
			p.Node = config.NodeName(uint64(i + 1))
			*x = append(*x, p)
		}
		return
	case *[]frame.Write:
		*x = w.queue(*x)
		return
	case *uint64:
		*x = [...]uint64{0, 1, 2, 17, 123456789, maxNumber}[w.n(6)]
		return
	case *int64:
		*x = [...]int64{0, 1, 250, maxNumber}[w.n(4)]
		return
	case *int:
		*x = [...]int{0, 1, 10, math.MaxInt32}[w.n(4)]
		return
	case *bool:
		*x = w.n(2) == 0
		return
	case *string:
		if *x = w.name(); w.n(2) == 0 {
			*x = w.text()
		}
		return
	case *[]string:
		*x = nil
		for range w.n(3) {
			*x = append(*x, w.name())
		}
		return
	}
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct {
		v.SetZero()
		for range w.n(3) {
			item := reflect.New(v.Type().Elem())
			w.fill(item.Elem())
			v.Set(reflect.Append(v, item.Elem()))
		}
		return
	}
	if v.Kind() == reflect.Int64 { // a number with a type of its own
		var x int64
		w.fill(reflect.ValueOf(&x).Elem())
		v.SetInt(x)
		return
	}
	if v.Kind() != reflect.Struct {
		panic("a world cannot fill " + v.Type().String())
	}
	for i := range v.NumField() {
		w.fill(v.Field(i))
	}
}

// queue lets writes leave and join a queue.
func (w *world) queue(old []frame.Write) []frame.Write {
	q := slices.Clone(old[min(w.n(3), len(old)):])
	if len(q) > 0 && w.n(2) == 0 {
		q[w.n(len(q))].Due = int64(w.n(1000))
	}
	for range w.n(3) {
		var x frame.Write
		w.fill(reflect.ValueOf(&x).Elem())
		q = append(q, x)
	}
	if len(q) == 0 {
		return nil
	}
	return q
}
