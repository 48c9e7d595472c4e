package query

import (
	"strings"
	"testing"
	"unicode"

	"raftviz/engine/frame"
)

func TestBool(t *testing.T) {
	for _, c := range []struct {
		src  string
		want bool
		err  string
	}{
		{`leader == "n2"`, true, ""},
		{`leader == "n1"`, false, ""},
		{`(term > 2 ? 1 : "x") == 1`, true, ""},
		{`term > 2 ? true : 1`, true, ""},
		{`term < 2 ? true : 1`, false, "a condition is true or false, and this is 1; compare it with something: == != < > <= >="},
		{`find(nodes, .name == "n9")?.up`, false, "a condition is true or false, and this is nil; compare it with something: == != < > <= >="},
	} {
		e, err := CompileBool(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		got, err := e.Bool(sample())
		if got != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%s: %v, %v", c.src, got, err)
		}
	}
	for src, is := range map[string]string{`leader`: "a text", `term`: "a number", `nodes`: "a list", `node("n1")`: "something with fields"} {
		want := "a condition is true or false, and this is " + is + "; compare it with something: == != < > <= >="
		if _, err := CompileBool(src); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
		e, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Bool(sample()); err == nil {
			t.Errorf("%s: no error from Bool", src)
		}
	}
}

// TestEmpty: expressions that name nothing in particular hold or fail on a
// frame with nothing in it, and do not panic.
func TestEmpty(t *testing.T) {
	f := &frame.Frame{}
	for src, want := range map[string]string{
		`leader`: `""`, `term`: `0`, `revision`: `0`, `nodes`: `[]`, `messages`: `[]`, `clients`: `[]`,
	} {
		e, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := e.Value(f); err != nil || Format(v) != want {
			t.Errorf("%s = %s, %v", src, Format(v), err)
		}
	}
	e, _ := Compile(`node(leader).term`)
	if _, err := e.Value(f); err == nil || err.Error() != `there is no node ""; leader is "" while nobody leads` {
		t.Errorf("no leader: %v", err)
	}
}

func TestFacts(t *testing.T) {
	for src, want := range map[string]string{
		`node("n1").last > node("n1").commit`:                 `node("n1").last is 3, node("n1").commit is 2`,
		`leader == "n1" && term > 9`:                          `leader is "n2", term is 3`,
		`!(leader == "n1") or leader == "n3"`:                 `leader is "n2"`,
		`all(nodes, .commit >= 4)`:                            `all(nodes, .commit >= 4) is false`,
		`count(nodes, .up) == len(leaders) + 1`:               `count(nodes, .up) is 3, len(leaders) is 2`,
		`node("n9").term == 1 || leader in ["n1"]`:            `leader is "n2"`,
		`node("n1").log[2].text == "put x 1"`:                 `node("n1").log[2].text is "put x stale"`,
		`true`:                                                ``,
		`"a` + "\u202e" + `" == "b"`:                          ``,
		`len(filter(nodes, .name != "` + "\u202e" + `")) > 9`: `len(filter(nodes, .name != "\u202e")) is 4`,
	} {
		e, err := Compile(src)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got := e.Facts(sample()); got.String() != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}

// TestHostile: what would take for ever, or all memory, soon ends in an error.
func TestHostile(t *testing.T) {
	f := long(10_000)
	texts := `["` + strings.Repeat("x", 1000) + `"]`
	for range 40 {
		texts = "map(" + texts + ", # + #)"
	}
	for _, src := range []string{
		`any(node("n1").log, any(node("n2").log, .term == 2))`,
		`all(1..1000, all(1..1000, all(1..1000, true)))`,
		`all(node("n1").log, len(sort(map(node("n2").log, .index))) > 0)`,
		`sum(map(1..900000, 1..900000))`,
		`len(1..9000000000000000000)`,
		`all(1..400000, "` + strings.Repeat("x", 1000) + `" + "y" != "")`,
		texts,
		strings.Repeat("(", 4000),
		strings.Repeat("!", 4000) + "true",
		strings.Repeat("[", 4000),
		strings.Repeat("1+", 2000) + "1",
		strings.Repeat("nodes|", 600) + "len()",
		strings.Repeat("x", 5000),
	} {
		e, err := Compile(src)
		if err == nil {
			_, err = e.Value(f)
		}
		if err == nil {
			t.Errorf("%.60s: no error", src)
		} else if len(err.Error()) > 500 {
			t.Errorf("%.60s: an error of %d bytes", src, len(err.Error()))
		}
	}
}

// TestLongLogs: the whole of five long logs can be looked at.
func TestLongLogs(t *testing.T) {
	for _, src := range []string{
		`all(nodes, all(.log, .term == 1))`,
		`node("n1").log == node("n2").log`,
		`len(node("n1").log) == 10000`,
	} {
		e, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := e.Bool(long(10_000)); err != nil || !ok {
			t.Errorf("%s: %v, %v", src, ok, err)
		}
	}
}

// FuzzCompile: no expression panics; errors and values hold nothing that a
// terminal could take amiss; equal frames give equal values.
func FuzzCompile(f *testing.F) {
	for _, n := range Reference() {
		f.Add(n.Form)
	}
	for _, l := range listFunctions {
		f.Add(l.form)
	}
	for _, src := range []string{
		`node("n1").last > node("n1").commit && leader == "n2"`, `let x = 1; x`, `$env`, `{"a": 1}`, `node("n1").log[-1]?.term`,
		`map(nodes, map(.log, .term))`, `c("c1").last.result matches "O.*"`, `::len(nodes)`, `nodes | map(#.log[1:])`,
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		check := func(s string) {
			for _, r := range s {
				if unicode.IsControl(r) {
					t.Fatalf("%q: %q holds a control character", src, s)
				}
			}
		}
		e, err := Compile(src)
		if err != nil {
			check(err.Error())
			return
		}
		check(e.Facts(sample()).String())
		v, err := e.Value(sample())
		w, again := e.Value(sample())
		if err != nil {
			check(err.Error())
			if again == nil || again.Error() != err.Error() {
				t.Fatalf("%q: %v, then %v", src, err, again)
			}
			return
		}
		check(Format(v))
		if Format(v) != Format(w) {
			t.Fatalf("%q: %s, then %s", src, Format(v), Format(w))
		}
	})
}

func BenchmarkBool(b *testing.B) {
	f := long(10_000)
	for _, src := range []string{
		`leader == "n2"`,
		`node("n1").role == "leader" && node("n2").commit > 3`,
		`node("n1").log[9999].term == 1`,
		`node("n1").entry(10000).term == 2`,
		`all(nodes, .commit >= 4)`,
		`len(violations) == 0`,
		`any(node("n1").log, .text == "x")`,
	} {
		e, err := Compile(src)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(src, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Bool(f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
