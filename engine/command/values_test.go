package command

import (
	"reflect"
	"testing"
)

// A jump is a duration with a sign, which is never 0.
func TestJump(t *testing.T) {
	k := kinds["jump"]
	for _, c := range []struct {
		text, again, err string
		ms               int64
	}{
		{"50ms", "50ms", "", 50},
		{"-50ms", "-50ms", "", -50},
		{"-1.5s", "-1500ms", "", -1500},
		{"+2s", "2s", "", 2000},
		{"1m", "1m", "", MaxJump},
		{"-60s", "-1m", "", -MaxJump},
		{"0ms", "", `"0ms" is not a jump of 1ms to 1m, ahead or back`, 0},
		{"61s", "", `"61s" is not a jump of 1ms to 1m, ahead or back`, 0},
		{"-61s", "", `"-61s" is not a jump of 1ms to 1m, ahead or back`, 0},
		{"-1us", "", `"-1us" is too fine; time goes in whole milliseconds`, 0},
		{"-", "", `"-" is not a duration; write it as 500ms, 2s or 1m`, 0},
	} {
		var ms int64
		v := reflect.ValueOf(&ms).Elem()
		err := k.parse(word{text: c.text, col: 1}, nil, v)
		switch {
		case err != nil:
			if got := err.Error(); got != "column 1: "+c.err && got != c.err {
				t.Errorf("%s: %q, want %q", c.text, got, c.err)
			}
		case c.err != "":
			t.Errorf("%s: taken, want %q", c.text, c.err)
		case ms != c.ms || string(k.format(nil, nil, v)) != c.again:
			t.Errorf("%s: %d ms, written %q; want %d and %q", c.text, ms, k.format(nil, nil, v), c.ms, c.again)
		}
	}
}
