package lessons

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("lesson.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("lesson.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The schema accepts every lesson that is shipped.
func TestSchemaAccepts(t *testing.T) {
	s := schema(t)
	files, err := fs.Glob(shipped, "*/"+LessonFile)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		data, err := shipped.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := yaml.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// It knows the fields that the reader knows, and no others.
func TestSchemaFields(t *testing.T) {
	var doc struct {
		Properties map[string]any
		Defs       map[string]struct {
			Properties map[string]any
		} `yaml:"$defs"`
	}
	if err := yaml.Unmarshal(Schema, &doc); err != nil {
		t.Fatal(err)
	}
	same := func(what string, have map[string]any, want []string) {
		for _, name := range want {
			if _, ok := have[name]; !ok {
				t.Errorf("the schema does not know %s of %s", name, what)
			}
			delete(have, name)
		}
		for name := range have {
			t.Errorf("the schema knows %s of %s, and the reader does not", name, what)
		}
	}
	same("a lesson", doc.Properties, namesOf(lessonFields))
	same("a step", doc.Defs["step"].Properties, namesOf(lessonStepFields))
	same("a cluster", doc.Defs["cluster"].Properties, namesOf(clusterFields))
}

func namesOf[T any](fields []field[T]) (names []string) {
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// What the reader refuses for its form, the schema refuses, too.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	for _, text := range []string{
		"steps: []",
		"about: {en: a, zh: b}\nsteps: [{say: A b}]",
		"about: {en: a}\nsteps: [{say: a}]",
		"about: {en: a, zh: b}\nsteps: [{ask: q}]",
		"about: {en: a, zh: b}\nsteps: [{try: q, goal: term > 1}]",
		"about: {en: a, zh: b}\nsteps: [{say: a, hints: [b]}]",
		"about: {en: a, zh: b}\nsteps: [{ask: q, answer: x, choices: [a]}]",
		"about: {en: a, zh: b}\ncluster: {node: 3}\nsteps: [{say: a}]",
		"about: {en: a, zh: b}\nsteps: [{say: a, point: here}]",
	} {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("it accepts %s", text)
		}
	}
}
