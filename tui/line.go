package tui

import (
	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/textinput"

	"raftviz/engine/command"
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

// offered takes down what the word before the cursor may become.
func (l *line) offered(list []command.Completion) {
	l.picked, l.offers = -1, list
	l.typed, l.at = l.input.Value(), l.input.Position()
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
