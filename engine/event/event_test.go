package event

import (
	"regexp"
	"slices"
	"testing"
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
		if want := k != None; ok != want || got != k {
			t.Errorf("ParseKind(%q) = %d, %v", k, got, ok)
		}
		if Notables.Has(k) != k.Notable() {
			t.Errorf("%v is notable or it is not", k)
		}
	}
	for _, s := range []string{"", "Sent", "sent ", "becameleader"} {
		if k, ok := ParseKind(s); ok || k != None {
			t.Errorf("ParseKind(%q) = %v", s, k)
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
	s := &Step{Events: []Event{{Kind: Sent, Node: "n1"}, {Kind: BecameLeader}, {Kind: Sent, Node: "n2"}, {Kind: Panicked}}}
	if got, want := s.Kinds(), SetOf(Sent, BecameLeader, Panicked); got != want {
		t.Errorf("Kinds() = %v, want %v", got, want)
	}
	if got := s.Has(Sent); got != &s.Events[0] {
		t.Errorf("Has(Sent) = %+v, want the first", got)
	}
	if got := s.Has(Voted); got != nil {
		t.Errorf("Has(Voted) = %+v", got)
	}
	if got := (&Step{}).Kinds(); got != (Set{}) {
		t.Errorf("no events, but %v", got)
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

func TestRefusals(t *testing.T) {
	given := map[Reason]bool{}
	for k, rs := range Refusals {
		if k == None || k >= NumKinds || len(rs) == 0 {
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
