package linear

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/command"
)

// historyOf reads a history, an operation a line:
//
//	c1 put x 1 | 1..4 | OK | 2      answered at 4, at revision 2
//	c1 put x 1 | 1,6..8 | OK | 3    tried again at 6
//	c1 put x 1 | 1,6                without an answer
func historyOf(t *testing.T, text string) history {
	t.Helper()
	var h history
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if len(parts) == 1 {
			continue
		}
		client, cmd, _ := strings.Cut(parts[0], " ")
		parsed, err := command.Parse(cmd)
		if err != nil {
			t.Fatal(err)
		}
		o := &op{cmd: parsed, unknown: len(parts) == 2}
		o.ID, o.Client, o.Text = uint64(len(h.ops)+1), client, cmd
		began, ended, _ := strings.Cut(parts[1], "..")
		for at := range strings.SplitSeq(began, ",") {
			o.began = append(o.began, number(t, at))
		}
		o.Call = int64(o.began[0])
		if !o.unknown {
			o.ended = number(t, ended)
			o.End, o.EndStep, o.Result, o.Rev = int64(o.ended), 1, parts[2], int64(number(t, parts[3]))
		}
		h.ops = append(h.ops, o)
	}
	return h
}

func number(t *testing.T, s string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(s, &n); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return n
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name, history string
		want          string // result, judged, unknown, ignored
		piece         string // the offending operations
	}{
		{"nothing", ``, "yes 0 0 0", ""},
		{"in turn", `
			c1 put x 1 | 1..2 | OK | 2
			c2 get x | 3..4 | 1 | 2
			c1 put x 2 | 5..6 | OK | 3
			c2 get x | 7..8 | 2 | 3`, "yes 4 0 0", ""},
		{"at the same time", `
			c1 put x 1 | 1..5 | OK | 3
			c2 put x 2 | 2..6 | OK | 2
			c3 get x | 3..4 | 2 | 2
			c3 get x | 7..8 | 1 | 3`, "yes 4 0 0", ""},
		{"stale read", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put x 2 | 3..4 | OK | 3
			c2 get y | 3..9 | (no key) | 3
			c2 get x | 5..6 | 1 | 2`, "no 4 0 0", "3 c1 put x 2; 5 c2 get x"},
		{"stale read with an honest revision", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put x 2 | 3..4 | OK | 3
			c2 get x | 5..6 | 1 | 3`, "no 3 0 0", "3 c1 put x 2; 5 c2 get x"},
		{"reads that go back", `
			c1 put x 1 | 1..9 | OK | 2
			c2 get x | 2..3 | 1 | 2
			c3 get x | 4..5 | (no key) | 1`, "no 3 0 0", "2 c2 get x; 4 c3 get x"},
		{"lost write", `
			c1 put x 1 | 1..2 | OK | 2
			c2 get x | 3..4 | (no key) | 1`, "no 2 0 0", "1 c1 put x 1; 3 c2 get x"},
		{"overwritten by nobody", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put x 2 | 3..4 | OK | 3
			c2 get x | 5..6 | 1 | 4`, "no 3 0 0", "3 c1 put x 2; 5 c2 get x"},
		{"applied twice by a retry", `
			c1 put x 1 | 1,5..6 | OK | 3
			c2 get x | 2..3 | 1 | 2
			c2 get x | 7..8 | 1 | 3`, "yes 3 0 0", ""},
		{"applied twice without one", `
			c1 put x 1 | 1..4 | OK | 2
			c2 get x | 5..6 | 1 | 3`, "no 2 0 0", "5 c2 get x"},
		{"a retry that overwrites", `
			c1 put x 1 | 1,5..6 | OK | 4
			c2 get x | 2..3 | 1 | 2
			c2 put x 2 | 3..4 | OK | 3
			c2 get x | 7..8 | 1 | 4`, "yes 4 0 0", ""},
		{"in doubt, and it happened late", `
			c1 put x 1 | 1
			c2 put x 2 | 2..3 | OK | 2
			c2 get x | 4..5 | 1 | 3`, "yes 3 1 0", ""},
		{"in doubt, and it never happened", `
			c1 put x 1 | 1
			c1 del x | 1
			c2 get x | 4..5 | (no key) | 1`, "yes 3 2 0", ""},
		{"in doubt, and it happened twice", `
			c1 put x 1 | 1,2
			c2 put x 2 | 3..4 | OK | 3
			c2 get x | 5..6 | 1 | 4`, "yes 3 1 0", ""},
		{"in doubt, and it was seen before it was asked for", `
			c2 get x | 1..2 | 1 | 2
			c1 put x 1 | 3`, "no 2 1 0", "1 c2 get x"},
		{"two winners of one key", `
			c1 txn create("k") = "0" then put k a | 1..3 | SUCCESS: OK | 2
			c2 txn create("k") = "0" then put k b else get k | 2..4 | FAILURE: a | 2`, "yes 2 0 0", ""},
		{"two winners of one key, both told so", `
			c1 txn create("k") = "0" then put k a | 1..3 | SUCCESS: OK | 2
			c2 txn create("k") = "0" then put k b else get k | 2..4 | SUCCESS: OK | 3`, "no 2 0 0",
			`1 c1 txn create("k") = "0" then put k a; 2 c2 txn create("k") = "0" then put k b else get k`},
		{"compare and swap by mod revision", `
			c1 put k a | 1..2 | OK | 2
			c1 txn mod("k") = "2" then put k b; get k else get k | 3..4 | SUCCESS: OK, b | 3
			c2 txn version("k") = "2" && value("k") != "a" then del k --prev-kv | 5..6 | SUCCESS: 1; was k=b | 4
			c2 get k | 7..8 | (no key) | 4`, "yes 4 0 0", ""},
		{"ranges", `
			c1 put a 1 | 1..2 | OK | 2
			c1 put b 2 | 3..4 | OK | 3
			c1 put c 3 --prev-kv | 5..6 | OK | 4
			c1 get a c | 7..8 | a=1; b=2 | 4
			c1 get a --prefix --keys-only | 7..8 | a | 4
			c1 get a --from-key --limit=2 --order=descend | 7..8 | c=3; b=2 | 4
			c1 get "" --prefix --count-only | 7..8 | 3 | 4
			c1 get a --from-key --min-mod-rev=3 | 7..8 | b=2; c=3 | 4
			c1 del a c | 9..10 | 2 | 5
			c1 del a c | 11..12 | 0 | 5
			c1 get a --from-key | 13..14 | c=3 | 5`, "yes 11 0 0", ""},
		{"leases", `
			c1 put l 1 --lease=5 | 1..2 | OK | 2
			c1 put x 1 | 3..4 | OK | 3
			c2 get l | 5..6 | (no key) | 4
			c2 txn then get l; put y 1 | 7
			c2 get y | 8..9 | (no key) | 4
			c1 put x 2 | 10..11 | OK | 5
			c2 get x | 12..13 | 2 | 6`, "yes 3 0 4", ""},
		{"leases do not hide a stale read", `
			c1 put l 1 --lease=5 | 1..2 | OK | 2
			c1 put x 1 | 3..4 | OK | 3
			c1 put x 2 | 5..6 | OK | 5
			c2 get x | 7..8 | 1 | 4`, "no 3 0 1", "5 c1 put x 2; 7 c2 get x"},
		{"a read at a revision", `
			c1 get x --rev=3 | 1..2 | 7 | 9
			c1 put x 1 | 3..4 | OK | 2`, "yes 1 0 1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := historyOf(t, c.history).check(Limit{}.settled())
			got := fmt.Sprintf("%v %d %d %d", v.Result, v.Operations, v.Unknown, v.Ignored)
			var piece []string
			for _, o := range v.Piece {
				piece = append(piece, fmt.Sprintf("%d %s %s", o.Call, o.Client, o.Text))
			}
			if got != c.want || strings.Join(piece, "; ") != c.piece {
				t.Errorf("got  %s: %s\nwant %s: %s", got, strings.Join(piece, "; "), c.want, c.piece)
			}
		})
	}
}

// TestLimit: what is too long or too hard is undecided, unless its keys can be
// told apart.
func TestLimit(t *testing.T) {
	h := historyOf(t, `
		c1 put x 1 | 1..2 | OK | 2
		c1 put y 1 | 3..4 | OK | 3
		c1 put x 2 | 5..6 | OK | 4
		c1 get y | 7..8 | 1 | 4`)
	for _, c := range []struct {
		limit Limit
		want  Result
	}{
		{Limit{}, Linearizable},
		{Limit{Operations: 2}, Linearizable},
		{Limit{Operations: 1}, Undecided},
		{Limit{Steps: 2}, Undecided},
	} {
		if got := h.check(c.limit.settled()).Result; got != c.want {
			t.Errorf("%+v: got %v, want %v", c.limit, got, c.want)
		}
	}
}

func TestOperationString(t *testing.T) {
	h := historyOf(t, "c1 put x \"\\x1b\" | 1..4 | OK | 2\nc2 del x | 3")
	for i, want := range []string{`c1 put x "\x1b" [1..4 ms] OK, revision 2`, `c2 del x [3.. ms] unknown`} {
		if got := h.ops[i].String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
