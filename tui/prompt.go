package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/screen"
)

// A prompt is a line that is typed while a run is shown.
type prompt struct {
	passive
	*line
	v *viewer
}

// startLine begins a line of a kind, and returns it.
func (v *viewer) startLine(kind lineKind) *prompt {
	p := &prompt{line: newLine(kind), v: v}
	v.play.on = false
	v.modes.push(p)
	p.offer()
	return p
}

func (p *prompt) reach() reach { return modal }

func (p *prompt) footer() *screen.Footer { return lineFooter(p.v.appearance, p.kind) }

func (p *prompt) close() { p.v.modes.remove(p) }

func (p *prompt) paste(msg tea.PasteMsg) tea.Cmd { return p.update(msg) }

func (p *prompt) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch p.v.appearance.keys.Find(keys.Line, k.String()) {
	case keys.Accept:
		return p.accept(), true
	case keys.Abandon:
		p.close()
	case keys.Complete:
		p.pick(1)
	case keys.CompleteBack:
		p.pick(-1)
	case keys.Earlier:
		p.recall(1)
	case keys.Later:
		p.recall(-1)
	default:
		before := p.input.Value()
		if before == "" && k.String() == "backspace" {
			p.close()
			return nil, true
		}
		cmd := p.update(k)
		if p.input.Value() != before {
			p.err = ""
		}
		p.offer()
		return cmd, true
	}
	return nil, true
}

// offer finds what the word before the cursor may become.
func (p *prompt) offer() {
	p.offered(p.v.completer.completions(p.kind, p.input.Value(), p.input.Position()))
}

// pick puts the next offer into the line. The only one is taken for good: what
// follows it is offered next.
func (p *prompt) pick(by int) {
	if p.line.pick(by) {
		p.offer()
	}
}

// recall goes through the lines typed before.
func (p *prompt) recall(by int) {
	past := p.v.history[p.kind]
	to := p.earlier + by
	if to < 0 || to > len(past) {
		return
	}
	if p.earlier == 0 {
		p.draft = p.input.Value()
	}
	p.earlier = to
	text := p.draft
	if to > 0 {
		text = past[len(past)-to]
	}
	p.set(text, len([]rune(text)))
	p.err = ""
	p.offer()
	p.offers = nil
}

// accept does what the line says. A line that cannot be obeyed stays, with the
// reason above it.
func (p *prompt) accept() tea.Cmd {
	text := trim(p.input.Value())
	if text == "" && p.kind == commandLine {
		p.close()
		return nil
	}
	cmd, err := p.obey(text)
	if err != nil {
		p.err = p.v.appearance.says(err)
		return nil
	}
	p.v.history.remember(p.kind, text)
	p.close()
	return cmd
}

func (p *prompt) obey(text string) (tea.Cmd, error) {
	switch p.kind {
	case searchLine:
		return p.v.finder.start(text), nil
	case breakLine:
		return nil, p.v.breaks.add(text, p.of)
	case nameLine:
		return nil, p.v.branches.rename(p.of, text)
	case answerLine:
		return p.v.lesson.answered(text)
	}
	return p.v.commands.give(text)
}

// draw draws the line, what it may become, and why it was not obeyed.
func (p *prompt) draw(a canvas.Area) *tea.Cursor {
	y := p.v.layout().Message
	switch {
	case p.err != "":
		screen.Upwards(a, y-1, termtext.Printable(p.err), canvas.Alarm)
	case !p.drawOffers(a, y) && (p.input.Value() == "" || p.of >= 0):
		p.drawTitle(a, y, p.v.appearance.words)
	}
	return p.line.draw(a, y)
}

// lineFooter is the footer while a line is typed: it promises completion, and
// lines typed before, only where there are any.
func lineFooter(l *appearance, kind lineKind) *screen.Footer {
	f := screen.FooterOf(l.keys, keys.Line)
	f.Help = nil
	f.Keys = slices.DeleteFunc(f.Keys, func(b keys.Binding) bool {
		return b.Action == keys.Complete && !completes[kind] || b.Action == keys.Earlier && !recalls[kind]
	})
	return &f
}

// A lineHistory is the lines typed before, by what they were for.
type lineHistory [numLineKinds][]string

// remember puts a line that was obeyed into the history.
func (h *lineHistory) remember(kind lineKind, text string) {
	const most = 200
	past := h[kind]
	if n := len(past); text == "" || n > 0 && past[n-1] == text {
		return
	}
	past = append(past, text)
	h[kind] = past[max(len(past)-most, 0):]
}
