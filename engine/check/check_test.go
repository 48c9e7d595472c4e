package check

import (
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/frame"
)

func TestKept(t *testing.T) {
	var log []*frame.Entry
	for i := range uint64(6) {
		log = append(log, &frame.Entry{Index: i + 1, Term: 1, Request: etcdtest.Request("x")})
	}
	copied := make([]*frame.Entry, len(log))
	for i, e := range log {
		copied[i] = new(*e)
	}
	other := slices.Clone(log)
	other[2] = &frame.Entry{Index: 3, Term: 2, Request: etcdtest.Request("y")}

	for _, c := range []struct {
		name       string
		first      uint64
		log        []*frame.Entry
		nextFirst  uint64
		next       []*frame.Entry
		kept, last uint64
	}{
		{"the same", 1, log, 1, log, 6, 6},
		{"grown in place", 1, log[:4], 1, log, 4, 6},
		{"grown and moved", 1, log[:4], 1, slices.Clone(log), 4, 6},
		{"read again from a file", 1, log, 1, copied, 6, 6},
		{"shrunk", 1, log, 1, slices.Clone(log[:4]), 4, 4},
		{"overwritten", 1, log, 1, other, 2, 6},
		{"emptied", 1, log, 1, nil, 0, 0},
		{"filled", 1, nil, 1, log, 0, 6},
		{"head discarded in place", 1, log, 4, log[3:], 6, 6},
		{"head discarded, moved and grown", 1, log[:5], 4, slices.Clone(log[3:]), 5, 6},
		{"all discarded", 1, log, 7, nil, 6, 6},
		{"replaced by a snapshot further on", 1, log, 10, nil, 9, 9},
		{"begins again", 4, log[3:], 1, nil, 0, 0},
		{"never had a node", 1, nil, 1, nil, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, new := &frame.Node{First: c.first, Log: c.log}, &frame.Node{First: c.nextFirst, Log: c.next}
			if k, l := kept(old, new), last(new); k != c.kept || l != c.last {
				t.Errorf("kept %d of %d, want %d of %d", k, l, c.kept, c.last)
			}
		})
	}
}

func TestProperties(t *testing.T) {
	var names []string
	for _, p := range Properties {
		names = append(names, p.Name)
		if p.Title.EN == "" || p.Title.ZH == "" || p.Says.EN == "" || p.Says.ZH == "" || !strings.HasPrefix(p.Ref, "Raft ") {
			t.Errorf("%s is not complete: %+v", p.Name, p)
		}
		if Find(p.Name).Name != p.Name {
			t.Errorf("%s is not found", p.Name)
		}
	}
	want := []string{"election-safety", "leader-append-only", "log-matching", "leader-completeness", "state-machine-safety", "store-equality",
		"one-vote", "terms-rise", "commits-durable", "matches-durable", "answers-durable", "applied-committed", "fresh-reads"}
	if !reflect.DeepEqual(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

// TestTextIsSafe shows what a user wrote only in quotes, escaped and not at any
// length.
func TestTextIsSafe(t *testing.T) {
	for text, want := range map[string]string{
		"put x 1":            `"put x 1"`,
		"put x \"\\x1b[2J\"": `"put x \"\\x1b[2J\""`,
		"put 键 值":            `"put 键 值"`,
		"put " + strings.Repeat("键", 99) + " v": `"put ` + strings.Repeat("键", 56) + `…"`,
	} {
		if got := quote(&frame.Entry{Request: etcdtest.Request(text)}); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestStandsAlone: what is checked must not be able to lend its mistakes.
func TestStandsAlone(t *testing.T) {
	allowed := []string{"raftviz/engine/config", "raftviz/engine/event", "raftviz/engine/frame", "raftviz/engine/lang"}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		src, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range src.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			if first, _, _ := strings.Cut(path, "/"); (first == "raftviz" || strings.Contains(first, ".")) && !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", f.Name(), path)
			}
		}
	}
}
