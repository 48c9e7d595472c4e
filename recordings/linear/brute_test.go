package linear

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
)

// likely are operations on so few keys, leases and revisions that they meet.
var likely = []string{
	"put x %d", "put y %d --lease=7", "put x %d --prev-kv", "del x", "del y --prev-kv", `get "" --prefix`, "get x", "get y",
	"get x --rev=%d", `get "" --prefix --rev=%d`, `txn mod("x") = "%d" then put x t; get y else get x --rev=2`,
	`txn lease("y") = "7" then del y`, "compaction %d", "lease grant 5 --id=7", "lease grant 5", "lease revoke 7",
}

// someHistory makes up a small history: operations that happened one after the
// other, each with a time around its own, a few of them without an answer; and
// then maybe with an answer or a time that is wrong.
func someHistory(r *rand.Rand) *History {
	h := &History{}
	st, rev := newStore(), int64(1)
	for i := range 3 + r.IntN(4) {
		text := likely[r.IntN(len(likely))]
		if strings.Contains(text, "%d") {
			text = fmt.Sprintf(text, 1+r.IntN(4))
		}
		if text == "lease grant 5" && st.hasLease(7) {
			continue // the store chooses one that is free
		}
		cmd, err := command.Parse(text)
		if err != nil {
			panic(err)
		}
		o := &op{cmd: cmd, standing: Judged, began: []int{20*i - r.IntN(30)}, ended: 20*i + 1 + r.IntN(30)}
		o.ID, o.Client, o.Request = uint64(i+1), "c1", etcd.RequestOf(cmd)
		if r.IntN(6) == 0 {
			o.began = append(o.began, o.began[0]+1)
		}
		h.all = append(h.all, o)
		if o.unknown = r.IntN(5) == 0; o.unknown && r.IntN(2) == 0 {
			continue
		}
		if g, ok := cmd.(command.LeaseGrant); ok && g.ID == 0 {
			g.ID = 7
			cmd = g
		}
		if r.IntN(6) == 0 && st.hasLease(7) {
			st, rev = happens(st, command.LeaseRevoke{ID: 7}, rev, &op{})
		}
		st, rev = happens(st, cmd, rev, o)
	}
	if len(h.all) == 0 {
		return h
	}
	switch o := h.all[r.IntN(len(h.all))]; r.IntN(5) {
	case 0:
		o.Rev += int64(r.IntN(3)) - 1
	case 1:
		if p := h.all[r.IntN(len(h.all))]; !p.unknown && !o.unknown {
			o.told, o.refused = p.told, p.refused
		}
	case 2:
		o.began[len(o.began)-1] -= r.IntN(60)
	}
	for i, o := range h.all { // no two moments are the same
		for j := range o.began {
			o.began[j] = 100*o.began[j] + 2*i
		}
		slices.Sort(o.began)
		if o.refused {
			o.began = o.began[len(o.began)-1:]
		}
		o.ended = max(100*o.ended, o.began[len(o.began)-1]) + 2*i + 1
		if !o.unknown {
			o.EndStep = 1
		}
	}
	slices.SortFunc(h.all, func(a, b *op) int { return a.began[0] - b.began[0] })
	h.settle()
	return h
}

// happens applies a command and notes what its client is told.
func happens(st store, cmd command.Command, rev int64, o *op) (store, int64) {
	asked := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	next, answer, e := st.apply(cmd, when{now: rev, rev: rev + 1, asked: asked})
	if e == wrote {
		rev++
	}
	if !o.unknown {
		o.told, o.Rev, o.refused = reads(answer), rev, strings.HasPrefix(answer, "etcdserver: ")
	}
	return next, rev
}

// brute reports whether there is an order, by trying all.
func brute(h *History) bool {
	var as []attempt
	for _, o := range h.ops {
		ids := []int64{}
		g, grant := o.cmd.(command.LeaseGrant)
		if grant && !o.refused && g.ID != 0 {
			ids = append(ids, g.ID)
		}
		for i, began := range o.began {
			sure := i == len(o.began)-1 && !o.unknown
			if grant && g.ID == 0 && !sure {
				continue // a secret
			}
			as = append(as, attempt{op: o, cmd: o.cmd, began: began, ended: o.ended, sure: sure})
		}
		if o == h.secret.of {
			for _, id := range h.secret.ids {
				as = append(as, attempt{op: o, cmd: command.LeaseGrant{ID: id}, began: h.secret.began})
				ids = append(ids, id)
			}
		}
		for _, id := range ids {
			for _, began := range o.began {
				as = append(as, attempt{op: o, cmd: command.LeaseRevoke{ID: id}, began: min(began, h.beginning(o))})
			}
		}
	}
	return tryAll(as, newStore(), 1)
}

// beginning is when an operation was invoked.
func (h *History) beginning(o *op) int {
	if o == h.secret.of {
		return h.secret.began
	}
	return o.began[0]
}

func tryAll(as []attempt, st store, rev int64) bool {
	first, left := math.MaxInt, false // the end of whoever ends first
	for _, a := range as {
		if a.sure {
			first, left = min(first, a.ended), true
		}
	}
	if !left {
		return true
	}
	asked := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for i, a := range as {
		if a.began > first {
			continue
		}
		next, answer, e := st.apply(a.cmd, when{now: rev, rev: rev + 1, asked: asked})
		then := rev
		if e == wrote {
			then++
		}
		if a.sure && (answer != a.answer || then != a.Rev) || !a.sure && e == nothing {
			continue
		}
		if tryAll(slices.Delete(slices.Clone(as), i, i+1), next, then) {
			return true
		}
	}
	return false
}

// TestBrute: what leaves out, settles in advance and looks at once what it can
// finds what trying every order does.
func TestBrute(t *testing.T) {
	var found [2]int
	for seed := range uint64(4000) {
		h := someHistory(rand.New(rand.NewPCG(seed, 3)))
		v, err := h.Check(Limit{})
		if err != nil {
			t.Fatal(err)
		}
		want := NotLinearizable
		if brute(h) {
			want = Linearizable
		}
		found[want]++
		if v.Result != want {
			t.Errorf("seed %d: %v, and trying every order: %v", seed, v.Result, want)
			for _, o := range h.all {
				t.Logf("%v began %v ended %d, refused %v", o, o.began, o.ended, o.refused)
			}
			return
		}
	}
	if found[0] < 500 || found[1] < 500 {
		t.Errorf("%v: the test has lost its force", found)
	}
}
