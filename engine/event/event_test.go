package event

import (
	"regexp"
	"slices"
	"testing"

	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/frame"
	"raftviz/engine/record"
)

var name = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

func TestKinds(t *testing.T) {
	seen := map[string]Kind{}
	for k := range NumKinds {
		if !name.MatchString(k.String()) || k.Says() == "" {
			t.Errorf("kind %d has no row: %q, %q", k, k, k.Says())
		}
		if other, ok := seen[k.String()]; ok {
			t.Errorf("kinds %d and %d are both called %q", other, k, k)
		}
		seen[k.String()] = k
		got, ok := ParseKind(k.String())
		if want := k != KindNone; ok != want || got != k && want {
			t.Errorf("ParseKind(%q) = %d, %v", k, got, ok)
		}
		if k != KindNone && Notables.Has(k) != k.Notable() {
			t.Errorf("%v is notable or it is not", k)
		}
	}
	for _, s := range []string{"", "Sent", "sent ", "becameleader"} {
		if k, ok := ParseKind(s); ok || k != KindNone {
			t.Errorf("ParseKind(%q) = %v", s, k)
		}
	}
}

// TestPayloads holds each payload's fields against what files and JSON keep for
// themselves.
func TestPayloads(t *testing.T) {
	for k := KindNone + 1; k < NumKinds; k++ {
		p, at := k.New()
		if p.kind() != k {
			t.Errorf("the payload of %v is of kind %v", k, p.kind())
		}
		for i := range k.Schema().Fields {
			f := &k.Schema().Fields[i]
			switch f.Kind {
			case record.Custom, record.Struct:
				t.Errorf("%v: field %s is not one that files can hold", k, f.Go)
			case record.Pointer:
				if kinds[k].msg != f {
					t.Errorf("%v: field %s points to something else than a message", k, f.Go)
				}
			}
			if slices.Contains([]string{"k", "n", "v"}, f.Key) {
				t.Errorf("%v: the key %q is every event's", k, f.Key)
			}
			if slices.Contains([]string{"step", "time", "kind", "node", "id"}, f.Name) {
				t.Errorf("%v: the name %q is every event's", k, f.Name)
			}
			if kinds[k].msg != nil && (f.Name == "from" || f.Name == "to") {
				t.Errorf("%v: the name %q is the message's", k, f.Name)
			}
			if !f.Zero(at) {
				t.Errorf("%v: a new payload has %s", k, f.Go)
			}
		}
		if kinds[k].index == nil && kinds[k].last != nil {
			t.Errorf("%v has a last index and no first one", k)
		}
	}
}

func TestSet(t *testing.T) {
	if room := len(Set{}) * 64; int(NumKinds) > room {
		t.Fatalf("a Set holds %d kinds; there are %d", room, NumKinds)
	}
	var all Set
	for k := range NumKinds {
		one := SetOf(k)
		for other := range NumKinds {
			if one.Has(other) != (other == k) {
				t.Errorf("SetOf(%v).Has(%v) = %v", k, other, one.Has(other))
			}
		}
		if all.Has(k) || all.Meets(one) {
			t.Errorf("%v is in the set before it was added", k)
		}
		all.Add(k)
		all.Add(k)
		if !all.Has(k) || !all.Meets(one) || !one.Meets(all) {
			t.Errorf("%v is not in the set after it was added", k)
		}
	}
	var backwards Set
	for k := NumKinds; k > 0; k-- {
		backwards.Add(k - 1)
	}
	if all != backwards {
		t.Error("a Set depends on the order of adding")
	}
	if (Set{}).Meets(all) || (Set{}).Meets(Set{}) {
		t.Error("the empty set meets another")
	}
}

func TestStep(t *testing.T) {
	s := &Step{Events: []Event{{"n1", &Sent{}}, {"", &BecameLeader{}}, {"n2", &Sent{}}, {"", &Panicked{}}}}
	if got, want := s.Kinds(), SetOf(KindSent, KindBecameLeader, KindPanicked); got != want {
		t.Errorf("Kinds() = %v, want %v", got, want)
	}
	if got := s.Has(KindSent); got != &s.Events[0] {
		t.Errorf("Has(KindSent) = %+v, want the first", got)
	}
	if got := s.Has(KindVoted); got != nil {
		t.Errorf("Has(KindVoted) = %+v", got)
	}
	if got := (&Step{}).Kinds(); got != (Set{}) {
		t.Errorf("no events, but %v", got)
	}
}

// TestReaders reads what many kinds have from one of each sort.
func TestReaders(t *testing.T) {
	m := &frame.Message{Type: "Response", From: "n1", To: "c1", Term: 3, Op: 7}
	type read struct {
		msg         *frame.Message
		peer        string
		op, term    uint64
		first, last uint64
		reason      Reason
		printed     string
	}
	for _, c := range []struct {
		e    Event
		want read
	}{
		{Event{}, read{printed: "net none"}},
		{Event{"n1", &Sent{m}}, read{msg: m, peer: "c1", op: 7, term: 3, printed: "n1 sent Response c1 term=3 op=7"}},
		{Event{"c1", &Received{m}}, read{msg: m, peer: "n1", op: 7, term: 3, printed: "c1 received Response n1 term=3 op=7"}},
		{Event{"n1", &Dropped{m, LinkCut}}, read{msg: m, peer: "c1", op: 7, term: 3, reason: LinkCut, printed: "n1 dropped Response c1 term=3 op=7 link_cut"}},
		{Event{"n3", &VoteRefused{Candidate: "n1", Term: 2, Pre: true, Reason: LogBehind}}, read{peer: "n1", term: 2, reason: LogBehind, printed: "n3 vote_refused n1 term=2 pre log_behind"}},
		{Event{"n1", &Committed{Term: 2, First: 4, Last: 5}}, read{term: 2, first: 4, last: 5, printed: "n1 committed term=2 index=4..5"}},
		{Event{"n1", &Committed{Term: 2, First: 4, Last: 4}}, read{term: 2, first: 4, last: 4, printed: "n1 committed term=2 index=4"}},
		{Event{"n1", &Proposed{Term: 2, Index: 4, Op: 9}}, read{term: 2, first: 4, last: 4, op: 9, printed: "n1 proposed term=2 index=4 op=9"}},
		{Event{"n1", &CompactionRan{Revision: 4, Deleted: 1, Scanned: 5}}, read{printed: "n1 compaction_ran revision=4 deleted=1 scanned=5"}},
		{Event{"n1", &LeaseExpired{Term: 1, Lease: 123}}, read{term: 1, printed: "n1 lease_expired term=1 lease=7b"}},
		{Event{"", &Cut{A: []string{"n1", "n2"}, B: []string{"n3"}, OneWay: true}}, read{printed: "net cut a=n1,n2 b=n3 one_way"}},
		{Event{"n1", &Responded{Client: "c1", Msg: m, Op: 7, Answer: etcdtest.Answer("OK")}}, read{msg: m, peer: "c1", op: 7, term: 3, printed: `n1 responded c1 Response op=7 result="OK"`}},
	} {
		e := &c.e
		first, last := e.Span()
		got := read{e.Msg(), e.Peer(), e.Op(), e.Term(), first, last, e.Reason(), e.String()}
		if got != c.want {
			t.Errorf("%+v:\n got %+v\nwant %+v", e.Payload, got, c.want)
		}
	}
}

func TestReasons(t *testing.T) {
	seen := map[string]Reason{}
	for r := NoReason + 1; r < NumReasons; r++ {
		if !name.MatchString(r.String()) {
			t.Errorf("reason %d has no row: %q", r, r)
		}
		if other, ok := seen[r.String()]; ok {
			t.Errorf("reasons %d and %d are both called %q", other, r, r)
		}
		seen[r.String()] = r
		if got, ok := ParseReason(r.String()); !ok || got != r {
			t.Errorf("ParseReason(%q) = %d, %v", r, got, ok)
		}
	}
	if got, ok := ParseReason(""); !ok || got != NoReason {
		t.Errorf(`ParseReason("") = %v, %v`, got, ok)
	}
	if got, ok := ParseReason("bad_luck"); ok {
		t.Errorf(`ParseReason("bad_luck") = %v`, got)
	}
}

func TestEveryReasonIsGivenByAKind(t *testing.T) {
	given := map[Reason]bool{}
	for k := range NumKinds {
		rs := k.Reasons()
		if (len(rs) > 0) != (kinds[k].reason != nil) {
			t.Errorf("%v has reasons %v", k, rs)
		}
		for i, r := range rs {
			if r == NoReason || r >= NumReasons || slices.Contains(rs[:i], r) {
				t.Errorf("%v: reason %d, %q, is none or is listed twice", k, r, r)
			}
			given[r] = true
		}
	}
	for r := NoReason + 1; r < NumReasons; r++ {
		if !given[r] {
			t.Errorf("no kind gives the reason %q", r)
		}
	}
}

func TestCauses(t *testing.T) {
	seen := map[string]bool{}
	for c := range NumCauses {
		if !name.MatchString(c.String()) || seen[c.String()] {
			t.Errorf("cause %d: %q is no name or is another's", c, c)
		}
		seen[c.String()] = true
		if got, ok := ParseCause(c.String()); !ok || got != c {
			t.Errorf("ParseCause(%q) = %v, %v", c, got, ok)
		}
	}
	if c, ok := ParseCause("whim"); ok {
		t.Errorf(`ParseCause("whim") = %v`, c)
	}
}

// TestFailedAnswersAreNotable: a person stops at an answer that is an error, and not
// at one that is not.
func TestFailedAnswersAreNotable(t *testing.T) {
	for r, want := range map[Reason]bool{NoReason: false, Failed: true, InDoubt: true} {
		s := Step{Events: []Event{{Payload: &Responded{Client: "c1", Reason: r}}}}
		if s.Events[0].Notable() != want || s.Kinds().Meets(Notables) != want {
			t.Errorf("an answer with the reason %q: notable is not %v", r, want)
		}
		if !s.Kinds().Has(KindResponded) {
			t.Error("the step's kinds lack it")
		}
	}
}
