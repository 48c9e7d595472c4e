// Package settings reads a person's settings: one YAML file under the XDG
// directories, all of whose fields may be left out. docs/settings.md describes
// it. Reading is strict: what is not understood is an error with its line, and
// nothing is guessed.
package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"gopkg.in/yaml.v3"

	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/theme"
)

// Settings are what a person has settled once. The zero value settles nothing.
type Settings struct {
	Theme  theme.Choice // "" is not settled, as in the two below
	Lang   string
	Preset string
	Speed  float64 // steps a second; 0 is not settled
	ASCII  bool
	Mouse  bool // true unless settled otherwise
	Keys   *keys.Bindings
}

// usual is what holds without a file.
func usual() *Settings { return &Settings{Mouse: true, Keys: keys.New(panes.Bindings())} }

// Path returns where the file is looked for: $XDG_CONFIG_HOME/raftviz/settings.yaml,
// or where that is usual on the system.
func Path() string { return filepath.Join(xdg.ConfigHome, "raftviz", "settings.yaml") }

// An Error is a mistake in the file: where, what, and what would be right.
type Error struct {
	File string
	Line int // from 1; 0 is the file as a whole
	Msg  lang.Message
}

func (e *Error) Error() string { return e.In(lang.English) }

// In says the mistake in a language.
func (e *Error) In(l lang.Lang) string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg.In(l)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg.In(l))
}

// maxBytes is more than any honest file has.
const maxBytes = 64 << 10

// Load reads the file at path. A file that is not there settles nothing; one
// with a mistake is an *Error.
func Load(path string) (*Settings, error) {
	data, err := read(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usual(), nil
	case err != nil:
		return nil, err
	}
	return Parse(path, data)
}

// read reads a file, but not much more of it than is allowed, and no device or
// pipe, which may never end.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{path, 0, texts.Sayf("not a file; settings are read from files only")}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxBytes+1))
}

// Parse reads settings; name is what errors call the file.
func Parse(name string, data []byte) (*Settings, error) {
	r := &reader{file: name, into: usual()}
	if len(data) > maxBytes {
		return nil, &Error{name, 0, texts.Sayf("larger than %d bytes; no settings need that much", maxBytes)}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, &Error{name, 0, texts.Sayf("not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))}
	}
	if len(doc.Content) == 0 {
		return r.into, nil // empty, or comments only
	}
	if err := r.mapping(doc.Content[0], r.field); err != nil {
		return nil, err
	}
	return r.into, nil
}

// A reader reads one file.
type reader struct {
	file string
	into *Settings
}

func (r *reader) wrong(n *yaml.Node, format string, a ...any) error {
	return &Error{r.file, n.Line, texts.Sayf(format, a...)}
}

// mapping calls each for the pairs of a mapping whose names are texts, each
// there once.
func (r *reader) mapping(n *yaml.Node, each func(name string, key, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return r.wrong(n, "here belong fields, name: value")
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case k.Kind != yaml.ScalarNode:
			return r.wrong(k, "the name of a field is a text")
		case seen[k.Value]:
			return r.wrong(k, "%q is there twice", k.Value)
		case v.Kind == yaml.AliasNode || v.Anchor != "":
			return r.wrong(v, "anchors and aliases are not used here; write the value out")
		}
		seen[k.Value] = true
		if err := each(k.Value, k, v); err != nil {
			return err
		}
	}
	return nil
}

// fieldNames are the fields there are.
var fieldNames = []string{"theme", "lang", "preset", "speed", "ascii", "mouse", "keys"}

func (r *reader) field(name string, key, v *yaml.Node) (err error) {
	s := r.into
	switch name {
	case "theme":
		c, ok := theme.Parse(v.Value)
		if !ok {
			return r.wrong(v, "theme is one of %s, not %q", choices(), v.Value)
		}
		s.Theme = c
	case "lang":
		if _, ok := lang.Parse(v.Value); !ok {
			return r.wrong(v, "lang is en or zh, not %q", v.Value)
		}
		s.Lang = v.Value
	case "preset":
		if !slices.Contains(Presets, v.Value) {
			return r.wrong(v, "preset is one of %s, not %q", lang.List(Presets), v.Value)
		}
		s.Preset = v.Value
	case "speed":
		if v.Decode(&s.Speed) != nil || !(s.Speed > 0 && s.Speed <= 1000) {
			return r.wrong(v, "speed is how many steps a second are played, above 0 and up to 1000, not %q", v.Value)
		}
	case "ascii":
		s.ASCII, err = r.boolean(v, "ascii")
	case "mouse":
		s.Mouse, err = r.boolean(v, "mouse")
	case "keys":
		err = r.keys(v)
	default:
		return r.wrong(key, "there is no setting %q; there are %s", name, lang.List(fieldNames))
	}
	return err
}

// Presets are the names of the arrangements.
var Presets = []string{"study", "teach", "probe"}

func choices() lang.List {
	names := make(lang.List, len(theme.Choices))
	for i, c := range theme.Choices {
		names[i] = string(c)
	}
	return names
}

func (r *reader) boolean(v *yaml.Node, what string) (b bool, err error) {
	if v.ShortTag() != "!!bool" || v.Decode(&b) != nil {
		return false, r.wrong(v, "%s is true or false, not %q", what, v.Value)
	}
	return b, nil
}

// keys reads the changes to the bindings: a key, or a list of keys, by action.
func (r *reader) keys(n *yaml.Node) error {
	var changes []keys.Change
	lines := map[string]*yaml.Node{}
	err := r.mapping(n, func(name string, key, v *yaml.Node) error {
		lines[name] = key
		c := keys.Change{Of: name}
		switch v.Kind {
		case yaml.ScalarNode:
			c.Keys = []string{v.Value}
		case yaml.SequenceNode:
			for _, k := range v.Content {
				if k.Kind != yaml.ScalarNode {
					return r.wrong(k, "%s: a key is a text", name)
				}
				c.Keys = append(c.Keys, k.Value)
			}
		default:
			return r.wrong(v, "%s: here belongs a key, or a list of keys", name)
		}
		changes = append(changes, c)
		return nil
	})
	if err != nil {
		return err
	}
	b, err := keys.New(panes.Bindings()).Rebind(changes)
	var conflict *keys.ConflictError
	if errors.As(err, &conflict) {
		at := n
		if k := lines[conflict.Of]; k != nil {
			at = k
		}
		return r.wrong(at, "keys: %v", err)
	}
	r.into.Keys = b
	return err
}
