package tui

import (
	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/textinput"

	"raftviz/engine/command"
	"raftviz/tui/view/keys"
)

// A lineKind is what a typed line is for.
type lineKind uint8

const (
	commandLine lineKind = iota
	searchLine
	breakLine
	nameLine
	answerLine
	filterLine
	pathLine
	numLineKinds
)

// prompts are the marks that lines begin with.
var prompts = [numLineKinds]string{commandLine: ":", searchLine: "/", breakLine: "b", nameLine: "r", answerLine: "=", filterLine: "/", pathLine: "▸"}

// completes are the lines in which tab completes words; recalls those in which
// the arrow keys bring back what was typed before.
var (
	completes = [numLineKinds]bool{commandLine: true, breakLine: true, pathLine: true}
	recalls   = [numLineKinds]bool{commandLine: true, searchLine: true, breakLine: true}
)

// A line is what the person is typing.
type line struct {
	kind  lineKind
	of    int // the breakpoint or branch that it is about, -1 for a new one
	input textinput.Model
	err   string // why the line was not obeyed; it stays for correction

	offers []command.Completion
	picked int    // the offer that stands in the line, -1 if none
	typed  string // the line as it was before a completion was picked
	at     int    // where the cursor then was

	earlier int // how far back in the history the line is, 0 is the new one
	draft   string
}

const longestLine = 400

// newLine returns an empty line.
func newLine(kind lineKind) *line {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = longestLine
	in.SetVirtualCursor(false)
	in.KeyMap.Paste.Unbind()
	in.Focus()
	return &line{kind: kind, of: -1, input: in, picked: -1}
}

func (s *viewer) startLine(kind lineKind) {
	s.line = newLine(kind)
	s.play.on = false
	s.offer()
}

// update gives a message to the input.
func (l *line) update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	l.input, cmd = l.input.Update(msg)
	return cmd
}

// set replaces the text, with the cursor at a place in characters.
func (l *line) set(text string, cursor int) {
	l.input.SetValue(text)
	l.input.SetCursor(cursor)
}

// lineKey handles a key while a line is typed.
func (s *viewer) lineKey(k tea.KeyPressMsg) tea.Cmd {
	l := s.line
	switch s.appearance.keys.Find(keys.Line, k.String()) {
	case keys.Accept:
		return s.accept()
	case keys.Abandon:
		s.line = nil
	case keys.Complete:
		s.pick(1)
	case keys.CompleteBack:
		s.pick(-1)
	case keys.Earlier:
		s.recall(1)
	case keys.Later:
		s.recall(-1)
	default:
		before := l.input.Value()
		if before == "" && k.String() == "backspace" {
			s.line = nil
			return nil
		}
		cmd := l.update(k)
		if l.input.Value() != before {
			l.err = ""
		}
		s.offer()
		return cmd
	}
	return nil
}

// offer finds what the word before the cursor may become.
func (s *viewer) offer() {
	l := s.line
	l.offered(s.completions(l.kind, l.input.Value(), l.input.Position()))
}

// offered takes down what the word before the cursor may become.
func (l *line) offered(list []command.Completion) {
	l.picked, l.offers = -1, list
	l.typed, l.at = l.input.Value(), l.input.Position()
}

// pick puts the next offer into the line. The only one is taken for good: what
// follows it is offered next.
func (s *viewer) pick(by int) {
	if s.line.pick(by) {
		s.offer()
	}
}

// pick puts the next offer into the line, and reports whether it was the only
// one.
func (l *line) pick(by int) (only bool) {
	n := len(l.offers)
	if n == 0 {
		return false
	}
	switch {
	case l.picked < 0 && by < 0:
		l.picked = n - 1
	default:
		l.picked = (l.picked + by + n) % n
	}
	o := l.offers[l.picked]
	runes := []rune(l.typed)
	head, tail := string(runes[:o.From]), string(runes[min(o.To, len(runes)):])
	text := o.Text
	if o.Done && tail == "" {
		text += " "
	}
	l.set(head+text+tail, o.From+len([]rune(text)))
	return n == 1
}

// recall goes through the lines typed before.
func (s *viewer) recall(by int) {
	l, past := s.line, s.past[s.line.kind]
	to := l.earlier + by
	if to < 0 || to > len(past) {
		return
	}
	if l.earlier == 0 {
		l.draft = l.input.Value()
	}
	l.earlier = to
	text := l.draft
	if to > 0 {
		text = past[len(past)-to]
	}
	l.set(text, len([]rune(text)))
	l.err = ""
	s.offer()
	l.offers = nil
}

// remember puts a line that was obeyed into the history.
func (s *viewer) remember(kind lineKind, text string) {
	const most = 200
	past := s.past[kind]
	if n := len(past); text == "" || n > 0 && past[n-1] == text {
		return
	}
	past = append(past, text)
	s.past[kind] = past[max(len(past)-most, 0):]
}

// accept does what the line says. A line that cannot be obeyed stays, with the
// reason above it.
func (s *viewer) accept() tea.Cmd {
	l := s.line
	text := trim(l.input.Value())
	if text == "" && l.kind == commandLine {
		s.line = nil
		return nil
	}
	cmd, err := s.obey(l.kind, text)
	if err != nil {
		l.err = err.Error()
		return nil
	}
	s.remember(l.kind, text)
	s.line = nil
	return cmd
}

func (s *viewer) obey(kind lineKind, text string) (tea.Cmd, error) {
	switch kind {
	case searchLine:
		return s.startSearch(text), nil
	case breakLine:
		return nil, s.addBreakpoint(text, s.line.of)
	case nameLine:
		return nil, s.rename(s.line.of, text)
	case answerLine:
		return s.answered(text)
	}
	return s.command(text)
}
