package termtext

import (
	"reflect"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text    string
		w, rows int
		want    []string
	}{
		{"", 10, 3, nil},
		{"one two three", 7, 3, []string{"one two", "three"}},
		{"one two three", 7, 1, []string{"one tw…"}},
		{"unbreakably", 5, 3, []string{"unbre", "akabl", "y"}},
		{"领导者，跟随者", 6, 3, []string{"领导", "者，跟", "随者"}},
		{"投给n1。好", 7, 3, []string{"投给", "n1。好"}},
		{"（领导者）", 8, 3, []string{"（领导", "者）"}},

		// An opening bracket goes with what it opens, in every language.
		{"节点（领导者）", 6, 3, []string{"节点", "（领导", "者）"}},
		{"节点《论文》", 6, 3, []string{"节点", "《论", "文》"}},
		{"节点(领导者)", 5, 4, []string{"节点", "(领导", "者)"}},
		{"投“是”", 4, 3, []string{"投", "“是”"}},

		// A closing mark never begins a line.
		{"领导者）", 6, 3, []string{"领导", "者）"}},
		{"领导者,好", 6, 3, []string{"领导", "者,好"}},

		// Between Chinese and Latin a line may end, within Latin it does not.
		{"节点n1", 5, 3, []string{"节点", "n1"}},
		{"n12节点", 4, 3, []string{"n12", "节点"}},
		{"go to n1.2", 6, 3, []string{"go to", "n1.2"}},

		// What fits exactly is not broken, and lines end where the words do.
		{"one two", 7, 3, []string{"one two"}},
		{"one  two", 3, 3, []string{"one", "two"}},
		{"  one ", 3, 3, []string{"one"}},
		{"one two", 3, 2, []string{"one", "two"}},
		{"one two three", 3, 2, []string{"one", "tw…"}},
		{"领导", 1, 2, []string{"领", "…"}}, // a character that is too wide has a line to itself
		{"one", 0, 3, nil}, {"one", 3, 0, nil},
		{"a\xffb", 5, 1, []string{"a·b"}},
	} {
		if got := Wrap(c.text, c.w, c.rows); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Wrap(%q, %d, %d) = %q, want %q", c.text, c.w, c.rows, got, c.want)
		}
	}
}

// No line is wider than asked for, and nothing is lost but spaces.
func FuzzWrap(f *testing.F) {
	f.Add("n1 won the election of term 2: n2 and n3 granted it their votes", 20)
	f.Add("n1 赢得任期 2 的选举：n2 和 n3 投票给它", 7)
	f.Fuzz(func(t *testing.T, text string, w int) {
		if w < 2 || w > 300 || len(text) > 2000 {
			return
		}
		for _, line := range Wrap(text, w, 1<<20) {
			if got := Width(line); got > w {
				t.Errorf("%q is %d wide, more than %d", line, got, w)
			}
		}
	})
}
