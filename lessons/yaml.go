package lessons

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"raftviz/engine/lang"
	"raftviz/engine/query"
	"raftviz/recordings/recording"
)

// A file beyond these limits is refused: no honest script comes near them.
const (
	maxBytes = 1 << 20
	maxDepth = 8
	maxItems = 10_000 // of one list or mapping
)

// A reader walks the nodes of one file and collects what is wrong with them.
// What its methods call what is a field's name, or a lang.Message.
type reader struct {
	file     string
	problems Problems
	starts   []*yaml.Node // the nodes that starting states name
	lesson   bool         // what is read is a lesson
	shipped  bool         // it was tested: its expressions are right
}

// compile is query.Compile, or query.CompileBool, for what was not tested.
func (r *reader) compile(src string, compile func(string) (*query.Expr, error)) (*query.Expr, error) {
	if r.shipped {
		return query.Later(src), nil
	}
	return compile(src)
}

func (r *reader) wrong(n *yaml.Node, format string, a ...any) {
	r.wrongAt(n.Line, format, a...)
}

func (r *reader) wrongAt(line int, format string, a ...any) {
	r.problems = append(r.problems, &Problem{r.file, line, texts.Sayf(format, a...)})
}

// document returns the one document of a file, or nil if it cannot be read as
// YAML or goes beyond the limits.
func (r *reader) document(data []byte) *yaml.Node {
	if recording.Begins(data) {
		r.wrongAt(0, "this is a recording; raftviz play shows it, raftviz verify runs it again")
		return nil
	}
	if len(data) > maxBytes {
		r.wrongAt(0, "larger than %d bytes; no script needs that much", maxBytes)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		r.wrongAt(0, "the file is empty; a script has a name, a cluster and steps")
		return nil
	case err != nil:
		r.notYAML(err)
		return nil
	}
	switch err := dec.Decode(&more); {
	case err == nil:
		r.wrong(&more, "a second document; one file holds one script")
	case !errors.Is(err, io.EOF):
		r.notYAML(err)
	}
	if !r.bounded(&doc, 0) {
		return nil
	}
	return doc.Content[0]
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// notYAML reports what the YAML parser did not like.
func (r *reader) notYAML(err error) {
	line, msg := 0, strings.ReplaceAll(err.Error(), "\n", " ")
	if m := yamlLine.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1])
		msg = msg[len(m[0]):]
	}
	r.wrongAt(line, "not YAML: %s", msg)
}

// bounded reports whether the tree is free of aliases, which would let a small
// file stand for a huge one, and within the limits.
func (r *reader) bounded(n *yaml.Node, depth int) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.wrong(n, "anchors and aliases are not used here; write the value out")
		return false
	case depth > maxDepth:
		r.wrong(n, "nested more than %d deep", maxDepth)
		return false
	case len(n.Content) > maxItems:
		r.wrong(n, "more than %d items", maxItems)
		return false
	}
	for _, c := range n.Content {
		if !r.bounded(c, depth+1) {
			return false
		}
	}
	return true
}

// A field is one name that a mapping of T may hold, and how its value is read.
type field[T any] struct {
	name string
	read func(r *reader, n *yaml.Node, into *T)
}

// mapping reads a mapping by the table of its fields. It returns the line of
// each field that was there, and false if n is no mapping.
func mapping[T any](r *reader, n *yaml.Node, what any, fields []field[T], into *T) (lines map[string]int, ok bool) {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	ok = r.pairs(n, what, func(key string, k, v *yaml.Node) {
		if lines == nil {
			lines = make(map[string]int)
		}
		for i := range fields {
			if fields[i].name == key {
				lines[key] = k.Line
				fields[i].read(r, v, into)
				return
			}
		}
		r.wrong(k, "%s has no field %q; %s", what, key, nearest(key, names))
	})
	return lines, ok
}

// pairs calls each for the pairs of a mapping, whose keys are texts and occur
// once. It returns false if n is no mapping.
func (r *reader) pairs(n *yaml.Node, what any, each func(key string, k, v *yaml.Node)) bool {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "%s wants fields (name: value), not %s", what, kindOf(n))
		return false
	}
	seen := make(map[string]int)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			r.wrong(k, "%s has a field whose name is %s", what, kindOf(k))
			continue
		}
		if line, dup := seen[k.Value]; dup {
			r.wrong(k, "%s has %q twice; the first is in line %d", what, k.Value, line)
			continue
		}
		seen[k.Value] = k.Line
		each(k.Value, k, v)
	}
	return true
}

// kindOf says what a node is, for a message.
func kindOf(n *yaml.Node) lang.Message {
	switch n.Kind {
	case yaml.MappingNode:
		return texts.Sayf("a mapping")
	case yaml.SequenceNode:
		return texts.Sayf("a list")
	}
	switch n.ShortTag() {
	case "!!null":
		return texts.Sayf("nothing")
	case "!!int", "!!float":
		return texts.Sayf("the number %q", n.Value)
	case "!!bool":
		return lang.Verbatim(n.Value)
	}
	v := n.Value
	if len(v) > 40 {
		v = v[:40] + "…"
	}
	return texts.Sayf("the text %q", strings.ToValidUTF8(v, ""))
}

// text returns a scalar's text; ok is false, and the problem reported, if n is
// no scalar or is empty.
func (r *reader) text(n *yaml.Node, what any) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "" {
		if n.Kind == yaml.ScalarNode {
			r.wrong(n, "%s is empty", what)
		} else {
			r.wrong(n, "%s wants a text, not %s", what, kindOf(n))
		}
		return "", false
	}
	return n.Value, true
}

func (r *reader) boolean(n *yaml.Node, what any) (v, ok bool) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		r.wrong(n, "%s wants true or false, not %s", what, kindOf(n))
		return false, false
	}
	return strings.EqualFold(n.Value, "true"), true
}

// number reads a whole number from 0 to most.
func (r *reader) number(n *yaml.Node, what any, most uint64) (uint64, bool) {
	v, err := strconv.ParseUint(n.Value, 10, 64)
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || err != nil || v > most {
		r.wrong(n, "%s wants a whole number from 0 to %d, not %s", what, most, kindOf(n))
		return 0, false
	}
	return v, true
}

// duration reads a length of virtual time, in ms.
func (r *reader) duration(n *yaml.Node, what any) (int64, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrong(n, "%s wants a duration such as 10ms or 2s, not %s", what, kindOf(n))
		return 0, false
	}
	d, err := time.ParseDuration(n.Value)
	switch {
	case n.Value == "0":
		return 0, true
	case err != nil && digits.MatchString(n.Value):
		r.wrong(n, "%s: %s has no unit; write %sms or %ss", what, n.Value, n.Value, n.Value)
	case err != nil:
		r.wrong(n, "%s wants a duration such as 10ms or 2s, not %s", what, kindOf(n))
	case d < 0 || d%time.Millisecond != 0:
		r.wrong(n, "%s: time goes in whole milliseconds, not %s", what, n.Value)
	default:
		return d.Milliseconds(), true
	}
	return 0, false
}

var digits = regexp.MustCompile(`^[0-9]+$`)
