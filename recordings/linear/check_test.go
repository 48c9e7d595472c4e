package linear

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/command"
	"raftviz/recordings/recording"
)

// historyOf reads a history, an operation a line:
//
//	c1 put x 1 | 1..4 | OK | 2      answered at 4, at revision 2
//	c1 put x 1 | 1,6..8 | OK | 3    tried again at 6
//	c1 put x 1 | 1,6                without an answer
//	c1 get x --rev=9 | 1..2 | future | 2
//
// The last is refused: future, compacted, no key, no lease, lease exists.
func historyOf(t *testing.T, text string) *History {
	t.Helper()
	h := &History{}
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
		o := &op{cmd: parsed, unknown: len(parts) == 2, standing: Judged}
		o.ID, o.Client, o.Text = uint64(len(h.all)+1), client, cmd
		began, ended, _ := strings.Cut(parts[1], "..")
		for at := range strings.SplitSeq(began, ",") {
			o.began = append(o.began, number(t, at))
		}
		o.Call = int64(o.began[0])
		if !o.unknown {
			o.ended = number(t, ended)
			o.End, o.EndStep, o.Result, o.Rev = int64(o.ended), 1, parts[2], int64(number(t, parts[3]))
			if err, ok := shortly[o.Result]; ok {
				o.Result, o.refused = err.Error(), true
			}
		}
		h.all = append(h.all, o)
	}
	h.settle()
	return h
}

var shortly = map[string]error{
	"future": rpctypes.ErrFutureRev, "compacted": rpctypes.ErrCompacted, "no key": rpctypes.ErrKeyNotFound,
	"no lease": rpctypes.ErrLeaseNotFound, "lease exists": rpctypes.ErrLeaseExist,
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
		{"a lease that is revoked", `
			c1 lease grant 5 --id=7 | 1..2 | lease 7 granted with TTL(5s) | 1
			c1 put l 1 --lease=7 | 3..4 | OK | 2
			c1 put m 1 --lease=7 | 5..6 | OK | 3
			c1 put m 2 --ignore-lease | 7..8 | OK | 4
			c1 put l 2 | 9..10 | OK | 5
			c2 txn lease("m") = "7" && lease("l") = "0" then get m | 11..12 | SUCCESS: 2 | 5
			c1 lease revoke 7 | 13..14 | lease 7 revoked | 6
			c2 get "" --prefix | 15..16 | l=2 | 6
			c1 put l 3 --lease=7 | 17..18 | no lease | 6
			c1 lease revoke 7 | 19..20 | no lease | 6`, "yes 10 0 0", ""},
		{"a key that outlives its lease", `
			c1 lease grant 5 --id=7 | 1..2 | lease 7 granted with TTL(5s) | 1
			c1 put l 1 --lease=7 | 3..4 | OK | 2
			c1 lease revoke 7 | 5..6 | lease 7 revoked | 3
			c2 get l | 7..8 | 1 | 3`, "no 4 0 0", "5 c1 lease revoke 7; 7 c2 get l"},
		{"a lease that nobody granted", `
			c1 put l 1 --lease=7 | 1..2 | OK | 2`, "no 1 0 0", "1 c1 put l 1 --lease=7"},
		{"a lease granted twice", `
			c1 lease grant 5 --id=7 | 1..2 | lease 7 granted with TTL(5s) | 1
			c1 lease grant 5 --id=7 | 3..4 | lease exists | 1`, "yes 2 0 0", ""},
		{"a lease runs out", `
			c1 lease grant 5 | 1..2 | lease 2a granted with TTL(5s) | 1
			c1 put l 1 --lease=2a | 3..4 | OK | 2
			c1 put x 1 | 5..6 | OK | 3
			c2 get l | 7..8 | 1 | 3
			c2 get l | 9..10 | (no key) | 4
			c1 put l 2 --lease=2a | 11..12 | no lease | 4
			c1 put x 2 | 13..14 | OK | 5
			c2 get x | 15..16 | 2 | 5`, "yes 8 0 0", ""},
		{"a lease runs out once", `
			c1 lease grant 5 --id=7 | 1..2 | lease 7 granted with TTL(5s) | 1
			c1 put l 1 --lease=7 | 3..4 | OK | 2
			c2 get l | 5..6 | (no key) | 3
			c2 put l 2 --lease=7 | 7..8 | OK | 4`, "no 4 0 0",
			"3 c1 put l 1 --lease=7; 5 c2 get l; 7 c2 put l 2 --lease=7"},
		{"a lease runs out without keys, and is granted again", `
			c1 lease grant 5 --id=7 | 1..2 | lease 7 granted with TTL(5s) | 1
			c1 lease grant 5 --id=7 | 3..4 | lease 7 granted with TTL(5s) | 1
			c1 lease revoke 7 | 5..6 | lease 7 revoked | 1
			c1 lease grant 5 --id=7 | 7
			c1 put l 1 --lease=7 | 8..9 | OK | 2`, "yes 5 1 0", ""},
		{"a lease that nobody was told of", `
			c1 lease grant 5 | 1
			c1 put l 1 --lease=5 | 2..3 | OK | 2
			c1 put l 2 --lease=6 | 2..3 | no lease | 1
			c1 put x 1 | 4..5 | OK | 3
			c2 get l | 6..7 | (no key) | 4`, "yes 5 1 0", ""},
		{"a lease that nobody was told of, before it was asked for", `
			c1 put l 1 --lease=5 | 1..2 | OK | 2
			c1 lease grant 5 | 3`, "no 2 1 0", "1 c1 put l 1 --lease=5"},
		{"what is not judged", `
			c1 put x 1 | 1..2 | OK | 2
			c1 txn then get l --prefix --sort-by=value; put l 1 | 3..4 | SUCCESS: (no key), OK | 3
			c2 get l | 5..6 | (no key) | 4
			c2 txn then get l; put y 1 | 7
			c2 get y | 8..9 | (no key) | 4
			c1 put x 2 | 10..11 | OK | 5
			c2 get x --min-mod-rev=5 | 12..13 | 2 | 6
			c2 get x | 12..13 | 2 | 6`, "yes 3 0 5", ""},
		{"what is not judged does not hide a stale read", `
			c1 txn then get l --prefix --sort-by=value; put l 1 | 1..2 | SUCCESS: (no key), OK | 2
			c1 put x 1 | 3..4 | OK | 3
			c1 put x 2 | 5..6 | OK | 5
			c2 get x | 7..8 | 1 | 4`, "no 3 0 1", "5 c1 put x 2; 7 c2 get x"},
		{"reads at a revision", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put y 1 | 3..4 | OK | 3
			c1 del x | 5..6 | 1 | 4
			c1 put x 2 | 7..8 | OK | 5
			c2 get x --rev=1 | 9..10 | (no key) | 5
			c2 get "" --prefix --rev=2 | 11..12 | x=1 | 5
			c2 get "" --prefix --rev=3 --order=descend | 13..14 | y=1; x=1 | 5
			c2 get x --rev=4 | 15..16 | (no key) | 5
			c2 get x --rev=5 | 17..18 | 2 | 5
			c2 txn then del x; get x --rev=5; get x; put z 1 | 19..20 | SUCCESS: 1, 2, (no key), OK | 6
			c2 get x --rev=7 | 21..22 | future | 6`, "yes 11 0 0", ""},
		{"a read at a revision that tells another past", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put x 2 | 3..4 | OK | 3
			c1 put x 3 | 5..6 | OK | 4
			c2 get x --rev=3 | 7..8 | 1 | 4`, "no 4 0 0", "7 c2 get x --rev=3"},
		{"a read at a revision that there was not", `
			c1 put x 1 | 1..2 | OK | 2
			c2 get x --rev=5 | 3..4 | 1 | 2`, "no 2 0 0", "3 c2 get x --rev=5"},
		{"a revision that there was", `
			c1 put x 1 | 1..2 | OK | 2
			c2 get x --rev=2 | 3..4 | future | 2`, "no 2 0 0", "3 c2 get x --rev=2"},
		{"a revision to come, by a node that is behind", `
			c1 put x 1 | 1..2 | OK | 2
			c2 get x --rev=2 | 3..4 | future | 1`, "no 2 0 0", "1 c1 put x 1; 3 c2 get x --rev=2"},
		{"the past of what is in doubt", `
			c1 put x 1 | 1
			c2 put x 2 | 2..3 | OK | 3
			c2 get x --rev=2 | 4..5 | 1 | 3`, "yes 3 1 0", ""},
		{"compactions", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put x 2 | 3..4 | OK | 3
			c1 compaction 4 | 5..6 | future | 3
			c1 compaction 3 | 7..8 | compacted revision 3 | 3
			c1 compaction 3 | 9..10 | compacted | 3
			c2 get x --rev=2 | 11..12 | compacted | 3
			c2 txn then put x 3; get x --rev=2 | 13..14 | compacted | 3
			c2 get x --rev=3 | 15..16 | 2 | 3`, "yes 8 0 0", ""},
		{"compacted history that can be read", `
			c1 put x 1 | 1..2 | OK | 2
			c1 put x 2 | 3..4 | OK | 3
			c1 compaction 3 | 7..8 | compacted revision 3 | 3
			c2 get x --rev=2 | 11..12 | 1 | 3`, "no 4 0 0", "7 c1 compaction 3; 11 c2 get x --rev=2"},
		{"history that nobody has compacted", `
			c1 put x 1 | 1..2 | OK | 2
			c2 get x --rev=1 | 3..4 | compacted | 2`, "no 2 0 0", "3 c2 get x --rev=1"},
		{"a compaction in doubt", `
			c1 compaction 2 | 1
			c1 put x 1 | 2..3 | OK | 2
			c2 get x --rev=1 | 4..5 | (no key) | 2
			c2 get x --rev=1 | 6..7 | compacted | 2`, "yes 4 1 0", ""},
		{"a key that is to keep its value", `
			c1 put x --ignore-value | 1..2 | no key | 1
			c1 put x 1 | 3..4 | OK | 2
			c1 put x --ignore-value | 5..6 | OK | 3`, "yes 3 0 0", ""},
		{"what is sorted", `
			c1 get x --prefix --sort-by=value | 1..2 | 7 | 9
			c1 put x 1 | 3..4 | OK | 2`, "yes 1 0 1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := historyOf(t, c.history).Check(Limit{})
			if err != nil {
				t.Fatal(err)
			}
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
		if v, err := h.Check(c.limit); v.Result != c.want || err != nil {
			t.Errorf("%+v: got %v, want %v; %v", c.limit, v.Result, c.want, err)
		}
	}
}

func TestOperationString(t *testing.T) {
	h := historyOf(t, "c1 put x \"\\x1b\" | 1..4 | OK | 2\nc2 del x | 3")
	for i, want := range []string{`c1 put x "\x1b" [1..4 ms] OK, revision 2`, `c2 del x [3.. ms] unknown`} {
		if got := h.all[i].String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestVerdict: a verdict says of every operation what was made of it, and in
// which order they can have happened.
func TestVerdict(t *testing.T) {
	h := historyOf(t, `
		c1 put x 1 | 1..9 | OK | 3
		c2 put x 2 | 2..8 | OK | 2
		c1 put y 1 | 3
		c3 get x | 4..5 | 2 | 2
		c3 get x --rev=9 | 10..11 | future | 4
		c3 lease list | 12..13 | found 0 leases | 4
		c3 get y | 14..15 | 1 | 4`)
	h.all[5].standing = Ignored
	h.settle()
	v, err := h.Check(Limit{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(v.Result, v.Standings, v.Order); got != "yes [judged judged doubtful judged judged ignored judged] [2 4 1 3 5 7]" {
		t.Error(got)
	}
	for i, o := range v.History {
		if v.Standing(o.ID) != v.Standings[i] || o.Text != h.all[i].Text {
			t.Errorf("operation %d is %v and %v", i, o, v.Standing(o.ID))
		}
	}
	h.all[3].Result, h.all[0].standing = "3", LeftOut
	h.settle()
	if v, err = h.Check(Limit{}); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(v.Result, v.Standings, v.Order); got != "no [left out judged doubtful offending judged ignored judged] []" {
		t.Error(got)
	}
	if v.Standing(99) != Ignored {
		t.Error("what never was is judged")
	}
}

// TestGivenUp: a check ends when nobody waits for it any more.
func TestGivenUp(t *testing.T) {
	var text strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&text, "c1 put x %d | %d..%d | OK | %d\n", i, 2*i, 2*i+1, i+2)
	}
	asked := 0
	h := historyOf(t, text.String())
	v, err := h.Check(Limit{Going: func() bool { asked++; return false }})
	if !errors.Is(err, recording.ErrCancelled) || asked != 1 || v.Operations != 0 {
		t.Errorf("%v after %d questions; %+v", err, asked, v)
	}
}
