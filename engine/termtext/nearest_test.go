package termtext

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	commands := []string{"step", "run", "campaign", "transfer", "crash", "restart", "cut", "put", "Progress"}
	for _, c := range []struct {
		word, want string
		among      []string
	}{
		{"campain", "campaign", commands},   // a letter left out
		{"campaigna", "campaign", commands}, // one too many
		{"campaigm", "campaign", commands},  // another
		{"capmaign", "campaign", commands},  // two swapped
		{"trasnfer", "transfer", commands},
		{"crsah", "crash", commands},
		{"putt", "put", commands},
		{"put", "put", commands},
		{"CRASH", "crash", commands},
		{"progres", "Progress", commands}, // it comes back as it is written
		{"camp", "campaign", commands},    // the beginning of a word
		{"CAMP", "campaign", commands},
		{"ca", "", commands}, // too little to go by
		{"x", "", commands},
		{"zzzzzz", "", commands},
		{"", "", commands},
		{"put", "", nil},

		// Two letters swapped are one slip, two letters beside others are not.
		{"ptu", "put", []string{"put"}},
		{"ptu", "pt", []string{"pt", "put"}},
		{"abz", "", []string{"bcz"}},
		{"abz", "", []string{"caz"}},
		{"cam", "campaign", commands},
		{"ab", "", []string{"a"}},

		// The nearest one is taken, of equals the first.
		{"cat", "cut", []string{"put", "cut", "cot"}},
		{"cxt", "cat", []string{"cat", "cut"}},

		// A short word may be off by one, a longer one by more, and none by more than three.
		{"ab", "ax", []string{"ax"}},
		{"ab", "", []string{"xy"}},
		{"abcd", "", []string{"axyd"}},
		{"abcde", "axyde", []string{"axyde"}},
		{"abcdefgh", "xyzdefgh", []string{"xyzdefgh"}},
		{"abcdefghijklmnop", "", []string{"wxyzefghijklmnop"}},
		{"b", "", []string{"a"}}, // one that shares no letter is not near

		{strings.Repeat("a", 32), "", []string{"b"}},
		{strings.Repeat("a", 31) + "b", strings.Repeat("a", 32), []string{strings.Repeat("a", 32)}},
		{strings.Repeat("a", 32) + "b", "", []string{strings.Repeat("a", 33)}}, // too long to be a slip
	} {
		if got := Nearest(c.word, c.among); got != c.want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", c.word, c.among, got, c.want)
		}
	}
}
