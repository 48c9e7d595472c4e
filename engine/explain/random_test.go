package explain

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/mvccviz/store"
)

// Steps that make no sense, and frames as large as they get: whatever is said
// of them keeps its form.

var (
	anyName = rapid.Map(rapid.IntRange(1, config.MaxID), func(i int) string { return config.NodeName(uint64(i)) })
	anyTerm = rapid.Uint64Range(1, 9999)
	near    = rapid.Uint64Range(999_990, 1_000_010)
	anyText = rapid.SampledFrom([]string{
		"", "put foo bar", "granted", "refused", "leader", "candidate", "precandidate", "follower", "pre-vote",
		"probe→replicate", "replicate→probe", "probe→snapshot", "snapshot→probe", "latency=200ms", "n1,n2|n3,n4,n5", "n1>n2", "get x",
	})
	types = func() []string {
		ts := []string{request, response, "MsgNobodyKnows"}
		for t := range messages {
			ts = append(ts, t)
		}
		return ts
	}()
)

func anyFrame(t *rapid.T, label string) *frame.Frame {
	cfg := config.Default()
	cfg.Reads = rapid.SampledFrom([]string{config.ReadsSafe, config.ReadsLease}).Draw(t, "reads")
	f := &frame.Frame{Config: &cfg, Network: &frame.Network{}, Time: rapid.Int64Range(0, 1e9).Draw(t, "time")}
	for i := range rapid.SampledFrom([]int{1, 3, 9, 15}).Draw(t, label) {
		f.Nodes = append(f.Nodes, anyNode(t, config.NodeName(uint64(i+1))))
	}
	if rapid.Bool().Draw(t, "client") {
		f.Clients = []*frame.Client{{Name: "c1", Timeout: 5000, Open: []*frame.Op{{ID: 7, Node: "n10", Request: etcdtest.Request("put a-rather-long-key and-a-rather-long-value")}}}}
	}
	return f
}

func anyNode(t *rapid.T, name string) *frame.Node {
	names := rapid.SliceOfN(anyName, 0, 9)
	n := &frame.Node{
		Name: name, Status: frame.Status(rapid.IntRange(0, 3).Draw(t, "status")), Role: frame.Role(rapid.IntRange(0, 3).Draw(t, "role")),
		Term: anyTerm.Draw(t, "term"), Vote: anyName.Draw(t, "vote"), Lead: anyName.Draw(t, "lead"),
		Commit: near.Draw(t, "commit"), First: near.Draw(t, "first"), Synced: near.Draw(t, "synced"), Durable: near.Draw(t, "durable"),
		DurTerm: anyTerm.Draw(t, "durterm"), DurVote: anyName.Draw(t, "durvote"), Transferee: anyName.Draw(t, "transferee"),
		Timer:   frame.Timer{Elapsed: rapid.IntRange(0, 200).Draw(t, "elapsed"), Timeout: rapid.IntRange(0, 200).Draw(t, "timeout")},
		Granted: names.Draw(t, "granted"), Refused: names.Draw(t, "refused"),
		Disk:  frame.Disk{Mode: config.DiskEtcd, State: frame.DiskState(rapid.IntRange(0, 3).Draw(t, "disk")), Latency: 20_000, Queue: []frame.Write{{Snapshot: 3}}},
		Clock: frame.Clock{Rate: rapid.IntRange(0, 3000).Draw(t, "rate")},
		Store: &store.State{Rev: 1_000_000, Index: 999_999}, StoreDurable: 999_999,
		Inbox:  rapid.IntRange(0, 300).Draw(t, "inbox"),
		Config: &frame.Membership{Voters: names.Draw(t, "voters"), Outgoing: names.Draw(t, "outgoing"), Learners: names.Draw(t, "learners")},
	}
	if rapid.Bool().Draw(t, "single") {
		n.Config.Outgoing = nil
	}
	n.Snapshot = frame.Snapshot{Index: n.First - 1, Term: 1}
	for i, term := range rapid.SliceOfN(anyTerm, 0, 12).Draw(t, "log") {
		n.Log = append(n.Log, &frame.Entry{Index: n.First + uint64(i), Term: term, Request: etcdtest.Request("no-op")})
	}
	for _, v := range n.Config.Voters {
		n.Progress = append(n.Progress, frame.Progress{Node: v, Match: near.Draw(t, "match"), Next: near.Draw(t, "next"), Active: rapid.Bool().Draw(t, "active"), State: frame.ProgressState(rapid.IntRange(0, 2).Draw(t, "state"))})
	}
	return n
}

func anyMessage(t *rapid.T) *frame.Message {
	m := &frame.Message{
		ID: 123_456, Type: rapid.SampledFrom(types).Draw(t, "type"), From: anyName.Draw(t, "from"), To: anyName.Draw(t, "to"),
		Term: anyTerm.Draw(t, "mterm"), Index: near.Draw(t, "mindex"), LogTerm: anyTerm.Draw(t, "logterm"), Commit: near.Draw(t, "mcommit"),
		Reject: rapid.Bool().Draw(t, "reject"), Hint: near.Draw(t, "hint"), Snap: frame.Snapshot{Index: 999_999, Term: 3}, Request: etcdtest.Request("put foo bar"), Due: 1e6, Copy: 123_455,
	}
	if rapid.Bool().Draw(t, "full") {
		m.Entries = []*frame.Entry{{Index: m.Index + 1, Term: 1}, {Index: m.Index + 9, Term: 2}}
	}
	return m
}

func anyStep(t *rapid.T) *event.Step {
	s := &event.Step{
		Index: 7, Time: 1e9, Frame: anyFrame(t, "next"),
		Cause: event.Cause{Type: event.CauseType(rapid.IntRange(0, int(event.Wait)).Draw(t, "cause")), Node: anyName.Draw(t, "node"), Text: "put foo bar", Msg: 123_456},
	}
	node, peer, m := anyName.Draw(t, "enode"), anyName.Draw(t, "epeer"), anyMessage(t)
	for range rapid.IntRange(0, 5).Draw(t, "events") {
		k := event.Kind(rapid.IntRange(1, int(event.NumKinds)-1).Draw(t, "kind"))
		with := filling{
			peer: peer, term: anyTerm.Draw(t, "eterm"), first: near.Draw(t, "index"), last: near.Draw(t, "last"),
			op: rapid.Uint64Range(0, 8).Draw(t, "op"), text: anyText.Draw(t, "text"), choice: rapid.Uint8().Draw(t, "choice"), msg: m,
		}
		if rs := k.Reasons(); rs != nil {
			with.reason = rapid.SampledFrom(rs).Draw(t, "reason")
		}
		e := event.Event{Node: node}
		switch rapid.IntRange(0, 3).Draw(t, "shape") {
		case 0:
			with.msg = anyMessage(t)
		case 1:
			with.msg = nil
		case 2:
			e.Node = anyName.Draw(t, "other")
		}
		e.Payload = about(k, with)
		s.Events = append(s.Events, e)
	}
	return s
}

func TestAnyStep(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var prev *frame.Frame
		if rapid.IntRange(0, 9).Draw(rt, "prev?") > 0 {
			prev = anyFrame(rt, "prev")
		}
		s := anyStep(rt)
		for _, l := range lang.All {
			speak(prev, s, l, func(what, said string, width int) {
				sound(t, what, said, width)
				if l == lang.Chinese {
					chineseOnly(t, what, said)
				}
			})
			x := Step(prev, s, l)
			if !strings.HasSuffix(x.Text, of(l).stop()) {
				t.Errorf("no full stop: %q", x.Text)
			}
			if n := lines(x.String(), 80); n > 3 {
				t.Errorf("%d lines: %q", n, x)
			}
			for i := range s.Events {
				if said := Event(prev, s, &s.Events[i], l); !strings.HasSuffix(said, of(l).stop()) {
					t.Errorf("no full stop: %q", said)
				}
			}
		}
	})
}

// stop is the full stop that ends a sentence of the language.
func (l *language) stop() string {
	if l == languages[lang.Chinese] {
		return "。"
	}
	return "."
}

var (
	// What a Chinese sentence may hold of another script: names, numbers,
	// raft's and etcd's own words, files, and what users wrote, which may be cut.
	foreign = regexp.MustCompile(`\b[nc]\d+\b|#\d+|\b(\d[0-9a-f]*[a-f]|[a-f][0-9a-f]*\d)[0-9a-f]*\b|\d+(\.\d+)?|Msg[A-Za-z]+|\b(Pre)?(App|Vote|Heartbeat|Snap|TransferLeader|TimeoutNow|ReadIndex|Prop|NobodyKnows)(Resp)?( t\d+)?\b|` +
		`\b(Raft|raft|etcd|fsync|CheckQuorum|SIGSTOP|panic|tick|ms|B)\b|etcd/raft：[a-z/]+\.go|[a-z]+\.go|(、)?server/[a-z/]+\.go|§[\d.]+`)
	users = regexp.MustCompile(`put foo bar|put a-rather[a-z -]*…?|get x|latency=200ms|n1,n2\|n3,n4,n5|n1>n2|no-op|n1[a-z0-9,|]*…|[a-z=→]+[0-9]*…|` +
		`granted|refused|leader|precandidate|candidate|follower|pre-vote|(probe|replicate|snapshot)→(probe|replicate|snapshot)`)
	close1 = regexp.MustCompile(`\p{Han}[A-Za-z0-9#]|[A-Za-z0-9]\p{Han}`)
	half   = regexp.MustCompile(`[,;:!?()]|\.\s|  \p{Han}`)
)

// chineseOnly checks that a Chinese sentence is Chinese, with the spaces and
// the punctuation that belong there.
func chineseOnly(t *testing.T, what, said string) {
	t.Helper()
	body, _, _ := strings.Cut(said, "  ")
	body = users.ReplaceAllString(body, "n1")
	if m := half.FindString(body); m != "" {
		t.Errorf("%s: %q in %q", what, m, said)
	}
	if m := close1.FindString(body); m != "" && what != "" {
		t.Errorf("%s: no space in %q: %q", what, m, said)
	}
	rest := foreign.ReplaceAllString(strings.TrimSuffix(body, "n…"), "")
	if i := strings.IndexFunc(rest, func(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }); i >= 0 {
		t.Errorf("%s: %q is not Chinese: %q", what, rest[i:], said)
	}
}

// lines counts the lines that s takes, wrapped at spaces and between
// ideographs.
func lines(s string, width int) int {
	n, used := 1, 0
	for _, word := range regexp.MustCompile(`[ -~§…“”]+?(?: +|$)|[ -~§…]+|.`).FindAllString(s, -1) {
		w := termtext.Width(strings.TrimRight(word, " "))
		if used > 0 && used+w > width {
			n, used = n+1, 0
		}
		used += termtext.Width(word)
	}
	return n
}

// TestUsersTexts puts what should not reach a terminal into every text.
func TestUsersTexts(t *testing.T) {
	const bad = "\x1b[2J\u202eevil\x00\n\u009b\xff 　名 " // and then much more
	long := strings.Repeat(bad, 300)
	for _, text := range []string{bad, long, strings.Repeat("e\u0301\u0301", 5000)} {
		m := &frame.Message{ID: 1, Type: request, From: text, To: text, Request: etcdtest.Request(text)}
		f := cluster(2)
		f.Nodes[0].Name = text
		f.Violations = []*frame.Violation{{Property: text, Text: lang.Text{EN: text}, Nodes: []string{text}}}
		f.Clients = []*frame.Client{{Name: text, Open: []*frame.Op{{ID: 1, Request: etcdtest.Request(text), Node: text}}, Watches: []*frame.Watch{{ID: 1, Request: etcdtest.Request(text)}}}}
		for _, l := range lang.All {
			for k := event.KindNone + 1; k < event.NumKinds; k++ {
				s := &event.Step{Cause: event.Cause{Text: text, Node: text}, Frame: f,
					Events: []event.Event{{Node: text, Payload: about(k, filling{peer: text, op: 1, text: text, msg: m})}}}
				speak(f, s, l, func(what, said string, width int) {
					sound(t, k.String(), said, width)
					if len(said) > 8*width {
						t.Errorf("%v: %d bytes", k, len(said))
					}
				})
			}
			s := &event.Step{Cause: event.Cause{Type: event.Command, Text: text}, Frame: f}
			sound(t, "command", Step(f, s, l).String(), StepWidth)
		}
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{
		{"put x 1", 20, "put x 1"},
		{"  put x 1\n", 20, "put x 1"},
		{"put x 1", 5, "put …"},
		{"键值存储", 8, "键值存储"},
		{"键值存储", 7, "键值存…"},
		{"a\x1b[31mb", 20, `a\x1b[31mb`},
		{strings.Repeat("x", 1<<20), 4, "xxx…"},
		{strings.Repeat("键", 1<<16), 5, "键键…"},
		{"e" + strings.Repeat("\u0301", 1000), 5, "e" + strings.Repeat("\u0301", 19) + "…"},
	} {
		if got := termtext.Clean(c.in, c.max); got != c.want {
			t.Errorf("termtext.Clean(%.20q, %d) = %q, want %q", c.in, c.max, got, c.want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for in, want := range map[string]string{
		"en": "en", "EN-gb": "en", "en_US.UTF-8": "en", "English": "en",
		"zh": "zh", "zh-CN": "zh", "zh_Hans.UTF-8": "zh", " ZH-hans ": "zh", "中文": "zh",
		"": "", "C": "", "de": "", "zhuyin": "", "C.UTF-8": "",
	} {
		l, ok := lang.Parse(in)
		if ok != (want != "") || ok && l.String() != want || !ok && l != lang.English {
			t.Errorf("lang.Parse(%q) = %v, %v", in, l, ok)
		}
	}
}
