package command

import (
	"errors"
	"slices"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// Parse reads one line. It returns an *Error, and no Command, for a line that
// is not a command; for any other, Parse(c.String()) returns a Command equal
// to c.
func Parse(line string) (Command, error) {
	c, err := parse(line)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// A Line is one command of a block.
type Line struct {
	N       int    // its number in the block, from 1
	Text    string // as written, without the space around it
	Command Command
}

// ParseLines reads a block of commands, one a line. Blank lines, and lines
// whose first character is #, are skipped. It returns the lines before the
// first wrong one, and the *Error of that one.
func ParseLines(text string) ([]Line, error) {
	var lines []Line
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		c, err := Parse(line)
		if err != nil {
			var e *Error
			if errors.As(err, &e) {
				e.Line = n
			}
			return lines, err
		}
		lines = append(lines, Line{N: n, Text: trimmed, Command: c})
	}
	return lines, nil
}

func parse(line string) (Command, *Error) {
	if err := checkLine(line); err != nil {
		return nil, err
	}
	h, err := parseHead(&lexer{line: line})
	if err != nil {
		return nil, err
	}
	if h.spec.text {
		h.rest.skipSpace()
		return h.spec.finish(&args{spec: h.spec, target: h.target, tail: word{col: h.rest.col(h.rest.pos), text: line[h.rest.pos:]}})
	}
	words, err := h.rest.all()
	if err != nil {
		return nil, err
	}
	return h.spec.build(h.target, words, h.rest.col(len(line)))
}

// build makes a command of the words after its name; end is the column after
// the last.
func (s *Spec) build(target Target, words []word, end int) (Command, *Error) {
	a := &args{spec: s, target: target, tail: word{col: end}}
	if s.joins() {
		words = joinSeparators(words)
	}
	a.sort(words)
	a.fail(a.missing())
	return s.finish(a)
}

func (s *Spec) finish(a *args) (Command, *Error) {
	if a.err != nil {
		return nil, a.err
	}
	c := a.command()
	if a.err != nil {
		return nil, a.err
	}
	if a.tail.col > maxLine/8 && len(c.String()) > maxLine { // it can become so long where it needs escapes
		return nil, wrong(a.tail, none, "the line is longer than %d bytes", maxLine)
	}
	return c, nil
}

// A head is the start of a line: whose command it is and which. The lexer
// stands after it.
type head struct {
	target Target
	spec   *Spec
	rest   lexer
}

func parseHead(l *lexer) (head, *Error) {
	h := head{}
	first, ok, err := l.next()
	if err != nil {
		return h, err
	}
	if !ok {
		return h, wrong(first, texts.Sayf("one of them is step"), "there is no command")
	}
	whose := first
	if addressed := !first.quoted && strings.Contains(first.text, "@"); addressed || startsWithClient(*l, first) {
		if h.target, err = parseTarget(first); err != nil {
			return h, err
		}
		if first, ok, err = l.next(); err != nil {
			return h, err
		}
		if !ok {
			return h, wrong(first, none, "%s needs a client's command: %s put foo bar", quote(whose.text), whose.text)
		}
	}
	after := *l
	second, _, err := after.next()
	switch long := byName[first.text+" "+second.text]; {
	case err == nil && long != nil:
		h.spec, h.rest = long, after
	case byName[first.text] != nil:
		h.spec, h.rest = byName[first.text], *l
	default:
		return h, unknownCommand(first, second)
	}
	if h.target != (Target{}) && !h.spec.targets {
		return h, wrong(whose, texts.Sayf("only a client's requests, like put and get, go to a node or come from a client"), "%s does not go with %s", quote(whose.text), h.spec.Name)
	}
	return h, nil
}

// startsWithClient reports whether the line starts with the name of a client: a word
// that is not a command, before one of a client.
func startsWithClient(l lexer, first word) bool {
	second, ok, err := l.next()
	return err == nil && ok && !first.quoted && requests[second.text] && validClient(first.text)
}

// parseTarget reads c2, @n3 or c2@n3.
func parseTarget(w word) (Target, *Error) {
	client, node, at := strings.Cut(w.text, "@")
	if client != "" {
		if err := checkClient(word{text: client, col: w.col}); err != nil {
			return Target{}, err
		}
	}
	if at {
		if err := checkNode(word{text: node, col: w.col + len(client) + 1}); err != nil {
			return Target{}, err
		}
	}
	return Target{Client: client, Node: node}, nil
}

func unknownCommand(first, second word) *Error {
	var seconds []string
	for i := range Table {
		if s, ok := strings.CutPrefix(Table[i].Name, first.text+" "); ok {
			seconds = append(seconds, s)
		}
	}
	switch _, node := config.NodeID(first.text); {
	case len(seconds) > 0 && second.text == "":
		return wrong(second, none, "%s needs one word more: %s", first.text, lang.List(seconds))
	case len(seconds) > 0:
		hint := texts.Sayf("it takes %s", lang.List(seconds))
		if near := termtext.Nearest(second.text, seconds); near != "" {
			hint = meant(first.text + " " + near)
		}
		return wrong(second, hint, "unknown command %s", quote(first.text+" "+second.text))
	case (node || IsRole(first.text)) && requests[second.text]:
		return wrong(first, meant("@"+first.text+" "+second.text), "unknown command %s", quote(first.text))
	case strings.HasPrefix(first.text, "#"):
		return wrong(first, texts.Sayf("comments stand on lines of their own, in scripts"), "unknown command %s", quote(first.text))
	}
	if strings.EqualFold(first.text, "compact") {
		return wrong(first, texts.Sayf("compaction discards the store's history, compactlog a node's raft log"), "unknown command %s", quote(first.text))
	}
	near := synonyms[strings.ToLower(first.text)]
	if near == "" && !slices.Contains(reserved, first.text) {
		near = termtext.Nearest(first.text, firsts)
	}
	return wrong(first, meant(near), "unknown command %s", quote(first.text))
}

// all returns the words that are left.
func (l *lexer) all() (words []word, err *Error) {
	for {
		w, ok, err := l.next()
		if err != nil || !ok {
			return words, err
		}
		words = append(words, w)
	}
}

var separators = strings.NewReplacer("->", ">", "→", ">", "，", ",")

// joinSeparators joins what was written apart around a separator: n1 > n2.
func joinSeparators(words []word) []word {
	const seps = ",>|"
	var out []word
	for _, w := range words {
		w.text = separators.Replace(w.text)
		if n := len(out); n > 0 && w.text != "" && out[n-1].text != "" {
			last := out[n-1].text
			if strings.ContainsAny(last[len(last)-1:], seps) || strings.ContainsAny(w.text[:1], seps) {
				out[n-1].text += w.text
				continue
			}
		}
		out = append(out, w)
	}
	return out
}
