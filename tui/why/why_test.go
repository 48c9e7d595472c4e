package why

import (
	"fmt"
	"reflect"
	"testing"

	"raftviz/tui/canvas"
	"raftviz/tui/internal/golden"
)

const (
	english = `n3 refused its vote to n1: its own log ends at 3/7, n1's at 2/9; a voter refuses a candidate whose log is less up to date.  Raft §5.4.1`
	chinese = `n3 拒绝把票投给 n1：它自己的日志止于 3/7，n1 的止于 2/9；投票者会拒绝日志不如自己新的候选者。  Raft 论文 §5.4.1`
)

func TestGoldens(t *testing.T) {
	var sheet golden.Sheet
	for _, w := range []int{60, 80, 120, 200} {
		for _, v := range []struct {
			name, text string
			ascii      bool
		}{{"en", english, false}, {"zh", chinese, false}, {"ascii", english, true}} {
			c := canvas.New(w, MaxRows)
			Draw(c.Area(), v.text)
			sheet.Add(fmt.Sprintf("%d×%d %s", w, MaxRows, v.name), c.Plain(v.ascii))
		}
	}
	sheet.Check(t, "sizes")
}

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
	f.Add(english, 20)
	f.Add(chinese, 7)
	f.Fuzz(func(t *testing.T, text string, w int) {
		if w < 2 || w > 300 || len(text) > 2000 {
			return
		}
		for _, line := range Wrap(text, w, 1<<20) {
			if got := canvas.Width(line); got > w {
				t.Errorf("%q is %d wide, more than %d", line, got, w)
			}
		}
	})
}
