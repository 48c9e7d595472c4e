package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
)

// A breakPage lists the breakpoints.
type breakPage struct {
	page
	choice int // the line chosen
	first  int // the line drawn first
}

func (v *viewer) openBreaks() { v.modes.push(&breakPage{page: page{v: v, scope: keys.Breaks}}) }

func (p *breakPage) key(k tea.KeyPressMsg) (tea.Cmd, bool) { return p.act(p.action(k)), true }

// mouse chooses the breakpoint that is clicked; the one that is chosen already is
// changed.
func (p *breakPage) mouse(msg tea.MouseMsg) (tea.Cmd, bool) {
	row, ok := p.clicked(msg)
	switch at := p.first + row; {
	case !ok || at >= len(p.v.breaks.list):
		if a := p.turned(msg); a != keys.None {
			return p.act(a), true
		}
	case at == p.choice:
		return p.act(keys.Edit), true
	default:
		p.choice = at
	}
	return nil, true
}

// act handles a key on the list of breakpoints.
func (p *breakPage) act(a keys.Action) tea.Cmd {
	chosen := p.choice >= 0 && p.choice < len(p.v.breaks.list)
	switch a {
	case keys.Up:
		p.choice = max(p.choice-1, 0)
	case keys.Down:
		p.choice = max(min(p.choice+1, len(p.v.breaks.list)-1), 0)
	case keys.Breakpoint:
		p.v.startLine(breakLine)
	case keys.Language:
		p.v.appearance.nextLang()
	case keys.Leave:
		p.v.modes.closePages()
	case keys.Continue, keys.ContinueBack:
		p.v.modes.closePages()
		return timeActions[a](p.v)
	}
	if !chosen {
		return nil
	}
	switch a {
	case keys.Edit:
		ln := p.v.startLine(breakLine)
		text := p.v.breaks.list[p.choice].text
		ln.of = p.choice
		ln.set(text, len([]rune(text)))
		ln.offer()
		ln.offers = nil
	case keys.Enable:
		p.v.breaks.list[p.choice].off = !p.v.breaks.list[p.choice].off
	case keys.Remove:
		p.v.say(p.v.appearance.words.BreakGoneF, termtext.Printable(p.v.breaks.list[p.choice].text))
		p.v.breaks.list = slices.Delete(p.v.breaks.list, p.choice, p.choice+1)
		p.choice = max(min(p.choice, len(p.v.breaks.list)-1), 0)
	}
	return nil
}

// breakForms are examples of what a breakpoint may be.
var breakForms = [...]string{
	"became_leader,crashed", "became_leader on n2", `committed if node("n1").commit >= 5`, "term > 3",
}

// draw lists the breakpoints and, where there is room, what they may be.
func (p *breakPage) draw(a canvas.Area) *tea.Cursor {
	w := p.v.appearance.words
	kit.Title(a, kit.Text(w.BreaksTitle, canvas.Accent|canvas.Bold))
	list := a.Sub(0, pageTop, a.W, a.H-pageTop)
	if len(p.v.breaks.list) == 0 {
		list.Fit(3, 0, a.W-4, w.NoBreak, canvas.Quiet)
	}
	p.choice = max(min(p.choice, len(p.v.breaks.list)-1), 0)
	first := max(p.choice-(list.H-1), 0)
	p.first = first
	for i := first; i < len(p.v.breaks.list) && i-first < list.H; i++ {
		p.drawBreak(list.Sub(0, i-first, a.W, 1), i)
	}
	kit.Edges(list, 0, first > 0, len(p.v.breaks.list)-first > list.H)
	p.drawForms(list.Sub(0, max(len(p.v.breaks.list), 1)+1, a.W, list.H))
	return nil
}

// drawBreak draws one in a row.
func (p *breakPage) drawBreak(a canvas.Area, i int) {
	w, b := p.v.appearance.words, p.v.breaks.list[i]
	ink := canvas.Text
	if b.off {
		ink = canvas.Quiet
	}
	if i == p.choice {
		ink = canvas.Accent | canvas.Bold
		a.Text(1, 0, "▸", ink)
	}
	mark, word := "■", w.On
	if b.off {
		mark, word = "□", w.Off
	}
	x := a.Text(3, 0, kit.Number(i+1), ink)
	x = a.Text(x+2, 0, mark+" "+word, ink)
	x = a.Fit(max(x+2, 15), 0, a.W-30, termtext.Printable(b.text), ink)
	if st := p.v.step(p.v.head.pos); st != nil && b.may(st.Kinds()) && b.matches(p.v.branch().track.Before(p.v.head.pos), st) {
		a.Text(x+3, 0, "◂ "+fmt.Sprintf(w.StepF, kit.Number(p.v.head.pos)), canvas.Quiet)
	}
}

// drawForms shows what a breakpoint may be, if there is room for all.
func (p *breakPage) drawForms(a canvas.Area) {
	w := p.v.appearance.words
	if a.H < len(breakForms)+1 {
		return
	}
	a.Fit(3, 0, a.W-4, w.BreakFormsHead, canvas.Quiet)
	for i, form := range breakForms {
		x := a.Text(5, i+1, form, canvas.Text)
		a.Fit(max(x+2, 44), i+1, a.W-45, w.BreakForms[i], canvas.Quiet)
	}
}
