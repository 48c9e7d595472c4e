package command

import (
	"strings"
	"testing"
)

var goodTxns = []goodLine{
	{"txn then put a 1", Txn{Then: []Command{Put{Key: "a", Value: "1"}}}, ""},
	{"txn else get x", Txn{Else: []Command{Get{Range: Range{Key: "x"}}}}, ""},
	{`txn value("x") = "1" then else get x`, Txn{
		Compares: []Compare{{Of: OfValue, Key: "x", Op: '=', Value: "1"}},
		Else:     []Command{Get{Range: Range{Key: "x"}}},
	}, `txn value("x") = "1" else get x`},
	{`txn value("x") = "1" && mod("x") > "3" && version("x") < "2" && create("x") != "0" && lease("x") = "5d2a" then del x`, Txn{
		Compares: []Compare{
			{Of: OfValue, Key: "x", Op: '=', Value: "1"},
			{Of: OfMod, Key: "x", Op: '>', N: 3},
			{Of: OfVersion, Key: "x", Op: '<', N: 2},
			{Of: OfCreate, Key: "x", Op: '!'},
			{Of: OfLease, Key: "x", Op: '=', N: 0x5d2a},
		},
		Then: []Command{Del{Range: Range{Key: "x"}}},
	}, ""},
	{`txn val(x)=1&&m ( x )!=3&&ver('x')<2&&c(x)>1 then del x`, Txn{
		Compares: []Compare{
			{Of: OfValue, Key: "x", Op: '=', Value: "1"},
			{Of: OfMod, Key: "x", Op: '!', N: 3},
			{Of: OfVersion, Key: "x", Op: '<', N: 2},
			{Of: OfCreate, Key: "x", Op: '>', N: 1},
		},
		Then: []Command{Del{Range: Range{Key: "x"}}},
	}, `txn value("x") = "1" && mod("x") != "3" && version("x") < "2" && create("x") > "1" then del x`},
	{`txn mod("a", "b") < "5" then get a b`, Txn{
		Compares: []Compare{{Of: OfMod, Key: "a", End: "b", Op: '<', N: 5}},
		Then:     []Command{Get{Range: Range{Key: "a", End: "b"}}},
	}, ""},
	{`c2@n3 txn value("then") = ") && else;" then put "a;b" "then" --lease=a; put "else" "(x)" else del a --prefix --prev-kv; get b --keys-only`, Txn{
		Target:   Target{"c2", "n3"},
		Compares: []Compare{{Of: OfValue, Key: "then", Op: '=', Value: ") && else;"}},
		Then:     []Command{Put{Key: "a;b", Value: "then", Lease: 10}, Put{Key: "else", Value: "(x)"}},
		Else:     []Command{Del{Range: Range{Key: "a", Prefix: true}, PrevKV: true}, Get{Range: Range{Key: "b"}, KeysOnly: true}},
	}, ""},
	{`txn value("\xff\n") = '' then get a`, Txn{
		Compares: []Compare{{Of: OfValue, Key: "\xff\n", Op: '='}},
		Then:     []Command{Get{Range: Range{Key: "a"}}},
	}, `txn value("\xff\n") = "" then get a`},
	{"txn then put a k=v,w;get a&&b else put then\u4e2d else(", Txn{}, "error"},
	{"txn then put a k=v,w&&<x>;get b", Txn{
		Then: []Command{Put{Key: "a", Value: "k=v,w&&<x>"}, Get{Range: Range{Key: "b"}}},
	}, "txn then put a k=v,w&&<x>; get b"},
	{`txn version("a") = "0" then (txn value("b") = "1" then put a 1 else (txn then put a 2); get b); del c else get a`, Txn{
		Compares: []Compare{{Of: OfVersion, Key: "a", Op: '='}},
		Then: []Command{
			Txn{
				Compares: []Compare{{Of: OfValue, Key: "b", Op: '=', Value: "1"}},
				Then:     []Command{Put{Key: "a", Value: "1"}},
				Else:     []Command{Txn{Then: []Command{Put{Key: "a", Value: "2"}}}, Get{Range: Range{Key: "b"}}},
			},
			Del{Range: Range{Key: "c"}},
		},
		Else: []Command{Get{Range: Range{Key: "a"}}},
	}, ""},
	{"txn then( txn else(txn then(txn then get a)))", Txn{Then: []Command{
		Txn{Else: []Command{Txn{Then: []Command{Txn{Then: []Command{Get{Range: Range{Key: "a"}}}}}}}},
	}}, "txn then (txn else (txn then (txn then get a)))"},
	{"txn -w json --hex then", Txn{Format: Format{JSON: true, Hex: true}}, "txn --write-out=json --hex then"},
	{`txn --write-out=json mod("a") > "1" then`, Txn{Format: Format{JSON: true}, Compares: []Compare{{Of: OfMod, Op: '>', Key: "a", N: 1}}}, ""},
	{"txn then", Txn{}, ""},
	{"txn else", Txn{}, "txn then"},
	{"c2 txn then else", Txn{Target: Target{"c2", ""}}, "c2 txn then"},
	{"txn then get a else", Txn{Then: []Command{Get{Range: Range{Key: "a"}}}}, "txn then get a"},
	{`txn mod("") > "1" then`, Txn{Compares: []Compare{{Of: OfMod, Op: '>', N: 1}}}, ""},
	{"txn then (txn then)", Txn{Then: []Command{Txn{}}}, ""},
}

var badTxns = []badLine{
	{"txn", 4, "a txn needs then or else; txn then put foo bar"},
	{"c2 txn ", 8, "a txn needs then or else; txn then put foo bar"},
	{"txn put a 1", 5, `unexpected "put"; operations stand after then: txn then put foo bar`},
	{"txn foo", 5, `"foo" cannot be compared; it is one of value, version, create, mod, lease`},
	{`txn vresion("x") = "1" then get x`, 5, `"vresion" cannot be compared; did you mean "version"?`},
	{"txn mod", 8, `"(" is missing; write a condition as mod("key") > "3"`},
	{"txn mod()", 9, `a key is missing; write a condition as mod("key") > "3"`},
	{"txn mod(then) > 1", 9, `a key is missing; write a condition as mod("key") > "3"`},
	{`txn mod("x" > 3 then get x`, 13, `")" is missing; write a condition as mod("key") > "3"`},
	{`txn mod("x", ) > 3`, 14, `a key is missing; write a condition as mod("key") > "3"`},
	{`txn mod("x") 3 then get x`, 14, `an operator is missing: = != < >; write a condition as mod("key") > "3"`},
	{`txn mod("x") >= 3 then get x`, 14, `unknown operator ">="; they are = != < >`},
	{`txn mod("x") == 3 then get x`, 14, `unknown operator "=="; they are = != < >`},
	{`txn mod("x") > then get x`, 16, `a value is missing; write a condition as mod("key") > "3"`},
	{`txn mod("x") > "a" then get x`, 16, `"a" is not a whole number of at least 0`},
	{`txn mod("x") > -1 then get x`, 16, `"-1" is not a whole number of at least 0`},
	{`txn lease("x") = "xyz" then get x`, 18, `"xyz" is not the ID of a lease; IDs are hexadecimal, as etcdctl writes them`},
	{`txn mod("x") > 3 && then get x`, 21, `a condition is missing; write a condition as mod("key") > "3"`},
	{`txn mod("x") > 3 || mod("y") > 3 then get x`, 18, `unexpected "||"; conditions are joined by &&, and then follows`},
	{`txn mod("x") > 3; mod("y") > 3 then get x`, 17, `unexpected ";"; conditions are joined by &&, and then follows`},
	{`txn mod("x") > "3`, 16, `a quote is not closed; end it with "`},
	{`txn mod("x") > "3"`, 19, "a txn needs then or else; txn then put foo bar"},
	{"txn then get a; else get b", 17, "an operation is missing; it is one of put, get, del and (txn …)"},
	{"txn then put a", 15, "put needs a value: put foo bar"},
	{"txn then put a; get b", 15, "put needs a value: put foo bar"},
	{"txn then put a then", 16, "put needs a value: put foo bar"},
	{"txn then get a then get b", 16, `unexpected "then"; within quotes it is a word like any other`},
	{"txn else get a then get b", 16, `unexpected "then"; within quotes it is a word like any other`},
	{"txn else get a else get b", 16, "else is given twice; within quotes it is a word like any other"},
	{"txn then get a --rev=x", 22, `"x" is not a whole number`},
	{"txn then get a --sort=key", 16, `get takes no "--sort"; did you mean "--sort-by"?`},
	{"txn -w yaml then", 8, `--write-out is simple or json, not "yaml"`},
	{"txn --rev=1 then", 5, `txn takes no flag "--rev"`},
	{"txn then get a -w json", 14, "how to print an answer is up to the txn; write it after txn"},
	{"txn then set a b", 10, `"set" cannot be part of a txn; did you mean "put"?`},
	{"txn then lease grant 5", 10, `"lease" cannot be part of a txn; what can is put, get, del and (txn …)`},
	{"txn then @n2 put a b", 10, `an operation goes where its txn goes; write "@n2" before txn`},
	{"txn then txn then get a", 10, "a txn within a txn stands in parentheses; write it as (txn then …)"},
	{"txn then (put a b)", 11, `unexpected "put"; only (txn …) stands in parentheses`},
	{"txn then (txn then get a", 10, "a parenthesis is not closed; end it with )"},
	{"txn then (txn)", 14, "a txn needs then or else; txn then put foo bar"},
	{"txn then (txn then get a) get b", 27, `unexpected "get"`},
	{"txn then get a)", 15, `unexpected ")"`},
	{"txn then put a f(x)", 17, `unexpected "("; write it within quotes`},
	{"txn then (txn then (txn then (txn then (txn then get a))))", 41, "txns nest 4 deep at most"},
	{"txn then " + strings.Repeat("get a; ", 128) + "get a", 906, "a txn has 128 operations at most, and so many for else"},
	{`txn mod(a)>1` + strings.Repeat("&&mod(a)>1", 128) + " then get a", 1285, "a txn has 128 conditions at most"},
	{`txn then put a "` + strings.Repeat("x", 1+MaxValue) + `"`, 16, "the value is longer than 2000000 bytes"},
	{"txn then " + strings.Repeat("put a "+strings.Repeat("\u200b", 90000)+"; ", 10) + "get a", 5, "the txn is longer than 4194304 bytes"},
}

func TestTxnBounds(t *testing.T) {
	for _, line := range []string{
		"txn then " + strings.Repeat("get a; ", 127) + "get a",
		"txn mod(a)>1" + strings.Repeat("&&mod(a)>1", 127) + " then get a",
		"txn then " + strings.Repeat("get a; ", 127) + "get a else " + strings.Repeat("get a; ", 127) + "(txn else get a)",
	} {
		c, err := Parse(line)
		if err != nil {
			t.Errorf("%.20s…: %v", line, err)
			continue
		}
		checkRoundTrip(t, c)
	}
}
