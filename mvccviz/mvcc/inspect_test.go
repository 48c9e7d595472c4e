package mvcc

import (
	"fmt"
	"testing"
)

// Last sees what is pending, and what of the file is to go.
func TestLast(t *testing.T) {
	s := open(t, newPath(t))
	put := func(key string) { s.b.put(bucketLease, []byte(key), []byte("v")) }
	del := func(key string) { s.b.del(bucketLease, []byte(key)) }
	for i, c := range []struct {
		do   func()
		want string
	}{
		{func() {}, ""},
		{func() { put("b"); put("a") }, "b"},
		{func() { commit(t, s) }, "b"},
		{func() { put("a1") }, "b"},
		{func() { del("b") }, "a1"},
		{func() { put("c") }, "c"},
		{func() { del("c"); del("a1") }, "a"},
		{func() { commit(t, s) }, "a"},
		{func() { del("a") }, ""},
	} {
		c.do()
		last := ""
		if err := s.Scan("lease", nil, func(k, _ []byte) error { last = string(k); return nil }); err != nil {
			t.Fatal(err)
		}
		got, err := s.Last("lease")
		if string(got) != c.want || last != c.want || err != nil {
			t.Errorf("%d: %q, %v, scan ends with %q, want %q", i, got, err, last, c.want)
		}
	}
	if k, err := s.Last("none"); k != nil || err != nil {
		t.Errorf("%q, %v", k, err)
	}
}

// Pages counts what bbolt counts.
func TestPages(t *testing.T) {
	s := open(t, newPath(t))
	for i := range 500 {
		s.Put(fmt.Appendf(nil, "%d", i%7), make([]byte, 100), 0)
		if i%50 == 0 {
			commit(t, s)
		}
	}
	commit(t, s)
	p, err := s.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if total, inUse := s.Size(); p.Size() != total || p.InUse() != inUse || p.Lost != 0 || !p.Listed {
		t.Errorf("%+v; bbolt has %d, %d", p, total, inUse)
	}
	if got := fmt.Sprint(s.Buckets()); got != "[alarm auth authRoles authUsers cluster key lease members members_removed meta]" {
		t.Error(got)
	}
}
