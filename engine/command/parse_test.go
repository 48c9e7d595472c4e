package command

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/lang"
)

func ptr[T any](v T) *T { return &v }

// A goodLine pairs a line with what it means. A line that is not canonical is
// followed by its canonical form.
type goodLine struct {
	line      string
	want      Command
	canonical string
}

var good = slices.Concat(goodLines, goodRequests, goodTxns)

var oneToTwo = Groups{A: []string{"n1"}, B: []string{"n2"}, OneWay: true}

var goodLines = []goodLine{
	{"step", StepN{1}, ""},
	{"step 1", StepN{1}, "step"},
	{"  step\t10 ", StepN{10}, "step 10"},
	{"run 500ms", RunFor{500}, ""},
	{"run 2s", RunFor{2000}, ""},
	{"run 2000ms", RunFor{2000}, "run 2s"},
	{"run 1m", RunFor{60_000}, ""},
	{"run 1.5s", RunFor{1500}, "run 1500ms"},
	{"run 1h", RunFor{3_600_000}, "run 60m"},
	{"run 1m30s", RunFor{90_000}, "run 90s"},
	{`run until leader == "n1"`, RunUntil{`leader == "n1"`, 0}, ""},
	{`run until leader == "n1" within 5s`, RunUntil{`leader == "n1"`, 5000}, ""},
	{`run  until  term>2  within  5000ms `, RunUntil{"term>2", 5000}, "run until term>2 within 5s"},
	{`run until c("c1").last.text == "within 3s"`, RunUntil{`c("c1").last.text == "within 3s"`, 0}, ""},
	{`run until "a\" within 1s" != 'within' within 2s`, RunUntil{`"a\" within 1s" != 'within'`, 2000}, ""},
	{"run until `a\\` == x within 2s", RunUntil{"`a\\` == x", 2000}, ""},
	{`run until len(filter(nodes, #.within)) > 1`, RunUntil{`len(filter(nodes, #.within)) > 1`, 0}, ""},
	{`run until leader=="n1"within 1s`, RunUntil{`leader=="n1"`, 1000}, `run until leader=="n1" within 1s`},
	{"run\u3000until\u3000term\u3000>\u30002", RunUntil{"term > 2", 0}, "run until term > 2"},
	{"campaign n1", Campaign{NodeNames{"n1"}}, ""},
	{"transfer n1 n2", Transfer{"n1", "n2"}, ""},
	{"crash n15", Crash{NodeNames{"n15"}}, ""},
	{"restart n1", Restart{NodeNames{"n1"}}, ""},
	{"wipe n1", Wipe{NodeNames{"n1"}}, ""},
	{"pause n1", Pause{NodeNames{"n1"}}, ""},
	{"resume n1", Resume{NodeNames{"n1"}}, ""},
	{"snapshot n1", Snapshot{NodeNames{"n1"}}, ""},
	{"compactlog n1 keep=5", CompactLog{NodeNames{"n1"}, 5}, ""},
	{"compactlog keep=0 n1", CompactLog{NodeNames{"n1"}, 0}, "compactlog n1 keep=0"},
	{"disk n1 latency=200ms", Disk{Nodes: NodeNames{"n1"}, Latency: ptr(int64(200))}, ""},
	{"disk n1 latency=0ms", Disk{Nodes: NodeNames{"n1"}, Latency: ptr(int64(0))}, ""},
	{"disk n1 stall", Disk{Nodes: NodeNames{"n1"}, State: "stall"}, ""},
	{"disk n1 ok", Disk{Nodes: NodeNames{"n1"}, State: "ok"}, ""},
	{"disk n1 lie", Disk{Nodes: NodeNames{"n1"}, State: "lie"}, ""},
	{"disk n1 fail", Disk{Nodes: NodeNames{"n1"}, State: "fail"}, ""},
	{"disk n1 mode=async", Disk{Nodes: NodeNames{"n1"}, Mode: "async"}, ""},
	{"disk n1 mode=etcd latency=1s ok", Disk{NodeNames{"n1"}, "ok", ptr(int64(1000)), "etcd"}, "disk n1 ok latency=1s mode=etcd"},
	{"clock n1 rate=1.5", Clock{NodeNames{"n1"}, 1500}, ""},
	{"clock n1 rate=0", Clock{NodeNames{"n1"}, 0}, ""},
	{"skew n1 50ms", Skew{NodeNames{"n1"}, 50}, ""},
	{"skew n2 -1.5s", Skew{NodeNames{"n2"}, -1500}, "skew n2 -1500ms"},
	{"clock n1 rate=100", Clock{NodeNames{"n1"}, 100_000}, ""},
	{"clock n1 rate=50%", Clock{NodeNames{"n1"}, 500}, "clock n1 rate=0.5"},
	{"clock n1 rate=0.050", Clock{NodeNames{"n1"}, 50}, "clock n1 rate=0.05"},
	{"cut n1", Cut{Groups{A: []string{"n1"}}}, ""},
	{"cut n1,n2", Cut{Groups{A: []string{"n1", "n2"}}}, ""},
	{"cut n1>n2", Cut{Groups{A: []string{"n1"}, B: []string{"n2"}, OneWay: true}}, ""},
	{"cut n1,n2|n3", Cut{Groups{A: []string{"n1", "n2"}, B: []string{"n3"}}}, ""},
	{"cut n1 , n2 | n3", Cut{Groups{A: []string{"n1", "n2"}, B: []string{"n3"}}}, "cut n1,n2|n3"},
	{"cut n1，n2", Cut{Groups{A: []string{"n1", "n2"}}}, "cut n1,n2"},
	{"cut n1,n2>n3,n4", Cut{Groups{A: []string{"n1", "n2"}, B: []string{"n3", "n4"}, OneWay: true}}, ""},
	{"heal", Heal{}, ""},
	{"heal n1>n2", Heal{oneToTwo}, ""},
	{"heal n1 -> n2", Heal{oneToTwo}, "heal n1>n2"},
	{"link n1>n2 latency=50ms jitter=5ms loss=0.2 dup=0.1", Link{oneToTwo, ptr(int64(50)), ptr(int64(5)), ptr(200), ptr(100)}, ""},
	{"link n1>n2 loss=20%", Link{Groups: oneToTwo, Loss: ptr(200)}, "link n1>n2 loss=0.2"},
	{"link n1>n2 loss=0.5% dup=1", Link{Groups: oneToTwo, Loss: ptr(5), Dup: ptr(1000)}, "link n1>n2 loss=0.005 dup=1"},
	{"hold n1>n2", Hold{oneToTwo, ""}, ""},
	{"hold n1>n2 MsgApp", Hold{oneToTwo, "MsgApp"}, ""},
	{"hold n1>n2 MSGAPP", Hold{oneToTwo, "MsgApp"}, "hold n1>n2 MsgApp"},
	{"hold n1>n2 prevoteresp", Hold{oneToTwo, "MsgPreVoteResp"}, "hold n1>n2 MsgPreVoteResp"},
	{"release n1>n2", Release{oneToTwo}, ""},
	{"release n1>n2,n3", Release{Groups{A: []string{"n1"}, B: []string{"n2", "n3"}, OneWay: true}}, ""},
	{"heal n1", Heal{Groups{A: []string{"n1"}}}, ""},
	{"link n1 | n2 loss=1", Link{Groups: Groups{A: []string{"n1"}, B: []string{"n2"}}, Loss: ptr(1000)}, "link n1|n2 loss=1"},
	{"cut c1,n1", Cut{Groups{A: []string{"c1", "n1"}}}, ""},
	{"cut nora|n1", Cut{Groups{A: []string{"nora"}, B: []string{"n1"}}}, ""},
	{"crash n1, n2", Crash{NodeNames{"n1", "n2"}}, "crash n1,n2"},
	{"disk n1,leader stall", Disk{Nodes: NodeNames{"n1", "leader"}, State: "stall"}, ""},
	{"deliver #12", Deliver{12}, ""},
	{"deliver 12", Deliver{12}, "deliver #12"},
	{"drop #12", Drop{12}, ""},
	{"dup #12", Dup{12}, ""},
	{"delay #12 50ms", Delay{12, 50}, ""},
	{"member add n4", MemberAdd{Node: "n4", Learner: false}, ""},
	{"member add n4 --learner", MemberAdd{Node: "n4", Learner: true}, ""},
	{"member  add --learner=true n4", MemberAdd{Node: "n4", Learner: true}, "member add n4 --learner"},
	{"member promote n4", MemberPromote{Node: "n4"}, ""},
	{"member remove n4", MemberRemove{Node: "n4"}, ""},
	{"member change +n4 ~n5 -n1", MemberChange{Changes: []Change{{AddVoter, "n4"}, {AddLearner, "n5"}, {RemoveNode, "n1"}}}, ""},
	{"member change +n4 --leave=explicit", MemberChange{[]Change{{AddVoter, "n4"}}, true}, ""},
	{"member change --leave auto +n4", MemberChange{[]Change{{AddVoter, "n4"}}, false}, "member change +n4"},
	{"member leave", MemberLeave{}, ""},
	{"client c2", Client{Name: "c2"}, ""},
	{"client c2 timeout=5s retries=2", Client{"c2", ptr(int64(5000)), ptr(2), nil}, ""},
	{"client c2 reading=off", Client{Name: "c2", Reading: ptr(false)}, ""},
	{"client c2 reading=on retries=1", Client{Name: "c2", Retries: ptr(1), Reading: ptr(true)}, "client c2 retries=1 reading=on"},
	{"client c2 retries=0", Client{Name: "c2", Retries: ptr(0)}, ""},
}

func TestParse(t *testing.T) {
	for _, c := range good {
		got, err := Parse(c.line)
		if c.canonical == "error" {
			if err == nil {
				t.Errorf("%s: parsed as %v", c.line, got)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %#v, want %#v", c.line, got, c.want)
		}
		want := c.canonical
		if want == "" {
			want = c.line
		}
		if got.String() != want {
			t.Errorf("%s: canonical %q, want %q", c.line, got, want)
		}
	}
}

type badLine struct {
	line string
	col  int
	want string
}

var bad = slices.Concat(badLines, badRequests, badTxns)

var badLines = []badLine{
	{"", 1, "there is no command; one of them is step"},
	{"   ", 4, "there is no command; one of them is step"},
	{"partition n1", 1, `unknown command "partition"; did you mean "cut"?`},
	{"kill n1", 1, `unknown command "kill"; did you mean "crash"?`},
	{"stop n1", 1, `unknown command "stop"; did you mean "pause"?`},
	{"start n1", 1, `unknown command "start"; did you mean "restart"?`},
	{"elect n1", 1, `unknown command "elect"; did you mean "campaign"?`},
	{"delete foo", 1, `unknown command "delete"; did you mean "del"?`},
	{"set a b", 1, `unknown command "set"; did you mean "put"?`},
	{"Campaign n1", 1, `unknown command "Campaign"; did you mean "campaign"?`},
	{"  campain n1", 3, `unknown command "campain"; did you mean "campaign"?`},
	{"xyzzy", 1, `unknown command "xyzzy"`},
	{"watch put a b", 13, `unexpected "b"; write watch KEY [END] [--rev=N] [--prefix] [--from-key] [--prev-kv] [--progress-notify] [--fragment] [--no-put] [--no-delete]`},
	{"# a comment", 1, `unknown command "#"; comments stand on lines of their own, in scripts`},
	{"campaign", 9, "campaign needs a node: campaign n1"},
	{"member add leader", 12, `a node that joins is no leader yet; give its name, such as n4`},
	{"leader put x 1", 1, `unknown command "leader"; did you mean "@leader put"?`},
	{"campaign n0", 10, `unknown node "n0"; nodes are n1 to n15`},
	{"campaign n16", 10, `unknown node "n16"; nodes are n1 to n15`},
	{"campaign N1", 10, `unknown node "N1"; nodes are n1 to n15`},
	{"transfer n1,n2 n3", 10, `"n1,n2" is not one node; give one, n1 to n15`},
	{"campaign n1,n1", 13, `n1 is named twice`},
	{"campaign n1>n2", 10, `"n1>n2" is not one node; give one, n1 to n15`},
	{"campaign n1 n2", 13, `unexpected "n2"; write campaign NODES`},
	{"campaign n1 --now", 13, `campaign takes no "--now"`},
	{"transfer n1", 12, "transfer needs a node: transfer n1 n2"},
	{"transfer n1 n1", 13, "n1 cannot hand over to itself"},
	{"step 0", 6, `"0" is not a whole number between 1 and 1000000`},
	{"step +5", 6, `"+5" is not a whole number between 1 and 1000000`},
	{"step 99999999999999999999", 6, `"99999999999999999999" is not a whole number between 1 and 1000000`},
	{"run", 4, "run needs a duration: run 500ms"},
	{"run 500", 5, `"500" is not a duration; write it as 500ms, 2s or 1m`},
	{"run 0ms", 5, "the duration must be at least 1ms"},
	{"run -5ms", 5, `"-5ms" is not between 0ms and one hour`},
	{"run 100us", 5, `"100us" is too fine; time goes in whole milliseconds`},
	{"run 61m", 5, `"61m" is not between 0ms and one hour`},
	{"run until", 10, `run until needs an expression: run until leader == "n1" within 5s`},
	{"run until within 5s", 11, `run until needs an expression: run until leader == "n1" within 5s`},
	{"run until a within", 19, `"" is not a duration; write it as 500ms, 2s or 1m`},
	{"run until a within 5", 20, `"5" is not a duration; write it as 500ms, 2s or 1m`},
	{"run until a within 0s", 20, "within must be at least 1ms"},
	{"run until a within 1s within 2s", 23, "within is given twice"},
	{`run until leader == "n1`, 21, `a quote is not closed; end it with "`},
	{"run until a\u200b", 12, `an invisible character; delete it, or within quotes write it as an escape like \t`},
	{"member", 7, "member needs one word more: add, promote, remove, update, list, change, leave"},
	{"member ad n4", 8, `unknown command "member ad"; did you mean "member add"?`},
	{"member get", 8, `unknown command "member get"; it takes add, promote, remove, update, list, change, leave`},
	{"member change", 14, "member change needs one change or more: member change +n4 +n5 -n1"},
	{"member change n4", 15, `"n4" is not a change; +n4 adds a voter, ~n4 a learner, -n1 removes`},
	{"member change +n4 -n4", 19, `"n4" is changed twice`},
	{"member change +n4 --leave=never", 27, `--leave is auto or explicit, not "never"`},
	{"member leave n1", 14, `unexpected "n1"; write member leave`},
	{"compactlog n1", 14, "compactlog needs keep: compactlog n1 keep=5"},
	{"compactlog n1 keep=", 20, "keep needs a value: keep=5"},
	{"compactlog n1 keep=-1", 20, `"-1" is not a whole number between 0 and 1000000000`},
	{"disk n1", 8, "disk needs something to change: disk n1 latency=200ms"},
	{"disk n1 slow", 9, `"slow" is not a state of a disk, which are ok, stall, lie, fail`},
	{"disk n1 mode=sync", 14, `mode is etcd or async, not "sync"; did you mean "async"?`},
	{"disk n1 latency=1s latency=2s", 28, "latency is given twice"},
	{"skew n1", 8, "skew needs a duration: skew n1 50ms"},
	{"skew n1 0ms", 9, `"0ms" is not a jump of 1ms to 1m, ahead or back`},
	{"clock n1", 9, "clock needs rate: clock n1 rate=1.5"},
	{"clock n1 rate=1.2345", 15, `"1.2345" is too fine; thousandths are the finest`},
	{"clock n1 rate=100.001", 15, `"100.001" is not between 0 and 100`},
	{"clock n1 rate=fast", 15, `"fast" is not a number; write it as 0.2 or 20%`},
	{"clock n1 rate=-1", 15, `"-1" is not a number; write it as 0.2 or 20%`},
	{"cut", 4, "cut needs one node or more: cut n1,n2"},
	{"cut n1 n2", 8, `unexpected "n2"; write cut LINKS`},
	{"cut n1,n1", 8, "n1 is named twice"},
	{"cut n1,n16", 8, `unknown node "n16"; nodes are n1 to n15`},
	{"cut n1,put", 8, `unknown node "put"; nodes are n1 to n15`},
	{"crash n1,nx", 10, `unknown node "nx"; nodes are n1 to n15`},
	{"cut c1|c2", 5, "clients have no link to each other"},
	{"link c1>n2 loss=0.5", 6, "the connection of c1 repeats what is lost; give it latency or jitter, or cut it"},
	{"cut n1|n2|n3", 5, `"n1|n2|n3" has more than two sides; give each pair a line`},
	{"cut n1,n2>n2", 5, "n2 is on both sides"},
	{"cut n1>", 8, `unknown node ""; nodes are n1 to n15`},
	{"heal n1>n1", 6, "n1 is on both sides"},
	{"link n1>n2", 11, "link needs something to change: link n1>n2 latency=50ms loss=0.2"},
	{"link n1>n2 loss=1.1", 17, `"1.1" is not between 0 and 1`},
	{"link n1>n2 latncy=5ms", 12, `link takes no "latncy"; did you mean "latency"?`},
	{"link n1>n2 speed=5", 12, `link takes no "speed"; it takes latency, jitter, loss, dup`},
	{"hold n1>n2 MsgAp", 12, `unknown message type "MsgAp"; did you mean "MsgApp"?`},
	{"hold n1>n2 MsgStorageAppend", 12, `unknown message type "MsgStorageAppend"`},
	{"deliver #0", 9, `"#0" is not the number of a message; write it as #12`},
	{"drop n1", 6, `"n1" is not the number of a message; write it as #12`},
	{"delay #12", 10, "delay needs a duration: delay #12 50ms"},
	{"client put", 8, `"put" cannot be the name of a client; use a name like c2`},
	{"client n1", 8, `"n1" cannot be the name of a client; use a name like c2`},
	{"client c2 timeout=0ms", 19, "timeout must be at least 1ms"},
	{"client c2 retries=101", 19, `"101" is not a whole number between 0 and 100`},
	{"中文 n1", 1, `unknown command "中文"`},
	{strings.Repeat("x", 100), 1, `unknown command "` + strings.Repeat("x", 40) + `"…`},
}

func TestParseErrors(t *testing.T) {
	for _, b := range bad {
		c, err := Parse(b.line)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.200q: parsed as %.200v, error %v", b.line, c, err)
			continue
		}
		if c != nil {
			t.Errorf("%.200q: an error and a command, %.200v", b.line, c)
		}
		if e.Error() != b.want {
			t.Errorf("%.200q:\n got %s\nwant %s", b.line, e, b.want)
		}
		if e.Col != b.col {
			t.Errorf("%.200q: column %d, want %d (%s)", b.line, e.Col, b.col, e)
		}
	}
}

// TestErrorInChinese: an error is all Chinese, also the words in it that are not
// of the line.
func TestErrorInChinese(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"partition n1", `没有命令 "partition"；是不是想写 "cut"？`},
		{"crash", "crash 还缺“节点”：crash n1"},
		{"compactlog n1", "compactlog 还缺“keep”：compactlog n1 keep=5"},
		{"disk n1 mode=x", `mode 是 etcd 或 async，不是 "x"`},
		{"run 0s", "时长至少是 1ms"},
		{`txn value("a") = then get a`, `缺少值；条件请写成 mod("key") > "3"`},
		{"txn then get a;", "缺少操作；可用的有 put、get、del 和 (txn …)"},
	} {
		_, err := Parse(c.line)
		if got := lang.Error(err, lang.Chinese); got != c.want {
			t.Errorf("%s: %s, want %s", c.line, got, c.want)
		}
	}
}

func TestParseLines(t *testing.T) {
	lines, err := ParseLines("# the figure\n\n  campaign n1\r\n\t#12 is no command\nput #12 '# x'\n")
	want := []Line{
		{3, "campaign n1", Campaign{NodeNames{"n1"}}},
		{5, "put #12 '# x'", Put{Key: "#12", Value: "# x"}},
	}
	if err != nil || !reflect.DeepEqual(lines, want) {
		t.Errorf("%v, %v, want %v", lines, err, want)
	}

	lines, err = ParseLines("campaign n1\n# \npartition n1\nheal")
	var e *Error
	if !errors.As(err, &e) || e.Line != 3 || e.Col != 1 || e.Word != "partition" {
		t.Fatalf("error %#v", err)
	}
	if got, want := e.Error(), `line 3: unknown command "partition"; did you mean "cut"?`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(lines) != 1 || lines[0].Command.String() != "campaign n1" {
		t.Errorf("lines before the error: %v", lines)
	}
}
