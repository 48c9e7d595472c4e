package command

import (
	"fmt"
	"strings"
	"testing"
)

var ctx = Context{
	Nodes:    []string{"n1", "n2", "n3"},
	Clients:  []string{"c1", "c2"},
	Messages: []Message{{12, "MsgApp n1>n2"}, {15, "MsgVote n3>n1"}},
	Names:    []Name{{"leader", "the leader"}, {"len", "the length"}, {"term", "the term"}},
}

func TestComplete(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"camp", "0 campaign"},
		{"CAMP", "0 campaign"},
		{"me", "0 member add|member promote|member remove|member change|member leave"},
		{"member ", "7 add|promote|remove|change|leave"},
		{"member p", "7 promote"},
		{"member add ", "11 n4|n5|n6"},
		{"member add n4 ", "14 --learner"},
		{"member change -", "14 -n1|-n2|-n3|--leave=…"},
		{"member change +n4 ~", "18 ~n4|~n5|~n6"},
		{"member change +n4 --leave=", "18 --leave=auto|--leave=explicit"},
		{"run u", "4 until"},
		{"run 1", "4 10ms|100ms|1s|10s"},
		{"campaign ", "9 n1|n2|n3"},
		{"  campaign n", "11 n1|n2|n3"},
		{"campaign n1 ", ""},
		{"transfer n1 ", "12 n1|n2|n3"},
		{"cut n1,", "4 n1,n2|n1,n3"},
		{"cut n1,n2|", "4 n1,n2|n3"},
		{"heal ", "5 n1>…|n2>…|n3>…"},
		{"heal n2>", "5 n2>n1|n2>n3"},
		{"link n1>n2 l", "11 latency=…|loss=…"},
		{"link n1>n2 latency=5ms ", "23 jitter=…|loss=…|dup=…"},
		{"link n1>n2 latency=1", "11 latency=10ms|latency=100ms|latency=1s|latency=10s"},
		{"hold n1>n2 vo", "11 MsgVote|MsgVoteResp"},
		{"hold n1>n2 MsgV", "11 MsgVote|MsgVoteResp"},
		{"deliver ", "8 #12|#15"},
		{"deliver 12", "8 #12"},
		{"deliver #15", "8 #15"},
		{"disk n1 st", "8 stall"},
		{"disk n1 m", "8 mode=…"},
		{"disk n1 mode=", "8 mode=etcd|mode=async"},
		{"@", "0 @n1|@n2|@n3"},
		{"c2@n", "0 c2@n1|c2@n2|c2@n3"},
		{"@n1 ", "4 put|get|del"},
		{"c2 g", "3 get"},
		{"c", "0 campaign|crash|compactlog|clock|cut|client|c1|c2"},
		{"client ", "7 c1|c2"},
		{"get foo --p", "8 --prefix"},
		{"get foo --rev=3 ", "16 --consistency=…|--prefix|--limit=…|--keys-only|--count-only"},
		{"get foo --consistency=", "8 --consistency=l|--consistency=s"},
		{"run until le", "10 leader|len"},
		{"run until term > 2 w", "19 within"},
		{`run until leader == "n`, "21 n1|n2|n3"},
		{`run until node("n1").te`, ""},
		{`put "a`, ""},
		{"partition ", ""},
		{"watch foo ", ""},
	} {
		if got := show(Complete(c.line, len(c.line), ctx)); got != c.want {
			t.Errorf("%q: %s, want %s", c.line, got, c.want)
		}
	}
}

// show writes completions as FROM A|B|C…, with … where more is to follow.
func show(cs []Completion) string {
	var texts []string
	for _, c := range cs {
		if !c.Done {
			c.Text += "…"
		}
		texts = append(texts, c.Text)
	}
	if len(cs) == 0 {
		return ""
	}
	return fmt.Sprint(cs[0].From, " ", strings.Join(texts, "|"))
}

func TestCompleteCursor(t *testing.T) {
	got := Complete("\u3000\u3000cam n1", 5, ctx)
	if len(got) != 1 || got[0] != (Completion{"campaign", 2, 5, "start an election on a node without waiting for its timer", true}) {
		t.Errorf("in the middle of a line: %+v", got)
	}
	zh := ctx
	zh.Chinese = true
	if got := Complete("wip", 3, zh); len(got) != 1 || got[0].Hint != "删除已停机节点的全部文件" {
		t.Errorf("in Chinese: %+v", got)
	}
	if got := Complete("deliver #12", 11, ctx); len(got) != 1 || got[0].Hint != "MsgApp n1>n2" {
		t.Errorf("a message: %+v", got)
	}
	if got := Complete("", 99, ctx); len(got) != len(Table)+2 {
		t.Errorf("an empty line offers %d", len(got))
	}
}
