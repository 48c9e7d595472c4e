package scene

import (
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// A timer of ten ticks of 100 ms that was reset two ticks ago, the next tick
// being due in 40 ms, fires in 740 ms.
func TestTimer(t *testing.T) {
	cfg := config.Default()
	f := &frame.Frame{Config: &cfg, Time: 1000}
	n := frame.Node{Name: "n1", Timer: frame.Timer{Elapsed: 2, Timeout: 10, Next: 1040}, Clock: frame.Clock{Rate: 1000}}
	for _, c := range []struct {
		name   string
		change func(n *frame.Node)
		now    int64
		want   Timer
		ok     bool
	}{
		{"a follower", func(*frame.Node) {}, 1000, Timer{740, 1000}, true},
		{"a little later", func(*frame.Node) {}, 1030, Timer{710, 1000}, true},
		{"a clock twice as fast", func(n *frame.Node) { n.Clock.Rate = 2000 }, 1000, Timer{390, 500}, true},
		{"a clock that stands", func(n *frame.Node) { n.Clock.Rate = 0 }, 1000, Timer{}, false},
		{"a paused node, however late", func(n *frame.Node) { n.Status = frame.Paused }, 1500, Timer{740, 1000}, true},
		{"a node that is down", func(n *frame.Node) { n.Status = frame.Down }, 1000, Timer{}, false},
		{"a learner", func(n *frame.Node) { n.Config = &frame.Membership{Learners: []string{"n1"}} }, 1000, Timer{}, false},
		{"a leader", func(n *frame.Node) { n.Role = frame.Leader }, 1000, Timer{740, 1000}, true},
		{"past its end", func(n *frame.Node) { n.Timer.Elapsed = 9 }, 5000, Timer{0, 1000}, true},
	} {
		m := n
		c.change(&m)
		if got, ok := TimerOf(&m, f, c.now); got != c.want || ok != c.ok {
			t.Errorf("%s: %v %v, want %v %v", c.name, got, ok, c.want, c.ok)
		}
	}
	cfg.CheckQuorum = false
	n.Role = frame.Leader
	if _, ok := TimerOf(&n, f, 1000); ok {
		t.Error("a leader that does not check its quorum has a timer")
	}
}

func TestTimerBar(t *testing.T) {
	for _, c := range []struct {
		t    Timer
		fill int
		late bool
	}{
		{Timer{1000, 1000}, 8, false}, {Timer{999, 1000}, 8, false}, {Timer{500, 1000}, 4, false},
		{Timer{334, 1000}, 3, false}, {Timer{333, 1000}, 3, true}, {Timer{1, 1000}, 1, true}, {Timer{0, 1000}, 0, true},
	} {
		if got := c.t.Fill(8); got != c.fill || c.t.Late() != c.late {
			t.Errorf("%v fills %d of 8, late %v; want %d, %v", c.t, got, c.t.Late(), c.fill, c.late)
		}
	}
}

func TestMessages(t *testing.T) {
	entries := []*frame.Entry{{Index: 4}, {Index: 5}}
	for _, c := range []struct {
		m    frame.Message
		want string
	}{
		{frame.Message{Type: "MsgApp", Entries: entries}, "App 5"},
		{frame.Message{Type: "MsgApp"}, "App"},
		{frame.Message{Type: "MsgAppResp", Index: 5}, "App✓5"},
		{frame.Message{Type: "MsgAppResp", Index: 5, Reject: true}, "App✗5"},
		{frame.Message{Type: "MsgVoteResp", Reject: true}, "Vote✗"},
		{frame.Message{Type: "MsgPreVote"}, "PreVote"},
		{frame.Message{Type: "MsgHeartbeatResp"}, "Beat✓"},
		{frame.Message{Type: "MsgSnap", Snap: frame.Snapshot{Index: 9}}, "Snap 9"},
	} {
		if got := Brief(&c.m); got != c.want {
			t.Errorf("%s is written %q, want %q", c.m.Type, got, c.want)
		}
	}
	m := &frame.Message{Sent: 100, Due: 110}
	for now, want := range map[int64]float64{90: 0, 100: 0, 105: 0.5, 110: 1, 200: 1} {
		if got := Progress(m, now); got != want {
			t.Errorf("at %d a message is %v on its way, want %v", now, got, want)
		}
	}
}
