package explain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// Whatever can happen has its sentences, in both languages, and they say the
// same.

// rows calls f for every row of a language, with a name that both share.
func rows(l *language, f func(name string, r row)) {
	for k, r := range l.say {
		f("say "+event.Kind(k).String(), r)
	}
	for k, r := range l.short {
		f("short "+event.Kind(k).String(), r)
	}
	for b, r := range l.why {
		f(fmt.Sprintf("why %v %v", b.kind, b.reason), r)
	}
	for b, r := range l.shortWhy {
		f(fmt.Sprintf("shortWhy %v %v", b.kind, b.reason), r)
	}
	for t, r := range l.sent {
		f("sent "+t, r)
	}
	for t, r := range l.received {
		f("received "+t, r)
	}
	for c, r := range l.causes {
		f("cause "+c.String(), r)
	}
	for i, r := range l.asides {
		f(fmt.Sprint("aside ", i), r)
	}
}

func TestEveryKindAndRefusalHasItsRows(t *testing.T) {
	for in, l := range languages {
		for k := event.KindNone + 1; k < event.NumKinds; k++ {
			if len(l.say[k]) == 0 || len(l.short[k]) == 0 {
				t.Errorf("%s: %v has no row", lang.Lang(in), k)
			}
		}
		for k := range event.NumKinds {
			for _, r := range k.Reasons() {
				if len(l.why[because{k, r}]) == 0 || len(l.shortWhy[because{k, r}]) == 0 {
					t.Errorf("%s: %v for %v has no row", lang.Lang(in), k, r)
				}
			}
		}
		for c := event.Start; c <= event.Wait; c++ {
			if len(l.causes[c]) == 0 {
				t.Errorf("%s: cause %v has no row", lang.Lang(in), c)
			}
		}
		for i, r := range l.asides {
			if len(r) == 0 {
				t.Errorf("%s: aside %d has no row", lang.Lang(in), i)
			}
		}
		for m := range messages {
			if len(l.sent[m]) == 0 || len(l.received[m]) == 0 {
				t.Errorf("%s: message %s has no row", lang.Lang(in), m)
			}
		}
	}
	for id := range numAsides {
		if !slices.ContainsFunc(asides, func(a aside) bool { return a.id == id }) {
			t.Errorf("aside %d is never due", id)
		}
	}
}

func TestEveryNameHasItsWord(t *testing.T) {
	for _, l := range lang.All {
		for k := event.KindNone; k < event.NumKinds; k++ {
			if Kind(l, k) == "" {
				t.Errorf("%v: kind %v", l, k)
			}
		}
		for r := event.NoReason + 1; r < event.NumReasons; r++ {
			if Reason(l, r) == "" {
				t.Errorf("%v: reason %v", l, r)
			}
		}
		for c := event.Start; c <= event.Wait; c++ {
			if Cause(l, c) == "" {
				t.Errorf("%v: cause %v", l, c)
			}
		}
		for i := range 4 {
			if Role(l, frame.Role(i)) == "" || Status(l, frame.Status(i)) == "" || Disk(l, frame.DiskState(i)) == "" || Op(l, frame.OpState(i)) == "" {
				t.Errorf("%v: role, status, disk or operation %d", l, i)
			}
		}
		for i := range 3 {
			if Progress(l, frame.ProgressState(i)) == "" || EntryType(l, frame.EntryType(i)) == "" {
				t.Errorf("%v: progress or entry type %d", l, i)
			}
		}
		if Role(l, 99) != "" || Reason(l, event.NumReasons) != "" || Kind(lang.Chinese, event.NumKinds) != "" {
			t.Errorf("%v: what does not exist has a word", l)
		}
	}
	if n := len(languages[lang.Chinese].kindNames); n != int(event.NumKinds) {
		t.Errorf("%d names of kinds", n)
	}
}

// kindOf returns the kind that a row of that name is about.
func kindOf(row string) (event.Kind, bool) {
	words := strings.Fields(row)
	if len(words) < 2 {
		return event.KindNone, false
	}
	return event.ParseKind(words[1])
}

var blanks = regexp.MustCompile(`\{([^}]*)\}`)

// TestBlanks holds every template against the facts and conditions there are,
// and the Chinese templates against the English ones.
func TestBlanks(t *testing.T) {
	forms := [lang.Count]map[string][]string{}
	used := map[string]bool{}
	for l, words := range languages {
		forms[l] = map[string][]string{}
		rows(words, func(name string, r row) {
			for _, tmpl := range r {
				var form []string
				for _, m := range blanks.FindAllStringSubmatch(tmpl, -1) {
					b := m[1]
					used[strings.TrimLeft(b, "?!")] = true
					switch {
					case strings.HasPrefix(strings.TrimLeft(b, "?!"), "."):
						if k, ok := kindOf(name); !ok || k.Schema().Named(strings.TrimLeft(b, "?!.")) == nil {
							t.Errorf("%s, %s: the payload has no field %q", lang.Lang(l), name, b)
						}
					case strings.HasPrefix(b, "?"), strings.HasPrefix(b, "!"):
						if conds[b[1:]] == nil {
							t.Errorf("%s, %s: no condition %q", lang.Lang(l), name, b)
						}
					case facts[b] == nil:
						t.Errorf("%s, %s: no fact %q", lang.Lang(l), name, b)
					}
					if !slices.Contains(form, b) {
						form = append(form, b)
					}
				}
				slices.Sort(form)
				forms[l][name] = append(forms[l][name], strings.Join(form, " "))
			}
		})
	}
	for name, want := range forms[lang.English] {
		if got := forms[lang.Chinese][name]; !slices.Equal(got, want) && name != "say violated" {
			t.Errorf("%s:\nChinese %q\nEnglish %q", name, got, want)
		}
	}
	for name := range facts {
		if !used[name] {
			t.Errorf("fact %q is never used", name)
		}
	}
	for _, k := range kinds {
		for _, c := range k.cites {
			used[c.when] = true
		}
	}
	for _, list := range messages {
		for _, c := range list {
			used[c.when] = true
		}
	}
	for _, list := range reasons {
		for _, c := range list {
			used[c.when] = true
		}
	}
	for name := range conds {
		if !used[name] {
			t.Errorf("condition %q is never used", name)
		}
	}
}

// speak calls f with everything that is said of a step: of the step, and of
// each event.
func speak(prev *frame.Frame, s *event.Step, l lang.Lang, f func(what, said string, width int)) {
	f("step", Step(prev, s, l).String(), StepWidth)
	for i := range s.Events {
		e := &s.Events[i]
		what := fmt.Sprintf("%v %v %s", e.Kind(), e.Reason(), typeOf(e.Msg()))
		f(what, Event(prev, s, e, l), StepWidth)
		f(what, Short(e, l), ShortWidth)
	}
}

func typeOf(m *frame.Message) string {
	if m == nil {
		return ""
	}
	return m.Type
}

// TestNothingKnown asks for everything where the frames say nothing at all.
func TestNothingKnown(t *testing.T) {
	types := []string{"", "MsgNobodyKnows"}
	for m := range messages {
		types = append(types, m)
	}
	types = append(types, request, response, watchResponse)
	frames := []*frame.Frame{
		nil, {}, {Network: &frame.Network{}, Nodes: []*frame.Node{{Name: "n1"}, {Name: "n2"}}},
		{Nodes: []*frame.Node{{Name: "n1", Role: frame.Leader, Term: 1, First: 1, Config: &frame.Membership{}}}},
	}
	for _, l := range append(lang.All, 77) {
		for _, f := range frames {
			try := func(e event.Event) {
				s := &event.Step{Events: []event.Event{e}, Frame: f}
				speak(f, s, l, func(what, said string, width int) { sound(t, what, said, width) })
			}
			for k := event.KindNone; k < event.NumKinds; k++ {
				for r := event.NoReason; r < event.NumReasons; r++ {
					try(event.Event{Payload: about(k, filling{reason: r})})
					try(event.Event{Node: "n1", Payload: about(k, filling{reason: r, peer: "n2", first: 4, last: 2, term: 1})})
				}
				for _, m := range types {
					try(event.Event{Payload: about(k, filling{msg: &frame.Message{Type: m}})})
					try(event.Event{Node: "n1", Payload: about(k, filling{peer: "n2", msg: &frame.Message{ID: 1, Type: m, From: "n2", To: "n1", Index: 7}})})
				}
			}
			for c := event.Start; c <= event.Wait; c++ {
				for _, node := range []string{"", "n1", "n9"} {
					x := Step(f, &event.Step{Cause: event.Cause{Type: c, Node: node, Msg: 9}, Frame: f}, l)
					sound(t, c.String(), x.Text, StepWidth)
					if x.Event != -1 {
						t.Errorf("%v: tells of event %d of none", c, x.Event)
					}
				}
			}
			sound(t, "nil", Step(f, nil, l).Text, StepWidth)
			_ = Event(f, nil, nil, l)
			_ = Event(f, &event.Step{}, &event.Event{}, l)
			_ = Short(nil, l)
		}
	}
}

// sound checks the form of what is said.
func sound(t *testing.T, what, said string, width int) {
	t.Helper()
	switch {
	case said == "" && strings.HasPrefix(what, "none"):
	case said == "":
		t.Errorf("%s: nothing is said", what)
	case strings.ContainsAny(said, "{}"):
		t.Errorf("%s: a blank is left: %q", what, said)
	case termtext.Width(said) > width:
		t.Errorf("%s: %d cells: %q", what, termtext.Width(said), said)
	case strings.Contains(said, "%!"), strings.ContainsFunc(said, unicode.IsControl):
		t.Errorf("%s: %q", what, said)
	}
}
