package check

import (
	"strings"
	"testing"

	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// A text of sixty characters is quoted whole, a longer one is cut there, in
// characters and not in bytes.
func TestQuote(t *testing.T) {
	for _, letter := range []string{"x", "领"} {
		whole := "put k " + strings.Repeat(letter, 60-len("put k "))
		for text, want := range map[string]string{
			whole:       `"` + whole + `"`,
			whole + "y": `"` + whole + `…"`,
		} {
			if got := quote(&frame.Entry{Request: etcdtest.Request(text)}); got != want {
				t.Errorf("%q is quoted as %s, want %s", text, got, want)
			}
		}
	}
}

// What a node holds at an index is an entry, the snapshot that ends there, or
// nothing. No snapshot ends at index 0.
func TestWhatIsAt(t *testing.T) {
	n := &frame.Node{
		First: 4, Snapshot: frame.Snapshot{Index: 3, Term: 2},
		Log: []*frame.Entry{{Index: 4, Term: 5, Request: etcdtest.Request("put x 1")}},
	}
	for i, want := range map[uint64]string{2: "nothing", 3: "a snapshot that ends in term 2", 4: `"put x 1" (term 5)`, 5: "nothing"} {
		if got := whatIsAt(n, i).In(lang.English); got != want {
			t.Errorf("index %d holds %s, want %s", i, got, want)
		}
	}
	if got := whatIsAt(&frame.Node{First: 1}, 0).In(lang.English); got != "nothing" {
		t.Errorf("index 0 of a new node holds %s", got)
	}
}
