package tui

import (
	"strings"
	"testing"
	"time"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/words"
)

func TestParseBreakpoint(t *testing.T) {
	for _, c := range []struct {
		text  string
		kinds event.Set
		node  string
		cond  string
	}{
		{"became_leader", event.SetOf(event.KindBecameLeader), "", ""},
		{"became_leader,committed", event.SetOf(event.KindBecameLeader, event.KindCommitted), "", ""},
		{"became_leader， crashed", event.SetOf(event.KindBecameLeader, event.KindCrashed), "", ""},
		{"crashed cut", event.SetOf(event.KindCrashed, event.KindCut), "", ""},
		{"committed on n2", event.SetOf(event.KindCommitted), "n2", ""},
		{`committed if node("n1").commit >= 5`, event.SetOf(event.KindCommitted), "", `node("n1").commit >= 5`},
		{"became_leader on n2 if term > 2", event.SetOf(event.KindBecameLeader), "n2", "term > 2"},
		{"term > 3", event.Set{}, "", "term > 3"},
		{`leader == "n1"`, event.Set{}, "", `leader == "n1"`},
		{`not node("n1").up`, event.Set{}, "", `not node("n1").up`},
	} {
		b, err := parseBreakpoint(c.text, words.For(lang.English))
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		cond := ""
		if b.cond != nil {
			cond = b.cond.String()
		}
		if b.kinds != c.kinds || b.node != c.node || cond != c.cond {
			t.Errorf("%q is %+v under %q", c.text, b, cond)
		}
	}
}

func TestWrongBreakpoints(t *testing.T) {
	for text, want := range map[string]string{
		"became_leadr":                        `there is no event "became_leadr"; did you mean "became_leader"?`,
		"comitted if term > 3":                `there is no event "comitted"; did you mean "committed"?`,
		"leader on n2":                        `there is no event "leader"`,
		"xyzzy":                               `there is no event "xyzzy"; tab lists them`,
		"committed n2":                        `did you mean "on n2"?`,
		"committed on x":                      `on is followed by a node such as n2, not by "x"`,
		"committed on":                        `on is followed by a node such as n2, not by ""`,
		"committed > 3":                       `"> 3" cannot follow`,
		"committed on n1 later":               `"later" cannot follow`,
		"committed if":                        "there is no expression",
		"committed if trem > 1":               `unknown name "trem" (at 14); did you mean "term"?`,
		"trem > 3":                            `did you mean "term"?`,
		"leader":                              "a condition is true or false",
		"committed if leader":                 "a condition is true or false",
		"term = 3":                            "= does not compare",
		"became_leader, if term":              "a condition is true or false",
		"committed if node(\"n1\").commt > 1": `did you mean "commit"?`,
	} {
		if _, err := parseBreakpoint(text, words.For(lang.English)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := parseBreakpoint("comitted", words.For(lang.Chinese)); err == nil || err.Error() != `没有事件 "comitted"；是不是 "committed"？` {
		t.Errorf("in Chinese: %v", err)
	}
}

// setBreak types a breakpoint.
func (d *driver) setBreak(text string) {
	d.press("b")
	d.typeIn(text)
	d.press("enter")
}

// c and C go to the nearest step at which any breakpoint matches, and say which.
func TestBreakpoints(t *testing.T) {
	d := drive(t, Options{})
	s := d.a.viewer
	d.press("c")
	d.shows("no breakpoint")
	d.setBreak("became_leader")
	d.press("c")
	leader := s.head.pos
	if s.step(leader).Has(event.KindBecameLeader) == nil {
		t.Fatalf("c stopped at step %d", leader)
	}
	d.shows("step " + kit.Number(leader) + ": became_leader")
	d.press("n", "n")
	d.setBreak("term == 1")
	d.press("g", "c")
	term := s.head.pos
	if f := s.step(term).Frame; f.Term() != 1 || term >= leader {
		t.Fatalf("c stopped at step %d, in term %d", term, f.Term())
	}
	d.shows("step " + kit.Number(term) + ": term == 1")
	d.press("c")
	d.at(leader)
	d.press("G", "C")
	d.at(leader)
	d.press("C")
	d.at(term)
	d.press("C")
	d.at(term)
	d.shows("nowhere there: became_leader · term == 1")
	d.press("b")
	d.typeIn("nonsense ==")
	d.press("enter")
	if s.typing() == nil {
		t.Error("an expression that cannot be is taken")
	}
}

// An event may be wanted at a node, and under a condition.
func TestBreakpointsWithConditions(t *testing.T) {
	d := drive(t, Options{}, elected, "put x 1", "put y 2", "run 300ms")
	s := d.a.viewer
	d.press("g")
	d.setBreak(`committed on n2 if node("n2").commit >= 2`)
	d.press("c")
	st := s.step(s.head.pos)
	e := st.Has(event.KindCommitted)
	if e == nil || e.Node != "n2" || st.Frame.Node("n2").Commit < 2 {
		t.Errorf("it stopped at step %d, %+v", s.head.pos, e)
	}
	for pos := range s.head.pos {
		if e := s.step(pos).Has(event.KindCommitted); e != nil && e.Node == "n2" && s.step(pos).Frame.Node("n2").Commit >= 2 {
			t.Errorf("step %d was passed over", pos)
		}
	}
}

// The page lists breakpoints; they can be changed, switched off and deleted.
func TestBreakpointsPage(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	d.setBreak("became_leader")
	d.setBreak("term == 1")
	d.command("breakpoints")
	d.shows("─ breakpoints", "■ on     became_leader", "■ on     term == 1", "What a breakpoint may be")
	d.press("down", "space")
	d.shows("□ off    term == 1")
	d.press("C")
	if len(s.modes) != 1 || s.step(s.head.pos).Has(event.KindBecameLeader) == nil {
		t.Errorf("C went to step %d", s.head.pos)
	}
	d.setBreak("term == 1") // is there: it is switched on
	d.shows("breakpoint 2 is that already")
	if len(s.breaks.list) != 2 || s.breaks.list[1].off {
		t.Errorf("there are %d breakpoints", len(s.breaks.list))
	}
	d.command("breakpoints")
	d.press("down", "enter")
	d.shows("b term == 1")
	d.press("backspace")
	d.typeIn("0 && now > 100")
	d.press("enter")
	d.shows("term == 0 && now > 100")
	d.press("up", "d")
	d.shows("deleted: became_leader")
	if len(s.breaks.list) != 1 || s.breaks.list[0].text != "term == 0 && now > 100" {
		t.Errorf("left is %+v", s.breaks.list)
	}
	d.press("space", "c")
	d.shows("every breakpoint is off")
	d.press("b", "enter")
	if !listsBreaks(s) {
		t.Error("b and enter do not list the breakpoints")
	}
	d.press("d", "d", "space", "enter", "up", "down", "q")
	d.press("c")
	d.shows("no breakpoint; b sets one")
}

// Playing stops at breakpoints, and says at which; run does not.
func TestPlayingStopsAtBreakpoints(t *testing.T) {
	d := drive(t, Options{}, elected, "run 100ms")
	s := d.a.viewer
	d.setBreak("became_leader")
	d.press("g", "+", "+", "+", "+", "+", "space")
	d.pass(20 * time.Second)
	if s.play.on || s.step(s.head.pos).Has(event.KindBecameLeader) == nil {
		t.Fatalf("playing stopped at step %d", s.head.pos)
	}
	at := s.head.pos
	d.shows("step " + kit.Number(at) + ": became_leader")
	d.press("space")
	d.pass(time.Second)
	if s.head.pos <= at {
		t.Error("playing does not go on from a breakpoint")
	}
	d.press("space", "g")
	d.command("run 10s")
	d.command("goto 0")
	d.command(`run until leader != ""`)
	if s.step(s.head.pos).Frame.Leader() == nil {
		t.Errorf("run until stopped at step %d", s.head.pos)
	}
	d.command("breakpoints")
	d.press("space", "q", "g", "space")
	d.pass(20 * time.Second)
	if s.head.pos <= at {
		t.Error("playing stops at a breakpoint that is off")
	}
}

func TestBreakpointCompletion(t *testing.T) {
	d := drive(t, Options{}, elected)
	value := func() string { return d.a.viewer.typing().input.Value() }
	for _, c := range []struct{ typed, want string }{
		{"became_l", "became_leader"},
		{"crashed,became_l", "crashed,became_leader"},
		{"became_leader on n", "became_leader on n1 "},
		{"became_leader on n2 if te", "became_leader on n2 if term "},
		{"committed if revi", "committed if revision "},
		{"revi", "revision "},
		{"term > 1 and revi", "term > 1 and revision "},
	} {
		d.press("b")
		d.typeIn(c.typed)
		d.press("tab")
		if got := value(); strings.TrimSpace(got) != strings.TrimSpace(c.want) {
			t.Errorf("%q becomes %q, want %q", c.typed, got, c.want)
		}
		d.press("esc")
	}
}

func listsBreaks(v *viewer) bool {
	_, ok := find[*breakPage](v.modes)
	return ok
}
