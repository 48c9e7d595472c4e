package recording

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"raftviz/engine/termtext"
)

// memberNames says in words what the members of a step's line are, in the order
// in which a difference is looked for.
var memberNames = []struct{ key, says string }{
	{"i", "number"}, {"t", "time"}, {"c", "cause"}, {"p", "parent"}, {"n", "cause's node"}, {"m", "cause's message"}, {"x", "command"},
	{"ev", "event"}, {"raft", "raft's words"}, {"node", "node"}, {"msg", "message"}, {"seen", "message seen"},
	{"ent", "new entry"}, {"rev", "new revision"}, {"net", "network"}, {"cl", "client"}, {"bad", "violation"},
}

// Difference says in what two lines of the same step differ first: a path of
// members, what was recorded and what is now.
func Difference(recorded, now []byte) string {
	a, b := parsed(recorded), parsed(now)
	for _, m := range memberNames {
		if d := unlike(m.says, a[m.key], b[m.key]); d != "" {
			return d
		}
	}
	return "an earlier difference that the lines do not show"
}

func parsed(line []byte) (v map[string]any) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	_ = d.Decode(&v) // a line that is not JSON has no members
	return v
}

// unlike names the first difference between two values, or is "".
func unlike(path string, a, b any) string {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok {
			break
		}
		for _, k := range slices.Sorted(maps.Keys(both(x, y))) {
			if d := unlike(path+" "+k, x[k], y[k]); d != "" {
				return d
			}
		}
		return ""
	case []any:
		y, ok := b.([]any)
		if !ok {
			break
		}
		for i := range max(len(x), len(y)) {
			if d := unlike(path+" "+label(i, x, y), item(x, i), item(y, i)); d != "" {
				return d
			}
		}
		return ""
	}
	if a == nil && b == nil || a != nil && b != nil && fmt.Sprint(a) == fmt.Sprint(b) {
		return ""
	}
	return fmt.Sprintf("%s: recorded %s, now %s", path, shown(a), shown(b))
}

func both(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func item(v []any, i int) any {
	if i < len(v) {
		return v[i]
	}
	return nil
}

// label names an item of a list: by its name or id where it has one, else by
// its place.
func label(i int, lists ...[]any) string {
	for _, v := range lists {
		m, _ := item(v, i).(map[string]any)
		for _, key := range []string{"n", "id", "p", "from"} {
			if name, ok := m[key]; ok && m["k"] == nil {
				return termtext.Printable(fmt.Sprint(name))
			}
		}
	}
	return fmt.Sprintf("%d", i+1)
}

// shown is a value as JSON, short and fit for a terminal.
func shown(v any) string {
	if v == nil {
		return "nothing"
	}
	s := termtext.Printable(string(mustMarshal(v)))
	if len(s) > 120 {
		s = s[:120] + "…"
	}
	return s
}
