package lessons

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

// tiny is a lesson that holds; tests put mistakes into it.
var tiny = map[string]string{
	LessonFile: `about: {en: a, zh: b}
cluster: {nodes: 3, seed: 7}
steps:
  - say: hello
    point: [node n1, pane log, index 5, message MsgApp n1>n2, key foo, revision 3]
  - id: q
    ask: who
    choices: [n1, none]
    then: |
      campaign n1
      run 1s
    answer: leader
    reveal: told
    wrong: {none: not-none}
    goto: {none: q2}
  - id: q2
    ask: how-many
    value: number
    answer: term
  - try: do-it
    goal: not node("n2").up
    hints: [hint]
    solution: crash n2
  - say: summary
`,
	"en.md": "# T\n\n## hello\n\nHello.\n\n## who\n\nWho leads?\n\n- n1: n1\n- none: none\n\n## told\n\nTold.\n\n## not-none\n\nNo.\n\n## how-many\n\nWhich term?\n\n## do-it\n\nDo.\n\n## hint\n\nHint.\n\n## hello-notes\n\nNotes.\n\n## summary\n\nA. B. C.\n",
}

func load(files map[string]string) (*Lesson, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["42-l/"+name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return loadLesson(fsys, "42-l", "42-l", false)
}

// changed returns the tiny lesson, in which one text of a file is another.
func changed(file, from, to string) map[string]string {
	m := map[string]string{LessonFile: tiny[LessonFile], "en.md": tiny["en.md"], "zh.md": tiny["en.md"]}
	m[file] = strings.ReplaceAll(m[file], from, to)
	return m
}

func TestLoadLesson(t *testing.T) {
	l, err := load(changed("en.md", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	if l.ID != "l" || l.Number != 42 || l.Title(0) != "T" || l.Section("hello", 0) != "Hello." || l.Choice("who", "n1", 0) != "n1" || len(l.Steps[0].Point) != 6 {
		t.Errorf("it reads %+v", l)
	}
	r, err := l.Rehearse(RehearseOptions{})
	if err != nil || r.Failure != nil {
		t.Fatal(r.Failure, err)
	}
	if r.Plays != 3 || r.Held != 9 { // right, the other choice, another number
		t.Errorf("it is played %d times, and %d held", r.Plays, r.Held)
	}
}

// Every mistake is named with its file and line.
func TestLessonMistakes(t *testing.T) {
	for _, c := range []struct{ file, from, to, want string }{
		{LessonFile, "say: hello", "say: helo", `42-l/en.md: there is no section "helo", which line 4 of lesson.yaml wants`},
		{LessonFile, "choices: [n1, none]", "choices: [n1]", "42-l/lesson.yaml:6: one choice is none"},
		{LessonFile, "choices: [n1, none]", "choices: [n1, n2, none]", `the choice "n2" has no text`},
		{LessonFile, "goto: {none: q2}", "goto: {none: q3}", `42-l/lesson.yaml:6: there is no step "q3" to go on with`},
		{LessonFile, "goto: {none: q2}", "goto: {n9: q2}", `goto: "n9" is not one of the choices`},
		{LessonFile, "    answer: leader\n", "", `ask needs the field "answer"`},
		{LessonFile, "answer: leader", "answer: leadr", `unknown name "leadr"; did you mean "leader"?`},
		{LessonFile, "goal: not", "goals: not", `a step has no field "goals"; did you mean "goal"?`},
		{LessonFile, "    solution: crash n2\n", "", `try needs the field "solution"`},
		{LessonFile, "solution: crash n2", "solution: crash n7", "there is no node n7 here"},
		{LessonFile, `goal: not node("n2").up`, `goal: not node("n7").up`, `42-l/lesson.yaml:21: there is no node "n7" here; the cluster has n1 to n3`},
		{LessonFile, "answer: leader", `answer: node("n1").vote + node("n8").vote`, `42-l/lesson.yaml:12: there is no node "n8" here`},
		{LessonFile, "pane log", "pane logs", `there is no pane "logs"; did you mean "log"?`},
		{LessonFile, "revision 3", "revision three", `point: "three" is not a number`},
		{LessonFile, "key foo", "door foo", `one cannot point at "door"`},
		{LessonFile, "- say: hello", "- say: hello\n    hints: [hint]", "hints belongs to try; here is none"},
		{LessonFile, "- say: hello", "- say: hello\n    next: q2", "42-l/lesson.yaml:7: this step is never reached"},
		{LessonFile, "id: q2", "id: q", `there is a step "q" already`},
		{LessonFile, "about: {en: a, zh: b}\n", "", `a lesson needs the field "about"`},
		{LessonFile, "value: number", "value: colour", "value is number or text"},
		{LessonFile, "say: hello", "say: Hello World", "say is a name of small letters, digits and dashes"},
		{"en.md", "# T", "T", "42-l/en.md:1: text before the first section"},
		{"en.md", "## told", "## extra\n\nMore.\n\n## told", `42-l/en.md:14: no step says "extra"`},
		{"en.md", "## told\n\nTold.", "## told", `the section "told" is empty`},
		{"en.md", "Hello.", "Hel\x1b[31mlo.", "42-l/en.md:5: a control character"},
		{"en.md", "## hint", "## Hint it", "a section's heading is a name"},
		{"en.md", "## hint", "## told", `there is a section "told" already, in line 14`},
		{"zh.md", "## summary", "## end", `42-l/zh.md: there is no section "summary"`},
		{"zh.md", "Hello.", "\xff", "it is not UTF-8"},
		{"zh.md", "Hello.", strings.Repeat("long ", maxBytes/5), "larger than"},
	} {
		_, err := load(changed(c.file, c.from, c.to))
		var ps Problems
		if !errors.As(err, &ps) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q for %q: %v\nwant %s", c.file, c.to, c.from, err, c.want)
		}
	}
	missing := changed("en.md", "", "")
	delete(missing, "zh.md")
	if _, err := load(missing); err == nil || !strings.Contains(err.Error(), "42-l/zh.md: the prose in this language is missing") {
		t.Errorf("without Chinese: %v", err)
	}
}

// What does not hold is named with its line, and with the answer that led there.
func TestRehearseFails(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"say: hello", "say: hello\n    do: run until term == 9 within 1s", "42-l/lesson.yaml:5: term == 9 did not come true within 1s"},
		{"answer: leader", "answer: '\"n3\"'", `the answer came out as "n3"; the choices are n1, none`},
		{"goal: not node(\"n2\").up", "goal: node(\"n2\").up", "the goal holds before the learner has done anything"},
		{"solution: crash n2", "solution: crash n1", "the solution does not reach the goal"},
		{"- say: summary", "- say: summary\n    next: there\n  - id: there\n    say: hello\n    next: here\n  - id: here\n    say: told\n    next: there", "goes round in circles"},
		{"- say: summary", "- say: summary\n  - expect: leader == \"n1\"\n  - expect: term == 7", "42-l/lesson.yaml:26: expected term == 7"},
		{"goto: {none: q2}", "goto: {none: lost}", "answering none"},
		{"- say: hello", "- say: hello\n    do: run until false within 1h", "false did not come true within 1h0m0s"},
	} {
		files := changed(LessonFile, c.from, c.to)
		if strings.Contains(c.to, "lost") {
			files[LessonFile] = strings.ReplaceAll(files[LessonFile], "  - say: summary", "  - say: summary\n    next: end\n  - id: lost\n    expect: term == 3\n  - id: end\n    expect: term > 0")
		}
		if strings.Contains(c.to, "100h") {
			if testing.Short() {
				continue
			}
		}
		l, err := load(files)
		if err != nil {
			t.Errorf("%s: %v", c.to, err)
			continue
		}
		r, err := l.Rehearse(RehearseOptions{})
		if err != nil || r.Failure == nil || !strings.Contains(r.Failure.Error(), c.want) {
			t.Errorf("%q: %v, %v\nwant %s", c.to, r.Failure, err, c.want)
		}
	}
}
