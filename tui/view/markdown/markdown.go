// Package markdown lays a lesson's prose out in lines of cells: paragraphs,
// lists, quotations and code, with strong words and code told apart by ink.
// Chinese breaks between any two characters, Latin between words.
//
// The text is parsed by goldmark. What prose has no use for, such as links,
// images and HTML, is shown as the plain text that it is.
package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// Lay returns the text in lines of at most w columns, with a blank line between
// blocks. A width below 8 is taken for 8.
func Lay(source string, w int) []kit.Line {
	data := []byte(source)
	l := &layer{source: data, width: max(w, 8)}
	l.blocks(goldmark.DefaultParser().Parse(text.NewReader(data)), "", "")
	for len(l.lines) > 0 && len(l.lines[len(l.lines)-1]) == 0 {
		l.lines = l.lines[:len(l.lines)-1]
	}
	return l.lines
}

// A layer lays out one text.
type layer struct {
	source []byte
	width  int
	lines  []kit.Line
}

// blocks lays out the blocks within one. The first line begins with first, all
// others with rest.
func (l *layer) blocks(parent ast.Node, first, rest string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.List:
			l.list(n, first, rest)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			l.code(n, rest)
		case *ast.Blockquote:
			l.blocks(n, first+"│ ", rest+"│ ")
		case *ast.ThematicBreak:
			l.lines = append(l.lines, kit.Line{kit.Text(first, canvas.Quiet), kit.Text(strings.Repeat("─", l.room(rest)), canvas.Faint)})
		case *ast.Heading:
			l.paragraph(l.inline(n, canvas.Text|canvas.Bold), first, rest)
		case *ast.HTMLBlock:
			l.paragraph([]kit.Span{kit.Text(string(n.Lines().Value(l.source)), canvas.Text)}, first, rest)
		default:
			l.paragraph(l.inline(n, canvas.Text), first, rest)
		}
		first = rest
		if tight(n) {
			continue
		}
		l.lines = append(l.lines, nil)
	}
}

// room returns how many columns are left beside a lead: where blocks lie so deep
// within one another that their leads fill the line, the line grows by 8.
func (l *layer) room(lead string) int {
	return max(l.width-termtext.Width(lead), 8)
}

// tight reports whether no blank line follows a block: within an item of a list
// without any.
func tight(n ast.Node) bool {
	item, ok := n.Parent().(*ast.ListItem)
	if !ok {
		return false
	}
	list, ok := item.Parent().(*ast.List)
	return ok && list.IsTight
}

func (l *layer) list(list *ast.List, first, rest string) {
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "• "
		if list.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		l.blocks(item, first+mark, rest+strings.Repeat(" ", termtext.Width(mark)))
		first = rest
	}
}

// code keeps the lines of a block as they are; what is too long is cut.
func (l *layer) code(n ast.Node, rest string) {
	lines := n.Lines()
	for i := range lines.Len() {
		at := lines.At(i)
		text := strings.TrimRight(strings.ReplaceAll(string(at.Value(l.source)), "\t", "    "), "\n")
		l.lines = append(l.lines, kit.Line{kit.Text(rest+"  ", canvas.Text), kit.Text(termtext.Cut(text, l.room(rest)-2), canvas.Accent)})
	}
}

// inline returns the text of a block in pieces. kit.Line ends are spaces, but none
// between Chinese characters.
func (l *layer) inline(n ast.Node, ink canvas.Ink) (spans []kit.Span) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := string(c.Segment.Value(l.source))
			if c.SoftLineBreak() || c.HardLineBreak() {
				s += "\n"
			}
			spans = append(spans, kit.Text(s, ink))
		case *ast.String:
			spans = append(spans, kit.Text(string(c.Value), ink))
		case *ast.CodeSpan:
			spans = append(spans, l.inline(c, canvas.Accent)...)
		case *ast.Emphasis:
			spans = append(spans, l.inline(c, ink|canvas.Bold)...)
		case *ast.AutoLink:
			spans = append(spans, kit.Text(string(c.URL(l.source)), ink))
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				at := c.Segments.At(i)
				spans = append(spans, kit.Text(string(at.Value(l.source)), ink))
			}
		default:
			spans = append(spans, l.inline(c, ink)...)
		}
	}
	return spans
}

// paragraph wraps pieces of text.
func (l *layer) paragraph(spans []kit.Span, first, rest string) {
	spans = joined(spans)
	var plain strings.Builder
	for _, s := range spans {
		plain.WriteString(s.Text)
	}
	wrapped := termtext.Wrap(plain.String(), l.room(rest), 1<<16)
	at := spans
	for i, line := range wrapped {
		lead := rest
		if i == 0 {
			lead = first
		}
		out := kit.Line{}
		if lead != "" {
			out = append(out, kit.Text(lead, canvas.Quiet))
		}
		var pieces kit.Line
		pieces, at = take(at, line)
		l.lines = append(l.lines, append(out, pieces...))
	}
}

// joined makes of line ends what they are in the language: a space, or nothing
// between two wide characters.
func joined(spans []kit.Span) []kit.Span {
	out := make([]kit.Span, 0, len(spans))
	for i, s := range spans {
		for {
			before, after, found := strings.Cut(s.Text, "\n")
			if !found {
				break
			}
			next := after
			if next == "" && i+1 < len(spans) {
				next = spans[i+1].Text
			}
			last := before
			if last == "" && len(out) > 0 {
				last = out[len(out)-1].Text
			}
			gap := " "
			if wideEnd(last) && wideStart(next) {
				gap = ""
			}
			s.Text = before + gap + after
		}
		out = append(out, s)
	}
	return out
}

func wideStart(s string) bool {
	for _, r := range s {
		return termtext.Width(string(r)) == 2
	}
	return false
}

func wideEnd(s string) bool {
	r := []rune(s)
	return len(r) > 0 && termtext.Width(string(r[len(r)-1])) == 2
}

// take takes the pieces of a wrapped line from the front of spans. Wrapping
// drops spaces at the ends of lines only.
func take(spans []kit.Span, line string) (pieces kit.Line, rest []kit.Span) {
	rest = spans
	for line != "" && len(rest) > 0 {
		s := rest[0]
		if len(pieces) == 0 {
			s.Text = strings.TrimLeft(s.Text, " ")
		}
		n := 0
		for n < len(s.Text) && n < len(line) && s.Text[n] == line[n] {
			n++
		}
		if n > 0 {
			pieces = append(pieces, kit.Text(s.Text[:n], s.Ink))
		}
		line, s.Text = line[n:], s.Text[n:]
		if s.Text == "" {
			rest = rest[1:]
			continue
		}
		rest = append([]kit.Span{s}, rest[1:]...)
		if n == 0 {
			break // the wrapping changed the text: what is left goes with the next line
		}
	}
	return pieces, rest
}
