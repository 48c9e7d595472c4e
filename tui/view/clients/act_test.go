package clients

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// wish writes an intent in one line: > and the operation that is chosen, @ and
// the position, the pane, ! and what is said.
func wish(i pane.Intent, ok bool) string {
	if !ok {
		return "-"
	}
	text := ""
	if i.Select != nil {
		text += ">" + kit.Number(i.Select.Op)
	}
	if i.Seek != nil {
		text += " @" + kit.Number(*i.Seek)
	}
	if i.Focus != "" {
		text += " " + string(i.Focus) + " " + i.Select.Node
	}
	if i.Judge {
		text += " judge"
	}
	if i.Say != "" {
		text += " !" + i.Say
	}
	return strings.TrimSpace(text)
}

// The operations of the shop are 1 (steps 21, 23), 2 (22, 24), 3 (25, 26), 4 (57,
// again 63, ended 65), 5 (58, 59), 6 (60, 61), 7 (62, 64), 8 (66, 67) and 9 (68,
// 69).
func TestActOnHistory(t *testing.T) {
	w, here := shop()
	for _, c := range []struct {
		name   string
		pos    int
		chosen uint64
		key    keys.Action
		want   string
	}{
		{"up from none", here, 0, keys.ScrollUp, ">7"},
		{"down from none", here, 0, keys.ScrollDown, ">8"},
		{"up", here, 5, keys.ScrollUp, ">4"},
		{"down into what is to come", here, 8, keys.ScrollDown, ">9"},
		{"down at the end", here, 9, keys.ScrollDown, ">9"},
		{"up at the beginning", here, 1, keys.ScrollUp, ">1"},
		{"go to the invocation", here, 5, keys.Open, ">5 @58"},
		{"go to that of the newest", here, 0, keys.Open, ">8 @67"},
		{"from the invocation to the answer", 58, 5, keys.Open, ">5 @59"},
		{"from the answer to the invocation", 59, 5, keys.Open, ">5 @58"},
		{"far ahead, from the invocation to silence", 57, 4, keys.Open, ">4 @65"},
		{"a later one", here, 9, keys.Open, ">9 @68"},
		{"judge", here, 5, keys.Judge, "judge"},
		{"another's key", here, 5, keys.CrashRestart, "-"},
	} {
		p, s := New(), w.at(c.pos, lang.English)
		s.Selected.Op, s.Selected.Node = c.chosen, "n9"
		picture(p, 60, 14, s, false)
		i, ok := p.Act(c.key, s)
		if got := wish(i, ok); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if i.Select != nil && i.Select.Node != "n9" {
			t.Errorf("%s: what else is chosen is forgotten", c.name)
		}
	}
}

// Choosing an operation chooses what it wrote or read.
func TestChoosesRevision(t *testing.T) {
	w, pos := shop()
	s := w.at(pos, lang.English)
	s.Frame().Nodes = []*frame.Node{{Name: "n1", Store: &store.State{Revs: []*store.Rev{{Main: 4, Key: "y", Index: 9}}}}}
	for op, want := range map[uint64]scene.Selection{
		7: {Op: 7, Key: "y", Main: 4, Index: 9}, // put
		6: {Op: 6, Key: "x", Main: 3},           // get
		5: {Op: 5}, 4: {Op: 4}, 8: {Op: 8},      // failed, unknown, open
	} {
		s.Selected = scene.Selection{Op: op - 1, Key: "other", Main: 99, Sub: 1, Index: 98}
		i, _ := New().Act(keys.ScrollDown, s)
		if i.Select == nil || *i.Select != want {
			t.Errorf("operation %d chooses %+v, want %+v", op, i.Select, want)
		}
	}
}

// A deletion has written the revision it is answered with only if it found
// something to delete, and a range is not one key.
func TestChoosesDeleted(t *testing.T) {
	for _, c := range []struct {
		ask, answer string
		want        scene.Selection
	}{
		{"del x", "0", scene.Selection{Op: 1, Key: "x", Main: 4}},
		{"del x", "1", scene.Selection{Op: 1, Key: "x", Main: 4, Index: 9}},
		{"del x", "10", scene.Selection{Op: 1, Key: "x", Main: 4, Index: 9}},
		{"del x --prefix", "1", scene.Selection{Op: 1}},
		{"del x z", "2", scene.Selection{Op: 1}},
		{"get x", "7", scene.Selection{Op: 1, Key: "x", Main: 4}},
		{"get x --prefix", "7", scene.Selection{Op: 1}},
		{"put x 7", "OK", scene.Selection{Op: 1, Key: "x", Main: 4, Index: 9}},
	} {
		w := newWorld()
		id := w.ask(100, "c1", "n1", c.ask)
		w.answer(110, id, c.answer, 4)
		s := w.at(len(w.steps)-1, lang.English)
		s.Frame().Nodes = []*frame.Node{{Name: "n1"}, {Name: "n2", Store: &store.State{Revs: []*store.Rev{{Main: 3, Key: "x", Index: 8}, {Main: 4, Key: "x", Index: 9}}}}}
		s.Selected.Op = id
		i, _ := New().Act(keys.ScrollDown, s)
		if i.Select == nil || *i.Select != c.want {
			t.Errorf("%s, answered %s, chooses %+v, want %+v", c.ask, c.answer, i.Select, c.want)
		}
	}
}

func TestActWithoutAnswer(t *testing.T) {
	w := newWorld()
	id := w.ask(100, "c1", "n1", "put x 1")
	w.idle(4, 100)
	s := w.at(1, lang.English)
	s.Selected.Op = id
	if got := wish(New().Act(keys.Open, s)); got != ">1 !it has no answer as far as the recording goes, or not for long" {
		t.Errorf("%q", got)
	}
	cold := samples.Of(samples.Cold(), lang.English)
	for k, want := range map[keys.Action]string{
		keys.Open: "!no client has asked for anything yet", keys.ScrollUp: "", keys.ScrollDown: "",
		keys.Judge: "!no client has asked for anything yet: :put x 1 writes a key",
	} {
		if got := wish(New().Act(k, cold)); got != want {
			t.Errorf("where nothing was asked, %d: %q, want %q", k, got, want)
		}
	}
	s.Verdict = &scene.Verdict{Running: true}
	if got := wish(New().Act(keys.Judge, s)); !strings.HasPrefix(got, "!judging") {
		t.Errorf("judging twice: %q", got)
	}
}

func TestActOnWatches(t *testing.T) {
	w := watched()
	for _, c := range []struct {
		chosen uint64
		key    keys.Action
		want   string
	}{
		{0, keys.ScrollDown, ">2"}, {0, keys.ScrollUp, ">1"}, {2, keys.ScrollDown, ">4"}, {5, keys.ScrollDown, ">5"},
		{2, keys.Open, ">2 mvcc n3"}, {0, keys.Open, ">1 mvcc n1"}, {4, keys.Open, "!watch 4 is canceled: no node serves it"},
	} {
		s := w.at(len(w.steps)-1, lang.English)
		s.Selected.Op = c.chosen
		if got := wish((&Pane{view: watches}).Act(c.key, s)); got != c.want {
			t.Errorf("%d, %d: %q, want %q", c.chosen, c.key, got, c.want)
		}
	}
}

func TestActOnTotals(t *testing.T) {
	w, pos := shop()
	s := w.at(pos, lang.English)
	p := &Pane{view: totals}
	for _, want := range []string{">7", ">4", ""} { // the newest of c2, of c3; there is no other
		i, ok := p.Act(keys.ScrollDown, s)
		if got := wish(i, ok); got != want {
			t.Errorf("down: %q, want %q", got, want)
		}
		if i.Select != nil {
			s.Selected = *i.Select
		}
	}
	if p.Act(keys.Open, s); p.view != bars {
		t.Error("enter on a client does not show its operations")
	}
}

func TestMouse(t *testing.T) {
	w, pos := shop()
	p, s := New(), w.at(pos, lang.English)
	lines := strings.Split(picture(p, 60, 14, s, false), "\n")
	for y, l := range lines {
		got := wish(p.Click(20, y, s), true)
		want := map[bool]string{true: ">7"}[strings.Contains(l, "put y 7")]
		if want != "" && got != want {
			t.Errorf("a click on %q chooses %q", l, got)
		}
	}
	if got := wish(p.Wheel(0, -1, s), true); got != ">7" {
		t.Errorf("the wheel chooses %q", got)
	}
	p.Click(strings.Index(lines[0], "totals")-2, 0, s) // ▸ takes three bytes
	if p.view != totals {
		t.Error("a click on a view's name does not show it")
	}
}

// Wherever one comes from, what the history says of a position is what its frame
// says.
func TestHistoryAgrees(t *testing.T) {
	shop, _ := shop()
	for _, w := range []*world{shop, crowd(200), retries()} {
		h, r := &history{}, rand.New(rand.NewPCG(1, 2))
		pos := 0
		for range 400 {
			switch last := len(w.steps) - 1; r.IntN(4) {
			case 0:
				pos = r.IntN(last + 1)
			case 1:
				pos = max(pos-1-r.IntN(9), 0)
			default:
				pos = min(pos+1+r.IntN(3), last)
			}
			h.gather(w.at(pos, lang.English), 1+r.IntN(30), r.IntN(9))
			agrees(t, h, w.steps[pos])
		}
	}
}

// The same for runs of the engine, at every position, forwards and back.
func TestRealHistoryAgrees(t *testing.T) {
	for _, r := range []*samples.Run{samples.Shop(), samples.StoryRun(), samples.Watching(), samples.Crowd(), samples.Hostile()} {
		h := &history{}
		for pos := range r.Steps {
			h.gather(r.SceneAt(pos, lang.English), 12, 3)
			agrees(t, h, r.Steps[pos])
		}
		for pos := len(r.Steps) - 1; pos >= 0; pos -= 3 {
			h.gather(r.SceneAt(pos, lang.English), 5, 1)
			agrees(t, h, r.Steps[pos])
		}
	}
}

func agrees(t *testing.T, h *history, st *event.Step) {
	t.Helper()
	pos := int(st.Index)
	open := map[uint64]*frame.Op{}
	for _, c := range st.Frame.Clients {
		for _, o := range c.Open {
			open[o.ID] = o
		}
		if l := c.Last; l != nil && h.find(l.ID) < 0 {
			t.Errorf("step %d: the operation of %s that ended last, %d, is not known", pos, c.Name, l.ID)
		}
	}
	for i, o := range h.ops {
		if i > 0 && h.ops[i-1].ID >= o.ID {
			t.Errorf("step %d: operations are not in order", pos)
		}
		if o.future(pos) {
			continue
		}
		is := open[o.ID]
		delete(open, o.ID)
		switch {
		case (is != nil) == o.over(pos):
			t.Errorf("step %d: operation %d is over: %v", pos, o.ID, o.over(pos))
		case is != nil && (o.tries(pos) != is.Attempt || o.endpoint(pos) != is.Node && o.endpoint(pos) != "" || o.Request != is.Request || o.Start != is.Start):
			t.Errorf("step %d: operation %d: attempt %d at %s of %q since %d, not %+v", pos, o.ID, o.tries(pos), o.endpoint(pos), o.Request.Text(), o.Start, is)
		}
	}
	for id := range open {
		t.Errorf("step %d: open operation %d is not known", pos, id)
	}
}

// retries is a recording of operations that overlap and are asked again.
func retries() *world {
	w := newWorld()
	r := rand.New(rand.NewPCG(3, 4))
	var open []uint64
	for at := int64(10); at < 6000; at += int64(r.IntN(20)) {
		k := 0
		if len(open) > 0 {
			k = r.IntN(len(open))
		}
		switch n := r.IntN(6); {
		case len(open) == 0 || n == 0 && len(open) < 9:
			open = append(open, w.ask(at, fmt.Sprintf("c%d", 1+r.IntN(4)), "n1", "put x 1"))
		case n < 4:
			w.again(at, open[k], fmt.Sprintf("n%d", 1+r.IntN(5)))
		default:
			if n == 4 {
				w.timeOut(at, open[k])
			} else {
				w.answer(at, open[k], "OK", 1)
			}
			open = append(open[:k], open[k+1:]...)
		}
	}
	return w
}

// What one drawing reads does not grow with the recording, and what was read is
// not read again.
func TestReadsLittle(t *testing.T) {
	w := crowd(20_000)
	p, c := New(), canvas.New(200, 60)
	draw := func(pos int) int {
		s := w.at(pos, lang.English)
		w.reads = 0
		p.Draw(c.Area(), s)
		return w.reads
	}
	const most = (mostRead + 1) * stretch
	for _, pos := range []int{39_000, 12_345, 40_000, 3, 0} {
		if n := draw(pos); n > most {
			t.Errorf("at %d %d steps are read", pos, n)
		}
		for range 20 {
			draw(pos)
		}
		if n := draw(pos); n != 0 {
			t.Errorf("drawn again, %d reads %d steps", pos, n)
		}
	}
	draw(20_000)
	for pos := 20_001; pos < 20_100; pos++ {
		if n := draw(pos); n > 40 {
			t.Fatalf("a step on, at %d, %d steps are read", pos, n)
		}
	}
}

// A verdict that is older than the position says so, unless it is settled.
func TestVerdict(t *testing.T) {
	w, pos := shop()
	s := w.at(pos, lang.English)
	for _, c := range []struct {
		v    *scene.Verdict
		want string
	}{
		{nil, "? linearizable or not? a finds out"},
		{&scene.Verdict{Running: true}, "judging what the clients were told"},
		{judgedAs(linear.Linearizable, pos), "✓ linearizable: 7 operations, 1 of unknown outcome, 1 not judged: one store could have given these answers"},
		{judgedAs(linear.Linearizable, 40), "✓ linearizable up to step 40; a judges again"},
		{judgedAs(linear.NotLinearizable, 40, 2, 3), "≠ not linearizable: these 2 answers contradict each other"},
		{judgedAs(linear.Undecided, 40), "? undecided: 7 operations have too many orders to try, 1 of unknown outcome, 1 not judged up to step 40; a judges again"},
	} {
		s.Verdict = c.v
		if got, _ := verdict(s); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}
