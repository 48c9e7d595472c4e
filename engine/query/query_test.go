package query

import (
	"errors"
	"testing"

	"raftviz/engine/frame"
)

func TestValue(t *testing.T) {
	f := sample()
	for _, c := range []struct{ src, want string }{
		{`leader`, `"n2"`},
		{`leader == "n2"`, `true`},
		{`leaders`, `["n1", "n2"]`},
		{`len(leaders) == 2 and "n1" in leaders`, `true`},
		{`term`, `3`},
		{`now`, `1240`},
		{`step`, `61`},
		{`revision`, `3`},
		{`violations`, `[]`},
		{`len(violations) == 0`, `true`},
		{`now >= 1000 && now < 2 * 1000`, `true`},

		{`node("n1").last > node("n1").commit`, `true`},
		{`node("n1").role`, `"leader"`},
		{`node("n4").role`, `"follower"`},
		{`node("n3").up`, `false`},
		{`node("n3").status`, `"down"`},
		{`node(leader).term - node("n1").term`, `1`},
		{`node("n1")["term"]`, `2`},
		{`node("n1").vote + "!"`, `"n1!"`},
		{`node("n4").lead`, `"n2"`},
		{`node("n2").applied`, `4`},
		{`node("n4").first`, `3`},
		{`node("n4").lastterm`, `3`},
		{`node("n4").snapshot`, `{index: 2, term: 1}`},
		{`node("n4").snapshot.index + 1 == node("n4").first`, `true`},
		{`node("n4").learner && !node("n4").voter && node("n3").voter`, `true`},
		{`node("n1").config`, `{voters: ["n1", "n2", "n3"], outgoing: [], learners: ["n4"], joint: false}`},
		{`node("n2").disk.state == "stall" and node("n2").disk.queue == 1`, `true`},
		{`node("n2").store.hash != node("n1").store.hash`, `true`},
		{`node("n1").rate`, `1000`},
		{`node("n4").timer.timeout - node("n4").timer.elapsed`, `11`},
		{`node("n2").progress[0].match`, `2`},
		{`find(node("n2").progress, .node == "n4").state`, `"replicate"`},

		{`node("n1").log[2].text`, `"put x stale"`},
		{`node("n1").log[-1].term`, `2`},
		{`node("n4").log[0]`, `{index: 3, term: 3, type: "normal", text: "no-op"}`},
		{`node("n4").log[0].type == "normal"`, `true`},
		{`len(node("n2").log)`, `4`},
		{`last(node("n2").log).text`, `"put x 1"`},
		{`node("n2").log[1:3]`, `[{index: 2, term: 1, type: "normal", text: "put a 1"}, {index: 3, term: 3, type: "normal", text: "no-op"}]`},
		{`map(node("n2").log, .term)`, `[1, 1, 3, 3]`},
		{`any(node("n1").log, .text == "put x stale")`, `true`},
		{`any(node("n2").log, .text contains "stale")`, `false`},
		{`node("n1").log[:2] == node("n2").log[:2]`, `true`},
		{`node("n1").log == node("n2").log`, `false`},
		{`node("n4").entry(3).term`, `3`},
		{`node("n4").entry(2)`, `{index: 2, term: 0, type: "", text: ""}`},
		{`node("n4").entry(0 - 1).term`, `0`},

		{`nodes`, `[node("n1"), node("n2"), node("n3"), node("n4")]`},
		{`map(filter(nodes, .up), .name)`, `["n1", "n2", "n4"]`},
		{`nodes | filter(.up) | map(.commit) | max()`, `4`},
		{`count(nodes, .role == "leader")`, `2`},
		{`all(nodes, len(.log) > 0)`, `true`},
		{`map(nodes, .log[0].index)`, `[1, 1, 1, 3]`},
		{`nodes[0].log[0].text`, `"no-op"`},
		{`sort(map(nodes, .commit))`, `[0, 2, 3, 4]`},
		{`sum(nodes, .term)`, `17`},
		{`uniq(map(nodes, .revision))`, `[2, 3, 0]`},
		{`len(uniq(map(filter(nodes, .up), .revision))) == 1`, `false`},
		{`find(nodes, .name == "n9")?.term`, `nil`},
		{`first(filter(nodes, .name == "n4")).log[0].term`, `3`},
		{`(term > 2 ? node("n1") : "none").log[0].term`, `1`},
		{`map(nodes, #index)`, `[0, 1, 2, 3]`},

		{`messages | map(.id)`, `[12, 15]`},
		{`any(messages, .type == "MsgApp" && .to == "n4" && .entries == 1)`, `true`},
		{`find(messages, .held).type`, `"MsgHeartbeat"`},
		{`cut("n1", "n2") and not cut("n2", "n1")`, `true`},
		{`c("c1").last.result`, `"OK"`},
		{`c("c1").last.state == "ok" && c("c1").last.revision == 3`, `true`},
		{`c("c2").last.state`, `""`},
		{`c("c2").open[0].state`, `"open"`},
		{`clients | map(.name)`, `["c1", "c2"]`},

		{`1 / 2`, `0.5`},
		{`7 % 4`, `3`},
		{`term in [1, 2, 3]`, `true`},
		{`leader matches "^n[12]$"`, `true`},
		{`"put a 1" startsWith "put"`, `true`},
		{`string(term) + "/" + string(step)`, `"3/61"`},
		{`"\u202e\x1b[31m"`, `"\\u202e\\x1b[31m"`},
	} {
		e, err := Compile(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		v, err := e.Value(f)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := Format(v); got != c.want {
			t.Errorf("%s = %s, want %s", c.src, got, c.want)
		}
	}
}

// In a joint configuration those vote who vote in either half.
func TestJointVoters(t *testing.T) {
	f := sample()
	for _, n := range f.Nodes {
		n.Config = &frame.Membership{Voters: []string{"n2", "n3", "n4"}, Outgoing: []string{"n1", "n2"}, Learners: []string{"n5"}}
	}
	f.Nodes = append(f.Nodes, &frame.Node{Name: "n5", First: 1, Config: f.Nodes[0].Config}, &frame.Node{Name: "n6", First: 1, Config: f.Nodes[0].Config}, &frame.Node{Name: "n7", First: 1})
	for src, want := range map[string]string{
		`map(filter(nodes, .voter), .name)`:   `["n1", "n2", "n3", "n4"]`,
		`map(filter(nodes, .learner), .name)`: `["n5"]`,
		`node("n1").config.outgoing`:          `["n1", "n2"]`,
		`node("n1").config.joint`:             `true`,
		`node("n7").config`:                   `{voters: [], outgoing: [], learners: [], joint: false}`,
	} {
		e, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := e.Value(f); err != nil || Format(v) != want {
			t.Errorf("%s is %s, %v; want %s", src, Format(v), err, want)
		}
	}
}

// TestCompileErrors: what is wrong before there is a frame.
// What is compiled later says the same.
func TestLater(t *testing.T) {
	e := Later(`leader == "n2"`)
	if ok, err := e.Bool(sample()); !ok || err != nil || e.String() != `leader == "n2"` {
		t.Errorf("%v is %v, %v", e, ok, err)
	}
	if _, err := Later(`term`).Bool(sample()); err == nil {
		t.Error("a number is a condition")
	}
	defer func() {
		if recover() == nil {
			t.Error("what cannot be compiled has a value")
		}
	}()
	_, _ = Later(`leader ==`).Value(sample())
}

func TestCompileErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{``, `there is no expression; write for instance leader == "n1"`},
		{"\xff", `the expression is not UTF-8`},
		{`leadr == "n1"`, `unknown name "leadr"; did you mean "leader"?`},
		{`term > 1 && lader == "n1"`, `unknown name "lader" (at 13); did you mean "leader"?`},
		{"term > 1 &&\n  lader == \"n1\"", `unknown name "lader" (at 2:3); did you mean "leader"?`},
		{`node("n1").trem`, `a node has no field "trem" (at 12); did you mean "term"?`},
		{`node("n1").log[0].idx`, `an entry has no field "idx" (at 19)`},
		{`node("x").term`, `"x" is not a node (at 6); nodes are n1 to n15`},
		{`leader = "n1"`, `= does not compare (at 8); write ==`},
		{`leader ==`, `the expression ends too soon (at 9)`},
		{`leader == 1`, `invalid operation: == (mismatched types string and int) (at 8)`},
		{`node(1).term`, `cannot use int as argument (type string) to call node (at 6)`},
		{`node("n1", "n2")`, `too many arguments to call node`},
		{`node("n1").term()`, `this is not a function (at 12); leave out the ()`},
		{`node("n1") == node("n2")`, `a node cannot be compared; compare what is in it: node("n1").term`},
		{`node`, `this is a function, not a value; call it: node("n1").term`},
		{`node("n1").entry`, `this is a function, not a value; call it: node("n1").term`},
		{`now() > 3`, `this is not a function; leave out the ()`},
		{`date("2020-01-01")`, `unknown function "date"`},
		{`keys({"a": 1})`, `unknown function "keys"`},
		{`let x = 1; x`, `let is not part of the language (at 5); write out what it stands for`},
		{`1; 2`, `; is not part of the language; join conditions by &&`},
		{`reduce(1..3, #acc + #)`, `unknown function "reduce"`},
		{`groupBy(nodes, .role)`, `unknown function "groupBy"`},
		{`[[1], [2]]`, `a list written out holds numbers and texts only (at 2)`},
		{`[nodes]`, `a list written out holds numbers and texts only (at 2)`},
		{`$env`, `unknown name "$env"; a text goes within quotes: "$env"`},
		{`$env.leader`, `unknown name "$env"; a text goes within quotes: "$env"`},
		{`node("n1")["te" + "rm"]`, `only lists have elements by number (at 11); give the field's name after a dot`},
		{`nodes[0].Term`, `a node has no field "Term" (at 10); did you mean "term"?`},
		{`(true ? node("n1") : 1).Log`, `unknown field "Log" (at 25)`},
		{`leader matches leader`, `the pattern of matches must be known beforehand (at 16); write it out within quotes`},
		{`leader matches "("`, "error parsing regexp: missing closing ): `(` (at 8)"},
		{`·nodes`, `unrecognized character: U+00B7 '·'`},
		{`"\x1b[31m`, `a quote is not closed (at 10)`},
		{`.term`, `unexpected "."`},
		{`len(1)`, `invalid argument for len (type int)`},
		{`cut("n1")`, `not enough arguments to call cut`},
		{`((((`, `the expression ends too soon (at 4)`},
		{`99999999999999999999`, `a number is too large (at 20)`},
		{`term > "3"`, `invalid operation: > (mismatched types int and string) (at 6)`},
		{`toJSON(nodes)`, `unknown function "toJSON"`},
		{`repeat("a", 1000000)`, `unknown function "repeat"`},
		{`b"ab"`, `b"…" is not part of the language`},
		{`leader == n1`, `unknown name "n1" (at 11); a text goes within quotes: "n1"`},
	} {
		e, err := Compile(c.src)
		var qe *Error
		if !errors.As(err, &qe) {
			t.Errorf("%s: compiled as %v, error %v", c.src, e, err)
			continue
		}
		if got := err.Error(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

// TestValueErrors: what is wrong with this frame.
func TestValueErrors(t *testing.T) {
	f := sample()
	for _, c := range []struct{ src, want string }{
		{`node("n9").term`, `there is no node "n9"; there are n1, n2, n3, n4`},
		{`term > 1 && node("n9").up`, `there is no node "n9" (at 13); there are n1, n2, n3, n4`},
		{`node(c("c2").node).term`, `there is no node ""; leader is "" while nobody leads`},
		{`any(node("n1").log, node("n1").log[3].term == 1)`, `n1 holds 3 entries and has no log[3] (at 35); log[0] is the first it holds; entry(i) takes raft's index and never fails`},
		{`c("c9").last.state`, `there is no client "c9"; there are c1, c2`},
		{`node("n1").log[7].term`, `n1 holds 3 entries and has no log[7] (at 15); log[0] is the first it holds; entry(i) takes raft's index and never fails`},
		{`node("n1").log[1:3][9].term`, `index out of range: 9 (array length is 2) (at 20)`},
		{`find(nodes, .name == "n9").term`, `something is taken from nothing (at 28); check first that it was found`},
		{`find(nodes, .name == "n9").log`, `there is no node to look into (at 28); check first that it was found`},
		{`cut("n1", "n9")`, `there is no node "n9"; there are n1, n2, n3, n4`},
		{`1 % 0`, `a division by zero (at 3)`},
		{`1 / 0`, `a division by zero (at 3)`},
		{`term / (term - term)`, `a division by zero (at 6)`},
		{`int("x")`, `invalid operation: int(x)`},
		{`uniq(nodes)`, `uniq takes numbers and texts; map the list first: uniq(map(nodes, .term))`},
		{`uniq(1)`, `uniq takes a list, not 1`},
		{`sum(1..100000000)`, `the expression makes lists that are too long (at 6)`},
		{`all(1..100000, all(1..100000, true))`, `the expression makes lists that are too long (at 21)`},
		{`(true ? 1 : "x") + (true ? "x" : 1)`, `1 and "x" cannot be added (at 18)`},
	} {
		e, err := Compile(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		v, err := e.Value(f)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v, %v\nwant %s", c.src, Format(v), err, c.want)
		}
	}
}
