package command

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/lang"
)

var ctx = Context{
	Nodes:    []string{"n1", "n2", "n3"},
	Clients:  []string{"c1", "c2"},
	Messages: []Message{{12, "MsgApp n1>n2"}, {15, "MsgVote n3>n1"}},
	Leases:   []string{"1f", "5d2a"},
	Watches:  []Message{{3, "watch foo"}, {11, "watch a --prefix"}},
	Names:    []Name{{"leader", "the leader"}, {"len", "the length"}, {"term", "the term"}},
}

func TestComplete(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"camp", "0 campaign"},
		{"CAMP", "0 campaign"},
		{"me", "0 member add|member promote|member remove|member update|member list|member change|member leave"},
		{"member ", "7 add|promote|remove|update|list|change|leave"},
		{"member p", "7 promote"},
		{"member add ", "11 n4|n5|n6"},
		{"member add n4 ", "14 --learner|--write-out=…|--hex"},
		{"member change -", "14 -n1|-n2|-n3|--leave=…"},
		{"member change +n4 ~", "18 ~n4|~n5|~n6"},
		{"member change +n4 --leave=", "18 --leave=auto|--leave=explicit"},
		{"run u", "4 until"},
		{"run 1", "4 10ms|100ms|1s|10s"},
		{"campaign ", "9 n1|n2|n3"},
		{"  campaign n", "11 n1|n2|n3"},
		{"crash l", "6 leader"},
		{"cut n1>fo", "4 n1>follower"},
		{"hold le", "5 leader"},
		{"c2@le", "0 c2@leader"},
		{"cut c", "4 c1|c2"},
		{"cut c1>", "4 c1>n1|c1>n2|c1>n3"},
		{"cut n1>c", "4 n1>c1|n1>c2"},
		{"campaign n1 ", ""},
		{"transfer n1 ", "12 n1|n2|n3"},
		{"cut n1,", "4 n1,n2|n1,n3"},
		{"cut n1,n2|", "4 n1,n2|n3"},
		{"heal ", "5 n1|n2|n3"},
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
		{"@n1 ", "4 member list|put|get|del|txn|watch|unwatch|progress|lease grant|lease revoke|lease keep-alive|lease timetolive|lease list|compaction|defrag|snapshot save|alarm list|alarm disarm|move-leader|endpoint health|endpoint status|endpoint hashkv"},
		{"snapshot ", "9 save|n1|n2|n3"},
		{"snapshot save ", "14 backup.db"},
		{"alarm ", "6 list|disarm"},
		{"c2 g", "3 get"},
		{"c", "0 campaign|crash|compactlog|clock|cut|client|compaction|c1|c2"},
		{"client ", "7 c1|c2"},
		{"get foo --p", "8 --prefix|--print-value-only"},
		{"get foo --rev=3 ", "16 --consistency=…|--prefix|--from-key|--limit=…|--sort-by=…|--order=…|" +
			"--min-create-rev=…|--max-create-rev=…|--min-mod-rev=…|--max-mod-rev=…|--keys-only|--count-only|--print-value-only|--write-out=…|--hex"},
		{"get foo --consistency=", "8 --consistency=l|--consistency=s"},
		{"get foo --order=D", "8 --order=descend"},
		{"put foo --ig", "8 --ignore-value|--ignore-lease"},
		{"put foo --ignore-value ", "23 --val-size=…|--lease=…|--prev-kv|--ignore-lease|--write-out=…|--hex"},
		{"put foo bar --lease=", "12 --lease=1f|--lease=5d2a"},
		{"lease ", "6 grant|revoke|keep-alive|timetolive|list"},
		{"@n2 lease k", "10 keep-alive"},
		{"@n2 member ", "11 list"},
		{"lease revoke ", "13 1f|5d2a"},
		{"c2 lease keep-alive 1f ", "23 --once|--write-out=…|--hex"},
		{"lease grant ", "12 1|10|60"},
		{"endpoint h", "9 health|hashkv"},
		{"compaction 5 ", "13 --physical"},
		{"txn", "0 txn"},
		{"txn ", "4 then|value(…|version(…|create(…|mod(…|lease(…"},
		{"c2@n3 txn v", "10 value(…|version(…"},
		{`txn value("x`, ""},
		{`txn value("x") `, "15 =|!=|<|>"},
		{`txn value("x")`, "14 =|!=|<|>"},
		{`txn value("x") = `, ""},
		{`txn value("x") = "1" `, "21 then|&&"},
		{`txn value("x") = "1" &&m`, "23 mod(…"},
		{`txn value("x") = "1" th`, "21 then"},
		{"txn then ", "9 put|get|del|(txn"},
		{"txn then g", "9 get"},
		{"txn then put a ", ""},
		{"txn then get a --pre", "15 --prefix"},
		{"txn then get a e", "15 else"},
		{`txn then get "a";d`, "17 del"},
		{"txn then get a else ", "20 put|get|del|(txn"},
		{"txn then get a else get b el", ""},
		{"txn then (", "10 txn"},
		{"txn then (txn m", "14 mod(…"},
		{"txn then (txn then get a) ", "26 else"},
		{"txn then (txn else get a); p", "27 put"},
		{"txn else (txn then get a) ", ""},
		{"run until le", "10 leader|len"},
		{"run until term > 2 w", "19 within"},
		{`run until leader == "n`, "21 n1|n2|n3"},
		{`run until node("n1").te`, ""},
		{`put "a`, ""},
		{"partition ", ""},
		{"watch foo --p", "10 --prefix|--prev-kv|--progress-notify"},
		{"unwatch ", "8 3|11"},
		{"client c1 rea", "10 reading=…"},
		{"client c1 reading=", "10 reading=on|reading=off"},
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
	zh.Lang = lang.Chinese
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
