package settings

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/theme"
)

const whole = `# how I like it
theme: colour-blind
lang: zh
preset: probe
speed: 8
ascii: true
mouse: false
keys:
  step: [right, n, f5]
  network.deliver: D
`

func TestParse(t *testing.T) {
	s, err := Parse("s.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if s.Theme != theme.ColourBlind || s.Lang != "zh" || s.Preset != "probe" || s.Speed != 8 || !s.ASCII || s.Mouse {
		t.Errorf("it reads %+v", s)
	}
	for _, c := range []struct {
		scope keys.Scope
		key   string
		want  keys.Action
	}{
		{keys.Show, "f5", keys.Forward}, {keys.Show, "n", keys.Forward}, {keys.Show, "left", keys.Back},
		{pane.Network.Scope(), "D", keys.Deliver}, {pane.Network.Scope(), "d", keys.None},
	} {
		if got := s.Keys.Find(c.scope, c.key); got != c.want {
			t.Errorf("%q does %d, want %d", c.key, got, c.want)
		}
	}
}

// Nothing settled is what holds without a file.
func TestNothing(t *testing.T) {
	for _, text := range []string{"", "# only a comment\n"} {
		s, err := Parse("s.yaml", []byte(text))
		if err != nil || !s.Mouse || s.Theme != "" || s.Keys.Find(keys.Show, "n") != keys.Forward {
			t.Errorf("%q gives %+v, %v", text, s, err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml")); err != nil {
		t.Errorf("a file that is not there: %v", err)
	}
}

// A mistake is named with its line and what would be right.
func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"lang: zh\ntheme: pink\n":                    `s.yaml:2: theme is one of auto, dark, light, high-contrast, colour-blind, not "pink"`,
		"colour: red\n":                              `s.yaml:1: there is no setting "colour"`,
		"lang: en\nlang: zh\n":                       `"lang"`,
		"speed: fast\n":                              `s.yaml:1: speed is how many steps a second`,
		"speed: 0\n":                                 `not "0"`,
		"mouse: maybe\n":                             `s.yaml:1: mouse is true or false, not "maybe"`,
		"preset: all\n":                              `s.yaml:1: preset is one of study, teach, probe`,
		"- theme\n":                                  `s.yaml:1: here belong fields`,
		"keys:\n  step: n\n  fork: n\n":              `"n" already does step`,
		"keys:\n  jump: n\n":                         `s.yaml:2: keys: jump: there is no such action`,
		"keys:\n  netwrk.deliver: D\n":               `did you mean network.deliver?`,
		"keys:\n  step: []\n":                        `it needs a key`,
		"keys:\n  step: {a: b}\n":                    `s.yaml:2: step: here belongs a key`,
		"theme: [\n":                                 `s.yaml: not YAML`,
		"theme: &a dark\nlang: *a\n":                 `anchors and aliases`,
		strings.Repeat("# long\n", maxBytes/7+1):     `larger than`,
		"lang: fr\n":                                 `s.yaml:1: lang is en or zh, not "fr"`,
		"keys:\n  play: \"  \"\n":                    `is not a key`,
		"keys:\n  step: [n, n]\n":                    `"n" already does step`,
		"? [a]\n: b\n":                               `the name of a field is a text`,
		"ascii: \"yes please\"\nmouse: true\n":       `s.yaml:1: ascii is true or false`,
		"keys:\n  step: n\n  network.deliver: [[x]]": `network.deliver: a key is a text`,
	} {
		_, err := Parse("s.yaml", []byte(text))
		var bad *Error
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("keys: {step: [n]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("s.yaml", data)
		if (s == nil) == (err == nil) {
			t.Errorf("%v and %v", s, err)
		}
	})
}

// docs/settings.md shows a file that is right, with every field.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(page), "```yaml\n")
	text, _, end := strings.Cut(text, "```")
	if !ok || !end {
		t.Fatal("the page shows no file")
	}
	if _, err := Parse("docs/settings.md", []byte(text)); err != nil {
		t.Error(err)
	}
	for _, name := range fieldNames {
		if !strings.Contains(text, name+":") {
			t.Errorf("the page does not show %s", name)
		}
	}
}
