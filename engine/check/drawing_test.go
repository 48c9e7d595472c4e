package check

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
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
//	> n2 MsgAppResp n1 3 5    n2 sends n1 a message of term 3 and index 5, or a refusal with no at the end
//	? c1 7 get x          a client asks, by the operation 7
//	= c1 7 n2 5           and is told of revision 5 by n2
//
// After the role and term (F, P, C, L) may stand: cN commit, aN applied, vN vote
// for node N, yN synced, dN durable, wT/N term and vote on disk, mAB/CD voters and
// outgoing voters, pN/I follower N counted to index I, fN first index, sI/T snapshot, hI/H store index and hash (which
// is committed unless c says otherwise), down, paused, removed.
func play(t *testing.T, drawing string) (last []*frame.Violation) {
	t.Helper()
	var c *Checker
	prev := &frame.Frame{Config: new(config.Default())}
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
	f := &frame.Frame{Config: prev.Config, Nodes: append([]*frame.Node(nil), prev.Nodes...)}
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
			p := ofTerm(kind, number(t, w[2]))
			if counted, ok := p.(*event.VoteCounted); ok {
				counted.Voter, counted.Granted = w[1], true // its own
			}
			s.Events = append(s.Events, event.Event{Node: w[1], Payload: p})
			continue
		}
		if strings.ContainsAny(line[:1], ">?=") {
			s.Events = append(s.Events, drawEvent(t, line))
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

// drawEvent draws what nodes and clients tell each other.
func drawEvent(t *testing.T, line string) event.Event {
	t.Helper()
	w := strings.Fields(line)
	switch w[0] {
	case "?":
		return event.Event{Node: "n1", Payload: &event.Invoked{Client: w[1], Op: number(t, w[2]), Request: etcdtest.Request(strings.Join(w[3:], " "))}}
	case "=":
		m := &frame.Message{Type: "Response", From: w[3], To: w[1], Index: number(t, w[4])}
		return event.Event{Node: w[3], Payload: &event.Responded{Client: w[1], Op: number(t, w[2]), Msg: m}}
	}
	m := &frame.Message{From: w[1], Type: w[2], To: w[3], Term: number(t, w[4]), Reject: w[len(w)-1] == "no"}
	if len(w) > 5 && w[5] != "no" {
		m.Index = number(t, w[5])
	}
	return event.Event{Node: w[1], Payload: &event.Sent{Msg: m}}
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
		if x[0] == 'm' {
			n.Config = &frame.Membership{Voters: named(a), Outgoing: named(b)}
			continue
		}
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
			n.Disk.Lied = v > n.Durable
		case 'p':
			n.Progress = append(n.Progress, frame.Progress{Node: fmt.Sprint("n", v), Match: number(t, b)})
		case 'd':
			n.Durable = v
		case 'w':
			n.DurTerm = v
			if b != "" {
				n.DurVote = "n" + b
			}
		case 'f':
			n.First = v
		case 's':
			n.Snapshot = frame.Snapshot{Index: v, Term: number(t, b)}
		case 'h':
			n.Store = &store.State{Index: v, Hash: number(t, b)}
			if !strings.Contains(head, " c") {
				n.Commit = v
			}
		default:
			t.Fatalf("what is %q in %q?", x, line)
		}
	}
	for i, x := range strings.Fields(log) {
		e := frame.Entry{Index: n.First + uint64(i), Term: number(t, x[:1]), Request: etcdtest.Request("del " + x[1:])}
		if pool[e] == nil {
			pool[e] = &e
		}
		n.Log = append(n.Log, pool[e])
	}
	return n
}

// named returns nodes by their digits.
func named(digits string) (names []string) {
	for _, d := range digits {
		names = append(names, "n"+string(d))
	}
	return names
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
