package query

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is generated")

// TestSections checks that every field of every view has its row, in order.
func TestSections(t *testing.T) {
	for _, s := range sections {
		var named []string
		for _, r := range s.rows {
			named = append(named, r.name)
			if !strings.HasPrefix(r.form, r.name) && r.form != "" {
				t.Errorf("%s.%s is written %s", s.of, r.name, r.form)
			}
		}
		fields := fieldNames(s.typ)
		slices.Sort(fields)
		slices.Sort(named)
		if !slices.Equal(fields, named) {
			t.Errorf("%s: fields %v, rows %v", s.of, fields, named)
		}
	}
	known := []string{"number", "text", "true or false", "list"}
	for _, s := range sections {
		known = append(known, s.of)
	}
	for _, n := range Reference() {
		if n.Help.EN == "" || n.Help.ZH == "" {
			t.Errorf("%s.%s: no help", n.Of, n.Name)
		}
		if !slices.Contains(known, strings.TrimPrefix(n.Type, "list of ")) {
			t.Errorf("%s.%s: nothing explains %q", n.Of, n.Name, n.Type)
		}
	}
}

// TestListFunctions checks that the reference's examples are true, and that
// every function allowed is named.
func TestListFunctions(t *testing.T) {
	text := ""
	for _, f := range listFunctions {
		e, err := Compile(f.form)
		if err != nil {
			t.Errorf("%s: %v", f.form, err)
			continue
		}
		if _, err := e.Value(sample()); err != nil {
			t.Errorf("%s: %v", f.form, err)
		}
		text += f.form + " " + f.help + " "
	}
	for _, b := range builtins {
		if !strings.Contains(text, b+"(") && !strings.Contains(text, "`"+b+"`") {
			t.Errorf("the reference leaves out %s", b)
		}
	}
	_, examples, _ := strings.Cut(preamble, "```\n")
	examples, _, _ = strings.Cut(examples, "\n```")
	for line := range strings.SplitSeq(examples, "\n") {
		if _, err := CompileBool(line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestReference(t *testing.T) {
	const path = "../../docs/expressions.md"
	want := Markdown()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/expressions.md is not what the reference says (%v); regenerate it:\n\tgo test ./engine/query -run TestReference -update", err)
	}
}
