package check

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A drawing is a run, frame after frame, for example
//
//	n1 L2 c1 | 1a 2b      n1 leads term 2, has committed 1, and holds a and b of terms 1 and 2
//	n2 F2 c1 | 1a
//	--                    the next step; nodes that are not drawn again stay as they are
//	n2 F2 c1 | 1a 2b
//	! wiped n3            an event of the step
//
// After the role and term (F, P, C, L) may stand: cN commit, aN applied, vN vote
// for node N, yN synced, fN first index, sI/T snapshot, hI/H store index and
// hash, down, paused, removed.
func play(t *testing.T, drawing string) (last []*frame.Violation) {
	t.Helper()
	var c *Checker
	prev := &frame.Frame{}
	pool := map[frame.Entry]*frame.Entry{}
	for i, part := range strings.Split(drawing, "--\n") {
		if len(last) > 0 {
			t.Fatalf("step %d broke %s too early: %s", i-1, last[0].Property, last[0].Text.EN)
		}
		s := draw(t, prev, part, pool)
		s.Index = uint64(i)
		if i == 0 {
			c = New(s.Frame)
		} else {
			last = c.Step(prev, s)
		}
		prev = s.Frame
	}
	return last
}

func draw(t *testing.T, prev *frame.Frame, part string, pool map[frame.Entry]*frame.Entry) *event.Step {
	t.Helper()
	f := &frame.Frame{Nodes: append([]*frame.Node(nil), prev.Nodes...)}
	s := &event.Step{Frame: f}
	for line := range strings.Lines(part) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "//")
		if line == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "! "); ok {
			w := append(strings.Fields(rest), "0")
			kind, ok := event.ParseKind(w[0])
			if !ok {
				t.Fatalf("no event %q", w[0])
			}
			s.Events = append(s.Events, event.Event{Node: w[1], Payload: ofTerm(kind, number(t, w[2]))})
			continue
		}
		n := drawNode(t, line, pool)
		k := 0
		for k < len(f.Nodes) && f.Nodes[k].Name != n.Name {
			k++
		}
		if k == len(f.Nodes) {
			f.Nodes = append(f.Nodes, nil)
		}
		f.Nodes[k] = n
	}
	return s
}

// ofTerm returns a payload of a kind, with a term if it has one.
func ofTerm(k event.Kind, term uint64) event.Payload {
	p, at := k.New()
	if f := k.Schema().Named("term"); f != nil {
		f.SetUint64(at, term)
	}
	return p
}

func drawNode(t *testing.T, line string, pool map[frame.Entry]*frame.Entry) *frame.Node {
	t.Helper()
	head, log, _ := strings.Cut(line, "|")
	w := strings.Fields(head)
	n := &frame.Node{Name: w[0], First: 1, Role: frame.Role(strings.IndexByte("FPCL", w[1][0])), Term: number(t, w[1][1:])}
	for _, x := range w[2:] {
		switch x {
		case "down":
			n.Status = frame.Down
			continue
		case "paused":
			n.Status = frame.Paused
			continue
		case "removed":
			n.Status = frame.Removed
			continue
		}
		a, b, _ := strings.Cut(x[1:], "/")
		v := number(t, a)
		switch x[0] {
		case 'c':
			n.Commit = v
		case 'a':
			n.Applied = v
		case 'v':
			n.Vote = fmt.Sprint("n", v)
		case 'y':
			n.Synced = v
		case 'f':
			n.First = v
		case 's':
			n.Snapshot = frame.Snapshot{Index: v, Term: number(t, b)}
		case 'h':
			n.Store = &store.State{Index: v, Hash: number(t, b)}
		default:
			t.Fatalf("what is %q in %q?", x, line)
		}
	}
	for i, x := range strings.Fields(log) {
		e := frame.Entry{Index: n.First + uint64(i), Term: number(t, x[:1]), Text: x[1:]}
		if pool[e] == nil {
			pool[e] = &e
		}
		n.Log = append(n.Log, pool[e])
	}
	return n
}

func number(t *testing.T, s string) (v uint64) {
	t.Helper()
	if _, err := fmt.Sscan(s, &v); err != nil {
		t.Fatalf("%q is not a number", s)
	}
	return v
}

// A scene is a drawing whose last step breaks what it says, or nothing.
type scene struct {
	name    string
	drawing string
	broken  []frame.Violation // Property "" is the one of the table
}

func run(t *testing.T, property string, scenes []scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			var got []frame.Violation
			for _, v := range play(t, s.drawing) {
				got = append(got, *v)
			}
			step := uint64(strings.Count(s.drawing, "--\n"))
			for i := range s.broken {
				s.broken[i].Step = step
				if s.broken[i].Property == "" {
					s.broken[i].Property = property
				}
			}
			for i := range got {
				if zh := &got[i].Text.ZH; !strings.ContainsFunc(*zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("in Chinese: %q", *zh)
				} else {
					*zh = "" // what is expected is written out in English
				}
			}
			if !reflect.DeepEqual(got, s.broken) {
				t.Errorf("got  %+v\nwant %+v", got, s.broken)
			}
		})
	}
}
