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
